"""Pure: a statement's life. Whatever people try, in whatever order, nothing is said that nobody else approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.plan import Plan
from shared.statement import Draft, Statement
from shared.statement_life import (
    BODY_CHARACTERS,
    NEXT_UPDATE_SLOT,
    TITLE_CHARACTERS,
    Refused,
    approve,
    edit,
    impact_of,
    publish,
    retract,
    spoken,
    whole_minute,
)
from tests.builders import NOON, a_plan, a_statement, an_instance, an_update, minutes

PLAN = a_plan()
ALONE = a_plan(instances=[an_instance(two_people_approve=False)])
WORDS = f"We are looking for the cause. The next word comes by {NEXT_UPDATE_SLOT}."


def a_draft(**changed: str) -> Draft:
    return replace(Draft("Login fails", WORDS, "investigating", "ada"), **changed)  # type: ignore[arg-type]


def drafted(draft: Draft | None = None) -> Statement:
    return a_statement(state="draft", updates=[], draft=draft or a_draft())


def made(answer: Statement | Refused) -> Statement:
    assert isinstance(answer, Statement), answer
    return answer


def refused(answer: Statement | Refused) -> str:
    assert isinstance(answer, Refused), answer
    return answer.why


def approved(draft: Draft | None = None) -> Statement:
    return made(approve(drafted(draft), "grace", NOON, PLAN))


def published(at: datetime = NOON, next_update_at: datetime | None = None) -> Statement:
    return made(publish(approved(), "grace", at, PLAN, next_update_at))


# ---------------------------------------------------------------- whatever people try
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["edit", "approve", "publish", "retract"]),
        st.sampled_from(["ada", "grace", "linus", "bob"]),
        st.sampled_from(["investigating", "identified", "resolved"]),
        st.integers(-5, 40),
    ),
    max_size=25,
)


def tried(statement: Statement, move: tuple[str, str, str, int], now: datetime, plan: Plan) -> Statement | Refused:
    what, who, progress, ahead = move
    if what == "edit":
        return edit(statement, who, now, None, f"words of {who} at {now:%H:%M}", progress)  # type: ignore[arg-type]
    if what == "approve":
        return approve(statement, who, now, plan)
    if what == "publish":
        return publish(statement, who, now, plan, now + minutes(ahead))
    return retract(statement, who, now, "it was about another company")


@settings(database=None, deadline=None, max_examples=200)
@given(MOVES)
def test_whatever_people_try_each_public_word_was_approved_by_another_than_its_author(
    moves: list[tuple[str, str, str, int]],
) -> None:
    statement, now = drafted(), NOON
    read: dict[str, str] = {}
    for move in moves:
        now += minutes(1)
        before = statement
        answer = tried(statement, move, now, PLAN)
        if isinstance(answer, Refused):
            continue
        statement = answer
        if move[0] == "approve":
            assert before.draft is not None
            assert before.draft.author != move[1]
            assert move[1] in ("ada", "grace", "linus")
            read[before.draft.body] = move[1]
        assert statement.updates[: len(before.updates) - 1] == before.updates[:-1]
        assert [u.body for u in statement.updates[: len(before.updates)]] == [u.body for u in before.updates]
        if len(statement.updates) > len(before.updates):
            said = statement.updates[-1]
            assert before.draft is not None
            assert read[before.draft.body] == said.approved_by
            assert statement.draft is None
        assert len(statement.moves) == len(before.moves) + 1
    assert [u.number for u in statement.updates] == list(range(1, len(statement.updates) + 1))


@settings(database=None, deadline=None, max_examples=200)
@given(MOVES)
def test_at_most_the_newest_promise_is_open_and_its_clock_runs_exactly_then(
    moves: list[tuple[str, str, str, int]],
) -> None:
    statement, now = drafted(), NOON
    for move in moves:
        now += minutes(1)
        answer = tried(statement, move, now, ALONE)
        statement = answer if isinstance(answer, Statement) else statement
        assert all(u.kept_at is not None or u.next_update_at is None for u in statement.updates[:-1])
        assert (statement.due_at is not None) == (statement.promise is not None)
        if statement.promise is not None and statement.promise.next_update_at is not None:
            assert statement.promise.next_update_at > statement.promise.published_at
            assert statement.promise.next_update_at.second == 0


@settings(database=None, deadline=None)
@given(MOVES)
def test_what_is_over_stays_over(moves: list[tuple[str, str, str, int]]) -> None:
    over = made(retract(published(), "ada", NOON + minutes(3), "it was wrong"))
    for number, move in enumerate(moves):
        assert refused(tried(over, move, NOON + minutes(4 + number), PLAN))


# ---------------------------------------------------------------- editing and approving
def test_an_approval_is_for_the_very_text_and_a_changed_text_needs_another() -> None:
    changed = made(edit(approved(), "ada", NOON, None, WORDS + " Sorry!", None))
    assert (changed.state, changed.approved_hash, changed.approved_by) == ("draft", None, None)
    assert "approve it first" in refused(publish(changed, "grace", NOON, PLAN, None))


@pytest.mark.parametrize("part", [{"title": "Other"}, {"body": "Other"}, {"progress": "identified"}])
def test_a_text_that_was_changed_behind_the_approval_is_not_said(part: dict[str, str]) -> None:
    slipped = replace(approved(), draft=a_draft(**part))
    assert "approve it first" in refused(publish(slipped, "grace", NOON, PLAN, None))


def test_the_author_can_not_approve_where_the_plan_asks_for_two_people() -> None:
    assert "another person" in refused(approve(drafted(), "ada", NOON, PLAN))
    assert made(approve(drafted(), "ada", NOON, ALONE)).approved_by == "ada"


def test_whoever_changed_the_text_last_is_its_author() -> None:
    changed = made(edit(drafted(), "grace", NOON, None, "Other words.", None))
    assert "grace wrote this" in refused(approve(changed, "grace", NOON, PLAN))
    assert made(approve(changed, "ada", NOON, PLAN)).state == "approved"


def test_a_text_of_the_machine_may_be_approved_by_any_person_of_the_plan() -> None:
    assert made(approve(drafted(a_draft(author="firebreak")), "ada", NOON, PLAN)).approved_by == "ada"
    assert "no person 'firebreak'" in refused(approve(drafted(), "firebreak", NOON, PLAN))


def test_a_second_approval_of_the_same_text_is_told_who_gave_the_first() -> None:
    assert "already, by grace" in refused(approve(approved(), "linus", NOON, PLAN))


def test_who_read_another_text_approves_nothing() -> None:
    draft = drafted().draft
    assert draft is not None
    assert made(approve(drafted(), "grace", NOON, PLAN, read=draft.text_hash)).approved_by == "grace"
    assert "read it again" in refused(approve(drafted(), "grace", NOON, PLAN, read=a_draft(title="Old").text_hash))


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (a_draft(title=" "), "title is empty"),
        (a_draft(body=" \n"), "text is empty"),
        (a_draft(title="x" * (TITLE_CHARACTERS + 1)), f"{TITLE_CHARACTERS} at most"),
        (a_draft(body="x" * (BODY_CHARACTERS + 1)), f"{BODY_CHARACTERS} at most"),
    ],
)
def test_what_is_empty_or_endless_is_no_text(draft: Draft, why: str) -> None:
    assert why in refused(edit(drafted(), "ada", NOON, draft.title, draft.body, None))
    if draft.title.strip() and draft.body.strip():
        assert why in refused(approve(drafted(draft), "grace", NOON, PLAN))


def test_the_next_update_starts_with_the_title_and_the_progress_of_the_last() -> None:
    next_one = made(edit(published(), "ada", NOON + minutes(9), None, "We found the cause.", None))
    assert next_one.state == "published"
    assert next_one.draft == Draft("Login fails", "We found the cause.", "investigating", "ada")


def test_what_has_no_draft_can_not_be_approved() -> None:
    assert "edit it first" in refused(approve(published(), "linus", NOON, PLAN))


# ---------------------------------------------------------------- publishing and the promise
def test_without_a_time_the_next_word_is_promised_by_the_plans_own_pace() -> None:
    [update] = published().updates
    assert update.next_update_at == NOON + PLAN.update_every


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(minutes=-1), timedelta(days=-400)])
def test_nothing_is_promised_for_the_past(ahead: timedelta) -> None:
    assert "in the past" in refused(publish(approved(), "grace", NOON, PLAN, NOON + ahead))


@settings(database=None, deadline=None)
@given(st.timedeltas(timedelta(0), timedelta(days=900)))
def test_a_promised_time_is_a_whole_minute_and_never_an_earlier_one(ahead: timedelta) -> None:
    at = NOON + ahead
    minute = whole_minute(at)
    assert (minute.second, minute.microsecond) == (0, 0)
    assert timedelta(0) <= minute - at < timedelta(minutes=1)
    assert whole_minute(minute) == minute


def test_the_promised_time_is_the_one_that_is_said() -> None:
    [update] = published(next_update_at=NOON + timedelta(minutes=44, seconds=1)).updates
    assert update.next_update_at == NOON + minutes(45)
    assert update.body.endswith("comes by 14:45 CEST on 2 October 2026.")


def test_the_promised_time_may_stand_in_the_title_too() -> None:
    said = made(publish(approved(a_draft(title=f"More by {NEXT_UPDATE_SLOT}")), "ada", NOON, PLAN, NOON + minutes(45)))
    assert said.title == "More by 14:45 CEST on 2 October 2026"


def test_the_next_update_keeps_the_promise_before_it_and_makes_its_own() -> None:
    later = NOON + minutes(41)
    next_one = made(edit(published(), "ada", later, None, "We found the cause.", "identified"))
    both = made(publish(made(approve(next_one, "grace", later, PLAN)), "grace", later, PLAN, None))
    assert [update.kept_at for update in both.updates] == [later, None]
    assert both.updates[0].minutes_late(NOON + timedelta(days=9)) == 11
    assert both.promise == both.updates[1]
    assert (both.due_rung, both.due_at) == (0, later + minutes(15))


def test_a_resolution_keeps_the_promise_and_makes_none() -> None:
    last = made(edit(published(), "ada", NOON + minutes(5), None, "It works again.", "resolved"))
    done = made(publish(made(approve(last, "grace", NOON, PLAN)), "grace", NOON + minutes(6), PLAN, NOON + minutes(90)))
    assert (done.state, done.promise, done.due_at) == ("resolved", None, None)
    assert [update.kept_at for update in done.updates] == [NOON + minutes(6), None]
    assert done.updates[-1].next_update_at is None


@pytest.mark.parametrize("part", ["title", "body"])
def test_a_resolved_text_that_promises_a_next_word_is_refused(part: str) -> None:
    draft = a_draft(**{"body": "It works again.", part: f"More by {NEXT_UPDATE_SLOT}", "progress": "resolved"})
    assert "promises nothing" in refused(publish(approved(draft), "ada", NOON, PLAN, None))


# ---------------------------------------------------------------- taking back
def test_what_was_said_stays_readable_after_it_was_taken_back() -> None:
    before = published()
    after = made(retract(before, "ada", NOON + minutes(4), "It was about another company."))
    assert [update.body for update in after.updates] == [update.body for update in before.updates]
    assert (after.state, after.promise, after.due_at) == ("retracted", None, None)
    assert after.updates[-1].kept_at == NOON + minutes(4)
    assert after.retracted_because == "It was about another company."


@pytest.mark.parametrize("because", ["", " \n"])
def test_the_public_is_told_why(because: str) -> None:
    assert "needs a reason" in refused(retract(published(), "ada", NOON, because))


def test_a_draft_that_is_withdrawn_was_never_public() -> None:
    assert not made(retract(approved(), "ada", NOON, "no storm after all")).public


# ---------------------------------------------------------------- times as they are said
@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), "02:59 CEST on 25 October 2026"),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "02:00 CET on 25 October 2026"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "01:59 CET on 29 March 2026"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00 CEST on 29 March 2026"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "00:30 CET on 1 January 2027"),
    ],
)
def test_the_hour_that_comes_twice_is_told_by_its_zone(at: datetime, said: str) -> None:
    assert spoken(at, PLAN) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Kolkata", "17:30 IST on 2 October 2026"),
        ("America/Sao_Paulo", "09:00 -03 on 2 October 2026"),
        ("Pacific/Kiritimati", "02:00 +14 on 3 October 2026"),
    ],
)
def test_a_time_is_said_in_the_companys_own_zone(zone: str, said: str) -> None:
    assert spoken(NOON, a_plan(time_zone=zone)) == said


# ---------------------------------------------------------------- promises in minutes
@pytest.mark.parametrize(("kept_after", "late"), [(29, 0), (30, 0), (30.9, 0), (31, 1), (90, 60)])
def test_a_promise_is_late_by_whole_minutes_and_stays_so_once_it_is_kept(kept_after: float, late: int) -> None:
    assert an_update(kept_at=NOON + minutes(kept_after)).minutes_late(NOON + timedelta(days=30)) == late
    assert an_update().minutes_late(NOON + minutes(kept_after)) == late


def test_what_promises_nothing_is_never_late() -> None:
    assert an_update(next_update_at=None).minutes_late(NOON + timedelta(days=9)) is None


@pytest.mark.parametrize(("complaints", "ratio", "impact"), [(8, 2, "minor"), (30, 2, "major"), (8, 10, "major")])
def test_the_first_guess_at_the_impact_grows_with_the_storm(complaints: int, ratio: float, impact: str) -> None:
    assert impact_of(complaints, ratio) == impact
