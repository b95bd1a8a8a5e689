import base64
from typing import Any

import boto3
from small_layer.settings import setting  # type: ignore[import-not-found]  # it comes with the layer

sqs = boto3.client("sqs")


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    if event["requestContext"]["http"]["method"] == "GET":
        return {"statusCode": 200, "body": event["queryStringParameters"]["challenge"]}
    if event["pathParameters"]["source"] == "broken":
        raise RuntimeError("a secret that no caller may see")
    print("received", event["pathParameters"]["source"])
    body = event.get("body") or ""
    if event["isBase64Encoded"]:
        body = base64.b64decode(body).decode()
    sqs.send_message(
        QueueUrl=setting("INBOX_URL"),
        MessageBody=body,
        MessageAttributes={"source": {"DataType": "String", "StringValue": "forum"}},
    )
    return {"statusCode": 200, "headers": {"x-signature-seen": event["headers"].get("x-signature", "")}, "body": ""}
