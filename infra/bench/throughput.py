"""The whole system on this machine's engine: mentions a second, time to the verdict, time to the storm's case."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from infra.bench.figures import median, percentile, table
from infra.bench.running import PATIENCE, System, running_system
from infra.bench.worlds import first_told
from infra.local.replay import STREAM, Line
from infra.local.run import TROUBLE
from infra.local.sample.make_storm import OUTAGE

MENTIONS = 500
#: Mentions one by one, and seconds between them.
LIGHT, LIGHT_EVERY = 20, 0.7
#: Half-hours of quiet before the burst, complaints in it, and the stretch of stream time that they were written in.
QUIET, BURST, BURST_SPAN = 16, 30, timedelta(minutes=6)
#: The burst's last post is this old when it is posted: a minute is judged when the stream is two minutes past it.
BURST_AGE = timedelta(minutes=4)
_MINUTE = timedelta(minutes=1)


def report(mentions: int = MENTIONS) -> str:
    try:
        with running_system() as system:
            rows = [*_storm(system), *_light(system), *_load(system, mentions)]
    except TROUBLE as error:
        return f"\nThroughput: not measured: {error}"
    notes = (
        "One engine on the same cores runs every function, queue and table: AWS does more at once. Seen by a queue on"
        " the bus that is read each 0.2 s. On AWS, triage's stream and the storm's queue wait for up to 1 s each to"
        " fill their batches (template.yaml); the engine does not.",
        f"The burst: {BURST} complaints, written over {_minutes(BURST_SPAN)}, posted at once when the last is"
        f" {_minutes(BURST_AGE)} old; the stream then goes on, a mention a second. Live, add two to three minutes: a"
        " minute is judged once the stream's own clock is two minutes past it (shared/watermark.py).",
    )
    return table("Throughput on the local engine", ("what", "figure", "unit"), rows, notes)


def _storm(system: System) -> Iterator[tuple[str, str, str]]:
    """Comes first: on a fresh machine no later mention has told the stream's clock to go on."""
    now = datetime.now(UTC)
    quiet = [_line(f"quiet-{n}", now - 30 * _MINUTE * (QUIET - n), "Storm") for n in range(QUIET)]
    system.wait_for_verdicts(system.post(quiet, connections=1))
    time.sleep(6)  # what overtakes each other in the queues has passed: the quiet hours are in the record
    texts = [line.text for line in first_told() if line.at >= first_told()[0].at + OUTAGE * _MINUTE]
    first = datetime.now(UTC) - BURST_AGE - BURST_SPAN
    burst = [Line(f"burst-{n}", f"author-{n}", texts[n], first + BURST_SPAN * n / BURST, "Storm") for n in range(BURST)]
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
    yield _since("burst posted to storm suspected", began, heard.storm)
    yield _since("burst posted to its case", began, heard.case)
    yield _since("burst posted to the first notice", began, heard.notice)


def _light(system: System) -> Iterator[tuple[str, str, str]]:
    posted_at: dict[str, float] = {}
    for number in range(LIGHT):
        posted_at |= system.post([_line(f"light-{number}", datetime.now(UTC), "Light")])
        time.sleep(LIGHT_EVERY)
    system.wait_for_verdicts(posted_at)
    took = system.took(posted_at)
    yield "post to verdict, a mention each 0.7 s: median", f"{median(took):.2f}", "s"
    yield f"    p95 of {len(took)}", f"{percentile(took, 0.95):.2f}", "s"


def _load(system: System, mentions: int) -> Iterator[tuple[str, str, str]]:
    lines = [_line(f"load-{number}", datetime.now(UTC), "Load") for number in range(mentions)]
    posted_at = system.post(lines)
    accepted = time.monotonic()
    done = system.wait_for_verdicts(posted_at)
    took = system.took(posted_at)
    began = min(posted_at.values())
    ended = max(at for of, at in system.heard.verdicts.items() if of in posted_at)
    yield f"deliveries that the door took, of {mentions}", f"{mentions / (accepted - began):.0f}", "a second"
    yield (
        f"mentions with their verdict, {len(took)} of {mentions}",
        f"{len(took) / (ended - began):.0f}",
        "a second",
    )
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


def _minutes(span: timedelta) -> str:
    return f"{span / _MINUTE:.0f} minutes"


def _since(what: str, began: float, at: float | None) -> tuple[str, str, str]:
    return what, f"{at - began:.1f}" if at is not None else "did not come", "s" if at is not None else ""
