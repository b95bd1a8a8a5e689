"""Small drills for the tests: the sample plan, one urgent mention at night, and people who answer or don't."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from infra.drill.facts import Facts
from infra.drill.rehearsal import rehearse
from infra.drill.scenario import Answers, Posted, Scenario
from shared.plan import Plan
from shared.plan_file import read_plan
from tests.harness.template import ROOT

#: Words that no report may hold.
CUSTOMER = "My neighbour Quillfeather fell down your wet gangway and was injured"
NIGHT = Scenario(
    "A fall at night",
    datetime(2026, 11, 22, 3),  # noqa: DTZ001  # a wall clock, in the plan's zone
    timedelta(hours=2),
    posts=(Posted(timedelta(minutes=3), CUSTOMER, "quillfeather", ""),),
)
PROMPT = Answers(
    acknowledges=timedelta(minutes=4), answers=timedelta(minutes=6), resolves=timedelta(minutes=40), cause="a wet plate"
)
ANSWERED = replace(NIGHT, name="A fall, and an answer", default=PROMPT)


def plan() -> Plan:
    return read_plan((ROOT / "infra/local/sample/plan.yaml").read_text(encoding="utf-8"))


def rehearsed(scenario: Scenario) -> Facts:
    return rehearse(scenario, plan())
