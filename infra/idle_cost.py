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
HOURS_A_MONTH = 730
MINUTES_A_MONTH = HOURS_A_MONTH * 60
RUNS_A_MONTH = {"rate(1 minute)": MINUTES_A_MONTH, "rate(1 hour)": HOURS_A_MONTH}
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
    "RecheckFunction": 1.0,
}
#: Assumed: ways by which the plan tells people, each of which the audit looks at.
WAYS = 3
#: Read in the code: units of the reads that a minute's run makes when it finds nothing to do. Sweep: the plan's
#: version, each source's cursor, and (one half) which are paused. DetectStorm: the pending index (one half) and the
#: watermark. Escalate: two indexes, one of them for two kinds. PublishStatement: the listed index and the plan's
#: version. Deliver: the due index. Audit: four queries (one half each), the plan's version, its own last result, the
#: functions' marks, one of each source, one of each way and of the mails to subscribers, and (one half) who is paused.
#: Recheck, each hour: the plan's version, its place, who is paused (for three platforms), sixteen parts of indexes.
READ_UNITS = {
    "SweepFunction": 1 + SOURCES + 0.5,
    "DetectStormFunction": 1.5,
    "EscalateFunction": 1.5,
    "PublishStatementFunction": 1.5,
    "DeliverFunction": 0.5,
    "AuditFunction": 4 / 2 + 3 + SOURCES + WAYS + 1 + 0.5,
    "RecheckFunction": 1 + 1 + 3 * 0.5 + 4 * 4 / 2,
}
#: Read in the code: a function says every other minute that it ran (shared/mark.py). The audit says what it found each
#: minute.
MARKED_EVERY = 2
#: Assumed: what Lambda and the function write to the log at each run.
LOGGED_BYTES_A_RUN = 0.7 * KB
#: Seen by others, in the queues' metrics: Lambda asks an empty queue 15 times a minute (five pollers of 20 s).
POLLS_A_MINUTE = 15
#: Read in the code: a minute's sweep asks once whether anything is wanted.
SWEEP_POLLS_A_MINUTE = 1
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
    runs_of = {
        function: RUNS_A_MONTH[event["Properties"]["ScheduleExpression"]]
        for function, event in _events(template)
        if event["Type"] == "ScheduleV2"
    }
    queues = sum(event["Type"] == "SQS" for _, event in _events(template))
    runs = sum(runs_of.values())
    memory = template["Globals"]["Function"]["MemorySize"] / 1024
    seconds = sum(times * RUN_SECONDS[function] for function, times in runs_of.items())
    reads = sum(times * READ_UNITS[function] for function, times in runs_of.items())
    secrets = _of_type(template, "AWS::SecretsManager::Secret")
    used: dict[str, tuple[str, float]] = {
        "cloudwatch.alarm_metrics": ("alarms", sum(alarm_metrics(each) for each in alarms["Resources"].values())),
        "secrets.secrets": ("secrets", len(secrets)),
        "sqs.requests": ("polls of empty queues", (queues * POLLS_A_MINUTE + SWEEP_POLLS_A_MINUTE) * MINUTES_A_MONTH),
        "dynamodb.storage": ("tables", TABLES_GB),
        "dynamodb.point_in_time_recovery": ("their point-in-time recovery", TABLES_GB),
        "lambda.arm64_gb_seconds": ("the minutes' runs", seconds * memory),
        "events.schedules": ("starts of the minutes' runs", runs),
        "lambda.requests": ("the same, at Lambda", runs),
        "cloudwatch.logs_taken_in": ("logs", runs * LOGGED_BYTES_A_RUN / GB),
        "dynamodb.read_units": ("reads", reads),
        "dynamodb.write_units": ("cursors moved, marks set", _writes(list(runs_of.values()))),
        "s3.gets": ("looks at the page's manifest", MINUTES_A_MONTH),
        "cloudfront.https_requests": ("a monitor that reads the page", MINUTES_A_MONTH),
    }
    return [Line(what, units, prices[price]) for price, (what, units) in used.items()]


def _writes(runs: list[int]) -> float:
    """Units of the writes in a month: each sweep moves a cursor and sets a mark; the audit writes its own result.

    What runs each hour moves its place.
    """
    swept = SOURCES * 2 * MINUTES_A_MONTH / SWEPT_EVERY
    each_minute, each_hour = runs.count(MINUTES_A_MONTH), runs.count(HOURS_A_MONTH)
    marked = (each_minute - 1) * MINUTES_A_MONTH / MARKED_EVERY + each_hour * HOURS_A_MONTH
    return swept + marked + MINUTES_A_MONTH


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
