"""The texts that the model is trained on, each with what is known of it, from sources that may train what ships.

../shared/triage/README.md says which those are, and whence. The project's own texts lie in `texts/`.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shared.triage.heads import AREAS, ASKS, KINDS, SENTIMENTS

TEXTS = Path(__file__).parent / "texts"
_KIND = {"S": "specific_complaint", "V": "venting", "Q": "question", "P": "praise", "O": "other"}
_SENTIMENT = {"n": "negative", "u": "neutral", "p": "positive"}


@dataclass(frozen=True, slots=True)
class Row:
    """A text and its labels: for each head that is labelled, a target (0 to 1) for each of its outputs."""

    text: str
    source: str
    weight: float = 1.0
    targets: dict[str, tuple[float, ...]] = field(default_factory=dict)


def own() -> Iterator[Row]:
    """Texts written for this project: kind, severity, sentiment, asks, heat, area, text, divided by tabs."""
    for path in sorted(TEXTS.glob("*.tsv")):
        if path.stem.endswith("languages"):
            continue
        for line in path.read_text().splitlines():
            kind, level, tone, asks, heat, area, text = line.split("\t")
            targets = {
                "complaint": (float(kind in "SV"),),
                "kind": one_of(KINDS, _KIND[kind]),
                "level": levels(int(level)),
                "tone": one_of(SENTIMENTS, _SENTIMENT[tone]),
                "asks": tuple(float(ask[0] in asks if ask != "threat" else "t" in asks) for ask in ASKS),
                "heat": (float(heat),),
                "area": one_of(AREAS, area if area in AREAS else "none"),
            }
            yield Row(text, f"own/{path.stem}", 1.0, targets)


def permitted(shared: Path) -> Iterator[Row]:
    """Rows of the labelled sets that may train, in the order in which they lie there."""
    for row in _rows(shared, "finance_complaints"):
        targets = {"complaint": (float(row["complaint"]),), "level": levels(int(float(row["severity"])))}
        if row["sentiment"] in SENTIMENTS:
            targets["tone"] = one_of(SENTIMENTS, row["sentiment"])
        # The label follows how the tweets were collected: it counts for little.
        yield Row(row["text"], "finance", 0.2, targets)
    for row in _rows(shared, "review_complaints"):
        targets = {"complaint": (float(row["complaint"]),), "level": levels(int(float(row["severity"])))}
        yield Row(row["text"], "reviews", 0.3, targets)
    for row in _rows(shared, "app_reviews"):
        if row["lang"] == "en":
            complains = float(row["problem_report"])
            asks = (0.0, float(row["feature_request"]), 0.0)
            yield Row(row["text"], "apps", 0.3, {"complaint": (complains,), "asks": asks})
    for row in _rows(shared, "tweet_acts"):
        act = row["act"]
        asks = (float(act == "question"), float(act in ("request", "suggestion")), float(act == "threat"))
        yield Row(row["text"], "acts", 0.2, {"asks": asks})
    for row in _rows(shared, "sentiment_en"):
        yield Row(row["text"], "semeval", 0.5, {"mood": one_of(SENTIMENTS, row["sentiment"])})
    for row in _rows(shared, "sentiment_multi"):
        if row["lang"] == "en":
            yield Row(row["text"], "umsab", 0.5, {"mood": one_of(SENTIMENTS, row["sentiment"])})
    for row in _rows(shared, "banking77"):
        yield Row(row["text"], "banking", 0.0, {})


def kept_back(row: Row) -> bool:
    """A twelfth of the project's own texts, and a fifth of the tweets on anything: no model is trained on them.

    What the model says of them is calibrated and judged.
    """
    share = {"own": 12, "semeval": 5}.get(row.source.partition("/")[0])
    return share is not None and int(hashlib.sha256(row.text.encode()).hexdigest()[:8], 16) % share == 0


def levels(severity: int) -> tuple[float, ...]:
    """Severity 0 to 4 as four questions: is it this grave, or graver?"""
    return tuple(float(severity >= least) for least in (1, 2, 3, 4))


def one_of(all_of_them: tuple[str, ...], this: str) -> tuple[float, ...]:
    return tuple(float(one == this) for one in all_of_them)


def _rows(shared: Path, name: str) -> Iterator[dict[str, str]]:
    with (shared / "triage" / name / "dev.csv").open(newline="") as file:
        yield from csv.DictReader(file)
