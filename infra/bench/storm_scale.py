"""Storms at any scale: what a series costs, a minute over many brands, and a burst on one.

`run(["--mentions", "5000", "--brands", "50"])` is a quick look.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from infra.bench import scale_burst, scale_series, scale_tick
from infra.bench.cost import ROUND_TRIP_MS, WHOLE_CPU_MB
from infra.bench.figures import Cell, table
from infra.bench.scale_burst import FUNCTION, SAMPLED, Burst
from infra.bench.scale_series import Cost
from infra.bench.scale_tick import Tick
from infra.prices import read_prices
from tests.harness import template as t

LEVELS = (0.0, 5.0, 10_000.0)
#: What DynamoDB lets one partition write in a second.
#: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-key-range-limit-exceeded-mitigation.html
PARTITION_UNITS = 1_000
#: What a table billed by request that never had more takes in a second, to begin with.
#: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html
NEW_TABLE_UNITS = 4_000
MB = 1024 * 1024


def run(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-storm", description=__doc__)
    parser.add_argument("--mentions", type=int, default=scale_burst.MENTIONS, help="how many the burst has")
    parser.add_argument("--brands", type=int, default=scale_tick.BRANDS, help="how many one minute judges")
    given = parser.parse_args(arguments)
    for said in (series, lambda: ticks(given.brands), lambda: bursts(given.mentions)):
        print(said(), flush=True)
    return 0


def series() -> str:
    return series_table([scale_series.measure(level) for level in LEVELS])


def ticks(brands: int = scale_tick.BRANDS) -> str:
    return tick_table(scale_tick.tick(brands))


def bursts(mentions: int) -> str:
    return burst_table(scale_burst.burst(mentions))


def series_table(costs: Sequence[Cost]) -> str:
    rows = [(f"{one.level:,.0f} a minute", f"{one.microseconds:.0f}", one.plain, one.packed) for one in costs]
    notes = (
        "A series after a month, with fifteen minutes of counts in its window; processor time, the median of runs."
        " Bytes as JSON, and compressed by itself; a brand's record compresses its series together.",
    )
    return table("One series", ("counts", "µs a step", "bytes", "packed"), rows, notes)


def tick_table(one: Tick) -> str:
    memory, seconds = _limits()
    units, prices = one.meter.units, read_prices()
    made = {name: calls.made for name, calls in one.meter.calls.items()}
    share = min(1.0, memory / WHOLE_CPU_MB)
    took = one.cpu / share + sum(made.values()) * ROUND_TRIP_MS["dynamodb"] / 1_000
    reads = sum(count for name, count in made.items() if "Get" in name or "Query" in name)
    usd = sum(prices[f"dynamodb.{what}"].of(units[f"dynamodb.{what}"]) for what in ("read_units", "write_units"))
    rows: list[tuple[str, Cell]] = [
        ("series judged", f"{one.judged * one.series:,} ({one.judged} of {one.brands} brands x {one.series})"),
        ("reads of DynamoDB, items that they gave", f"{reads:,}, {one.items:,}"),
        ("writes", f"{sum(made.values()) - reads:,}"),
        ("read units, write units", f"{units['dynamodb.read_units']:,.0f}, {units['dynamodb.write_units']:,.0f}"),
        ("a brand's record, bytes and packed", f"{one.record_bytes:,}, {one.packed_bytes:,}"),
        ("processor, s, and its floor", f"{one.cpu:.2f}, {one.floor:.2f} (ratio {one.cpu / one.floor:.2f})"),
        ("memory that it took, MB, of the function's", f"{one.peak / MB:.0f} of {memory}"),
        ("as the function, s, of its time limit", f"{took:.0f} of {seconds}"),
        ("cost of the minute's reads and writes, $", f"{usd:.4f}"),
    ]
    notes = (
        "Reads, writes and units are exact; all brands had mentions in the minute. Processor time with canned answers;"
        " the floor is the same calls with nothing around them. Memory: Python's objects, without the interpreter's.",
        f"As the function: processor time at the {share:.2f} of one that {memory} MB buy, and"
        f" {ROUND_TRIP_MS['dynamodb']} ms (assumed) for each call, one after the other.",
    )
    return table("A minute over many brands", ("what", "count"), rows, notes)


def burst_table(made: Burst) -> str:
    units, prices = made.meter.units, read_prices()
    written = made.claims + sum(made.partitions.values())
    name, most = made.hottest if made.partitions else ("", 0.0)
    priced = ("dynamodb.write_units", "dynamodb.read_units", "sqs.requests", "lambda.requests")
    usd = sum(prices[what].of(units[what]) for what in priced)
    calls = {of.partition(" ")[2]: one.made for of, one in made.meter.calls.items() if of.endswith("Storms")}
    rows: list[tuple[str, Cell]] = [
        ("mentions, counted", f"{made.asked:,}, {made.counted:,}{'' if made.counted == made.asked else ' LOST'}"),
        ("people who complained, told", f"{made.authors:,}, {made.distinct:,}"),
        ("runs of the function, batches that failed", f"{made.runs:,}, {made.failed:,}"),
        *((f"{operation.removesuffix(' Storms')} calls", f"{count:,}") for operation, count in sorted(calls.items())),
        ("write units, of them for claims", f"{written:,.0f}, {made.claims:,.0f}"),
        ("read units", f"{units['dynamodb.read_units']:,.0f}"),
        (f"hottest key's share ({name})", f"{most / max(written, 1):.2%}"),
        (f"its units a second within a minute, of {PARTITION_UNITS:,}", f"{most / 60:.0f}"),
        ("largest item, bytes", f"{made.largest:,}"),
        (f"ids drawn of {SAMPLED:,}, of its first half", f"{made.sampled:,}, {made.early:.0%}"),
        ("cost, $", f"{usd:.3f}"),
        ("seconds, the double's for the most part", f"{made.seconds:.0f}"),
    ]
    notes = (
        "All in one minute of one brand, about twelve instances on three platforms. A claim is a key of its own. The"
        " hottest key is the partition key with the most write units, those of its index entries included.",
        f"A new table takes {NEW_TABLE_UNITS:,} write units a second to begin with: the burst then takes"
        f" {written / NEW_TABLE_UNITS:.0f} s, and what is refused comes again.",
    )
    return table(f"A burst of {made.asked:,} mentions in a minute on one brand", ("what", "count"), rows, notes)


def _limits() -> tuple[int, int]:
    """The function's memory in MB, and its time limit in seconds."""
    own, shared = t.functions()[FUNCTION], t.template()["Globals"]["Function"]
    return own.get("MemorySize", shared["MemorySize"]), own.get("Timeout", shared["Timeout"])
