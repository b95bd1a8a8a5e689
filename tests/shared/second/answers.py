"""Answers of the services, as their documentation has them."""

from __future__ import annotations

from typing import Any

from shared.second.asking import TOOL

GOOD: dict[str, Any] = {
    "kind": "specific_complaint",
    "severity": 3,
    "sentiment": "negative",
    "instance": "login",
    "asks": ["request", "question"],
}


def called(said: Any, name: str = TOOL) -> dict[str, Any]:
    return {"toolUse": {"toolUseId": "call-1", "name": name, "input": said}}


def responded(*content: dict[str, Any], stop: str = "tool_use", tokens: tuple[int, int] = (900, 60)) -> dict[str, Any]:
    """https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html"""
    return {
        "output": {"message": {"role": "assistant", "content": list(content)}},
        "stopReason": stop,
        "usage": {"inputTokens": tokens[0], "outputTokens": tokens[1], "totalTokens": sum(tokens)},
        "metrics": {"latencyMs": 700},
    }


def felt(sentiment: str, score: float) -> dict[str, Any]:
    """https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DetectSentiment.html"""
    rest = (1 - score) / 3
    scores = dict.fromkeys(("Positive", "Negative", "Neutral", "Mixed"), rest) | {sentiment.title(): score}
    return {"Sentiment": sentiment, "SentimentScore": scores}


def spoken(language: str, score: float = 0.99) -> dict[str, Any]:
    """https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DetectDominantLanguage.html"""
    return {"Languages": [{"LanguageCode": "tlh", "Score": 0.01}, {"LanguageCode": language, "Score": score}]}
