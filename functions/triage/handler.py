"""Gives each mention version its verdict, from the Mentions table's stream, and tells the bus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from shared.triage.judge import triage
from shared.bus import Bus
from shared.config import read_settings
from shared.events import MentionTriaged
from shared.mention import Mention
from shared.plan import Plan
from shared.store.failures import park_mention
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore, known
from shared.store.plans import Plans
from shared.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Settings:
    mentions_table: str
    ledger_table: str
    bus_name: str
    triage_dead_letters_url: str


SETTINGS = read_settings(Settings)
logger = Logger()
mentions = MentionStore(SETTINGS.mentions_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
bus = Bus(SETTINGS.bus_name)


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """One verdict a record. What AWS refuses comes again; a mention that can't be judged waits to be redriven."""
    now = datetime.now(UTC)
    plan = plans.in_force()
    told: list[MentionTriaged] = []
    failed: list[str] = []
    for record in event["Records"]:
        change = record["dynamodb"]
        try:
            triaged = judge(change["NewImage"], plan, now)
        except (ClientError, BotoCoreError) as error:
            # Not the error's text: AWS may quote the item in it.
            logger.error("verdict not kept", sequence_number=change["SequenceNumber"], error=type(error).__name__)
            failed.append(change["SequenceNumber"])
            continue
        except Exception as error:
            logger.exception("no verdict", sequence_number=change["SequenceNumber"])
            park_mention(SETTINGS.triage_dead_letters_url, change["Keys"]["id"]["S"], type(error).__name__)
            continue
        if triaged is not None:
            told.append(triaged)
    bus.publish(told)
    logger.info("triaged", mentions=len(told), urgent=sum(t.priority == "urgent" for t in told), failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}


def judge(image: dict[str, Any], plan: Plan, now: datetime) -> MentionTriaged | None:
    """Keeps the verdict and returns the event; None for a tombstone, or where a newer version has come."""
    if "doc" not in image:
        return None
    mention = known(image).mention
    verdict = triage(mention, plan, now)
    try:
        mentions.put_verdict(verdict)
    except LostRaceError:
        return None
    return event_of(mention, verdict)


def event_of(mention: Mention, verdict: Verdict) -> MentionTriaged:
    return MentionTriaged(
        mention_id=mention.id,
        mention_version=mention.version,
        brand=mention.brand,
        source=mention.source,
        author=mention.author_key,
        kind=verdict.kind,
        complaint=verdict.is_complaint and not mention.from_staff,
        severity=verdict.severity,
        priority=verdict.priority,
        instance=verdict.instance,
        public=mention.public,
        created_at=mention.created_at,
        seen_at=mention.seen_at,
        platform=mention.platform,
        angry=verdict.angry and not mention.from_staff,
        # Where a platform doesn't say who passed it on, all who did anything with it stand for them.
        reposts=mention.engagement if mention.reposts is None else mention.reposts,
        reach=mention.author.followers or 0,
        from_staff=mention.from_staff,
    )
