"""What another plan means, for whom: every difference is told, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.plan import Escalation, Instance, Person, Plan, Rung
from shared.plan_changes import changes
from shared.schedule import Override, Schedule
from tests.builders import NOON, an_instance, minutes
from tests.shared.duty_plans import DUTY, a_duty_plan, a_person, otherwise, wall

PLAN = a_duty_plan()
OTHERWISE = [plan for plan in otherwise(PLAN) if replace(plan, version=3) != PLAN]


def told(before: Plan, after: Plan) -> list[str]:
    return [str(change) for change in changes(before, after, NOON)]


def with_person(person_id: str, **otherwise: object) -> Plan:
    people = (replace(one, **otherwise) if one.id == person_id else one for one in PLAN.people)  # type: ignore[arg-type]  # a table's
    return replace(PLAN, people=tuple(people))


def with_instance(instance_id: str, **otherwise: object) -> Plan:
    some = (replace(one, **otherwise) if one.id == instance_id else one for one in PLAN.instances)  # type: ignore[arg-type]  # a table's
    return replace(PLAN, instances=tuple(some))


def with_duty(**otherwise: object) -> Plan:
    return replace(PLAN, schedules=(replace(DUTY, **otherwise), *PLAN.schedules[1:]))  # type: ignore[arg-type]  # a table's


TABLE: list[tuple[Callable[[], Plan], list[str]]] = [
    (lambda: with_person("ada", slack=None), ["ada: is no longer told by slack"]),
    (lambda: with_person("hedy", sms="+4930"), ["hedy: is told by sms too (+4930)"]),
    (lambda: with_person("hedy", slack="web"), ["hedy: slack goes to web (was care)"]),
    (lambda: with_person("hedy", authority=2), ["hedy: has authority 2 (was 1)"]),
    (lambda: with_person("ada", quiet=None), ["ada: has no quiet hours any more"]),
    (
        lambda: with_instance("billing", owner="grace"),
        [
            "grace: owner of billing now",
            "grace: is told of billing first, at once, sooner (was after 20 min)",
            "hedy: no longer owner of billing",
            "hedy: is no longer told of billing (was told first, at once while on duty in office)",
            "billing: its owner is grace (was office)",
        ],
    ),
    (
        lambda: with_instance("billing", first_answer=minutes(90)),
        ["billing: the customer has a first answer within 90 min (was 30 min): later"],
    ),
    (
        lambda: with_instance("website_problem", solution=None),
        ["website_problem: no `solution` is promised any more (was 2 days)"],
    ),
    (
        lambda: with_instance("billing", keywords=("refund",)),
        ["billing: the keyword `invoice` is dropped"],
    ),
    (
        lambda: replace(
            PLAN,
            instances=(
                replace(PLAN.instances[0], keywords=("website", "login", "refund")),
                replace(PLAN.instances[1], keywords=("invoice",)),
            ),
        ),
        [
            "website_problem: the keyword `refund` comes from billing",
            "billing: the keyword `refund` goes to website_problem",
        ],
    ),
    (
        lambda: replace(PLAN, approval_authority=3),
        ["approval_authority: who signs a statement has at least authority 3 (was 2)"],
    ),
    (
        lambda: replace(PLAN, company=replace(PLAN.company, customers=240_000)),
        ["company: how many customers it has: 240000 (was none)"],
    ),
    (
        lambda: replace(PLAN, company=replace(PLAN.company, keep_texts=timedelta(days=90))),
        ["company: what customers wrote is kept for 90 days (was 400 days)"],
    ),
    (
        lambda: replace(PLAN, last_resort="grace"),
        [
            "grace: is the last resort now",
            "linus: is no longer the last resort",
            "last_resort: the last resort is grace (was linus)",
        ],
    ),
]


@pytest.mark.parametrize(("after", "sentences"), TABLE, ids=[sentences[0] for _, sentences in TABLE])
def test_each_change_is_told_in_a_sentence(after: Callable[[], Plan], sentences: list[str]) -> None:
    assert told(PLAN, after()) == sentences


def test_nothing_is_told_of_the_same_plan_in_another_version() -> None:
    assert told(PLAN, replace(PLAN, version=9)) == []


def test_every_word_of_a_plan_is_told_when_it_changes() -> None:
    assert len(OTHERWISE) > 300
    assert [plan for plan in OTHERWISE if not changes(PLAN, plan, NOON)] == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([PLAN, *OTHERWISE]), st.sampled_from([PLAN, *OTHERWISE]))
def test_changes_are_empty_for_equal_plans_only_and_name_what_is_in_one_of_them(before: Plan, after: Plan) -> None:
    found = changes(before, after, NOON)
    assert (found == []) == (before == replace(after, version=before.version))
    known: dict[str, set[str]] = {
        "person": {one.id for plan in (before, after) for one in plan.people} | {before.last_resort, after.last_resort},
        "instance": {one.id for plan in (before, after) for one in plan.instances},
    }
    for change in found:
        if change.about == "plan":
            assert change.id in _parts(before) | _parts(after)
        elif change.id not in known[change.about]:
            # Only who is nobody in either plan, but named in it, may be told of otherwise.
            assert any(change.id in str(plan.teams) + str(plan.schedules) for plan in (before, after)), str(change)


def _parts(plan: Plan) -> set[str]:
    entries = {f"team {one.id}" for one in plan.teams} | {f"schedule {one.id}" for one in plan.schedules}
    entries |= {f"escalation {one.id}" for one in plan.escalations} | {f"component {one.id}" for one in plan.components}
    entries |= {f"source {one.name}" for one in plan.sources} | {f"ready form {one.form}" for one in plan.forms}
    return entries | {field.name for field in fields(Plan)}


def test_groups_come_in_their_order_and_nobody_comes_twice() -> None:
    after = replace(
        with_person("ada", slack=None), last_resort="grace", update_every=minutes(5), people=PLAN.people[1:]
    )
    found = changes(PLAN, after, NOON)
    groups = [change.about for change in found]
    assert groups == sorted(groups, key=("person", "instance", "plan").index)
    ids = [change.id for change in found]
    assert len(set(ids)) == len([at for at, id_ in enumerate(ids) if at == 0 or ids[at - 1] != id_])


def test_who_gains_and_loses_duty_is_told_in_hours_and_where_it_begins() -> None:
    after = with_duty(overrides=(*DUTY.overrides, _stands_in("hedy", "grace")))
    assert told(PLAN, after)[:2] == [
        "grace: in web-duty, until 30 Oct: loses 12 h (Thu 15 Oct 10:00 to Thu 15 Oct 22:00)",
        "hedy: in web-duty, until 30 Oct: gains 12 h (Thu 15 Oct 10:00 to Thu 15 Oct 22:00)",
    ]


def _stands_in(who: str, for_whom: str) -> Override:
    return Override(wall("2026-10-15 09:00"), wall("2026-10-15 21:00"), add=who, remove=for_whom)


def test_hours_in_which_nobody_would_answer_are_told_and_those_mended_too() -> None:
    alone = replace(a_alone("billing", "office"), escalation=None)
    covered = replace(PLAN, instances=(PLAN.instances[0], replace(alone, backups=("ada",))))
    uncovered = replace(PLAN, instances=(PLAN.instances[0], alone))
    worse = [line for line in told(covered, uncovered) if line.startswith("billing: nobody answers")]
    better = [line for line in told(uncovered, covered) if line.startswith("billing: somebody answers")]
    assert worse == [
        "billing: nobody answers for 473 h (first Fri 2 Oct 18:00 to Mon 5 Oct 08:00), until 30 Oct",
    ]
    assert better == [worse[0].replace("nobody answers", "somebody answers again")]


def a_alone(instance_id: str, owner: str) -> Instance:
    return an_instance(instance_id, owner=owner, backups=(), keywords=("refund", "invoice"))


def test_a_new_person_and_a_new_instance_are_told_with_what_follows() -> None:
    after = replace(
        PLAN,
        people=(*PLAN.people, a_person("joan")),
        instances=(*PLAN.instances, an_instance("delivery", owner="joan", backups=("ada",), keywords=("refund",))),
    )
    lines = told(PLAN, after)
    assert lines[:3] == [
        "joan: is new (Joan)",
        "joan: owner of delivery now",
        "joan: is told of delivery now: first, at once",
    ]
    assert "delivery: is new (Delivery)" in lines
    gone = told(after, PLAN)
    assert gone[:3] == [
        "joan: is no longer in the plan",
        "joan: no longer owner of delivery, which is gone",
        "joan: is no longer told of delivery (was told first, at once)",
    ]


def test_a_plan_is_compared_whatever_its_size() -> None:
    people: tuple[Person, ...] = tuple(a_person(f"p{count}") for count in range(60))
    schedules: tuple[Schedule, ...] = tuple(replace(DUTY, id=f"s{count}") for count in range(10))
    instances = tuple(an_instance(f"i{count}", owner=f"s{count % 10}", backups=(f"p{count}",)) for count in range(40))
    large = replace(PLAN, people=(*PLAN.people, *people), schedules=schedules, instances=instances)
    later = replace(large, instances=tuple(replace(one, wait=one.wait + timedelta(minutes=1)) for one in instances))
    assert len([line for line in told(large, later) if ", later (was " in line]) == 40
    [last] = [line for line in told(large, later) if "last resort" in line]
    assert last == "linus: as the last resort is told later of i0, i1, i2 and 37 more"


def test_the_last_resort_hears_of_it_sooner_or_later_too() -> None:
    longer = told(PLAN, with_instance("billing", wait=minutes(25)))
    assert "linus: as the last resort is told of billing after 75 min, later (was after 30 min)" in longer
    web = PLAN.escalations[0]
    sooner = told(PLAN, replace(PLAN, escalations=(replace(web, repeat=0), *PLAN.escalations[1:])))
    assert "linus: as the last resort is told of website_problem after 30 min, sooner (was after 1 h)" in sooner


def test_who_is_told_sooner_or_later_in_a_crisis_is_told() -> None:
    def calling(first: int) -> Plan:
        rungs = (Rung(("owner", "crew"), minutes(first)), Rung(("ada",), minutes(5)))
        return replace(PLAN, escalations=(PLAN.escalations[0], Escalation("all", "All hands", rungs)))

    assert [line for line in told(calling(5), calling(15)) if "crisis" in line] == [
        "ada: is told of a crisis after 15 min, later (was after 5 min)"
    ]
