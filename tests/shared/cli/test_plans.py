"""Checking a plan, putting it in force, going back, and what a deployment says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shared import aws
from shared.operations.rotation import rotate
from shared.store.marks import Marks
from tests.builders import NOON
from tests.shared.cli.conftest import SAMPLE_PLAN, Operator, Past, a_case

SAMPLE = SAMPLE_PLAN.read_text(encoding="utf-8")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The sample with another first answer and another owner."""
    file = tmp_path / "changed.yaml"
    text = SAMPLE.replace("first_answer: 15m", "first_answer: 10m").replace("owner: web-lead", "owner: web-on-call")
    file.write_text(
        text.replace("backups: [web-on-call, care-lead]", "backups: [web-lead, care-lead]"), encoding="utf-8"
    )
    return file


def test_the_sample_is_a_plan(operator: Operator) -> None:
    assert "7 instances, 12 people, 3 sources" in operator.sees("plan", "check", str(SAMPLE_PLAN))
    assert operator.asked == []


def test_each_finding_names_its_line_and_column(operator: Operator, tmp_path: Path) -> None:
    broken = tmp_path / "plan.yaml"
    broken.write_text(SAMPLE.replace("last_resort: duty-director", "last_resort: x"), encoding="utf-8")
    line = broken.read_text(encoding="utf-8").split("\n").index("last_resort: x") + 1
    result = operator.types("plan", "check", str(broken))
    assert result.exit_code == 1
    assert f"{broken}:{line}:14: no person `x` in the plan" in result.stdout
    assert f"{broken}:{line}:14" in operator.refused("plan", "publish", str(broken))


def test_hours_with_nobody_ahead_of_the_operators_clock_are_found(operator: Operator, tmp_path: Path) -> None:
    lonely = tmp_path / "plan.yaml"
    text = SAMPLE.replace("owner: web-lead", "owner: port-duty").replace(
        "backups: [web-on-call, care-lead]", "backups: []"
    )
    lonely.write_text(text.replace('hours: {from: "20:00", to: "08:00"}', 'hours: {from: "20:00", to: "07:00"}'))
    result = operator.types("plan", "check", str(lonely))
    assert result.exit_code == 1
    assert "`website_problem`" in result.stdout


def test_findings_can_be_read_by_machines(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("company: [")
    result = operator.types("plan", "check", str(tmp_path / "plan.yaml"), "--json")
    assert result.exit_code == 1
    assert '"line":1' in result.stdout
    assert operator.reads("plan", "check", str(SAMPLE_PLAN)) == []


def test_what_may_not_be_meant_is_noted_beside_and_is_no_fault(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(SAMPLE.replace("2026-12-23", "2025-12-23").replace("2026-12-24", "2025-12-24"), encoding="utf-8")
    result = operator.types("plan", "check", str(file))
    assert result.exit_code == 0
    assert "is a plan" in result.stdout
    assert "Note: " in result.stderr
    assert "2 overrides of `port-duty` ended before now, the last on 2025-12-24" in result.stderr
    assert operator.types("plan", "check", str(file), "--json").stdout.strip() == "[]"


def test_the_schema_is_a_json_schema_of_the_plans_words(operator: Operator) -> None:
    schema = json.loads(operator.sees("plan", "schema"))
    assert schema["$schema"].endswith("2020-12/schema")
    assert {"company", "people", "instances"} <= set(schema["properties"])
    assert operator.asked == []


# ---------------------------------------------------------------- live
def test_a_deployment_says_which_secrets_it_lacks_and_what_was_never_tested(operator: Operator) -> None:
    result = operator.types("plan", "check", str(SAMPLE_PLAN), "--live")
    assert result.exit_code == 1
    assert "care-lead, care-deputy: slack: the deployment has no channel secret `care`" in result.stdout
    assert "Never tested: systems-on-call by slack, teams, pagerduty, sms, webhook, email" in result.stdout


def with_all_secrets(operator: Operator) -> None:
    values = {
        "systems-teams": "https://example.webhook.test/hook",
        "systems-pagerduty": "a" * 32,
        "systems-webhook": "https://example.com/hook whsec_" + "A" * 44,
    }
    channels = ("care", "web", "operations", "billing", "freight", "people", "directors", "systems")
    values |= dict.fromkeys(channels, "https://hooks.slack.com/services/T0/B0/abcdefgh")
    for name, value in values.items():
        rotate(operator.deployment.channel_secrets, name, value)
    for name in ("forum", "stream"):
        rotate(operator.deployment.source_secrets, name, "s3cret")


def test_a_way_that_was_never_tested_is_told_and_is_no_fault(operator: Operator) -> None:
    with_all_secrets(operator)
    seen = operator.sees("plan", "check", str(SAMPLE_PLAN), "--live")
    assert "In this deployment every way and every source has what it needs." in seen
    assert "Never tested: care-lead by slack, email; try it: firebreak notify test care-lead" in seen


def test_the_last_test_that_failed_is_a_fault(operator: Operator) -> None:
    with_all_secrets(operator)
    Marks(operator.deployment.ledger_table).tested("care-lead", "email", NOON, "SES refused it", "t1")
    result = operator.types("plan", "check", str(SAMPLE_PLAN), "--live")
    assert result.exit_code == 1
    assert "care-lead: email: the last test failed, 2026-10-02 12:00 UTC: SES refused it" in result.stdout
    Marks(operator.deployment.ledger_table).tested("care-lead", "email", NOON, None, "t2")
    assert "Never tested: care-lead by slack;" in operator.sees("plan", "check", str(SAMPLE_PLAN), "--live")


def test_a_secret_in_the_wrong_form_is_told_without_its_value(operator: Operator) -> None:
    with_all_secrets(operator)
    rotate(operator.deployment.channel_secrets, "care", "xoxb-a-token-and-no-address")
    for words in (("--live",), ("--live", "--json")):
        result = operator.types("plan", "check", str(SAMPLE_PLAN), *words)
        assert result.exit_code == 1
        assert "the channel secret `care` can't be used" in result.stdout
        assert "xoxb" not in result.stdout + result.stderr


def test_a_source_that_lacks_a_credential_is_a_fault(operator: Operator) -> None:
    with_all_secrets(operator)
    aws.secretsmanager().put_secret_value(
        SecretId=operator.deployment.source_secrets, SecretString='{"stream": "a", "forum/token": "b"}'
    )
    words = ("plan", "check", str(SAMPLE_PLAN), "--live")
    result = operator.types(*words)
    assert result.exit_code == 1
    told = "forum: the webhook's secret is missing; set it: firebreak source secret forum (Admin, API, Webhooks"
    assert told in result.stdout
    assert [one["source"] for one in json.loads(operator.types(*words, "--json").stdout)["sources"]] == ["forum"]


# ---------------------------------------------------------------- in force
def test_a_published_plan_is_in_force_and_shows_who_owns_what(bare: Operator) -> None:
    assert "no crisis plan is in force" in bare.refused("plan", "show")
    assert "Plan 1 is in force" in bare.sees("plan", "publish", str(SAMPLE_PLAN))
    shown = bare.sees("plan", "show")
    assert "Plan 1, Example Ferries" in shown
    assert "port-manager (10 min), then port-deputy (10 min), then care-lead (10 min)" in shown
    assert "owner (30 min), then backups and port-duty (30 min), 2 times over" in shown
    assert bare.reads("plan", "show")["last_resort"] == "duty-director"


def test_the_same_plan_again_makes_no_new_version(bare: Operator) -> None:
    first, again = (bare.reads("plan", "publish", str(SAMPLE_PLAN)) for _ in range(2))
    assert (first["version"], first["published"]) == (1, True)
    assert (again["version"], again["published"]) == (1, False)


def test_publishing_says_what_changes_and_which_cases_keep_their_plan(
    bare: Operator, past: Past, changed: Path
) -> None:
    bare.sees("plan", "publish", str(SAMPLE_PLAN))
    past.case(a_case("case-0000000001"))
    past.case(a_case("case-0000000002"))
    seen = bare.sees("plan", "publish", str(changed))
    assert "Plan 2 is in force" in seen
    assert "  web-on-call: owner of website_problem now\n" in seen
    assert "Open cases keep the plan that they began with: 2 version 1." in seen


def test_a_long_list_of_changes_is_cut_and_says_where_it_goes_on(bare: Operator, tmp_path: Path) -> None:
    bare.sees("plan", "publish", str(SAMPLE_PLAN))
    file = tmp_path / "plan.yaml"
    file.write_text(
        SAMPLE.replace("    wait: 10m\n", "    wait: 11m\n").replace("wait: 20m", "wait: 21m"), encoding="utf-8"
    )
    lines = bare.sees("plan", "publish", str(file)).split("\n")
    assert lines[-2].endswith("see: firebreak plan diff 1 2")
    assert len(lines) == 11


def test_nobody_acts_before_there_is_a_plan(bare: Operator) -> None:
    assert "firebreak plan publish FILE" in bare.refused("ack", "case-1", "--as", "ada")


# ---------------------------------------------------------------- versions
def test_who_published_what_and_why_can_be_read(bare: Operator, changed: Path) -> None:
    assert "no crisis plan was ever published" in bare.refused("plan", "versions")
    bare.sees("plan", "publish", str(SAMPLE_PLAN), "--as", "care-lead")
    bare.waits(60)
    bare.sees("plan", "publish", str(changed), "--as", "web-lead", "--why", "new rota")
    assert bare.sees("plan", "versions").split("\n")[1:3] == [
        "2 (in force)  2026-10-02 13:00 UTC  web-lead   plan published: new rota",
        "1             2026-10-02 12:00 UTC  care-lead  plan published",
    ]
    assert [row["version"] for row in bare.reads("plan", "versions", "--most", "1")] == [2]


def test_going_back_is_one_command_and_makes_a_new_version(bare: Operator, changed: Path) -> None:
    bare.sees("plan", "publish", str(SAMPLE_PLAN))
    bare.sees("plan", "publish", str(changed))
    assert "Plan 3 is in force" in bare.sees("plan", "restore", "1", "--as", "care-lead", "--why", "it has holes")
    newest = bare.reads("plan", "versions")[0]
    assert (newest["who"], newest["what"], newest["why"]) == (
        "care-lead",
        "plan restored from version 1",
        "it has holes",
    )
    assert bare.sees("plan", "diff", "1", "in-force") == "No change.\n"
    assert "in force already, as version 3" in bare.sees("plan", "restore", "1")


def test_a_version_that_never_was_is_refused(bare: Operator) -> None:
    bare.sees("plan", "publish", str(SAMPLE_PLAN))
    assert "there is no plan 7; see: firebreak plan versions" in bare.refused("plan", "restore", "7")
    assert "there is no plan 7" in bare.refused("plan", "diff", "7", "in-force")


def test_a_restored_plan_that_today_breaks_a_rule_is_in_force_with_a_note(operator: Operator) -> None:
    operator.sees("plan", "publish", str(SAMPLE_PLAN))
    result = operator.types("plan", "restore", "1")
    assert result.exit_code == 0
    assert "Plan 3 is in force" in result.stdout
    assert "Note: " in result.stderr
