"""The queue of mentions that triage could not judge: each waits there, with its reason, to be judged again."""

from __future__ import annotations

from shared import aws
from shared.codec import encode


def park_mention(queue_url: str, mention_id: str, reason: str) -> None:
    """`reason` holds no customer's words."""
    aws.sqs().send_message(
        QueueUrl=queue_url,
        MessageBody=encode({"mention_id": mention_id}),
        MessageAttributes={"reason": {"DataType": "String", "StringValue": reason[:500] or "unknown"}},
    )
