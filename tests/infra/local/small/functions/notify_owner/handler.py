import json
import os
from typing import Any

import boto3
import urllib3

ses = boto3.client("sesv2")


def handle(event: dict[str, Any], context: object) -> None:
    key = event["detail"]["key"]
    if key.startswith("explode"):
        raise RuntimeError(f"cannot tell anyone of {key}")
    embedded = {"Namespace": "Small", "Dimensions": [["service"]], "Metrics": [{"Name": "Told", "Unit": "Count"}]}
    print(json.dumps({"_aws": {"Timestamp": 0, "CloudWatchMetrics": [embedded]}, "service": "notify", "Told": 1}))
    ses.send_email(
        FromEmailAddress=os.environ["SENDER"],
        Destination={"ToAddresses": ["owner@example.com"]},
        Content={"Simple": {"Subject": {"Data": f"A case: {key}"}, "Body": {"Text": {"Data": "<b>Please</b> look."}}}},
    )
    if os.environ["SLACK_URL"]:
        urllib3.request("POST", os.environ["SLACK_URL"], body=json.dumps({"text": f"A case: {key}"}))
