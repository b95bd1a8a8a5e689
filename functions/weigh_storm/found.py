"""All that was found of a crowd, for a verdict to rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from functions.weigh_storm.base import Heard
from functions.weigh_storm.people import People


class Part(NamedTuple):
    """A share of what was looked at, as counts: 3 of 40."""

    found: int
    of: int

    @property
    def share(self) -> float:
        return self.found / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """`people` are all who complain, `apart` those with no part in copies that are a brigade's.

    `own` and `about_others` are of the complaints whose words can be judged; `young` is of accounts of known age.
    `reached` is the interval of the share of the base that has spoken. `signs` say why copies are no people's.
    """

    posts: int
    read: int
    complaints: int
    people: People
    apart: People
    copies: Part
    coordinated: Part
    unexplained: Part
    spread: Part
    young: Part
    own: Part
    about_others: Part
    usual_own: float | None
    heard: Heard
    base: int | None
    reached: tuple[float, float] | None
    signs: tuple[str, ...]
