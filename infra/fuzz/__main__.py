"""`make fuzz`: each target for its share of the seconds; what is found stays in the state folder, and fails the run."""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from infra.bench.figures import table
from infra.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
MATERIAL = Path(os.environ.get("FIREBREAK_SHARED", ROOT.parent / "shared"))
#: libFuzzer looks at all it knows, and ends what it is at, before it begins and after its time.
GRACE = 120
_RUN = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_TOOK = re.compile(r"Done \d+ runs in (\d+) second")
_KEPT = re.compile(r"Test unit written to (\S+)")
_SLOW = re.compile(r"^slow: .*$", re.MULTILINE)
_BROKEN = re.compile(r"Uncaught Python exception: ===\n(.*)")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)}; all if left out")
    parser.add_argument("--seconds", type=int, default=60, help="in all")
    parser.add_argument("--state", type=Path, default=Path(".firebreak/fuzz"))
    given = parser.parse_args(arguments)
    asked = given.targets or list(TARGETS)
    unknown = [name for name in asked if name not in TARGETS]
    if unknown:
        parser.error(f"there is no target {unknown[0]!r}; there are {', '.join(TARGETS)}")
    if importlib.util.find_spec("atheris") is None:
        print(
            "nothing was fuzzed: atheris is not here. It has wheels for CPython 3.11 to 3.14 on Linux x86-64; "
            "on such a machine `make fuzz` sets it up. The property tests (make test) run everywhere."
        )
        return 0
    whole = sum(TARGETS[name].share for name in asked)
    rows, findings = [], []
    for name in asked:
        seconds = max(1, round(given.seconds * TARGETS[name].share / whole))
        said = fuzzed(name, seconds, given.state)
        rows.append((name, seconds, _first(_RUN, said, "?"), rate(said, seconds), len(_SLOW.findall(said))))
        findings += [f"{_first(_BROKEN, said, 'it ended')}: {kept}" for kept in _KEPT.findall(said)]
        findings += [] if _RUN.search(said) else [f"{name} did not run: {said[-500:]}"]
        for slow in _SLOW.findall(said)[:3]:
            print(slow)
    print(table("Fuzzing", ("target", "s", "inputs", "a second", "slow"), rows, ()))
    for finding in findings:
        print(f"found: {finding}\n  again: .venv/bin/python -m infra.fuzz.one TARGET {finding.rpartition(' ')[2]}")
    return 1 if findings else 0


def fuzzed(name: str, seconds: int, state: Path) -> str:
    """What the fuzzer said of one target; it has a process of its own, as it ends that."""
    command = [sys.executable, "-m", "infra.fuzz.one", name, "--seconds", str(seconds), "--state", str(state)]
    command += ["--material", str(MATERIAL)] if (MATERIAL / "payloads").is_dir() else []
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=seconds + GRACE, check=False)
    except subprocess.TimeoutExpired as late:
        return f"it did not end: {(late.stderr or b'')[-2000:].decode('utf-8', 'replace')}"
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def rate(said: str, seconds: int) -> str:
    runs, took = _RUN.search(said), _TOOK.search(said)
    return f"{int(runs[1]) / max(1, int(took[1]) if took else seconds):,.0f}" if runs else "?"


def _first(pattern: re.Pattern[str], said: str, otherwise: str) -> str:
    found = pattern.search(said)
    return found[1] if found else otherwise


if __name__ == "__main__":
    sys.exit(main())
