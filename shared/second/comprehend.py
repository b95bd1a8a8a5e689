"""Amazon Comprehend as the second reader: it tells the language and the mood, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from shared.opinion import Opinion
from shared.plan import Instance
from shared.second.asking import shown
from shared.second.refusing import lasting
from shared.verdict import Sentiment

#: https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DetectSentiment.html: a text of 5 KB at the most.
MOST_BYTES = 5_000
#: What it has no sentiment for is left as it was. The same page's valid values of LanguageCode.
LANGUAGES = frozenset({"en", "es", "fr", "de", "it", "pt", "ar", "hi", "ja", "ko", "zh", "zh-TW"})
#: https://aws.amazon.com/comprehend/pricing/: a unit is 100 characters, and each request is 3 at the least.
UNIT_CHARACTERS, LEAST_UNITS = 100, 3
#: Surer than this, or it is no opinion.
SURE_OF_LANGUAGE, SURE_OF_MOOD = 0.8, 0.6
MILLION = 1_000_000
#: What is mixed is none of ours.
_MOODS: dict[str, Sentiment] = {"POSITIVE": "positive", "NEGATIVE": "negative", "NEUTRAL": "neutral"}


class Comprehend:
    """`price` is dollars for a million units."""

    name = "Amazon Comprehend"

    def __init__(self, client: Any, price: float) -> None:
        self._client = client
        self._price = price

    def read(self, text: str, instances: Sequence[Instance]) -> Opinion:  # noqa: ARG002  # it knows no instances
        words = _cut(shown(text))
        if not words.strip():
            return Opinion(self.name, f"{self.name} has no words to read", 0.0)
        with lasting(self.name):
            language = _language(self._client.detect_dominant_language(Text=words)["Languages"])
            if language not in LANGUAGES:
                return self._opinion(words, 1, None, language)
            found = self._client.detect_sentiment(Text=words, LanguageCode=language)
        return self._opinion(words, 2, _mood(found), language)

    def _opinion(self, words: str, requests: int, mood: Sentiment | None, language: str | None) -> Opinion:
        units = requests * max(LEAST_UNITS, math.ceil(len(words) / UNIT_CHARACTERS))
        why = f"{self.name} finds it {mood}" if mood else f"{self.name} can't tell its mood"
        code = language.partition("-")[0] if language else None
        return Opinion(self.name, why, units * self._price / MILLION, sentiment=mood, language=code)


def _language(found: Sequence[dict[str, Any]]) -> str | None:
    best = max(found, key=lambda one: one["Score"], default=None)
    return str(best["LanguageCode"]) if best is not None and best["Score"] >= SURE_OF_LANGUAGE else None


def _mood(found: dict[str, Any]) -> Sentiment | None:
    score = found["SentimentScore"].get(found["Sentiment"].title(), 0.0)
    return _MOODS.get(found["Sentiment"]) if score >= SURE_OF_MOOD else None


def _cut(text: str) -> str:
    """As much of the text as the service takes, in whole characters."""
    return text.encode("utf-8", "replace")[:MOST_BYTES].decode("utf-8", "ignore")
