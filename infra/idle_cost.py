"""What a deployment costs in a month in which nothing happens: `python -m infra.idle_cost`.

What is counted, is counted in the templates. What is assumed, is named below.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.sam_template import FUNCTION, read_template
from infra.prices import Price, read_prices

ROOT = Path(__file__).parent.parent
MINUTES_A_MONTH = 730 * 60
KB, GB = 1_000, 1_000_000_000

#: Assumed: swept sources, and the minutes from one sweep of a source to the next (the plan says both).
SOURCES, SWEPT_EVERY = 3, 5
#: Assumed, not measured on AWS: seconds that a minute's run is billed for. Sweep waits for other people's servers.
RUN_SECONDS = {
    "SweepFunction": 0.3,
    "DetectStormFunction": 0.1,
    "EscalateFunction": 0.2,
    "PublishStatementFunction": 0.2,
    "DeliverFunction": 0.2,
    "AuditFunction": 0.2,
}
#: Assumed: ways by which the plan tells people, each of which the audit looks at.
WAYS = 3
#: Read in the code: units of the reads that a minute's run makes when it finds nothing to do. Sweep: the plan's version
#: and each source's cursor. DetectStorm: the pending index (one half) and the watermark. Escalate: two indexes,
#: one of them for two kinds. PublishStatement: the listed index and the plan's version. Deliver: the due index. Audit:
#: four queries (one half each), the plan's version, its own last result, the functions' marks, one of each source, one
#: of each way and of the mails to subscribers.
READ_UNITS = {
    "SweepFunction": 1 + SOURCES,
    "DetectStormFunction": 1.5,
    "EscalateFunction": 1.5,
    "PublishStatementFunction": 1.5,
    "DeliverFunction": 0.5,
    "AuditFunction": 4 / 2 + 3 + SOURCES + WAYS + 1,
}
#: Read in the code: a function says every other minute that it ran (shared/mark.py). The audit says what it found each
#: minute.
MARKED_EVERY = 2
#: Assumed: what Lambda and the function write to the log at each run.
LOGGED_BYTES_A_RUN = 0.7 * KB
#: Seen by others, in the queues' metrics: Lambda asks an empty queue 15 times a minute (five pollers of 20 s).
POLLS_A_MINUTE = 15
#: Assumed: what the tables hold.
TABLES_GB = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill."""

    what: str
    units: float
    price: Price

    @property
    def listed(self) -> float:
        return self.price.of(self.units)

    @property
    def paid(self) -> float:
        return self.price.beyond_free(self.units)


def idle_month(template: dict[str, Any], alarms: dict[str, Any], prices: dict[str, Price]) -> list[Line]:
    """The bill of an idle month; raises KeyError for a scheduled function of which nothing is assumed yet."""
    scheduled = [function for function, event in _events(template) if event["Type"] == "ScheduleV2"]
    queues = sum(event["Type"] == "SQS" for _, event in _events(template))
    runs = len(scheduled) * MINUTES_A_MONTH
    memory = template["Globals"]["Function"]["MemorySize"] / 1024
    seconds = MINUTES_A_MONTH * sum(RUN_SECONDS[function] for function in scheduled)
    reads = MINUTES_A_MONTH * sum(READ_UNITS[function] for function in scheduled)
    secrets = _of_type(template, "AWS::SecretsManager::Secret")
    used: dict[str, tuple[str, float]] = {
        "cloudwatch.alarm_metrics": ("alarms", sum(alarm_metrics(each) for each in alarms["Resources"].values())),
        "secrets.secrets": ("secrets", len(secrets)),
        "sqs.requests": ("Lambda's polls of empty queues", queues * POLLS_A_MINUTE * MINUTES_A_MONTH),
        "dynamodb.storage": ("tables", TABLES_GB),
        "dynamodb.point_in_time_recovery": ("their point-in-time recovery", TABLES_GB),
        "lambda.arm64_gb_seconds": ("the minutes' runs", seconds * memory),
        "events.schedules": ("starts of the minutes' runs", runs),
        "lambda.requests": ("the same, at Lambda", runs),
        "cloudwatch.logs_taken_in": ("logs", runs * LOGGED_BYTES_A_RUN / GB),
        "dynamodb.read_units": ("reads", reads),
        "dynamodb.write_units": ("cursors moved, marks set", _writes(len(scheduled))),
        "s3.gets": ("looks at the page's manifest", MINUTES_A_MONTH),
        "cloudfront.https_requests": ("a monitor that reads the page", MINUTES_A_MONTH),
    }
    return [Line(what, units, prices[price]) for price, (what, units) in used.items()]


def _writes(scheduled: int) -> float:
    """Units of the writes in a month: each sweep moves a cursor and sets a mark; the audit writes its own result."""
    swept = SOURCES * 2 * MINUTES_A_MONTH / SWEPT_EVERY
    return swept + (scheduled - 1) * MINUTES_A_MONTH / MARKED_EVERY + MINUTES_A_MONTH


def alarm_metrics(resource: dict[str, Any]) -> int:
    """How many metrics an alarm is charged for; none for what isn't an alarm."""
    if resource["Type"] != "AWS::CloudWatch::Alarm":
        return 0
    metrics = resource["Properties"].get("Metrics")
    return 1 if metrics is None else sum("MetricStat" in metric for metric in metrics)


def table(lines: list[Line]) -> str:
    """The bill as a table, the dearest line first."""
    rows = [f"{'an idle month':<32}{'units':>14}  {'list, $':>8}{'to pay, $':>10}"]
    for line in sorted(lines, key=lambda line: -line.listed):
        rows.append(f"{line.what:<32}{line.units:>14,.2f}  {line.listed:>8.2f}{line.paid:>10.2f}  {line.price.unit}")
    listed, paid = sum(line.listed for line in lines), sum(line.paid for line in lines)
    return "\n".join(
        [*rows, f"{'in all':<46}  {listed:>8.2f}{paid:>10.2f}  the second after AWS's lasting free allowance"]
    )


def _events(template: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, resource in _of_type(template, FUNCTION).items():
        for event in resource["Properties"].get("Events", {}).values():
            yield name, event


def _of_type(template: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {name: resource for name, resource in template["Resources"].items() if resource["Type"] == kind}


def main() -> int:
    template, alarms = read_template(ROOT / "template.yaml"), read_template(ROOT / "infra/alarms.yaml")
    print(table(idle_month(template, alarms, read_prices())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
