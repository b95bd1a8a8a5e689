"""Pure: what Reddit is asked, in whose name, and how far each round goes."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import pytest

from shared.delivery import Wanted
from shared.plan import Source
from shared.platforms.parts.reddit_asking import check, fetch, sweep
from tests.builders import NOON
from tests.shared.platforms.heard import Held, a_round, hold

TOKEN = {"access_token": "a-token", "token_type": "bearer", "expires_in": 86400, "scope": "*"}
NOW = NOON.timestamp()


def a_source(*words: str, contact: str = "acme_care", url: str | None = None) -> Source:
    return Source("reddit", "reddit", "sweep", "acme", url, look_for=words, settings={"contact": contact})


def a_page(*times: float, after: str | None = None) -> dict[str, Any]:
    return {"data": {"after": after, "children": [{"kind": "t3", "data": {"created_utc": at}} for at in times]}}


def held(source: Source, *answers: object, cursor: Mapping[str, Any] | None = None) -> Held:
    return hold(sweep(a_round(source, cursor, client="id:secret")), *answers)


def newest(record: Held) -> dict[str, float]:
    assert record.done is not None
    return dict(record.done.cursor["newest"])


def test_each_round_asks_for_a_token_in_the_apps_name_and_keeps_it_nowhere() -> None:
    record = held(a_source("acme"), TOKEN, a_page(NOW))
    token, page = record.asked
    assert (token.method, token.url, token.keep) == ("POST", "https://www.reddit.com/api/v1/access_token", False)
    assert token.body == b"grant_type=client_credentials"
    assert token.headers["Authorization"] == "Basic " + base64.b64encode(b"id:secret").decode()
    assert page.headers["Authorization"] == "Bearer a-token"
    assert record.done is not None
    assert "a-token" not in str(record.done.cursor)


@pytest.mark.parametrize("contact", ["acme_care", "u/acme_care", " /u/acme_care "])
def test_every_question_names_the_account_that_answers_for_it(contact: str) -> None:
    asked = held(a_source("acme", contact=contact), TOKEN, a_page()).asked
    assert {ask.headers["User-Agent"] for ask in asked} == {"aws-lambda:firebreak:v1 (by /u/acme_care)"}


def test_words_are_searched_for_and_communities_are_listed_with_their_comments() -> None:
    record = held(a_source("acme air & co", "r/acme", "r/travel acme"), TOKEN, a_page(), a_page(), a_page(), a_page())
    assert record.urls[1:] == [
        "https://oauth.reddit.com/search?q=acme%20air%20%26%20co&sort=new&type=link&limit=100&raw_json=1",
        "https://oauth.reddit.com/r/acme/new?limit=100&raw_json=1",
        "https://oauth.reddit.com/r/acme/comments?limit=100&raw_json=1",
        "https://oauth.reddit.com/r/travel/search?q=acme&restrict_sr=1&sort=new&type=link&limit=100&raw_json=1",
    ]


def test_the_plans_address_replaces_reddits_own() -> None:
    record = held(a_source("acme", url="https://proxy.example.com"), TOKEN, a_page())
    assert all(url.startswith("https://proxy.example.com/") for url in record.urls)


def test_the_first_round_reads_one_page() -> None:
    record = held(a_source("acme"), TOKEN, a_page(NOW - 5, NOW - 9, after="t3_z"))
    assert list(newest(record).values()) == [NOW - 5]


def test_a_later_round_reads_until_half_an_hour_before_what_it_knows() -> None:
    path = next(iter(newest(held(a_source("acme"), TOKEN, a_page(NOW - 7200)))))
    known = {"newest": {path: NOW - 7200}}
    pages = a_page(NOW, after="t3_y"), a_page(NOW - 7300, after="t3_z"), a_page(NOW - 9001, after="t3_q")
    record = held(a_source("acme"), TOKEN, *pages, cursor=known)
    assert [url.partition("&after=")[2] for url in record.urls[1:]] == ["", "t3_y", "t3_z"]
    assert newest(record) == {path: NOW}


def test_a_long_list_is_read_as_far_as_reddit_lists_and_no_further() -> None:
    path = next(iter(newest(held(a_source("acme"), TOKEN, a_page(5.0)))))
    pages = [a_page(NOW - number, after="t3_z") for number in range(10)]
    record = held(a_source("acme"), TOKEN, *pages, cursor={"newest": {path: 5.0}})
    assert record.done is not None
    assert (len(record.asked), "sweep more often" in (record.done.note or "")) == (11, True)


def test_a_refused_page_ends_the_round_with_what_was_read_so_far() -> None:
    record = held(a_source("acme", "r/acme"), TOKEN, a_page(NOW), 429)
    assert record.done is None
    assert list((record.asked[2].so_far or {})["newest"].values()) == [NOW]


def test_a_list_that_is_cut_off_in_the_middle_is_read_again_from_its_top() -> None:
    path = next(iter(newest(held(a_source("acme"), TOKEN, a_page(NOW)))))
    known = {"newest": {path: NOW - 7200}}
    cut = held(a_source("acme"), TOKEN, a_page(NOW, after="t3_y"), 500, cursor=known)
    assert (cut.done, cut.asked[2].so_far) == (None, known)
    broken = held(a_source("acme"), TOKEN, a_page(NOW, after="t3_y"), b"<html>", cursor=known)
    assert newest(broken) == known["newest"]
    hidden = held(a_source("acme"), TOKEN, a_page(NOW, after="t3_y"), 403, cursor=known)
    assert newest(hidden) == known["newest"]


def test_a_list_without_a_post_yet_is_read_until_now() -> None:
    assert list(newest(held(a_source("acme"), TOKEN, a_page())).values()) == [NOW]


def test_a_post_from_the_future_does_not_hide_those_of_the_present() -> None:
    assert list(newest(held(a_source("acme"), TOKEN, a_page(NOW + 9e6, NOW - 5))).values()) == [NOW]


def test_a_community_that_is_not_shown_costs_no_other_and_is_told() -> None:
    record = held(a_source("r/hidden", "acme"), TOKEN, 403, 404, a_page(NOW))
    assert record.done is not None
    assert "/r/hidden/new, /r/hidden/comments" in (record.done.problem or "")
    assert list(newest(record).values()) == [NOW]


@pytest.mark.parametrize("page", [{}, [], b"<", {"data": {"children": [7, {"data": 7}]}}, a_page(1e300), a_page(-1)])
def test_an_answer_that_can_not_be_read_moves_nothing(page: object) -> None:
    path = next(iter(newest(held(a_source("acme"), TOKEN, a_page(NOW)))))
    assert newest(held(a_source("acme"), TOKEN, page, cursor={"newest": {path: NOW - 60}})) == {path: NOW - 60}


@pytest.mark.parametrize("answer", [{}, {"error": "unsupported_grant_type"}, {"access_token": 7}])
def test_without_a_token_nothing_is_asked_and_it_says_what_to_set(answer: dict[str, Any]) -> None:
    record = held(a_source("acme"), answer)
    assert record.done is not None
    assert (len(record.asked), "--part client" in (record.done.problem or "")) == (1, True)


@pytest.mark.parametrize(("client", "contact"), [("id-alone", "acme_care"), ("id:secret", ""), ("id:secret", "a b\nc")])
def test_without_an_app_or_its_account_nobody_is_asked(client: str, contact: str) -> None:
    record = hold(sweep(a_round(a_source("acme", contact=contact), client=client)))
    assert record.done is not None
    assert (record.asked, "contact" in (record.done.problem or "")) == ([], True)


def test_what_we_have_is_asked_for_by_name_a_hundred_at_a_time() -> None:
    names = tuple(f"t1_{number}" for number in range(150))
    wanted = Wanted("reddit", "reddit", "recheck", (*names, "evil&x=1"), NOON)
    record = hold(fetch(a_round(a_source("acme"), client="id:secret"), wanted), TOKEN, {}, {})
    assert [len(ask.told["firebreak-asked"].split(",")) for ask in record.kept] == [100, 50]
    assert record.urls[2] == f"https://oauth.reddit.com/api/info?id={','.join(names[100:])}&raw_json=1"


def test_the_credentials_are_tried_by_asking_for_a_token() -> None:
    record = hold(check(a_round(a_source("acme"), client="id:secret")), TOKEN)
    assert record.done is not None
    assert (record.done.note, len(record.asked)) == ("known there as an app of u/acme_care", 1)
    refused = hold(check(a_round(a_source("acme"), client="id:secret")), {})
    assert refused.done is not None
    assert refused.done.problem
