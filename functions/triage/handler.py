"""Gives each mention version its verdict, from the Mentions table's stream, and tells the bus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from functions.triage.histories import KnownAuthors, known_of
from functions.triage.lessons import Taught
from functions.triage.models import Judging
from functions.triage.told import Judged, doubted_of, event_of
from shared.bus import Bus
from shared.config import read_settings
from shared.plan import Plan
from shared.store.doubts import Doubts
from shared.store.failures import park_mention
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore, known
from shared.store.models import Models
from shared.store.plans import Plans
from shared.store.said import Said, said_of
from shared.triage.doubt import doubtful
from shared.triage.judge import triage
from shared.triage.lessons import Lessons
from shared.triage.mending import mended
from shared.triage.model import Model


@dataclass(frozen=True, slots=True)
class Settings:
    mentions_table: str
    ledger_table: str
    bus_name: str
    triage_dead_letters_url: str


SETTINGS = read_settings(Settings)
logger = Logger()
mentions = MentionStore(SETTINGS.mentions_table)
doubts = Doubts(SETTINGS.mentions_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
taught = Taught(SETTINGS.ledger_table, SETTINGS.mentions_table)
judging = Judging(Models(SETTINGS.ledger_table))
bus = Bus(SETTINGS.bus_name)


@dataclass(frozen=True, slots=True)
class Known:
    """What a batch is judged by, beside the mentions' own words."""

    plan: Plan
    model: Model | None
    lessons: Lessons
    said: Said
    authors: KnownAuthors


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """One verdict a record. What AWS refuses comes again; a mention that can't be judged waits to be redriven."""
    now = datetime.now(UTC)
    again = judged_before(event["Records"])
    by = Known(
        plan=plans.in_force(),
        model=judging.in_force(now),
        # A mention that was brought again may bring a person's word: what follows from it is known at once.
        lessons=taught.lessons(fresh=bool(again)),
        said=said_of(SETTINGS.ledger_table, again),
        authors=known_of(SETTINGS.mentions_table, (record["dynamodb"]["NewImage"] for record in event["Records"])),
    )
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
        except Exception as error:
            logger.exception("no verdict", sequence_number=change["SequenceNumber"])
            park_mention(SETTINGS.triage_dead_letters_url, change["Keys"]["id"]["S"], type(error).__name__)
            continue
        if judged is not None:
            done.append(judged)
    bus.publish([event_of(one.mention, one.verdict) for one in done])
    # After the verdicts: a second reader comes second.
    bus.publish([doubted_of(one) for one in done if by.plan.second_reader is not None and one.to_be_read])
    urgent, doubted = sum(one.verdict.priority == "urgent" for one in done), sum(one.doubt is not None for one in done)
    logger.info("triaged", mentions=len(done), urgent=urgent, doubted=doubted, failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}


def judged_before(records: list[dict[str, Any]]) -> list[str]:
    """The mentions of which somebody may have said something: those that were brought again. A new one has no mark."""
    changes = (record["dynamodb"] for record in records)
    return [change["Keys"]["id"]["S"] for change in changes if "touched_at" in change["NewImage"]]


def judge(image: dict[str, Any], by: Known, now: datetime) -> Judged | None:
    """Keeps the verdict, and whether a person should read it; None for a tombstone, or where a newer version came."""
    if "doc" not in image:
        return None
    mention = known(image).mention
    correction, opinion = by.said.correction(mention.id, mention.version), by.said.opinion(mention.id, mention.version)
    history = by.authors.of(mention)
    ours = triage(mention, by.plan, now, model=by.model, history=history, lessons=by.lessons)
    verdict = mended(ours, by.plan, correction, opinion)
    try:
        mentions.put_verdict(verdict)
    except LostRaceError:
        return None
    by.authors.noted(mention, verdict, by.plan)
    doubt = doubtful(verdict, mention)
    if doubt is not None:
        doubts.put(mention, verdict, doubt)
    elif "doubted_on" in image:
        doubts.take_off(mention)
    return Judged(mention, verdict, doubt, read=opinion is not None)
