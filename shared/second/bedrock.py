"""A language model at Amazon Bedrock as the second reader, by the Converse API.

The model must be one that can be told to use a tool: Anthropic's Claude from 3 on, Amazon Nova, Mistral Large.
https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolChoice.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shared.opinion import Opinion
from shared.plan import Instance
from shared.second.answer import answer_of
from shared.second.asking import system, tool, user
from shared.second.refusing import lasting

#: The call of a tool with five short fields; a model that wants more is saying something else.
MOST_TOKENS = 300
MILLION = 1_000_000


class Bedrock:
    """`price_in` and `price_out` are dollars for a million tokens, as the plan says them."""

    def __init__(self, client: Any, model: str, price_in: float, price_out: float) -> None:
        self._client = client
        self._model = model
        self._prices = price_in, price_out

    @property
    def name(self) -> str:
        return f"Amazon Bedrock ({self._model})"

    def read(self, text: str, instances: Sequence[Instance]) -> Opinion:
        with lasting(self.name):
            response = self._client.converse(
                modelId=self._model,
                system=[{"text": system(instances)}],
                messages=[{"role": "user", "content": [{"text": user(text)}]}],
                # No temperature: newer models refuse one. What is read is kept, and not read again.
                inferenceConfig={"maxTokens": MOST_TOKENS},
                # Of one tool, any is that one; fewer models take its name.
                toolConfig={"tools": [tool(instances)], "toolChoice": {"any": {}}},
            )
        cost = self._cost(response.get("usage", {}))
        answer = answer_of(response, {one.id for one in instances})
        if answer is None:
            return Opinion(self.name, f"{self.name} gave no answer that can be used", cost)
        return Opinion(
            self.name,
            f"{self.name} read it as that",
            cost,
            kind=answer.kind,
            severity=answer.severity,
            sentiment=answer.sentiment,
            instance=answer.instance,
            asks=answer.asks,
        )

    def _cost(self, usage: dict[str, int]) -> float:
        price_in, price_out = self._prices
        return (usage.get("inputTokens", 0) * price_in + usage.get("outputTokens", 0) * price_out) / MILLION
