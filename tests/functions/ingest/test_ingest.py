"""By moto: messages in; mentions, tombstones and parked deliveries out. In whatever order they come."""

from __future__ import annotations

import itertools
import json
import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from shared import aws
from shared.delivery import Delivery
from shared.inbox import from_message, to_message
from shared.mark import Paused
from shared.store.marks import Marks
from tests.builders import NOON
from tests.functions.ears import FORUM, STREAM, Ears, ears, log, reason
from tests.harness.world import names
from tests.shared.platforms.deliveries import a_post, an_envelope

__all__ = ["ears", "log"]

POST_ID = "discourse:forum.example.com/p/7"


def forum(event: str = "post_created", **changed: Any) -> str:
    headers = {"x-discourse-event": event, "x-discourse-instance": "https://forum.example.com"}
    body = json.dumps({"post": a_post(**changed)}).encode()
    return to_message(Delivery("forum", "discourse", "webhook", body, headers, NOON))


def stream(kind: str = "mention.created", **changed: Any) -> str:
    body = json.dumps(an_envelope(kind, **changed)).encode()
    return to_message(Delivery("stream", "standard_webhooks", "webhook", body, {}, NOON))


def news(*titles: str, at: int = 0) -> str:
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title></item>" for title in titles)
    body = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    return to_message(Delivery("news", "rss", "sweep", body, {}, NOON + timedelta(minutes=at)))


def outcomes(log: list[logging.LogRecord]) -> dict[str, int]:
    return dict(log[-1].__dict__["outcomes"])


def test_a_batch_of_three_platforms_becomes_mentions(ears: Ears) -> None:
    assert ears.ingest([forum(), stream(), news("a", "b")]) == []
    assert len(ears.mention_items()) == 4
    known = ears.mentions.get(POST_ID)
    assert known is not None
    assert (known.mention.text, known.mention.brand) == ("I can't log in", "acme")
    assert ears.parked() == []


def test_a_repeated_delivery_adds_nothing(ears: Ears, log: list[logging.LogRecord]) -> None:
    ears.ingest([forum()] * 3)
    assert outcomes(log) == {"new": 1, "known": 2}
    ears.ingest([forum()])
    assert outcomes(log) == {"known": 1}
    assert len(ears.mention_items()) == 1


def test_what_overlaps_in_two_sweeps_is_kept_once(ears: Ears) -> None:
    ears.ingest([news("a", "b"), news("b", "c", at=15)])
    assert len(ears.mention_items()) == 3


def test_the_newest_version_stands_in_whatever_order_the_versions_come(ears: Ears) -> None:
    edits = [forum(raw=f"version {n}", updated_at=f"2026-10-02T11:3{n}:00Z") for n in range(3)]
    for number, order in enumerate(itertools.permutations(edits)):
        moved = [message.replace("forum.example.com", f"forum{number}.example.com") for message in order]
        ears.ingest(moved)
        known = ears.mentions.get(f"discourse:forum{number}.example.com/p/7")
        assert known is not None
        assert known.mention.text == "version 2"


def test_a_tombstone_that_comes_first_keeps_the_post_away(ears: Ears) -> None:
    ears.ingest([forum("post_destroyed"), forum(), forum("post_edited", updated_at="2026-10-02T11:50:00Z")])
    assert ears.mentions.get(POST_ID) is None
    [item] = ears.mention_items()
    assert item["reason"]["S"] == "deleted on the forum"


def test_a_deletion_takes_words_and_author_away(ears: Ears) -> None:
    ears.ingest([stream(), stream("mention.deleted")])
    [item] = ears.mention_items()
    assert "Mia" not in str(item)
    assert "cancelled" not in str(item)


def test_a_delivery_that_can_not_be_read_is_parked_as_it_came_with_its_reason(ears: Ears) -> None:
    bad = stream(text=["no", "text"])
    assert ears.ingest([bad]) == []
    [message] = ears.parked()
    assert message["Body"] == bad
    assert reason(message).startswith("data.text is not a text (1 in all); mend ")
    assert message["MessageAttributes"]["source"]["StringValue"] == "stream"
    assert from_message(message["Body"]).body == from_message(bad).body


def test_the_good_parts_of_a_delivery_are_kept_and_the_whole_is_parked_once(ears: Ears) -> None:
    posts = [a_post(id=1), a_post(id=None), "post", a_post(id=4)]
    body = json.dumps({"latest_posts": posts}).encode()
    ears.ingest([to_message(Delivery("forum", "discourse", "sweep", body, {}, NOON))])
    assert len(ears.mention_items()) == 2
    assert len(ears.parked()) == 1


def test_what_comes_from_a_paused_source_waits_parked_until_it_is_resumed(ears: Ears) -> None:
    Marks(names()["Ledger"]).pause("forum", Paused(NOON, "ada"))
    assert ears.ingest([forum(), stream()]) == []
    [message] = ears.parked()
    assert reason(message) == "the source is paused; resume it (firebreak source resume forum), then redrive"
    Marks(names()["Ledger"]).resume("forum")
    ears.ingest([message["Body"]])
    assert ears.mentions.get(POST_ID) is not None


def test_what_our_own_account_writes_is_kept_as_ours(ears: Ears) -> None:
    ears.listen_to(replace(FORUM, ours=("@" + str(a_post()["username"]).upper(),)))
    ears.ingest([forum()])
    known = ears.mentions.get(POST_ID)
    assert known is not None
    assert known.mention.from_staff


def test_a_parked_delivery_can_be_redriven_when_its_reader_is_mended(ears: Ears) -> None:
    ears.listen_to(STREAM)
    ears.ingest([forum()])
    [message] = ears.parked()
    assert reason(message).startswith("its source is not in the plan any more")
    ears.listen_to(FORUM)
    ears.ingest([message["Body"]])
    assert ears.mentions.get(POST_ID) is not None


@pytest.mark.parametrize("message", ["", "junk", "{}", "null", '{"body": 3}', "[" * 5000])
def test_a_message_that_is_no_delivery_is_parked(ears: Ears, message: str) -> None:
    assert ears.ingest([message or " "]) == []
    assert len(ears.parked()) == 1


@pytest.mark.parametrize("coding", ["base64", "zlib+base64"])
def test_a_message_whose_body_is_spoilt_is_parked(ears: Ears, coding: str) -> None:
    whole = json.loads(forum())
    assert ears.ingest([json.dumps({**whole, "coding": coding, "body": "AAA"})]) == []
    assert len(ears.parked()) == 1


def test_one_bad_message_costs_no_other(ears: Ears) -> None:
    assert ears.ingest(["junk", forum(), stream(id={}), stream()]) == []
    assert len(ears.mention_items()) == 2
    assert len(ears.parked()) == 2


def test_where_aws_fails_only_what_was_not_written_comes_again(ears: Ears, log: list[logging.LogRecord]) -> None:
    aws.dynamodb().delete_table(TableName=names()["Mentions"])
    skipped = forum(raw="", cooked="")
    assert ears.ingest([forum(), skipped, "junk", news("a")]) == ["0", "3"]
    assert len(ears.parked()) == 1
    errors = [line.__dict__.get("error") for line in log]
    assert errors.count("ResourceNotFoundException") == 2


def test_where_a_delivery_can_not_be_parked_it_comes_again(ears: Ears) -> None:
    aws.sqs().delete_queue(QueueUrl=names()["InboxDeadLetters"])
    assert ears.ingest(["junk", forum()]) == ["0"]


def test_the_log_counts_and_never_quotes(ears: Ears, log: list[logging.LogRecord]) -> None:
    ears.ingest([forum(), forum("topic_created"), forum(raw=None, cooked=None), stream(rating="Mia says five"), "junk"])
    assert outcomes(log)["new"] == 2
    assert outcomes(log)["parked"] == 2
    assert outcomes(log)["skipped: no text in the delivery, needs fetching"] == 1
    written = str([line.__dict__ for line in log])
    assert "log in" not in written
    assert "Mia" not in written


def test_a_very_long_post_is_cut_and_says_so(ears: Ears) -> None:
    ears.ingest([forum(raw="😡" * 60_000)])
    known = ears.mentions.get(POST_ID)
    assert known is not None
    assert (len(known.mention.text), known.mention.truncated) == (20_000, True)


def test_an_endless_id_is_still_a_key(ears: Ears) -> None:
    assert ears.ingest([stream(id="\U0001f621" * 5000), stream("mention.deleted", id="\U0001f621" * 5000)]) == []
    [item] = ears.mention_items()
    assert "deleted_at" in item


def test_a_post_from_the_future_neither_leads_nor_shuts_out_its_edits(ears: Ears) -> None:
    future = "2040-01-01T00:00:00Z"
    ears.ingest([stream(created_at=future, updated_at=future)])
    edit = json.loads(stream("mention.updated", text="edited", updated_at="2026-10-02T12:10:00Z"))
    ears.ingest([json.dumps({**edit, "received_at": "2026-10-02T12:11:00Z"})])
    known = ears.mentions.get("standard_webhooks:stream/post-1")
    assert known is not None
    assert known.mention.text == "edited"


@dataclass
class Hurry:
    """A Lambda context whose time runs out after so many more looks at it."""

    looks: int

    def get_remaining_time_in_millis(self) -> int:
        self.looks -= 1
        return 50_000 if self.looks >= 0 else 14_000


def test_a_batch_for_which_the_time_runs_out_keeps_what_was_read_and_leaves_the_rest_to_come_again(ears: Ears) -> None:
    from functions.ingest import handler

    bodies = [news("a"), news("b"), news("c"), news("d")]
    records = [{"messageId": str(number), "body": body} for number, body in enumerate(bodies)]
    answer = handler.handle({"Records": records}, Hurry(1))
    assert [one["itemIdentifier"] for one in answer["batchItemFailures"]] == ["2", "3"]
    assert len(ears.mention_items()) == 2
    answer = handler.handle({"Records": records[2:]}, Hurry(0))
    assert [one["itemIdentifier"] for one in answer["batchItemFailures"]] == ["3"], "one at least"
