"""What a cold start pays: fresh processes for each platform's first delivery, beside bare Python and boto3."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping

from infra.bench.ears_bodies import CALLED
from infra.bench.figures import median, table
from tests.harness import template as t
from tests.harness.world import set_environment

ROUNDS = 7
#: No further round begins after so many seconds.
MOST_SECONDS = 75.0
#: What no delivery from a forum may load.
HEAVY = ("feedparser", "nh3", "pydantic", "jwt", "cryptography", "defusedxml")

NOTES = (
    "ms: from the first line on, by the clock; medians of fresh processes with bytecode. No client of AWS is made.",
    "receive: its handler, and the module of the platform that calls. ingest: its handler, and one delivery read.",
    "heavy: which of " + ", ".join(HEAVY) + " are loaded then.",
)
_TIMED = """
import time
began = time.perf_counter_ns()
{work}
took = time.perf_counter_ns() - began
import json, sys
print(json.dumps([took, sorted(set({heavy!r}) & set(sys.modules))]))
"""
_RECEIVE = "import functions.receive.handler; from shared.ears.known import platform; platform({name!r})"
_INGEST = """
import functions.ingest.handler
from functions.ingest.reading import read
from shared.delivery import Delivery
from shared.plan import Source
from datetime import UTC, datetime
at = datetime(2026, 10, 2, 12, tzinfo=UTC)
read(Delivery("s", {name!r}, {how!r}, {body!r}, {headers!r}, at), Source("s", {name!r}, {how!r}, "acme"))
"""
_FEED = b'<rss version="2.0"><channel><item><guid>1</guid><title>late</title></item></channel></rss>'


def works(platforms: tuple[str, ...] = tuple(CALLED)) -> dict[str, str]:
    """What each process does, by what it is called in the table."""
    forum = CALLED["discourse"]
    told = {"name": "discourse", "how": "webhook", "body": forum.body(), "headers": dict(forum.headers)}
    feed = {"name": "rss", "how": "sweep", "body": _FEED, "headers": {}}
    return {
        "nothing (bare Python)": "pass",
        "boto3 alone": "import boto3",
        **{f"receive, {name}": _RECEIVE.format(name=name) for name in platforms},
        "ingest, discourse": _INGEST.format(**told),
        "ingest, rss": _INGEST.format(**feed),
        "sweep": "import functions.sweep.handler",
    }


def report(rounds: int = ROUNDS, wanted: Mapping[str, str] | None = None) -> str:
    starts, heavy = measure(rounds, wanted or works())
    floor = median(starts["boto3 alone"])
    rows = [
        (name, f"{median(took) / 1e6:.0f}", f"{median(took) / floor:.2f}", ", ".join(heavy[name]) or "-")
        for name, took in starts.items()
    ]
    count = len(next(iter(starts.values())))
    return table(f"Cold starts: medians of {count}", ("imports of", "ms", "beside boto3", "heavy"), rows, NOTES)


def measure(rounds: int, wanted: Mapping[str, str]) -> tuple[dict[str, list[int]], dict[str, list[str]]]:
    """Nanoseconds of each process, and what it had loaded of what is heavy."""
    starts: dict[str, list[int]] = {name: [] for name in wanted}
    heavy: dict[str, list[str]] = {}
    until = time.monotonic() + MOST_SECONDS
    with tempfile.TemporaryDirectory(prefix="firebreak-bench-") as bytecode:
        for number in range(-1, rounds):
            for name, work in wanted.items():
                took, heavy[name] = started(work, bytecode)
                if number >= 0:  # the first round writes bytecode, and warms the disk's cache
                    starts[name].append(took)
            if number >= 0 and time.monotonic() > until:
                break
    return starts, heavy


def started(work: str, bytecode: str) -> tuple[int, list[str]]:
    """One fresh process: how long its work took, and what is loaded after it."""
    set_environment()
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", _TIMED.format(work=work, heavy=HEAVY)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=t.ROOT, env=environment)
    took, heavy = json.loads(done.stdout.splitlines()[-1])
    return took, heavy
