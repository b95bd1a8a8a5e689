"""Who is next: the rungs of a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.case import Case
from shared.plan import Plan, Rung

#: A rung whose notices did not go out is told again after this long.
TELL_AGAIN = timedelta(minutes=1)
#: And after so many tries, whatever stands in their way, the next rung is told.
TELL_AGAIN_TIMES = 5
#: Once all rungs are through, the last resort is told again this often, on and on: never silence.
LAST_RESORT_AGAIN = timedelta(hours=1)
#: An acknowledgement is good for so long; then the case is open again, and its person is asked.
ACKNOWLEDGED_FOR = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Step:
    """A case after its step, the rung to be told (None: nobody), and the line for its log."""

    case: Case
    rung: int | None
    what: str


def rung_at(plan: Plan, instance: str, rung: int) -> Rung:
    """The rung of that number; past the end it is the last resort's, with the longer wait."""
    rungs = plan.rungs(instance)
    if rung < len(rungs):
        return rungs[rung]
    return Rung(people=(plan.last_resort,), wait=max(rungs[-1].wait, LAST_RESORT_AGAIN))


def step(case: Case, plan: Plan, now: datetime) -> Step | None:
    """What is due for this case; None where nothing is (it was resolved, or its time has not come)."""
    if case.state == "resolved" or case.due_at is None or case.due_at > now:
        return None
    if case.state == "acknowledged":
        again = replace(case, state="open", told=False, retold=0, rung=case.rung + 1, due_at=now + TELL_AGAIN)
        return Step(again, again.rung, f"the acknowledgement by {case.acknowledged_by} has expired; open again")
    if not case.told and case.retold < TELL_AGAIN_TIMES:
        again = replace(case, due_at=now + TELL_AGAIN, retold=case.retold + 1)
        return Step(again, case.rung, f"rung {case.rung}: told again")
    rung = case.rung + 1
    people = ", ".join(plan.person(of).name for of in rung_at(plan, case.instance, rung).people)
    moved = replace(case, rung=rung, told=False, retold=0, due_at=now + TELL_AGAIN)
    return Step(moved, rung, f"no answer; on to rung {rung}: {people}")
