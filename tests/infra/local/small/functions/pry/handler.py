"""Does one call, named by the event, with its own role."""

from typing import Any

import boto3


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    answer = getattr(boto3.client(event["service"]), event["call"])(**event.get("arguments", {}))
    return {"status": answer["ResponseMetadata"]["HTTPStatusCode"]}
