"""What stands beside the main stack fits it: alarms on what is there, a page that stays, roles that can do little."""

from __future__ import annotations

import importlib
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.beside import command, main, parameters, physical_names
from infra.idle_cost import alarm_metrics, idle_month, table
from infra.local.sam_template import read_template
from infra.prices import read_prices
from tests.builders import NOON
from tests.harness import template as t

INFRA = t.ROOT / "infra"
ALARMS, CDN, ROLES = (read_template(INFRA / f"{name}.yaml") for name in ("alarms", "cdn", "deploy-role"))
RUNBOOK = t.ROOT / "RUNBOOK.md"
#: An alarm's metric costs 0.10 $ a month. Nobody waits for what these do: that they gave up is soon enough.
BY_WHAT_IT_GAVE_UP = {"WeighStormFunction", "RecheckFunction", "ReadAgainFunction"}
#: Parameters that a person gives; all others are resources of the main stack.
GIVEN = {"NotifyEmail", "Alias", "Certificate", "PriceClass"}


def alarms() -> dict[str, dict[str, Any]]:
    return {name: r["Properties"] for name, r in ALARMS["Resources"].items() if r["Type"] == "AWS::CloudWatch::Alarm"}


def watched(metric: str) -> set[str]:
    """The main stack's resources of which an alarm looks at that metric."""
    found = set()
    for alarm in alarms().values():
        singles = [alarm, *(m["MetricStat"]["Metric"] for m in alarm.get("Metrics", []) if "MetricStat" in m)]
        for single in (s for s in singles if s.get("MetricName") == metric):
            found |= {name for dimension in single["Dimensions"] for name in references(dimension)}
    return found


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "Ref" in value:
            yield value["Ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


@pytest.mark.parametrize("template", [ALARMS, CDN], ids=["alarms", "cdn"])
def test_every_parameter_is_given_or_a_resource_of_the_main_stack(template: dict[str, Any]) -> None:
    assert set(template["Parameters"]) - GIVEN <= set(t.template()["Resources"])


class TwoPages:
    """CloudFormation, of a stack with more resources than fit one answer."""

    def get_paginator(self, operation: str) -> TwoPages:
        assert operation == "list_stack_resources"
        return self

    def paginate(self, StackName: str) -> list[dict[str, Any]]:  # noqa: N803  # boto3's word
        assert StackName == "firebreak-dev"
        each = [("Site", "firebreak-dev-site-1x"), ("Inbox", "https://sqs.example/1/inbox")]
        return [{"StackResourceSummaries": [{"LogicalResourceId": a, "PhysicalResourceId": b}]} for a, b in each]


def test_the_names_in_the_main_stack_are_read_from_all_pages() -> None:
    assert set(physical_names(TwoPages(), "firebreak-dev")) == {"Site", "Inbox"}


def test_the_main_stacks_names_are_filled_in() -> None:
    values = parameters(CDN, {"Site": "firebreak-dev-site-1x", "Inbox": "https://sqs.example/1/inbox"})
    assert values == {"Site": "firebreak-dev-site-1x"}
    called = command(Path("sam"), Path("infra/cdn.yaml"), "firebreak-dev", values)
    assert called[called.index("--stack-name") + 1] == "firebreak-dev-cdn"
    assert called[-2:] == ["--parameter-overrides", "Site=firebreak-dev-site-1x"]


def test_a_stack_that_cannot_be_read_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    called = ["infra/alarms.yaml", "--stage", "dev", "--sam", "no-such-sam", "NotifyEmail=ops@example.com"]
    assert main(called) == 1
    assert "firebreak-dev can't be read" in capsys.readouterr().err


# ---------------------------------------------------------------- alarms
def test_every_function_is_watched_for_errors_its_own_or_those_of_the_door_that_it_alone_stands_behind() -> None:
    by_the_door = {
        function
        for function, properties in t.functions().items()
        if all(event["Type"] == "HttpApi" for event in properties["Events"].values())
    }
    assert watched("Errors") == set(t.functions()) - by_the_door - BY_WHAT_IT_GAVE_UP
    assert watched("5xx") == {"Api"}


def test_what_is_watched_by_what_it_gave_up_is_started_by_the_bus_or_each_hour_and_gives_up_into_a_watched_queue() -> (
    None
):
    for function in BY_WHAT_IT_GAVE_UP:
        properties = t.functions()[function]
        started = {
            event["Properties"].get("ScheduleExpression", event["Type"]) for event in properties["Events"].values()
        }
        assert started <= {"EventBridgeRule", "rate(1 hour)"}, function
        gives_up = properties.get("EventInvokeConfig", t.template()["Globals"]["Function"]["EventInvokeConfig"])
        queue = t.target(gives_up["DestinationConfig"]["OnFailure"]["Destination"])
        assert queue in watched("ApproximateNumberOfMessagesVisible"), function


def test_every_queue_that_keeps_what_gave_up_is_watched_and_every_queue_that_is_read_for_age() -> None:
    queues = t.resources("AWS::SQS::Queue")
    read = {name for name, queue in queues.items() if "RedrivePolicy" in queue}
    assert watched("ApproximateNumberOfMessagesVisible") == set(queues) - read
    # What is wanted may wait for hours, as its platform says; the audit sees whether the sweep, which reads it, runs.
    assert watched("ApproximateAgeOfOldestMessage") == read - {"Wanted"}


def test_every_reader_of_a_stream_is_watched_for_falling_behind() -> None:
    readers = {
        function
        for function, properties in t.functions().items()
        if any(event["Type"] == "DynamoDB" for event in properties["Events"].values())
    }
    # Late deliveries are seen by the audit, in the table itself.
    assert watched("IteratorAge") == readers - {"DeliverFunction"}


def test_silence_of_the_audit_is_an_alarm_and_so_is_each_minute_in_which_it_fails() -> None:
    silent, fails = alarms()["AuditSilent"], alarms()["AuditFails"]
    assert silent["TreatMissingData"] == "breaching"
    assert silent["Dimensions"] == fails["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": "AuditFunction"}}]
    assert silent["Period"] * silent["EvaluationPeriods"] == 5 * 60
    assert (fails["Period"], fails["EvaluationPeriods"], fails["Threshold"]) == (60, 1, 1)


def test_the_audit_counts_what_is_quiet_as_its_alarm_looks_at_it() -> None:
    alarm = alarms()["SomethingQuiet"]
    counted = json.loads(importlib.import_module("functions.audit.handler").counted(2, NOON))
    metric = counted["_aws"]["CloudWatchMetrics"][0]
    assert (metric["Namespace"], metric["Metrics"][0]["Name"]) == (alarm["Namespace"], alarm["MetricName"])
    assert metric["Dimensions"] == [[one["Name"] for one in alarm["Dimensions"]]]
    assert counted[alarm["MetricName"]] == 2


def test_every_alarm_is_told_and_says_what_to_read() -> None:
    for name, alarm in alarms().items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "Notify"}], name
        assert heading(alarm), name


def test_every_alarms_heading_is_in_the_runbook() -> None:
    if not RUNBOOK.exists():
        pytest.skip("there is no RUNBOOK.md yet")
    there = set(re.findall(r"^#+ (.+?)\s*$", RUNBOOK.read_text(encoding="utf-8"), re.MULTILINE))
    assert {heading(alarm) for alarm in alarms().values()} - there == set()


def heading(alarm: dict[str, Any]) -> str:
    found = re.search(r"RUNBOOK: (.+)$", alarm["AlarmDescription"])
    return found[1] if found else ""


# ---------------------------------------------------------------- the CDN
def test_the_page_is_read_only_and_no_query_reaches_the_bucket() -> None:
    config = CDN["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    for behaviour in (config["DefaultCacheBehavior"], *config["CacheBehaviors"]):
        assert behaviour["AllowedMethods"] == ["GET", "HEAD", "OPTIONS"]
        assert behaviour["ViewerProtocolPolicy"] == "redirect-to-https"
        assert behaviour["CachePolicyId"] == {"Ref": "AsTheOriginSays"}
    key = CDN["Resources"]["AsTheOriginSays"]["Properties"]["CachePolicyConfig"]
    assert key["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"] == {"QueryStringBehavior": "none"}


def test_a_failing_origin_is_never_covered_by_an_error_page_so_that_the_old_copy_is_served() -> None:
    config = CDN["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    assert [(e["ErrorCode"], e["ResponseCode"], e["ResponsePagePath"]) for e in config["CustomErrorResponses"]] == [
        (404, 404, "/404.html")
    ]


def test_only_the_api_is_open_to_other_pages_and_all_is_sent_with_the_security_headers() -> None:
    config = CDN["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    headers = {
        name: CDN["Resources"][name]["Properties"]["ResponseHeadersPolicyConfig"] for name in ("Headers", "OpenHeaders")
    }
    assert config["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == {"Ref": "Headers"}
    assert {b["PathPattern"]: b["ResponseHeadersPolicyId"]["Ref"] for b in config["CacheBehaviors"]} == {
        "/api/*": "OpenHeaders"
    }
    assert "CorsConfig" not in headers["Headers"]
    assert headers["OpenHeaders"]["CorsConfig"]["AccessControlAllowOrigins"] == {"Items": ["*"]}
    assert headers["Headers"]["SecurityHeadersConfig"] == headers["OpenHeaders"]["SecurityHeadersConfig"]


# ---------------------------------------------------------------- the roles that deploy
def statements(role: str) -> Iterator[dict[str, Any]]:
    for policy in ROLES["Resources"][role]["Properties"]["Policies"]:
        yield from policy["PolicyDocument"]["Statement"]


@pytest.mark.parametrize("role", ["Deployer", "Builder"])
def test_who_deploys_reads_no_data_and_deletes_none(role: str) -> None:
    actions = {a for s in statements(role) for a in ([s["Action"]] if isinstance(s["Action"], str) else s["Action"])}
    assert not {action for action in actions if "*" in action}
    forbidden = r"(dynamodb:(GetItem|Query|Scan|DeleteTable)|sqs:ReceiveMessage|secretsmanager:(Get|Delete)|s3:Delete)"
    assert not {action for action in actions if re.match(forbidden, action) and action != "s3:DeleteBucketPolicy"}


def test_a_role_is_passed_on_only_to_the_service_that_it_is_for() -> None:
    passing = [s for role in ("Deployer", "Builder") for s in statements(role) if s["Action"] == "iam:PassRole"]
    assert [s["Condition"]["StringEquals"]["iam:PassedToService"] for s in passing] == [
        "cloudformation.amazonaws.com",
        ["lambda.amazonaws.com", "scheduler.amazonaws.com"],
    ]


# ---------------------------------------------------------------- stages and money
@pytest.mark.parametrize("stage", ["dev", "prod"])
def test_a_stage_deploys_to_a_stack_of_its_own_and_a_person_confirms_what_is_live(stage: str) -> None:
    deploy = tomllib.loads((t.ROOT / "samconfig.toml").read_text(encoding="utf-8"))[stage]["deploy"]["parameters"]
    assert deploy["stack_name"] == f"firebreak-{stage}"
    assert f"Stage={stage}" in deploy["parameter_overrides"]
    assert deploy["confirm_changeset"] is (stage == "prod")
    given = {value.split("=")[0] for value in deploy["parameter_overrides"]}
    assert given <= set(t.template()["Parameters"])


def test_every_price_says_what_it_is_for_where_it_is_from_and_how_sure_it_is() -> None:
    for name, price in read_prices().items():
        assert min(price.usd, price.per) > 0, name
        assert price.unit, name
        assert price.page.startswith("https://aws.amazon.com/"), name
        assert price.evidence in ("page", "second hand", "memory"), name


def test_an_idle_month_costs_less_than_six_dollars() -> None:
    lines = {line.what: line for line in idle_month(t.template(), ALARMS, read_prices())}
    assert lines["the same, at Lambda"].units == 6 * 43_800 + 730
    assert lines["secrets"].listed == pytest.approx(1.20)
    assert lines["polls of empty queues"].paid == pytest.approx(0.3578 * 0.40)
    assert sum(line.listed for line in lines.values()) < 6
    assert sum(line.paid for line in lines.values()) < 4
    assert "in all" in table(list(lines.values()))


def test_what_the_alarms_cost_is_what_their_file_says() -> None:
    metrics = sum(alarm_metrics(resource) for resource in ALARMS["Resources"].values())
    said = f"Here are {metrics} metrics: {read_prices()['cloudwatch.alarm_metrics'].of(metrics):.2f} $ a month"
    assert said in (INFRA / "alarms.yaml").read_text(encoding="utf-8")
