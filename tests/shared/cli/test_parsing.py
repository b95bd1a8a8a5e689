"""`parse`: what would be stored of a file, and what is wrong in it; no deployment is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.ears.known import names
from tests.shared.cli.conftest import Operator
from tests.shared.platforms.deliveries import a_post

HEADERS = "X-Discourse-Instance: https://forum.example.com\nX-Discourse-Event: post_created\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "post.json"
    path.write_text(json.dumps({"post": a_post()}), encoding="utf-8")
    return path


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "headers.txt"
    path.write_text(HEADERS, encoding="utf-8")
    return path


def parts(printed: str) -> list[Any]:
    return [json.loads(line) for line in printed.splitlines()]


def test_a_mention_is_printed_as_it_would_be_stored(bare: Operator, file: Path, told: Path) -> None:
    [line] = parts(bare.sees("parse", "discourse", str(file), "--headers", str(told), "--brand", "acme"))
    mention = line["mention"]
    assert (mention["native_id"], mention["brand"]) == ("forum.example.com/p/7", "acme")
    assert mention["author"]["handle"] == "mia"
    assert bare.asked == []


@pytest.mark.parametrize(
    "headers",
    [
        HEADERS.upper(),
        f"POST /webhooks/forum HTTP/1.1\n{HEADERS}\n",
        json.dumps({"X-Discourse-Instance": "https://forum.example.com"}),
        json.dumps({"obtained": "by hand", "headers": {"x-discourse-instance": "https://forum.example.com"}}),
    ],
)
def test_headers_come_as_lines_as_an_object_or_within_one(bare: Operator, file: Path, told: Path, headers: str) -> None:
    told.write_text(headers, encoding="utf-8")
    [line] = parts(bare.sees("parse", "discourse", str(file), "--headers", str(told)))
    assert line["mention"]["native_id"].lower() == "forum.example.com/p/7"


@pytest.mark.parametrize(
    ("headers", "wrong"),
    [
        ("x-a: b\nno header\n", ":2: this is no header"),
        ("{", "begins like a JSON object, and is none"),
        ('{"headers": ["a"]}', "must be a JSON object of names to texts"),
        ('{"a": 1}', "must be a JSON object of names to texts"),
        ('{"headers": null}', "must be a JSON object of names to texts"),
    ],
)
def test_headers_that_are_none_are_wrong_usage(
    bare: Operator, file: Path, told: Path, headers: str, wrong: str
) -> None:
    told.write_text(headers, encoding="utf-8")
    # A long path may be folded anywhere.
    said = bare.misused("parse", "discourse", str(file), "--headers", str(told)).replace(" ", "")
    assert wrong.replace(" ", "") in said


def test_a_tombstone_and_what_is_passed_over_are_printed_with_their_reason(bare: Operator) -> None:
    gone, note = a_post(user_deleted=True), a_post(id=8, post_type=4)
    page = json.dumps({"latest_posts": [gone, note]})
    url = ("--source-url", "https://forum.example.com")
    first, second = parts(bare.sees("parse", "discourse", "-", "--sweep", *url, given=page))
    assert first["tombstone"]["reason"] == "deleted by its author"
    assert second == {"skipped": {"what": "post", "reason": "a note of the forum's own, or a whisper"}}


def test_an_answer_that_was_fetched_is_read_with_what_was_asked(bare: Operator, told: Path) -> None:
    told.write_text("firebreak-status: 404\nfirebreak-asked: 507f191e810c19729de860ea\n", encoding="utf-8")
    line, *_ = parts(bare.sees("parse", "trustpilot", "-", "--fetch", "--headers", str(told), given="{}"))
    assert "tombstone" in line


def test_what_our_own_account_wrote_is_printed_as_ours(bare: Operator, file: Path, told: Path) -> None:
    words = ("parse", "discourse", str(file), "--headers", str(told))
    [theirs], [ours] = parts(bare.sees(*words, "--ours", "max")), parts(bare.sees(*words, "--ours", "@Mia"))
    assert (theirs["mention"]["from_staff"], ours["mention"]["from_staff"]) == (False, True)


def test_what_a_delivery_only_names_is_wanted(bare: Operator) -> None:
    event = {
        "eventName": "service-review-created",
        "eventData": {"id": "507f191e810c19729de860ea", "consumer": {"id": "c"}},
    }
    [line] = parts(bare.sees("parse", "trustpilot", "-", given=json.dumps({"events": [event]})))
    assert line["wanted"]["ids"] == ["507f191e810c19729de860ea"]


def test_a_fault_is_printed_and_told_with_where_it_is_and_how_to_mend_it(bare: Operator) -> None:
    result = bare.types("parse", "discourse", "-", given=json.dumps({"post": a_post(created_at="soon")}))
    assert result.exit_code == 2
    assert parts(result.stdout)[-1] == {"fault": {"where": "post.created_at", "what": "is not a time"}}
    assert result.stderr.startswith("-: post.created_at is not a time\n")
    assert "mend shared/platforms/discourse.py" in result.stderr


def test_a_text_is_cut_as_it_would_be_stored(bare: Operator) -> None:
    [line] = parts(bare.sees("parse", "discourse", "-", given=json.dumps({"post": a_post(raw="x" * 30_000)})))
    assert (len(line["mention"]["text"]), line["mention"]["truncated"]) == (20_000, True)


def test_a_file_in_which_nothing_is_says_so(bare: Operator) -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><title>quiet</title></feed>'
    result = bare.types("parse", "rss", "-", given=feed)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "holds nothing" in result.stderr


def test_a_good_part_is_printed_beside_a_bad_one(bare: Operator) -> None:
    page = json.dumps({"latest_posts": [a_post(), 3]})
    result = bare.types("parse", "discourse", "-", "--sweep", given=page)
    assert result.exit_code == 2
    assert [next(iter(line)) for line in parts(result.stdout)] == ["mention", "fault"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("discorse", "-"), "nobody can read 'discorse'; did you mean discourse?"),
        (("discourse", "nowhere.json"), "nowhere.json can't be read: No such file"),
        (("telegram", "-", "--sweep"), "Telegram is not swept: it calls us"),
        (("discourse", "-", "--fetch"), "nothing is fetched from Discourse"),
        (("x", "-", "--fetch", "--sweep"), "give one of --sweep and --fetch"),
        (("discourse", "-", "--setting", "usrname=a"), "knows no setting 'usrname'; did you mean username?"),
    ],
)
def test_what_can_not_be_meant_is_wrong_usage(bare: Operator, words: tuple[str, ...], wrong: str) -> None:
    assert wrong in bare.misused("parse", *words, given="{}")


def test_a_file_that_no_delivery_can_be_is_refused(bare: Operator, file: Path) -> None:
    file.write_bytes(b" " * 2_000_001)
    assert "is larger than 2,000,000 bytes" in bare.misused("parse", "discourse", str(file))


def test_what_a_terminal_would_obey_is_written_otherwise(bare: Operator) -> None:
    raw = json.dumps({"post": a_post(raw="red \x1b[31m and \u202e back")})
    printed = bare.sees("parse", "discourse", "-", given=raw)
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert parts(printed)[0]["mention"]["text"].endswith(" back")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(names()), body=st.binary(max_size=60) | st.sampled_from([b"", b"[]", b"{}", b"<a/>"]))
def test_no_body_of_any_platform_ends_in_a_traceback(bare: Operator, file: Path, name: str, body: bytes) -> None:
    file.write_bytes(body)
    result = bare.types("parse", name, str(file))
    assert result.exit_code in (0, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert (result.exit_code == 2) == any("fault" in line for line in parts(result.stdout))
