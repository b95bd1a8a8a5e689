"""What a cold start costs: each handler's import and its clients, beside boto3 alone with the same clients.

Each figure is the median of fresh processes, which take turns; each ratio that of neighbours in time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from infra.bench.figures import median, ratio, table, times
from tests.harness import template as t
from tests.harness.world import set_environment

AIM = 1.4
ROUNDS = 7
#: No further round begins after so many seconds.
MOST_SECONDS = 100.0
#: From source, each so-manieth round.
SOURCE_EACH = 2

#: botocore's names of the services behind the actions that a policy names.
SERVICES = {
    "dynamodb": "dynamodb",
    "sqs": "sqs",
    "events": "events",
    "secretsmanager": "secretsmanager",
    "s3": "s3",
    "ses": "sesv2",
    "sns": "sns",
    "bedrock": "bedrock-runtime",
    "comprehend": "comprehend",
}
#: And behind SAM's policy templates.
TEMPLATES = {"SQSSendMessagePolicy": "sqs", "EventBridgePutEventsPolicy": "events"}

_HANDLER = """
{first}
import importlib
importlib.import_module({module!r})
imported = time.perf_counter_ns(), time.process_time_ns()
from shared import aws
for service in {services!r}:
    aws.client(service)
"""
# Lambda's image has bytecode of boto3; a build has some of the rest only where somebody puts it there.
_SOURCE_ONLY = "import boto3, sys; sys.implementation.cache_tag = None"
# The floor's clients are made as shared/aws.py makes them.
_FLOOR = """
import boto3
from botocore.config import Config
imported = time.perf_counter_ns(), time.process_time_ns()
limits = Config(connect_timeout=2, read_timeout=10, retries={{"mode": "standard", "max_attempts": 4}})
for service in {services!r}:
    boto3.client(service, config=limits)
"""
_AROUND = """
import time
began = time.perf_counter_ns(), time.process_time_ns()
{work}
ended = time.perf_counter_ns(), time.process_time_ns()
import json, resource, sys
from pathlib import Path
# getrusage's figure begins with that of the process that started this one; the high-water mark does not.
status = Path("/proc/self/status")
if status.exists():
    [kilobytes] = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    peak = int(kilobytes) * 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
wall, cpu = ended[0] - began[0], ended[1] - began[1]
print(json.dumps({{"wall": wall, "cpu": cpu, "imported": imported[0] - began[0], "peak": peak}}))
"""

NOTES = (
    "import ms: the handler's module alone; all others: with one client of each service that the template lets it use."
    f" floor: `import boto3` and the same clients. Aim {AIM}, ! is over: by processor time, as few runs by the clock"
    " tell more of the neighbours.",
    "from source: the same where only boto3 has bytecode (__pycache__), as in a build that leaves it out.",
    "MB: the largest resident size of the process, with Python's own.",
)


@dataclass(frozen=True, slots=True)
class Starts:
    """Nanoseconds and bytes of each fresh process."""

    wall: list[int] = field(default_factory=list)
    cpu: list[int] = field(default_factory=list)
    imported: list[int] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)

    def add(self, told: dict[str, int]) -> None:
        for name in ("wall", "cpu", "imported", "peak"):
            getattr(self, name).append(told[name])


def report(rounds: int = ROUNDS) -> str:
    ours, sources, floors = measure(rounds)
    columns = ["function", "import ms", "+ clients", "floor ms", "ratio", "cpu ratio  ", "from source  "]
    rows = []
    for function, own in ours.items():
        floor = floors[services_of(function)]
        rows.append(
            (
                function.removesuffix("Function"),
                f"{median(own.imported) / 1e6:.0f}",
                f"{median(own.wall) / 1e6:.0f}",
                f"{median(floor.wall) / 1e6:.0f}",
                f"{_paired(own.wall, floor.wall):.2f}",
                times(_paired(own.cpu, floor.cpu), AIM),
                times(_paired(sources[function].cpu, floor.cpu[::SOURCE_EACH]), AIM),
                f"{median(own.peak) / 1e6:.0f}",
                f"{median(floor.peak) / 1e6:.0f}",
                times(ratio(own.peak, floor.peak), AIM),
            )
        )
    count = len(next(iter(ours.values())).wall)
    columns += ["MB", "floor MB", "ratio  "]
    return table(f"Imports: medians of {count} fresh processes each", columns, rows, NOTES)


def measure(rounds: int) -> tuple[dict[str, Starts], dict[str, Starts], dict[tuple[str, ...], Starts]]:
    """Starts by function; the same from source, each second round; and of the floors, by their services."""
    ours, sources = ({function: Starts() for function in t.functions()} for _ in range(2))
    floors = {services_of(function): Starts() for function in ours}
    until = time.monotonic() + MOST_SECONDS
    with tempfile.TemporaryDirectory(prefix="firebreak-bench-") as bytecode:
        for number in range(-1, rounds):
            for services, floor in floors.items():
                works = [(_FLOOR.format(services=services), floor)]
                for function in (function for function in ours if services_of(function) == services):
                    filled = {"module": t.module_of(t.functions()[function]), "services": services}
                    works.append((_HANDLER.format(first="", **filled), ours[function]))
                    if number % SOURCE_EACH == 0:
                        works.append((_HANDLER.format(first=_SOURCE_ONLY, **filled), sources[function]))
                for work, starts in works:
                    told = _start(work, bytecode)
                    if number >= 0:  # the first round writes bytecode, and warms the disk's cache
                        starts.add(told)
            if number >= 0 and time.monotonic() > until:
                break
    return ours, sources, floors


def _paired(ours: Sequence[int], floor: Sequence[int]) -> float:
    """The median ratio of neighbours in time: what disturbs one disturbs the other."""
    return median([own / other for own, other in zip(ours, floor, strict=True)])


def services_of(function: str) -> tuple[str, ...]:
    """The services that the template lets a function use, as boto3 names them, in order."""
    found = set()
    for policy in t.functions()[function].get("Policies", []):
        found |= {TEMPLATES[name] for name in policy if name in TEMPLATES}
        found |= {SERVICES[action.partition(":")[0]] for action in _actions(policy)}
    return tuple(sorted(found))


def _actions(policy: dict[str, Any]) -> Iterator[str]:
    for statement in policy.get("Statement", []):
        actions = statement["Action"]
        yield from [actions] if isinstance(actions, str) else actions


def _start(work: str, bytecode: str) -> dict[str, int]:
    """One fresh process, with its bytecode kept apart: whatever the caller's own settings, it has some."""
    set_environment()
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", _AROUND.format(work=work)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=t.ROOT, env=environment)
    told: dict[str, int] = json.loads(done.stdout)
    return told
