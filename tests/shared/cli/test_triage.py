"""`firebreak triage`: what goes in, what comes out, and what is said of a line that holds no mention."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import Result

from shared.cli.triage_lines import LONGEST_LINE, NO_PLAN, asked, judged, judging, lines_of
from shared.triage.model import Model
from shared.triage.table import load
from tests.builders import NOON
from tests.harness.template import ROOT
from tests.shared.cli.conftest import SAMPLE_PLAN, Operator

COMPLAINT = "You cancelled my ferry on Friday and I still wait for my refund of 80 €."

Triages = Callable[..., Result]


@pytest.fixture
def triages(tmp_path: Path) -> Triages:
    """Runs `firebreak triage` over these lines, far from any deployment."""
    nobody = Operator(deployment=None)  # type: ignore[arg-type]  # it is reached by no deployment

    def run(*lines: object, options: tuple[str, ...] = ()) -> Result:
        file = tmp_path / "posts.jsonl"
        file.write_bytes(
            b"".join((one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n" for one in lines)
        )
        return nobody.types("triage", str(file), *options)

    return run


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def quietly(_said: str) -> None:
    pass


JUDGE = judging(NO_PLAN, NOON, quietly)


def test_each_line_has_its_verdict_in_their_order(triages: Triages) -> None:
    result = triages(
        {"id": "b", "text": COMPLAINT, "platform": "x", "language": "en"}, {"id": "a", "text": "Does it take bikes?"}
    )
    assert result.exit_code == 0, result.output
    complaint, question = answers(result)
    assert [complaint["id"], question["id"]] == ["b", "a"]
    assert [complaint["kind"], question["kind"]] == ["specific_complaint", "question"]
    assert list(complaint) == [
        "id", "complaint", "kind", "severity", "sentiment", "language", "instance", "confidence", "reasons", "priority",
        "angry", "asks", "alternatives", "rules", "judged_by",
    ]  # fmt: skip
    assert complaint["complaint"] > 0.5 > question["complaint"]
    assert isinstance(complaint["severity"], float)
    assert {"about", "why"} == set(complaint["reasons"][0])


def test_without_a_plan_there_is_no_instance_and_the_built_in_rules_are_heard(triages: Triages) -> None:
    [said] = answers(triages({"text": "Your boiler exploded and my son is in hospital."}))
    assert said["instance"] is None
    assert "injury" in said["rules"]
    assert said["priority"] == "urgent"


def test_a_plan_says_whose_it_is(triages: Triages) -> None:
    [said] = answers(triages({"text": COMPLAINT}, options=("--plan", str(SAMPLE_PLAN))))
    assert said["instance"] is not None


def test_a_broken_plan_is_refused_with_what_is_to_be_mended(triages: Triages, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("company: 7\n", encoding="utf-8")
    result = triages({"text": COMPLAINT}, options=("--plan", str(tmp_path / "plan.yaml")))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "plan.yaml:1" in result.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"what?", "is not JSON; each line is one JSON object"),
        (b"[1, 2]", "is a list, and no JSON object with a text"),
        (b'"text"', "is a text, and no JSON object with a text"),
        (b"12", "is a number, and no JSON object with a text"),
        (b"null", "is null, and no JSON object with a text"),
        (b"{}", 'has no text; give it as "text": "..."'),
        (b'{"text": 7}', 'has a text that is none; give it as "text": "..."'),
        (b'{"text": "a", "rating": 6}', "has a rating that is none of 1, 2, 3, 4 and 5"),
        (b'{"text": "a", "rating": true}', "has a rating that is none of 1, 2, 3, 4 and 5"),
        (b'{"text": "a", "rating": "4"}', "has a rating that is none of 1, 2, 3, 4 and 5"),
        (b'{"text": "a", "language": 3}', "has a language that is no text"),
        (b'{"text": "a", "platform": []}', "has a platform that is no text"),
        (b'{"text": "a", "id": []}', "has an id that is neither a text nor a number"),
        (b'{"text": "\xff"}', "is not UTF-8 (byte 11); save it as UTF-8"),
        (b"[" * 100_000, "is not JSON; each line is one JSON object"),
        (b'{"text": "%s"}' % (b"a" * LONGEST_LINE), f"is longer than {LONGEST_LINE:,} bytes; it is no mention"),
    ],
)
def test_a_line_without_a_mention_is_told_and_the_others_are_judged(triages: Triages, line: bytes, told: str) -> None:
    result = triages({"text": "first"}, line, {"text": "third"})
    assert result.exit_code == 2
    assert [one["id"] for one in answers(result)] == ["1", "3"]
    assert f"line 2 {told}\n" in result.stderr
    assert result.stderr.endswith("1 line held no mention; the others were judged.\n")


def test_an_empty_line_is_no_mistake_and_counts_as_a_line(triages: Triages) -> None:
    result = triages({"text": "first"}, b"", b"  ", {"text": ""})
    assert result.exit_code == 0, result.output
    first, empty = answers(result)
    assert (first["id"], empty["id"], empty["confidence"]) == ("1", "4", "low")


def test_a_number_is_as_good_an_id_as_a_text(triages: Triages) -> None:
    assert [one["id"] for one in answers(triages({"id": 17, "text": "a"}, {"id": "", "text": "b"}))] == ["17", ""]


def test_a_star_rating_weighs(triages: Triages) -> None:
    low, high = answers(triages({"text": "it is a boat", "rating": 1}, {"text": "it is a boat", "rating": 5.0}))
    assert low["complaint"] > high["complaint"]


def test_what_a_terminal_would_obey_comes_out_as_an_escape(triages: Triages) -> None:
    result = triages({"id": "\x1b[2J\u202e\ud800", "text": "\x1b[2J You lost my bag!"})
    assert "\x1b" not in result.stdout
    [said] = answers(result)
    assert said["id"].startswith("\x1b[2J\u202e")


def test_a_file_that_can_not_be_read_is_wrong_usage(tmp_path: Path) -> None:
    nobody = Operator(deployment=None)  # type: ignore[arg-type]  # it is reached by no deployment
    assert "can't be read: No such file" in nobody.misused("triage", str(tmp_path / "none.jsonl"))
    assert "can't be read: Is a directory" in nobody.misused("triage", str(tmp_path))


def test_standard_input_is_answered_line_by_line() -> None:
    # A process of its own: it must answer the first line before the second one is there.
    command = [sys.executable, "-m", "shared.cli", "triage", "-"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as it:
        assert it.stdin is not None
        assert it.stdout is not None
        for number in (1, 2):
            it.stdin.write(b'{"text": "Where is it?"}\n')
            it.stdin.flush()
            assert json.loads(it.stdout.readline())["id"] == str(number)
        it.stdin.close()
        assert it.wait() == 0


def test_lines_are_read_one_at_a_time() -> None:
    given_out = 0

    def endless() -> Iterator[tuple[int, bytes | None]]:
        nonlocal given_out
        while True:
            given_out += 1
            yield given_out, b'{"text": "again"}'

    said = judged(endless(), JUDGE, lambda _number, _what: None, NOON)
    assert [json.loads(next(said))["id"] for _ in range(3)] == ["1", "2", "3"]
    assert given_out == 3


def test_a_line_without_an_end_is_passed_over_in_bounded_pieces() -> None:
    file = io.BytesIO(b"x" * (3 * LONGEST_LINE + 7) + b"\n" + b'{"text": "a"}')
    assert list(lines_of(file)) == [(1, None), (2, b'{"text": "a"}')]
    exact = b"x" * (LONGEST_LINE - 1) + b"\n"
    assert list(lines_of(io.BytesIO(exact * 2))) == [(1, exact), (2, exact)]


@pytest.mark.parametrize(
    ("content", "told"), [(None, "the.model can't be read"), (b'{"sha256": "0"}\nnothing', "the.model is damaged")]
)
def test_without_a_good_model_the_rules_judge_and_it_is_told(content: bytes | None, told: str, tmp_path: Path) -> None:
    file = tmp_path / "the.model"
    if content is not None:
        file.write_bytes(content)
    warned: list[str] = []
    judge = judging(NO_PLAN, NOON, warned.append, lambda: Model(load(file)))
    assert len(warned) == 1
    assert warned[0].startswith(f"judged by rules alone: {told}")
    verdict = judge(asked(1, json.dumps({"text": COMPLAINT}).encode(), NOON).mention)
    assert (verdict.kind, verdict.judged_by) == ("specific_complaint", "rules")


@settings(max_examples=50, deadline=None)
@given(
    line=st.binary(max_size=60)
    | st.recursive(st.none() | st.text(max_size=9), st.lists).map(lambda one: json.dumps(one).encode())
)
def test_any_line_is_a_mention_or_a_sentence_about_it(line: bytes) -> None:
    told: list[str] = []
    said = list(judged(iter([(1, line)]), JUDGE, lambda _number, what: told.append(what), NOON))
    assert len(said) + len(told) == 1
    assert all(one.startswith(("is ", "has ")) for one in told)
    assert all(json.loads(one)["reasons"] for one in said)


def test_the_command_loads_neither_an_aws_client_nor_a_plan_reader(tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl").write_text('{"text": "hello"}\n', encoding="utf-8")
    script = (
        "import sys\nfrom shared.cli.__main__ import app\n"
        "try: app(['triage', sys.argv[1]], prog_name='firebreak')\n"
        "except SystemExit: pass\n"
        "print(sorted({'boto3', 'botocore', 'yaml', 'msgspec', 'numpy'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "posts.jsonl")]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout.splitlines()[-1] == "[]"
