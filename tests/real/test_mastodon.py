"""Real answers of Mastodon servers, with what a person read in each of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.delivery import Delivery, Parsed
from shared.mention import Author
from shared.plan import Source
from shared.platforms.mastodon import parse
from tests.builders import NOON
from tests.real.payloads import names, payload

_AP = "http://localhost:3000/ap/users"


def read(material: Path, name: str, server: str = "http://localhost:3000") -> Parsed:
    how = "webhook" if name.startswith("admin_") else "sweep"
    source = Source("tags", "mastodon", how, "acme", url=server)  # type: ignore[arg-type]  # of two
    body = payload(material, f"mastodon/{name}").body
    return parse(Delivery("tags", "mastodon", source.how, body, {}, NOON), source)


def test_a_post_on_a_tags_timeline(shared_material: Path) -> None:
    [mention] = read(shared_material, "api_hashtag_tl.json").mentions
    assert mention.native_id == f"{_AP}/117020566092212359/statuses/117020593741189701"
    assert mention.text == "#hoot (hashtag toot)"
    assert mention.author == Author(
        id=f"{_AP}/117020566092212359",
        handle="mastodonpy_test_2@localhost:3000",
        followers=0,
        joined_at=datetime(2026, 8, 1, tzinfo=UTC),
    )
    assert mention.created_at == datetime(2026, 8, 1, 13, 55, 55, 867_000, UTC)
    assert mention.url == "http://localhost:3000/@mastodonpy_test_2/117020593741189701"
    assert (mention.thread, mention.parent) == ("localhost:3000/117020593741189701", None)
    assert (mention.language, mention.public, mention.engagement, mention.reposts) == ("ja", True, 0, 0)


def test_a_mention_in_the_notifications(shared_material: Path) -> None:
    [mention] = read(shared_material, "api_notifications_mentions.json").mentions
    assert mention.native_id == f"{_AP}/117020565693913441/statuses/117020577157693549"
    assert (mention.text, mention.author.handle) == ("@mastodonpy_test hello!", "admin@localhost:3000")
    assert mention.created_at == datetime(2026, 8, 1, 13, 51, 42, 823_000, UTC)
    assert mention.url == "http://localhost:3000/@admin/117020577157693549"


def test_a_post_behind_a_warning(shared_material: Path) -> None:
    [mention] = read(shared_material, "api_status_post_Content_warning_public_.json").mentions
    assert mention.text == "Content warning\n\nToot!"
    assert (mention.author.name, mention.author.handle) == ("John Lennon", "mastodonpy_test@localhost:3000")
    assert mention.created_at == datetime(2026, 8, 1, 13, 53, 57, 755_000, UTC)
    assert mention.url == "http://localhost:3000/@mastodonpy_test/117020586000687987"
    assert mention.thread == "localhost:3000/117020586000687987"


def test_an_older_servers_post_whose_link_is_shown_in_three_parts(shared_material: Path) -> None:
    [mention] = read(shared_material, "entity_status_real.json", "https://mastodon.social").mentions
    assert mention.native_id == "https://mastodon.social/users/Gargron/statuses/103270115826048975"
    assert mention.text.startswith('"I lost my inheritance with one wrong digit on my sort code"\n\nhttps://www.theg')
    assert mention.text.endswith("/2019/dec/07/i-lost-my-193000-inheritance-with-one-wrong-digit-on-my-sort-code")
    assert mention.author == Author(
        "https://mastodon.social/@Gargron",
        "Eugen",
        "Gargron@mastodon.social",
        322930,
        datetime(2016, 3, 16, 14, 34, 26, 392_000, UTC),
    )
    assert (mention.created_at, mention.engagement, mention.reposts) == (
        datetime(2019, 12, 8, 3, 48, 33, 901_000, UTC),
        24,
        8,
    )
    assert mention.url == "https://mastodon.social/@Gargron/103270115826048975"


@pytest.mark.parametrize(
    ("name", "what", "reason"),
    [
        ("admin_webhook_report_created.json", "report.created", "no post"),
        ("api_status_404.json", "answer", "the server's word that there is nothing"),
    ],
)
def test_what_is_no_mention_is_passed_over_with_its_reason(
    shared_material: Path, name: str, what: str, reason: str
) -> None:
    result = read(shared_material, name)
    assert [(one.what, one.reason) for one in result.skipped] == [(what, reason)]
    assert (result.mentions, result.tombstones, result.faults) == ((), (), ())


def test_a_stream_is_no_answer_and_is_told_as_one_fault(shared_material: Path) -> None:
    result = read(shared_material, "api_stream_sse.txt")
    assert [fault.where for fault in result.faults] == ["body"]
    assert result.mentions == ()


def test_no_payload_is_left_out(shared_material: Path) -> None:
    assert len(names(shared_material, "mastodon")) == 7
