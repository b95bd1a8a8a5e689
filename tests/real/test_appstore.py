"""Captured feeds of the App Store, with what a person read in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from shared.delivery import Skipped
from shared.mention import Author
from shared.plan import Source
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import parsed

APPS = Source("apps", "appstore", "sweep", "acme", look_for=("1592550875",), settings={"countries": "in"})


def test_a_glad_review_and_an_annoyed_one(shared_material: Path) -> None:
    result = parsed(APPS, payload(shared_material, "appstore/rss_reviews_live_2026.json").body)
    assert (result.skipped, result.faults) == ((), ())
    glad, annoyed = result.mentions
    assert (glad.native_id, glad.author, glad.rating) == ("14548543799", Author("0", "Fatluga"), 5)
    assert glad.text.startswith("Airdopes app so good\nThis app can order")
    assert (glad.created_at, glad.engagement) == (datetime(2026, 9, 14, 11, 24, 23, tzinfo=UTC), 3)
    assert (annoyed.native_id, annoyed.author, annoyed.rating) == ("14545746087", Author("9", "Ankit"), 1)
    assert annoyed.text.startswith("There's no optimisation to it\nIt takes an eternity")
    assert (annoyed.created_at, annoyed.engagement) == (datetime(2026, 9, 10, 18, 2, tzinfo=UTC), 0)
    assert annoyed.version == 1789063320000
    assert annoyed.url == "https://itunes.apple.com/in/review?id=1592550875&type=Purple%20Software"
    assert (annoyed.thread, annoyed.parent, annoyed.language) == ("14545746087", None, None)


def test_an_app_without_reviews(shared_material: Path) -> None:
    result = parsed(APPS, payload(shared_material, "appstore/rss_empty.json").body)
    assert (result.mentions, result.faults) == ((), ())
    assert result.skipped == (Skipped("feed", "no reviews in it"),)


def test_no_feed_of_the_app_store_is_left_out(shared_material: Path) -> None:
    assert names(shared_material, "appstore") == ["appstore/rss_empty.json", "appstore/rss_reviews_live_2026.json"]
