"""Our detector on the Numenta Anomaly Benchmark's tweet counts, scored by the benchmark's own rules, beside its peers.

The scorer is not ours: it is run where it lies, on files like those that `firebreak detect` writes.
"""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.bench.figures import table
from infra.bench.storms import material
from infra.bench.storms.material import Count, Peer

PROFILES = ("standard", "reward_low_FP_rate", "reward_low_FN_rate")
OURS = "> firebreak"
SPAN = timedelta(minutes=material.MINUTES)

#: Judges one series' counts in their order, each by what came before it: its score, and whether it is an alarm.
Detect = Callable[[Iterable[Count]], Iterator[tuple[float, bool]]]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the scorer gives for one profile; `lag` is the median from the labelled instant, in minutes."""

    score: float
    found: int
    windows: int
    false_per_week: float
    lag: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Marks by profile: over all brands together, for each alone, and for all but that one."""

    threshold: float
    together: dict[str, Mark]
    alone: dict[str, dict[str, Mark]]
    without: dict[str, dict[str, Mark]]


class BlurredThresholdError(ValueError):
    """An alarm must be a score at or above one threshold, or a reader of the scores sees other alarms than ours."""


def standing(folder: Path, detect: Detect) -> Standing:
    """Runs the detector over every series there, each from a fresh start, and has the result scored."""
    files = material.series(folder)
    with TemporaryDirectory() as kept:
        results = Path(kept) / "results"
        results.mkdir()
        threshold = shipped_threshold([write_results(file, results / file.name, detect) for file in files])
        every = {Path(key).name: key for key in material.labels(folder)}
        known = [file.name for file in files if file.name in every]

        def marks(names: Sequence[str]) -> dict[str, Mark]:
            return score(folder, results, [every[name] for name in names], threshold, Path(kept))

        return Standing(
            threshold,
            marks(known),
            {name: marks([name]) for name in known},
            {name: marks([other for other in known if other != name]) for name in known if len(known) > 1},
        )


def write_results(file: Path, to: Path, detect: Detect) -> list[tuple[float, bool]]:
    counts = material.counts(file)
    judged = list(detect(counts))
    with to.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("timestamp", "value", "anomaly_score", "alarm"))
        rows.writerows((c.stamp, c.value, repr(s), int(alarm)) for c, (s, alarm) in zip(counts, judged, strict=True))
    return judged


def shipped_threshold(judged: Sequence[Sequence[tuple[float, bool]]]) -> float:
    """The lowest score that is an alarm; infinite where nothing is.

    Raises:
        BlurredThresholdError: where a score at or above it is none.
    """
    lowest = min((score for one in judged for score, alarm in one if alarm), default=math.inf)
    calm = max((score for one in judged for score, alarm in one if not alarm), default=-math.inf)
    if calm >= lowest:
        raise BlurredThresholdError(
            f"a step with the score {calm} is no alarm, and one with {lowest} is: "
            "the alarm must be what reaches one threshold of the score, rests and floors included"
        )
    return lowest


def score(folder: Path, results: Path, keys: Sequence[str], threshold: float, kept: Path) -> dict[str, Mark]:
    """What the benchmark's scorer says of these series at that threshold."""
    spans, instants = material.labels(folder), kept / "instants.json"
    chosen = kept / "labels.json"
    chosen.write_text(json.dumps({key: spans[key] for key in keys}))
    instants.write_text((folder / "instants.json").read_text())
    command = [sys.executable, str(folder / "score.py"), str(results), str(chosen)]
    command += ["--threshold", repr(threshold), "--instants", str(instants), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {profile: _mark(one) for profile, one in json.loads(done.stdout).items()}


def report(folder: Path, detect: Detect) -> str:
    held = standing(folder, detect)
    peers = material.peers(folder)
    shown = [_profile(profile, held.together[profile], peers) for profile in PROFILES]
    return "\n".join([*shown, _by_brand(held)])


def _profile(profile: str, ours: Mark, peers: Sequence[Peer]) -> str:
    rows: list[tuple[float, tuple[str, str, str, str]]] = [
        (p.score, (p.name, f"{p.score:.1f}", f"{p.found}/{ours.windows}", f"{p.false_per_week:.2f}"))
        for p in peers
        if p.profile == profile
    ]
    rows.append((ours.score, (OURS, f"{ours.score:.1f}", _found(ours), f"{ours.false_per_week:.2f}")))
    ranked = [row for _, row in sorted(rows, key=lambda row: -row[0])]
    columns = ("detector", "score", "windows found", "false alarms per brand-week")
    note = "Ours at the shipped threshold; a peer's at the threshold that is best for it on these very series."
    return table(f"NAB realTweets, {profile}", columns, ranked, [note])


def _by_brand(held: Standing) -> str:
    rows = [("all", *_row(held.together, None))]
    rows += [
        (material.brand(Path(name)), *_row(marks, held.without.get(name)))
        for name, marks in sorted(held.alone.items(), key=lambda one: one[0])
    ]
    columns = ("brand", *PROFILES, "without it", "found", "false per week", "lag, minutes")
    notes = (
        "Each brand by itself; 'without it' is the standard score of all the others. Nothing is fitted to a brand, so "
        "the spread is what another brand may expect. Lag: the median from the labelled instant to the step that is an "
        f"alarm (before it: negative). The lowest score that is an alarm is {held.threshold:.4g}.",
    )
    return table("Ours, brand by brand", columns, rows, notes)


def _row(marks: dict[str, Mark], without: dict[str, Mark] | None) -> tuple[str, ...]:
    one = marks["standard"]
    others = "" if without is None else f"{without['standard'].score:.1f}"
    lag = "" if one.lag is None else f"{one.lag:.0f}"
    return (*(f"{marks[p].score:.1f}" for p in PROFILES), others, _found(one), f"{one.false_per_week:.2f}", lag)


def _found(mark: Mark) -> str:
    return f"{mark.found}/{mark.windows}"


def _mark(one: dict[str, float]) -> Mark:
    lag = one["median_lag_from_instant_min"]
    return Mark(one["score"], int(one["detected"]), int(one["windows"]), one["false_per_week"], lag)
