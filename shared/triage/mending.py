"""What others know better is put into a verdict: a person's word, or a second reader's. Pure."""

from __future__ import annotations

from dataclasses import replace

from shared.correction import Correction, corrected
from shared.opinion import Opinion, advised
from shared.plan import Plan
from shared.verdict import PRIORITIES, Priority, Verdict

_ACCUSES = 3


def heard(verdict: Verdict, plan: Plan, correction: Correction | None, opinion: Opinion | None) -> tuple[Verdict, bool]:
    """The verdict with the person's word, or else with the second reader's; and whether the rules still stand.

    An opinion never lowers an alarm; a person who says what a mention is has read it.
    """
    if correction is not None and correction.mention_version == verdict.mention_version:
        return corrected(verdict, correction), correction.kind is None
    if opinion is not None:
        return advised(verdict, opinion, {instance.id for instance in plan.instances}), True
    return verdict, True


def mended(verdict: Verdict, plan: Plan, correction: Correction | None, opinion: Opinion | None) -> Verdict:
    """A verdict that was given before, with what was said since; its priority is as near as can be told without
    judging the mention anew, which comes after.
    """
    after, rules_stand = heard(verdict, plan, correction, opinion)
    if after is verdict:
        return verdict
    return replace(after, priority=_priority(verdict, after, plan, rules_stand=rules_stand))


def _priority(before: Verdict, after: Verdict, plan: Plan, *, rules_stand: bool) -> Priority:
    """How soon a person must see it now.

    What speaks of danger, law and the like stays urgent, whatever a machine says that it is: a person who says that it
    is no complaint has read it.
    """
    if (before.kind, before.severity, before.instance) == (after.kind, after.severity, after.instance):
        return before.priority
    held = _held(before, plan)
    if before.priority == "urgent" and held != "urgent" and (rules_stand or after.is_complaint):
        return "urgent"
    floor = _held(after, plan) or "low"
    return min(_by_kind(before, after, held), floor, key=PRIORITIES.index)


def _held(verdict: Verdict, plan: Plan) -> Priority | None:
    """What the plan holds a complaint about its instance to be at the least."""
    known = verdict.instance in {instance.id for instance in plan.instances}
    return plan.instance(verdict.instance).priority if known and verdict.is_complaint else None


def _by_kind(before: Verdict, after: Verdict, held: Priority | None) -> Priority:
    pressing = before.is_complaint and before.priority == "high" and held != "high"
    if after.is_complaint and pressing:
        return "high"
    if after.kind == "specific_complaint":
        return "high" if after.severity >= _ACCUSES else "normal"
    return "normal" if after.kind == "question" else "low"
