"""AWS clients, one a service and process, with time limits that fit inside a function's own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient

# A name of our own: botocore would put its own together anew for each call, a seventh of what a small call costs here.
_LIMITS = Config(
    connect_timeout=2, read_timeout=10, retries={"mode": "standard", "max_attempts": 4}, user_agent="firebreak"
)


@cache
def client(service: str) -> Any:
    """The client of that service. Cached: making one costs tens of milliseconds."""
    return boto3.client(service, config=_LIMITS)  # type: ignore[call-overload]  # one function for every service


def dynamodb() -> DynamoDBClient:
    return cast("DynamoDBClient", client("dynamodb"))


def events() -> EventBridgeClient:
    return cast("EventBridgeClient", client("events"))


def s3() -> S3Client:
    return cast("S3Client", client("s3"))


def secretsmanager() -> SecretsManagerClient:
    return cast("SecretsManagerClient", client("secretsmanager"))


def sesv2() -> SESV2Client:
    return cast("SESV2Client", client("sesv2"))


def sns() -> Any:
    return client("sns")


def sqs() -> SQSClient:
    return cast("SQSClient", client("sqs"))
