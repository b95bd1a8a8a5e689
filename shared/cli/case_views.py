"""How a case looks: who has it, who is next and when, what its clocks have left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shared.case import Case, ClockName, Notice
from shared.case_outlook import Clock, clocks, coming, rung_words
from shared.cli.moments import ago, clock, length, when
from shared.cli.tables import Cell, colored
from shared.operations.case_file import CaseFile, Queue, titled
from shared.operations.storm_file import StormFile
from shared.plan import Plan
from shared.storm_words import STATES, quoted, told_phrases, voice_words

CLOCKS: dict[ClockName, str] = {"first_answer": "first answer", "next_answer": "next answer", "solution": "solution"}
#: In a list there is room for less.
_SHORT: dict[ClockName, str] = {"first_answer": "answer", "next_answer": "answer", "solution": "solution"}
NOBODY = "nobody yet"

Table = tuple[tuple[str, ...], list[list[Cell]]]

#: Of more people than these only the number is told.
MOST_NAMED = 3


def cases_table(listed: list[Case], now: datetime, plans: Mapping[int, Plan] | None = None) -> Table:
    """Without the plans that the cases keep, the next step has a time and no name."""
    return queue_table(Queue(tuple(listed), plans=plans or {}), now)


def queue_table(queue: Queue, now: datetime) -> Table:
    headings = ("case", "priority", "state", "next step", "clock", "title")
    return headings, [
        [
            one.id,
            colored(one.priority),
            colored(one.state),
            _next_cell(one, queue.plans.get(one.plan_version), now),
            _clock_cell(one, now),
            (titled(one, queue.known) if queue.plans else one.title) + _gathered(one),
        ]
        for one in queue.cases
    ]


def facts_of(file: CaseFile, now: datetime) -> list[tuple[str, Cell]]:
    case, plan = file.case, file.plan
    instance = plan.instance(case.instance)
    facts: list[tuple[str, Cell]] = [
        ("state", colored(case.state)),
        ("priority", colored(case.priority)),
        ("instance", case.instance),
        ("owner", named(plan, case.owner)),
        *([("has it", _holder(case, plan, now))] if case.acknowledged_by or case.state != "resolved" else []),
        ("opened", when(case.opened_at, now)),
        ("plan", f"version {case.plan_version}"),
        ("authority", _authority(case, plan)),
    ]
    if instance.private_channel is not None:
        facts.append(("move it to", instance.private_channel))
    if case.storm_id:
        facts += _of_storm(case.storm_id, file.storm)
    if case.waiting_since is not None:
        facts.append(("waits", f"for the customer, since {when(case.waiting_since, now)}"))
    if case.state != "resolved":
        facts += [("told now", rung_words(case, plan, now)), ("next", _next(case, plan, now))]
    facts += [(CLOCKS[one.name], clock_words(one)) for one in clocks(case, now)]
    if case.resolved_by:
        facts.append(("resolved", f"{case.resolved_by}, {when(case.resolved_at, now)}"))
        facts.append(("root cause", case.root_cause or "-"))
    if case.merged_into:
        facts.append(("merged into", case.merged_into))
    if file.merged:
        facts.append(("took in", ", ".join(file.merged)))
    return facts


def clock_words(one: Clock) -> Cell:
    """A clock with what it has left, or how late it is."""
    if one.state == "ran out":
        return colored("late: it ran out, as the log says")
    if one.state == "stopped" and one.left is not None:
        return f"stopped with {length(one.left)} left"
    if one.due_at is None or one.left is None:
        return "-"
    if one.state == "late":
        return colored(f"late by {length(-one.left)}; it was due {clock(one.due_at)}")
    return f"by {clock(one.due_at)}, {length(one.left)} left"


def notice_line(notice: Notice) -> tuple[str, Cell]:
    if notice.failed is not None:
        became = f"failed{_tries(notice)}: {notice.failed}"
    elif notice.sent_at is not None:
        became = f"sent {clock(notice.sent_at)}" + (f", after {_counted(notice.tries)} failed" if notice.tries else "")
    else:
        became = "claimed, not sent yet"
    return f"telling {notice.telling}, {notice.person} by {notice.way}", became


def named(plan: Plan, id_: str) -> str:
    """The name that people know, and the id that can be typed."""
    name = plan.name_of(id_)
    return id_ if name == id_ else f"{name} ({id_})"


def _of_storm(storm_id: str, file: StormFile | None) -> list[tuple[str, Cell]]:
    """Its storm in short: how it stands, whom it speaks for and what they say; all of it is `firebreak storm`'s."""
    if file is None:
        return [("storm", storm_id)]
    facts: list[tuple[str, Cell]] = [("storm", f"{storm_id}, {STATES[file.storm.state]}")]
    facts += [(name.lower(), words) for name, words in voice_words(file.heard)]
    phrases = ", ".join(map(quoted, told_phrases(file.heard.summary)))
    if phrases:
        facts.append(("they say", phrases))
    summary = file.heard.summary
    if summary is not None and summary.first_post is not None:
        facts.append(("first post", f"{summary.first_post}: {file.words_of(summary.first_post)}"))
    return facts


def _holder(case: Case, plan: Plan, now: datetime) -> str:
    if case.acknowledged_by is None:
        return NOBODY
    asked = f"; asked again {when(case.asked_at, now)}" if case.asked_at is not None else ""
    return f"{named(plan, case.acknowledged_by)}, since {when(case.acknowledged_at, now)}{asked}"


def _authority(case: Case, plan: Plan) -> str:
    needed = plan.instance(case.instance).authority
    if not needed:
        return "none is needed"
    able = [person.id for person in plan.people if person.authority >= needed]
    if len(able) > MOST_NAMED:
        return f"{needed} is needed; {len(able)} of {len(plan.people)} people have it"
    return f"{needed} is needed; {', '.join(able) or 'nobody'} has it"


def _next(case: Case, plan: Plan, now: datetime) -> str:
    step = coming(case, plan, now)
    if step is None:
        return "nothing by itself"
    return f"{when(step.at, now) if step.at > now else 'now'}: {step.what}"


def _next_cell(case: Case, plan: Plan | None, now: datetime) -> str:
    """How soon who is told next, as short as it can be: most terminals have room for 80 characters."""
    if case.state == "resolved":
        return f"over, {ago(case.resolved_at, now)}" if case.resolved_at else "over"
    step = None if plan is None else coming(case, plan, now)
    if step is None:
        return "-" if case.due_at is None else _soon(case.due_at, now)
    people = step.people[0] if step.people else "nobody"
    more = f" +{len(step.people) - 1}" if len(step.people) > 1 else ""
    return f"{_soon(step.at, now)}: {people}{more}"


def _soon(at: datetime, now: datetime) -> str:
    return length(at - now) if at > now else "now"


def _clock_cell(case: Case, now: datetime) -> Cell:
    """The most pressing clock."""
    one = next(iter(clocks(case, now)), None)
    if one is None:
        return "-"
    if one.state == "running" and one.left is not None:
        return f"{_SHORT[one.name]} {length(one.left)}"
    if one.state == "late" and one.left is not None:
        return colored(f"late {length(-one.left)}")
    return "stopped" if one.state == "stopped" else colored("late")


def _gathered(case: Case) -> str:
    return f" ({case.mentions} mentions)" if case.mentions > 1 else ""


def _tries(notice: Notice) -> str:
    return f" after {_counted(notice.tries)}" if notice.tries > 1 else ""


def _counted(tries: int) -> str:
    return "1 try" if tries == 1 else f"{tries} tries"
