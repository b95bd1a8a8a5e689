"""Pure: what is approved is said, with the time of the next word; that word keeps the promise, or "nothing new"."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.plan import GateRules
from shared.statement import Statement, Update, Window, Words
from shared.statement_life import edit
from shared.statement_review import approve
from shared.statement_speech import impact_of, publish, retract, say_nothing_new, stand_by
from tests.builders import NOON, a_draft, a_statement, an_update, minutes, some_words
from tests.shared.speakers import (
    a_speaking_plan,
    approved,
    drafted,
    made,
    published,
    refused,
    said_next,
    standing_by,
)

PLAN = a_speaking_plan()


def last(statement: Statement) -> Update:
    return statement.updates[-1]


# ---------------------------------------------------------------- the promise that is made
def test_without_a_time_the_next_word_is_promised_by_the_plans_own_pace() -> None:
    assert last(published()).next_update_at == NOON + PLAN.update_every


def test_a_cadence_once_given_is_kept_until_another_is_given() -> None:
    hourly = made(publish(approved(), "grace", NOON, PLAN, every=timedelta(hours=1)))
    assert last(hourly).next_update_at == NOON + minutes(60)
    later = said_next(hourly, "Still looking.", NOON + minutes(50), PLAN)
    assert last(later).next_update_at == NOON + minutes(110)


def test_a_time_that_is_named_wins_once_over_the_cadence() -> None:
    named = made(publish(approved(), "grace", NOON, PLAN, NOON + minutes(15), timedelta(hours=1)))
    assert last(named).next_update_at == NOON + minutes(15)
    assert last(said_next(named, "Still looking.", NOON, PLAN)).next_update_at == NOON + minutes(60)


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(minutes=-1), timedelta(days=-400)])
def test_nothing_is_promised_for_the_past(ahead: timedelta) -> None:
    assert "next_update_past" in refused(publish(approved(), "grace", NOON, PLAN, NOON + ahead))


def test_the_promised_time_is_the_one_that_is_said() -> None:
    update = last(published(next_update_at=NOON + timedelta(minutes=44, seconds=1)))
    assert update.next_update_at == NOON + minutes(45)
    assert update.body.endswith("again by 14:45 CEST on 2 October 2026.")


def test_the_promised_time_may_stand_in_the_title_too() -> None:
    said = published(draft=a_draft(title="More by {next_update}"), next_update_at=NOON + minutes(45))
    assert said.title == "More by 14:45 CEST on 2 October 2026"


def test_each_language_tells_the_promised_time_in_its_own_way() -> None:
    pt = some_words("Mais até {next_update}.", "Sem acesso", "pt", author="grace")
    both = drafted(a_draft(translations=[pt]))
    ready = made(approve(both, "linus", NOON, PLAN))
    update = last(made(publish(ready, "ada", NOON, PLAN, NOON + minutes(45))))
    assert [words.language for words in update.words] == ["en", "pt"]
    assert update.words[1].body == "Mais até 14:45 CEST de 2 de outubro de 2026."
    assert {approval.language for approval in update.approvals} == {"en", "pt"}


def test_planned_maintenance_promises_its_beginning_then_its_end() -> None:
    window = Window(NOON + minutes(60), NOON + minutes(180))
    planned = replace(approved(a_draft(progress="scheduled")), window=window)
    said = made(publish(planned, "grace", NOON, PLAN))
    assert last(said).next_update_at == window.begins_at
    begun = said_next(said, "It has begun.", window.begins_at, PLAN, progress="in_progress")
    assert last(begun).next_update_at == window.ends_at
    late = said_next(begun, "It takes longer.", window.ends_at + minutes(5), PLAN, progress="in_progress")
    assert last(late).next_update_at == window.ends_at + minutes(35)
    done = said_next(late, "It is done.", window.ends_at + minutes(30), PLAN, progress="completed")
    assert (done.state, done.promise) == ("resolved", None)


# ---------------------------------------------------------------- the promise that is kept
def test_the_next_update_keeps_the_promise_before_it_and_makes_its_own() -> None:
    later = NOON + minutes(41)
    reminded = replace(published(), due_rung=3)
    both = said_next(reminded, "We found the cause.", later, PLAN, progress="identified")
    assert [update.kept_at for update in both.updates] == [later, None]
    assert both.updates[0].minutes_late(NOON + timedelta(days=9)) == 11
    assert both.promise == both.updates[1]
    assert (both.due_rung, both.due_at) == (0, later + minutes(15))


def test_a_resolution_keeps_the_promise_and_makes_none() -> None:
    later = NOON + minutes(6)
    ready = made(edit(published(), "ada", later, body="It works again.", progress="resolved"))
    done = made(publish(made(approve(ready, "grace", later, PLAN)), "grace", later, PLAN, NOON + minutes(90)))
    assert (done.state, done.promise, done.due_at) == ("resolved", None, None)
    assert [update.kept_at for update in done.updates] == [later, None]
    assert last(done).next_update_at is None


@pytest.mark.parametrize(("kept_after", "late"), [(29, 0), (30, 0), (30.9, 0), (31, 1), (90, 60)])
def test_a_promise_is_late_by_whole_minutes_and_stays_so_once_it_is_kept(kept_after: float, late: int) -> None:
    assert an_update(kept_at=NOON + minutes(kept_after)).minutes_late(NOON + timedelta(days=30)) == late
    assert an_update().minutes_late(NOON + minutes(kept_after)) == late


def test_what_promises_nothing_is_never_late() -> None:
    assert an_update(next_update_at=None).minutes_late(NOON + timedelta(days=9)) is None


def test_what_was_said_is_not_said_again() -> None:
    assert "no approved text" in refused(publish(published(), "grace", NOON, PLAN))
    assert "Start another" in refused(publish(a_statement(state="retracted"), "grace", NOON, PLAN))


@pytest.mark.parametrize("ahead", [timedelta(days=367), datetime.max.replace(tzinfo=UTC) - NOON], ids=["year", "end"])
def test_a_promise_that_nobody_will_live_to_see_is_a_slip_of_the_pen(ahead: timedelta) -> None:
    assert "more than a year" in refused(publish(approved(), "grace", NOON, PLAN, NOON + ahead))
    assert "more than a year" in refused(publish(approved(), "grace", NOON, PLAN, every=ahead))
    assert "more than a year" in refused(
        say_nothing_new(standing_by(published(), PLAN), "ada", NOON, PLAN, NOON + ahead)
    )


def test_who_said_it_and_who_approved_it_are_both_kept() -> None:
    said = made(publish(approved(), "linus", NOON + minutes(2), PLAN))
    assert (last(said).approved_by, said.moves[-1].who, said.moves[-1].when) == ("grace", "linus", NOON + minutes(2))


# ---------------------------------------------------------------- nothing new yet
def test_a_nothing_new_that_was_approved_ahead_keeps_the_promise_and_makes_the_next() -> None:
    ready = standing_by(published(), PLAN)
    at = NOON + minutes(28)
    said = made(say_nothing_new(ready, "firebreak", at, PLAN))
    assert (said.state, [update.kept_at for update in said.updates]) == ("updated", [at, None])
    assert last(said).body == "Still looking. The next word comes by 14:58 CEST on 2 October 2026."
    assert (last(said).form, last(said).approved_by) == ("nothing_new", "linus")
    assert said.standby == ready.standby


def test_a_draft_in_hand_stays_in_hand_and_approved_when_nothing_new_is_said() -> None:
    ready = standing_by(published(), PLAN)
    in_hand = made(approve(made(edit(ready, "ada", NOON, body="We found it.")), "grace", NOON, PLAN))
    said = made(say_nothing_new(in_hand, "ada", NOON + minutes(20), PLAN))
    assert (said.draft, said.approvals, said.stage) == (in_hand.draft, in_hand.approvals, "approved")
    assert last(made(publish(said, "ada", NOON + minutes(21), PLAN))).number == 3


def test_nothing_new_is_nobodys_to_say_without_an_approval_of_these_words() -> None:
    assert "standby st-0000000001" in refused(say_nothing_new(published(), "ada", NOON, PLAN))
    own = [Words("en", "T", "Still looking. More by {next_update}.", ("ada",))]
    assert "ada wrote this text" in refused(stand_by(published(), "ada", NOON, PLAN, own))
    assert made(stand_by(published(), "grace", NOON, PLAN, own)).standby is not None
    assert "no person 'bob'" in refused(stand_by(published(), "bob", NOON, PLAN, own))


def test_words_that_the_gate_refuses_are_not_approved_ahead() -> None:
    gap = [Words("en", "T", "Still looking for {cause}.", ("firebreak",))]
    assert "{cause}" in refused(stand_by(published(), "linus", NOON, PLAN, gap))


def test_words_that_the_plan_has_forbidden_since_they_were_approved_are_not_said() -> None:
    ready = standing_by(published(), PLAN)
    strict = replace(PLAN, gate=GateRules(forbidden_promises=("the next word comes",)))
    assert "forbidden_promise" in refused(say_nothing_new(ready, "firebreak", NOON + minutes(28), strict))


@pytest.mark.parametrize("change", [{"progress": "identified"}, {"title": "Booking is slow"}], ids=["stage", "title"])
def test_words_approved_for_one_stage_or_title_are_gone_with_it(change: dict[str, str]) -> None:
    ready = standing_by(published(), PLAN)
    assert said_next(ready, "Still looking.", NOON, PLAN).standby == ready.standby
    assert said_next(ready, "We know more.", NOON, PLAN, **change).standby is None


def test_words_for_another_stage_are_not_said_even_if_they_were_kept() -> None:
    ready = standing_by(published(), PLAN)
    assert ready.standby is not None
    stale = replace(ready, standby=replace(ready.standby, progress="identified"))
    assert "Approve it anew" in refused(say_nothing_new(stale, "ada", NOON, PLAN))


@pytest.mark.parametrize("state", ["draft", "approved", "resolved", "postmortem"])
def test_what_promises_nothing_has_nothing_new_to_say(state: str) -> None:
    statement = replace(published(), state=state)  # type: ignore[arg-type]  # one of them
    assert "no promise" in refused(say_nothing_new(statement, "ada", NOON, PLAN))
    assert "no promise" in refused(stand_by(statement, "linus", NOON, PLAN, [some_words("x")]))


@pytest.mark.parametrize("ahead", [-1, 0])
def test_nothing_new_promises_nothing_for_the_past(ahead: int) -> None:
    ready = standing_by(published(), PLAN)
    at = NOON + minutes(20)
    assert "in the past" in refused(say_nothing_new(ready, "ada", at, PLAN, at + minutes(ahead)))


# ---------------------------------------------------------------- taking back
def test_what_was_said_stays_readable_after_it_was_taken_back() -> None:
    before = standing_by(published(), PLAN)
    after = made(retract(before, "ada", NOON + minutes(4), PLAN, " It was about another company. "))
    assert [update.body for update in after.updates] == [update.body for update in before.updates]
    assert (after.state, after.promise, after.due_at, after.standby) == ("retracted", None, None, None)
    assert last(after).kept_at == NOON + minutes(4)
    assert after.retraction is not None
    assert (after.retraction.because, after.retraction.who) == ("It was about another company.", "ada")
    assert "retracted already" in refused(retract(after, "ada", NOON, PLAN, "again"))


@pytest.mark.parametrize("because", ["", " \n"])
def test_the_public_is_told_why(because: str) -> None:
    assert "needs a reason" in refused(retract(published(), "ada", NOON, PLAN, because))


@pytest.mark.parametrize("because", ["{reason}", "Call Mia on +49 151 2345 6789, she made it up."])
def test_a_reason_that_the_gate_refuses_is_put_otherwise(because: str) -> None:
    why = refused(retract(published(), "ada", NOON, PLAN, because))
    assert "put it otherwise" in why
    # Of a draft that was never public, nobody is told.
    assert made(retract(drafted(), "ada", NOON, PLAN, because)).state == "retracted"


def test_a_draft_that_is_withdrawn_was_never_public() -> None:
    withdrawn = made(retract(approved(), "ada", NOON, PLAN, "no storm after all"))
    assert (withdrawn.public, withdrawn.draft, withdrawn.approvals) == (False, None, ())


@pytest.mark.parametrize(("complaints", "ratio", "impact"), [(8, 2, "minor"), (30, 2, "major"), (8, 10, "major")])
def test_the_first_guess_at_the_impact_grows_with_the_storm(complaints: int, ratio: float, impact: str) -> None:
    assert impact_of(complaints, ratio) == impact


# ---------------------------------------------------------------- a clock that goes back
def test_a_word_on_a_clock_that_went_back_still_promises_what_is_ahead_of_it() -> None:
    earlier = NOON - timedelta(hours=3)
    said = said_next(published(), "We found it.", earlier, PLAN)
    assert last(said).next_update_at == earlier + minutes(30)
    assert said.updates[0].minutes_late(earlier) == 0


# ---------------------------------------------------------------- daily, by the wall clock
@pytest.mark.parametrize(
    ("zone", "first", "promised"),
    [
        ("Europe/Lisbon", "2026-03-28T10:00+00:00", "2026-03-29T09:00+00:00"),
        ("Europe/Lisbon", "2026-10-24T09:00+00:00", "2026-10-25T10:00+00:00"),
        ("America/New_York", "2026-03-07T15:00+00:00", "2026-03-08T14:00+00:00"),
        ("America/New_York", "2026-10-31T14:00+00:00", "2026-11-01T15:00+00:00"),
    ],
)
def test_a_daily_word_keeps_its_hour_over_both_changes_of_the_clocks(zone: str, first: str, promised: str) -> None:
    plan, at = a_speaking_plan(time_zone=zone), datetime.fromisoformat(first)
    said = made(publish(approved(plan=plan), "grace", at, plan, every=timedelta(days=1)))
    assert last(said).next_update_at == datetime.fromisoformat(promised)
    assert last(said).body.endswith("2026.")
    assert "by 10:00 " in last(said).body
