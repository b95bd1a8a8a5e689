"""Pure: what X is asked to search for, how far each round goes, and what it may cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.plan import Source
from shared.platforms.parts.x_search import sweep
from tests.builders import NOON
from tests.shared.platforms.heard import Held, a_round, hold


def an_id(at: datetime, step: int = 0) -> int:
    """As X gives them out: milliseconds since 1288834974657 above 22 bits."""
    return ((int(at.timestamp() * 1000) - 1288834974657) << 22) + step


TODAY = str(NOON.toordinal())
HOUR_AGO = an_id(NOON - timedelta(hours=1))


def a_source(*words: str, **settings: str) -> Source:
    told = {"posts_a_month": "10000", **settings}
    return Source("x", "x", "sweep", "acme", look_for=words or ("acme",), settings=told)


def a_page(*ids: int, more: bool = False, authors: int = 0) -> dict[str, Any]:
    meta: dict[str, Any] = {"result_count": len(ids), **({"next_token": "n"} if more else {})}
    if not ids:
        return {"meta": meta}
    users = [{"id": str(number)} for number in range(authors)]
    return {"data": [{"id": str(one), "text": "words"} for one in ids], "includes": {"users": users}, "meta": meta}


def a_search(since: int, top: int = 0, until: int = 0, day: str = TODAY) -> dict[str, str]:
    return {"since": str(since), "top": str(top), "until": str(until), "day": day}


def a_cursor(
    since: int = HOUR_AGO, posts: int = 0, authors: int = 0, month: str = "2026-10", day: str = TODAY
) -> dict[str, Any]:
    search = a_search(since, day=day)
    return {"month": month, "posts": posts, "authors": authors, "searches": {"acme": search}}


def held(source: Source, *pages: object, cursor: Mapping[str, Any] | None = None, at: datetime = NOON) -> Held:
    return hold(sweep(a_round(source, cursor, at, token="a-token")), *pages)


def asked(record: Held, number: int = 0) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(record.urls[number]).query).items()}


def after(record: Held) -> dict[str, Any]:
    assert record.done is not None
    return dict(record.done.cursor)


def problem(record: Held) -> str:
    assert record.done is not None
    return record.done.problem or ""


def test_a_search_asks_for_posts_and_authors_with_all_that_we_read() -> None:
    record = held(a_source('acme OR "acme air"'), a_page(HOUR_AGO))
    question = asked(record)
    assert record.urls[0].startswith("https://api.x.com/2/tweets/search/recent?")
    assert (question["query"], question["max_results"]) == ('(acme OR "acme air") -is:retweet', "100")
    assert "edit_history_tweet_ids" in question["tweet.fields"]
    assert (question["expansions"], "public_metrics" in question["user.fields"]) == ("author_id", True)
    assert record.asked[0].headers == {"Authorization": "Bearer a-token"}
    assert len(record.kept) == 1


def test_authors_who_cost_twice_as_much_as_posts_can_be_left_out() -> None:
    assert "expansions" not in asked(held(a_source(authors="no"), a_page(HOUR_AGO)))


def test_the_plans_address_replaces_xs_own() -> None:
    told = {"posts_a_month": "99"}
    source = Source("x", "x", "sweep", "acme", "https://proxy.example.com/", look_for=("a",), settings=told)
    assert held(source, a_page()).urls[0].startswith("https://proxy.example.com/2/tweets")


def test_the_first_round_reads_one_page() -> None:
    record = held(a_source(), a_page(HOUR_AGO + 2, HOUR_AGO + 1, more=True))
    assert "since_id" not in asked(record)
    assert after(record)["searches"]["acme"] == a_search(HOUR_AGO + 2)


def test_a_later_round_asks_for_what_is_newer_and_a_minute_more() -> None:
    record = held(a_source(), a_page(), cursor=a_cursor())
    assert asked(record)["since_id"] == str(HOUR_AGO - (60_000 << 22))
    assert after(record)["searches"]["acme"]["since"] == str(HOUR_AGO)


def test_each_search_has_a_place_of_its_own() -> None:
    record = held(a_source("acme", "acmeair"), a_page(HOUR_AGO + 5), a_page(), cursor=a_cursor())
    assert ["since_id" in asked(record, number) for number in (0, 1)] == [True, False]
    assert after(record)["searches"]["acme"]["since"] == str(HOUR_AGO + 5)


def test_what_does_not_fit_a_page_is_asked_for_below_it() -> None:
    record = held(a_source(), a_page(HOUR_AGO + 9, HOUR_AGO + 5, more=True), a_page(HOUR_AGO + 2), cursor=a_cursor())
    assert asked(record, 1)["until_id"] == str(HOUR_AGO + 5)
    assert after(record)["searches"]["acme"] == a_search(HOUR_AGO + 9)


def test_what_does_not_fit_a_round_is_left_over_for_the_next_and_lost_to_none() -> None:
    pages = [a_page(HOUR_AGO + 100 - number, more=True) for number in range(5)]
    first = held(a_source(), *pages, cursor=a_cursor())
    assert first.done is not None
    assert first.done.more
    second = held(a_source(), a_page(HOUR_AGO + 1), cursor=after(first))
    assert asked(second)["until_id"] == str(HOUR_AGO + 96)
    assert asked(second)["since_id"] == str(HOUR_AGO - (60_000 << 22))
    assert after(second)["searches"]["acme"] == a_search(HOUR_AGO + 100)


def test_a_failed_page_costs_none_that_came_before_it() -> None:
    record = held(a_source(), a_page(HOUR_AGO + 9, more=True), 429, cursor=a_cursor())
    assert record.done is None
    assert record.asked[1].so_far is not None
    assert record.asked[1].so_far["posts"] == 1
    assert record.asked[1].so_far["searches"]["acme"]["until"] == str(HOUR_AGO + 9)


def test_after_a_long_silence_nothing_older_than_x_finds_is_asked_for() -> None:
    record = held(a_source(), a_page(), cursor=a_cursor(an_id(NOON - timedelta(days=30))))
    oldest = int(asked(record)["since_id"])
    assert an_id(NOON - timedelta(days=7)) < oldest < an_id(NOON - timedelta(days=6, hours=23))


def test_what_was_left_over_too_long_ago_is_given_up() -> None:
    old = an_id(NOON - timedelta(days=8))
    cursor = a_cursor(old - 50) | {
        "searches": {"acme": {"since": str(old - 50), "top": str(old + 9), "until": str(old)}}
    }
    record = held(a_source(), a_page(), cursor=cursor)
    assert "until_id" not in asked(record)
    assert after(record)["searches"]["acme"]["since"] == str(old + 9)


def test_an_id_from_the_far_future_does_not_stop_the_search() -> None:
    assert "since_id" not in asked(held(a_source(), a_page(), cursor=a_cursor(an_id(NOON + timedelta(days=400)))))


def test_a_search_that_is_too_long_is_told_and_not_asked() -> None:
    record = held(a_source("a" * 500))
    assert (record.asked, "split it" in problem(record)) == ([], True)


# ---------------------------------------------------------------- the cap
def test_what_was_read_is_counted_with_its_price() -> None:
    record = held(a_source(), a_page(HOUR_AGO + 1, HOUR_AGO + 2, authors=1), cursor=a_cursor(posts=3118, authors=999))
    assert record.done is not None
    assert record.done.note == (
        "3,120 of 10,000 posts read this month, about 25.60 $ (0.005 $ a post, 0.010 $ an author)"
    )


def test_what_is_read_a_second_time_is_not_charged_again() -> None:
    assert after(held(a_source(), a_page(HOUR_AGO + 1, HOUR_AGO, HOUR_AGO - 5), cursor=a_cursor()))["posts"] == 1


def test_what_x_shows_again_on_another_day_is_charged_again() -> None:
    yesterday = str(NOON.toordinal() - 1)
    record = held(a_source(), a_page(HOUR_AGO, authors=1), cursor=a_cursor(posts=7, authors=3, day=yesterday))
    assert (after(record)["posts"], after(record)["authors"]) == (8, 4)
    again = held(a_source(), a_page(HOUR_AGO, authors=1), cursor=after(record))
    assert (after(again)["posts"], after(again)["authors"]) == (8, 4)


def test_in_a_quiet_month_each_day_on_which_x_shows_a_post_is_counted_once() -> None:
    post = an_id(NOON - timedelta(seconds=30))
    cursor = a_cursor(post)
    for turn in range(1, 21):
        cursor = after(held(a_source(), a_page(post), cursor=cursor, at=NOON + turn * timedelta(hours=6)))
    assert cursor["posts"] == 5


def test_a_clock_that_was_set_back_begins_no_month_anew() -> None:
    record = held(a_source(), a_page(HOUR_AGO + 1), cursor=a_cursor(posts=70, month="2026-11"))
    assert (after(record)["month"], after(record)["posts"]) == ("2026-11", 71)


def test_a_search_that_found_nothing_yet_misses_nothing_later() -> None:
    first = after(held(a_source(), a_page()))
    later = held(a_source(), a_page(HOUR_AGO + 9, more=True), a_page(), cursor=first, at=NOON + timedelta(minutes=15))
    assert int(asked(later)["since_id"]) == an_id(NOON - timedelta(minutes=1))


@pytest.mark.parametrize(("read", "asked_for"), [(9_800, "100"), (9_963, "37"), (9_990, "10")])
def test_never_more_is_asked_for_than_the_cap_leaves(read: int, asked_for: str) -> None:
    assert asked(held(a_source(), a_page(), cursor=a_cursor(posts=read)))["max_results"] == asked_for


def test_at_the_cap_nothing_is_asked_and_it_says_until_when_and_what_to_do() -> None:
    record = held(a_source(), cursor=a_cursor(posts=9_991))
    assert record.asked == []
    assert "9,991 of 10,000 posts read" in problem(record)
    assert "until 2026-11-01" in problem(record)
    assert "raise posts_a_month" in problem(record)


def test_a_cap_that_is_reached_between_two_pages_leaves_the_rest_for_later() -> None:
    ids = [HOUR_AGO + 50 - number for number in range(35)]
    record = held(a_source(), a_page(*ids, more=True), cursor=a_cursor(posts=9_960))
    assert (len(record.asked), "the cap is reached" in problem(record)) == (1, True)
    assert after(record)["searches"]["acme"]["until"] == str(HOUR_AGO + 16)


def test_with_a_new_month_the_count_begins_anew_and_goes_on_where_it_was() -> None:
    record = held(
        a_source(), a_page(HOUR_AGO + 1), cursor=a_cursor(posts=9_999), at=datetime(2026, 11, 1, 0, 1, tzinfo=UTC)
    )
    assert (after(record)["month"], after(record)["posts"]) == ("2026-11", 1)
    assert problem(record) == ""


def test_in_december_the_next_month_is_in_the_next_year() -> None:
    cursor = a_cursor(posts=10_000, month="2026-12")
    assert "until 2027-01-01" in problem(held(a_source(), cursor=cursor, at=datetime(2026, 12, 31, 23, 59, tzinfo=UTC)))


@pytest.mark.parametrize("cap", ["", "0", "-5", "plenty", "1e4", "9" * 30])
def test_without_a_cap_nothing_is_read_and_it_says_how_to_set_one(cap: str) -> None:
    record = held(a_source(posts_a_month=cap), cursor=a_cursor())
    assert (record.asked, "posts_a_month" in problem(record)) == ([], True)
    assert after(record) == a_cursor()


@pytest.mark.parametrize("page", [[], {"data": "x"}, {"data": [7, {"id": 5}, {"id": "x"}]}, {"includes": []}, b"<"])
def test_an_answer_that_can_not_be_read_moves_nothing(page: object) -> None:
    left = a_search(HOUR_AGO, HOUR_AGO + 9, HOUR_AGO + 5)
    cursor = a_cursor() | {"searches": {"acme": left}}
    pages = [page] * 5  # what is left over is asked for again, until the round ends
    assert after(held(a_source(), *pages, cursor=cursor)) == cursor
