"""A storm of urgent mentions through the functions that open cases and tell people, with a clock of its own."""

from __future__ import annotations

import json
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from moto import mock_aws
from moto.sesv2.models import sesv2_backends

from infra.bench.chain import batches
from infra.bench.worlds import functions_environment
from infra.drill.routing import subscribers_of
from infra.drill.transactions import quick_transactions
from shared import aws
from shared.mention import Author
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from tests.builders import NOON, a_mention, a_plan
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.nouns import a_storm, a_verdict

#: The storm lasts so long, however many mentions it has.
LASTS = timedelta(hours=1)
#: After so many, or a quarter where there are fewer, detection says that it may be one.
SUSPECTED_AFTER = 100
MINUTE, WINDOW = timedelta(minutes=1), timedelta(minutes=10)
#: The functions that are called; what else hears of a storm is not measured.
CALLED = ("OpenCaseFunction", "NotifyOwnerFunction")
#: No more mentions come after so many seconds; the report says how many did.
MOST_SECONDS = 900.0
#: A transaction in the double copies its table: what has joined is taken out again after so many mentions.
SWEPT_AFTER = 50


@dataclass(slots=True)
class Burst:
    """What became of the mentions, of so many that were asked for; `notices` are when and to whom, in order."""

    asked: int
    mentions: int
    opened: int = 0
    merged: int = 0
    open: int = 0
    gathered: int = 0
    seconds: float = 0.0
    notices: list[tuple[datetime, str]] = field(default_factory=list)

    def most_within(self, person: str, span: timedelta = WINDOW) -> int:
        """The most notices that this person had in any stretch of that length."""
        times = [at for at, to in self.notices if to == person]
        return max((bisect_right(times, at + span) - first for first, at in enumerate(times)), default=0)


def burst(mentions: int, lasts: timedelta = LASTS) -> Burst:
    """So many mentions, evenly over that time."""
    made = Burst(mentions, mentions)
    with functions_environment(), mock_aws(), quick_transactions(), time_machine.travel(NOON, tick=False) as clock:
        world = World()
        world.build()
        Ledger(names()["Ledger"]).publish_plan(a_plan())
        began = time.perf_counter()
        for number in range(mentions):
            if time.perf_counter() - began > MOST_SECONDS:
                made.mentions = number
                break
            clock.move_to(max(NOON + lasts * number / mentions, datetime.now(UTC)))
            world.call("OpenCaseFunction", _triaged(number))
            if number + 1 == min(SUSPECTED_AFTER, max(1, mentions // 4)):
                world.call("OpenCaseFunction", _suspected())
            _let_minutes_pass(world, clock, made, NOON + lasts * (number + 1) / mentions)
            if number % SWEPT_AFTER == SWEPT_AFTER - 1:
                _sweep()
        made.seconds = time.perf_counter() - began
        _count(made)
    return made


def _let_minutes_pass(world: World, clock: time_machine.Traveller, made: Burst, to: datetime) -> None:
    """Each minute what the bus holds is told, and what is due."""
    if to - NOON < MINUTE:
        _carry(world, made)
    while (minute := datetime.now(UTC).replace(second=0, microsecond=0) + MINUTE) <= to:
        clock.move_to(minute)
        world.call("EscalateFunction", {})
        _carry(world, made)


def _carry(world: World, made: Burst) -> None:
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            event = json.loads(message["Body"])
            for function in subscribers_of(event):
                if function in CALLED:
                    world.call(function, event)
    made.notices += [(datetime.now(UTC), to) for to in _mails()[len(made.notices) :]]


def _mails() -> list[str]:
    """Whom the double of SES sent a mail, in order."""
    sent = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages
    return [address.partition("@")[0] for message in sent for address in message.destinations["ToAddresses"]]


def _triaged(number: int) -> dict[str, Any]:
    """An urgent mention that is kept and judged, by somebody new, and the event of it."""
    author = Author(id=f"u{number}", name="Mia", handle=f"mia{number}")
    mention = a_mention(str(number), author=author, created_at=datetime.now(UTC))
    store = MentionStore(names()["Mentions"])
    store.keep(mention)
    store.put_verdict(a_verdict(mention))
    detail = {
        "mention_id": mention.id,
        "mention_version": mention.version,
        "brand": mention.brand,
        "source": mention.source,
        "author": mention.author_key,
        "kind": "specific_complaint",
        "complaint": True,
        "severity": 3,
        "priority": "urgent",
        "instance": "website_problem",
        "public": True,
        "created_at": mention.created_at.isoformat(),
        "seen_at": mention.seen_at.isoformat(),
    }
    return {"detail-type": "MentionTriaged", "detail": detail}


def _suspected() -> dict[str, Any]:
    storm = a_storm(began_at=NOON)
    StormStore(names()["Storms"]).create(storm)
    detail = {"storm_id": storm.id, "brand": storm.brand, "instance": storm.instance}
    return {"detail-type": "StormSuspected", "detail": detail}


def _sweep() -> None:
    cases, name = CaseStore(names()["Cases"]), names()["Cases"]
    for case in cases.listed("open", 500):
        for some in batches(cases.mentions(case.id, most=None) if case.storm_id else [], 25):
            keys: Any = [{"id": {"S": case.id}, "part": {"S": f"mention#{one}"}} for one in some]
            aws.dynamodb().batch_write_item(RequestItems={name: [{"DeleteRequest": {"Key": key}} for key in keys]})


def _count(made: Burst) -> None:
    cases = CaseStore(names()["Cases"])
    still, over = cases.listed("open", 1000), cases.listed("resolved", 1000)
    made.open, made.opened = len(still), len(still) + len(over)
    made.merged = sum(case.merged_into is not None for case in over)
    made.gathered = sum(case.mentions for case in still)
