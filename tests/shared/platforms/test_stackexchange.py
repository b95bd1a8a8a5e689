"""Pure: questions and answers of Stack Exchange as mentions, and a search that obeys what its API says of pauses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings

from shared.ears.platform import Heard
from shared.mention import Author, milliseconds
from shared.plan import Source
from shared.platforms.stackexchange import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import Held, a_round, hold, holds, mangled, only, parsed

STACK = Source("stack", "stackexchange", "sweep", "acme", look_for=("[acme] ferry",))
TEN = datetime(2026, 10, 2, 10, tzinfo=UTC)
AT_TEN = int(TEN.timestamp())
QUESTION: dict[str, Any] = {
    "question_id": 7,
    "title": "Why doesn&#39;t Acme&#39;s &lt;login&gt; work?",
    "body": "<p>I get <code>403</code>.</p>\n<p>Why?</p>",
    "creation_date": AT_TEN,
    "last_activity_date": AT_TEN + 900,
    "last_edit_date": AT_TEN + 600,
    "score": 2,
    "answer_count": 1,
    "link": "https://stackoverflow.com/questions/7/why-doesnt-acmes-login-work",
    "owner": {"user_id": 5, "display_name": "Mia &amp; Max", "reputation": 31, "user_type": "registered"},
    "tags": ["acme"],
}
ANSWER: dict[str, Any] = {
    "answer_id": 9,
    "question_id": 7,
    "body": "<p>Same here.</p>",
    "creation_date": AT_TEN + 900,
    "last_activity_date": AT_TEN + 900,
    "score": -3,
    "owner": {"display_name": "user6", "user_type": "does_not_exist"},
}


def a_page(*items: object, **more: object) -> dict[str, Any]:
    return {"items": list(items), "has_more": False, "quota_max": 300, "quota_remaining": 290, **more}


def test_a_question_is_a_mention_with_its_words_decoded() -> None:
    mention = only(parsed(STACK, a_page(QUESTION)))
    assert mention.text == "Why doesn't Acme's <login> work?\n\nI get 403.\n\nWhy?"
    assert (mention.native_id, mention.thread, mention.parent) == ("stackoverflow/7", "stackoverflow/7", None)
    assert mention.author == Author(id="stackoverflow/u/5", name="Mia & Max")
    assert (mention.created_at, mention.version) == (TEN, milliseconds(TEN + timedelta(minutes=10)))
    assert (mention.url, mention.engagement) == (QUESTION["link"], 3)


def test_an_answer_knows_its_question_and_has_an_address() -> None:
    mention = only(parsed(STACK, a_page(ANSWER)))
    assert (mention.native_id, mention.thread, mention.parent) == (
        "stackoverflow/9",
        "stackoverflow/7",
        "stackoverflow/7",
    )
    assert (mention.text, mention.url) == ("Same here.", "https://stackoverflow.com/a/9")
    # Whoever was deleted has no id; and votes against it are no engagement.
    assert (mention.author, mention.engagement) == (Author(name="user6"), 0)


def test_a_comment_answers_its_post() -> None:
    comment = {"comment_id": 3, "post_id": 9, "body": "Me &quot;too&quot;", "creation_date": AT_TEN, "edited": False}
    mention = only(parsed(STACK, a_page(comment)))
    assert (mention.native_id, mention.parent, mention.text) == ("stackoverflow/c/3", "stackoverflow/9", 'Me "too"')
    assert mention.version == milliseconds(TEN)
    assert only(parsed(STACK, a_page({**comment, "edited": True}))).version == milliseconds(NOON)


def test_answers_and_comments_inside_a_question_are_mentions_of_their_own() -> None:
    comment = {"comment_id": 3, "body": "me too", "creation_date": AT_TEN}
    found = parsed(STACK, a_page({**QUESTION, "answers": [ANSWER], "comments": [comment]}))
    assert [one.native_id for one in found.mentions] == ["stackoverflow/7", "stackoverflow/c/3", "stackoverflow/9"]
    assert {one.thread for one in found.mentions} == {"stackoverflow/7"}


@pytest.mark.parametrize(
    ("site", "id_", "url"),
    [
        ("superuser", "superuser/7", "https://superuser.com/q/7"),
        ("superuser.com", "superuser/7", "https://superuser.com/q/7"),
        ("Travel", "travel/7", "https://travel.stackexchange.com/q/7"),
        ("travel.stackexchange.com", "travel/7", "https://travel.stackexchange.com/q/7"),
        ("pt.stackoverflow", "pt.stackoverflow/7", "https://pt.stackoverflow.com/q/7"),
        ("mathoverflow.net", "mathoverflow.net/7", "https://mathoverflow.net/q/7"),
        ("", "stackoverflow/7", "https://stackoverflow.com/q/7"),
    ],
)
def test_ids_hold_the_site_in_one_form(site: str, id_: str, url: str) -> None:
    source = Source("stack", "stackexchange", "sweep", "acme", settings={"site": site})
    mention = only(parsed(source, a_page({**QUESTION, "link": None})))
    assert (mention.native_id, mention.url) == (id_, url)


def test_a_question_without_an_owner_is_nobodys() -> None:
    assert only(parsed(STACK, a_page({**QUESTION, "owner": None}))).author == Author()


def test_a_page_without_words_or_items_is_told() -> None:
    empty = parsed(STACK, a_page({"question_id": 7, "title": "", "body": ""}))
    assert [(skipped.what, skipped.reason) for skipped in empty.skipped] == [("post", "no text and no rating")]
    error = {"error_id": 502, "error_message": "too many", "error_name": "throttle_violation"}
    assert [skipped.what for skipped in parsed(STACK, error).skipped] == ["page"]
    assert parsed(STACK, a_page()).faults == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"question_id": None}, "items.0.question_id"),
        ({"title": 3}, "items.0.title"),
        ({"body": ["x"]}, "items.0.body"),
        ({"creation_date": "soon"}, "items.0.creation_date"),
        ({"last_edit_date": {}}, "items.0.last_edit_date"),
    ],
)
def test_what_a_mention_can_not_do_without_is_named(changed: dict[str, Any], field: str) -> None:
    found = parsed(STACK, a_page({**QUESTION, **changed}, ANSWER))
    assert [fault.where for fault in found.faults] == [field]
    assert [one.native_id for one in found.mentions] == ["stackoverflow/9"]


@settings(database=None, deadline=None, max_examples=60)
@given(mangled(a_page(QUESTION, ANSWER)))
def test_whatever_is_mangled_is_read_or_told(body: Any) -> None:
    if not (isinstance(body, dict) and body.get("items") == []):
        holds(parsed(STACK, body))


# ---------------------------------------------------------------- asking
KNOWN = {"until": {"[acme] ferry": AT_TEN}, "last": "[acme] ferry"}


def swept(source: Source, cursor: dict[str, Any], *answers: object, token: str = "") -> Held:
    assert PLATFORM.sweep is not None
    return hold(PLATFORM.sweep.run(a_round(source, cursor, token=token)), *answers)


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def active(number: int, at: int, answers: int = 0) -> dict[str, Any]:
    return {"question_id": number, "last_activity_date": at, "answer_count": answers}


def test_the_first_time_one_page_of_what_was_active_last_is_asked_for_and_no_answers() -> None:
    held = swept(STACK, {}, a_page(active(1, AT_TEN, 2), has_more=True))
    assert held.urls[0].startswith("https://api.stackexchange.com/2.3/search/advanced?")
    assert asked(held.urls[0]) == {
        "tagged": "acme",
        "q": "ferry",
        "sort": "activity",
        "order": "desc",
        "pagesize": "100",
        "site": "stackoverflow",
        "filter": "withbody",
    }
    assert held.done is not None
    assert held.done.cursor == KNOWN


def test_later_the_oldest_activity_comes_first_and_answers_are_asked_for() -> None:
    held = swept(STACK, KNOWN, a_page(active(1, AT_TEN + 5), active(2, AT_TEN + 60, 1)), a_page(ANSWER))
    assert asked(held.urls[0])["order"] == "asc"
    assert asked(held.urls[0])["min"] == str(AT_TEN - 600)
    assert held.urls[1].startswith("https://api.stackexchange.com/2.3/questions/2/answers?")
    assert asked(held.urls[1])["min"] == str(AT_TEN - 600)
    assert held.done is not None
    assert held.done.cursor["until"] == {"[acme] ferry": AT_TEN + 60}


def test_pages_are_read_up_to_five_and_the_rest_the_next_minute() -> None:
    pages = [a_page(active(n, AT_TEN + n), has_more=True) for n in range(5)]
    held = swept(STACK, KNOWN, *pages)
    assert [asked(url).get("page") for url in held.urls] == [None, "2", "3", "4", "5"]
    assert held.done is not None
    assert (held.done.more, held.done.cursor["until"]) == (True, {"[acme] ferry": AT_TEN + 4})


def test_a_backoff_is_obeyed_by_ending_the_round_and_the_next_begins_with_the_other_words() -> None:
    source = Source("stack", "stackexchange", "sweep", "acme", look_for=("a", "b", "c"))
    held = swept(source, {}, a_page(active(1, AT_TEN), backoff=30))
    assert held.done is not None
    assert held.done.not_before == NOON + timedelta(seconds=30)
    then = swept(source, dict(held.done.cursor), a_page(), a_page(), a_page())
    assert [asked(url)["q"] for url in then.urls] == ["b", "c", "a"]


def test_too_many_calls_are_told_and_no_more_is_asked_until_the_time_that_is_named() -> None:
    violation = b"""{"error_id": 502, "error_name": "throttle_violation",
        "error_message": "too many requests from this IP, more requests available in 4711 seconds"}"""
    held = swept(STACK, KNOWN, Heard(400, {}, violation))
    assert held.done is not None
    assert held.done.not_before == NOON + timedelta(seconds=4711)
    assert (held.done.problem, held.done.cursor) == (None, KNOWN)
    assert held.done.note == "the day's calls are used up; look for less, or ask for a key"
    untold = swept(STACK, KNOWN, Heard(400, {}, b'{"error_name": "throttle_violation"}'))
    assert untold.done is not None
    assert untold.done.not_before == NOON + timedelta(minutes=15)


def test_answers_that_could_not_be_asked_for_leave_the_cursor_where_it_was() -> None:
    held = swept(
        STACK, KNOWN, a_page(active(2, AT_TEN + 60, 1)), Heard(400, {}, b'{"error_name": "throttle_violation"}')
    )
    assert held.done is not None
    assert held.done.cursor == KNOWN


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b'{"error_name": "bad_parameter"}', "bad_parameter"), (b'{"error_name": "Mia wrote"}', "no reason given")],
)
def test_a_question_that_is_refused_is_a_problem_in_our_words(body: bytes, reason: str) -> None:
    held = swept(STACK, KNOWN, Heard(400, {}, body))
    assert held.done is not None
    assert held.done.problem == (
        f"Stack Exchange refuses the question ({reason}); look at the setting `site`, or set the key anew: "
        "firebreak source secret stack --part token"
    )


def test_a_day_whose_calls_run_out_is_news() -> None:
    held = swept(STACK, KNOWN, a_page(quota_remaining=29))
    assert held.done is not None
    assert held.done.note == "29 of 300 calls left today; look for less, or ask for a key"
    full = swept(STACK, KNOWN, a_page(quota_remaining=30))
    assert full.done is not None
    assert full.done.note is None


def test_a_key_is_shown_and_several_tags_are_joined() -> None:
    source = Source("stack", "stackexchange", "sweep", "acme", look_for=("[acme][acme-api]",), settings={"site": "ru"})
    held = swept(source, {}, a_page(), token="k(1")
    assert asked(held.urls[0])["key"] == "k(1"
    assert (asked(held.urls[0])["tagged"], asked(held.urls[0])["site"]) == ("acme;acme-api", "ru")
    assert "q" not in asked(held.urls[0])
    assert held.done is not None
    assert held.done.cursor["until"] == {"[acme][acme-api]": int(NOON.timestamp())}


def test_each_of_the_words_goes_on_from_where_it_was_after_an_error() -> None:
    source = Source("stack", "stackexchange", "sweep", "acme", look_for=("a", "b"))
    held = swept(source, {}, a_page(active(1, AT_TEN)), 500)
    assert held.done is None
    assert held.asked[1].so_far == {"until": {"a": AT_TEN}, "last": "a"}


@pytest.mark.parametrize("answer", [b"<html>", {"items": 3}, {"items": [3, {"question_id": "x"}], "backoff": "soon"}])
def test_an_answer_that_is_none_ends_the_round_and_loses_nothing(answer: object) -> None:
    held = swept(STACK, KNOWN, answer)
    assert held.done is not None
    assert (held.done.cursor, held.done.not_before) == (KNOWN, None)


@pytest.mark.parametrize("cursor", [{"until": 3}, {"until": {"[acme] ferry": "x"}, "last": 4}])
def test_a_cursor_that_holds_something_else_begins_anew(cursor: dict[str, Any]) -> None:
    assert "min" not in asked(swept(STACK, cursor, a_page()).urls[0])
