"""Each minute: is anything late, dead or quiet? Who must know is told, the outside heartbeat where all is in time."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import urllib3
from aws_lambda_powertools import Logger

from functions.audit.judging import LATE_AFTER, Overdue, Seen, audit, told, untold
from shared.audit import Audit, Finding
from shared.bus import Bus
from shared.config import read_settings
from shared.events import AlarmRaised
from shared.mark import SCHEDULED
from shared.plan import Plan
from shared.store import held
from shared.store.late import MOST, Late, overdue
from shared.store.ledger import Ledger, NoPlanError
from shared.store.marks import Marks
from shared.store.plans import Plans


class AuditError(Exception):
    """Something due is late, or a function of each minute is dead; the message says which, and since when."""


@dataclass(frozen=True, slots=True)
class Settings:
    cases_table: str
    statements_table: str
    subscribers_table: str
    ledger_table: str
    bus_name: str
    heartbeat_url: str = ""


SETTINGS = read_settings(Settings)
logger = Logger()
plans = Plans(Ledger(SETTINGS.ledger_table))
marks = Marks(SETTINGS.ledger_table)
bus = Bus(SETTINGS.bus_name)


def handle(_event: dict[str, Any], _context: object) -> dict[str, int]:
    """Raises AuditError, after everything was told, where the audit failed."""
    now = datetime.now(UTC)
    plan = plan_in_force()
    audited = audit(look(plan, now), plan, marks.last_audit(), now)
    note(audited)
    if plan is not None:
        audited = raise_alarms(audited, plan, now)
    marks.audited(audited)
    if not audited.passed:
        raise AuditError("; ".join(words(finding) for finding in audited.findings if finding.loud))
    beat()
    return {"quiet": len(audited.findings)}


def plan_in_force() -> Plan | None:
    """Without one nothing is listened to and nobody can be told; what is due and who runs is looked at all the same."""
    try:
        return plans.in_force()
    except NoPlanError:
        return None


def look(plan: Plan | None, now: datetime) -> Seen:
    before = now - LATE_AFTER
    late = {
        "cases": overdue(SETTINGS.cases_table, before),
        "bundles": overdue(SETTINGS.cases_table, before, held.DUE),
        "statements": overdue(SETTINGS.statements_table, before),
        "deliveries": overdue(SETTINGS.subscribers_table, before),
    }
    ways = {way for person in plan.people for way in person.ways()} if plan is not None else set()
    return Seen(
        late={what: _seen(found) for what, found in late.items() if found is not None},
        functions=marks.functions(SCHEDULED),
        sources=marks.sources([source.name for source in plan.sources] if plan is not None else ()),
        channels=marks.channels((*sorted(ways), "subscribers")),
        paused=marks.paused(now),
    )


def note(audited: Audit) -> None:
    """Logs each finding, and counts those that are no failure of the audit: their alarm looks at the count."""
    for finding in audited.findings:
        keys = {"kind": finding.kind, "what": finding.what, "since": finding.since.isoformat()}
        logger.error("late or dead" if finding.loud else "quiet", extra={**keys, "named": finding.name})
    quiet = sum(not finding.loud for finding in audited.findings)
    if quiet:
        print(counted(quiet, audited.at))


def counted(quiet: int, at: datetime) -> str:
    """A metric in CloudWatch's embedded format. Written only where there is something to count: silence costs nothing.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """
    function = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "audit")
    metric = {"Namespace": "Firebreak", "Dimensions": [["FunctionName"]], "Metrics": [{"Name": "Quiet"}]}
    aws = {"Timestamp": int(at.timestamp() * 1000), "CloudWatchMetrics": [metric]}
    return json.dumps({"_aws": aws, "FunctionName": function, "Quiet": quiet})


def raise_alarms(audited: Audit, plan: Plan, now: datetime) -> Audit:
    """Once a day each, by the company's days. Told before it is noted: a crash between the two tells it again."""
    day = now.astimezone(ZoneInfo(plan.company.time_zone)).date().isoformat()
    alarms = untold(audited, day)
    if not alarms:
        return audited
    bus.publish([AlarmRaised(one.kind, one.name, words(one), one.since, day) for one in alarms])
    return told(audited, day)


def words(finding: Finding) -> str:
    return f"{finding.what}, since {finding.since:%Y-%m-%d %H:%M} UTC"


def beat() -> None:
    """Tells the outside heartbeat that all is in time; who watches it notices when this stops."""
    if not SETTINGS.heartbeat_url:
        return
    try:
        answer = urllib3.request("GET", SETTINGS.heartbeat_url, timeout=3, retries=1)
    except urllib3.exceptions.HTTPError as error:
        # Its watcher notices by itself.
        logger.error("the heartbeat was not heard", reason=type(error).__name__)
        return
    if answer.status >= 400:
        logger.error("the heartbeat was refused", status=answer.status)


def _seen(late: Late) -> Overdue:
    return Overdue(late.ids, late.since, more=len(late.ids) >= MOST)
