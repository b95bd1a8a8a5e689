"""What a million mentions cost, service by service: the sample's calls, counted and priced by infra/prices.toml."""

from __future__ import annotations

import math
from dataclasses import dataclass

from infra.bench.figures import table
from infra.bench.meter import Meter
from infra.bench.playing import Player
from infra.bench.recorded import STORM, TRICKLE, Recorded, Step, recordings
from infra.bench.timing import Timed
from infra.bench.wire import Wire
from infra.bench.worlds import function_log, functions_environment
from infra.prices import read_prices
from tests.harness import template as t

MILLION = 1_000_000
#: Memory at which Lambda gives a function one whole processor, in MB; below it, so much less of one.
#: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
WHOLE_CPU_MB = 1769
#: Assumed, not measured: what a call takes on its way to AWS and back, in milliseconds.
ROUND_TRIP_MS = {"dynamodb": 5, "sqs": 8, "events": 12, "s3": 25, "sesv2": 60, "secretsmanager": 15}
#: What Lambda itself writes to the log of each run (START, END and REPORT), in bytes, about.
LAMBDA_LOG_BYTES = 350
GB = 1_000_000_000

NAMES = {
    "http_api.requests": "HTTP API: calls of the door",
    "sqs.requests": "SQS: sends, Lambda's polls, the storm's queue",
    "dynamodb.write_units": "DynamoDB: write units",
    "dynamodb.read_units": "DynamoDB: read units",
    "events.custom_events": "EventBridge: events",
    "lambda.requests": "Lambda: runs",
    "lambda.arm64_gb_seconds": "Lambda: GB-seconds",
    "cloudwatch.logs_taken_in": "CloudWatch: logs, GB",
    "ses.mails": "SES: mails",
    "s3.puts": "S3: puts and lists of the page",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What so many posts used."""

    posts: int
    meter: Meter

    def of_a_million(self, price: str) -> float:
        return self.meter.units.get(price, 0.0) * MILLION / self.posts


def report() -> str:
    trickle, storm = measure()
    return f"{_bill(trickle, storm)}\n{_calls(trickle, storm)}"


def measure() -> tuple[Counted, Counted]:
    """The sample one mention at a time, and in full batches."""
    with functions_environment():
        made = recordings()
        return _counted(made.wire, made.trickle), _counted(made.wire, made.storm)


def _counted(wire: Wire, recorded: Recorded) -> Counted:
    player, meter = Player(wire), Meter()
    memory = t.template()["Globals"]["Function"]["MemorySize"]
    with player.at_work():
        player.warm(recorded.steps)
        for step in recorded.steps:
            meter.count(step)
            logged, timed = function_log().written, Timed()
            player.play(step, timed)
            logged = function_log().written - logged + LAMBDA_LOG_BYTES
            meter.units["cloudwatch.logs_taken_in"] += logged / GB
            meter.units["lambda.arm64_gb_seconds"] += billed_ms(step, timed.cpu[0] / 1e6, memory) / 1000 * memory / 1024
    return Counted(recorded.posts, meter)


def billed_ms(step: Step, cpu_ms: float, memory: int) -> int:
    """Milliseconds that Lambda charges for: the processor's work at this much memory, and the waiting for AWS."""
    waiting = sum(ROUND_TRIP_MS[exchange.service] for exchange in step.exchanges)
    return math.ceil(cpu_ms * max(1.0, WHOLE_CPU_MB / memory) + waiting)


def _bill(trickle: Counted, storm: Counted) -> str:
    prices = read_prices()
    rows: list[tuple[str, ...]] = []
    totals = [0.0, 0.0]
    for price, name in NAMES.items():
        used = [counted.of_a_million(price) for counted in (trickle, storm)]
        dollars = [prices[price].of(units) for units in used]
        totals = [total + more for total, more in zip(totals, dollars, strict=True)]
        rows.append((name, _units(used[0]), f"{dollars[0]:.2f}", _units(used[1]), f"{dollars[1]:.2f}"))
    rows.append(("in all, US dollars", "", f"{totals[0]:.2f}", "", f"{totals[1]:.2f}"))
    kept = [max(0, sum(counted.meter.kept.values())) / counted.posts * MILLION / GB for counted in (trickle, storm)]
    monthly = prices["dynamodb.storage"].usd + prices["dynamodb.point_in_time_recovery"].usd
    rows.append(
        ("and kept in tables, GB; each month", *[cell for gb in kept for cell in (f"{gb:.2f}", f"{gb * monthly:.2f}")])
    )
    columns = ("a million mentions posted", "trickle", "$", "storm", "$")
    notes = (
        f"trickle: batches of {_sizes(TRICKLE)} (ingest, triage, detect_storm); storm: of {_sizes(STORM)}. Counted in"
        f" {trickle.posts} and {storm.posts} posts of the sample, with its repeats and edits, its urgent cases, its"
        " storm, their first notices and the storm's draft.",
        "List prices of infra/prices.toml, without free allowances. GB-seconds: this machine's processor time, divided"
        " by the share of a processor that the functions' memory buys, and assumed round trips:"
        f" {', '.join(f'{service} {took} ms' for service, took in ROUND_TRIP_MS.items())}.",
        "Not in it: cold starts, the minutes' runs (python -m infra.idle_cost), escalation, retries, the page's"
        " readers; the plan's version, which each function that is awake reads twice a minute. Of what is kept, claims"
        " and counters go after three days.",
    )
    return table("Cost by the meter", columns, rows, notes)


def _calls(trickle: Counted, storm: Counted) -> str:
    found = {*trickle.meter.calls, *storm.meter.calls}
    rows = [
        [call, *_of_a_thousand(trickle, call), *_of_a_thousand(storm, call)]
        for call in sorted(found, key=lambda call: (-trickle.meter.calls[call].made, call))
    ]
    columns = ("call", "trickle", "units written", "read", "storm", "units written", "read")
    return table("Calls that functions make, for a thousand mentions", columns, rows)


def _of_a_thousand(counted: Counted, call: str) -> list[str]:
    calls = counted.meter.calls[call]
    return [f"{count * 1000 / counted.posts:.0f}" if count else "" for count in (calls.made, calls.written, calls.read)]


def _units(units: float) -> str:
    return f"{units:,.0f}" if units >= 100 else f"{units:.2f}"


def _sizes(sizes: tuple[int, ...]) -> str:
    return ", ".join(map(str, sizes))
