"""One tap: the person who is reminded of a promise reads "nothing new yet" and says it, by a signed link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.keep_promise import telling
from shared.config import read_settings
from shared.form import field
from shared.nothing_new import say, words_hash, words_of
from shared.plan import Plan
from shared.secrets import Secrets
from shared.statement import Statement
from shared.statement_moves import Refused
from shared.statement_room import unkeepable
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.plans import Plans
from shared.store.statements import StatementStore
from shared.tap import Tap, read


@dataclass(frozen=True, slots=True)
class Settings:
    statements_table: str
    ledger_table: str
    link_secret: str


SETTINGS = read_settings(Settings)
logger = Logger()
statements = StatementStore(SETTINGS.statements_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
secrets = Secrets(SETTINGS.link_secret)


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """A GET shows the words and changes nothing; a POST says them, if they are still those that were read."""
    now = datetime.now(UTC)
    tap = read(secrets.of("key")[0], event.get("pathParameters", {}).get("token", ""), now)
    statement = statements.get(tap.statement_id) if tap is not None else None
    if tap is None or statement is None:
        return telling.void()
    promise = statement.promise
    if promise is None or promise.number != tap.word:
        return telling.kept_already(statement)
    plan = plans.in_force()
    if tap.person not in {person.id for person in plan.people}:
        return telling.void()  # the mail is still there, its reader is not
    words = words_of(statement, plan, tap.person)
    if isinstance(words, Refused):
        return telling.refused(words.why)
    if event["requestContext"]["http"]["method"] != "POST":
        return telling.ask(statement, words, plan, now)
    if field(event, "read") != words_hash(words):
        return telling.ask(statement, words, plan, now, again=True)
    return spoken(statement, tap, plan, now)


def spoken(statement: Statement, tap: Tap, plan: Plan, now: datetime) -> dict[str, Any]:
    said = say(statement, tap.person, now, plan)
    if isinstance(said, Statement):
        said = unkeepable(said) or said
    if isinstance(said, Refused):
        return telling.refused(said.why)
    try:
        statements.save(said)
    except LostRaceError:
        return telling.refused("somebody changed this statement at the same moment. Open the link again.")
    logger.info("nothing new was said by a tap", statement_id=statement.id, word=said.updates[-1].number)
    return telling.said(said, plan)
