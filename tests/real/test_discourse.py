"""Real forum deliveries, with what a person read in each of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.delivery import Delivery, Parsed
from shared.mention import Author
from shared.plan import Source
from shared.platforms.discourse import parse
from tests.builders import NOON
from tests.real.payloads import names, payload


def read(material: Path, name: str, instance: str | None = None) -> Parsed:
    whole = payload(material, f"discourse/{name}.json")
    headers = whole.headers if instance is None else {"x-discourse-instance": instance}
    swept = name.startswith("sweep_")
    source = Source(
        "forum", "discourse", "sweep" if swept else "webhook", "acme", url="https://talk.example.org/x.json"
    )
    return parse(Delivery("forum", "discourse", source.how, whole.body, headers, NOON), source)


def test_a_post_on_a_chinese_forum(shared_material: Path) -> None:
    [mention] = read(shared_material, "post_created").mentions
    assert mention.native_id == "172.25.25.203/p/12"
    assert mention.author == Author(id="172.25.25.203/u/1", handle="user1")
    assert mention.text.startswith("*阿里云*——阿里巴巴集团旗下公司,是全球领先的云计算及人工智能科技公司之一。")
    assert mention.created_at == datetime(2026, 1, 2, 13, 58, 49, 606000, UTC)
    assert mention.version == 1767362329606
    assert mention.url == "http://172.25.25.203/t/topic/10/1"
    assert (mention.thread, mention.parent) == ("172.25.25.203/t/10", None)
    assert (mention.public, mention.from_staff) == (True, True)


def test_a_first_post_by_staff(shared_material: Path) -> None:
    [mention] = read(shared_material, "jontes_post_created", "https://og.ax").mentions
    assert (mention.text, mention.author) == (
        "Hello World! This is an example post.",
        Author(id="og.ax/u/2", handle="jonte"),
    )
    assert mention.url == "https://og.ax/t/example-topic/10/1"
    assert (mention.created_at, mention.from_staff) == (datetime(2025, 7, 19, 12, 9, 30, 847000, UTC), True)


def test_an_older_forums_post_has_no_address_of_its_own(shared_material: Path) -> None:
    [mention] = read(shared_material, "hive13_staff_emoji_shortcode", "https://discourse.example.org").mentions
    assert (mention.text, mention.author.name) == ("testing :)", "heath")
    assert mention.url == "https://discourse.example.org/t/testing-discourse-to-slack-integration/4946/2"
    assert mention.thread == "discourse.example.org/t/4946"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("fedora_test_post", "no text in the delivery, needs fetching"),
        ("accepted_solution", "no post"),
        ("fedora_test_solved", "no post"),
        ("notification_created_1", "no post"),
        ("ping", "no post"),
        ("topic_created", "its first post comes as post_created: counted once"),
        ("topic_destroyed", "it names no posts: its first comes as post_destroyed, those below not at all"),
        ("sweep_discourse_topics", "no posts on it; sweep the forum's own address"),
        ("sweep_discourse_topics_empty", "no posts on it; sweep the forum's own address"),
    ],
)
def test_what_is_no_mention_is_passed_over_with_its_reason(shared_material: Path, name: str, reason: str) -> None:
    parsed = read(shared_material, name)
    assert [skipped.reason for skipped in parsed.skipped] == [reason]
    assert (parsed.mentions, parsed.tombstones, parsed.faults) == ((), (), ())


def test_a_swept_topic_gives_each_of_its_posts(shared_material: Path) -> None:
    parsed = read(shared_material, "sweep_discourse_topic_1149")
    assert (parsed.skipped, parsed.faults, parsed.tombstones) == ((), (), ())
    first, second = parsed.mentions
    assert (first.native_id, second.native_id) == ("talk.example.org/p/18952", "talk.example.org/p/19133")
    assert first.author == Author(id="talk.example.org/u/2544", name="Raymond Hill", handle="gorhill")
    assert first.text.startswith("This is the new support and feedback thread for uBlock Origin\n\naddons.mozilla.org")
    assert first.created_at == datetime(2016, 1, 26, 20, 7, 49, 559000, UTC)
    assert second.version == 1454338921162
    assert second.text.startswith(
        "Example of how to un-break a site using the dynamic filtering pane\n\nReal, concrete"
    )
    assert second.text.endswith("but this is for another topic.")
    assert all("<p>" not in mention.text and mention.public for mention in parsed.mentions)


def test_no_forum_payload_is_left_out(shared_material: Path) -> None:
    for name in names(shared_material, "discourse"):
        parsed = read(shared_material, name.removeprefix("discourse/").removesuffix(".json"))
        assert parsed.faults == ()
        assert parsed.mentions or parsed.skipped
