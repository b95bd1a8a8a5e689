from __future__ import annotations

from pathlib import Path

from tests.shared.cli.conftest import SAMPLE_PLAN, Operator


def test_the_sample_is_a_plan(operator: Operator) -> None:
    assert "7 instances, 11 people, 3 sources" in operator.sees("plan", "check", str(SAMPLE_PLAN))
    assert operator.asked == []


def test_each_finding_names_its_line_and_column(operator: Operator, tmp_path: Path) -> None:
    broken = tmp_path / "plan.yaml"
    broken.write_text(SAMPLE_PLAN.read_text(encoding="utf-8").replace("last_resort: duty-director", "last_resort: x"))
    line = broken.read_text().split("\n").index("last_resort: x") + 1
    result = operator.types("plan", "check", str(broken))
    assert result.exit_code == 1
    assert f"{broken}:{line}:14: no person `x` in the plan" in result.stdout
    assert f"{broken}:{line}:14" in operator.refused("plan", "publish", str(broken))


def test_findings_can_be_read_by_machines(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("company: [")
    result = operator.types("plan", "check", str(tmp_path / "plan.yaml"), "--json")
    assert result.exit_code == 1
    assert '"line":1' in result.stdout
    assert operator.reads("plan", "check", str(SAMPLE_PLAN)) == []


def test_a_published_plan_is_in_force_and_shows_who_owns_what(bare: Operator) -> None:
    assert "no crisis plan is in force" in bare.refused("plan", "show")
    assert "Plan 1 is in force" in bare.sees("plan", "publish", str(SAMPLE_PLAN))
    shown = bare.sees("plan", "show")
    assert "Plan 1, Example Ferries" in shown
    assert "port-deputy, then care-lead" in shown
    assert bare.reads("plan", "show")["last_resort"] == "duty-director"


def test_the_same_plan_again_makes_no_new_version(bare: Operator) -> None:
    assert bare.reads("plan", "publish", str(SAMPLE_PLAN)) == {"version": 1, "published": True}
    assert bare.reads("plan", "publish", str(SAMPLE_PLAN)) == {"version": 1, "published": False}


def test_nobody_acts_before_there_is_a_plan(bare: Operator) -> None:
    assert "firebreak plan publish FILE" in bare.refused("ack", "case-1", "--as", "ada")
