"""What things are called in a world of doubles, and the environment that the template gives its functions there."""

from __future__ import annotations

import json
import os
from typing import Any

from infra.drill import template as t

REGION = "eu-central-1"
ACCOUNT = "123456789012"

PARAMETERS = {
    "Stage": "test",
    "SenderAddress": "firebreak@example.com",
    "SenderIdentity": "firebreak@example.com",
    "SiteUrl": "https://status.example.com",
    "DoorUrl": "https://door.example.com",
    "HeartbeatUrl": "",
    "AllowLoopbackSources": "true",
}


def names() -> dict[str, str]:
    """What `!Ref` of each resource and parameter gives, here."""
    values = dict(PARAMETERS)
    for queue in t.resources("AWS::SQS::Queue"):
        values[queue] = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{queue}"
    for kind in ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret", "AWS::Events::EventBus"):
        for name in t.resources(kind):
            values[name] = f"firebreak-test-{name.lower()}"
    return values


def set_environment() -> None:
    """The environment of all functions at once, as the template gives it, and credentials that open nothing."""
    known = names()
    for properties in t.functions().values():
        for variable, value in t.environment(properties).items():
            os.environ[variable] = given(value, known)
    os.environ.update(
        AWS_ACCESS_KEY_ID="testing",
        AWS_SECRET_ACCESS_KEY="testing",  # noqa: S106  # opens nothing
        AWS_DEFAULT_REGION=REGION,
        AWS_REGION=REGION,
        POWERTOOLS_SERVICE_NAME="firebreak",
        POWERTOOLS_LOG_LEVEL="CRITICAL",
        # moto does not know the endpoints that carry an account in their name.
        AWS_ACCOUNT_ID_ENDPOINT_MODE="disabled",
    )


def given(value: Any, known: dict[str, str]) -> str:
    """What CloudFormation makes of a variable: a plain one, a reference, or `!If [HasX, !Ref X, ...]` with X given."""
    if isinstance(value, dict) and "Fn::If" in value:
        return given(value["Fn::If"][1], known)
    return known[t.target(value)] if isinstance(value, dict) else str(value)


def first_secret(properties: dict[str, Any]) -> str:
    """A secret's first value; one that AWS generates is the same in every world."""
    wanted = properties.get("GenerateSecretString")
    if wanted is None:
        return str(properties["SecretString"])
    generated = "generated" * 8
    return json.dumps({**json.loads(wanted["SecretStringTemplate"]), wanted["GenerateStringKey"]: generated[:64]})
