"""The large plan that the check is measured on is a whole one, and the measure ends with its figures."""

from __future__ import annotations

import pytest

from infra.bench.plan import NOW, plan_text, report
from shared.plan_file import PlanFileError, read_plan


def test_a_generated_plan_has_no_findings_and_is_as_large_as_asked_for() -> None:
    plan = read_plan(plan_text(6, 40, 5), NOW)
    assert (len(plan.instances), len(plan.people), len(plan.schedules)) == (6, 40, 5)
    assert {instance.owner[0] for instance in plan.instances} == {"p", "s"}


def test_its_year_ahead_is_counted_through() -> None:
    by_day = plan_text(6, 40, 5).replace("every: 1 week}", 'every: 1 week, hours: {from: "08:00", to: "20:00"}}')
    by_day = by_day.replace("every: 2 days}", 'every: 2 days, hours: {from: "08:00", to: "20:00"}}')
    with pytest.raises(PlanFileError, match="nobody but the last resort is there for `i1`"):
        read_plan(by_day.replace("Asia/Kathmandu", "Europe/Lisbon"), NOW)


def test_the_report_has_a_row_for_each_way_of_reading() -> None:
    said = report(2, 30, 3, runs=1)
    assert all(row in said for row in ("with the year ahead", "without it", "yaml.safe_load"))
