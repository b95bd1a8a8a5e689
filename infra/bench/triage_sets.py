"""The labelled sets of ../shared/triage, and the verdicts of the command on their texts."""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.model.rows import Row, kept_back
from shared.cli.triage_lines import NO_PLAN, Judge, judged, judging

#: Verdicts as the command writes them, by id. Others that are judged beside it answer in the same shape.
Answers = Mapping[str, Mapping[str, Any]]
Labels = Mapping[str, str]

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETS = (
    "complaints", "airline", "finance_complaints", "review_complaints", "app_reviews", "tweet_acts", "sentiment_en",
    "sentiment_multi",
)  # fmt: skip  # a list to be read across
#: Of a set in many languages so many texts of each are judged.
MOST_A_LANGUAGE = 500
SEED = 7


@dataclass(frozen=True, slots=True)
class Item:
    """A text of a set, with all of its columns."""

    id: str
    text: str
    labels: Labels


def items(shared: Path, name: str, most: int | None = None) -> list[Item]:
    """The rows of a set that are judged, at most so many, drawn by a fixed seed.

    Of app reviews the English ones, without their stars; of English sentiment those that training keeps back and that
    are in no other set that trains; of the many languages MOST_A_LANGUAGE each.
    """
    with (shared / "triage" / name / "dev.csv").open(newline="", encoding="utf-8") as file:
        found = [Item(row["id"], row["text"], row) for row in csv.DictReader(file)]
    if name == "app_reviews":
        found = [one for one in found if one.labels["lang"] == "en"]
    if name == "sentiment_en":
        trains = {one.text for one in items(shared, "sentiment_multi", sys.maxsize)}
        found = [one for one in found if kept_back(Row(one.text, "semeval")) and one.text not in trains]
    if name == "sentiment_multi" and most != sys.maxsize:
        by_language: dict[str, list[Item]] = {}
        for one in found:
            by_language.setdefault(one.labels["lang"], []).append(one)
        each = min(MOST_A_LANGUAGE, most or MOST_A_LANGUAGE)
        return [one for listed in by_language.values() for one in drawn(listed, each)]
    return drawn(found, most)


def drawn(found: Sequence[Item], most: int | None) -> list[Item]:
    """So many of them, in their order, the same ones each time."""
    if most is None or len(found) <= most:
        return list(found)
    at = sorted(random.Random(SEED).sample(range(len(found)), most))  # noqa: S311  # a sample, no secret
    return [found[place] for place in at]


def verdicts(found: Iterable[Item], judge: Judge) -> Answers:
    """The command's own path: a line of JSON in, a line of JSON out."""
    lines = enumerate(json.dumps({"id": one.id, "text": one.text}).encode() for one in found)
    return {said["id"]: said for said in map(json.loads, judged(lines, judge, _never, NOW))}


def the_judge(warn: Callable[[str], None]) -> Judge:
    return judging(NO_PLAN, NOW, warn)


def _never(number: int, what: str) -> None:
    raise ValueError(f"line {number} of a labelled set {what}")
