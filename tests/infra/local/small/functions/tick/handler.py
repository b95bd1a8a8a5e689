import os
from typing import Any

import boto3


def handle(event: dict[str, Any], context: object) -> None:
    boto3.resource("dynamodb").Table(os.environ["MENTIONS_TABLE"]).put_item(
        Item={"pk": "tick", "verdict": "none", "said": str(event)}
    )
