"""Handlers beside their floor with a real engine behind the calls: every call is an HTTP round trip on this machine.

The functions run in this process; the engine holds tables, queues and the bus, and runs no function beside them. The
floor makes the handler's calls once more, for other mentions of the same size, so that it writes what is new as well.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from infra.bench.chain import SECRETS, Event, walk, webhook_event
from infra.bench.recorded import STORM, TRICKLE
from infra.bench.timing import Row, as_table, calls_of, make
from infra.bench.wire import Exchange, Wire
from infra.bench.worlds import first_told, functions_environment
from infra.local.clients import ACCESS_KEY_ID, SECRET_ACCESS_KEY
from infra.local.engine import EngineStartError, start_engine
from infra.local.engine_home import EngineInstallError, install_engine
from infra.local.interpreter import find_interpreter
from infra.local.replay import Line
from shared import aws
from shared.store.ledger import Ledger
from tests.harness import template as t
from tests.harness.world import World, names
from tests.journeys.story import sample_plan

#: Mentions that go one by one, and in full batches.
SINGLE, FULL = 200, 2000
#: A row ends after so many seconds, with the runs that it has.
MOST_SECONDS = 7.0
#: Ids of the handler's mentions begin with 7, of the floor's with 8.
_IDS = re.compile(r"\b7(\d{7})\b")

NOTES = (
    "One engine process on the same cores: the socket, the engine's own work and its answer are in every call.",
    "The floor's writes are refused where the handler's came before them (watermark, record): an answer as short.",
)


def report() -> str:
    try:
        rows = measure()
    except (EngineInstallError, EngineStartError) as error:
        return f"\nHandlers on the local engine: not measured, as it did not start: {error}"
    return as_table("Handlers on the local engine: HTTP round trips", rows, NOTES)


def measure() -> list[Row]:
    wire, rows = Wire(), list[Row]()
    with functions_environment(), _engine(), wire.tapped():
        _furnish()
        world = World()

        def invoke(function: str, batch: int, event: Event, _posted_at: datetime) -> Sequence[Exchange]:
            row = next((row for row in rows if (row.function, row.batch) == (function, batch)), None)
            handle = world.handler(function).handle
            if row is None:
                row = Row(function, batch)
                rows.append(row)
                until[function, batch] = time.monotonic() + MOST_SECONDS
            elif time.monotonic() > until[function, batch]:
                return ()
            with wire.recording() as made:
                row.ours.run(partial(handle, event, None))
            floor = [(call, others(params)) for call, params in calls_of(made)]
            with wire.recording():
                row.floor.run(partial(make, floor))
            row.calls.append(len(made))
            return made

        until: dict[tuple[str, int], float] = {}
        lines = _lines(SINGLE + FULL)
        for line in lines[:SINGLE]:
            invoke("ReceiveFunction", 1, webhook_event(line, datetime.now(UTC)), line.at)
        walk(lines[:SINGLE], *TRICKLE, invoke)
        walk(lines[SINGLE:], *STORM, invoke)
    return rows


@contextmanager
def _engine() -> Iterator[None]:
    """An engine with nothing in it, to which every client goes that is made from here on."""
    home = install_engine(t.ROOT / ".firebreak", find_interpreter(), lambda _: None)
    with tempfile.TemporaryDirectory(prefix="firebreak-bench-") as state:
        engine = start_engine(home, Path(state))
        os.environ.update(
            AWS_ENDPOINT_URL=engine.url, AWS_ACCESS_KEY_ID=ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY=SECRET_ACCESS_KEY
        )
        try:
            yield
        finally:
            engine.stop()


def _furnish() -> None:
    """Tables, queues, bus, secrets and plan; no rule and no trigger."""
    known = names()
    for name, table in t.resources("AWS::DynamoDB::Table").items():
        wanted = ("KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "BillingMode")
        request: Any = {key: table[key] for key in wanted if key in table}
        aws.dynamodb().create_table(TableName=known[name], **request)
    for name in t.resources("AWS::SQS::Queue"):
        url = aws.sqs().create_queue(QueueName=name)["QueueUrl"]
        for variable, value in os.environ.items():
            if value == known[name]:
                os.environ[variable] = url
    aws.events().create_event_bus(Name=known["Bus"])
    aws.secretsmanager().create_secret(Name=known["SourceSecrets"], SecretString=json.dumps(SECRETS))
    Ledger(known["Ledger"]).publish_plan(sample_plan())


def _lines(count: int) -> list[Line]:
    """The sample's texts over and over, each a post of its own, now."""
    told, now = first_told(), datetime.now(UTC)
    return [
        msgspec.structs.replace(told[number % len(told)], id=str(70_000_000 + number), created_at=now, edited_at=None)
        for number in range(count)
    ]


def others(value: Any) -> Any:
    """The same parameters for other mentions."""
    if isinstance(value, dict):
        return {others(key): others(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [others(inner) for inner in value]
    return _IDS.sub(r"8\1", value) if isinstance(value, str) else value
