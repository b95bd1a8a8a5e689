"""What makes a second reader one that can be asked, and whose cost can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.plan import Plan, SecondReader
from shared.plan_broken import Broken, not_from_to

#: More a day than a person would have paid for by mistake.
MOST_A_DAY = 100_000
#: Dollars for a million: the dearest models of 2026 are far below.
DEAREST = 10_000
#: As AWS writes them, GovCloud's and China's too.
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}")
#: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html: an id, a profile's, or an ARN.
_MODEL = re.compile(r"[a-zA-Z0-9-:/._]{1,2048}")
_AT = "second_reader"


def broken_second(plan: Plan) -> Iterator[Broken]:
    reader = plan.second_reader
    if reader is None:
        return
    mend = "write how often a day it may be asked; what is beyond that waits for a person"
    yield from not_from_to((_AT, "most_a_day"), reader.most_a_day, 1, MOST_A_DAY, mend)
    if reader.region is not None and not _REGION.fullmatch(reader.region):
        yield Broken((_AT, "region"), f"`{reader.region}` is no region of AWS", "write one such as eu-central-1")
    yield from _model(reader)
    yield from _prices(reader)


def _model(reader: SecondReader) -> Iterator[Broken]:
    if reader.by == "comprehend":
        if reader.model is not None:
            yield Broken((_AT, "model"), "Amazon Comprehend has no `model`", "take it out")
    elif reader.model is None:
        yield Broken((_AT, "by"), "no `model` is named", "write the id of the model that Bedrock is to ask")
    elif not _MODEL.fullmatch(reader.model):
        yield Broken((_AT, "model"), "that is no model's id", "write it as Bedrock's list of models has it")


def _prices(reader: SecondReader) -> Iterator[Broken]:
    wanted = ("price_in",) if reader.by == "comprehend" else ("price_in", "price_out")
    of = "units" if reader.by == "comprehend" else "tokens"
    for word in wanted:
        # No number at all is within no bounds.
        if not 0 < getattr(reader, word) <= DEAREST:
            what = f"`{word}` is not above 0, or not {DEAREST:,} or less"
            yield Broken((_AT, word), what, f"write the price in dollars of a million {of}: the cost is told by it")
    if reader.by == "comprehend" and reader.price_out:
        yield Broken((_AT, "price_out"), "Amazon Comprehend has no `price_out`", "take it out")
