"""How a batch of stream records is settled: see the Lambda developer guide, as named in settling.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.engine_edge.settling import Outcome, Policy, Record, outcome_of, settle


def records(*names: str) -> list[Record]:
    return [{"name": name, "dynamodb": {"SequenceNumber": name}} for name in names]


def names(batch: list[Record]) -> list[str]:
    return [record["name"] for record in batch]


@dataclass
class Settled:
    """What was invoked and what was given up, in order."""

    invoked: list[list[str]] = field(default_factory=list)
    given_up: list[list[str]] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)


def settled(batch: list[Record], policy: Policy, function: Callable[[list[str]], Outcome]) -> Settled:
    told = Settled()

    def invoke(part: list[Record]) -> Outcome:
        told.invoked.append(names(part))
        return function(names(part))

    def wait(retry: int) -> bool:
        told.waits.append(retry)
        return len(told.waits) < 100

    settle(batch, policy, invoke, lambda part: told.given_up.append(names(part)), wait)
    return told


def raising_for(*poison: str) -> Callable[[list[str]], Outcome]:
    return lambda part: Outcome(0, raised=True) if set(poison) & set(part) else Outcome()


def test_a_batch_that_succeeds_is_invoked_once() -> None:
    told = settled(records("a", "b"), Policy(), lambda part: Outcome())
    assert (told.invoked, told.given_up, told.waits) == ([["a", "b"]], [], [])


def test_a_failed_batch_is_retried_as_often_as_the_mapping_says() -> None:
    told = settled(records("a", "b"), Policy(retries=2), raising_for("b"))
    assert (told.invoked, told.given_up) == ([["a", "b"]] * 3, [["a", "b"]])
    assert told.waits == [1, 2]


def test_no_retries_means_one_try() -> None:
    assert settled(records("a"), Policy(retries=0), raising_for("a")).invoked == [["a"]]


def test_a_split_isolates_the_poison_record_and_costs_no_retry() -> None:
    told = settled(records("a", "b", "poison", "d"), Policy(bisect=True, retries=1), raising_for("poison"))
    assert told.invoked == [["a", "b", "poison", "d"], ["a", "b"], ["poison", "d"], ["poison"], ["poison"], ["d"]]
    assert told.given_up == [["poison"]]


def test_a_reported_record_is_the_checkpoint() -> None:
    tried: list[str] = []

    def function(part: list[str]) -> Outcome:
        tried.append(part[0])
        return Outcome(part.index("b")) if tried.count("b") < 2 and "b" in part else Outcome()

    told = settled(records("a", "b", "c"), Policy(reports_failures=True, bisect=True, retries=5), function)
    assert told.invoked == [["a", "b", "c"], ["b", "c"], ["b", "c"]]
    assert told.given_up == []


def test_without_a_limit_only_the_end_of_the_mapping_ends_the_retries() -> None:
    assert len(settled(records("a"), Policy(), raising_for("a")).invoked) == 100


@given(st.lists(st.booleans(), max_size=40), st.integers(0, 3))
def test_every_good_record_is_done_and_every_poison_record_given_up_in_order(poison: list[bool], retries: int) -> None:
    batch = records(*(f"{'p' if bad else 'g'}{place}" for place, bad in enumerate(poison)))
    done: list[str] = []

    def function(part: list[str]) -> Outcome:
        if any(name.startswith("p") for name in part):
            return Outcome(0, raised=True)
        done.extend(part)
        return Outcome()

    told = settled(batch, Policy(bisect=True, retries=retries), function) if batch else Settled()
    assert done == [name for name in names(batch) if name.startswith("g")]
    assert [name for part in told.given_up for name in part] == [n for n in names(batch) if n.startswith("p")]


@pytest.mark.parametrize(
    ("answer", "failed_from"),
    [
        (None, None),
        ("", None),
        ({}, None),
        ({"batchItemFailures": None}, None),
        ({"batchItemFailures": []}, None),
        ({"batchItemFailures": [{"itemIdentifier": "c"}, {"itemIdentifier": "b"}]}, 1),
        ({"batchItemFailures": [{"itemIdentifier": "unknown"}, {"itemIdentifier": "c"}]}, 0),
        ({"batchItemFailures": [{"itemIdentifier": ""}]}, 0),
        ({"batchItemFailures": [{}]}, 0),
    ],
)
def test_the_lowest_reported_record_counts_and_an_unknown_one_fails_all(answer: Any, failed_from: int | None) -> None:
    outcome = outcome_of(records("a", "b", "c"), False, answer, Policy(reports_failures=True))
    assert outcome == Outcome(failed_from)


def test_a_report_that_nobody_asked_for_is_not_read() -> None:
    answer = {"batchItemFailures": [{"itemIdentifier": "a"}]}
    assert outcome_of(records("a"), False, answer, Policy()) == Outcome()


def test_an_exception_fails_all() -> None:
    assert outcome_of(records("a"), True, None, Policy(reports_failures=True)) == Outcome(0, raised=True)
