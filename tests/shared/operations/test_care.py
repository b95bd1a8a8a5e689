"""With moto: what an operator may do with cases and storms, and what is said where it is too late."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from shared import aws
from shared.case import Case, LogEntry, case_id
from shared.escalation import ACKNOWLEDGED_FOR
from shared.operations.care import TRIES, Care
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from shared.storm import Storm
from tests.builders import NOON, a_mention, minutes
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.nouns import a_case, a_storm, a_tombstone
from tests.shared.store.failing import before, refuse

OPENED = LogEntry("firebreak", "opened", NOON - minutes(1))


@pytest.fixture
def cases(world: World) -> CaseStore:
    cases = CaseStore(names()["Cases"])
    cases.open(a_case(), OPENED)
    return cases


@pytest.fixture
def storms(world: World) -> StormStore:
    storms = StormStore(names()["Storms"])
    storms.create(a_storm())
    return storms


@pytest.fixture
def care(world: World) -> Care:
    return Care(world.deployment())


def why(answer: Case | Storm | Refused) -> str:
    assert isinstance(answer, Refused), answer
    return answer.why


def test_an_acknowledgement_silences_the_case_until_it_expires(cases: CaseStore, care: Care) -> None:
    answered = care.acknowledge("case-1", "ada", NOON)
    assert isinstance(answered, Case)
    assert (answered.state, answered.acknowledged_by, answered.told) == ("acknowledged", "ada", True)
    assert cases.due(NOON + ACKNOWLEDGED_FOR - minutes(1)) == []
    assert [case.id for case in cases.due(NOON + ACKNOWLEDGED_FOR)] == ["case-1"]
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


def test_what_is_not_there_is_told_with_where_to_look(cases: CaseStore, storms: StormStore, care: Care) -> None:
    assert "firebreak cases" in why(care.acknowledge("case-9", "ada", NOON))
    assert "firebreak storms" in why(care.confirm("storm-9", "ada", NOON))
    assert (care.case("case-9"), care.storm("storm-9"), care.mention("x:9")) == (None, None, None)


# ---------------------------------------------------------------- storms
def test_a_storm_is_decided_once_and_the_second_is_told_who_did(storms: StormStore, care: Care) -> None:
    confirmed = care.confirm("storm-1", "ada", NOON, "I can see it too")
    assert isinstance(confirmed, Storm)
    assert (confirmed.state, confirmed.decisions[0].why) == ("confirmed", "I can see it too")
    assert "confirmed by ada at 12:00 UTC already" in why(care.dismiss("storm-1", "grace", NOON, "a quiz"))
    assert "confirmed by ada" in why(care.confirm("storm-1", "ada", NOON))


def told_of() -> list[str]:
    """Which storms the bus was told are confirmed."""
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    messages = aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    events = [json.loads(message["Body"]) for message in messages]
    return [event["detail"]["storm_id"] for event in events if event["detail-type"] == "StormConfirmed"]


def test_a_confirmation_asks_for_a_proposal_and_a_dismissal_does_not(storms: StormStore, care: Care) -> None:
    storms.create(a_storm("storm-2"))
    care.confirm("storm-1", "ada", NOON)
    care.dismiss("storm-2", "ada", NOON, "a quiz")
    assert "dismissed by ada" in why(care.confirm("storm-2", "ada", NOON))
    assert told_of() == ["storm-1"]


def test_a_confirmation_that_the_bus_did_not_hear_is_told_when_it_is_made_again(storms: StormStore, care: Care) -> None:
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(ClientError):
        care.confirm("storm-1", "ada", NOON)
    assert told_of() == []
    assert "confirmed by ada" in why(care.confirm("storm-1", "grace", NOON))
    assert told_of() == ["storm-1"]


def test_a_dismissal_needs_a_reason_and_ends_the_gathering(storms: StormStore, care: Care) -> None:
    assert "needs a reason" in why(care.dismiss("storm-1", "ada", NOON, " "))
    dismissed = care.dismiss("storm-1", "ada", NOON, "a quiz of our own")
    assert isinstance(dismissed, Storm)
    assert not dismissed.running
    assert care.storms(running=True) == []
    assert [storm.id for storm in care.storms(running=False)] == ["storm-1"]


def test_a_dismissed_storms_case_ends_with_it(cases: CaseStore, storms: StormStore, care: Care) -> None:
    cases.open(a_case(case_id("storm-1"), storm_id="storm-1"), OPENED)
    care.dismiss("storm-1", "ada", NOON, "a quiz of our own")
    ended = cases.get(case_id("storm-1"))
    assert ended is not None
    assert (ended.state, ended.resolved_by, ended.root_cause) == ("resolved", "ada", "no storm: a quiz of our own")


def test_a_storm_that_has_passed_can_still_be_judged_and_stays_passed(storms: StormStore, care: Care) -> None:
    found = storms.get("storm-1")
    assert found is not None
    storms.save(replace(found, value=replace(found.value, state="subsided")))
    judged = care.confirm("storm-1", "ada", NOON)
    assert isinstance(judged, Storm)
    assert (judged.state, judged.decisions[0].what) == ("subsided", "confirmed")


def test_a_decision_that_meets_the_storms_growth_is_kept_and_so_is_the_growth(storms: StormStore, care: Care) -> None:
    def grow() -> None:
        found = storms.get("storm-1")
        assert found is not None
        if found.value.complaints != 99:
            storms.save(replace(found, value=replace(found.value, complaints=99)))

    with before("dynamodb", "PutItem", grow):
        decided = care.dismiss("storm-1", "ada", NOON, "a quiz")
    assert isinstance(decided, Storm)
    assert (decided.state, decided.complaints) == ("dismissed", 99)
