"""Trying the ways by which a person is told: what the operator sees of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from shared.operations.upkeep import Upkeep
from shared.plan import Quiet, Way
from shared.schedule import Hours
from shared.store.marks import Marks
from tests.builders import NOON, minutes
from tests.harness.world import World
from tests.shared.cli.conftest import Operator
from tests.shared.operations.test_care import told_of
from tests.shared.speakers import a_speaking_plan


class Elsewhere:
    """What the rest of the system makes of a test, while the operator waits: after so many seconds, each way so."""

    def __init__(self, operator: Operator, ends: dict[Way, str | None], after: int = 2) -> None:
        self.operator, self.ends, self.after = operator, ends, after
        self.waited = 0.0
        self.events: list[dict[str, str]] = []

    def __call__(self, seconds: float) -> None:
        self.waited += seconds
        self.events += told_of("TestAsked")
        if self.waited == self.after:
            marks = Marks(self.operator.deployment.ledger_table)
            for way, failed in self.ends.items():
                marks.tested(self.events[0]["person"], way, NOON, failed, self.events[0]["asked"])


@pytest.fixture
def reached(operator: Operator, world: World) -> Operator:
    """At a plan whose ada has three ways and quiet hours, and whose linus has none."""
    plan = a_speaking_plan()
    quiet = Quiet(Hours(time(22), time(7)), ("pagerduty",))
    ada = replace(plan.people[0], slack="web", pagerduty="web-pd", quiet=quiet)
    linus = replace(plan.people[2], email=None)
    Upkeep(operator.deployment).publish_plan(replace(plan, people=(ada, plan.people[1], linus)))
    told_of("TestAsked")
    return operator


def test_a_test_says_of_each_way_what_became_of_it(reached: Operator) -> None:
    reached.meanwhile = Elsewhere(reached, {"slack": None, "email": "SES answered: not verified"})
    result = reached.types("notify", "test", "ada", "--as", "grace")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "slack: sent 2026-10-02 12:00 UTC",
        "pagerduty: no answer within 30 s: see firebreak status",
        "email: failed: SES answered: not verified",
    ]
    assert reached.meanwhile.waited == 30
    assert [(event["person"], event["by"]) for event in reached.meanwhile.events] == [("ada", "grace")]


def test_a_test_that_arrives_ends_at_once_and_well(reached: Operator) -> None:
    reached.meanwhile = Elsewhere(reached, {"slack": None, "email": None, "pagerduty": None}, after=1)
    tried = reached.reads("notify", "test", "ada", "--as", "ada")
    assert [(one["way"], one["became"]) for one in tried] == [
        ("slack", "sent"),
        ("pagerduty", "sent"),
        ("email", "sent"),
    ]
    assert reached.meanwhile.waited == 1


def test_an_answer_to_an_earlier_test_is_none_to_this_one(reached: Operator) -> None:
    Marks(reached.deployment.ledger_table).tested("grace", "email", NOON, None, "test-before")
    result = reached.types("notify", "test", "grace", "--as", "ada")
    assert result.exit_code == 1
    assert result.stdout == "email: no answer within 30 s: see firebreak status\n"


def test_one_way_alone_is_waited_for(reached: Operator) -> None:
    reached.meanwhile = Elsewhere(reached, {"slack": None})
    told = reached.sees("notify", "test", "ada", "--way", "slack", "--as", "ada")
    assert told == "slack: sent 2026-10-02 12:00 UTC\n"


def test_who_can_not_be_told_is_not_tried(reached: Operator) -> None:
    assert "no person 'mallory'" in reached.refused("notify", "test", "mallory", "--as", "ada")
    assert "linus has no way to be told" in reached.refused("notify", "test", "linus", "--as", "ada")
    assert "ada is not told by sms" in reached.refused("notify", "test", "ada", "--way", "sms", "--as", "ada")
    assert "no person 'eve'" in reached.refused("notify", "test", "ada", "--as", "eve")
    assert told_of("TestAsked") == []


def test_the_ways_of_a_person_show_their_last_test(reached: Operator) -> None:
    marks = Marks(reached.deployment.ledger_table)
    marks.tested("ada", "slack", NOON - minutes(5), None, "test-1")
    marks.tested("ada", "email", NOON - minutes(5), "SES answered 400", "test-1")
    shown = [" ".join(line.split()) for line in reached.sees("notify", "ways", "ada").splitlines()]
    assert shown == [
        "WAY GOES TO LAST TEST",
        "slack web sent 2026-10-02 11:55 UTC (5 min ago)",
        "pagerduty web-pd never tested: firebreak notify test",
        "email ada@example.com failed 2026-10-02 11:55 UTC (5 min ago): SES answered 400",
        "Quiet 22:00 to 07:00: urgent matters by pagerduty only.",
    ]
    assert [one["failed"] for one in reached.reads("notify", "ways", "ada")] == [None, None, "SES answered 400"]
    assert "no person 'mallory'" in reached.refused("notify", "ways", "mallory")
