"""Pure: how often a word is promised, by the company's wall clock, and how the promises went."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.promise import Record, after, cadence, record, whole_minute
from tests.builders import NOON, a_plan, a_statement, an_instance, an_update, minutes
from tests.shared.nouns import MINUTE


# ---------------------------------------------------------------- how often
def test_the_statements_own_cadence_wins_over_the_instances_and_that_over_the_plans() -> None:
    instance = replace(an_instance(), update_every=timedelta(hours=1))
    assert cadence(a_statement(), a_plan()) == minutes(30)
    assert cadence(a_statement(), a_plan(instances=[instance])) == timedelta(hours=1)
    own = replace(a_statement(), every=timedelta(days=1))
    assert cadence(own, a_plan(instances=[instance])) == timedelta(days=1)


ZONES = st.sampled_from(["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])


@settings(database=None, deadline=None, max_examples=100)
@given(st.integers(0, 3 * 366 * 24 * 60), ZONES, st.integers(1, 3))
def test_whole_days_keep_the_wall_clock_and_hours_do_not_mind_it(minute: int, zone: str, days: int) -> None:
    now, plan = NOON + minute * MINUTE, a_plan(time_zone=zone)
    assert after(now, timedelta(hours=1), plan) == now + timedelta(hours=1)
    local, later = (at.astimezone(ZoneInfo(zone)) for at in (now, after(now, timedelta(days=days), plan)))
    assert (later.date() - local.date()).days == days
    # An hour that the clocks skip is the one after it.
    assert timedelta(0) <= later.replace(tzinfo=None) - local.replace(tzinfo=None) - timedelta(days=days) <= minutes(60)
    if local.hour >= 4:
        assert (later.hour, later.minute) == (local.hour, local.minute)


@pytest.mark.parametrize(
    ("zone", "first", "then"),
    [
        ("Europe/Lisbon", "2026-03-28T01:30+00:00", "2026-03-29T01:30+00:00"),  # 01:30 isn't there: 02:30
        ("Europe/Lisbon", "2026-10-24T00:30+00:00", "2026-10-25T00:30+00:00"),  # 01:30 is there twice: the first
        ("America/New_York", "2026-03-07T07:30+00:00", "2026-03-08T07:30+00:00"),
        ("America/New_York", "2026-10-31T05:30+00:00", "2026-11-01T05:30+00:00"),
    ],
)
def test_a_daily_hour_that_the_clocks_skip_or_repeat_is_still_one_instant(zone: str, first: str, then: str) -> None:
    at = datetime.fromisoformat(first)
    later = after(at, timedelta(days=1), a_plan(time_zone=zone))
    assert later == datetime.fromisoformat(then)
    assert later.tzinfo is UTC


@settings(database=None, deadline=None, max_examples=60)
@given(st.timedeltas(timedelta(0), timedelta(days=900)))
def test_a_promised_time_is_a_whole_minute_and_never_an_earlier_one(ahead: timedelta) -> None:
    minute = whole_minute(NOON + ahead)
    assert (minute.second, minute.microsecond) == (0, 0)
    assert timedelta(0) <= minute - (NOON + ahead) < timedelta(minutes=1)
    assert whole_minute(minute) == minute


# ---------------------------------------------------------------- how it went
def test_the_record_counts_what_was_kept_and_by_how_much_the_rest_was_late() -> None:
    told = [
        an_update(1, kept_at=NOON + minutes(30)),
        an_update(2, kept_at=NOON + minutes(30) + timedelta(seconds=59)),
        an_update(3, kept_at=NOON + minutes(42)),
        an_update(4, next_update_at=None),
        an_update(5, next_update_at=NOON + minutes(50)),
    ]
    so_far = record(told, NOON + minutes(45))
    assert (so_far, so_far.made) == (Record(2, (12,)), 3)
    assert so_far.rate == pytest.approx(2 / 3)
    assert record(told, NOON + minutes(57)) == Record(2, (12, 7))


def test_before_any_promise_is_over_there_is_no_rate() -> None:
    assert record([an_update(), an_update(next_update_at=None)], NOON).rate is None


@settings(database=None, deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 90), st.one_of(st.none(), st.integers(0, 200))), max_size=8), st.integers(0, 300)
)
def test_every_promise_that_is_over_counts_once(promises: list[tuple[int, int | None]], at: int) -> None:
    told = [
        an_update(
            number,
            next_update_at=NOON + minutes(ahead),
            kept_at=None if kept is None else NOON + minutes(kept),
        )
        for number, (ahead, kept) in enumerate(promises, 1)
    ]
    now = NOON + minutes(at)
    over = [(ahead, at if kept is None else kept) for ahead, kept in promises if kept is not None or ahead < at]
    assert record(told, now) == Record(
        sum(1 for ahead, ended in over if ended <= ahead),
        tuple(ended - ahead for ahead, ended in over if ended > ahead),
    )


def test_a_retraction_in_time_takes_its_promise_back_and_one_too_late_leaves_it_late() -> None:
    kept = an_update(1, kept_at=NOON + minutes(20))
    open_one = an_update(2, published_at=NOON + minutes(20), next_update_at=NOON + minutes(50))
    for at, told in ((minutes(40), Record(1, ())), (minutes(62), Record(1, (12,)))):
        updates = [kept, replace(open_one, kept_at=NOON + at)]
        assert record(updates, NOON + minutes(90), NOON + at) == told
