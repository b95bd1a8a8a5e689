"""What makes storms, crises and cases ones that somebody sees: numbers within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shared.plan import CrisisRules, Plan
from shared.plan_broken import Broken, not_from_to, out_of_bounds

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
#: A storm that must be so many times the record is none that anybody will see.
MOST_TIMES = 20
#: What people's decisions may make of a threshold: deafer than this nobody meant, nor louder.
MOST_DISMISSED = 10.0
LEAST_CONFIRMED = 0.2
#: More cases at once than anybody owns.
MOST_AT_ONCE = 1000
#: Once gathered, a month later is another matter; nobody is at one matter for a week without being asked.
CASES = {
    "gather_for": (_MINUTE, 30 * _DAY),
    "at_once": (_MINUTE, _DAY),
    "ask_after": (5 * _MINUTE, 7 * _DAY),
    "answer_within": (_MINUTE, _DAY),
    "bundle_every": (_MINUTE, _HOUR),
}


def broken_storm(plan: Plan) -> Iterator[Broken]:
    for word, least in (("floor", 1), ("authors", 1), ("times_record", 1.0)):
        if not getattr(plan.storm, word) >= least:
            mend = f"write {least:g} or more; everything would be a storm otherwise"
            yield Broken(("storm", word), f"`{word}` is below {least:g}", mend)
    if plan.storm.times_record > MOST_TIMES:
        mend = f"write {MOST_TIMES} or less; nothing would be a storm otherwise"
        yield Broken(("storm", "times_record"), f"`times_record` is above {MOST_TIMES}", mend)
    yield from _taught(plan)
    yield from out_of_bounds(("storm", "window"), plan.storm.window, _MINUTE, 6 * _HOUR)
    yield from out_of_bounds(("storm", "quiet"), plan.storm.quiet, 5 * _MINUTE, 24 * _HOUR)
    if plan.crisis is not None:
        yield from _crisis(plan, plan.crisis)
    for word, bounds in CASES.items():
        yield from out_of_bounds(("cases", word), getattr(plan.cases, word), *bounds)
    mend = "write after how many cases further mentions gather in one"
    yield from not_from_to(("cases", "most_at_once"), plan.cases.most_at_once, 1, MOST_AT_ONCE, mend)


def _taught(plan: Plan) -> Iterator[Broken]:
    for word, least, most in (
        ("dismissed_most", 1.0, MOST_DISMISSED),
        ("confirmed_least", LEAST_CONFIRMED, 1.0),
    ):
        # No number at all is within no bounds.
        if not least <= getattr(plan.storm, word) <= most:
            mend = f"write {least:g} to {most:g}; with 1 nothing is learned"
            yield Broken(("storm", word), f"`{word}` is not from {least:g} to {most:g}", mend)


def _crisis(plan: Plan, crisis: CrisisRules) -> Iterator[Broken]:
    for word, number, storm, of in (
        ("complaints", crisis.complaints, plan.storm.floor, "floor"),
        ("authors", crisis.authors, plan.storm.authors, "authors"),
    ):
        least = max(1, storm)
        if number < least:
            what = f"a crisis of {number} `{word}` would be less than a storm"
            yield Broken(("crisis", word), what, f"write {least} or more, as `{of}` under `storm` says")
