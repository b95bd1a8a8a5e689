"""With moto: what an operator may do with cases, and what is said where it is too late."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared import aws
from shared.acting import TRIES
from shared.case import Case, LogEntry
from shared.operations.care import MOST_MENTIONS, Care
from shared.operations.upkeep import Upkeep
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.nouns import a_case, a_storm, a_tombstone, a_verdict
from tests.shared.store.failing import before, refuse
from tests.shared.storm_nouns import a_crowd

OPENED = LogEntry("firebreak", "opened", NOON - minutes(1))
ASK_AFTER = a_plan().cases.ask_after


@pytest.fixture
def cases(world: World) -> CaseStore:
    cases = CaseStore(names()["Cases"])
    cases.open(a_case(), OPENED)
    return cases


@pytest.fixture
def care(world: World) -> Care:
    Upkeep(world.deployment()).publish_plan(a_plan())
    told_of("PlanPublished")
    return Care(world.deployment())


def told_of(kind: str) -> list[dict[str, Any]]:
    """What the bus was told of that kind since it was last asked."""
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    events = []
    while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        for message in messages:
            aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            events.append(json.loads(message["Body"]))
    return [event["detail"] for event in events if event["detail-type"] == kind]


def made(answer: Case | Refused) -> Case:
    assert isinstance(answer, Case), answer
    return answer


def why(answer: Case | Refused) -> str:
    assert isinstance(answer, Refused), answer
    return answer.why


def test_an_acknowledgement_silences_the_case_until_it_expires(cases: CaseStore, care: Care) -> None:
    answered = care.acknowledge("case-1", "ada", NOON)
    assert isinstance(answered, Case)
    assert (answered.state, answered.acknowledged_by, answered.told) == ("acknowledged", "ada", True)
    assert cases.due(NOON + ASK_AFTER - minutes(1)) == []
    assert [case.id for case in cases.due(NOON + ASK_AFTER)] == ["case-1"]
    assert cases.log("case-1")[-1] == LogEntry("ada", "acknowledged", NOON)


def test_who_comes_second_is_told_who_was_first(cases: CaseStore, care: Care) -> None:
    care.acknowledge("case-1", "ada", NOON)
    assert "acknowledged by ada at 12:00 UTC" in why(care.acknowledge("case-1", "grace", NOON + minutes(3)))
    care.resolve("case-1", "grace", NOON + minutes(4), "a full disk")
    assert "resolved by grace" in why(care.acknowledge("case-1", "ada", NOON + minutes(5)))
    assert "resolved by grace already" in why(care.resolve("case-1", "ada", NOON + minutes(5), "a loose cable"))
    found = cases.get("case-1")
    assert found is not None
    assert (found.acknowledged_by, found.resolved_by, found.root_cause) == ("ada", "grace", "a full disk")
    assert [line.what for line in cases.log("case-1")] == ["opened", "acknowledged", "resolved"]


@pytest.mark.parametrize("root_cause", ["", " \n"])
def test_a_case_ends_with_its_root_cause(cases: CaseStore, care: Care, root_cause: str) -> None:
    assert "root cause" in why(care.resolve("case-1", "ada", NOON, root_cause))
    assert len(cases.log("case-1")) == 1


def test_a_resolved_case_is_never_due_again(cases: CaseStore, care: Care) -> None:
    care.resolve("case-1", "ada", NOON, "a full disk")
    assert cases.due(NOON + timedelta(days=99)) == []
    assert [case.id for case in care.cases(resolved=True)] == ["case-1"]
    assert care.cases() == []


def test_an_answer_that_meets_an_escalation_is_kept(cases: CaseStore, care: Care) -> None:
    def escalate() -> None:
        cases.save(replace(a_case(), rung=1), LogEntry("firebreak", "no answer; on to rung 1", NOON))

    with before("dynamodb", "TransactWriteItems", escalate):
        answered = care.acknowledge("case-1", "ada", NOON)
    assert isinstance(answered, Case)
    assert (answered.state, answered.rung) == ("acknowledged", 1)


def test_an_escalation_that_read_the_case_before_the_answer_loses(cases: CaseStore, care: Care) -> None:
    read = cases.get("case-1")
    assert read is not None
    care.acknowledge("case-1", "ada", NOON)
    with pytest.raises(LostRaceError):
        cases.save(replace(read, rung=1))


def test_who_loses_every_race_is_told_so(cases: CaseStore, care: Care) -> None:
    def touch() -> None:
        found = cases.get("case-1")
        assert found is not None
        cases.save(found)

    # Each write of the other is a call too.
    others = iter(range(2 * TRIES))

    def every_other() -> None:
        if next(others) % 2 == 0:
            touch()

    with before("dynamodb", "TransactWriteItems", every_other, times=2 * TRIES):
        assert "others are changing case-1" in why(care.acknowledge("case-1", "ada", NOON))


def test_a_case_file_holds_what_is_still_public(cases: CaseStore, care: Care) -> None:
    mentions = MentionStore(names()["Mentions"])
    for number in ("1", "2"):
        mentions.keep(a_mention(number))
        cases.join("case-1", f"discourse:{number}", NOON)
    mentions.bury(a_tombstone("2"))
    file = care.case("case-1")
    assert file is not None
    assert [known.mention.native_id for known in file.mentions] == ["1"]
    assert file.case.mentions == 2
    assert file.log == (OPENED,)
    assert file.plan.version == 1


def test_the_reasons_are_those_of_the_first_mention_while_it_is_there(cases: CaseStore, care: Care) -> None:
    cases.open(replace(a_case("case-2", first_mention="discourse:1"), reasons=("judged urgent",)), OPENED)
    mentions = MentionStore(names()["Mentions"])
    mentions.keep(a_mention("1"))
    mentions.put_verdict(a_verdict(a_mention("1")))
    file = care.case("case-2")
    assert file is not None
    assert file.reasons == ("says that money is gone",)
    mentions.bury(a_tombstone("1"))
    file = care.case("case-2")
    assert file is not None
    assert file.reasons == ("judged urgent",)


def test_a_deed_tells_the_people_whom_it_concerns(cases: CaseStore, care: Care) -> None:
    care.note("case-1", "ada", NOON, "the port knows")
    care.acknowledge("case-1", "ada", NOON)
    care.answered("case-1", "ada", NOON)
    assert told_of("RungReached") == []
    escalated = made(care.escalate("case-1", "ada", NOON, why="it is in the news"))
    made(care.reassign("case-1", "grace", "ada", NOON))
    assert [event["telling"] for event in told_of("RungReached")] == [escalated.telling, escalated.telling + 1]
    assert "it is in the news" in [line.why for line in cases.log("case-1")]


def test_a_telling_that_the_bus_did_not_hear_is_kept_for_the_minute_tick(cases: CaseStore, care: Care) -> None:
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(ClientError):
        care.escalate("case-1", "ada", NOON)
    found = cases.get("case-1")
    assert found is not None
    assert (found.rung, found.told) == (1, False)
    assert [case.id for case in cases.due(NOON + minutes(1))] == ["case-1"]


# ---------------------------------------------------------------- the queue
def copy(cases: CaseStore, case: Case, count: int) -> None:
    """Opens a case and writes so many more like it, without a transaction each."""
    cases.open(case, OPENED)
    table = names()["Cases"]
    key: Any = {"id": {"S": case.id}, "part": {"S": "case"}}
    item: Any = aws.dynamodb().get_item(TableName=table, Key=key)["Item"]
    for number in range(count):
        like = f"{case.id}-{number:03d}"
        doc = item["doc"]["S"].replace(f'"{case.id}"', f'"{like}"')
        aws.dynamodb().put_item(TableName=table, Item={**item, "id": {"S": like}, "doc": {"S": doc}})


def test_a_list_holds_the_most_urgent_and_says_how_many_are_left(cases: CaseStore, care: Care) -> None:
    copy(cases, a_case("case-low", priority="low"), 205)
    queue = care.queue(False, lambda _case, _plan: True, 3)
    assert [case.id for case in queue.cases] == ["case-1", "case-low", "case-low-000"]
    assert (queue.more, queue.whole) == (204, True)
    assert care.queue(False, lambda case, _plan: case.priority == "urgent", 3).more == 0


# ---------------------------------------------------------------- merging
@pytest.fixture
def two(cases: CaseStore) -> CaseStore:
    """Beside case-1 a second one with five mentions, one of which is in both."""
    cases.open(a_case("case-2"), OPENED)
    gather(cases, 5)
    cases.join("case-1", "discourse:03", NOON)
    return cases


def gather(cases: CaseStore, count: int) -> None:
    for number in range(count):
        cases.join("case-2", f"discourse:{number:02d}", NOON)


def test_a_merged_case_leaves_all_its_mentions_and_a_line_in_both_logs(two: CaseStore, care: Care) -> None:
    gather(two, MOST_MENTIONS + 2)
    ended = made(care.merge("case-2", "case-1", "ada", NOON))
    assert (ended.state, ended.merged_into, ended.resolved_by) == ("resolved", "case-1", "ada")
    file = care.case("case-1")
    assert file is not None
    assert (file.case.mentions, file.merged) == (MOST_MENTIONS + 2, ("case-2",))
    assert LogEntry("ada", f"took in case-2 ({MOST_MENTIONS + 2} mentions)", NOON) in two.log("case-1")
    assert LogEntry("ada", "merged into case-1", NOON) in two.log("case-2")
    assert "was merged into case-1 by ada" in why(care.merge("case-2", "case-1", "grace", NOON))


@pytest.mark.parametrize("call", [0, 2, 4, 5, 6, 10])
def test_a_merge_that_crashes_anywhere_loses_nothing_and_a_repeat_finishes_it(
    two: CaseStore, care: Care, call: int
) -> None:
    calls = iter(range(1_000))

    def crash() -> None:
        if next(calls) == call:
            refuse("InternalServerError")()

    with before("dynamodb", "TransactWriteItems", crash, times=1_000), pytest.raises(ClientError):
        care.merge("case-2", "case-1", "ada", NOON)
    assert len(two.mentions("case-2", most=None)) == 5
    care.merge("case-2", "case-1", "ada", NOON)
    found, merged = two.get("case-1"), two.get("case-2")
    assert found is not None
    assert merged is not None
    assert (found.mentions, merged.merged_into) == (5, "case-1")
    assert [line.what for line in two.log("case-1")].count("took in case-2 (5 mentions)") == 1


def test_a_mention_that_joins_while_its_case_is_merged_is_not_left_behind(two: CaseStore, care: Care) -> None:
    calls = iter(range(1_000))

    def join() -> None:
        # The sixth transaction is the merge itself: all mentions that were there have joined.
        if next(calls) == 5:
            two.join("case-2", "discourse:late", NOON)

    with before("dynamodb", "TransactWriteItems", join, times=1_000):
        made(care.merge("case-2", "case-1", "ada", NOON))
    assert "discourse:late" in two.mentions("case-1", most=None)


def test_nor_is_it_where_the_merge_crashed_after_the_end_was_kept(two: CaseStore, care: Care) -> None:
    # Before the merge itself one more joins; of the joins after it, the first fails.
    calls = iter(range(1_000))

    def join_and_crash() -> None:
        call = next(calls)
        if call == 5:
            two.join("case-2", "discourse:late", NOON)
        if call == 7:
            refuse("InternalServerError")()

    with before("dynamodb", "TransactWriteItems", join_and_crash, times=1_000), pytest.raises(ClientError):
        care.merge("case-2", "case-1", "ada", NOON)
    assert "discourse:late" not in two.mentions("case-1", most=None)
    assert "was merged into case-1" in why(care.merge("case-2", "case-1", "ada", NOON))
    assert "discourse:late" in two.mentions("case-1", most=None)


def test_a_case_that_is_acknowledged_while_it_is_merged_is_merged_all_the_same(two: CaseStore, care: Care) -> None:
    calls = iter(range(1_000))

    def acknowledge() -> None:
        if next(calls) == 5:
            care.acknowledge("case-2", "grace", NOON)

    with before("dynamodb", "TransactWriteItems", acknowledge, times=1_000):
        ended = made(care.merge("case-2", "case-1", "ada", NOON))
    assert (ended.acknowledged_by, ended.merged_into) == ("grace", "case-1")


def test_only_open_cases_that_are_there_are_merged(two: CaseStore, care: Care) -> None:
    assert "there is no case case-9" in why(care.merge("case-9", "case-1", "ada", NOON))
    assert "there is no case case-9" in why(care.merge("case-1", "case-9", "ada", NOON))
    assert "into itself" in why(care.merge("case-1", "case-1", "ada", NOON))
    care.resolve("case-1", "ada", NOON, "a full disk")
    assert "case-1 is resolved" in why(care.merge("case-2", "case-1", "ada", NOON))


def test_what_is_not_there_is_told_with_where_to_look(cases: CaseStore, care: Care) -> None:
    assert "firebreak cases" in why(care.acknowledge("case-9", "ada", NOON))
    assert (care.case("case-9"), care.mention("x:9")) == (None, None)


def test_a_storms_case_shows_what_is_heard_in_it_by_now(cases: CaseStore, care: Care) -> None:
    cases.open(a_case("case-s", storm_id="storm-1"), OPENED)
    cases.open(a_case("case-gone", storm_id="storm-gone"), OPENED)
    storms = StormStore(names()["Storms"])
    storms.create(a_storm())
    storms.put_beside("storm-1", "crowd", a_crowd())
    found = {one: file.storm for one in ("case-1", "case-s", "case-gone") if (file := care.case(one)) is not None}
    assert (found["case-1"], found["case-gone"]) == (None, None)
    assert found["case-s"] is not None
    assert (found["case-s"].heard.crowd, found["case-s"].heard.summary) == (a_crowd(), None)
