"""Whom to reach, and why: by what they wrote, what we answered, the plan's clocks and the time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.case import Case
from shared.triage.history import Answer, History, Post
from shared.verdict import Kind
from shared.watch import MOST_CHARACTERS, WATCHED, Pressing, in_hand, ordered, pressing, there, to_reach
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.shared.nouns import a_case

PLAN = a_plan()
LATER = NOON + minutes(45)


def a_post(
    name: str = "1", kind: Kind = "question", level: float = 0.0, *, at: float = 0, leaves: bool = False
) -> Post:
    written = NOON + minutes(at)
    return Post(f"discourse:{name}", 1, "t1", written, written, kind, level, "neutral", leaving=leaves)


def found(*posts: Post, at: float = 45, answers: tuple[Answer, ...] = ()) -> Pressing | None:
    return pressing(History(posts, answers), PLAN, NOON + minutes(at))


def test_nobody_is_pressing_who_asked_a_moment_ago_or_has_an_answer() -> None:
    assert found(a_post(), at=30) is None
    assert found(a_post(), answers=(Answer("t1", NOON + minutes(1)),)) is None
    assert found(a_post("1", "venting", 4.0)) is None


def test_a_silence_is_told_with_the_post_that_was_first() -> None:
    late = found(a_post("1"), a_post("2", at=44))
    assert late is not None
    assert (late.post.id, late.since, late.weight) == ("discourse:1", NOON, 1)
    assert late.why == ("asked 45 min ago and nobody answered; the plan's first answer for website_problem is 30 min",)


def test_all_reasons_are_told_and_the_post_with_most_of_them_is_shown() -> None:
    turned = replace(a_post("2", "specific_complaint", 3.0, at=44), leaving=True)
    several = found(a_post("1"), turned)
    assert several is not None
    assert (several.post.id, several.since, several.weight) == ("discourse:2", NOON, 5)
    assert several.why[:2] == ("says they will leave", "second post within the hour, from a question to an accusation")
    assert len(several.why) == 3


def test_venting_counts_where_its_writer_is_about_to_leave() -> None:
    assert found(a_post("1", "venting", 4.0, leaves=True), at=1) is not None


def test_who_wrote_last_a_week_ago_is_nobody_to_be_reached_in_time() -> None:
    day = timedelta(days=1) / minutes(1)
    assert found(a_post(), at=6.9 * day) is not None
    assert found(a_post(), at=WATCHED / minutes(1) + 1) is None


def test_what_is_gone_is_no_reason() -> None:
    history = History((a_post("1"), a_post("2")))
    assert [post.id for post in there(history, {"discourse:2"}).posts] == ["discourse:2"]


@pytest.mark.parametrize(
    ("case", "settled"),
    [
        (None, False),
        (a_case(), False),
        (replace(a_case(), answered_at=NOON - minutes(1)), False),
        (replace(a_case(), answered_at=NOON + minutes(1)), True),
        (replace(a_case(), state="waiting"), True),
        (replace(a_case(), state="resolved", resolved_at=NOON + minutes(1)), True),
        (replace(a_case(), state="resolved", resolved_at=NOON - minutes(1)), False),
    ],
)
def test_a_case_settles_what_was_written_before_its_answer_or_its_end(case: Case | None, settled: bool) -> None:
    late = found(a_post())
    assert late is not None
    assert in_hand(late, case) is settled


def test_the_most_pressing_come_first_and_of_these_the_longest_waiting() -> None:
    post = a_post()
    some = [
        (Pressing(post, NOON, ("a",), 1), "1"),
        (Pressing(post, NOON - minutes(1), ("a",), 1), "2"),
        (Pressing(post, NOON, ("a",), 3), "3"),
    ]
    assert [name for _, name in ordered(some)] == ["3", "2", "1"]


def test_what_to_do_next_is_the_case_or_an_answer_there() -> None:
    late = Pressing(a_post(), NOON, ("why",), 1)
    mention = a_mention(text="word " * 100)
    told = to_reach(late, mention, None)
    assert told.next == "answer them there; where you reached them otherwise: firebreak watch done discourse:1"
    assert len(told.words) <= MOST_CHARACTERS + 2
    assert to_reach(late, mention, a_case()).next == "firebreak case case-1"
    assert to_reach(late, mention, replace(a_case(), state="resolved")).next == told.next
    private = replace(mention, public=False, url=None)
    assert to_reach(late, private, None).next.startswith("answer their private message on discourse;")
