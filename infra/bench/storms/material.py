"""The Numenta Anomaly Benchmark's tweet counts, as they lie beside the project; nothing of them is kept here."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infra.drill.template import ROOT

#: One of its counts is of so many minutes.
MINUTES = 5
NOT_HERE = "the tweet counts of the Numenta Anomaly Benchmark are not here: no {}; set FIREBREAK_SHARED"


@dataclass(frozen=True, slots=True)
class Count:
    """What one series counted in the five minutes from `at`; `stamp` is the time as the file writes it."""

    stamp: str
    at: datetime
    value: float


@dataclass(frozen=True, slots=True)
class Peer:
    """What a published detector scores on these brands, at the threshold that suits it best there."""

    name: str
    profile: str
    score: float
    found: int
    false_per_week: float


def storm_folder() -> Path | None:
    """Where the material lies, or None where it is absent."""
    folder = Path(os.environ.get("FIREBREAK_SHARED", ROOT.parent / "shared")) / "storm"
    return folder if (folder / "series").is_dir() else None


def wanted() -> str:
    """The folder that was looked for, in words."""
    return os.environ.get("FIREBREAK_SHARED", "../shared") + "/storm/series"


def series(folder: Path) -> list[Path]:
    return sorted((folder / "series").glob("*.csv"))


def brand(file: Path) -> str:
    return file.stem.rpartition("_")[2]


def counts(file: Path) -> list[Count]:
    """A file's counts; its times have no zone and are taken for UTC."""
    with file.open(newline="") as rows:
        return [
            Count(row["timestamp"], datetime.fromisoformat(row["timestamp"]).replace(tzinfo=UTC), float(row["value"]))
            for row in csv.DictReader(rows)
        ]


def labels(folder: Path, file: str = "windows.json") -> dict[str, list[list[str]]]:
    """By the name of a series: its labelled windows (from, to)."""
    held: Mapping[str, list[list[str]]] = json.loads((folder / file).read_text())
    return dict(held)


def windows(folder: Path, name: str) -> list[tuple[datetime, datetime]]:
    """The labelled windows of one series, by the name of its file."""
    held = next((spans for key, spans in labels(folder).items() if Path(key).name == name), [])
    return [(_utc(left), _utc(right)) for left, right in held]


def peers(folder: Path) -> list[Peer]:
    with (folder / "peers.csv").open(newline="") as rows:
        return [
            Peer(
                row["detector"],
                row["profile"],
                float(row["dev_score"]),
                int(row["dev_windows_detected"]),
                float(row["dev_false_alarms_per_week"]),
            )
            for row in csv.DictReader(rows)
        ]


def _utc(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).replace(tzinfo=UTC)
