"""One change between two plans, as a sentence about somebody or something. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

About = Literal["person", "instance", "plan"]


@dataclass(frozen=True, slots=True)
class Change:
    """`id` is a person's or an instance's, or says which other part of the plan; `what` goes on after it."""

    about: About
    id: str
    what: str

    def __str__(self) -> str:
        return f"{self.id}: {self.what}"
