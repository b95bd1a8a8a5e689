"""Whether somebody is there: the hours of the year ahead in which an instance would have nobody but the last resort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from shared.coverage import Gap, gaps
from shared.plan import Plan
from shared.plan_broken import Broken, named
from shared.plan_rules_names import Names, tells

#: As far ahead as holidays are planned.
AHEAD = timedelta(weeks=52)
_HOUR = timedelta(hours=1)


def broken_cover(plan: Plan, names: Names, now: datetime) -> Iterator[Broken]:
    """One finding an instance, one for a crisis, in the company's zone; for a plan whose names and zones are whole."""
    for position, gap in _uncovered(plan, names, now):
        instance = plan.instances[position]
        what = _what(plan, f"`{instance.id}`", gap)
        yield Broken(("instances", position), what, _mend(names, tells(names, instance)))
    if plan.crisis is not None:
        # Whatever a storm is about, and however pressing it was: a crisis is urgent, and takes this escalation.
        taken = (replace(one, escalation=plan.crisis.escalation, priority="urgent") for one in plan.instances)
        crisis = replace(plan, instances=tuple(taken))
        found = list(_uncovered(crisis, names, now))
        for position, gap in found[:1]:
            instance = crisis.instances[position]
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            what = _what(plan, f"a crisis of `{instance.id}`{more}", gap)
            yield Broken(("crisis", "escalation"), what, _mend(names, tells(names, instance)))


def _uncovered(plan: Plan, names: Names, now: datetime) -> Iterator[tuple[int, Sequence[Gap]]]:
    """The positions of the instances that have gaps, and those."""
    known: dict[object, Sequence[Gap]] = {}
    for position, instance in enumerate(plan.instances):
        rungs = tells(names, instance)
        if _always_there(names, rungs):
            continue
        # Instances that tell the same people in the same hours have the same gaps.
        same = (frozenset(id_ for rung in rungs for id_ in rung), instance.priority or "urgent")
        if same not in known:
            known[same] = gaps(plan, instance.id, now, now + AHEAD)
        if known[same]:
            yield position, known[same]


def _always_there(names: Names, rungs: Sequence[Sequence[str]]) -> bool:
    """Whether somebody without quiet hours is told by name, or in a team: nothing needs to be counted then."""
    named_ones = (id_ for rung in rungs for id_ in rung if id_ not in names.schedules)
    return any(person.ways() and person.quiet is None for id_ in named_ones for person in names.behind(id_))


def _what(plan: Plan, whose: str, found: Sequence[Gap]) -> str:
    first = found[0].start.astimezone(ZoneInfo(plan.company.time_zone))
    hours = sum(((one.end.astimezone(UTC) - one.start.astimezone(UTC)) for one in found), timedelta()) / _HOUR
    return (
        f"nobody but the last resort is there for {whose} in {_hours(hours)} of the next 52 weeks,"
        f" first on {first:%A, %Y-%m-%d at %H:%M} ({plan.company.time_zone})"
    )


def _hours(hours: float) -> str:
    return f"{hours:,.0f} hours" if hours >= 10 else f"{hours:.1f} hours"


def _mend(names: Names, rungs: Sequence[Sequence[str]]) -> str:
    told = dict.fromkeys(id_ for rung in rungs for id_ in rung)
    schedules = [id_ for id_ in told if id_ in names.schedules]
    quiet = [one.id for id_ in told if id_ not in names.schedules for one in names.behind(id_) if one.quiet]
    ways = []
    if schedules:
        ways.append(f"fill the gap in {named(schedules)}")
    if quiet:
        ways.append(f"leave a way open in the `quiet` hours of {named(quiet)}")
    return ", ".join((*ways, "or name a back-up who can be told then"))
