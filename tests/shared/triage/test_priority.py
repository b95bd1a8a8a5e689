"""Priority is the sum that is written down, told in words, and never lower for a worse part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.triage.priority import Parts, priority_of
from shared.verdict import PRIORITIES, Kind, Priority

ORDINARY = Parts("specific_complaint", level=1.0)


def level_of(parts: Parts) -> int:
    """The higher, the more pressing."""
    return -PRIORITIES.index(priority_of(parts)[0])


@pytest.mark.parametrize(
    ("parts", "priority"),
    [
        (Parts("praise", 4.0, followers=1_000_000, known=True, unanswered=3, silent=True), "low"),
        (Parts("other", followers=1_000_000), "low"),
        (Parts("question"), "normal"),
        (Parts("question", followers=1_000_000), "normal"),
        (Parts("question", silent=True), "high"),
        (Parts("specific_complaint"), "normal"),
        (ORDINARY, "normal"),
        (replace(ORDINARY, level=3.0), "high"),
        (replace(ORDINARY, level=2.4), "normal"),
        (replace(ORDINARY, level=2.5), "high"),
        (replace(ORDINARY, hardship=("wheelchair",)), "high"),
        (replace(ORDINARY, leaving=True), "high"),
        (replace(ORDINARY, silent=True), "high"),
        (replace(ORDINARY, unanswered=1), "normal"),
        (replace(ORDINARY, unanswered=2), "high"),
        (replace(ORDINARY, known=True), "normal"),
        (replace(ORDINARY, known=True, rating=1), "high"),
        (replace(ORDINARY, followers=49_999), "normal"),
        (replace(ORDINARY, followers=50_000), "high"),
        (replace(ORDINARY, engagement=500), "high"),
        (Parts("specific_complaint", 4.0, followers=60_000, known=True), "urgent"),
        (Parts("venting", 4.0), "low"),
        (Parts("venting", 4.0, rating=1), "normal"),
        (Parts("venting", 1.0, followers=50_000), "high"),
        (Parts("praise", rules=("high", "urgent")), "urgent"),
        (Parts("venting", 1.0, instance="a", least="high"), "high"),
        (Parts("question", instance="a", least="urgent"), "normal"),
    ],
)
def test_the_sum_is_as_the_table_says(parts: Parts, priority: Priority) -> None:
    assert priority_of(parts)[0] == priority


def test_each_part_that_counted_is_told_in_words() -> None:
    parts = Parts(
        "specific_complaint",
        1.0,
        followers=120_000,
        engagement=30,
        rating=1,
        known=True,
        hardship=("wheelchair",),
        unanswered=2,
        turned=True,
        silent=True,
        leaving=True,
    )
    assert priority_of(parts)[1] == (
        "followed by 120,000",
        "rates us 1 of 5",
        "somebody who can't wait: 'wheelchair'",
        "a known customer",
        "about to leave",
        "third post in this thread that we have not answered",
        "their tone got worse",
        "waiting for us beyond the promised time",
    )
    assert priority_of(replace(ORDINARY, engagement=1_200))[1] == ("answered, liked or passed on 1,200 times",)
    assert priority_of(replace(ORDINARY, unanswered=20))[1] == ("post 21 in this thread that we have not answered",)
    assert priority_of(ORDINARY)[1] == ()


def test_the_plan_is_named_only_where_it_raised_the_priority() -> None:
    held = replace(ORDINARY, instance="safety", least="high")
    assert priority_of(held) == ("high", ("the plan holds safety to be high",))
    assert priority_of(replace(held, rules=("urgent",))) == ("urgent", ())
    assert priority_of(replace(held, least="low")) == ("normal", ())


# Each part with its values from the mildest to the worst.
WORSE: dict[str, list[Any]] = {
    "level": [0.0, 0.5, 1.0, 1.9, 2.5, 3.3, 4.0],
    "least": [None, "low", "normal", "high", "urgent"],
    "followers": [None, 0, 999, 1_000, 10_000, 50_000, 10_000_000],
    "engagement": [0, 19, 20, 100, 499, 500],
    "rating": [None, 2, 1],
    "known": [False, True],
    "hardship": [(), ("baby",)],
    "unanswered": [0, 1, 2, 3, 40],
    "turned": [False, True],
    "silent": [False, True],
    "leaving": [False, True],
    "rules": [(), ("low",), ("low", "normal"), ("high",), ("urgent", "low")],
}
KINDS: list[tuple[Kind, Kind]] = [
    ("praise", "other"),
    ("other", "venting"),
    ("other", "question"),
    ("venting", "specific_complaint"),
    ("question", "specific_complaint"),
]
PARTS = st.builds(
    Parts,
    kind=st.sampled_from(["praise", "other", "question", "venting", "specific_complaint"]),
    instance=st.just("safety"),
    **{name: st.sampled_from(values) for name, values in WORSE.items()},
)


@given(PARTS, st.sampled_from(sorted(WORSE)), st.data())
def test_a_worse_part_never_lowers_the_priority(parts: Parts, name: str, data: st.DataObject) -> None:
    values = WORSE[name]
    better = data.draw(st.integers(0, len(values) - 2))
    worse = data.draw(st.integers(better + 1, len(values) - 1))
    assert level_of(replace(parts, **{name: values[better]})) <= level_of(replace(parts, **{name: values[worse]}))


@given(PARTS, st.sampled_from(KINDS))
def test_a_worse_kind_never_lowers_the_priority(parts: Parts, kinds: tuple[Kind, Kind]) -> None:
    better, worse = kinds
    assert level_of(replace(parts, kind=better)) <= level_of(replace(parts, kind=worse))


@given(PARTS)
def test_no_question_and_no_specific_complaint_is_low(parts: Parts) -> None:
    for kind in ("question", "specific_complaint"):
        assert priority_of(replace(parts, kind=kind))[0] != "low"
