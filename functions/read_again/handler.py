"""Asks the plan's second reader about a mention that triage was unsure of, and has it judged again with the answer.

Nobody waits for it: triage's verdict stands meanwhile, and the mention is in the people's queue of doubts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from shared.codec import convert
from shared.config import read_settings
from shared.events import MentionDoubted
from shared.opinion import Opinion
from shared.plan import Plan, SecondReader
from shared.second.choosing import reader_of
from shared.second.reader import LastingError, Reader
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.opinions import Given, Opinions
from shared.store.plans import Plans


@dataclass(frozen=True, slots=True)
class Settings:
    mentions_table: str
    ledger_table: str


class NotReadError(Exception):
    """The second reader did not answer; Lambda tries again, and then the event waits in Failures."""


SETTINGS = read_settings(Settings)
logger = Logger()
mentions = MentionStore(SETTINGS.mentions_table)
opinions = Opinions(SETTINGS.ledger_table)
plans = Plans(Ledger(SETTINGS.ledger_table))


def handle(event: dict[str, Any], _context: object, readers: Callable[[SecondReader], Reader] = reader_of) -> None:
    """`readers` gives the plan's reader; tests pass their own."""
    now = datetime.now(UTC)
    doubted = convert(MentionDoubted, event["detail"])
    plan = plans.in_force()
    known = mentions.get(doubted.mention_id)
    if plan.second_reader is None or known is None or known.mention.version != doubted.mention_version:
        return
    if not known.mention.public or known.mention.from_staff:
        return
    if known.verdict is not None and known.verdict.judged_by == "person":
        # Somebody was quicker: a machine's opinion would be paid for, and not be heard.
        return
    given = opinions.of([doubted.mention_id]).get(doubted.mention_id)
    if given is None or given.mention_version != doubted.mention_version:
        opinion = asked(readers(plan.second_reader), known.mention.text, plan, plan.second_reader, now)
        if opinion is None:
            return
        kept = Given(doubted.mention_id, doubted.mention_version, opinion)
        opinions.put(kept, now, plan.company.keep_texts)
    # Also where the opinion was kept by a run that ended here: what is judged again with it is the same.
    mentions.rejudge(doubted.mention_id, now)


def asked(reader: Reader, text: str, plan: Plan, rules: SecondReader, now: datetime) -> Opinion | None:
    """What the reader says; None where it may not be asked today, or refuses until somebody changes something.

    Raises NotReadError where it may answer soon.
    """
    if not opinions.take_turn(now, rules.most_a_day):
        logger.info("second reader was asked as often as it may be today", most_a_day=rules.most_a_day)
        return None
    try:
        opinion = reader.read(text, plan.instances)
    except LastingError as error:
        if opinions.give_back(now, str(error)):
            logger.error("second reader refuses", reason=str(error))
        return None
    except (ClientError, BotoCoreError) as error:
        # Not the error's text: AWS may quote what it was sent.
        code = error.response.get("Error", {}).get("Code", "?") if isinstance(error, ClientError) else ""
        reason = f"{reader.name} did not answer ({code or type(error).__name__})"
        opinions.give_back(now, reason)
        raise NotReadError(reason) from None
    opinions.spent(now, opinion.cost_usd)
    logger.info("second reader was asked", reader=opinion.reader, kind=opinion.kind, cost_usd=opinion.cost_usd)
    return opinion
