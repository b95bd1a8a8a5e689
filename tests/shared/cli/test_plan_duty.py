"""Who would be told at an hour, who is on duty in the coming weeks, and what another plan changes in that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from shared.store.ledger import Ledger
from tests.shared.cli.conftest import SAMPLE_PLAN, Operator
from tests.shared.duty_plans import a_duty_plan

FILE = ("--plan", str(SAMPLE_PLAN))


@pytest.fixture
def on_duty(bare: Operator) -> Operator:
    """At a deployment with `a_duty_plan`, on a Friday at 14:00 in Berlin."""
    Ledger(bare.deployment.ledger_table).publish_plan(a_duty_plan())
    return bare


def test_it_is_told_who_would_be_told_now_and_by_which_ways(on_duty: Operator) -> None:
    seen = on_duty.sees("plan", "oncall", "--instance", "website_problem")
    assert "Plan 1, Acme: Fri 2 Oct 14:00 (Europe/Berlin)" in seen
    assert "  at once       owner: grace by slack, teams, pagerduty, webhook, email\n" in seen
    assert "  after 1 h     the last resort, once all rungs were told 2 times: linus by slack, email\n" in seen
    assert "web-duty  grace until Sat 3 Oct 22:00, then ada\n" in seen
    assert "billing" not in seen


def test_quiet_hours_and_empty_rungs_are_told_at_another_time(on_duty: Operator) -> None:
    seen = on_duty.sees("plan", "oncall", "--at", "2026-10-03T14:00Z")
    assert "office: nobody (passed over at once)" in seen
    assert "ada has quiet hours, only by slack" in seen
    assert "office    nobody until Mon 5 Oct 08:00, then hedy" in seen


def test_a_clock_time_is_the_companys(on_duty: Operator) -> None:
    assert on_duty.reads("plan", "oncall", "--at", "18:00")["at"] == "2026-10-02T16:00:00Z"


@pytest.mark.parametrize("words", ["2026-12-24 22:00", "2026-12-24T22:00"])
def test_a_day_with_its_time_is_the_companys_as_in_the_plans_file(on_duty: Operator, words: str) -> None:
    assert on_duty.reads("plan", "oncall", "--at", words)["at"] == "2026-12-24T21:00:00Z"
    assert "2026-12-24 25:00" in on_duty.types("plan", "oncall", "--at", "2026-12-24 25:00").stderr


def test_an_unknown_instance_is_refused_with_those_that_there_are(on_duty: Operator) -> None:
    assert "it has website_problem, billing" in on_duty.refused("plan", "oncall", "--instance", "x")


def test_a_plan_file_needs_no_deployment(bare: Operator) -> None:
    assert "safety: urgent complaint" in bare.sees("plan", "oncall", *FILE)
    assert "port-duty: Port duty (Europe/Lisbon)" in bare.sees("plan", "show", "--weeks", "4", *FILE)
    assert "not published" in bare.sees("plan", "show", *FILE)
    assert bare.asked == []


@pytest.mark.parametrize(
    "words", [("show", "--weeks", "6"), ("oncall",), ("diff", str(SAMPLE_PLAN), "in-force"), ("versions",)]
)
def test_every_screen_fits_80_columns(on_duty: Operator, words: tuple[str, ...]) -> None:
    on_duty.width = 80
    lines = on_duty.sees("plan", *words).split("\n")
    assert max(map(cell_len, lines)) <= 80
    assert not [line for line in lines if line != line.rstrip()]


def test_weeks_are_drawn_with_a_legend_hours_and_holes(on_duty: Operator) -> None:
    seen = on_duty.sees("plan", "show", "--weeks", "5")
    assert "MON       TUE       WED       THU       FRI       SAT       SUN\n" in seen
    assert "  gr         grace\n" in seen
    assert "(25 h)     the clocks change: so long is the day" in seen
    # From the 2nd to the 1st: ten hours on each of 21 weekdays, the 30th the last of them.
    assert "hedy    222 h  web-duty 12 h, office 210 h" in seen
    assert "None: each instance has somebody to tell at every hour." in seen


def test_a_day_on_which_the_clocks_change_is_explained_with_its_own_length(on_duty: Operator) -> None:
    on_duty.at = datetime(2027, 3, 22, 12, tzinfo=UTC)
    seen = on_duty.sees("plan", "show", "--weeks", "1")
    assert "(23 h)  the clocks change: so long is the day" in seen
    assert "(25 h)" not in seen


def test_a_sign_that_is_not_drawn_is_not_explained(on_duty: Operator) -> None:
    assert "(25 h)" not in on_duty.sees("plan", "show", "--weeks", "2")


def test_machines_read_the_same_weeks(on_duty: Operator) -> None:
    weeks = on_duty.reads("plan", "show", "--weeks", "2")
    assert [one["schedule"] for one in weeks["calendars"]] == ["web-duty", "office"]
    assert weeks["calendars"][0]["weeks"][0][0]["day"] == "2026-10-02"
    assert weeks["gaps"] == {}


def test_hours_in_which_nobody_is_told_are_holes(bare: Operator) -> None:
    plan = a_duty_plan()
    alone = replace(plan.instances[1], backups=())
    Ledger(bare.deployment.ledger_table).publish_plan(replace(plan, instances=(plan.instances[0], alone)))
    seen = bare.sees("plan", "show", "--weeks", "1")
    # Friday 18:00 to midnight on Sunday.
    assert "billing  nobody is told for 54 h: Fri 2 Oct 18:00 to Mon 5 Oct 00:00" in seen


def test_changes_are_told_by_person_then_by_instance_then_the_rest(on_duty: Operator, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    text = SAMPLE_PLAN.read_text(encoding="utf-8")
    file.write_text(text.replace("owner: billing-lead\n", "owner: care-lead\n", 1).replace("floor: 8 ", "floor: 9 "))
    file.write_text(
        file.read_text().replace("backups: [care-lead, care-deputy]", "backups: [billing-lead, care-deputy]", 1)
    )
    seen = on_duty.sees("plan", "diff", str(SAMPLE_PLAN), str(file))
    order = [seen.index(words) for words in ("For people", "For instances", "The rest")]
    assert order == sorted(order)
    assert "care-lead     owner of billing now\n" in seen
    assert "billing  its owner is care-lead (was billing-lead)\n" in seen
    assert on_duty.reads("plan", "diff", str(SAMPLE_PLAN), str(SAMPLE_PLAN)) == []
    assert {"about", "id", "what"} == set(on_duty.reads("plan", "diff", str(SAMPLE_PLAN), str(file))[0])


def test_a_broken_file_is_told_by_its_findings(on_duty: Operator, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("company: [")
    for words in (("diff", str(tmp_path / "plan.yaml"), "in-force"), ("oncall", "--plan", str(tmp_path / "plan.yaml"))):
        assert f"{tmp_path / 'plan.yaml'}:1:" in on_duty.refused("plan", *words)
