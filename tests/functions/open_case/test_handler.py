"""With moto: an urgent mention or a storm is one case, its owner told, whatever comes twice or too late."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Any

import pytest
import time_machine
from botocore.exceptions import ClientError

from shared import aws
from shared.case import Case
from shared.mention import Author, Mention
from shared.operations.care import Care
from shared.plan import CrisisRules, Escalation, Rung
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from shared.storm import Storm
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness import template
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.nouns import a_storm, a_tombstone, a_verdict
from tests.shared.store.failing import before, refuse


@pytest.fixture
def open_world(world: World) -> World:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return world


def rungs() -> list[tuple[str, int]]:
    """What was told to the bus since the last look."""
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    found: list[tuple[str, int]] = []
    # Later than all that happens here; by the real clock the queue would have forgotten it.
    with time_machine.travel(NOON + timedelta(hours=30), tick=False):
        while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                event = json.loads(message["Body"])
                found.append((event["detail"]["case_id"], event["detail"]["telling"]))
    return found


def triaged(mention: Mention) -> dict[str, Any]:
    """A mention that is kept and judged, and the event of it."""
    store = MentionStore(names()["Mentions"])
    store.keep(mention)
    store.put_verdict(a_verdict(mention))
    detail = {
        "mention_id": mention.id,
        "mention_version": mention.version,
        "brand": mention.brand,
        "source": mention.source,
        "author": mention.author_key,
        "kind": "specific_complaint",
        "complaint": True,
        "severity": 3,
        "priority": "urgent",
        "instance": "website_problem",
        "public": True,
        "created_at": mention.created_at.isoformat(),
        "seen_at": mention.seen_at.isoformat(),
    }
    return {"detail-type": "MentionTriaged", "detail": detail}


def suspected(storm: Storm) -> dict[str, Any]:
    StormStore(names()["Storms"]).create(storm)
    detail = {"storm_id": storm.id, "brand": storm.brand, "instance": storm.instance}
    return {"detail-type": "StormSuspected", "detail": detail}


def handle(world: World, *events: dict[str, Any], at: float = 0) -> None:
    with time_machine.travel(NOON + minutes(at), tick=False):
        for event in events:
            world.call("OpenCaseFunction", event)


def the_cases(world: World) -> list[Case]:
    return Care(world.deployment()).cases()


def test_an_urgent_mention_is_a_case_that_holds_it_and_its_first_rung_is_told(open_world: World) -> None:
    handle(open_world, triaged(a_mention()))
    [case] = the_cases(open_world)
    assert (case.first_mention, case.mentions, case.owner) == ("discourse:1", 1, "ada")
    assert rungs() == [(case.id, 0)]


def test_an_event_that_comes_twice_is_one_case_and_one_mention_in_it(open_world: World) -> None:
    event = triaged(a_mention())
    handle(open_world, event, event)
    [case] = the_cases(open_world)
    assert case.mentions == 1


def test_further_words_of_one_author_in_one_thread_join_the_first_case(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")), triaged(a_mention("2")))
    [case] = the_cases(open_world)
    assert case.mentions == 2
    assert len(rungs()) == 1


def test_further_words_after_the_case_was_resolved_are_a_case_again(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")))
    [first] = the_cases(open_world)
    Care(open_world.deployment()).resolve(first.id, "ada", NOON, "a full disk")
    handle(open_world, triaged(a_mention("2")), at=5)
    [second] = the_cases(open_world)
    assert second.first_mention == "discourse:2"


def test_the_next_days_words_are_a_case_of_their_own(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")))
    handle(open_world, triaged(a_mention("2")), at=timedelta(hours=25) / minutes(1))
    assert len(the_cases(open_world)) == 2


def test_a_crash_before_the_word_is_out_is_made_good_when_the_event_comes_again(open_world: World) -> None:
    event = triaged(a_mention())
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(Exception, match="InternalFailure"):
        handle(open_world, event)
    handle(open_world, event)
    [case] = the_cases(open_world)
    assert rungs() == [(case.id, 0)]
    assert case.mentions == 1


@pytest.mark.parametrize("operation", ["PutItem", "TransactWriteItems"])
def test_a_crash_at_any_write_is_made_good_when_the_event_comes_again(open_world: World, operation: str) -> None:
    event = triaged(a_mention())
    with before("dynamodb", operation, refuse("InternalServerError")), pytest.raises(Exception, match="InternalServer"):
        handle(open_world, event)
    handle(open_world, event)
    [case] = the_cases(open_world)
    assert (case.mentions, rungs()) == (1, [(case.id, 0)])


def test_a_mention_that_was_deleted_or_edited_since_makes_no_case(open_world: World) -> None:
    deleted, edited = triaged(a_mention("1")), triaged(a_mention("2"))
    store = MentionStore(names()["Mentions"])
    store.bury(a_tombstone("1"))
    store.keep(a_mention("2", version=9, text="never mind"))
    handle(open_world, deleted, edited)
    assert the_cases(open_world) == []
    assert rungs() == []


# ---------------------------------------------------------------- storms
def test_a_storm_is_one_case_however_often_it_is_told(open_world: World) -> None:
    event = suspected(a_storm())
    handle(open_world, event, event)
    [case] = the_cases(open_world)
    assert (case.storm_id, case.priority) == ("storm-1", "urgent")


def test_a_dismissed_storm_has_no_case(open_world: World) -> None:
    event = suspected(a_storm())
    Care(open_world.deployment()).dismiss("storm-1", "ada", NOON, "a quiz")
    handle(open_world, event)
    assert the_cases(open_world) == []


def test_a_storm_that_is_over_before_its_event_is_handled_still_has_its_case(open_world: World) -> None:
    handle(open_world, suspected(a_storm(state="subsided")))
    [case] = the_cases(open_world)
    assert case.storm_id == "storm-1"


def test_an_urgent_mention_of_a_running_storm_joins_its_case_and_pages_nobody(open_world: World) -> None:
    handle(open_world, suspected(a_storm()))
    rungs()
    handle(open_world, triaged(a_mention("1")), triaged(a_mention("2")))
    [case] = the_cases(open_world)
    assert (case.storm_id, case.mentions, rungs()) == ("storm-1", 2, [])


def test_a_mention_that_comes_before_its_storms_own_event_is_not_lost_to_it(open_world: World) -> None:
    event = suspected(a_storm())
    handle(open_world, triaged(a_mention()))
    handle(open_world, event)
    [case] = the_cases(open_world)
    assert (case.storm_id, case.mentions) == ("storm-1", 1)
    assert set(rungs()) == {(case.id, 0)}


def test_an_urgent_mention_after_the_storms_case_was_resolved_is_told_to_somebody(open_world: World) -> None:
    handle(open_world, suspected(a_storm()))
    [of_storm] = the_cases(open_world)
    Care(open_world.deployment()).resolve(of_storm.id, "ada", NOON, "a full disk")
    rungs()
    handle(open_world, triaged(a_mention()), at=5)
    [case] = the_cases(open_world)
    assert case.first_mention == "discourse:1"
    assert rungs() == [(case.id, 0)]


def test_of_two_storms_the_one_about_an_instance_gathers_its_mentions_and_its_cases(open_world: World) -> None:
    wide, about = replace(a_storm("storm-wide"), instance=None), replace(a_storm("storm-site"), series="about:site")
    handle(open_world, triaged(a_mention("1")))
    handle(open_world, suspected(wide), suspected(about), at=1)
    handle(open_world, triaged(replace(a_mention("2"), author=Author(id="u2"))), at=2)
    assert {case.storm_id: case.mentions for case in the_cases(open_world)} == {"storm-wide": 0, "storm-site": 2}


@pytest.mark.parametrize(
    "elsewhere", [replace(a_mention(), brand="other"), a_mention(created_at=NOON - timedelta(hours=3))]
)
def test_a_mention_that_is_not_of_the_storm_has_a_case_of_its_own(open_world: World, elsewhere: Mention) -> None:
    handle(open_world, suspected(a_storm()), triaged(elsewhere))
    assert len(the_cases(open_world)) == 2


def test_a_storm_takes_in_what_was_opened_before_anybody_saw_it_and_its_notices_stop(open_world: World) -> None:
    mentions = [replace(a_mention(str(number)), author=Author(id=f"u{number}")) for number in (1, 2)]
    handle(open_world, *(triaged(mention) for mention in mentions))
    before_it = the_cases(open_world)
    handle(open_world, suspected(a_storm()), at=1)
    [case] = the_cases(open_world)
    assert (case.storm_id, case.mentions) == ("storm-1", 2)
    care = Care(open_world.deployment())
    merged = [file.case for one in before_it if (file := care.case(one.id)) is not None]
    assert [(one.state, one.merged_into, one.due_at) for one in merged] == [("resolved", case.id, None)] * 2


def test_a_case_that_somebody_acknowledged_is_not_taken_from_them(open_world: World) -> None:
    handle(open_world, triaged(a_mention()))
    [own] = the_cases(open_world)
    Care(open_world.deployment()).acknowledge(own.id, "ada", NOON)
    handle(open_world, suspected(a_storm()), at=1)
    assert {case.id: case.state for case in the_cases(open_world)}[own.id] == "acknowledged"


@pytest.mark.parametrize("nth", range(4))
def test_a_crash_while_a_storm_takes_cases_in_is_made_good_by_its_next_word(open_world: World, nth: int) -> None:
    handle(open_world, triaged(a_mention()))
    event = suspected(a_storm())
    calls = iter(range(99))

    def deed() -> None:
        if next(calls) == nth:
            refuse("InternalServerError")()

    with before("dynamodb", "TransactWriteItems", deed, times=99), suppress(ClientError):
        handle(open_world, event, at=1)
    assert next(calls) > nth or nth > 2, "nothing crashed"
    grew = {"detail-type": "StormGrew", "detail": {"storm_id": "storm-1", "brand": "acme", "complaints": 20}}
    handle(open_world, grew, at=2)
    [case] = the_cases(open_world)
    assert (case.storm_id, case.mentions) == ("storm-1", 1)


def test_a_mention_that_comes_while_a_storm_takes_its_case_in_is_not_left_behind(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")))
    [own] = the_cases(open_world)
    store, calls = CaseStore(names()["Cases"]), iter(range(99))

    def deed() -> None:
        if next(calls) == 2:  # the storm's case is opened, the first mention has joined it: the end is next
            store.join(own.id, "discourse:2", NOON)

    with before("dynamodb", "TransactWriteItems", deed, times=99):
        handle(open_world, suspected(a_storm()), at=1)
    [case] = the_cases(open_world)
    assert sorted(store.mentions(case.id)) == ["discourse:1", "discourse:2"]


def test_a_storm_whose_case_was_merged_goes_on_in_the_one_that_took_it_in(open_world: World) -> None:
    storm = a_storm()
    handle(open_world, suspected(storm), triaged(replace(a_mention("1"), brand="other")))
    [target] = [case.id for case in the_cases(open_world) if case.storm_id is None]
    [of_storm] = [case.id for case in the_cases(open_world) if case.storm_id]
    Care(open_world.deployment()).merge(of_storm, target, "ada", NOON)
    rungs()
    handle(open_world, triaged(a_mention("2")), at=5)
    [case] = the_cases(open_world)
    assert (case.id, case.mentions, rungs()) == (target, 2, [])


def test_who_is_at_work_on_a_conversation_hears_of_its_next_words_also_in_a_storm(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")))
    [own] = the_cases(open_world)
    Care(open_world.deployment()).wait(own.id, "ada", NOON)
    handle(open_world, suspected(a_storm()), at=1)
    rungs()
    handle(open_world, triaged(a_mention("2")), at=5)
    found = {case.id: (case.mentions, case.cause) for case in the_cases(open_world)}
    assert found[own.id] == (2, "customer")
    assert rungs() == [(own.id, 1)]


# ---------------------------------------------------------------- a crisis
def grew(storm: Storm, world: World, complaints: int) -> dict[str, Any]:
    store = StormStore(names()["Storms"])
    found = store.get(storm.id)
    assert found is not None
    store.save(replace(found, value=replace(storm, complaints=complaints, authors=complaints)))
    return {
        "detail-type": "StormGrew",
        "detail": {"storm_id": storm.id, "brand": storm.brand, "complaints": complaints},
    }


def test_a_storm_that_grows_past_the_plans_numbers_is_a_crisis_once_also_where_it_was_acknowledged(
    world: World,
) -> None:
    everybody = Escalation("all-hands", "All hands", (Rung(("linus", "grace"), minutes(5)),))
    plan = replace(a_plan(), escalations=(everybody,), crisis=CrisisRules("all-hands", 40, 30))
    Ledger(names()["Ledger"]).publish_plan(plan)
    storm = a_storm()
    handle(world, suspected(storm))
    [case] = the_cases(world)
    Care(world.deployment()).acknowledge(case.id, "ada", NOON)
    rungs()
    handle(world, grew(storm, world, 39), at=5)
    assert rungs() == []
    crisis = grew(storm, world, 41)
    handle(world, crisis, crisis, at=6)
    [case] = the_cases(world)
    assert (case.state, case.escalation, case.rung, case.cause) == ("open", "all-hands", 0, "crisis")
    assert set(rungs()) == {(case.id, 1)}


# ---------------------------------------------------------------- many at once
def by(number: int, text: str = "I cannot log in") -> Mention:
    return replace(a_mention(str(number), text=text), author=Author(id=f"u{number}"))


def test_too_many_of_one_kind_at_once_gather_in_one_case(open_world: World) -> None:
    handle(open_world, *(triaged(by(number)) for number in range(30)), at=1)
    listed = the_cases(open_world)
    assert len(listed) == a_plan().cases.most_at_once + 1
    assert sorted(case.mentions for case in listed) == [1, 1, 1, 1, 1, 25]
    [many] = [case for case in listed if case.mentions == 25]
    assert many.title == "Website problem: many at once"


def test_one_of_many_writes_again_into_their_common_case(open_world: World) -> None:
    handle(open_world, *(triaged(by(number)) for number in range(8)), at=1)
    again = replace(by(99), author=Author(id="u7"))
    handle(open_world, triaged(again), at=30)
    assert sorted(case.mentions for case in the_cases(open_world)) == [1, 1, 1, 1, 1, 4]


def test_the_next_stretch_has_cases_of_its_own_again(open_world: World) -> None:
    handle(open_world, *(triaged(by(number)) for number in range(8)), at=1)
    handle(open_world, triaged(by(50)), at=12)
    assert len(the_cases(open_world)) == 7


# ---------------------------------------------------------------- the customer writes again
def test_who_has_the_case_is_told_when_its_customer_writes_again_after_an_answer(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")))
    [case] = the_cases(open_world)
    Care(open_world.deployment()).wait(case.id, "ada", NOON)
    rungs()
    event = triaged(a_mention("2"))
    handle(open_world, event, event, at=5)
    [case] = the_cases(open_world)
    assert (case.state, case.cause, case.tells) == ("acknowledged", "customer", ("ada",))
    assert rungs() == [(case.id, 1)]


def test_a_case_that_was_merged_gathers_in_the_one_that_took_it_in(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")), triaged(by(2)))
    one, other = (case.id for case in sorted(the_cases(open_world), key=lambda case: case.first_mention or ""))
    Care(open_world.deployment()).merge(one, other, "ada", NOON)
    handle(open_world, triaged(a_mention("3")), at=5)
    [case] = the_cases(open_world)
    assert (case.id, case.mentions) == (other, 3)


def test_a_case_that_was_merged_twice_gathers_in_the_last(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")), triaged(by(2)), triaged(by(3)))
    care = Care(open_world.deployment())
    one, two, three = (case.id for case in sorted(the_cases(open_world), key=lambda case: case.first_mention or ""))
    care.merge(one, two, "ada", NOON)
    care.merge(two, three, "ada", NOON)
    handle(open_world, triaged(a_mention("4")), at=5)
    [case] = the_cases(open_world)
    assert (case.id, case.mentions) == (three, 4)


@pytest.mark.parametrize("operation", ["TransactWriteItems", "PutEvents"])
def test_a_customers_next_word_is_told_also_where_the_first_try_crashed(open_world: World, operation: str) -> None:
    handle(open_world, triaged(a_mention("1")))
    [case] = the_cases(open_world)
    Care(open_world.deployment()).wait(case.id, "ada", NOON)
    event = triaged(a_mention("2"))
    service = "events" if operation == "PutEvents" else "dynamodb"
    for nth in range(2):
        calls = iter(range(9))

        def deed(calls: Iterator[int] = calls, nth: int = nth) -> None:
            if next(calls) == nth:
                refuse("InternalServerError")()

        with before(service, operation, deed, times=9), suppress(ClientError):
            handle(open_world, event, at=5)
    handle(open_world, event, at=6)
    [case] = the_cases(open_world)
    assert (case.state, case.cause, case.mentions) == ("acknowledged", "customer", 2)


def test_a_word_that_comes_as_its_case_is_resolved_has_a_case_of_its_own(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")))
    [first] = the_cases(open_world)
    care = Care(open_world.deployment())
    event = triaged(a_mention("2"))
    with before("dynamodb", "TransactWriteItems", lambda: care.resolve(first.id, "ada", NOON, "a full disk")):
        handle(open_world, event, at=5)
    [second] = the_cases(open_world)
    assert (second.first_mention, second.state) == ("discourse:2", "open")


def test_it_writes_only_those_keys_of_the_ledger_that_the_template_lets_it_write(open_world: World) -> None:
    scan = aws.dynamodb().scan
    there = {item["key"]["S"] for item in scan(TableName=names()["Ledger"])["Items"]}
    handle(open_world, *(triaged(by(number)) for number in range(8)), at=1)
    written = {item["key"]["S"] for item in scan(TableName=names()["Ledger"])["Items"]} - there
    [allowed] = [
        statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
        for policy in template.functions()["OpenCaseFunction"]["Policies"]
        for statement in policy.get("Statement", [])
        if "Condition" in statement
    ]
    assert {next((one for one in allowed if fnmatchcase(key, one)), key) for key in written} == {*allowed}
