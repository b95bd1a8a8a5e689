"""By moto, from the signed call to the store: each hostile sequence ends as its file says that it must."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.delivery import Delivery
from shared.inbox import to_message
from shared.mention import MAX_TEXT_CHARACTERS, Author
from tests.builders import NOON
from tests.functions.ears import ears, log, reason
from tests.real.hostile import HostileDoor, body_of, door
from tests.real.payloads import sequences

__all__ = ["door", "ears", "log"]

THEN = datetime(2015, 12, 3, 9, 30, 3, tzinfo=UTC)
#: DynamoDB's limit.
MOST_ITEM = 400_000


def outcomes(log: list[logging.LogRecord]) -> dict[str, int]:
    return dict(log[-1].__dict__["outcomes"])


def test_duplicate_x3_is_one_mention(door: HostileDoor, log: list[logging.LogRecord]) -> None:
    assert door.send("duplicate_x3").statuses == [200, 200, 200]
    assert outcomes(log) == {"new": 1, "known": 2}
    assert [item["id"]["S"] for item in door.items()] == ["facebook:901_1"]


def test_edit_before_add_ends_with_the_second_text(door: HostileDoor) -> None:
    door.send("edit_before_add")
    assert door.mention("facebook", "901_1").text == "second text"


def test_remove_before_add_ends_as_a_tombstone_without_a_word(door: HostileDoor) -> None:
    door.send("remove_before_add")
    [item] = door.items()
    assert item["reason"]["S"] == "deleted on Facebook"
    assert "first text" not in str(item)


def test_batch_with_poison_loses_only_the_poison_which_is_parked(door: HostileDoor) -> None:
    arrived = door.send("batch_with_poison")
    assert (arrived.statuses, arrived.left) == ([200], [])
    assert {item["id"]["S"] for item in door.items()} == {"facebook:901_1", "facebook:901_1x"}
    [parked] = door.ears.parked()
    assert reason(parked).startswith("body.entry.0.changes.1.value.item is missing; ")
    # The fifth change has no value at all: that is nothing, not poison.
    assert "changes.3.value is not an object, but a str (2 in all)" in reason(parked)


def test_batch_1000_is_a_thousand_mentions(door: HostileDoor, log: list[logging.LogRecord]) -> None:
    assert door.send("batch_1000").statuses == [200]
    assert outcomes(log) == {"new": 1000}
    assert door.mention("facebook", "901_1_999").text == "storm 999"


def test_author_missing_and_empty_text_is_accepted_and_passed_over(
    door: HostileDoor, log: list[logging.LogRecord]
) -> None:
    assert door.send("author_missing_and_empty_text").statuses == [200] * 3
    assert outcomes(log) == {"skipped: no text and no rating": 3}
    assert (door.items(), door.ears.parked()) == ([], [])


@pytest.mark.parametrize(
    ("post", "created_at"),
    [
        ("901_1f", NOON),
        ("901_1z", NOON),
        ("901_1ms", THEN),
        ("901_1iso", datetime(2026, 9, 5, 10, tzinfo=UTC)),
        ("901_1str", THEN),
    ],
)
def test_clock_skew_never_sorts_to_2040_or_1970(door: HostileDoor, post: str, created_at: datetime) -> None:
    door.send("clock_skew")
    mention = door.mention("facebook", post)
    assert mention.created_at == created_at
    assert mention.version <= int(NOON.timestamp() * 1000)


def test_huge_text_is_cut_and_says_so(door: HostileDoor) -> None:
    door.send("huge_text")
    mention = door.mention("facebook", "901_1big")
    assert (len(mention.text), mention.truncated) == (MAX_TEXT_CHARACTERS, True)
    assert all(len(json.dumps(item)) < MOST_ITEM for item in door.items())


def test_lone_surrogate_is_replaced_and_the_rest_stays(door: HostileDoor) -> None:
    door.send("lone_surrogate")
    mention = door.mention("facebook", "901_1")
    assert (mention.text, mention.author) == ("cut emoji \ufffd end", Author(id="9", name="nul"))


def test_json_traps_are_refused_or_parked_and_nothing_fails(door: HostileDoor) -> None:
    arrived = door.send("json_traps")
    # An empty body, half a body, NaN, 1e999, a byte order mark, 5,000 brackets.
    assert arrived.statuses == [400, 400, 200, 200, 200, 400, 400, 400, 200, 400, 200]
    assert arrived.left == []
    # A list may be a delivery of Meta's; an empty one holds nothing. So does the one with two `object`s.
    assert (door.items(), len(door.ears.parked())) == ([], 3)


def test_lambda_base64_and_gzip_base64_is_undone_before_the_signature_and_what_is_compressed_is_refused(
    door: HostileDoor,
) -> None:
    assert door.send("lambda_base64_and_gzip").statuses == [200, 415]
    assert door.mention("facebook", "901_1").text == "first text"


@pytest.mark.parametrize(("number", "source"), [*enumerate(["facebook", "zendesk", "chatwoot", "x"])])
def test_unknown_events_are_taken_counted_and_passed_over(
    door: HostileDoor, log: list[logging.LogRecord], number: int, source: str
) -> None:
    delivery = sequences(door.material)["seq_unknown_events"][number]
    assert door.knock(delivery, source) == 200
    assert door.ears.ingest(door.ears.queued()) == []
    [(what, count)] = outcomes(log).items()
    assert (what.startswith("skipped: "), count) == (True, 1)
    assert door.ears.parked() == []


def test_x_edit_chain_is_one_mention_with_the_newest_text(door: HostileDoor) -> None:
    assert door.send("x_edit_chain", "x").statuses == [200, 200]
    [item] = door.items()
    assert item["id"]["S"] == "x:1900000000000000001"
    assert door.mention("x", "1900000000000000001").text == "the product broke"


def test_x_snowflake_precision_is_kept_to_the_last_digit(door: HostileDoor) -> None:
    door.send("x_snowflake_precision", "x")
    mention = door.mention("x", "1045405559317569537")
    assert (mention.author.id, mention.author.followers) == ("930524282358325248", 12)


def test_sweep_overlap_is_no_second_mention_and_counts_what_was_added(door: HostileDoor) -> None:
    deliveries: list[dict[str, Any]] = sequences(door.material)["seq_sweep_overlap"]
    messages = [
        to_message(Delivery("hackernews", "hackernews", "sweep", body_of(delivery), {}, NOON))
        for delivery in deliveries
    ]
    for message in messages:
        assert door.ears.ingest([message]) == []
    assert {item["id"]["S"] for item in door.items()} == {"hackernews:21589647", "hackernews:17221527"}
    mention = door.mention("hackernews", "21589647")
    assert (mention.text, mention.author.handle) == ("Slack’s new WYSIWYG input box is terrible", "ingve")
    assert mention.engagement == 250 + 1076
