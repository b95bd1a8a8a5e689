"""With moto: what is late or dead fails loudly and keeps the heartbeat away; what is quiet is told, once a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from shared import aws
from shared.case import LogEntry
from shared.codec import convert
from shared.events import AlarmRaised
from shared.mark import SCHEDULED
from shared.plan import Source
from shared.store.cases import CaseStore
from shared.store.held import Held, HeldStore
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.statements import StatementStore
from shared.store.subscribers import SubscriberStore
from shared.subscriber import Delivery
from tests.builders import NOON, a_plan, a_statement, minutes
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.channels.door import Answer, Door, door
from tests.shared.nouns import MINUTE, a_case
from tests.shared.store.failing import before, refuse

OPENED = LogEntry("firebreak", "opened", NOON - MINUTE)
FORUM = Source("forum", "discourse", "webhook", "acme", quiet_after=timedelta(hours=1))


@pytest.fixture
def cases(world: World) -> CaseStore:
    Ledger(names()["Ledger"]).publish_plan(a_plan(sources=[FORUM]))
    return CaseStore(names()["Cases"])


@pytest.fixture
def heart(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    with door(path="/ping/its-key") as here:
        monkeypatch.setenv("HEARTBEAT_URL", here.url)
        yield here


def the_marks() -> Marks:
    """As another container has them: it remembers nothing of what it said."""
    return Marks(names()["Ledger"])


def all_ran(at: datetime, *, but: str = "") -> None:
    for function in SCHEDULED:
        if function != but:
            the_marks().ran(function, at)


def audit(world: World, at: datetime, *, dead: str = "") -> Any:
    """That minute's audit, after all functions but the dead one ran."""
    all_ran(at, but=dead)
    with time_machine.travel(at, tick=False):
        return world.call("AuditFunction", {})


def alarms() -> list[AlarmRaised]:
    """What the bus was told since the last look."""
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    found = []
    with time_machine.travel(NOON + timedelta(hours=30), tick=False):
        while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                event = json.loads(message["Body"])
                assert event["detail-type"] == "AlarmRaised"
                found.append(convert(AlarmRaised, event["detail"]))
    return found


# ---------------------------------------------------------------- late
def test_a_case_that_nobody_moved_for_three_minutes_fails_loudly_until_it_is_moved(
    world: World, cases: CaseStore, heart: Door
) -> None:
    case = a_case()
    assert case.due_at is not None
    due = case.due_at
    cases.open(case, OPENED)
    audit(world, due + minutes(1.9))
    assert heart.calls == 1
    with pytest.raises(Exception, match=r"cases more than 2 minutes late: 1 \(case-1\), since 2026-10-02 12:01 UTC"):
        audit(world, due + minutes(3))
    assert heart.calls == 1
    with time_machine.travel(due + minutes(4), tick=False):
        world.call("EscalateFunction", {})
    audit(world, due + minutes(4))
    assert heart.calls == 2


def test_a_bundle_that_nobody_told_is_late_too(world: World, cases: CaseStore, heart: Door) -> None:
    HeldStore(names()["Cases"]).hold(Held("ada", "case-1", 0), NOON, minutes(2))
    audit(world, NOON + minutes(3))
    with pytest.raises(Exception, match=r"bundles more than 2 minutes late: 1 \(person#ada\)"):
        audit(world, NOON + minutes(4))
    assert heart.calls == 1


def test_a_promise_and_a_delivery_that_nobody_took_are_late_too(world: World, cases: CaseStore) -> None:
    assert StatementStore(names()["Statements"]).create(replace(a_statement(), due_at=NOON))
    assert SubscriberStore(names()["Subscribers"]).add(Delivery("su-1", "word", "st-1-1", NOON, NOON))
    audit(world, NOON + minutes(1.9))
    with pytest.raises(Exception, match=r"statements more .*: 1 \(st-0000000001\).*; deliveries more .*: 1 \(su-1\)"):
        audit(world, NOON + minutes(2))


def test_what_is_late_is_told_on_the_bus_once_a_day_by_the_companys_days(world: World, cases: CaseStore) -> None:
    cases.open(a_case(), OPENED)
    midnight = datetime.fromisoformat("2026-10-03T00:00:00+02:00")
    for at in (NOON + minutes(5), NOON + minutes(6), midnight - minutes(1), midnight):
        with pytest.raises(Exception, match="cases more than 2 minutes late"):
            audit(world, at)
    late = [alarm for alarm in alarms() if alarm.kind == "late"]
    assert [(alarm.name, alarm.day) for alarm in late] == [("cases", "2026-10-02"), ("cases", "2026-10-03")]
    assert late[0].what == "cases more than 2 minutes late: 1 (case-1), since 2026-10-02 12:01 UTC"


def test_a_word_to_the_bus_that_got_lost_is_told_a_minute_later(world: World, cases: CaseStore) -> None:
    cases.open(a_case(), OPENED)
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(Exception, match="InternalFailure"):
        audit(world, NOON + minutes(5))
    with pytest.raises(Exception, match="late"):
        audit(world, NOON + minutes(6))
    assert [alarm.kind for alarm in alarms()] == ["late"]


# ---------------------------------------------------------------- dead
def test_a_function_that_stopped_fails_the_audit_five_minutes_later_and_not_after_it_ran_again(
    world: World, cases: CaseStore, heart: Door
) -> None:
    audit(world, NOON)
    for minute in range(1, 5):
        audit(world, NOON + minutes(minute), dead="escalate")
    with pytest.raises(Exception, match="function escalate has finished no run, since 2026-10-02 12:00 UTC"):
        audit(world, NOON + minutes(5), dead="escalate")
    assert heart.calls == 5
    audit(world, NOON + minutes(6))
    assert heart.calls == 6
    assert [(alarm.kind, alarm.name) for alarm in alarms()] == [("function", "escalate")]


def test_a_minute_in_which_every_function_runs_marks_them_all(world: World, cases: CaseStore) -> None:
    with time_machine.travel(NOON, tick=False):
        world.tick()
    assert the_marks().functions(SCHEDULED) == dict.fromkeys(SCHEDULED, NOON)
    done = the_marks().last_audit()
    assert done is not None
    assert (done.at, done.passed_at, done.findings) == (NOON, NOON, ())


# ---------------------------------------------------------------- quiet
def every_five(world: World, start: datetime, end: datetime) -> None:
    while start <= end:
        audit(world, start)
        start += minutes(5)


def test_a_quiet_source_is_told_once_a_day_counted_and_the_heart_beats_on(
    world: World, cases: CaseStore, heart: Door, capsys: pytest.CaptureFixture[str]
) -> None:
    every_five(world, NOON, NOON + minutes(55))
    assert (alarms(), capsys.readouterr().out) == ([], "")
    every_five(world, NOON + minutes(60), NOON + minutes(70))
    [alarm] = alarms()
    assert (alarm.kind, alarm.name, alarm.since, alarm.day) == ("source", "forum", NOON, "2026-10-02")
    assert alarm.what == "nothing came from source forum, since 2026-10-02 12:00 UTC"
    assert [json.loads(line)["Quiet"] for line in capsys.readouterr().out.splitlines()] == [1, 1, 1]
    assert heart.calls == 15
    the_marks().heard("forum", NOON + minutes(71))
    assert audit(world, NOON + minutes(72)) == {"quiet": 0}


def test_a_channel_that_failed_three_times_in_a_row_is_told_and_one_success_ends_it(
    world: World, cases: CaseStore, heart: Door
) -> None:
    for number in range(3):
        the_marks().channel("email", False, NOON + minutes(number), "SES refused the mail: MessageRejected")
        assert audit(world, NOON + minutes(number)) == {"quiet": int(number == 2)}
    [alarm] = alarms()
    assert (alarm.kind, alarm.name, alarm.since) == ("channel", "email", NOON)
    assert "the last 3 messages by email failed: SES refused the mail: MessageRejected" in alarm.what
    the_marks().channel("email", True, NOON + minutes(3))
    assert audit(world, NOON + minutes(3)) == {"quiet": 0}
    assert heart.calls == 4


def test_a_way_by_which_nobody_is_told_any_more_is_no_channel(world: World, cases: CaseStore) -> None:
    for _ in range(3):
        the_marks().channel("pagerduty", False, NOON, "PagerDuty answered 400")
    assert audit(world, NOON) == {"quiet": 0}


# ---------------------------------------------------------------- the heartbeat
def test_before_there_is_a_plan_the_heart_beats_and_a_dead_function_still_fails(world: World, heart: Door) -> None:
    assert audit(world, NOON) == {"quiet": 0}
    for minute in range(1, 5):
        audit(world, NOON + minutes(minute), dead="deliver")
    with pytest.raises(Exception, match="function deliver has finished no run"):
        audit(world, NOON + minutes(5), dead="deliver")
    assert (heart.calls, alarms()) == (5, [])


@pytest.mark.parametrize("answer", [(500, b"", {}), (404, b"", {}), (0, b"", {})])
def test_an_outside_that_does_not_hear_fails_no_audit(
    world: World, cases: CaseStore, heart: Door, answer: Answer
) -> None:
    heart.answers[:] = [answer]
    assert audit(world, NOON) == {"quiet": 0}
    assert heart.calls >= 1


@pytest.mark.parametrize("table", ["Cases", "Statements", "Subscribers", "Ledger"])
def test_a_table_that_cannot_be_read_fails_loudly_and_the_heart_stands_still(
    world: World, cases: CaseStore, heart: Door, table: str
) -> None:
    aws.dynamodb().delete_table(TableName=names()[table])
    with time_machine.travel(NOON, tick=False), pytest.raises(Exception, match="ResourceNotFound"):
        world.call("AuditFunction", {})
    assert heart.calls == 0


def test_a_clock_that_jumps_back_by_an_hour_makes_no_alarm(world: World, cases: CaseStore, heart: Door) -> None:
    the_marks().heard("forum", NOON)
    audit(world, NOON)
    with time_machine.travel(NOON - minutes(60), tick=False):
        assert world.call("AuditFunction", {}) == {"quiet": 0}
    assert (heart.calls, alarms()) == (2, [])
