"""What a language model answered, held against the closed lists that it was given: an answer outside is none. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from shared.second.asking import ASKS, KINDS, NONE, SENTIMENTS, SEVERITIES, TOOL
from shared.verdict import Ask, Kind, Sentiment


@dataclass(frozen=True, slots=True)
class Answer:
    kind: Kind
    severity: int
    sentiment: Sentiment
    instance: str | None
    asks: tuple[Ask, ...]


def answer_of(response: Mapping[str, Any], instances: Collection[str]) -> Answer | None:
    """The answer in what Converse returned; None where it called no tool, another one, or several.

    https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
    """
    blocks = response["output"].get("message", {}).get("content", [])
    calls = [block["toolUse"] for block in blocks if "toolUse" in block]
    if response["stopReason"] != "tool_use" or len(calls) != 1 or calls[0]["name"] != TOOL:
        return None
    said = calls[0]["input"]
    return _validated(said, {*instances, NONE}) if isinstance(said, dict) else None


def _validated(said: Mapping[str, Any], instances: Collection[str]) -> Answer | None:
    kind, sentiment = _one_of(said.get("kind"), KINDS), _one_of(said.get("sentiment"), SENTIMENTS)
    severity, instance = _level(said.get("severity")), _one_of(said.get("instance"), instances)
    asks = said.get("asks", [])
    known = isinstance(asks, list) and all(isinstance(one, str) and one in ASKS for one in asks)
    if kind is None or sentiment is None or severity is None or instance is None or not known:
        return None
    wanted = tuple(one for one in ASKS if one in asks)
    return Answer(kind, severity, sentiment, None if instance == NONE else instance, wanted)  # type: ignore[arg-type]  # of the lists


def _one_of(said: object, allowed: Collection[str]) -> str | None:
    return said if isinstance(said, str) and said in allowed else None


def _level(said: object) -> int | None:
    """A model's document has all its numbers as one type: 2.0 is 2, and True is no number."""
    if isinstance(said, bool) or not isinstance(said, int | float) or said not in SEVERITIES:
        return None
    return int(said)
