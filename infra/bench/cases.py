"""Cases at scale: a minute's reads do not grow with what is open, and a storm is one case and few notices.

Between moto's doubles of AWS: what is read and who is told is exact; seconds are those of the doubles on this machine,
which look through whole tables. A minute's moves are answered and not made: for each the double copies its table.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import time_machine
from botocore.awsrequest import AWSResponse
from moto import mock_aws

from infra.bench.bursting import MOST_SECONDS, Burst, burst
from infra.bench.chain import batches
from infra.bench.figures import table
from infra.bench.wire import Exchange, Wire
from infra.bench.worlds import functions_environment
from infra.drill.transactions import quick_transactions
from shared import aws
from shared.case import Case, LogEntry
from shared.codec import encode
from shared.store.cases import CaseStore
from shared.store.items import Item, instant, text
from shared.store.ledger import Ledger
from tests.builders import NOON, a_plan
from tests.harness.world import World, names
from tests.shared.nouns import a_case

FEW, MANY = 100, 10_000
DUE = (0, 10, 200)
MENTIONS = 20_000
HOUR = timedelta(hours=1)
#: BatchWriteItem takes so many.
A_WRITE = 25


@dataclass(frozen=True, slots=True)
class Tick:
    """One minute of the escalation over so many open cases."""

    open: int
    due: int
    calls: int
    items: int
    seconds: float


def report(mentions: int = MENTIONS, few: int = FEW, many: int = MANY, due: Sequence[int] = DUE) -> str:
    return f"{_ticks([measure(max(few, *due), due), measure(many, due)])}\n{_burst(burst(mentions))}"


def measure(count: int, due: Sequence[int]) -> list[Tick]:
    """A minute in which so many of these cases are due, for each of those numbers."""
    wire = Wire()
    with (
        functions_environment(),
        mock_aws(),
        quick_transactions(),
        time_machine.travel(NOON, tick=False) as clock,
        wire.tapped(),
    ):
        world = World()
        world.build()
        Ledger(names()["Ledger"]).publish_plan(a_plan())
        cases = [a_case(f"case-{number}", told=True, due_at=NOON + 99 * HOUR) for number in range(count)]
        write(cases)
        world.call("EscalateFunction", {})  # what a cold start reads once
        made = []
        for hours, number in enumerate(due, start=1):
            write([replace(case, step_at=NOON + hours * HOUR) for case in cases[:number]])
            clock.move_to(NOON + hours * HOUR)
            began = time.perf_counter()
            with wire.recording() as exchanges, moves_unmade():
                world.call("EscalateFunction", {})
            took = time.perf_counter() - began
            made.append(Tick(count, number, *reads(exchanges), took))
            write(cases[:number])
    return made


def write(cases: Sequence[Case]) -> None:
    """Puts cases as the store keeps them, many at a time: the first is the store's own, the others are its likeness."""
    if not cases:
        return
    store, name = CaseStore(names()["Cases"]), names()["Cases"]
    mould = replace(cases[0], id="mould")
    store.open(mould, LogEntry("bench", "opened", NOON))
    key: Item = {"id": text("mould"), "part": text("case")}
    item = aws.dynamodb().get_item(TableName=name, Key=key)["Item"]
    aws.dynamodb().delete_item(TableName=name, Key=key)
    items = (
        {**item, "id": text(case.id), "doc": text(encode(case)), "due_at": instant(case.due_at or NOON)}
        for case in cases
    )
    for some in batches(list(items), A_WRITE):
        aws.dynamodb().batch_write_item(RequestItems={name: [{"PutRequest": {"Item": one}} for one in some]})


def reads(exchanges: Sequence[Exchange]) -> tuple[int, int]:
    """DynamoDB's reads among those calls, and the items that they gave."""
    items: list[int] = []
    for exchange in exchanges:
        if exchange.operation == "Query":
            items.append(exchange.parsed["ScannedCount"])
        elif exchange.operation == "BatchGetItem":
            items.append(sum(len(found) for found in exchange.parsed["Responses"].values()))
        elif exchange.operation == "GetItem":
            items.append(int("Item" in exchange.parsed))
    return len(items), sum(items)


@contextmanager
def moves_unmade() -> Iterator[None]:
    """Every transaction is answered as done."""

    def done(**_: Any) -> Any:
        nothing: Any = _Nothing()
        headers: Any = {}
        return AWSResponse("", 200, headers, nothing), {"ResponseMetadata": {"HTTPStatusCode": 200}}

    hooks, name = aws.dynamodb().meta.events, "before-call.dynamodb.TransactWriteItems"
    hooks.register(name, done)
    try:
        yield
    finally:
        hooks.unregister(name, done)


class _Nothing:
    """The body of an answer that has none."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        return iter(())


def _ticks(measured: Sequence[Sequence[Tick]]) -> str:
    few, many = measured
    rows = [(f"{one.open:,} open, {one.due} due", one.calls, one.items, f"{one.seconds:.2f}") for one in (*few, *many)]
    ratios = [f"{_of(more.items, less.items)} at {more.due} due" for less, more in zip(few, many, strict=True)]
    notes = (
        f"Items read with {many[0].open:,} open cases, as a multiple of those with {few[0].open:,}: {', '.join(ratios)}"
        " (1.00: what is not due is not read).",
        "The seconds are the double's, which looks through its whole table for each query. The moves are not made.",
    )
    columns = ("a minute of the escalation", "reads", "items read", "s")
    return table("The minute tick: DynamoDB's reads", columns, rows, notes)


def _of(more: int, less: int) -> str:
    """Nothing read twice is the same, too."""
    return f"{more / less:.2f}" if less else f"{1.0 if more == less else float('inf'):.2f}"


def _burst(made: Burst) -> str:
    rows: list[tuple[str, str]] = [
        ("mentions, as many as came in time", f"{made.mentions:,} of {made.asked:,}"),
        ("cases opened", f"{made.opened}"),
        ("of those merged into the storm's", f"{made.merged}"),
        ("cases open at the end", f"{made.open}"),
        ("mentions in the storm's case", f"{made.gathered:,}"),
        ("seconds", f"{made.seconds:.0f}"),
        ("mentions a second", f"{made.mentions / made.seconds:.0f}"),
    ]
    told = Counter(person for _, person in made.notices)
    rows += [
        (f"notices to {person}, and the most in 10 minutes", f"{count}, {made.most_within(person)}")
        for person, count in told.items()
    ]
    notes = (
        "Urgent mentions of one trouble by as many people, evenly over an hour, one event each; after the first"
        " hundred the storm is suspected. Nobody answers. What is due each minute is told in it.",
        f"No more come after {MOST_SECONDS:.0f} s, which are the double's for the most part.",
    )
    return table("A storm of urgent mentions", ("what", "count"), rows, notes)
