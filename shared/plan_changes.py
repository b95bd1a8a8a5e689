"""What changing from one plan to another means: for people, for instances, for the rest. Pure.

Every difference between the files is told; beside it, what follows from it: who is told sooner or later, who gains and
loses duty, when nobody would answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from shared.plan import Plan
from shared.plan_change import Change
from shared.plan_change_duties import of_duties, of_gaps
from shared.plan_change_keywords import of_keywords
from shared.plan_change_tellings import of_tellings
from shared.plan_change_words import in_words
from shared.plan_differences import differences

#: So far ahead shifts and holes are compared.
AHEAD = timedelta(weeks=4)
_GROUPS = ("person", "instance", "plan")


def changes(before: Plan, after: Plan, now: datetime) -> list[Change]:
    """Grouped by person, then by instance, then the rest; empty only where nothing but the version differs."""
    found = list(differences(before, after))
    if not found:
        return []
    # Keywords are told by `of_keywords`, with where they go.
    told = [in_words(one) for one in found if one.path[0] != "instances" or one.path[2:] != ("keywords",)]
    told += _following(before, after, now)
    first: dict[tuple[str, str], int] = {}
    for at, change in enumerate(told):
        first.setdefault((change.about, change.id), at)
    return sorted(told, key=lambda change: (_GROUPS.index(change.about), first[change.about, change.id]))


def _following(before: Plan, after: Plan, now: datetime) -> Iterator[Change]:
    yield from of_tellings(before, after)
    yield from of_duties(before, after, now, now + AHEAD)
    yield from of_gaps(before, after, now, now + AHEAD)
    yield from of_keywords(before, after)
