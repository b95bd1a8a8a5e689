"""template.yaml and the code say the same thing twice, in two languages; here each is held to the other."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from shared import events
from shared.mark import SCHEDULED
from shared.operations.deployment import Deployment, output_name
from tests.harness import template as t

FOLDERS = sorted(path.parent.name for path in (t.ROOT / "functions").glob("*/handler.py"))
FUNCTIONS = {folder: "".join(word.capitalize() for word in folder.split("_")) + "Function" for folder in FOLDERS}
#: So many times its reader's time limit, a message must stay hidden (AWS Lambda's guide, "Using Lambda with SQS").
VISIBLE_AGAIN_AFTER = 6
#: Packages that cost a cold start more than they give, or that are the operator's.
SLOW = {"pydantic", "feedparser", "nh3", "jinja2", "yaml", "typer", "rich"}
USES_AT_ONCE = {"publish_statement": {"jinja2"}}


def of(folder: str) -> dict[str, Any]:
    return t.functions()[FUNCTIONS[folder]]


def whole(properties: dict[str, Any], name: str) -> Any:
    """A function's property, its own or that of Globals."""
    return properties.get(name, t.template()["Globals"]["Function"].get(name))


def triggers(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for function, properties in t.functions().items():
        for event in properties.get("Events", {}).values():
            if event["Type"] == kind:
                yield function, event["Properties"]


# ---------------------------------------------------------------- names
def test_every_folder_of_a_function_is_in_the_template_under_its_own_name_and_nothing_else_is() -> None:
    assert sorted(FUNCTIONS.values()) == sorted(t.functions())


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_functions_code_and_handler_are_those_of_its_folder(folder: str) -> None:
    properties = of(folder)
    assert properties["CodeUri"] == f"functions/{folder}"
    assert properties["Handler"] == f"functions.{folder}.handler.handle"
    assert t.template()["Resources"][FUNCTIONS[folder]]["Metadata"] == {
        "BuildProperties": {"ParentPackageMode": "auto"}
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_functions_variables_are_the_fields_of_its_settings(folder: str) -> None:
    settings = importlib.import_module(f"functions.{folder}.handler").Settings
    assert set(t.environment(of(folder))) == {field.name.upper() for field in fields(settings)}


def test_every_output_is_a_field_of_the_deployment_and_every_field_an_output() -> None:
    assert {output_name(field.name) for field in fields(Deployment)} == set(t.template()["Outputs"])


# ---------------------------------------------------------------- events
def patterns() -> Iterator[tuple[str, dict[str, Any]]]:
    for function, event in triggers("EventBridgeRule"):
        yield function, event["Pattern"]
    for rule, properties in t.resources("AWS::Events::Rule").items():
        yield rule, properties["EventPattern"]


def test_every_rule_asks_for_events_that_the_code_publishes_by_fields_that_they_have() -> None:
    published = {event.__name__: event for event in get_args(events.Event)}
    assert list(patterns())
    for subscriber, pattern in patterns():
        assert pattern["source"] == [events.SOURCE], subscriber
        for name in pattern["detail-type"]:
            assert name in published, f"{subscriber} waits for {name}, which nobody publishes"
            kinds = get_type_hints(published[name])
            for key, wanted in pattern.get("detail", {}).items():
                assert key in kinds, f"{subscriber} asks {name} for {key}, which it has not"
                if get_origin(kinds[key]) is Literal:
                    assert set(wanted) <= set(get_args(kinds[key])), f"{subscriber}: {name}.{key} is never {wanted}"


def test_the_clock_starts_what_waits_for_nothing_else_each_minute() -> None:
    started = {function: event["ScheduleExpression"] for function, event in triggers("ScheduleV2")}
    # All but the audit say that they ran, and the audit looks whether they did.
    minutes = dict.fromkeys([FUNCTIONS[folder] for folder in (*SCHEDULED, "audit")], "rate(1 minute)")
    # What has days until it is due; where it fails, what it gave up tells.
    assert started == {**minutes, "RecheckFunction": "rate(1 hour)"}


# ---------------------------------------------------------------- queues and tables
def test_every_queue_is_encrypted() -> None:
    assert {
        name for name, queue in t.resources("AWS::SQS::Queue").items() if not queue.get("SqsManagedSseEnabled")
    } == set()


def test_a_queue_that_a_function_reads_gives_up_in_the_end_and_hides_a_message_for_long_enough() -> None:
    queues = t.resources("AWS::SQS::Queue")
    read = {t.target(event["Queue"]): t.functions()[function] for function, event in triggers("SQS")}
    assert set(read) == {"Inbox", "Triaged"}
    for name, reader in read.items():
        assert t.target(queues[name]["RedrivePolicy"]["deadLetterTargetArn"]) in queues
        assert queues[name]["VisibilityTimeout"] >= VISIBLE_AGAIN_AFTER * whole(reader, "Timeout"), name


def test_every_table_can_be_restored_and_not_be_deleted_by_mistake() -> None:
    for name, table in t.resources("AWS::DynamoDB::Table").items():
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}, name
        assert table["DeletionProtectionEnabled"] is True, name
        resource = t.template()["Resources"][name]
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain"), name


def test_no_function_may_do_everything_or_touch_everything() -> None:
    for function, properties in t.functions().items():
        for policy in properties.get("Policies", []):
            for statement in policy.get("Statement", []):
                if statement["Action"] == "sns:Publish":
                    # A text message has no resource of its own; a topic has one, and none is within reach.
                    assert statement["NotResource"] == "arn:*:sns:*:*:*", function
                    continue
                actions, where = statement["Action"], statement["Resource"]
                for action in [actions] if isinstance(actions, str) else actions:
                    assert "*" not in action, f"{function}: {action}"
                if "*" in (where if isinstance(where, list) else [where]):
                    if function == "ReadAgainFunction":
                        # A text that is read has no resource of its own, nor a key that could narrow it.
                        assert all(action.startswith("comprehend:Detect") for action in actions), actions
                        continue
                    assert actions == "ses:SendEmail", f"{function}: {actions} on everything"
                    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "SenderAddress"}}}, (
                        function
                    )


# ---------------------------------------------------------------- cold starts
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_cold_start_imports_only_what_this_function_uses(folder: str) -> None:
    code = f"import functions.{folder}.handler, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=t.ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert f"functions.{folder}.handler" in loaded
    assert loaded & SLOW <= USES_AT_ONCE.get(folder, set())
    assert {name.split(".")[1] for name in loaded if name.startswith("functions.")} == {folder}
