"""Captured YouTube pushes and answers, with what a person read in each of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest

from shared.delivery import Parsed, Skipped
from shared.mention import Author, Tombstone
from shared.plan import Source
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import parsed

CHANNELS = ("{channel_id}", "UC_FIXTURE_CHANNEL")


def read(material: Path, name: str) -> Parsed:
    how: Literal["webhook", "sweep"] = "webhook" if name.endswith(".xml") else "sweep"
    source = Source("films", "youtube", how, "acme", look_for=CHANNELS)
    return parsed(source, payload(material, f"youtube/{name}").body)


@pytest.mark.parametrize(("name", "count"), [("websub_ytnoti_0.xml", 1), ("websub_ytnoti_2.xml", 2)])
def test_an_upload_of_a_watched_channel(shared_material: Path, name: str, count: int) -> None:
    result = read(shared_material, name)
    assert (len(result.mentions), result.skipped, result.faults, result.tombstones) == (count, (), (), ())
    for mention in result.mentions:
        assert (mention.native_id, mention.thread, mention.parent) == ("video:VIDEO_ID", "video:VIDEO_ID", None)
        assert mention.author == Author("{channel_id}", "Channel title")
        assert mention.text == "Video title"
        assert mention.created_at == datetime(2015, 3, 9, 19, 5, 24, 552394, UTC)
        assert mention.version == 1425927924552
        assert mention.url == "https://www.youtube.com/watch?v=VIDEO_ID"


def test_a_deleted_video(shared_material: Path) -> None:
    result = read(shared_material, "websub_ytnoti_4.xml")
    at = datetime(2024, 9, 9, 22, 34, 19, 642702, UTC)
    grave = Tombstone("films", "youtube", "video:VIDEO_ID", "deleted, or no longer public", at)
    assert result.tombstones == (grave,)
    assert (result.mentions, result.skipped, result.faults) == ((), (), ())


def test_two_entries_of_which_one_says_only_its_id(shared_material: Path) -> None:
    result = read(shared_material, "websub_two_entries_fractional.xml")
    [mention] = result.mentions
    assert (mention.native_id, mention.text) == ("video:VIDEO_ID_01", "Fixture & video")
    assert mention.created_at == datetime(2026, 9, 24, 10, tzinfo=UTC)
    assert mention.version == 1790244300552
    assert result.skipped == (Skipped("video", "no title in the delivery"),)
    assert result.faults == ()


def test_five_comments_under_one_video(shared_material: Path) -> None:
    result = read(shared_material, "api_comment_threads_by_video_paged_1.json")
    assert (result.skipped, result.faults, result.tombstones) == ((), (), ())
    assert [mention.author.name for mention in result.mentions] == [
        "himani agarwal",
        "el bojo loco",
        "Andres Jorquera",
        "Masum Khan",
        "matrix uduma",
    ]
    assert [mention.engagement for mention in result.mentions] == [0, 1, 4, 1, 2]
    assert {mention.parent for mention in result.mentions} == {"video:F1UP7wRCPH8"}
    assert all(mention.thread == mention.native_id and mention.public for mention in result.mentions)


def test_a_comment_with_a_link_reads_as_it_was_typed(shared_material: Path) -> None:
    first, *_, last = read(shared_material, "api_comment_threads_by_video_paged_1.json").mentions
    assert first.native_id == "UgyZ1jqkHKYvi1-ruOZ4AaABAg"
    assert (first.author.id, first.text) == ("UCzj-CjKYmGlZ7vTL-vOe57A", "Google.com")
    assert first.created_at == datetime(2019, 11, 26, 15, 51, 44, tzinfo=UTC)
    assert first.url == "https://www.youtube.com/watch?v=F1UP7wRCPH8&lc=UgyZ1jqkHKYvi1-ruOZ4AaABAg"
    assert last.text.startswith("Lot's of good light coming in from here #ChromeDevSummit the web")


def test_a_comment_on_a_channel_belongs_to_no_video(shared_material: Path) -> None:
    [mention] = read(shared_material, "api_comment_threads_with_search.json").mentions
    assert (mention.native_id, mention.text) == ("UgyUBI0HsgL9emxcZpR4AaABAg", "Hello")
    assert (mention.author.name, mention.author.id) == ("DevRagz", "UCTWlvHQQXUs-4IVfdnGOUbw")
    assert (mention.url, mention.parent) == (None, None)
    assert mention.created_at == datetime(2019, 6, 23, 2, 49, tzinfo=UTC)


def test_comments_asked_for_by_their_ids_are_the_same_ones(shared_material: Path) -> None:
    [in_thread] = read(shared_material, "api_comment_threads_with_search.json").mentions
    alone, other = read(shared_material, "api_comments_multi.json").mentions
    assert (alone.id, alone.version, alone.content_hash) == (in_thread.id, in_thread.version, in_thread.content_hash)
    assert (other.native_id, other.text) == ("Ugzi3lkqDPfIOirGFLh4AaABAg", "exceptional content!")
    assert other.created_at == datetime(2018, 5, 26, 20, 11, 30, tzinfo=UTC)


def test_no_youtube_payload_is_left_out(shared_material: Path) -> None:
    assert len(names(shared_material, "youtube")) == 7
    for name in names(shared_material, "youtube"):
        result = read(shared_material, name.removeprefix("youtube/"))
        assert result.faults == ()
        assert result.mentions or result.tombstones
