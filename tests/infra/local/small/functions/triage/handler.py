import json
import os
import time
from typing import Any

import boto3

events = boto3.client("events")
table = boto3.resource("dynamodb").Table(os.environ["MENTIONS_TABLE"])


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    keys = [record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]]
    print("batch", json.dumps(keys))
    for record, key in zip(event["Records"], keys, strict=True):
        if key.startswith("slow"):
            time.sleep(1)
        if key.startswith("poison"):
            raise ValueError(f"cannot triage {key}")
        if key.startswith("stuck"):
            return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
        if key.startswith("flaky") and not table.get_item(Key={"pk": f"seen-{key}"}).get("Item"):
            table.put_item(Item={"pk": f"seen-{key}", "verdict": "none"})
            return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
        table.update_item(
            Key={"pk": key}, UpdateExpression="SET verdict = :v", ExpressionAttributeValues={":v": "venting"}
        )
        severity = int(record["dynamodb"]["NewImage"].get("severity", {"N": "0"})["N"])
        answer = events.put_events(
            Entries=[
                {
                    "EventBusName": os.environ["BUS"],
                    "Source": "firebreak.triage",
                    "DetailType": "MentionTriaged",
                    "Detail": json.dumps({"key": key, "severity": severity}),
                }
            ]
        )
        assert answer["FailedEntryCount"] == 0
    return {"batchItemFailures": []}
