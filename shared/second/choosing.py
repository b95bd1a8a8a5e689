"""The second reader that the plan names."""

from __future__ import annotations

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from shared.plan import SecondReader
from shared.second.bedrock import Bedrock
from shared.second.comprehend import Comprehend
from shared.second.reader import Reader

# A model answers in seconds. Two tries fit into the function's minute; then Lambda's own retries follow.
_LIMITS = Config(
    connect_timeout=2, read_timeout=20, retries={"mode": "standard", "max_attempts": 2}, user_agent="firebreak"
)


def reader_of(rules: SecondReader) -> Reader:
    if rules.by == "comprehend":
        return Comprehend(_client("comprehend", rules.region), rules.price_in)
    return Bedrock(_client("bedrock-runtime", rules.region), rules.model or "", rules.price_in, rules.price_out)


@cache
def _client(service: str, region: str | None) -> Any:
    return boto3.client(service, region_name=region, config=_LIMITS)  # type: ignore[call-overload]  # of several services
