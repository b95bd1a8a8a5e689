"""What to change in the plan, in plain sentences; and what fell through. Each rule looks at one thing. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import groupby

from infra.drill.facts import Facts
from infra.drill.moments import clock, lasted
from infra.drill.report import CaseReport, PersonReport, PromiseReport, StormReport
from shared.case_clocks import CALLED

#: Nobody should have to read more than so many messages in ten minutes (the plan's bundles are there to prevent it).
MANY_MESSAGES = 6
#: A storm should be spoken of in public within this: the first word need not know anything yet.
FIRST_WORD_WITHIN = timedelta(minutes=60)


def gaps(facts: Facts, cases: tuple[CaseReport, ...]) -> tuple[str, ...]:
    """What fell through: tellings that reached nobody, notices and functions that failed."""
    found = [f"{case.id} ({case.title}): nobody was told of it at all" for case in cases if not case.told_anybody]
    for case in cases:
        empty = [str(telling.number) for telling in case.tellings if not telling.reached]
        if empty and case.told_anybody:
            found.append(f"{case.id} ({case.title}): telling {', '.join(empty)} reached nobody")
    failed = Counter(
        (one.person, one.way, one.failed or "")
        for case in cases
        for telling in case.tellings
        for one in telling.told
        if one.failed
    )
    found += [
        f"{_notices(times)} to {facts.plan.name_of(person)} by {way} failed: {why}"
        for (person, way, why), times in sorted(failed.items())
    ]
    found += [f"{function} failed {_times(times)}" for function, times in sorted(Counter(facts.failed).items())]
    found += [
        f"{_events(times)} for {function} given up after all retries"
        for function, times in sorted(Counter(facts.given_up).items())
    ]
    return tuple(found)


def advice(
    facts: Facts,
    cases: tuple[CaseReport, ...],
    people: tuple[PersonReport, ...],
    storms: tuple[StormReport, ...],
    promises: tuple[PromiseReport, ...],
) -> tuple[str, ...]:
    return (
        *_untold(cases),
        *_first_rungs(facts, cases),
        *_last_resort(facts, cases),
        *_unanswered(facts, cases),
        *_clocks(facts, cases),
        *_silence_in_public(facts, storms),
        *_promises(promises),
        *_floods(people),
    )


def _untold(cases: tuple[CaseReport, ...]) -> list[str]:
    return [
        f"Nobody was told of {case.id} ({case.title}): its rungs reach nobody at that hour. Give it a rung that does."
        for case in cases
        if not case.told_anybody
    ]


def _first_rungs(facts: Facts, cases: tuple[CaseReport, ...]) -> list[str]:
    """Where the first rung was waited for in vain: once for each instance and reason, with the longest wait."""
    waited = [
        (case.instance, first.why_silent, first.waited, len(first.reached))
        for case in cases
        for first in case.tellings[:1]
        if first.waited is not None and first.why_silent
    ]
    said = []
    for (instance, why), group in groupby(sorted(waited), key=lambda one: one[:2]):
        found = list(group)
        longest, alone = max(one[2] for one in found), found[0][3] == 1
        name = facts.plan.instance(instance).name
        change = "give the first rung a second person, or a shorter wait" if alone else "shorten the first rung's wait"
        often = f" ({len(found)} times)" if len(found) > 1 else ""
        said.append(f"“{name}” waited {lasted(longest)} for its first rung{often}: {why}. To mend: {change}.")
    return said


def _last_resort(facts: Facts, cases: tuple[CaseReport, ...]) -> list[str]:
    reached = [(case.last_resort_at, case) for case in cases if case.last_resort_at is not None]
    if not reached:
        return []
    at, first = min(reached, key=lambda one: (one[0], one[1].id))
    name = facts.plan.name_of(facts.plan.last_resort)
    many = f"{len(reached)} of {len(cases)} cases" if len(cases) > 1 else "the one case"
    had = sum(1 for at, case in reached if case.acknowledged_at is not None and case.acknowledged_at < at)
    silent = "Nobody before had answered" if not had else f"In {had} of them somebody had it, and let a time run out"
    return [
        f"The last resort was told: {name}, of {many}, first at {clock(at, facts.zone)} ({first.title}). "
        f"{silent}; a schedule, or a back-up who is awake at that hour, keeps it from getting so far."
    ]


def _unanswered(facts: Facts, cases: tuple[CaseReport, ...]) -> list[str]:
    never = [case for case in cases if case.acknowledged_at is None and case.state != "resolved"]
    if not never:
        return []
    longest = max(facts.ended_at - case.opened_at for case in never)
    many = f"{len(never)} of {len(cases)} cases were" if len(never) > 1 else f"{never[0].id} ({never[0].title}) was"
    return [
        f"{many} never acknowledged, for up to {lasted(longest)}. Everybody in their rungs was told and silent: "
        "ask whether these people can be reached at all (firebreak notify test PERSON)."
    ]


def _clocks(facts: Facts, cases: tuple[CaseReport, ...]) -> list[str]:
    said = []
    late = sorted((case.instance, clock_name) for case in cases for clock_name in dict.fromkeys(case.late))
    for (instance, clock_name), times in sorted(Counter(late).items()):
        of = sum(1 for case in cases if case.instance == instance)
        found = facts.plan.instance(instance)
        spans = {"first_answer": found.first_answer, "next_answer": found.next_answer, "solution": found.solution}
        within = spans[clock_name]
        promised = f" (promised within {lasted(within)})" if within is not None else ""
        said.append(
            f"“{found.name}”: {CALLED[clock_name]} was late in {times} of {of} cases{promised}. "
            "Promise a longer time, or let somebody answer sooner."
        )
    return said


def _silence_in_public(facts: Facts, storms: tuple[StormReport, ...]) -> list[str]:
    said = []
    for storm in storms:
        silent = (storm.spoken_at or facts.ended_at) - storm.noticed_at
        if silent <= FIRST_WORD_WITHIN:
            continue
        end = "" if storm.spoken_at is not None else ", and nothing until the end"
        said.append(
            f"Nobody said anything in public for {lasted(silent)} after the storm about {storm.brand} "
            f"was noticed{end}. "
            "The plan's template is ready in minutes: say who may approve it at that hour."
        )
    return said


def _promises(promises: tuple[PromiseReport, ...]) -> list[str]:
    late = [one.late for one in promises if one.late]
    if not late:
        return []
    over = sum(1 for one in promises if one.late is not None)
    return [
        f"{len(late)} of {over} promised updates were late, by up to {lasted(timedelta(minutes=max(late)))}. "
        "Promise a later time, or approve a “nothing new yet” ahead (firebreak statement standby)."
    ]


def _floods(people: tuple[PersonReport, ...]) -> list[str]:
    return [
        f"{person.name} had {person.most_in_ten_minutes} messages within ten minutes. "
        "Tell them together less often (cases: bundle_every), or give some of it to somebody else."
        for person in people
        if person.most_in_ten_minutes >= MANY_MESSAGES
    ]


def _notices(count: int) -> str:
    return f"{count} notices" if count != 1 else "1 notice"


def _times(count: int) -> str:
    return f"{count} times" if count != 1 else "once"


def _events(count: int) -> str:
    return f"{count} events" if count != 1 else "1 event"
