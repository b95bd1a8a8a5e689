"""With moto's mail and a Slack of our own: each person on a rung is told once by each way, whatever fails."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from botocore.exceptions import EndpointConnectionError
from moto.sesv2.models import sesv2_backends

from functions.notify_owner.sending import TRIES
from shared import aws
from shared.case import Case, LogEntry, Notice
from shared.operations.voice import Voice
from shared.plan import Plan, ReadyForm, Template
from shared.promise import timed
from shared.statement_moves import Refused
from shared.store.cases import CLAIM_HOLDS, CaseStore
from shared.store.ledger import Ledger
from shared.store.statements import StatementStore
from shared.store.storms import StormStore
from shared.tap import GOOD_FOR, Tap, read
from tests.builders import NOON, a_draft, a_person, a_plan, a_statement, an_instance, an_update, minutes
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.channels.door import Door, door
from tests.shared.nouns import MINUTE, a_case, a_storm
from tests.shared.store.failing import before, refuse
from tests.shared.storm_nouns import SENTENCE, a_crowd, a_summary

OPENED = LogEntry("firebreak", "opened", NOON - MINUTE)
#: The first promise's notices begin here.
STEPS = 100_000
RUNG: dict[str, Any] = {"detail-type": "RungReached", "detail": {"case_id": "case-1", "telling": 0}}


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr("time.sleep", lambda _: None)
    with door() as here:
        yield here


@pytest.fixture
def cases(world: World, slack: Door) -> CaseStore:
    """An open case; its owner has mail and Slack, the others mail only."""
    publish(a_plan(people=[a_person("ada", slack="slack-ada"), a_person("grace"), a_person("linus", authority=2)]))
    secret(slack.url)
    cases = CaseStore(names()["Cases"])
    cases.open(a_case(), OPENED)
    return cases


def publish(plan: Plan) -> None:
    Ledger(names()["Ledger"]).publish_plan(plan)


def secret(url: str) -> None:
    values = json.dumps({"slack-ada": url})
    aws.secretsmanager().put_secret_value(SecretId=names()["ChannelSecrets"], SecretString=values)


def mailed() -> Counter[str]:
    """Who had mail, and how often."""
    sent = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages
    return Counter(address for message in sent for address in message.destinations["ToAddresses"])


def tell(world: World, event: dict[str, Any] = RUNG, at: datetime = NOON) -> None:
    with time_machine.travel(at, tick=False):
        world.call("NotifyOwnerFunction", event)


def the_case(cases: CaseStore) -> Case:
    found = cases.get("case-1")
    assert found is not None
    return found


def ends(cases: CaseStore) -> dict[str, bool]:
    return {f"{notice.person} by {notice.way}": notice.sent_at is not None for notice in cases.notices("case-1")}


# ---------------------------------------------------------------- a rung
def test_each_way_of_a_person_is_used_once_and_then_the_wait_begins(
    world: World, cases: CaseStore, slack: Door
) -> None:
    tell(world)
    assert (mailed(), len(slack.taken)) == ({"ada@example.com": 1}, 1)
    case = the_case(cases)
    assert (case.told, case.due_at) == (True, NOON + minutes(10))
    assert cases.log("case-1")[-1].what.startswith("told ada by ")


STORMS: dict[str, Any] = {"detail-type": "RungReached", "detail": {"case_id": "case-s", "telling": 0}}


@pytest.fixture
def stormy(cases: CaseStore) -> StormStore:
    cases.open(a_case("case-s", storm_id="storm-1"), OPENED)
    store = StormStore(names()["Storms"])
    store.create(a_storm())
    return store


def test_a_storms_notice_has_what_is_heard_in_it_by_then(world: World, stormy: StormStore) -> None:
    stormy.put_beside("storm-1", "crowd", a_crowd())
    stormy.put_beside("storm-1", "summary", a_summary())
    tell(world, STORMS)
    mail = str(sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages[-1].body)
    assert SENTENCE in mail
    assert "“booking page” (17 people)" in mail


@pytest.mark.parametrize("kept", [None, {"voice": "of another version"}])
def test_a_storms_notice_goes_out_also_where_nothing_of_it_can_be_read(
    world: World, stormy: StormStore, kept: dict[str, str] | None
) -> None:
    if kept is not None:
        stormy.put_beside("storm-1", "crowd", kept)
    tell(world, STORMS)
    assert mailed() == {"ada@example.com": 1}


def test_an_event_that_comes_again_tells_nobody_again(world: World, cases: CaseStore, slack: Door) -> None:
    for minute in range(4):
        tell(world, at=NOON + minute * MINUTE)
    assert (mailed(), len(slack.taken)) == ({"ada@example.com": 1}, 1)
    assert the_case(cases).due_at == NOON + minutes(10)


def test_a_slack_that_fails_stops_no_mail_and_is_kept_as_failed(world: World, cases: CaseStore, slack: Door) -> None:
    slack.answers[:] = [(404, b"no_service", {})]
    tell(world)
    assert mailed() == {"ada@example.com": 1}
    assert ends(cases) == {"ada by email": True, "ada by slack": False}
    assert [notice.failed for notice in cases.notices("case-1") if notice.failed] == ["Slack answered 404: no_service"]
    assert the_case(cases).due_at == NOON + minutes(10)


def unreachable() -> None:
    raise EndpointConnectionError(endpoint_url="https://aws.invalid")


@pytest.mark.parametrize("trouble", [refuse("AccessDeniedException"), refuse("ResourceNotFoundException"), unreachable])
def test_a_secret_that_can_not_be_read_stops_no_mail(world: World, cases: CaseStore, trouble: Any) -> None:
    with before("secretsmanager", "GetSecretValue", trouble, times=9):
        for minute in range(TRIES):
            tell(world, at=NOON + minute * MINUTE)
    assert (ends(cases), mailed()) == ({"ada by email": True, "ada by slack": False}, {"ada@example.com": 1})
    assert the_case(cases).told


def test_a_channel_that_works_again_in_a_minute_is_used_then(world: World, cases: CaseStore, slack: Door) -> None:
    slack.answers[:] = [(503, b"", {})]
    tell(world)
    assert (ends(cases), the_case(cases).told) == ({"ada by email": True}, False)
    slack.answers[:] = [(200, b"ok", {})]
    tell(world, at=NOON + MINUTE)
    assert (ends(cases), the_case(cases).told) == ({"ada by email": True, "ada by slack": True}, True)
    assert {notice.way: notice.tries for notice in cases.notices("case-1")} == {"email": 0, "slack": 1}
    assert mailed() == {"ada@example.com": 1}


@pytest.mark.parametrize("secrets", ["{}", '{"slack-ada": []}', "not json"])
def test_a_secret_that_is_none_stops_no_mail(world: World, cases: CaseStore, secrets: str) -> None:
    aws.secretsmanager().put_secret_value(SecretId=names()["ChannelSecrets"], SecretString=secrets)
    tell(world)
    assert ends(cases) == {"ada by email": True, "ada by slack": False}


def test_a_rung_that_reached_nobody_is_over_at_once(world: World, cases: CaseStore, slack: Door) -> None:
    slack.answers[:] = [(404, b"", {})]
    with before("sesv2", "SendEmail", refuse("MessageRejected"), times=9):
        tell(world)
    case = the_case(cases)
    assert (case.told, case.due_at) == (True, NOON)
    assert cases.log("case-1")[-1].what == "reached nobody"


@pytest.mark.parametrize("deed", ["acknowledged", "resolved"])
def test_an_answer_between_two_sends_stops_the_second(world: World, cases: CaseStore, slack: Door, deed: Any) -> None:
    def answer() -> None:
        cases.save(replace(the_case(cases), state=deed, step_at=None), LogEntry("ada", deed, NOON))

    with before("secretsmanager", "GetSecretValue", answer):
        tell(world)
    assert (len(slack.taken), mailed()) == (1, {})
    assert the_case(cases).due_at is None


def test_a_claim_whose_end_nobody_knows_is_waited_for_and_then_taken_over(world: World, cases: CaseStore) -> None:
    cases.claim_notice(Notice("case-1", 0, "ada", "email"), NOON)
    tell(world)
    assert not the_case(cases).told
    tell(world, at=NOON + MINUTE)
    assert (mailed(), the_case(cases).told) == ({}, False)
    tell(world, at=NOON + CLAIM_HOLDS + MINUTE)
    assert (mailed(), the_case(cases).told) == ({"ada@example.com": 1}, True)


def test_a_rung_that_is_not_the_cases_any_more_tells_nobody(world: World, cases: CaseStore) -> None:
    cases.save(replace(the_case(cases), rung=1, telling=1))
    tell(world)
    assert mailed() == {}
    tell(world, {**RUNG, "detail": {"case_id": "case-9", "telling": 0}})
    assert mailed() == {}


def test_the_last_resort_is_given_its_hour_also_after_hundreds_of_notices(world: World, cases: CaseStore) -> None:
    for rung in range(205):
        cases.settle_notice(Notice("case-1", rung, "linus", "email", sent_at=NOON), NOON)
    cases.save(replace(the_case(cases), rung=210, telling=210))
    tell(world, {**RUNG, "detail": {"case_id": "case-1", "telling": 210}})
    assert mailed() == {"linus@example.com": 1}
    assert the_case(cases).due_at == NOON + timedelta(hours=1)


def test_a_case_is_told_by_the_plan_that_it_began_with(world: World, cases: CaseStore) -> None:
    publish(a_plan(instances=[an_instance(owner="grace", backups=("linus",), wait=minutes(99))]))
    tell(world)
    assert mailed() == {"ada@example.com": 1}
    assert the_case(cases).due_at == NOON + minutes(10)


# ---------------------------------------------------------------- a promise
@pytest.fixture
def promised(world: World, cases: CaseStore) -> StatementStore:
    """Published at NOON, the next word promised for half an hour later."""
    statements = StatementStore(names()["Statements"])
    statements.create(timed(a_statement(), a_plan()))
    return statements


def step_of(rung: int) -> dict[str, Any]:
    return {"detail-type": "PromiseDue", "detail": {"statement_id": "st-0000000001", "rung": rung}}


@pytest.mark.parametrize(
    ("rung", "at", "told"),
    [
        (0, 15, {"ada@example.com"}),
        (1, 25, {"grace@example.com"}),
        (2, 30, {"linus@example.com"}),
        (3, 45, {"ada@example.com", "grace@example.com", "linus@example.com"}),
    ],
)
def test_each_step_of_a_promise_tells_its_people_once(
    world: World, promised: StatementStore, rung: int, at: int, told: set[str]
) -> None:
    for _ in range(3):
        tell(world, step_of(rung), NOON + minutes(at))
    assert mailed() == dict.fromkeys(told, 1)


def test_a_step_of_a_promise_that_was_kept_tells_nobody_and_uses_up_no_notice_of_the_next(
    world: World, promised: StatementStore
) -> None:
    said = promised.get("st-0000000001")
    assert said is not None
    kept = an_update(kept_at=NOON + minutes(29))
    second = an_update(2, published_at=NOON + minutes(29), next_update_at=NOON + minutes(90))
    promised.save(replace(said, updates=(kept, second)))
    tell(world, step_of(3), NOON + minutes(46))
    assert mailed() == {}
    tell(world, step_of(3), NOON + minutes(105))
    assert len(mailed()) == 3


@pytest.mark.parametrize("over", [{"state": "resolved"}, {"state": "retracted"}, {"updates": ()}])
def test_what_promises_nothing_any_more_reminds_nobody(
    world: World, promised: StatementStore, over: dict[str, Any]
) -> None:
    said = promised.get("st-0000000001")
    assert said is not None
    promised.save(replace(said, **over))
    tell(world, step_of(2), NOON + minutes(31))
    tell(world, {**step_of(0), "detail": {"statement_id": "st-9", "rung": 0}})
    assert mailed() == {}


def test_a_promise_that_was_late_for_weeks_uses_up_no_notice_of_the_next(
    world: World, promised: StatementStore
) -> None:
    tell(world, step_of(1000), NOON + timedelta(days=11))
    assert len(mailed()) == 3
    said = promised.get("st-0000000001")
    assert said is not None
    at = NOON + timedelta(days=12)
    second = an_update(2, published_at=at, next_update_at=at + minutes(30))
    promised.save(replace(said, updates=(an_update(kept_at=at), second)))
    tell(world, step_of(0), at + minutes(15))
    assert mailed()["ada@example.com"] == 2


def test_a_reminder_that_a_crash_may_have_kept_is_asked_for_again_until_it_is_out(
    world: World, promised: StatementStore, cases: CaseStore
) -> None:
    at = NOON + minutes(15)
    cases.claim_notice(Notice("st-0000000001", STEPS, "ada", "email"), at)
    with pytest.raises(Exception, match="Lambda tries it again"):
        tell(world, step_of(0), at + MINUTE)
    assert mailed() == {}
    tell(world, step_of(0), at + CLAIM_HOLDS + MINUTE)
    assert mailed() == {"ada@example.com": 1}


def test_a_reminder_goes_out_without_its_link_where_no_key_can_be_read(world: World, promised: StatementStore) -> None:
    words = Template("", "Nothing new.", "More by {next_update}.", "Ask us.", "en")
    publish(replace(a_plan(), forms=(ReadyForm("nothing_new", (words,)),)))
    with before("secretsmanager", "GetSecretValue", refuse("InternalServiceError")):
        tell(world, step_of(0), NOON + minutes(15))
    assert mailed() == {"ada@example.com": 1}


def test_a_reminder_by_mail_has_the_link_of_its_reader_and_one_in_a_channel_has_none(
    world: World, promised: StatementStore, slack: Door
) -> None:
    words = Template("", "Nothing new.", "More by {next_update}.", "Ask us.", "en")
    people = [a_person("ada", slack="slack-ada"), a_person("grace"), a_person("linus", authority=2)]
    publish(replace(a_plan(people=people), forms=(ReadyForm("nothing_new", (words,)),)))
    tell(world, step_of(0), NOON + minutes(15))
    mail = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages[-1]
    token = re.search(r"/promises/([\w.-]+)", str(mail.body))
    assert token is not None
    key = json.loads(aws.secretsmanager().get_secret_value(SecretId=names()["LinkSecret"])["SecretString"])["key"]
    tap = read(key, token[1], NOON)
    assert tap == Tap("st-0000000001", 1, "ada", NOON + minutes(30) + GOOD_FOR)
    assert "/promises/" not in json.dumps(slack.taken)


# ---------------------------------------------------------------- a review
@pytest.fixture
def drafted(world: World, cases: CaseStore) -> Voice:
    """A statement of ada's in the plan of `cases`, where another person has to approve it."""
    StatementStore(names()["Statements"]).create(a_statement(state="draft", updates=[], draft=a_draft(author="ada")))
    return Voice(world.deployment())


def reviewed(world: World, kind: str, at: datetime = NOON) -> None:
    tell(world, {"detail-type": kind, "detail": {"statement_id": "st-0000000001"}}, at)


def test_who_can_say_yes_is_asked_once_and_who_wrote_it_is_not(world: World, drafted: Voice) -> None:
    drafted.submit("st-0000000001", "ada", NOON)
    for minute in range(3):
        reviewed(world, "ReviewAsked", NOON + minute * MINUTE)
    assert mailed() == {"grace@example.com": 1}
    mail = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages[-1]
    assert f"--text {a_draft(author='ada').text_hash} --as grace" in str(mail.body)


def test_what_is_sent_back_is_told_to_who_wrote_it_and_asked_for_anew_after_that(world: World, drafted: Voice) -> None:
    drafted.submit("st-0000000001", "ada", NOON)
    reviewed(world, "ReviewAsked")
    drafted.send_back("st-0000000001", "grace", NOON, "Say since when")
    reviewed(world, "DraftSentBack")
    mail = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages[-1]
    assert "grace: Say since when" in str(mail.body)
    drafted.submit("st-0000000001", "ada", NOON)
    reviewed(world, "ReviewAsked")
    assert mailed() == {"grace@example.com": 2, "ada@example.com": 1}


def test_a_review_that_is_over_asks_nobody(world: World, drafted: Voice) -> None:
    drafted.submit("st-0000000001", "ada", NOON)
    drafted.approve("st-0000000001", "grace", NOON)
    reviewed(world, "ReviewAsked")
    reviewed(world, "DraftSentBack")
    assert mailed() == {}


def test_the_bus_is_told_of_a_review_also_where_it_was_asked_for_before(world: World, drafted: Voice) -> None:
    drafted.submit("st-0000000001", "ada", NOON)
    assert isinstance(drafted.submit("st-0000000001", "ada", NOON), Refused)
    drafted.send_back("st-0000000001", "grace", NOON, "Say since when")
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    messages = aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert sorted(json.loads(one["Body"])["detail-type"] for one in messages) == [
        "DraftSentBack",
        "ReviewAsked",
        "ReviewAsked",
    ]


def test_who_came_into_the_plan_after_the_case_began_is_asked_all_the_same(world: World, cases: CaseStore) -> None:
    mary = a_person("mary")
    publish(a_plan(people=[*a_plan().people, mary]))
    asked = replace(the_case(cases), state="acknowledged", acknowledged_by="mary", cause="asked", tells=("mary",))
    cases.save(asked)
    tell(world)
    assert mailed() == {"mary@example.com": 1}
    assert the_case(cases).told
