"""What judging costs: time a mention, what a cold start loads, memory, and bytes in the function's zip."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from infra.bench.figures import median, percentile, table
from infra.bench.triage_sets import NOW, Item
from shared.cli.triage_lines import Judge, answer, asked
from shared.triage import model

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
MENTIONS, BEST_OF, STARTS = 2_000, 3, 5
AIM_MEDIAN_MS, AIM_ZIP_MB, AIM_START_S = 1.0, 16.0, 0.5
BUILT = ROOT / ".aws-sam/build"

NOTES = (
    f"One thread, by the clock, of {MENTIONS:,} tweets; best of {BEST_OF} each, and the first reading of each beside"
    " it: words that came before are remembered. Floor: the same mention as JSON, there and back.",
    "whole line: what `firebreak triage` does with it, from the line of JSON to the line of JSON.",
    f"cold start: import of the judging, and loading its models, in fresh processes with bytecode; median of {STARTS}.",
)
_START = """
import time
began = time.perf_counter()
from datetime import UTC, datetime
from shared.cli.triage_lines import NO_PLAN, asked, judging
judge = judging(NO_PLAN, datetime(2026, 1, 1, tzinfo=UTC), lambda said: None)
loaded = time.perf_counter() - began
judge(asked(1, b'{"text": "My order never came, and nobody answers."}', datetime(2026, 1, 1, tzinfo=UTC)).mention)
first = time.perf_counter() - began - loaded
from pathlib import Path
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
print(loaded, first, next((line.split()[1] for line in lines if line.startswith("VmHWM")), 0))
"""


def report(found: Sequence[Item], judge: Judge) -> str:
    own = found[:MENTIONS]
    lines = [json.dumps({"id": one.id, "text": one.text}).encode() for one in own]
    mentions = [asked(place, line, NOW) for place, line in enumerate(lines)]
    ours = _times(mentions, lambda one: judge(one.mention))
    whole = _times(list(enumerate(lines)), lambda one: _whole(judge, *one))
    floor = _times([json.loads(line) for line in lines], lambda one: json.loads(json.dumps(one)))
    loaded, first, peak = _start()
    rows = [
        _row("judging a mention, best", [min(one) for one in ours]),
        _row("judging a mention, first reading", [one[0] for one in ours]),
        _row("whole line, best", [min(one) for one in whole]),
        _row("floor: JSON there and back", [min(one) for one in floor]),
    ]
    middle = median([min(one) for one in ours]) / 1e6
    return "\n".join(
        (
            table(f"Time a mention, {len(own):,} tweets", ("", "median ms", "p95 ms", "a second"), rows, NOTES),
            f"  a mention, median: aim under {AIM_MEDIAN_MS:g} ms: {met(middle < AIM_MEDIAN_MS)}",
            f"  cold start {loaded:.2f} s, first mention {first * 1000:.1f} ms, peak {peak / 1024:.0f} MB resident;"
            f" aim {AIM_START_S:g} s: {met(loaded < AIM_START_S)}",
            _sizes(),
        )
    )


def met(it_is: bool) -> str:
    return "met" if it_is else "NOT met"


def _whole(judge: Judge, number: int, line: bytes) -> str:
    one = asked(number, line, NOW)
    return answer(one.id, judge(one.mention))


def _times(things: Sequence[T], work: Callable[[T], object]) -> list[list[int]]:
    took: list[list[int]] = [[] for _ in things]
    for _ in range(BEST_OF):
        for place, one in enumerate(things):
            began = time.perf_counter_ns()
            work(one)
            took[place].append(time.perf_counter_ns() - began)
    return took


def _row(title: str, took: Sequence[int]) -> tuple[str, str, str, str]:
    middle = median(took)
    return title, f"{middle / 1e6:.3f}", f"{percentile(took, 0.95) / 1e6:.3f}", f"{1e9 * len(took) / sum(took):,.0f}"


def _start() -> tuple[float, float, float]:
    """Seconds to import and load, of the first mention, and kilobytes at the most."""
    told = []
    for _ in range(STARTS + 1):  # the first one writes bytecode
        ran = subprocess.run([sys.executable, "-c", _START], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        told.append(tuple(map(float, ran.stdout.split())))
    loaded, first, peak = (median(one) for one in zip(*told[1:], strict=True))
    return loaded, first, peak


def _sizes() -> str:
    models = sorted(model.SHIPPED.parent.glob("*.model"))
    each = ", ".join(f"{path.name} {path.stat().st_size / 1e6:.2f}" for path in models) or "none"
    parts = {name: zipped(_files(BUILT / name)) for name in ("TriageFunction", "SharedLayer")}
    if not any(path.suffix == ".model" for path in _files(BUILT / "SharedLayer")):
        parts["shared/triage (not in that build: `make build`)"] = zipped(_files(ROOT / "shared/triage"))
    told, whole = ", ".join(f"{name} {size:.1f}" for name, size in parts.items()), sum(parts.values())
    aim = f"aim {AIM_ZIP_MB:g}: {met(whole < AIM_ZIP_MB)}"
    return f"  model files, MB: {each}\n  zip, MB: {told}; {whole:.1f} in all; {aim}"


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def zipped(paths: Iterable[Path]) -> float:
    """Megabytes of a zip with these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(str(path), path.read_bytes())
    return len(held.getvalue()) / 1e6
