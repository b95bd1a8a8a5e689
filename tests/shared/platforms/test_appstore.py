"""Pure: the App Store's feeds of reviews as mentions, and which pages of them are asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from shared.delivery import Skipped
from shared.mention import Author
from shared.plan import Source
from shared.platforms.appstore import PLATFORM
from tests.shared.platforms.heard import Held, a_round, hold, holds, mangled, only, parsed

APPS = Source("apps", "appstore", "sweep", "acme", look_for=("123456789",), settings={"countries": "gb, de"})


def of(label: object, **attributes: str) -> dict[str, Any]:
    return {"label": label, **({"attributes": attributes} if attributes else {})}


REVIEW: dict[str, Any] = {
    "author": {"uri": of("https://itunes.apple.com/gb/reviews/id77"), "name": of("Mia"), "label": ""},
    "updated": of("2026-10-02T02:00:00-07:00"),
    "im:rating": of("1"),
    "im:version": of("3.1"),
    "id": of("900001"),
    "title": of("Won't open"),
    "content": of("White page\nsince Tuesday", type="text"),
    "link": {"attributes": {"rel": "related", "href": "https://itunes.apple.com/gb/review?id=123456789"}},
    "im:voteSum": of("2"),
    "im:voteCount": of("5"),
}
THE_APP = {"im:name": of("Ferries"), "id": of("https://apps.apple.com/gb/app/id123456789"), "title": of("Ferries")}


def a_feed(entry: object) -> dict[str, Any]:
    return {
        "feed": {"author": {"name": of("iTunes Store")}, "updated": of("2026-10-02T02:39:26-07:00"), "entry": entry}
    }


def a_review(**changed: Any) -> dict[str, Any]:
    return {name: value for name, value in (REVIEW | changed).items() if value is not ...}


def test_a_review_carries_all_that_the_feed_says() -> None:
    mention = only(parsed(APPS, a_feed([REVIEW])))
    assert (mention.native_id, mention.thread, mention.parent) == ("900001", "900001", None)
    assert (mention.author, mention.rating, mention.engagement) == (Author("77", "Mia"), 1, 2)
    assert mention.text == "Won't open\nWhite page\nsince Tuesday"
    assert (mention.created_at, mention.version) == (datetime(2026, 10, 2, 9, tzinfo=UTC), 1790931600000)
    assert mention.url == "https://itunes.apple.com/gb/review?id=123456789"


def test_an_entry_may_be_one_object_and_the_first_may_be_the_app() -> None:
    assert only(parsed(APPS, a_feed(REVIEW))).native_id == "900001"
    both = parsed(APPS, a_feed([THE_APP, REVIEW]))
    assert both.skipped == (Skipped("entry", "the app itself, no review"),)
    assert [mention.native_id for mention in both.mentions] == ["900001"]
    assert parsed(APPS, a_feed(THE_APP)).mentions == ()


@pytest.mark.parametrize("feed", [{"feed": {}}, a_feed([]), a_feed(None)])
def test_a_feed_without_reviews_is_passed_over(feed: dict[str, Any]) -> None:
    assert parsed(APPS, feed).skipped == (Skipped("feed", "no reviews in it"),)


def test_a_changed_review_keeps_its_id_and_is_newer() -> None:
    before = only(parsed(APPS, a_feed([REVIEW])))
    after = only(parsed(APPS, a_feed([a_review(updated=of("2026-10-02T03:00:00-07:00"), title=of("Opens again"))])))
    assert (before.id, before.version < after.version) == (after.id, True)


def test_stars_alone_are_a_review() -> None:
    assert only(parsed(APPS, a_feed([a_review(title=..., content=...)]))).rating == 1


@pytest.mark.parametrize(
    "link", [None, [], "x", {}, {"attributes": {"href": "javascript:alert(1)"}}, {"attributes": {"href": 5}}]
)
def test_a_link_that_is_none_only_costs_the_link(link: object) -> None:
    assert only(parsed(APPS, a_feed([a_review(link=link)]))).url is None


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "feed"),
        ({"feed": []}, "feed"),
        (a_feed([a_review(id=of(None))]), "feed.entry.0.id.label"),
        (a_feed(a_review(id=of(None))), "feed.entry.id.label"),
        (a_feed([5]), "feed.entry.0"),
        (a_feed("x"), "feed.entry"),
        (a_feed([a_review(content=of(5))]), "feed.entry.0.content.label"),
        (a_feed([a_review(updated=of("soon"))]), "feed.entry.0.updated.label"),
        (b"<html>", "body"),
    ],
)
def test_what_can_not_be_read_is_one_fault_that_names_the_field(body: Any, where: str) -> None:
    result = parsed(APPS, body)
    assert [fault.where for fault in result.faults] == [where]
    assert result.mentions == ()


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(a_feed([THE_APP, REVIEW])))
def test_any_feed_is_read_passed_over_or_told(body: Any) -> None:
    holds(parsed(APPS, body))


# ---------------------------------------------------------------- asking
def sweep(*answers: object, cursor: dict[str, Any] | None = None, source: Source = APPS) -> Held:
    assert PLATFORM.sweep is not None
    return hold(PLATFORM.sweep.run(a_round(source, cursor)), *answers)


def test_the_first_round_reads_one_page_in_each_country() -> None:
    held = sweep(a_feed([REVIEW]), a_feed([]))
    assert held.urls == [
        f"https://itunes.apple.com/{country}/rss/customerreviews/page=1/id=123456789/sortBy=mostRecent/json"
        for country in ("gb", "de")
    ]
    assert held.done is not None
    # A store without a review yet is read until now (noon): what comes from then on is not taken for its past.
    assert held.done.cursor == {
        "newest": {"gb/123456789": "2026-10-02T09:00:00+00:00", "de/123456789": "2026-10-02T12:00:00+00:00"}
    }


def test_later_rounds_turn_pages_until_what_was_known() -> None:
    known = {"newest": {"us/123456789": "2026-10-02T08:00:00+00:00"}}
    source = Source("apps", "appstore", "sweep", "acme", look_for=("123456789",))
    old = a_review(updated=of("2026-10-01T02:00:00-07:00"))
    held = sweep(a_feed([REVIEW]), a_feed([old, REVIEW]), cursor=known, source=source)
    assert "/us/" in held.urls[0]
    assert "/page=2/" in held.urls[1]


def test_apple_has_no_eleventh_page() -> None:
    known = {"newest": {"us/123456789": "2026-01-01T00:00:00+00:00"}}
    source = Source("apps", "appstore", "sweep", "acme", look_for=("123456789",))
    held = sweep(*[a_feed([REVIEW])] * 10, cursor=known, source=source)
    assert held.done is not None
    assert "ten pages" in str(held.done.problem)


def test_a_country_without_the_app_costs_no_other() -> None:
    held = sweep(404, a_feed([REVIEW]))
    assert held.done is not None
    assert held.done.problem == "the App Store has no app 123456789 in `gb`: see `look_for` and `countries`"
    assert held.done.cursor["newest"]["de/123456789"] == "2026-10-02T09:00:00+00:00"
    assert parsed(APPS, b"", {"firebreak-status": "404"}).skipped == (
        Skipped("answer", "no feed for this app in this country"),
    )


@pytest.mark.parametrize(("apps", "countries"), [(("../x",), "us"), (("123456789",), "us/../x"), (("123456789",), ",")])
def test_what_is_no_app_and_no_country_is_never_a_part_of_an_address(apps: tuple[str, ...], countries: str) -> None:
    source = Source("apps", "appstore", "sweep", "acme", look_for=apps, settings={"countries": countries})
    held = sweep(source=source)
    assert (held.asked, held.done is not None and "is no feed" in str(held.done.problem)) == ([], True)


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(a_feed([THE_APP, REVIEW])))
def test_a_sweep_goes_on_whatever_is_answered(body: Any) -> None:
    assert sweep(body, body).done is not None
