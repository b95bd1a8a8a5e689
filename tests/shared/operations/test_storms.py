"""With moto: what an operator may do with storms; what a decision teaches; what crashes and races leave."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared import aws
from shared.acting import TRIES
from shared.case import LogEntry, case_id
from shared.lesson import Lesson, Lessons
from shared.operations.storms import Storms
from shared.operations.upkeep import Upkeep
from shared.plan import StormRules
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from shared.storm import Storm
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.nouns import a_case, a_storm, a_tombstone
from tests.shared.store.failing import before, refuse
from tests.shared.storm_nouns import a_crowd, a_summary

OPENED = LogEntry("firebreak", "opened", NOON - minutes(1))
RULES = a_plan().storm


@pytest.fixture
def cases(world: World) -> CaseStore:
    return CaseStore(names()["Cases"])


@pytest.fixture
def store(world: World) -> StormStore:
    store = StormStore(names()["Storms"])
    store.create(a_storm())
    return store


@pytest.fixture
def storms(world: World) -> Storms:
    Upkeep(world.deployment()).publish_plan(a_plan())
    told_of("PlanPublished")
    return Storms(world.deployment())


def told_of(kind: str = "StormConfirmed") -> list[dict[str, Any]]:
    """What the bus was told of that kind since it was last asked."""
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    events = []
    while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        for message in messages:
            aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            events.append(json.loads(message["Body"]))
    return [event["detail"] for event in events if event["detail-type"] == kind]


def made(answer: Storm | Refused) -> Storm:
    assert isinstance(answer, Storm), answer
    return answer


def why(answer: Storm | Refused) -> str:
    assert isinstance(answer, Refused), answer
    return answer.why


def kept(store: StormStore) -> Storm:
    found = store.get("storm-1")
    assert found is not None
    return found.value


def caution(store: StormStore, rules: StormRules = RULES) -> float:
    return store.lessons("acme").value.caution(a_storm().series, rules)


def test_what_is_not_there_is_told_with_where_to_look(store: StormStore, storms: Storms) -> None:
    assert "firebreak storms" in why(storms.confirm("storm-9", "ada", NOON))
    assert "firebreak storms" in why(storms.close("storm-9", "ada", NOON, "over"))
    assert (storms.get("storm-9"), storms.file("storm-9")) == (None, None)


# ---------------------------------------------------------------- one, or none
def test_a_storm_is_decided_once_and_the_second_is_told_who_did(store: StormStore, storms: Storms) -> None:
    confirmed = storms.confirm("storm-1", "ada", NOON, "I can see it too")
    assert isinstance(confirmed, Storm)
    assert (confirmed.state, confirmed.decisions[0].why) == ("confirmed", "I can see it too")
    assert "confirmed by ada at 12:00 UTC already" in why(storms.dismiss("storm-1", "grace", NOON, "a quiz"))
    assert "confirmed by ada" in why(storms.confirm("storm-1", "ada", NOON))


def test_a_confirmation_asks_for_a_proposal_and_a_dismissal_does_not(store: StormStore, storms: Storms) -> None:
    store.create(a_storm("storm-2"))
    storms.confirm("storm-1", "ada", NOON)
    storms.dismiss("storm-2", "ada", NOON, "a quiz")
    assert "dismissed by ada" in why(storms.confirm("storm-2", "ada", NOON))
    assert [event["storm_id"] for event in told_of()] == ["storm-1"]


def test_a_confirmation_that_the_bus_did_not_hear_is_told_when_it_is_made_again(
    store: StormStore, storms: Storms
) -> None:
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(ClientError):
        storms.confirm("storm-1", "ada", NOON)
    assert told_of() == []
    assert "confirmed by ada" in why(storms.confirm("storm-1", "grace", NOON))
    assert [event["storm_id"] for event in told_of()] == ["storm-1"]


def test_a_dismissal_needs_a_reason_and_ends_the_gathering(store: StormStore, storms: Storms) -> None:
    assert "needs a reason" in why(storms.dismiss("storm-1", "ada", NOON, " "))
    dismissed = storms.dismiss("storm-1", "ada", NOON, "a quiz of our own")
    assert isinstance(dismissed, Storm)
    assert not dismissed.running
    assert storms.listed(running=True) == []
    assert [storm.id for storm in storms.listed(running=False)] == ["storm-1"]


def test_a_dismissed_storms_case_ends_with_it(cases: CaseStore, store: StormStore, storms: Storms) -> None:
    cases.open(a_case(case_id("storm-1"), storm_id="storm-1"), OPENED)
    storms.dismiss("storm-1", "ada", NOON, "a quiz of our own")
    ended = cases.get(case_id("storm-1"))
    assert ended is not None
    assert (ended.state, ended.resolved_by, ended.root_cause) == ("resolved", "ada", "no storm: a quiz of our own")


def test_what_a_dismissed_storm_took_in_is_still_to_be_answered(
    cases: CaseStore, store: StormStore, storms: Storms
) -> None:
    cases.open(a_case(case_id("storm-1"), storm_id="storm-1"), OPENED)
    cases.join(case_id("storm-1"), "forum:1", NOON)
    storms.dismiss("storm-1", "ada", NOON, "a quiz of our own")
    case = cases.get(case_id("storm-1"))
    assert case is not None
    assert (case.state, case.due_at is not None) == ("open", True)
    assert cases.log(case.id)[-1].why == "storm-1 is none: a quiz of our own"


def test_a_dismissal_that_crashed_before_its_case_ended_ends_it_when_it_is_made_again(
    cases: CaseStore, store: StormStore, storms: Storms
) -> None:
    cases.open(a_case(case_id("storm-1"), storm_id="storm-1"), OPENED)
    with before("dynamodb", "TransactWriteItems", refuse("InternalServerError")), pytest.raises(ClientError):
        storms.dismiss("storm-1", "ada", NOON, "x" * 3_000)
    assert "dismissed by ada" in why(storms.dismiss("storm-1", "ada", NOON, "x" * 3_000))
    ended = cases.get(case_id("storm-1"))
    assert ended is not None
    assert ended.state == "resolved"


def test_a_storm_that_has_passed_can_still_be_judged_and_stays_passed(store: StormStore, storms: Storms) -> None:
    found = store.get("storm-1")
    assert found is not None
    store.save(replace(found, value=replace(found.value, state="subsided")))
    judged = storms.confirm("storm-1", "ada", NOON)
    assert isinstance(judged, Storm)
    assert (judged.state, judged.decisions[0].what) == ("subsided", "confirmed")


def test_a_decision_that_meets_the_storms_growth_is_kept_and_so_is_the_growth(
    store: StormStore, storms: Storms
) -> None:
    def grow() -> None:
        found = store.get("storm-1")
        assert found is not None
        if found.value.complaints != 99:
            store.save(replace(found, value=replace(found.value, complaints=99)))

    with before("dynamodb", "PutItem", grow):
        decided = storms.dismiss("storm-1", "ada", NOON, "a quiz")
    assert isinstance(decided, Storm)
    assert (decided.state, decided.complaints) == ("dismissed", 99)


# ---------------------------------------------------------------- what a decision teaches
def test_a_dismissal_raises_what_the_series_takes_and_says_so(store: StormStore, storms: Storms) -> None:
    dismissed = made(storms.dismiss("storm-1", "ada", NOON, "a quiz"))
    assert caution(store) == 1.25
    taught = "complaints about acme must reach 1.25 times as much as by the record alone; the plan's limit is 2"
    assert taught in dismissed.decisions[0].taught
    assert kept(store) == dismissed


def test_a_confirmation_lowers_it_and_says_so(store: StormStore, storms: Storms) -> None:
    confirmed = made(storms.confirm("storm-1", "ada", NOON))
    assert caution(store) == 0.9
    assert "0.9 times as much as by the record alone; the plan's limit is 0.8" in confirmed.decisions[0].taught


def test_at_the_plans_limit_nothing_more_is_learned_and_that_is_said(store: StormStore, storms: Storms) -> None:
    for number in range(5):
        store.create(a_storm(f"storm-x{number}"))
        said = made(storms.dismiss(f"storm-x{number}", "ada", NOON, "a quiz")).decisions[0].taught
        assert ("nothing more is learned" in said) == (caution(store) == 2.0), said
    assert caution(store) == 2.0


def test_a_decision_that_has_taught_teaches_no_more_also_once_its_storm_is_forgotten(
    store: StormStore, storms: Storms
) -> None:
    storms.dismiss("storm-1", "ada", NOON, "a quiz")
    lessons = store.lessons("acme")
    store.save_lessons("acme", replace(lessons, value=Lessons({a_storm().series: Lesson(1.25)})))
    storms.dismiss("storm-1", "ada", NOON, "a quiz")
    assert caution(store) == 1.25


def test_another_brand_learns_nothing_from_it(store: StormStore, storms: Storms) -> None:
    storms.dismiss("storm-1", "ada", NOON, "a quiz")
    assert store.lessons("other").value == Lessons()


def test_lessons_that_meet_are_both_learned(store: StormStore, storms: Storms) -> None:
    other = Lesson(1.5, ("storm-8",))

    def meanwhile() -> None:
        lessons = store.lessons("acme")
        if not lessons.value.of and kept(store).decisions:
            store.save_lessons("acme", replace(lessons, value=Lessons({"reach": other})))

    with before("dynamodb", "PutItem", meanwhile, times=9):
        storms.dismiss("storm-1", "ada", NOON, "a quiz")
    assert store.lessons("acme").value.of["reach"] == other
    assert caution(store) == 1.25


def test_who_loses_every_race_for_the_lesson_is_told_and_learns_it_when_it_is_said_again(
    store: StormStore, storms: Storms
) -> None:
    busy = [False]

    def meanwhile() -> None:
        if kept(store).decisions and not busy[0]:
            busy[0] = True
            lessons = store.lessons("acme")
            store.save_lessons("acme", lessons)
            busy[0] = False

    with before("dynamodb", "PutItem", meanwhile, times=99), pytest.raises(LostRaceError):
        storms.dismiss("storm-1", "ada", NOON, "a quiz")
    assert "dismissed by ada" in why(storms.dismiss("storm-1", "ada", NOON, "a quiz"))
    assert (caution(store), bool(kept(store).decisions[0].taught)) == (1.25, True)


@pytest.mark.parametrize("nth", range(3))
@pytest.mark.parametrize("what", ["confirmed", "dismissed"])
def test_a_crash_at_any_write_is_made_good_when_it_is_said_again_and_teaches_once(
    store: StormStore, storms: Storms, what: str, nth: int
) -> None:
    calls = iter(range(99))

    def crash() -> None:
        if next(calls) == nth:
            refuse("InternalServerError")()

    def say() -> Storm | Refused:
        deed = storms.confirm if what == "confirmed" else storms.dismiss
        return deed("storm-1", "ada", NOON, "so it is")

    with before("dynamodb", "PutItem", crash, times=99), pytest.raises(ClientError):
        say()
    for _ in range(3):
        say()
    [decision] = kept(store).decisions
    assert (decision.what, bool(decision.taught)) == (what, True)
    lesson = store.lessons("acme").value.of[a_storm().series]
    assert lesson == Lesson({"confirmed": 0.9, "dismissed": 1.25}[what], ("storm-1",))


def test_of_two_who_decide_at_once_only_the_one_that_is_kept_teaches(store: StormStore, storms: Storms) -> None:
    def dismiss() -> None:
        storms.dismiss("storm-1", "grace", NOON, "a quiz")

    with before("dynamodb", "PutItem", dismiss):
        assert "dismissed by grace" in why(storms.confirm("storm-1", "ada", NOON))
    assert caution(store) == 1.25
    assert told_of() == []


# ---------------------------------------------------------------- over
@pytest.mark.parametrize("first", ["", "confirmed"])
def test_a_person_ends_a_storm_with_a_reason_and_it_is_told(store: StormStore, storms: Storms, first: str) -> None:
    if first:
        storms.confirm("storm-1", "ada", NOON)
    assert "say why" in why(storms.close("storm-1", "ada", NOON, " "))
    closed = made(storms.close("storm-1", "grace", NOON + minutes(5), "the ferry sails again"))
    assert (closed.state, closed.subsided_at) == ("subsided", NOON + minutes(5))
    assert [(one.who, one.what) for one in closed.decisions][-1] == ("grace", "closed")
    assert told_of("StormSubsided") == [{"storm_id": "storm-1", "brand": "acme"}]
    assert storms.listed(running=True) == []


def test_a_closed_storm_can_still_be_confirmed_or_dismissed_and_stays_closed(store: StormStore, storms: Storms) -> None:
    storms.close("storm-1", "ada", NOON, "it is over")
    dismissed = made(storms.dismiss("storm-1", "ada", NOON, "a quiz"))
    assert (dismissed.state, [one.what for one in dismissed.decisions]) == ("subsided", ["closed", "dismissed"])
    assert caution(store) == 1.25
    assert dismissed.decisions[0].taught == ""


def test_a_close_that_the_bus_did_not_hear_is_told_when_it_is_made_again(store: StormStore, storms: Storms) -> None:
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(ClientError):
        storms.close("storm-1", "ada", NOON, "it is over")
    assert "closed by ada at 12:00 UTC already" in why(storms.close("storm-1", "grace", NOON, "it is over"))
    assert len(told_of("StormSubsided")) == 1


def test_what_is_over_by_itself_or_was_dismissed_can_not_be_closed(store: StormStore, storms: Storms) -> None:
    store.create(replace(a_storm("storm-2", state="subsided"), subsided_at=NOON))
    storms.dismiss("storm-1", "ada", NOON, "a quiz")
    assert "dismissed by ada" in why(storms.close("storm-1", "ada", NOON, "over"))
    assert "is over already" in why(storms.close("storm-2", "ada", NOON, "over"))
    assert told_of("StormSubsided") == []


# ---------------------------------------------------------------- whom it speaks for, and what they say
def test_a_persons_own_judgement_is_kept_beside_the_machines_and_earlier_words_stay(
    store: StormStore, storms: Storms
) -> None:
    store.put_beside("storm-1", "crowd", a_crowd())
    storms.judge("storm-1", "many", "grace", NOON)
    judged = made(storms.judge("storm-1", "vocal minority", "ada", NOON + minutes(1), "one fan forum"))
    assert made(storms.judge("storm-1", "vocal minority", "ada", NOON + minutes(9), "one fan forum")) == judged
    assert judged.judgement is not None
    assert (judged.judgement.who, judged.judgement.voice, judged.judgement.why) == (
        "ada",
        "vocal minority",
        "one fan forum",
    )
    assert [one.what for one in judged.decisions] == [
        "judged that it speaks for “many”",
        "judged that it speaks for “vocal minority”",
    ]
    assert storms.voices([judged, a_storm("storm-2")]) == {"storm-1": "many"}
    assert made(storms.confirm("storm-1", "ada", NOON)).state == "confirmed"


def test_posts_are_quoted_as_they_are_now_and_deleted_or_private_ones_never(store: StormStore, storms: Storms) -> None:
    mentions = MentionStore(names()["Mentions"])
    for mention in (a_mention("1"), a_mention("2"), a_mention("3", public=False)):
        mentions.keep(mention)
    mentions.bury(a_tombstone("2"))
    typical = ("discourse:3",)
    store.put_beside("storm-1", "summary", a_summary(typical=typical))
    file = storms.file("storm-1")
    assert file is not None
    assert file.words_of("discourse:1") == a_mention("1").text
    assert file.words_of("discourse:2") == "the post was deleted"
    assert "private" in file.words_of("discourse:3")
    assert file.heard.summary == a_summary(typical=typical)


def test_who_loses_every_race_is_told_so(store: StormStore, storms: Storms) -> None:
    others = iter(range(2 * TRIES))

    def touch() -> None:
        # Each write of the other is a call too.
        if next(others) % 2 == 0:
            found = store.get("storm-1")
            assert found is not None
            store.save(found)

    with before("dynamodb", "PutItem", touch, times=2 * TRIES):
        assert "others are changing storm-1" in why(storms.judge("storm-1", "bulk", "ada", NOON))


@pytest.mark.parametrize("deed", ["confirm", "dismiss", "close"])
def test_a_reason_that_nobody_would_read_is_refused(store: StormStore, storms: Storms, deed: str) -> None:
    assert "say it shorter" in why(getattr(storms, deed)("storm-1", "ada", NOON, "x" * 4_001))
    assert "say it shorter" in why(storms.judge("storm-1", "bulk", "ada", NOON, "x" * 4_001))
    assert kept(store) == a_storm()
