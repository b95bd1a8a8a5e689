"""What makes a plan whole: everybody named is known and can be reached, and every template says what it must."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shared.plan import Plan
from shared.plan_broken import Broken
from shared.plan_rules_above import broken_above
from shared.plan_rules_company import broken_company
from shared.plan_rules_components import broken_components
from shared.plan_rules_cover import broken_cover
from shared.plan_rules_duty import broken_schedules
from shared.plan_rules_escalation import broken_escalations
from shared.plan_rules_instances import broken_instances
from shared.plan_rules_names import Names, broken_names
from shared.plan_rules_people import broken_people
from shared.plan_rules_promise import broken_promise_rules
from shared.plan_rules_reach import broken_reach
from shared.plan_rules_second import broken_second
from shared.plan_rules_sources import broken_sources
from shared.plan_rules_storm import broken_storm
from shared.plan_rules_words import broken_words


def broken_rules(plan: Plan, now: datetime | None = None) -> Iterator[Broken]:
    """Every rule that this plan breaks; none where it is whole. `now` is where the year ahead begins."""
    names = Names.of(plan)
    whole = True
    for broken in _standing(plan, names):
        whole = False
        yield broken
    # Hours are counted once everybody is known, and every zone.
    if whole and now is not None:
        yield from broken_cover(plan, names, now)


def _standing(plan: Plan, names: Names) -> Iterator[Broken]:
    """Those that hold at any time."""
    yield from broken_names(plan)
    yield from broken_company(plan)
    yield from broken_people(plan, names)
    yield from broken_schedules(plan, names)
    yield from broken_escalations(plan, names)
    yield from broken_reach(plan, names)
    yield from broken_components(plan)
    yield from broken_sources(plan)
    yield from broken_instances(plan)
    yield from broken_above(plan)
    yield from broken_words(plan)
    yield from broken_promise_rules(plan)
    yield from broken_storm(plan)
    yield from broken_second(plan)
