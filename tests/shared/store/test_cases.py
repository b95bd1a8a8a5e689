"""With moto: a case is written once, its races are told, its notices are claimed, and its due ones are found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from shared.case import LogEntry, Notice
from shared.store.cases import CLAIM_HOLDS, CaseStore, Claim
from shared.store.items import TRANSACTION_TRIES, LostRaceError
from shared.verdict import Priority
from tests.builders import NOON, minutes
from tests.harness.world import World, names
from tests.shared.nouns import MINUTE, a_case
from tests.shared.store.failing import before, conflict, refuse

OPENED = LogEntry("firebreak", "opened", NOON, "says that money is gone")
NOTICE = Notice("case-1", 0, "ada", "email")


@pytest.fixture
def cases(world: World) -> CaseStore:
    return CaseStore(names()["Cases"])


# ---------------------------------------------------------------- writing
def test_a_case_is_opened_once_and_the_second_opening_changes_nothing(cases: CaseStore) -> None:
    assert cases.open(a_case(), OPENED)
    assert not cases.open(replace(a_case(), title="other"), LogEntry("firebreak", "opened", NOON + MINUTE))
    assert cases.get("case-1") == a_case()
    assert cases.log("case-1") == [OPENED]


def test_who_read_an_older_revision_loses_the_race_and_leaves_no_line_in_the_log(cases: CaseStore) -> None:
    cases.open(a_case(), OPENED)
    first = cases.save(replace(a_case(), told=True), LogEntry("firebreak", "told", NOON))
    assert first.revision == 1
    with pytest.raises(LostRaceError):
        cases.save(replace(a_case(), rung=1), LogEntry("firebreak", "no answer", NOON))
    assert cases.get("case-1") == first
    assert [line.what for line in cases.log("case-1")] == ["opened", "told"]


def test_a_case_that_is_not_there_can_not_be_saved(cases: CaseStore) -> None:
    with pytest.raises(LostRaceError):
        cases.save(a_case())
    assert cases.get("case-1") is None


def test_a_mention_joins_once_and_no_writer_loses_the_count(cases: CaseStore) -> None:
    cases.open(a_case(), OPENED)
    read = cases.get("case-1")
    assert read is not None
    assert [cases.join("case-1", of, NOON) for of in ("a", "b", "a", "c")] == [True, True, False, True]
    cases.save(replace(read, told=True))
    found = cases.get("case-1")
    assert found is not None
    assert (found.mentions, found.told) == (3, True)
    assert sorted(cases.mentions("case-1")) == ["a", "b", "c"]


def test_nothing_joins_a_case_that_is_not_there(cases: CaseStore) -> None:
    assert not cases.join("case-1", "a", NOON)
    assert cases.mentions("case-1") == []


def test_writers_that_meet_at_a_case_try_again_and_lose_nothing(cases: CaseStore) -> None:
    cases.open(a_case(), OPENED)
    with before("dynamodb", "TransactWriteItems", conflict, times=TRANSACTION_TRIES - 1) as calls:
        assert cases.join("case-1", "a", NOON)
    assert len(calls) == TRANSACTION_TRIES
    assert cases.mentions("case-1") == ["a"]


def test_a_meeting_that_never_ends_is_an_error_and_no_silent_loss(cases: CaseStore) -> None:
    with before("dynamodb", "TransactWriteItems", conflict, times=99), pytest.raises(ClientError):
        cases.open(a_case(), OPENED)


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "AccessDeniedException"])
def test_what_aws_refuses_for_another_reason_is_no_lost_race(cases: CaseStore, code: str) -> None:
    cases.open(a_case(), OPENED)
    with before("dynamodb", "TransactWriteItems", refuse(code)), pytest.raises(ClientError):
        cases.save(a_case())
    with before("dynamodb", "UpdateItem", refuse(code)), pytest.raises(ClientError):
        cases.claim_notice(NOTICE, NOON)


# ---------------------------------------------------------------- what is due, and the queue
def test_cases_are_due_from_their_minute_on_the_longest_overdue_first(cases: CaseStore) -> None:
    for number in (3, 1, 2):
        cases.open(a_case(f"case-{number}", due_at=NOON + number * MINUTE), OPENED)
    cases.open(a_case("case-0", due_at=None), OPENED)
    assert cases.due(NOON) == []
    assert [case.id for case in cases.due(NOON + MINUTE)] == ["case-1"]
    assert [case.id for case in cases.due(NOON + timedelta(days=9))] == ["case-1", "case-2", "case-3"]


def test_a_resolved_case_leaves_what_is_due_and_the_queue(cases: CaseStore) -> None:
    cases.open(a_case(), OPENED)
    cases.save(replace(a_case(), state="resolved", step_at=None))
    assert cases.due(NOON + timedelta(days=9)) == []
    assert cases.listed() == []
    assert [case.id for case in cases.listed("resolved")] == ["case-1"]


def test_the_queue_is_in_order_of_priority_then_of_age(cases: CaseStore) -> None:
    rows: list[tuple[str, Priority, int]] = [("d", "low", 9), ("b", "urgent", 1), ("c", "high", 9), ("a", "urgent", 2)]
    for name, priority, age in rows:
        cases.open(a_case(name, priority=priority, opened_at=NOON - minutes(age)), OPENED)
    cases.save(replace(a_case("b", opened_at=NOON - minutes(1)), state="acknowledged"))
    assert [case.id for case in cases.listed()] == ["a", "b", "c", "d"]


# ---------------------------------------------------------------- notices
def test_of_a_long_queue_only_what_was_opened_since_is_read(cases: CaseStore) -> None:
    for name, at in (("old", NOON - minutes(60)), ("first", NOON), ("last", NOON + minutes(5))):
        cases.open(a_case(f"case-{name}", opened_at=at), LogEntry("firebreak", "opened", at))
    cases.open(a_case("case-low", priority="low", opened_at=NOON), LogEntry("firebreak", "opened", NOON))
    assert [case.id for case in cases.opened_since(NOON, 9)] == ["case-first", "case-last"]
    assert [case.id for case in cases.opened_since(NOON, 1)] == ["case-first"]


def test_a_mention_is_in_a_case_once_it_joined(cases: CaseStore) -> None:
    cases.open(a_case(), LogEntry("firebreak", "opened", NOON))
    assert not cases.has("case-1", "forum:1")
    cases.join("case-1", "forum:1", NOON)
    assert cases.has("case-1", "forum:1")


def test_a_second_claim_is_refused_while_the_first_may_still_send(cases: CaseStore) -> None:
    assert cases.claim_notice(NOTICE, NOON).state == "claimed"
    assert cases.claim_notice(NOTICE, NOON).state == "held"
    assert cases.claim_notice(NOTICE, NOON + CLAIM_HOLDS).state == "held"


def test_a_stale_claim_is_taken_over_once(cases: CaseStore) -> None:
    cases.claim_notice(NOTICE, NOON)
    later = NOON + CLAIM_HOLDS + timedelta(milliseconds=1)
    assert cases.claim_notice(NOTICE, later).state == "claimed"
    assert cases.claim_notice(NOTICE, later).state == "held"


def test_a_claim_that_was_given_back_is_taken_at_once_and_counted(cases: CaseStore) -> None:
    assert cases.claim_notice(NOTICE, NOON).tries == 1
    cases.release_notice(NOTICE)
    assert cases.claim_notice(NOTICE, NOON) == Claim("claimed", 2)
    cases.settle_notice(replace(NOTICE, sent_at=NOON), NOON)
    with pytest.raises(ClientError):
        cases.release_notice(NOTICE)


@pytest.mark.parametrize("end", [replace(NOTICE, sent_at=NOON), replace(NOTICE, failed="Slack answered 404")])
def test_a_notice_whose_end_is_known_is_never_claimed_again(cases: CaseStore, end: Notice) -> None:
    cases.claim_notice(NOTICE, NOON)
    cases.settle_notice(end, NOON)
    assert cases.claim_notice(NOTICE, NOON + timedelta(days=99)).state == "settled"
    assert cases.notices("case-1") == [end]


def test_each_person_way_and_rung_is_claimed_for_itself(cases: CaseStore) -> None:
    others = [replace(NOTICE, person="grace"), replace(NOTICE, way="slack"), replace(NOTICE, telling=1)]
    assert [cases.claim_notice(notice, NOON).state for notice in [NOTICE, *others]] == ["claimed"] * 4


def test_the_notices_of_one_rung_are_found_however_many_came_before(cases: CaseStore) -> None:
    for rung in range(230):
        cases.settle_notice(replace(NOTICE, telling=rung, sent_at=NOON), NOON)
    assert [notice.telling for notice in cases.notices("case-1", telling=229)] == [229]
    assert [notice.telling for notice in cases.notices("case-1", telling=22)] == [22]


def test_a_claim_without_an_end_is_no_notice_yet(cases: CaseStore) -> None:
    cases.claim_notice(NOTICE, NOON)
    assert cases.notices("case-1") == []


def test_the_log_only_grows_and_is_read_in_order(cases: CaseStore) -> None:
    cases.open(a_case(), OPENED)
    case = a_case()
    for number in range(5):
        case = cases.save(case, LogEntry("ada", f"deed {number}", NOON + number * timedelta(milliseconds=10)))
    assert [line.what for line in cases.log("case-1")][-4:] == [f"deed {number}" for number in range(1, 5)]
    assert len(cases.log("case-1")) == 6


def test_lines_of_one_millisecond_stand_in_the_order_in_which_they_were_written(cases: CaseStore) -> None:
    cases.open(a_case(), OPENED)
    case = a_case()
    for number in range(12):
        case = cases.save(case, LogEntry("firebreak", f"deed {number}", NOON))
    assert [line.what for line in cases.log("case-1")] == ["opened", *(f"deed {number}" for number in range(12))]


def test_what_belongs_to_another_case_stays_there(cases: CaseStore) -> None:
    for case_id in ("case-1", "case-10"):
        cases.open(a_case(case_id), OPENED)
    cases.join("case-10", "a", NOON)
    cases.settle_notice(replace(NOTICE, case_id="case-10", sent_at=NOON), NOON)
    assert (cases.mentions("case-1"), cases.notices("case-1"), len(cases.log("case-1"))) == ([], [], 1)
