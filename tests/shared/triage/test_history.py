"""What is known of an author, and what of it presses: counted, compared and told in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.plan import Plan
from shared.schedule import Hours
from shared.triage.history import (
    MOST_POSTS,
    RECENT,
    UNKNOWN,
    Answer,
    History,
    Post,
    again,
    overdue,
    silence,
    silent_for,
    turned,
    turned_with,
)
from shared.triage.priority import Parts, priority_of
from shared.verdict import PRIORITIES, Kind, Verdict
from tests.builders import NOON, a_mention, a_plan, an_instance, minutes
from tests.shared.nouns import a_verdict

DAY = timedelta(days=1)


def a_post(
    name: str = "1",
    kind: Kind = "question",
    level: float = 0.0,
    *,
    at: datetime = NOON,
    talk: str = "t1",
    leaving: bool = False,
) -> Post:
    return Post(f"discourse:{name}", 1, talk, at, at + minutes(1), kind, level, "neutral", leaving=leaving)


def verdict(kind: Kind, level: float) -> Verdict:
    return replace(a_verdict(a_mention()), kind=kind, level=level, severity=round(level))


def test_nothing_is_known_of_a_stranger() -> None:
    assert (UNKNOWN.unanswered, UNKNOWN.unanswered_here, UNKNOWN.answered_at) == (0, 0, None)
    assert (turned(UNKNOWN, verdict("venting", 4.0)), silent_for(UNKNOWN, NOON)) == (None, None)


def test_who_answers_the_second_of_two_posts_in_a_talk_has_answered_both() -> None:
    posts = (a_post("1"), a_post("2", at=NOON + minutes(5)), a_post("3", at=NOON + minutes(6), talk="t2"))
    history = History(posts, (Answer("t1", NOON + minutes(5)),), talk="t2")
    assert [post.id for post in history.waiting] == ["discourse:3"]
    assert (history.unanswered, history.unanswered_here) == (1, 1)
    assert replace(history, talk="t1").answered_at == NOON + minutes(5)


def test_an_answer_from_before_a_post_is_none_to_it() -> None:
    history = History((a_post(at=NOON + minutes(1)),), (Answer("t1", NOON),))
    assert history.unanswered == 1
    assert silent_for(history, NOON + minutes(11)) == minutes(10)


def test_only_what_was_written_before_a_mention_and_of_late_counts_for_it() -> None:
    mention = a_mention("5", created_at=NOON)
    posts = (
        a_post("1", at=NOON - RECENT - minutes(1)),
        a_post("2", at=NOON - minutes(1)),
        a_post("5"),
        a_post("6", at=NOON + minutes(1)),
    )
    assert [post.id for post in History(posts).before(mention, "t1").posts] == ["discourse:2"]


@pytest.mark.parametrize(
    ("earlier", "kind", "level", "why"),
    [
        (("question", 0.0), "specific_complaint", 3.0, "second post, from a question to an accusation"),
        (("specific_complaint", 1.0), "venting", 4.0, "second post, from a complaint to blame"),
        (("praise", 0.0), "venting", 2.2, "second post, from praise to disapproval"),
        (("specific_complaint", 2.0), "specific_complaint", 3.0, None),
        (("question", 0.0), "specific_complaint", 1.6, None),
        (("specific_complaint", 4.0), "question", 0.0, None),
    ],
)
def test_a_tone_has_turned_where_it_rose_to_disapproval_or_beyond(
    earlier: tuple[Kind, float], kind: Kind, level: float, why: str | None
) -> None:
    assert turned(History((a_post("0", *earlier),)), verdict(kind, level)) == why


def test_how_many_posts_it_took_and_in_which_time_is_told() -> None:
    posts = [a_post("1"), a_post("2", "specific_complaint", 1.0, at=NOON + DAY)]
    last = a_post("3", "specific_complaint", 3.0, at=NOON + 1.5 * DAY)
    assert turned_with(last, posts) == "third post in two days, from a question to an accusation"
    assert turned_with(last, [a_post("1", at=last.written_at - RECENT - minutes(1))]) is None


def test_a_silence_is_too_long_by_the_plans_clock_and_in_its_hours() -> None:
    post = a_post("1", "specific_complaint", 1.0)
    plan = a_plan()
    assert overdue(post, plan, NOON + minutes(30)) is None
    told = "wrote 31 min ago and nobody answered; the plan's first answer for website_problem is 30 min"
    assert overdue(post, plan, NOON + minutes(31)) == silence(History((post,)), plan, NOON + minutes(31)) == told
    # NOON is on a Friday: the company, in Berlin, works until two in the afternoon, its time, and not on the weekend.
    closed = in_hours(plan)
    assert overdue(post, closed, NOON + 2 * DAY) is None
    assert overdue(post, closed, NOON + 3 * DAY) is not None


def in_hours(plan: Plan) -> Plan:
    hours = Hours(time(8), time(14, 10), (0, 1, 2, 3, 4))
    instance = replace(an_instance(), clock="business")
    return replace(plan, company=replace(plan.company, hours=hours), instances=(instance,))


def test_a_post_of_ours_that_answers_nobody_is_no_answer_that_they_wrote_again_after() -> None:
    later = a_post("2", at=NOON + minutes(9))
    ours = (Answer("t1", NOON + minutes(5)),)
    assert again(History((a_post("1"), later), ours), later) == "wrote again after our answer"
    assert again(History((later,), ours), later) is None
    between = a_post("3", at=NOON + minutes(7))
    assert again(History((between, later), ours), later) is None
    assert again(History((a_post("1"), later), (Answer("t1", NOON + minutes(5), "ada"),)), later) is None


def test_the_third_post_of_a_turning_author_comes_before_a_strangers_first() -> None:
    posts = (a_post("1"), a_post("2", "specific_complaint", 1.0, at=NOON + minutes(50)))
    history, now = History(posts, talk="t1"), NOON + minutes(60)
    angry = verdict("specific_complaint", 3.0)
    stranger = Parts(kind=angry.kind, level=3.0)
    known = replace(
        stranger,
        unanswered=history.unanswered_here,
        turned=turned(history, angry) is not None,
        silent=silence(history, a_plan(), now) is not None,
    )
    assert PRIORITIES.index(priority_of(known)[0]) <= PRIORITIES.index(priority_of(stranger)[0])
    assert (known.unanswered, known.turned, known.silent) == (2, True, True)
    mild = replace(stranger, level=1.0)
    assert priority_of(mild)[0] == "normal"
    assert priority_of(replace(mild, unanswered=2, silent=True))[0] == "high"


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["question", "specific_complaint", "venting", "praise", "other"]),
            st.floats(0, 4),
            st.integers(0, 30_000),
            st.sampled_from(["t1", "t2"]),
        ),
        max_size=MOST_POSTS,
    ),
    st.lists(st.tuples(st.sampled_from(["t1", "t2", "t3"]), st.integers(0, 30_000)), max_size=4),
)
def test_an_answer_more_never_makes_anybody_wait(
    posts: list[tuple[Kind, float, int, str]], answers: list[tuple[str, int]]
) -> None:
    kept = tuple(
        a_post(str(number), kind, level, at=NOON + minutes(at), talk=talk)
        for number, (kind, level, at, talk) in enumerate(sorted(posts, key=lambda one: one[2]))
    )
    given = tuple(Answer(talk, NOON + minutes(at)) for talk, at in answers)
    waiting = [set(History(kept, given[:count]).waiting) for count in range(len(given) + 1)]
    assert all(later <= earlier for earlier, later in pairwise(waiting))
    assert History(kept, given).unanswered <= sum(post.asks for post in kept)
