"""Makes storm.jsonl: twelve hours in the public life of Example Ferries, with an outage after seven.

    python -m infra.local.sample.make_storm > infra/local/sample/storm.jsonl

Each line is one thing that a platform tells, in the order of its telling: `id`, `author`, `text`, `created_at`, `brand`
and `via` (the source: `forum` or `stream`); an edit is the same id with a new text and `edited_at`, a deletion the same
id with `deleted` and `edited_at`, a repeat the same line again. The same seed makes the same lines on every Python.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from infra.local.sample.phrases import KINDS, NAMES

SEED = 20260302
BRAND = "Example Ferries"
BEGINS = datetime(2026, 3, 2, 6, tzinfo=UTC)
#: Minutes from the beginning: when the payment page breaks, and when the sample ends.
OUTAGE, END = 7 * 60 + 5, 12 * 60
#: An ordinary hour has about so many mentions.
ORDINARY_PER_HOUR = 15.0
ORDINARY = (
    "praise",
    "question",
    "other",
    "complaint",
    "question",
    "praise",
    "venting",
    "other",
    "complaint",
    "question",
)
#: What is said from which minute of the outage on: first what happened, then what it cost, then the crowd.
PHASES = (
    (0, ("early", "early", "early", "asking")),
    (12, ("outage", "early", "outage", "charged", "asking")),
    (25, ("outage", "outage", "charged", "phone", "pile_on", "outage", "asking")),
    (60, ("outage", "phone", "pile_on", "charged", "pile_on", "asking", "outage")),
)
#: Mentions a minute, by minute of the outage; between these points the rate changes evenly.
RATES = ((0, 0.4), (10, 1.2), (20, 2.8), (35, 3.8), (50, 2.2), (75, 0.8), (115, 0.3), (180, 0.1), (295, 0.0))
#: The minutes of the outage at which somebody can't wait, or threatens.
URGENT_AT = (24, 33, 41, 58, 80)
#: And at which somebody writes in another language (the first two ones are of an ordinary morning).
ABROAD_AT = (-360, -210, 28, 45, 70)

_NAME = re.compile(r"\{(\w+)\}")
_HANDLES = (
    ("salt", "harbour", "gull", "tide", "amber", "quay", "north", "misty", "copper", "drift", "lantern", "pebble"),
    ("biscuit", "walker", "lamp", "rope", "otter", "kettle", "compass", "boots", "cedar", "penny", "sail", "heron"),
)


@dataclass
class Teller:
    """Makes one line after another, and never the same text or (but for a loud few) the same author twice."""

    rng: random.Random
    told: set[str] = field(default_factory=set)
    authors: list[str] = field(default_factory=list)
    decks: dict[str, list[str]] = field(default_factory=dict)

    def pick(self, choices: Sequence[str]) -> str:
        # Only random() is promised to stay the same from one Python to the next.
        return choices[int(self.rng.random() * len(choices))]

    def text(self, kind: str) -> str:
        while True:
            text = self.sentence(kind)
            while _NAME.search(text):
                text = _NAME.sub(lambda name: self.pick(NAMES[name[1]]), text)
            text = re.sub(r"\s+", " ", text).strip()
            text = text[0].upper() + text[1:] if self.rng.random() < 0.8 else text
            if text not in self.told:
                self.told.add(text)
                return text

    def sentence(self, kind: str) -> str:
        """One of the kind's sentences; each is dealt once before any comes again, as from a deck of cards."""
        deck = self.decks.get(kind) or list(KINDS[kind])
        sentence = deck.pop(int(self.rng.random() * len(deck)))
        self.decks[kind] = deck
        return sentence

    def author(self) -> str:
        if self.authors and self.rng.random() < 0.08:
            return self.pick(self.authors[-30:])
        handle = f"{self.pick(_HANDLES[0])}_{self.pick(_HANDLES[1])}"
        while handle in self.authors:
            handle += str(int(self.rng.random() * 10))
        self.authors.append(handle)
        return handle

    def line(self, kind: str, minute: float) -> dict[str, object]:
        forum = self.rng.random() < 0.45
        number = len(self.told)
        return {
            "id": str(70_000 + number) if forum else f"post-{number:04d}",
            "author": self.author(),
            "text": self.text(kind),
            "created_at": _at(minute),
            "brand": BRAND,
            "via": "forum" if forum else "stream",
        }


def lines() -> list[dict[str, object]]:
    """All lines of the sample in the order in which the platforms tell them."""
    teller = Teller(random.Random(SEED))  # noqa: S311 (a sample, no secret)
    moments = sorted([*_ordinary(teller), *_outage(teller)])
    told = [teller.line(kind, minute) for minute, kind in moments]
    return sorted([*told, *_afterwards(told)], key=lambda line: str(line.get("edited_at") or line["created_at"]))


def _ordinary(teller: Teller) -> Iterator[tuple[float, str]]:
    minute, number = 0.0, 0
    while (minute := minute + 60 / ORDINARY_PER_HOUR * (0.3 + 1.4 * teller.rng.random())) < END:
        yield minute, ORDINARY[number % len(ORDINARY)]
        number += 1
    yield from ((OUTAGE + at, "abroad" if at < 0 else "abroad_outage") for at in ABROAD_AT)


def _outage(teller: Teller) -> Iterator[tuple[float, str]]:
    for at in range(END - OUTAGE):
        kinds = [kinds for begins, kinds in PHASES if begins <= at][-1]
        for _ in range(int(_rate(at) + teller.rng.random())):
            yield OUTAGE + at + teller.rng.random(), teller.pick(kinds)
    yield from ((OUTAGE + at + 0.5, "urgent") for at in URGENT_AT)


def _rate(at: int) -> float:
    for (begins, low), (ends, high) in pairwise(RATES):
        if begins <= at < ends:
            return low + (high - low) * (at - begins) / (ends - begins)
    return RATES[-1][1]


def _afterwards(told: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """What platforms tell a second time: four repeats, two edits, one deletion."""
    forum = [line for line in told if line["via"] == "forum"]
    for position in (20, 90, 150, 240):
        yield dict(told[position])
    for line, added in (
        (forum[-60], " Edit: still the same, now on my phone as well."),
        (forum[12], " Edit: found it!"),
    ):
        yield {**line, "text": f"{line['text']}{added}", "edited_at": _later(line, 9)}
    yield {**forum[-40], "edited_at": _later(forum[-40], 14), "deleted": True}


def _later(line: dict[str, object], minutes: int) -> str:
    return _written(datetime.fromisoformat(str(line["created_at"])) + timedelta(minutes=minutes))


def _at(minute: float) -> str:
    return _written(BEGINS + timedelta(seconds=int(minute * 60)))


def _written(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def main() -> None:
    for line in lines():
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
