"""Pure: what X is asked about posts that we have, step by step."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from shared.delivery import Wanted
from shared.ears.platform import Heard
from shared.plan import Source
from shared.platforms.parts.x_lookup import check, fetch
from tests.builders import NOON
from tests.shared.platforms.heard import Held, a_round, hold

JOBS = "https://api.x.com/2/compliance/jobs"
UPLOAD, DOWNLOAD = "https://storage.example.com/up?sig=1", "https://storage.example.com/down?sig=1"
BEGUN = Heard(201, {}, json.dumps({"data": {"id": "42", "status": "created", "upload_url": UPLOAD}}).encode())


def fetched(kind: str, *answers: object, ids: tuple[str, ...] = ("5", "6"), **settings: str) -> Held:
    source = Source("x", "x", "webhook", "acme", settings=settings)
    return hold(fetch(a_round(source, token="a-token"), Wanted("x", "x", kind, ids, NOON)), *answers)


def a_job(status: str, **more: str) -> dict[str, Any]:
    return {"data": {"id": "42", "status": status, **more}}


def test_posts_are_looked_up_a_hundred_at_a_time_with_what_was_asked_for() -> None:
    record = fetched("post", {}, {}, ids=tuple(str(one) for one in range(1, 151)))
    asked = [parse_qs(urlsplit(url).query) for url in record.urls]
    assert [len(each["ids"][0].split(",")) for each in asked] == [100, 50]
    assert asked[0]["expansions"] == ["author_id"]
    assert [ask.told["firebreak-asked"] for ask in record.kept] == [each["ids"][0] for each in asked]


def test_a_recheck_begins_a_compliance_job_with_our_ids() -> None:
    record = fetched("recheck", {"data": []}, BEGUN, 200, a_job("in_progress"))
    look, begin, upload, wait = record.asked
    assert (look.url, begin.method, begin.url) == (f"{JOBS}?type=tweets", "POST", JOBS)
    assert json.loads(begin.body or b"")["type"] == "tweets"
    assert (upload.method, upload.url, upload.body) == ("PUT", UPLOAD, b"5\n6\n")
    assert (wait.url, dict(wait.told)) == (f"{JOBS}/42", {"firebreak-asked": "42", "firebreak-again": "job"})
    assert record.kept == [wait]


def test_the_storage_is_not_shown_our_token() -> None:
    upload = fetched("recheck", {}, BEGUN, 200, a_job("created")).asked[2]
    download = fetched("job", a_job("complete", download_url=DOWNLOAD), b"", ids=("42",)).asked[1]
    assert "a-token" not in str(upload.headers) + str(download.headers)


def test_messages_are_not_rechecked_among_posts() -> None:
    assert fetched("recheck", {}, BEGUN, 200, {}, ids=("dm/7", "5")).asked[2].body == b"5\n"
    assert fetched("recheck", ids=("dm/7",)).asked == []


def test_while_another_job_runs_the_ids_are_wanted_again() -> None:
    others = {"data": [{"id": "40", "status": "complete"}, {"id": "41", "status": "in_progress"}]}
    record = fetched("recheck", others, {})
    assert record.kept == [record.asked[1]]
    assert record.kept[0].url == f"{JOBS}/41"
    assert dict(record.kept[0].told) == {"firebreak-asked": "5,6", "firebreak-again": "recheck"}


def test_a_job_that_is_done_is_downloaded() -> None:
    record = fetched("job", a_job("complete", download_url=DOWNLOAD), b"", ids=("42",))
    assert [(ask.url, dict(ask.told)) for ask in record.kept] == [(DOWNLOAD, {"firebreak-answer": "changes"})]


def test_a_job_that_still_runs_is_wanted_again() -> None:
    record = fetched("job", a_job("in_progress"), {}, ids=("42",))
    assert [dict(ask.told) for ask in record.kept] == [{"firebreak-asked": "42", "firebreak-again": "job"}]


def test_a_job_that_failed_or_was_refused_is_told() -> None:
    for record in (
        fetched("job", a_job("failed"), ids=("42",)),
        fetched("job", {}, ids=("42",)),
        fetched("recheck", {}, {"data": {"id": "42"}}),
    ):
        assert record.done is not None
        assert "compliance job" in (record.done.problem or "")


def test_where_the_plan_says_so_posts_are_looked_up_one_by_one_within_the_cap() -> None:
    record = fetched("recheck", {"data": {"project_usage": "9000"}}, {}, recheck="lookup", posts_a_month="9002")
    assert record.urls == ["https://api.x.com/2/usage/tweets", "https://api.x.com/2/tweets?ids=5,6"]
    assert dict(record.kept[0].told) == {"firebreak-asked": "5,6", "firebreak-answer": "still-there"}


def test_a_recheck_that_the_cap_leaves_no_room_for_is_not_paid_for() -> None:
    for usage, cap in (({"project_usage": "9001"}, "9002"), ({}, "9002"), ({"project_usage": 1}, "")):
        record = fetched("recheck", {"data": usage}, recheck="lookup", posts_a_month=cap)
        assert (len(record.asked), record.kept) == (1, [])
        assert record.done is not None
        assert "2 posts can't be looked up again for 0.01 $" in (record.done.problem or "")


def test_the_credentials_are_tried_by_a_question_that_costs_nothing() -> None:
    round_ = a_round(Source("x", "x", "sweep", "acme"), token="a-token")
    record = hold(check(round_), {"data": {"project_usage": "43435"}})
    assert record.done is not None
    assert (record.kept, record.done.note) == ([], "known there; X counts 43,435 posts read in this cycle")
    again = hold(check(round_), {})
    assert again.done is not None
    assert again.done.note == "known there"


def test_the_cursor_of_the_sweep_is_left_as_it_was() -> None:
    source = Source("x", "x", "sweep", "acme")
    record = hold(fetch(a_round(source, {"month": "2026-10"}), Wanted("x", "x", "post", ("5",), NOON)), {})
    assert record.done is not None
    assert record.done.cursor == {"month": "2026-10"}


def in_a_sweep(kind: str, *answers: object, posts: int = 0, **settings: str) -> Held:
    source = Source("x", "x", "sweep", "acme", settings=settings)
    cursor = {"month": "2026-10", "posts": posts, "authors": 0, "searches": {"acme": {"since": "5"}}}
    return hold(fetch(a_round(source, cursor, token="a-token"), Wanted("x", "x", kind, ("5", "6"), NOON)), *answers)


def test_what_is_looked_up_counts_under_the_cap_of_the_sweep() -> None:
    record = in_a_sweep("post", {}, posts=7, posts_a_month="10")
    assert record.done is not None
    assert (record.done.cursor["posts"], record.done.cursor["authors"]) == (9, 2)
    assert record.done.cursor["searches"] == {"acme": {"since": "5"}}
    again = in_a_sweep("recheck", {"data": {"project_usage": 0}}, {}, posts=7, posts_a_month="10", recheck="lookup")
    assert again.done is not None
    assert (again.done.cursor["posts"], again.done.cursor["authors"]) == (9, 0)


def test_at_the_cap_nothing_is_looked_up() -> None:
    record = in_a_sweep("post", posts=9, posts_a_month="10")
    assert record.done is not None
    assert (record.asked, "the cap is reached" in (record.done.problem or "")) == ([], True)


def test_the_answer_of_a_job_that_found_no_change_may_be_empty() -> None:
    record = fetched("job", a_job("complete", download_url=DOWNLOAD), b"", ids=("42",))
    assert [ask.empty for ask in record.asked] == [False, True]
