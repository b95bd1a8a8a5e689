"""A crowd: who speaks in a storm, how many people they really are, and whom they can speak for; its shares in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Voice = Literal["bulk", "many", "vocal minority", "brigade", "not enough to say"]


@dataclass(frozen=True, slots=True)
class Crowd:
    """What the complaints of one storm were weighed to; every share is 0..1, None where it can't be told.

    `posts` are counted in the storm in all, `read` of them were read (a uniform sample where there are more than can
    be), `complaints` of those complain: it is they who are weighed. `authors` and `authors_low` to `authors_high` are
    the people who complain, in all (exact where all was read). `effective_authors` is how many equally busy authors
    would make as uneven a crowd. `top_share` is what the `top_accounts` busiest wrote. `copies` are near copies of a
    post by another account, `coordinated` those of them that people don't write (in lock-step or again and again),
    `spread` are reposts, which say whose words they are. `first_person` report a loss of the writer's own,
    `about_others` judge or repeat somebody else's; the rest does neither. `share_low` to `share_high` (95 %) is the
    part of the base that has spoken, not that is affected.
    """

    weighed_at: datetime
    posts: int
    read: int
    complaints: int
    authors: int
    authors_low: int
    authors_high: int
    effective_authors: float
    top_share: float
    top_accounts: int
    copies: float
    coordinated: float
    spread: float
    young: float | None
    first_person: float | None
    usual_first_person: float | None
    about_others: float | None
    customers: int | None
    base: int | None
    share_low: float | None
    share_high: float | None
    voice: Voice
    sentence: str
    reasons: tuple[str, ...]
    method: tuple[str, ...]


def percent(share: float) -> str:
    """With as many digits as say something: 41 %, 0.3 %, 0.002 %."""
    value = round(share * 100, 9)
    if value == 0 or value >= 10 or value == round(value):
        return f"{value:.0f} %"
    for digits in (1, 2, 3, 4):
        if round(value, digits) * 10**digits >= 2:
            return f"{value:.{digits}f} %"
    return "less than 0.0002 %"


def span(low: float, high: float) -> str:
    """Both ends of an interval, or the one where they are the same in words."""
    first, last = percent(low), percent(high)
    return first if first == last else f"{first.removesuffix(' %')} to {last}"
