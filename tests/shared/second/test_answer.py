"""An answer outside of the closed lists is none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.second.answer import Answer, answer_of
from shared.second.asking import KINDS, SENTIMENTS, TOOL
from tests.shared.second.answers import GOOD, called, responded

INSTANCES = {"login", "billing"}


def test_a_good_answer_is_taken() -> None:
    answer = Answer("specific_complaint", 3, "negative", "login", ("question", "request"))
    assert answer_of(responded(called(GOOD)), INSTANCES) == answer
    assert answer_of(responded(called({**GOOD, "instance": "none", "severity": 2.0, "asks": []})), INSTANCES) == Answer(
        "specific_complaint", 2, "negative", None, ()
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "PRAISE"},
        {"kind": ["praise"]},
        {"kind": None},
        {"severity": 5},
        {"severity": -1},
        {"severity": 1.5},
        {"severity": "3"},
        {"severity": True},
        {"sentiment": "mixed"},
        {"instance": "safety"},
        {"instance": ""},
        {"asks": "question"},
        {"asks": ["refund"]},
        {"asks": [["question"]]},
    ],
    ids=str,
)
def test_an_answer_outside_of_the_lists_is_none(wrong: dict[str, Any]) -> None:
    assert answer_of(responded(called({**GOOD, **wrong})), INSTANCES) is None


@pytest.mark.parametrize("part", ["kind", "severity", "sentiment", "instance"])
def test_an_answer_that_leaves_a_part_out_is_none(part: str) -> None:
    assert answer_of(responded(called({name: said for name, said in GOOD.items() if name != part})), INSTANCES) is None


@pytest.mark.parametrize(
    "response",
    [
        responded({"text": "It is praise."}, stop="end_turn"),
        responded(called(GOOD), stop="max_tokens"),
        responded(called(GOOD), called(GOOD)),
        responded(called(GOOD, name="another_tool")),
        responded(called("praise")),
        responded(called([])),
        responded(),
        {"output": {}, "stopReason": "guardrail_intervened"},
    ],
    ids=["words", "cut", "two calls", "another tool", "a string", "a list", "nothing", "a guardrail"],
)
def test_what_is_no_single_call_of_our_tool_is_no_answer(response: dict[str, Any]) -> None:
    assert answer_of(response, INSTANCES) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(st.fixed_dictionaries({}, optional={name: st.just(GOOD[name]) | JSON for name in GOOD}))
def test_any_document_is_an_answer_of_the_lists_or_none(said: dict[str, Any]) -> None:
    answer = answer_of(responded(called(said)), INSTANCES)
    if answer is not None:
        assert answer.kind in KINDS
        assert answer.sentiment in SENTIMENTS
        assert answer.severity in range(5)
        assert answer.instance is None or answer.instance in INSTANCES


def test_the_tool_is_the_one_that_was_asked_for() -> None:
    assert called(GOOD)["toolUse"]["name"] == TOOL
