"""What may be read on X in a month, and what was: X charges for each post that it returns.

0.005 $ a post, 0.010 $ for its author, each once a day in UTC (docs.x.com/x-api/getting-started/pricing, read in
November 2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.ears.fields import as_count
from shared.ears.platform import Round

DOLLARS_A_POST, DOLLARS_AN_AUTHOR = 0.005, 0.010

NO_CAP = (
    "X charges for each post, so nothing is read before somebody says how many may be: write "
    'posts_a_month: "10000" under the settings of the source (150 $ a month at most, with their authors)'
)


@dataclass(frozen=True, slots=True)
class Spent:
    """What was read in a month (UTC), and how much may be."""

    month: str
    most: int
    posts: int = 0
    authors: int = 0

    @property
    def left(self) -> int:
        return self.most - self.posts

    def and_(self, posts: int, authors: int) -> Spent:
        return replace(self, posts=self.posts + posts, authors=self.authors + authors)

    def kept(self) -> dict[str, Any]:
        """Its part of the cursor."""
        return {"month": self.month, "posts": self.posts, "authors": self.authors}

    def words(self) -> str:
        dollars = self.posts * DOLLARS_A_POST + self.authors * DOLLARS_AN_AUTHOR
        return (
            f"{self.posts:,} of {self.most:,} posts read this month, about {dollars:,.2f} $ "
            f"({DOLLARS_A_POST:.3f} $ a post, {DOLLARS_AN_AUTHOR:.3f} $ an author)"
        )

    def used_up(self) -> str:
        """What to say when nothing more may be read."""
        first = (datetime.strptime(self.month, "%Y-%m").replace(tzinfo=UTC) + timedelta(days=32)).replace(day=1)
        return (
            f"the cap is reached: {self.words()}. Nothing more is read until {first:%Y-%m-%d} (UTC); "
            "to read on, raise posts_a_month in the plan"
        )


def spent(round_: Round) -> Spent | None:
    """What was spent by now; None where the plan sets no cap. A clock that was set back begins no month anew."""
    most = cap(round_)
    if most is None:
        return None
    month, cursor = f"{round_.now.astimezone(UTC):%Y-%m}", round_.cursor
    kept = cursor.get("month")
    if not isinstance(kept, str) or not _is_month(kept) or kept < month:
        return Spent(month, most)
    return Spent(kept, most, _count(cursor, "posts"), _count(cursor, "authors"))


def cap(round_: Round) -> int | None:
    """How many posts may be read in a month; None where the plan doesn't say it, or not as a number."""
    try:
        most = as_count(round_.source.settings.get("posts_a_month", ""))
    except ValueError:
        return None
    return most if most > 0 else None


def _is_month(kept: str) -> bool:
    try:
        datetime.strptime(kept, "%Y-%m").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def _count(cursor: Mapping[str, Any], name: str) -> int:
    kept = cursor.get(name)
    return kept if isinstance(kept, int) and kept > 0 else 0
