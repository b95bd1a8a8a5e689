"""Gives each mention version its verdict, from the Mentions table's stream, and tells the bus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from functions.triage.customers import KnownCustomers
from functions.triage.faults import Faults
from functions.triage.histories import known_of
from functions.triage.known import Known, complaints_and_questions, verdict_of
from functions.triage.lessons import Taught
from functions.triage.models import Judging
from functions.triage.place import place_of
from functions.triage.told import Judged, doubted_of, event_of
from shared.bus import Bus
from shared.config import read_settings
from shared.secrets import Secrets
from shared.store.doubts import Doubts
from shared.store.failures import park_mention
from shared.store.items import Item, LostRaceError
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore, known
from shared.store.models import Models
from shared.store.plans import Plans
from shared.store.said import said_of
from shared.triage.doubt import doubtful


@dataclass(frozen=True, slots=True)
class Settings:
    mentions_table: str
    ledger_table: str
    bus_name: str
    triage_dead_letters_url: str
    link_secret: str


SETTINGS = read_settings(Settings)
logger = Logger()
mentions = MentionStore(SETTINGS.mentions_table)
doubts = Doubts(SETTINGS.mentions_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
taught = Taught(SETTINGS.ledger_table, SETTINGS.mentions_table)
judging = Judging(Models(SETTINGS.ledger_table))
customers = KnownCustomers(SETTINGS.ledger_table, Secrets(SETTINGS.link_secret))
faults = Faults()
bus = Bus(SETTINGS.bus_name)


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """One verdict a record. What AWS refuses comes again; a mention that can't be judged waits to be redriven."""
    now = datetime.now(UTC)
    again, images = judged_before(event["Records"]), [record["dynamodb"]["NewImage"] for record in event["Records"]]
    by = Known(
        plan=plans.in_force(),
        model=judging.in_force(now),
        # A mention that was brought again may bring a person's word: what follows from it is known at once.
        lessons=taught.lessons(fresh=bool(again)),
        said=said_of(SETTINGS.ledger_table, again),
        authors=known_of(SETTINGS.mentions_table, images),
    )
    if customers.listed():
        by = replace(by, customers=customers.among(complaints_and_questions(images, by, now)))
    done: list[Judged] = []
    failed: list[str] = []
    for record in event["Records"]:
        change = record["dynamodb"]
        try:
            judged = judge(change["NewImage"], by, now)
        except (ClientError, BotoCoreError) as error:
            # Not the error's text: AWS may quote the item in it.
            logger.error("verdict not kept", sequence_number=change["SequenceNumber"], error=type(error).__name__)
            failed.append(change["SequenceNumber"])
            continue
        except Exception as error:  # noqa: BLE001  # whatever it is, it is this mention's alone: it waits to be redriven
            # Nor this one's: a KeyError, say, quotes a word that a customer wrote.
            number, kind = change["SequenceNumber"], type(error).__name__
            logger.error("no verdict", sequence_number=number, error=kind, where=place_of(error))
            park_mention(SETTINGS.triage_dead_letters_url, change["Keys"]["id"]["S"], kind)
            continue
        if judged is not None:
            done.append(judged)
    bus.publish([event_of(one.mention, one.verdict) for one in done])
    # After the verdicts: a second reader comes second.
    bus.publish([doubted_of(one) for one in done if by.plan.second_reader is not None and one.to_be_read])
    faults.tell({one.verdict.language for one in done})
    urgent, doubted = sum(one.verdict.priority == "urgent" for one in done), sum(one.doubt is not None for one in done)
    logger.info("triaged", mentions=len(done), urgent=urgent, doubted=doubted, failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}


def judged_before(records: list[dict[str, Any]]) -> list[str]:
    """The mentions of which somebody may have said something: those that were brought again. A new one has no mark."""
    changes = (record["dynamodb"] for record in records)
    return [change["Keys"]["id"]["S"] for change in changes if "touched_at" in change["NewImage"]]


def judge(image: Item, by: Known, now: datetime) -> Judged | None:
    """Keeps the verdict, and whether a person should read it; None for a tombstone, or where a newer version came."""
    if "doc" not in image:
        return None
    mention = known(image).mention
    verdict = verdict_of(mention, by, now, replace(by.authors.of(mention), customer=by.customers.get(mention.id)))
    try:
        mentions.put_verdict(verdict)
    except LostRaceError:
        return None
    by.authors.noted(mention, verdict, by.plan)
    doubt = doubtful(verdict, mention)
    if doubt is not None:
        doubts.put(mention, verdict, doubt)
    elif "doubted_on" in image or "touched_at" in image:
        # Also where the image says nothing of a doubt: a batch that comes again may have put it there since.
        doubts.take_off(mention)
    return Judged(mention, verdict, doubt, read=by.said.opinion(mention.id, mention.version) is not None)
