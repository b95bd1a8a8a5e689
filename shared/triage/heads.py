"""What the model says of a text: its outputs, in the order in which they lie in the model's file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shared.verdict import Ask, Kind, Sentiment

#: "one of": the outputs share a probability of 1; "each": each is a question of its own, answered by yes or no.
Choice = Literal["one of", "each"]


@dataclass(frozen=True, slots=True)
class Head:
    name: str
    choice: Choice
    outputs: tuple[str, ...]


KINDS: tuple[Kind, ...] = ("specific_complaint", "venting", "question", "praise", "other")
SENTIMENTS: tuple[Sentiment, ...] = ("negative", "neutral", "positive")
ASKS: tuple[Ask, ...] = ("question", "request", "threat")
#: Who in most companies would have to deal with it. Plans have instances of their own; this helps to find them.
AREAS: tuple[str, ...] = (
    "delivery", "product", "app_website", "account", "billing", "subscription", "refund_return", "cancellation",
    "staff_service", "delay", "lost_damaged", "booking", "outage", "safety", "information", "none",
)  # fmt: skip  # a list to be read across

#: `tone` is the sentiment of somebody who speaks to or of a company, `mood` that of posts on anything.
HEADS: tuple[Head, ...] = (
    Head("complaint", "each", ("complaint",)),
    Head("kind", "one of", KINDS),
    Head("level", "each", ("1 and up", "2 and up", "3 and up", "4")),
    Head("tone", "one of", SENTIMENTS),
    Head("mood", "one of", SENTIMENTS),
    Head("asks", "each", ASKS),
    Head("heat", "each", ("heated",)),
    Head("area", "one of", AREAS),
)
OUTPUTS: tuple[tuple[str, str], ...] = tuple((head.name, output) for head in HEADS for output in head.outputs)


@cache
def places(name: str) -> range:
    """Where a head's outputs lie among all."""
    start = 0
    for head in HEADS:
        if head.name == name:
            return range(start, start + len(head.outputs))
        start += len(head.outputs)
    raise KeyError(name)
