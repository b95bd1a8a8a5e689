"""The plan says who is asked, and where."""

from __future__ import annotations

from typing import Any

from shared.plan import SecondReader
from shared.second.bedrock import Bedrock
from shared.second.choosing import reader_of
from shared.second.comprehend import Comprehend


def region_of(reader: Any) -> str:
    return str(reader._client.meta.region_name)


def test_the_plan_says_who_and_where() -> None:
    far = reader_of(SecondReader("bedrock", "some.model-v1:0", "us-west-2", price_in=1.0, price_out=2.0))
    assert isinstance(far, Bedrock)
    assert (far.name, region_of(far)) == ("Amazon Bedrock (some.model-v1:0)", "us-west-2")
    near = reader_of(SecondReader("comprehend", price_in=100.0))
    assert isinstance(near, Comprehend)
    assert region_of(near) == "eu-central-1"
