"""What makes a plan's promises ones that can be kept: when the next word comes, who is told of it, and in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shared.plan import Plan
from shared.plan_broken import Broken, Place, empties, out_of_bounds, unknown

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
#: The promise clock moves each minute, and a public that waits longer than a week has been forgotten.
CADENCE = (5 * MINUTE, 7 * DAY)
#: So many times in a row is nobody at work.
MOST_BY_ITSELF = 10


def broken_promise_rules(plan: Plan) -> Iterator[Broken]:
    yield from out_of_bounds(("update_every",), plan.update_every, *CADENCE)
    for position, instance in enumerate(plan.instances):
        if instance.update_every is not None:
            yield from out_of_bounds(("instances", position, "update_every"), instance.update_every, *CADENCE)
    yield from _clock(plan)
    yield from _by_itself(plan)
    for word in ("forbidden_promises", "jargon", "allowed"):
        yield from empties(("gate",), word, getattr(plan.gate, word))


def _clock(plan: Plan) -> Iterator[Broken]:
    rules = plan.promise
    place: Place = ("promise",)
    for word in ("writer_before", "backup_before", "late_every"):
        yield from out_of_bounds((*place, word), getattr(rules, word), MINUTE, DAY)
    if rules.backup_before >= rules.writer_before:
        what = "the back-up would be told no later than the writer"
        yield Broken((*place, "backup_before"), what, "write less than `writer_before`")
    people = [person.id for person in plan.people]
    if rules.authority is not None and rules.authority not in people:
        yield unknown((*place, "authority"), "person", rules.authority, "people", people)


def _by_itself(plan: Plan) -> Iterator[Broken]:
    if not plan.promise.nothing_new_by_itself:
        return
    if not 1 <= plan.promise.by_itself_at_most <= MOST_BY_ITSELF:
        what = f"`by_itself_at_most` is not from 1 to {MOST_BY_ITSELF}"
        mend = "write how often in a row it may, or `nothing_new: by_hand` for never"
        yield Broken(("promise", "by_itself_at_most"), what, mend)
    for instance in plan.instances:
        if not any(one.language == plan.language for one in plan.templates(instance.id, "nothing_new")):
            what = f"nothing could go out by itself about `{instance.id}`: no words for `nothing_new`"
            yield Broken(("promise", "nothing_new"), what, f"write them under `forms`, in `{plan.language}` at least")
            return
