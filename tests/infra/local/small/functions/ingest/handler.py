import json
import os
from typing import Any

import boto3
from botocore.exceptions import ClientError

table = boto3.resource("dynamodb").Table(os.environ["MENTIONS_TABLE"])


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    failed = []
    for record in event["Records"]:
        try:
            table.put_item(Item=json.loads(record["body"]), ConditionExpression="attribute_not_exists(pk)")
        except (json.JSONDecodeError, ClientError):
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
