"""By moto, and a server on this machine: what a delivery only names is fetched, whatever happens in between."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from typing import Literal

import pytest

from shared import aws
from shared.delivery import Delivery, Wanted
from shared.ears.known import platform
from shared.inbox import as_delivery, from_message, to_message
from shared.mark import Paused
from shared.plan import Source
from shared.store.marks import Marks
from tests.builders import NOON
from tests.functions.ears import FORUM, Ears, ears, reason
from tests.functions.sweep.server import Site, site
from tests.harness.world import names

__all__ = ["ears", "site"]

REVIEW = "5f6a1d2c3b4e5f6a1d2c3b4e"
MENTION = f"trustpilot:{REVIEW}"
WORDS = {"id": REVIEW, "stars": 1, "title": "Late", "text": "Two hours late", "createdAt": "2026-10-01T10:00:00Z"}


def listens(ears: Ears, site: Site, *more: Source) -> Source:
    source = Source("reviews", "trustpilot", "webhook", "acme", url=site.url)
    ears.listen_to(source, *more)
    secrets = json.dumps({"reviews": "path", "reviews/token": "key"})
    aws.secretsmanager().put_secret_value(SecretId=names()["SourceSecrets"], SecretString=secrets)
    return source


def a_call() -> str:
    event = {"eventName": "service-review-created", "eventData": {"id": REVIEW}}
    return to_message(Delivery("reviews", "trustpilot", "webhook", json.dumps({"events": [event]}).encode(), {}, NOON))


def wanting() -> str:
    return to_message(as_delivery(Wanted("reviews", "trustpilot", "review", (REVIEW,), NOON)))


def in_wanted() -> int:
    asked = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    answer = aws.sqs().get_queue_attributes(QueueUrl=names()["Wanted"], AttributeNames=asked)  # type: ignore[arg-type]
    return sum(int(count) for count in answer["Attributes"].values())


def test_a_thin_delivery_on_its_whole_way_becomes_a_mention(ears: Ears, site: Site) -> None:
    listens(ears, site)
    site.answers[f"/v1/reviews/{REVIEW}"] = (200, {}, json.dumps(WORDS).encode())
    ears.ingest([a_call()])
    assert (ears.mention_items(), in_wanted()) == ([], 1)
    ears.sweep()
    assert [asked["apikey"] for _, asked in site.asked] == ["key"]
    ears.ingest(ears.queued())
    known = ears.mentions.get(MENTION)
    assert known is not None
    assert known.mention.rating == 1
    assert in_wanted() == 0


def test_what_is_gone_when_it_is_asked_for_is_buried(ears: Ears, site: Site) -> None:
    listens(ears, site)
    ears.ingest([a_call()])
    ears.sweep()
    ears.ingest(ears.queued())
    buried = {item["id"]["S"]: "deleted_at" in item for item in ears.mention_items()}
    assert buried == {MENTION: True, f"{MENTION}/reply": True}


def test_a_webhook_source_of_which_nothing_waits_is_not_asked(ears: Ears, site: Site) -> None:
    listens(ears, site)
    ears.sweep()
    assert (site.asked, ears.ledger.cursor("reviews")) == ([], None)


def test_what_was_given_up_goes_back_to_its_own_queue_when_it_is_redriven(ears: Ears, site: Site) -> None:
    listens(ears, site)
    ears.ingest([wanting()])
    assert in_wanted() == 1
    assert ears.parked() == []


def test_what_nobody_can_fetch_is_parked_with_its_reason(ears: Ears, site: Site) -> None:
    listens(ears, site, Source("forum", "discourse", "webhook", "acme"))
    unfit = Wanted("forum", "discourse", "review", ("1",), NOON)
    spoilt = Delivery("reviews", "trustpilot", "wanted", b"{", {}, NOON)
    ears.ingest([to_message(as_delivery(unfit)), to_message(spoilt)])
    reasons = sorted(map(reason, ears.parked()))
    assert reasons[0].startswith("not a Wanted")
    assert reasons[1] == "nothing is fetched from platform 'discourse'; mend its module, then redrive"


@pytest.mark.parametrize("why", ["left the plan", "paused"])
def test_what_is_wanted_of_a_source_that_is_not_heard_now_is_parked_and_not_lost(
    ears: Ears, site: Site, why: str
) -> None:
    listens(ears, site)
    ears.ingest([a_call()])
    if why == "paused":
        Marks(names()["Ledger"]).pause("reviews", Paused(datetime.now(UTC), "ada"))
    else:
        ears.listen_to(Source("forum", "discourse", "webhook", "acme"))
    ears.sweep()
    assert (site.asked, in_wanted()) == ([], 0)
    [message] = ears.queued()
    assert from_message(message).how == "wanted"
    ears.ingest([message])
    [parked] = ears.parked()
    Marks(names()["Ledger"]).resume("reviews")
    listens(ears, site)
    ears.ingest([parked["Body"]])
    assert in_wanted() == 1


def test_what_can_not_be_read_is_left_for_the_queue_to_give_up(ears: Ears, site: Site) -> None:
    listens(ears, site)
    aws.sqs().send_message(QueueUrl=names()["Wanted"], MessageBody="junk")
    ears.ingest([a_call()])
    ears.sweep()
    assert len(site.asked) == 1
    assert in_wanted() == 1


def test_an_address_that_ends_with_the_secret_is_told_whole_and_no_other_is(ears: Ears, site: Site) -> None:
    secret = listens(ears, site)
    handler = ears.world.handler("SweepFunction")
    callbacks = [handler.credentials(one, platform(one.platform))[1] for one in (secret, FORUM)]
    assert callbacks == [
        "https://door.example.com/webhooks/reviews/path",
        "https://door.example.com/webhooks/forum",
    ]


@pytest.mark.parametrize(("how", "asked"), [("webhook", 1), ("sweep", 0)])
def test_a_lease_of_a_source_that_calls_us_is_asked_for_once_an_hour_until_it_comes(
    ears: Ears, site: Site, how: Literal["webhook", "sweep"], asked: int
) -> None:
    channel = "UC" + "a" * 22
    ears.listen_to(Source("videos", "youtube", how, "acme", url=site.url, look_for=(channel,)))
    secrets = json.dumps({"videos": "hub", "videos/token": "key"})
    aws.secretsmanager().put_secret_value(SecretId=names()["SourceSecrets"], SecretString=secrets)
    site.answers["/"] = (202, {}, b"")
    for _ in range(2):
        with contextlib.suppress(ExceptionGroup):  # what its sweep is answered is nothing
            ears.sweep()
    assert len(site.bodies) == asked
    assert all(b"webhooks%2Fvideos" in body for body in site.bodies)
