"""One tap: who was told of a case acknowledges, escalates or resolves it by a signed link, without signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.act_on_case import telling
from shared.acting import Acting
from shared.bus import Bus
from shared.case import Case, LogEntry
from shared.case_tap import CaseTap, read
from shared.config import read_settings
from shared.form import field
from shared.pressing import LOGGED, Press, View, needless, pressed, unfit
from shared.secrets import Secrets
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import stamp
from shared.store.ledger import Ledger
from shared.store.plans import Plans


@dataclass(frozen=True, slots=True)
class Settings:
    cases_table: str
    ledger_table: str
    link_secret: str
    bus_name: str


#: Lines of a case's log that are read; a case that is told of each hour has so many after months.
MOST_LOG = 2000
SETTINGS = read_settings(Settings)
logger = Logger()
cases = CaseStore(SETTINGS.cases_table)
ledger = Ledger(SETTINGS.ledger_table)
plans = Plans(ledger)
secrets = Secrets(SETTINGS.link_secret)
acting = Acting(cases, plans, Bus(SETTINGS.bus_name))


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """A POST does what the link is for; a GET, or whatever else follows a link, shows it and changes nothing."""
    now = datetime.now(UTC)
    tap = read(secrets.of("key")[0], (event.get("pathParameters") or {}).get("token", ""), now)
    case = cases.get(tap.case_id) if tap is not None else None
    if tap is None or case is None:
        return telling.void()
    view = View(plans.version(case.plan_version), plans.in_force(), now)
    if tap.person not in {person.id for person in view.plan.people}:
        return telling.void()  # the mail is still there, its reader is not
    press = Press(tap.case_id, tap.deed, tap.person, tap.telling)
    posted = event["requestContext"]["http"]["method"] == "POST"
    cause = field(event, telling.CAUSE) if posted and tap.deed == "resolve" else ""
    why = needless(case, press, view)
    if why is not None:
        return telling.stale(case, view, why, since(tap), 409 if posted else 200, cause)
    wrong = unfit(cause) if posted and tap.deed == "resolve" else None
    if not posted or wrong is not None:
        return telling.ask(case, press, view, since(tap), cause, wrong)
    return acted(tap, case, press, view, cause)


def acted(tap: CaseTap, case: Case, press: Press, view: View, cause: str) -> dict[str, Any]:
    """Claims the link, then does it. A crash between the two costs a second press, and neither more nor less."""
    if used(tap, view.now):
        why = f"You have used this link, and the case has gone on since. Who has it now: {view.holder(case)}."
        return telling.stale(case, view, why, since(tap), 409)
    outcome = acting.do(case.id, tap.person, view.now, lambda found, _own: pressed(found, press, view, cause))
    if isinstance(outcome, Refused):
        return telling.stale(cases.get(case.id) or case, view, outcome.why, since(tap), 409, cause)
    logger.info("a case was acted on by a link", case_id=case.id, deed=tap.deed, person=tap.person)
    return telling.done(outcome, press, view)


def used(tap: CaseTap, now: datetime) -> bool:
    """Whether the link has done its deed before. The claim says that it was pressed, the log whether it was done.

    A press that broke off after the claim is in the claim alone: then the link is as good as new.
    """
    key = f"case-tap#{tap.case_id}#{tap.deed}#{tap.person}#{tap.telling}"
    first = ledger.pointer(key, stamp(now), now, tap.until - now)
    if first == stamp(now):
        return False
    pressed_at = datetime.fromisoformat(first)
    return any(
        entry.who == tap.person and entry.when >= pressed_at and entry.what.startswith(LOGGED[tap.deed])
        for entry in cases.log(tap.case_id, MOST_LOG)
    )


def since(tap: CaseTap) -> list[LogEntry]:
    """What happened since the link's person was told."""
    return [entry for entry in cases.log(tap.case_id, MOST_LOG) if entry.when > tap.told_at]
