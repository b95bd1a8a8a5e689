"""How long `receive` takes for each platform, beside its floor: the bare HMAC of the same body, and the same send.

AWS's answers are canned (wire.py): left out are the socket, TLS and the way to AWS, the same for both.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

import time_machine
from moto import mock_aws

from infra.bench.ears_bodies import CALLED, SEEN, Sample
from infra.bench.figures import median, ms, percentile, ratio, table
from infra.bench.timing import Timed
from infra.bench.wire import Exchange, Wire
from infra.bench.worlds import functions_environment
from shared import aws
from shared.ears.known import platform
from shared.exchange import Exchanged
from shared.store.ledger import Ledger
from tests.builders import a_plan
from tests.harness.world import World, names
from tests.shared.ears.signers import SIGNERS, google_keys

RUNS, BURST, THREADS = 200, 1_000, 8
#: A door whose runs take longer than this, in seconds, ends with fewer of them.
MOST_SECONDS = 2.5
#: The strictest deadline of all platforms: LinkedIn's and Slack's.
DEADLINE_S = 3.0

NOTES = (
    "ms: medians by the clock, and the 95th of a hundred; cpu: of processor time. floor: HMAC-SHA256 of the same body,"
    " and the same SendMessage by the same client, in turn with the handler.",
    "Nothing is sent to AWS, neither by the handler nor by its floor. google_reviews shows a token signed with RSA.",
)

Work = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Door:
    """One platform's call, and what it is held against."""

    name: str
    call: Work
    floor: Work
    ours: Timed = field(default_factory=Timed)
    floors: Timed = field(default_factory=Timed)


@dataclass(frozen=True, slots=True)
class Burst:
    """How long each answer took, in seconds, and how many were no 200."""

    took: list[float]
    seconds: float
    refused: int


def report(runs: int = RUNS, burst: int = BURST) -> str:
    with all_doors() as doors:
        timed(doors, runs)
        made = burst_of(doors, burst)
    rows = [
        (
            door.name,
            ms(median(door.ours.wall)),
            ms(percentile(door.ours.wall, 0.95)),
            ms(median(door.ours.cpu)),
            ms(median(door.floors.wall)),
            ms(median(door.floors.cpu)),
            f"{ratio(door.ours.wall, door.floors.wall):.2f}",
            f"{ratio(door.ours.cpu, door.floors.cpu):.2f}",
        )
        for door in doors
    ]
    columns = ("a delivery of", "ms", "p95 ms", "cpu ms", "floor ms", "floor cpu", "ratio", "cpu ratio")
    return f"{table('Receive, canned answers', columns, rows, NOTES)}\n{_burst(made)}"


def timed(doors: list[Door], runs: int) -> None:
    """Handler and floor in turn; neither is always the first, which finds the caches colder."""
    for door in doors:
        for work in (door.call, door.floor):
            work()
        until = time.perf_counter() + MOST_SECONDS
        for run in range(runs):
            if time.perf_counter() > until:
                break
            order = ((door.call, door.ours), (door.floor, door.floors))
            for work, figures in order if run % 2 else order[::-1]:
                figures.run(work)


def burst_of(doors: list[Door], count: int, threads: int = THREADS) -> Burst:
    """So many calls of all platforms, by some threads at once: more than one instance of a function ever has."""

    def one(number: int) -> tuple[float, int]:
        began = time.perf_counter()
        answer = doors[number % len(doors)].call()
        return time.perf_counter() - began, int(answer["statusCode"])

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        told = list(pool.map(one, range(count)))
    return Burst([took for took, _ in told], time.perf_counter() - began, sum(status != 200 for _, status in told))


def _burst(made: Burst) -> str:
    rows = (
        ("calls, and refused", f"{len(made.took):,}, {made.refused}"),
        ("calls a second", f"{len(made.took) / made.seconds:,.0f}"),
        ("answer, median ms", f"{median(made.took) * 1e3:.1f}"),
        ("answer, 99 of a hundred ms", f"{percentile(made.took, 0.99) * 1e3:.1f}"),
        ("slowest answer ms", f"{max(made.took) * 1e3:.1f}"),
        ("strictest deadline ms", f"{DEADLINE_S * 1e3:.0f}"),
    )
    return table(f"A burst by {THREADS} threads in one process", ("what", "figure"), rows, ())


@contextmanager
def all_doors() -> Iterator[list[Door]]:
    """`receive` as it runs warm, with a source of each platform that calls us, and answers canned."""
    wire = Wire()
    with functions_environment(), time_machine.travel(SEEN, tick=False):
        with mock_aws(), wire.tapped():
            world = World()
            world.build()
            _set_up()
            # Anew: one that another used before keeps that one's plan for half a minute.
            sys.modules.pop("functions.receive.handler", None)
            handler: Any = import_module("functions.receive.handler")
            doors = [_door(wire, handler, name, sample) for name, sample in CALLED.items()]
        # Outside of moto, whose double of the queue would keep each message and take longer with each.
        with wire.tapped():
            wire.answer_from(())
            yield doors


def _set_up() -> None:
    sources = tuple(replace(_source(sample), name=name) for name, sample in CALLED.items())
    Ledger(names()["Ledger"]).publish_plan(a_plan(sources=sources))
    secrets = {name: SIGNERS[name].secrets[0] for name in CALLED}
    aws.secretsmanager().put_secret_value(SecretId=names()["SourceSecrets"], SecretString=json.dumps(secrets))


def _source(sample: Sample) -> Any:
    return replace(sample.source, settings=dict(SIGNERS[sample.source.platform].settings))


def _door(wire: Wire, handler: Any, name: str, sample: Sample) -> Door:
    body, signer = sample.body(), SIGNERS[name]
    signed, key = signer.sign(body, signer.secrets[0], SEEN)
    known = platform(name)
    if known is not None and known.door is not None and known.door.certs:
        keys = Exchanged(200, {"cache-control": "max-age=86400"}, google_keys(signer.secrets[0]).encode())
        handler.certs.learn(known.door.certs, keys, SEEN)
    event = {
        "requestContext": {"http": {"method": "POST"}},
        "pathParameters": {"source": name, "key": key},
        "headers": {**sample.headers, **signed},
        "body": body.decode(),
    }
    with wire.recording() as exchanges:
        answer = handler.handle(event, None)
    if answer["statusCode"] != 200:
        raise RuntimeError(f"{name} was refused: {answer['body']}")
    wire.always_answer(exchanges)
    return Door(name, lambda: handler.handle(event, None), _floor(body, _sent(exchanges)))


def _sent(exchanges: list[Exchange]) -> Exchange:
    [sent] = [one for one in exchanges if one.operation == "SendMessage"]
    return sent


def _floor(body: bytes, sent: Exchange) -> Work:
    def work() -> None:
        hmac.new(b"a-secret", body, hashlib.sha256).hexdigest()
        aws.sqs().send_message(**sent.params)

    return work
