"""Pure: what the Graph API's refusals mean, and when a token runs out."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest

from shared.ears.platform import Heard
from shared.plan import Source
from shared.platforms.facebook import PLATFORM
from shared.platforms.parts.graph import after, ask, items, renew, stopped
from tests.builders import NOON
from tests.shared.platforms.heard import a_round, hold

PAGE = Source("page", "facebook", "webhook", "acme", settings={"app": "77"})


def refusal(code: object, status: int = 400, usage: str | None = None) -> Heard:
    headers = {} if usage is None else {"x-business-use-case-usage": usage}
    return Heard(status, headers, json.dumps({"error": {"code": code, "message": "m"}}).encode())


def looked_at(**told: Any) -> list[dict[str, Any]]:
    return [{"code": 200, "body": json.dumps({"data": told})}]


def test_a_question_shows_the_token_in_a_header_and_never_in_the_address() -> None:
    asked = ask(a_round(PAGE, token="t0ken"), "me/feed", fields="id,from{id}", limit=5, since=None)
    assert asked.url == "https://graph.facebook.com/v25.0/me/feed?fields=id,from{id}&limit=5"
    assert asked.headers["Authorization"] == "Bearer t0ken"


def test_the_plans_url_takes_the_place_of_the_graph_api() -> None:
    source = Source("page", "facebook", "sweep", "acme", url="https://graph.instagram.com/v25.0/")
    assert ask(a_round(source), "me?x").url == "https://graph.instagram.com/v25.0/me%3Fx"


@pytest.mark.parametrize("code", [4, 17, 32, 613, 80001, 80002])
def test_too_many_calls_end_the_round_for_an_hour(code: int) -> None:
    done = stopped(refusal(code), a_round(PAGE), {"a": 1})
    assert done is not None
    assert (done.cursor, done.not_before, done.problem) == ({"a": 1}, NOON + timedelta(hours=1), None)


@pytest.mark.parametrize(
    ("usage", "pause"),
    [
        ('{"7": [{"estimated_time_to_regain_access": 20}, {"estimated_time_to_regain_access": 35}]}', 35),
        ('{"7": [{"estimated_time_to_regain_access": 0}]}', 60),
        ('{"7": [{"estimated_time_to_regain_access": 99999}]}', 24 * 60),
        ('{"7": [{"estimated_time_to_regain_access": 1e308}]}', 60),
        ('{"7": [{"estimated_time_to_regain_access": "nan"}]}', 60),
        ('{"7": 1}', 60),
        ("[]", 60),
        ("no JSON", 60),
    ],
)
def test_the_pause_is_what_the_header_says(usage: str, pause: int) -> None:
    done = stopped(refusal(32, usage=usage), a_round(PAGE), {})
    assert done is not None
    assert done.not_before == NOON + timedelta(minutes=pause)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (190, "firebreak source secret page --part token"),
        (10, "lacks a permission"),
        (200, "lacks a permission"),
        (2, "trouble of its own"),
        (100, "check the ids in the plan"),
        ("x", "refused the question"),
    ],
)
def test_other_refusals_say_what_to_do(code: object, words: str) -> None:
    done = stopped(refusal(code), a_round(PAGE), {})
    assert done is not None
    assert words in (done.problem or "")


def test_one_thing_that_is_not_there_stops_nothing() -> None:
    assert stopped(refusal(100), a_round(PAGE), {}, of_one=True) is None
    assert stopped(Heard(404, {}, b""), a_round(PAGE), {}, of_one=True) is None
    assert stopped(refusal(190), a_round(PAGE), {}, of_one=True) is not None
    assert stopped(Heard(200, {}, b"{}"), a_round(PAGE), {}) is None


def test_only_objects_with_an_id_that_can_stand_in_an_address_are_asked_about() -> None:
    body = {"data": [{"id": "1_2"}, {"id": "../me"}, {"id": 3}, {}, "x"]}
    assert [one["id"] for one in items(Heard(200, {}, json.dumps(body).encode()))] == ["1_2"]


@pytest.mark.parametrize(
    ("paging", "found"),
    [
        ({"cursors": {"after": "c"}, "next": "https://graph.facebook.com/x?access_token=t"}, "c"),
        ({"cursors": {"after": "c"}}, None),
        ({"next": "x"}, None),
        ([], None),
        (None, None),
    ],
)
def test_the_next_page_is_asked_for_by_its_cursor(paging: object, found: str | None) -> None:
    assert after(Heard(200, {}, json.dumps({"data": [], "paging": paging}).encode())) == found


def test_a_check_says_whose_the_token_is_and_until_when() -> None:
    assert PLATFORM.check is not None
    ends = int((NOON + timedelta(days=60)).timestamp())
    held = hold(
        PLATFORM.check(a_round(PAGE, token="t0ken", secret="s3cret")),
        {"id": "1", "name": "Acme Ferries"},
        looked_at(is_valid=True, expires_at=0, data_access_expires_at=ends),
    )
    assert held.done is not None
    assert (held.done.note, held.done.good_until) == ("known there as Acme Ferries", NOON + timedelta(days=60))
    assert held.urls == ["https://graph.facebook.com/v25.0/me?fields=id,name", "https://graph.facebook.com/v25.0/"]
    form = parse_qs((held.asked[1].body or b"").decode())
    assert form["access_token"] == ["77|s3cret"]
    assert json.loads(form["batch"][0]) == [{"method": "GET", "relative_url": "debug_token?input_token=t0ken"}]
    assert held.kept == []


def test_a_check_with_a_refused_token_says_so() -> None:
    assert PLATFORM.check is not None
    held = hold(PLATFORM.check(a_round(PAGE, token="t")), refusal(190))
    assert held.done is not None
    assert "the token is refused" in (held.done.problem or "")


def test_a_check_without_a_token_asks_nothing() -> None:
    assert PLATFORM.check is not None
    held = hold(PLATFORM.check(a_round(PAGE)))
    assert held.done is not None
    assert held.done.note is not None
    assert held.asked == []


@pytest.mark.parametrize(
    ("answer", "good_until"),
    [
        (
            looked_at(is_valid=True, expires_at=int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())),
            datetime(2026, 11, 1, tzinfo=UTC),
        ),
        (looked_at(is_valid=True, expires_at=0), NOON + timedelta(days=7)),
        (looked_at(expires_at="soon"), NOON + timedelta(days=7)),
        (looked_at(expires_at=10**30), NOON + timedelta(days=7)),
        ([{"code": 400, "body": "no JSON"}], NOON + timedelta(days=7)),
        ([None], NOON + timedelta(days=7)),
        ({}, NOON + timedelta(days=7)),
    ],
)
def test_the_tokens_end_is_watched(answer: object, good_until: datetime) -> None:
    held = hold(renew(a_round(PAGE, token="t")), answer)
    assert held.done is not None
    assert (held.done.good_until, held.done.problem) == (good_until, None)


def test_a_token_that_is_not_valid_any_more_is_a_problem() -> None:
    held = hold(renew(a_round(PAGE, token="t")), looked_at(is_valid=False, expires_at=1))
    assert held.done is not None
    assert held.done.good_until == NOON
    assert "set a new one" in (held.done.problem or "")


def test_where_there_is_no_token_there_is_nothing_to_watch() -> None:
    held = hold(renew(a_round(PAGE)))
    assert held.asked == []


def test_trouble_of_the_graph_api_passes_and_a_refused_token_does_not() -> None:
    round_ = a_round(PAGE)
    ends = [stopped(Heard(400, {}, b'{"error": {"code": %d}}' % code), round_, {}) for code in (1, 2, 190, 10)]
    assert [end is not None and end.passing for end in ends] == [True, True, False, False]
