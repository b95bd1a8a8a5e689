"""One target: fuzzed for so many seconds, or (with files) each file run once, without the fuzzer."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

#: An input that takes the processor longer is told; one that takes longer than the second, by the clock, is a finding.
SLOW, TOO_SLOW = 0.5, 20
#: Bytes, and megabytes.
MOST_INPUT, MOST_MEMORY = 20_000, 2_000
#: Coverage of these leads the fuzzer.
COVERED = ["shared", "functions"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("files", nargs="*", type=Path, help="findings to run again")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--state", type=Path, default=Path(".firebreak/fuzz"))
    parser.add_argument("--material", type=Path, help="where the captured payloads are")
    given = parser.parse_args(arguments)
    if given.files:
        from infra.fuzz.targets import TARGETS

        for file in given.files:
            TARGETS[given.target].run(file.read_bytes())
        return 0
    fuzz(given.target, given.seconds, given.state, given.material)
    return 0


def fuzz(target: str, seconds: int, state: Path, material: Path | None) -> None:
    """Doesn't return: libFuzzer ends the process, with a status of its own where it found something."""
    atheris: Any = import_module("atheris")  # it is in no lock of ours (requirements.txt here), nor are its types
    # To the end: what a platform imports only where it reads is covered too.
    with atheris.instrument_imports(include=COVERED):
        from infra.fuzz.mangling import mutated
        from infra.fuzz.targets import TARGETS

        chosen, corpus, found = TARGETS[target], state / "corpus" / target, state / "found" / target
        for folder in (corpus, found):
            folder.mkdir(parents=True, exist_ok=True)
        for seed in chosen.seeds(material):
            (corpus / f"seed-{digest(seed)}").write_bytes(seed)
            chosen.run(seed)

        def mutate(raw: bytes, most: int, seed: int) -> bytes:
            return mutated(raw, most, seed, atheris.Mutate)

        arguments = [sys.argv[0], *flags(seconds, found), str(corpus)]
        atheris.Setup(arguments, timed(chosen.run, found), **({"custom_mutator": mutate} if chosen.cases else {}))
        atheris.Fuzz()


def flags(seconds: int, found: Path) -> list[str]:
    """libFuzzer's: https://llvm.org/docs/LibFuzzer.html#options"""
    return [
        f"-max_total_time={seconds}",
        f"-timeout={TOO_SLOW}",
        f"-rss_limit_mb={MOST_MEMORY}",
        f"-max_len={MOST_INPUT}",
        f"-artifact_prefix={found}/",
        "-print_final_stats=1",
    ]


def timed(run: Callable[[bytes], None], found: Path) -> Callable[[bytes], None]:
    """The same, that tells (and keeps) an input that takes long."""

    def watched(raw: bytes) -> None:
        # The processor's time: by the clock, a busy neighbour's input would be slow.
        began = time.thread_time()
        run(raw)
        took = time.thread_time() - began
        if took > SLOW:
            kept = found / f"slow-{digest(raw)}"
            kept.write_bytes(raw)
            print(f"slow: {took:.2f} s for {len(raw):,} bytes: {kept}", file=sys.stderr, flush=True)

    return watched


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
