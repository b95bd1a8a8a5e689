"""Pure: hits of a search on Hacker News as mentions, and the search that goes on where the last one ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings

from shared.mention import Author, milliseconds
from shared.plan import Source
from shared.platforms.hackernews import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import Held, a_round, hold, holds, mangled, only, parsed

HN = Source("hn", "hackernews", "sweep", "acme", look_for=("acme ferries",))
TEN = datetime(2026, 10, 2, 10, tzinfo=UTC)
STORY: dict[str, Any] = {
    "objectID": "41",
    "created_at": "2026-10-02T10:00:00.000Z",
    "created_at_i": int(TEN.timestamp()),
    "updated_at": "2026-10-02T10:30:00Z",
    "title": "Acme &amp; the <dialog> that never closes",
    "url": "https://blog.example.com/acme",
    "author": "mia",
    "points": 12,
    "num_comments": 3,
    "story_text": "It&#x27;s late.<p>Again.",
    "comment_text": None,
    "story_id": None,
    "parent_id": None,
    "_tags": ["story", "author_mia", "story_41"],
}
COMMENT: dict[str, Any] = {
    **STORY,
    "objectID": "43",
    "title": None,
    "url": None,
    "points": None,
    "num_comments": None,
    "story_text": None,
    "story_title": "Acme &amp; the <dialog> that never closes",
    "comment_text": '<i>Mine</i> too: see <a href="https://e.example">this</a>',
    "story_id": 41,
    "parent_id": 42,
}


def a_page(*hits: object) -> dict[str, Any]:
    return {"hits": list(hits), "nbHits": len(hits), "page": 0, "nbPages": 1, "hitsPerPage": 100}


def test_a_story_is_a_mention_with_its_title_as_it_was_written() -> None:
    mention = only(parsed(HN, a_page(STORY)))
    assert mention.text == "Acme & the <dialog> that never closes\n\nIt's late.\nAgain."
    assert (mention.native_id, mention.url) == ("41", "https://news.ycombinator.com/item?id=41")
    assert mention.author == Author(id="mia", handle="mia")
    assert (mention.created_at, mention.version) == (TEN, milliseconds(TEN + timedelta(minutes=30)))
    assert (mention.thread, mention.parent, mention.engagement) == ("41", None, 15)


def test_a_comment_knows_its_story_and_what_it_answers() -> None:
    mention = only(parsed(HN, a_page(COMMENT)))
    assert mention.text == "Mine too: see this"
    assert (mention.thread, mention.parent, mention.engagement) == ("41", "42", 0)


def test_without_a_time_of_change_what_came_last_is_the_newest() -> None:
    later = NOON + timedelta(hours=1)
    hit = {**COMMENT, "updated_at": None}
    first, then = (only(parsed(HN, a_page(hit), at=at)) for at in (NOON, later))
    assert first.version < then.version
    assert first.id == then.id


@pytest.mark.parametrize("changed", [{"title": None, "story_text": None}, {"title": "", "story_text": " "}])
def test_a_hit_without_words_is_passed_over(changed: dict[str, Any]) -> None:
    found = parsed(HN, a_page({**STORY, **changed}))
    assert (found.mentions, found.faults, len(found.skipped)) == ((), (), 1)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"objectID": None}, "hits.0.objectID"),
        ({"title": ["x"]}, "hits.0.title"),
        ({"story_text": 3}, "hits.0.story_text"),
        ({"created_at": "soon"}, "hits.0.created_at"),
    ],
)
def test_what_a_mention_can_not_do_without_is_named(changed: dict[str, Any], field: str) -> None:
    found = parsed(HN, a_page({**STORY, **changed}, COMMENT))
    assert [fault.where for fault in found.faults] == [field]
    assert [mention.native_id for mention in found.mentions] == ["43"]


@pytest.mark.parametrize("field", ["author", "points", "story_id", "parent_id", "updated_at"])
def test_a_decoration_that_is_wrong_costs_no_mention(field: str) -> None:
    found = parsed(HN, a_page({**STORY, field: {"a": 1}}))
    assert len(found.mentions) == 1
    assert [fault.where for fault in found.faults] == [f"hits.0.{field}"]


def test_a_page_without_hits_is_told() -> None:
    assert [skipped.what for skipped in parsed(HN, {"message": "not here"}).skipped] == ["page"]
    assert [fault.where for fault in parsed(HN, {"hits": 3}).faults] == ["hits"]
    assert [fault.where for fault in parsed(HN, b"<html>").faults] == ["body"]


@settings(database=None, deadline=None, max_examples=60)
@given(mangled(a_page(STORY, COMMENT)))
def test_whatever_is_mangled_is_read_or_told(body: Any) -> None:
    if not (isinstance(body, dict) and body.get("hits") == []):
        holds(parsed(HN, body))


# ---------------------------------------------------------------- asking
def swept(source: Source, cursor: dict[str, Any], *answers: object) -> Held:
    assert PLATFORM.sweep is not None
    return hold(PLATFORM.sweep.run(a_round(source, cursor)), *answers)


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def hits(number: int, newest: datetime) -> dict[str, Any]:
    """So many hits, a second apart."""
    at = int(newest.timestamp())
    return a_page(*({"objectID": str(n), "created_at_i": at - n} for n in range(number)))


def test_the_first_time_one_page_is_enough() -> None:
    held = swept(HN, {}, hits(100, TEN))
    assert asked(held.urls[0]) == {"query": "acme ferries", "tags": "(story,comment)", "hitsPerPage": "100"}
    assert held.urls[0].startswith("https://hn.algolia.com/api/v1/search_by_date?")
    assert held.done is not None
    assert held.done.cursor == {"newest": {"acme ferries": TEN.isoformat()}}


def test_the_next_time_what_is_newer_is_asked_for_and_what_may_have_been_edited() -> None:
    held = swept(HN, {"newest": {"acme ferries": TEN.isoformat()}}, a_page())
    two_hours_before = int(TEN.timestamp()) - 7200
    assert asked(held.urls[0])["numericFilters"] == f"created_at_i>={two_hours_before}"
    assert held.done is not None
    assert held.done.cursor == {"newest": {"acme ferries": TEN.isoformat()}}


def test_more_than_a_page_is_read_from_the_newest_down() -> None:
    held = swept(
        HN, {"newest": {"acme ferries": TEN.isoformat()}}, hits(100, NOON), hits(3, NOON - timedelta(minutes=5))
    )
    oldest = int(NOON.timestamp()) - 99
    assert asked(held.urls[1])["numericFilters"].endswith(f",created_at_i<={oldest}")
    assert held.done is not None
    assert held.done.cursor == {"newest": {"acme ferries": NOON.isoformat()}}
    assert held.done.note is None


def test_a_word_that_everybody_says_is_cut_and_that_is_told() -> None:
    pages = [hits(100, NOON - timedelta(minutes=n)) for n in range(5)]
    held = swept(HN, {"newest": {"acme ferries": TEN.isoformat()}}, *pages)
    assert held.done is not None
    assert held.done.note == "more than 500 hits in one round for acme ferries: the oldest of them are missing"


def test_each_of_the_words_goes_on_from_where_it_was_also_after_a_refusal() -> None:
    source = Source("hn", "hackernews", "sweep", "acme", look_for=("acme", "ferries"))
    held = swept(source, {}, hits(1, TEN), 429)
    assert held.done is None
    assert held.asked[1].so_far == {"newest": {"acme": TEN.isoformat()}}


def test_a_word_without_any_hit_is_asked_from_now_on() -> None:
    held = swept(HN, {}, a_page())
    assert held.done is not None
    assert held.done.cursor == {"newest": {"acme ferries": NOON.isoformat()}}


@pytest.mark.parametrize(
    "answer", [b"<html>", {"hits": None}, {"hits": [3, {"created_at_i": "x"}, {"created_at_i": 10**30}]}]
)
def test_an_answer_that_is_none_ends_the_round_and_loses_nothing(answer: object) -> None:
    held = swept(HN, {"newest": {"acme ferries": TEN.isoformat()}}, answer)
    assert held.done is not None
    assert held.done.cursor == {"newest": {"acme ferries": TEN.isoformat()}}


def test_another_address_may_stand_in_for_hacker_news() -> None:
    source = Source("hn", "hackernews", "sweep", "acme", url="https://proxy.example.com/hn/", look_for=("acme",))
    assert swept(source, {}, a_page()).urls[0].startswith("https://proxy.example.com/hn/search_by_date?")
