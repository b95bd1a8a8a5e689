"""The page: what a rendering takes, and what a new word takes to get out, after 1, 100 and 1,000 past incidents."""

from __future__ import annotations

import gzip
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import time_machine
from moto import mock_aws

from infra.bench.cost import ROUND_TRIP_MS
from infra.bench.figures import median, ms, ratio, table
from infra.bench.playing import Player
from infra.bench.recorded import Step
from infra.bench.timing import Row
from infra.bench.wire import Exchange, Wire
from infra.bench.worlds import functions_environment
from shared import aws
from shared.page.site import render
from shared.statement import Statement
from shared.store.ledger import Ledger
from shared.store.statements import StatementStore
from tests.builders import NOON, a_plan
from tests.functions.publish_statement.conftest import streamed
from tests.harness.world import World, names
from tests.shared.page.growing import said

HISTORIES = (1, 100, 1_000)
RUNS = 20
#: A whole rendering of a thousand incidents takes seconds.
RENDERINGS = 3
FUNCTION = "PublishStatementFunction"


@dataclass(frozen=True, slots=True)
class Publishing:
    """One new word after a history: the handler, the floor of the same calls, and the floor of the writes alone."""

    history: int
    exchanges: Sequence[Exchange]
    row: Row
    writes: Row
    readable: list[int]

    @property
    def until_readable(self) -> list[Exchange]:
        """The calls up to the one that puts the index."""
        keys = [exchange.params.get("Key") if exchange.operation == "PutObject" else "" for exchange in self.exchanges]
        return list(self.exchanges[: keys.index("index.html") + 1])


@dataclass(frozen=True, slots=True)
class Rendering:
    history: int
    objects: int
    size: int
    index_gzip: int
    took: list[int] = field(default_factory=list)


def report(histories: Sequence[int] = HISTORIES, runs: int = RUNS) -> str:
    return f"{_renderings([rendering(count) for count in histories])}\n{_publishings(measure(histories, runs))}"


def history(count: int) -> tuple[Statement, ...]:
    """So many past incidents, one a day."""
    return tuple(said(which, 2, over=True) for which in range(count))


def rendering(count: int) -> Rendering:
    statements, now, took = (*history(count), said(count, 1)), _now(count), []
    for _ in range(RENDERINGS):
        began = time.perf_counter_ns()
        objects = render(statements, a_plan(), now)
        took.append(time.perf_counter_ns() - began)
    index = len(gzip.compress(objects[-1].body, mtime=0))
    return Rendering(count, len(objects), sum(len(one.body) for one in objects), index, took)


def measure(histories: Sequence[int] = HISTORIES, runs: int = RUNS) -> list[Publishing]:
    with functions_environment():
        return [_publishing(count, runs) for count in histories]


def _publishing(count: int, runs: int) -> Publishing:
    wire, event = Wire(), streamed(said(count, 1))
    exchanges = _recorded(wire, count)
    writes = [exchange for exchange in exchanges if exchange.operation == "PutObject"]
    step = Step(FUNCTION, 1, True, event, _now(count), tuple(exchanges))
    only_writes = Step(FUNCTION, 1, True, event, _now(count), tuple(writes))
    done = Publishing(count, exchanges, Row(FUNCTION, 1), Row(FUNCTION, 1), [])
    player = Player(wire)
    with player.at_work():
        player.warm([step])
        began = 0

        def note(params: dict[str, object], **_: object) -> None:
            if params["Key"] == "index.html":
                done.readable.append(time.perf_counter_ns() - began)

        for _ in range(runs):
            aws.s3().meta.events.register("provide-client-params.s3.PutObject", note)
            began = time.perf_counter_ns()
            player.play(step, done.row.ours)
            aws.s3().meta.events.unregister("provide-client-params.s3.PutObject", note)
            player.play_floor(step, done.row.floor)
            player.play_floor(only_writes, done.writes.floor)
    return done


def _recorded(wire: Wire, count: int) -> list[Exchange]:
    """The calls of a publishing between moto's doubles, with that history on a page where all is settled."""
    with mock_aws(), time_machine.travel(_now(count), tick=False), wire.tapped():
        world = World()
        world.build()
        Ledger(names()["Ledger"]).publish_plan(a_plan())
        store = StatementStore(names()["Statements"])
        for one in history(count):
            store.create(one)
        world.call(FUNCTION, {})
        store.create(said(count, 1))
        aws.s3().list_objects_v2(Bucket=names()["Site"])  # a connection is there
        with wire.recording() as exchanges:
            world.call(FUNCTION, streamed(said(count, 1)))
        return list(exchanges)


def _now(count: int) -> datetime:
    """A minute after the newest word."""
    return NOON + timedelta(days=count, seconds=count, minutes=1)


def _renderings(made: Sequence[Rendering]) -> str:
    rows = [
        (f"{one.history:,}", one.objects, f"{one.size:,}", f"{one.index_gzip:,}", ms(median(one.took))) for one in made
    ]
    columns = ("past incidents", "objects", "bytes", "index, gzip", "ms")
    return table("Rendering everything anew", columns, rows, (f"ms: median of {RENDERINGS}.",))


def _publishings(made: Sequence[Publishing]) -> str:
    first = made[0].readable
    rows = [
        (
            f"{one.history:,}",
            len(one.exchanges),
            sum(exchange.operation == "PutObject" for exchange in one.exchanges),
            ms(median(one.readable)),
            ms(median(one.row.ours.wall)),
            ms(median(one.row.floor.wall)),
            ms(median(one.writes.floor.wall)),
            f"{ratio(one.row.ours.wall, one.row.floor.wall):.2f}",
            f"{ratio(one.readable, first):.2f}",
            f"{sum(ROUND_TRIP_MS[exchange.service] for exchange in one.until_readable):,}",
        )
        for one in made
    ]
    columns = (
        *("past incidents", "calls", "writes", "readable", "ms", "same calls", "writes alone"),
        *("ratio", "of the first", "trips, ms"),
    )
    notes = (
        "readable: ms of Python's work, answers canned, until the index is put. ms: of the whole run, with its"
        " second look. Beside it the floors: the same calls, and the writes alone, by the same clients with the same"
        " payloads. ratio: of the whole run to the same calls. of the first: readable, to the shortest history's.",
        f"trips: assumed ways to AWS and back ({ROUND_TRIP_MS['s3']} ms for S3) until the index is readable; the second"
        " look, with its listing, comes after that.",
    )
    return table("One new word after a history", columns, rows, notes)
