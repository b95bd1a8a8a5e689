"""Pure: who is asked about a post, and when its words go because nobody could ask or answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.recheck.duty import MENDED_WITHIN, NOBODY_ASKS, NOT_SEEN_AGAIN, decide, next_look
from functions.recheck.old import MOST_HOURS, after, first_hour, hours_over
from shared.ears.known import names, platform
from shared.ears.platform import Platform
from shared.plan import Plan, Source
from shared.store.mentions_due import DuePost
from tests.builders import NOON, a_plan

DAY = timedelta(days=1)


def of(name: str) -> Platform:
    found = platform(name)
    assert found is not None
    return found


def a_source(name: str, platform: str, how: str = "sweep") -> Source:
    return Source(name, platform, "webhook" if how == "webhook" else "sweep", "acme")


def a_post(native_id: str = "t1_1", *, on: str = "reddit", source: str = "reddit", seen: timedelta = DAY) -> DuePost:
    return DuePost(on, native_id, source, NOON - seen)


def plan_with(*sources: Source) -> Plan:
    return a_plan(sources=sources)


def test_a_post_is_asked_about_by_its_own_source_in_batches_that_its_platform_takes() -> None:
    posts = [a_post(f"t1_{number}") for number in range(250)]
    plan = plan_with(a_source("other", "reddit"), a_source("reddit", "reddit"))
    decided = decide(posts, of("reddit"), plan, (), NOON)
    assert [len(one.wanted.ids) for one in decided.questions] == [100, 100, 50]
    assert {(one.wanted.source, one.wanted.kind) for one in decided.questions} == {("reddit", "recheck")}
    assert [post for one in decided.questions for post in one.posts] == posts


@pytest.mark.parametrize(
    ("sources", "paused", "asks"),
    [
        ([a_source("b-hook", "reddit", "webhook"), a_source("c-swept", "reddit")], (), "c-swept"),
        ([a_source("reddit", "reddit"), a_source("next", "reddit")], ("reddit",), "next"),
    ],
)
def test_another_source_of_its_platform_asks_where_its_own_is_gone_or_paused(
    sources: Sequence[Source], paused: Sequence[str], asks: str
) -> None:
    decided = decide([a_post()], of("reddit"), plan_with(*sources), paused, NOON)
    assert [one.wanted.source for one in decided.questions] == [asks]


@pytest.mark.parametrize("plan", [plan_with(), plan_with(a_source("forum", "discourse"))])
def test_what_nobody_can_ask_about_waits_for_some_days_and_then_goes(plan: Plan) -> None:
    unasked = [None, NOON - MENDED_WITHIN + DAY, NOON - MENDED_WITHIN]
    new, young, old = (replace(a_post(f"t1_{at}", seen=300 * DAY), unasked_since=at) for at in unasked)
    decided = decide([new, young, old], of("reddit"), plan, (), NOON)
    assert decided.wait == (new, young)
    assert decided.over == ((old, NOBODY_ASKS),)
    assert decided.questions == ()


def test_a_video_that_was_not_seen_again_within_thirty_days_goes_whoever_could_ask() -> None:
    plan = plan_with(a_source("tube", "youtube"))
    seen = [
        a_post(str(number), on="youtube", source="tube", seen=timedelta(days=days))
        for number, days in enumerate((25, 29, 30))
    ]
    decided = decide(seen, of("youtube"), plan, (), NOON)
    assert [post for one in decided.questions for post in one.posts] == seen[:2]
    assert decided.over == ((seen[2], NOT_SEEN_AGAIN),)


def test_a_post_of_x_that_is_asked_about_stays_however_long_ago_it_was_written() -> None:
    plan = plan_with(a_source("x", "x"))
    decided = decide([a_post("5", on="x", source="x", seen=300 * DAY)], of("x"), plan, (), NOON)
    assert (len(decided.questions), decided.over) == (1, ())


@given(st.integers(0, 60 * 24))
@settings(max_examples=60)
def test_a_post_of_youtube_is_always_looked_at_again_before_its_thirty_days_are_over(hours: int) -> None:
    post = a_post(on="youtube", seen=timedelta(hours=hours))
    look, most = next_look(post, of("youtube"), NOON), of("youtube").kept_unseen
    assert most is not None
    assert NOON <= look <= NOON + DAY
    assert look <= max(NOON, post.fresh_at + most)


def test_a_post_of_a_platform_without_such_a_time_is_looked_at_again_a_day_later() -> None:
    assert next_look(a_post(seen=300 * DAY), of("reddit"), NOON) == NOON + DAY


def test_every_platform_with_a_duty_can_be_asked_and_only_those_with_one_have_a_time_of_their_own() -> None:
    demanding = [found for name in names() if (found := of(name)).recheck_every is not None]
    assert {"x", "reddit", "youtube"} <= {found.name for found in demanding}
    assert all(found.fetch is not None for found in demanding)
    for found in map(of, names()):
        if found.kept_unseen is not None:
            assert found.recheck_every is not None
            assert found.recheck_every + DAY < found.kept_unseen


# ---------------------------------------------------------------- what is old
@given(st.integers(30, 3650), st.integers(0, 59), st.lists(st.integers(0, 3000), max_size=8))
@settings(max_examples=60)
def test_the_hours_are_gone_through_without_a_gap_and_never_one_that_is_not_over(
    days: int, minute: int, runs: list[int]
) -> None:
    kept, now = timedelta(days=days), NOON + timedelta(minutes=minute)
    place = first_hour(kept, now)
    assert place <= now - kept
    gone: list[datetime] = []
    for later in sorted(runs):
        at = now + timedelta(hours=later)
        hours = hours_over(place, kept, at)
        assert len(hours) <= MOST_HOURS
        assert all(after(hour) <= at - kept for hour in hours)
        gone += hours
        place = after(hours[-1]) if hours else place
    assert gone == [first_hour(kept, now) + number * timedelta(hours=1) for number in range(len(gone))]


def test_a_plan_that_keeps_for_longer_has_nothing_gone_through_until_then() -> None:
    place = first_hour(timedelta(days=30), NOON)
    assert hours_over(place, timedelta(days=500), NOON) == []
    assert replace(a_plan().company).keep_texts == timedelta(days=400)
