"""The whole system on this machine's engine: mentions a second, time to the verdict, time to the storm's case."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from infra.bench.figures import median, percentile, table
from infra.bench.worlds import first_told
from infra.local.engine import EngineStartError
from infra.local.engine_home import EngineInstallError
from infra.local.machine import LocalMachine
from infra.local.operator import Operator
from infra.local.posting import CONNECTIONS, Poster
from infra.local.prepare import SAMPLE, prepare
from infra.local.replay import STREAM, Line, mention_id_of
from infra.local.run import PARAMETERS, ROOT
from infra.local.sample.make_storm import OUTAGE
from infra.local.watching import Watcher

MENTIONS = 500
#: Mentions one by one, and seconds between them.
LIGHT, LIGHT_EVERY = 20, 0.7
#: Half-hours of quiet before the burst, complaints in it, and the stretch of stream time that they were written in.
QUIET, BURST, BURST_SPAN = 16, 30, timedelta(minutes=6)
#: The burst's last post is this old when it is posted: a minute is judged when the stream is two minutes past it.
BURST_AGE = timedelta(minutes=4)
#: Each part ends after so many seconds, done or not.
PATIENCE = 60.0
_MINUTE = timedelta(minutes=1)


@dataclass
class Heard:
    """When each thing was first seen, on this process's clock."""

    verdicts: dict[str, float] = field(default_factory=dict)
    storm: float | None = None
    storm_id: str = ""
    cases: dict[str, float] = field(default_factory=dict)
    notice: float | None = None

    def tell(self, kind: str, detail: dict[str, Any]) -> None:
        now = time.monotonic()
        if kind == "MentionTriaged":
            self.verdicts.setdefault(detail["mention_id"], now)
        elif kind == "StormSuspected" and self.storm is None:
            self.storm, self.storm_id = now, detail["storm_id"]
        elif kind == "RungReached":
            self.cases.setdefault(detail["case_id"], now)
        elif kind == "notice" and self.storm is not None and self.notice is None:
            self.notice = now


@dataclass(frozen=True, slots=True)
class System:
    """A running machine, with an ear on its bus."""

    heard: Heard
    poster: Poster

    def post(self, lines: Sequence[Line], connections: int = CONNECTIONS) -> dict[str, float]:
        """When each was posted; as fast as the door takes them."""
        posted_at: dict[str, float] = {}

        def one(line: Line) -> None:
            posted_at[mention_id_of(line)] = time.monotonic()
            self.poster.post(line)

        with ThreadPoolExecutor(connections) as pool:
            list(pool.map(one, lines))
        return posted_at

    def wait(self, done: Callable[[], bool]) -> bool:
        until = time.monotonic() + PATIENCE
        while not done() and time.monotonic() < until:
            time.sleep(0.05)
        return done()

    def wait_for_verdicts(self, ids: Iterator[str] | Sequence[str] | dict[str, float]) -> bool:
        wanted = set(ids)
        return self.wait(lambda: wanted <= self.heard.verdicts.keys())


def report(mentions: int = MENTIONS) -> str:
    try:
        with _system() as system:
            rows = [*_storm(system), *_light(system), *_load(system, mentions)]
    except (EngineInstallError, EngineStartError) as error:
        return f"\nThroughput: not measured, as the engine did not start: {error}"
    notes = (
        "one engine on the same cores: it runs every function, queue and table, so this is a floor of what AWS does.",
        "Seen by a queue on the bus that is read each 0.2 s; triage's stream and the storm's queue wait for 1 s to fill",
        "their batches (template.yaml), and AWS adds its own minutes' clock: live, a minute of the stream is judged once",
        "the stream is two minutes past it. The burst is posted at once, four minutes old, and the stream goes on.",
    )
    return table("Throughput on the local engine", ("what", "figure", "unit"), rows, notes)


@contextmanager
def _system() -> Iterator[System]:
    with tempfile.TemporaryDirectory(prefix="firebreak-bench-") as folder:
        state = Path(folder)
        with LocalMachine.start(
            ROOT, state, PARAMETERS, port=0, log=lambda _: None, feeds=SAMPLE, cache=ROOT / ".firebreak"
        ) as machine:
            secrets = prepare(machine, state, Operator(state))
            heard = Heard()
            watcher = Watcher(machine, heard.tell)
            watcher.start()
            try:
                yield System(heard, Poster(machine.url, secrets, lambda: 0))
            finally:
                watcher.stop()


def _storm(system: System) -> Iterator[tuple[str, str, str]]:
    """Comes first: on a fresh machine no later mention has told the stream's clock to go on."""
    now = datetime.now(UTC)
    quiet = [_line(f"quiet-{n}", now - 30 * _MINUTE * (QUIET - n), "Storm") for n in range(QUIET)]
    system.wait_for_verdicts(system.post(quiet, connections=1))
    time.sleep(6)  # what overtakes each other in the queues has passed: the quiet hours are in the record
    texts = [line.text for line in first_told() if line.at >= first_told()[0].at + OUTAGE * _MINUTE]
    first = datetime.now(UTC) - BURST_AGE - BURST_SPAN
    burst = [
        Line(f"burst-{n}", f"author-{n}", texts[n], first + BURST_SPAN * n / BURST, "Storm") for n in range(BURST)
    ]
    began = time.monotonic()
    system.post(burst)
    went_on = 0

    def noticed() -> bool:
        nonlocal went_on
        if time.monotonic() - began > went_on:  # the stream goes on, a mention a second
            went_on += 1
            system.post([_line(f"after-{went_on}", datetime.now(UTC), "Storm")])
        return system.heard.notice is not None

    system.wait(noticed)
    heard = system.heard
    case = min((at for at in heard.cases.values() if heard.storm and at >= heard.storm - 0.3), default=None)
    yield _since("burst posted to storm suspected", began, heard.storm)
    yield _since("burst posted to its case", began, case)
    yield _since("burst posted to the first notice", began, heard.notice)


def _light(system: System) -> Iterator[tuple[str, str, str]]:
    posted_at: dict[str, float] = {}
    for number in range(LIGHT):
        posted_at |= system.post([_line(f"light-{number}", datetime.now(UTC), "Light")])
        time.sleep(LIGHT_EVERY)
    system.wait_for_verdicts(posted_at)
    took = [system.heard.verdicts[of] - at for of, at in posted_at.items() if of in system.heard.verdicts]
    yield "post to verdict, a mention each 0.7 s: median", f"{median(took):.2f}", "s"
    yield f"    p95 of {len(took)}", f"{percentile(took, 0.95):.2f}", "s"


def _load(system: System, mentions: int) -> Iterator[tuple[str, str, str]]:
    lines = [_line(f"load-{number}", datetime.now(UTC), "Load") for number in range(mentions)]
    posted_at = system.post(lines)
    accepted = time.monotonic()
    done = system.wait_for_verdicts(posted_at)
    verdicts = [system.heard.verdicts[of] for of in posted_at if of in system.heard.verdicts]
    began, ended = min(posted_at.values()), max(verdicts)
    took = [system.heard.verdicts[of] - at for of, at in posted_at.items() if of in system.heard.verdicts]
    yield f"deliveries that the door took, of {mentions}", f"{mentions / (accepted - began):.0f}", "a second"
    yield f"mentions with their verdict, {len(verdicts)} of {mentions}", f"{len(verdicts) / (ended - began):.0f}", "a second"
    yield "    post to verdict under this load: median", f"{median(took):.1f}", "s"
    yield "    p95", f"{percentile(took, 0.95):.1f}", "s"
    if not done:
        yield "    NOT ALL HAD ONE within", f"{PATIENCE:.0f}", "s"


def _line(number: str, at: datetime, brand: str) -> Line:
    """A line of the sample's ordinary morning under an id of its own."""
    told = first_told()[: OUTAGE // 5]
    of = int(number.rpartition("-")[2]) % len(told)
    return msgspec.structs.replace(
        told[of], id=number, author=f"author-{number}", created_at=at, edited_at=None, brand=brand, via=STREAM
    )


def _since(what: str, began: float, at: float | None) -> tuple[str, str, str]:
    return what, f"{at - began:.1f}" if at is not None else "did not come", "s" if at is not None else ""
