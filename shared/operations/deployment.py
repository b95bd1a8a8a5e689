"""One deployed Firebreak, as its operators reach it: what the stack's outputs name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws


class DeploymentError(Exception):
    """The deployment can't be reached; the message says what was tried, and what to do."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """The field `mentions_table` is the stack's output `MentionsTable`, and so on (a test holds them together)."""

    mentions_table: str
    cases_table: str
    statements_table: str
    storms_table: str
    ledger_table: str
    subscribers_table: str
    bus_name: str
    inbox_url: str
    inbox_dead_letters_url: str
    triaged_url: str
    triaged_dead_letters_url: str
    triage_dead_letters_url: str
    failures_url: str
    site_bucket: str
    site_url: str
    webhooks_url: str
    source_secrets: str
    subscribers_url: str
    channel_secrets: str
    link_secret: str


def output_name(field: str) -> str:
    """`mentions_table` -> `MentionsTable`."""
    return "".join(word.capitalize() for word in field.split("_"))


def from_outputs(outputs: Mapping[str, str]) -> Deployment:
    """Raises DeploymentError where the stack lacks an output: it is older than this command."""
    wanted = {field.name: output_name(field.name) for field in fields(Deployment)}
    missing = sorted(name for name in wanted.values() if name not in outputs)
    if missing:
        raise DeploymentError(f"the stack has no output {', '.join(missing)}; deploy this version (make deploy)")
    return Deployment(**{field: outputs[name] for field, name in wanted.items()})


def from_stack(stack: str) -> Deployment:
    """The deployment of that CloudFormation stack, by the caller's AWS credentials."""
    try:
        answer: Any = aws.client("cloudformation").describe_stacks(StackName=stack)
    except (ClientError, BotoCoreError) as error:
        raise DeploymentError(
            f"stack {stack} can't be read: {error}. Check the stage, the region and your AWS credentials."
        ) from error
    return from_outputs(
        {output["OutputKey"]: output["OutputValue"] for output in answer["Stacks"][0].get("Outputs", [])}
    )
