"""The recording that is replayed, and the line that posts a mention of one's own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from infra.local.replay import ReplayError, read_lines
from infra.local.state_folder import LOCAL_FILE, StateFolder, StateInUseError
from infra.local.summary import expected
from infra.local.try_it import curl_line

LINE = '{"id": "1", "author": "a", "text": "TEXT", "created_at": "2026-03-02T06:00:00Z", "brand": "acme"}'


def recorded(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "stream.jsonl"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("mark", ["\u2028", "\u0085", "\x0b"])
def test_a_text_may_hold_what_other_programs_take_for_the_end_of_a_line(tmp_path: Path, mark: str) -> None:
    raw = LINE.replace("TEXT", f"one{mark}two") if mark != "\x0b" else LINE.replace("TEXT", "one\\u000btwo")
    [line] = read_lines(recorded(tmp_path, raw + "\n"))
    assert line.text == f"one{mark}two"


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert len(read_lines(recorded(tmp_path, "\ufeff" + LINE))) == 1


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ('{"id": "1"}', "line 2"),
        (LINE.replace("06:00:00Z", "06:00:00"), "offset"),
        (LINE.replace('"brand"', '"via": "pigeon", "brand"'), "pigeon"),
    ],
)
def test_a_broken_line_is_named_with_what_is_wrong(tmp_path: Path, broken: str, told: str) -> None:
    with pytest.raises(ReplayError, match=told):
        read_lines(recorded(tmp_path, f"{LINE}\n{broken}\n"))


def test_a_deleted_mention_and_an_empty_one_are_not_expected_to_have_a_verdict(tmp_path: Path) -> None:
    deleted = LINE.replace('"brand"', '"deleted": true, "brand"')
    empty = LINE.replace('"1"', '"2"').replace("TEXT", " ")
    kept = LINE.replace('"1"', '"3"')
    lines = read_lines(recorded(tmp_path, "\n".join([LINE, deleted, empty, kept])))
    assert expected(lines) == {"standard_webhooks:stream/3"}


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
@pytest.mark.parametrize("words", ["it's gone", 'he said \\"no\\"', "a \\\\ backslash", "two\nlines", "Zoë 😡"])
def test_the_line_to_paste_makes_json_of_whatever_words_one_writes(words: str) -> None:
    line = curl_line("http://127.0.0.1:1", {"forum": "secret"})
    start = line.index('"') + 1
    mine = line[:start] + words + line[line.index('"', start) :]
    shown = mine[: mine.index("curl ")] + 'printf %s "$body" | python3 -c "import json,sys; json.load(sys.stdin)"'
    subprocess.run(["bash", "-c", shown], check=True, timeout=20)


def test_a_second_run_that_is_refused_leaves_the_first_ones_file_alone(tmp_path: Path) -> None:
    first = StateFolder(tmp_path)
    first.hold()
    (tmp_path / LOCAL_FILE).write_text("{}", encoding="utf-8")
    with pytest.raises(StateInUseError):
        StateFolder(tmp_path).hold()
    assert (tmp_path / LOCAL_FILE).exists()
    first.release()
