"""One thing that the gate found in a text: what, where, why it matters, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["refuse", "warn"]
Where = Literal["title", "body", "promise"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` are the very words found, at `start` (characters into that part; 0 for the promise).

    Personal data is masked there one character for one, so that the place can be found and the person can't.
    """

    rule: str
    level: Level
    language: str
    where: Where
    words: str
    start: int
    why: str
    mend: str
