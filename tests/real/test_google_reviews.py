"""Captured lists of Google reviews, with what a person read in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from shared.delivery import Parsed
from shared.mention import Author
from shared.plan import Source
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import parsed

PLACES = Source("places", "google_reviews", "sweep", "acme", look_for=("accounts/123/locations/456",))


def read(material: Path, name: str) -> Parsed:
    result = parsed(PLACES, payload(material, f"google_reviews/{name}.json").body)
    assert (result.skipped, result.faults, result.tombstones, result.wanted) == ((), (), (), ())
    return result


def test_five_stars_and_one_star_in_german(shared_material: Path) -> None:
    good, bad = read(shared_material, "list_german_one_star").mentions
    assert (good.native_id, good.author, good.rating) == ("r001", Author(name="Hans Müller"), 5)
    assert good.text.startswith("Sehr leckere Pho!")
    assert good.created_at == datetime(2026, 4, 12, 10, 30, tzinfo=UTC)
    assert (bad.native_id, bad.author, bad.rating) == ("r002", Author(name="Klaus Schmidt"), 1)
    assert bad.text.startswith("Lange Wartezeit")
    assert (bad.created_at, bad.thread) == (datetime(2026, 4, 11, 14, tzinfo=UTC), "r002")
    assert (bad.url, bad.parent, bad.language, bad.from_staff) == (None, None, None, False)


def test_nanoseconds_and_a_reviewer_without_a_name(shared_material: Path) -> None:
    named, anonymous = read(shared_material, "list_nanoseconds").mentions
    assert (named.native_id, named.author, named.rating) == ("rev-aaa", Author(name="Jane D."), 5)
    assert named.text == "Spotless, on time, would book again."
    assert named.created_at == datetime(2026, 3, 1, 10, 0, 0, 123456, UTC)
    assert named.version == 1772359200000
    assert (anonymous.native_id, anonymous.author, anonymous.rating) == ("rev-bbb", Author(), 2)
    assert (anonymous.text, anonymous.created_at) == ("Late twice.", datetime(2026, 2, 1, 10, tzinfo=UTC))


def test_no_google_review_is_left_out(shared_material: Path) -> None:
    assert names(shared_material, "google_reviews") == [
        "google_reviews/list_german_one_star.json",
        "google_reviews/list_nanoseconds.json",
    ]
