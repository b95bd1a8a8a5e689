"""What a platform is told: taken, or what was wrong and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer. `reason` is the key under which a refusal is logged, None for what is no refusal.

    `ours` says that the fault is in this deployment and not in the call: somebody here has to act.
    """

    status: int
    content: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    ours: bool = False

    def as_http(self) -> dict[str, Any]:
        """The answer in API Gateway's HTTP API payload format 2.0."""
        return {
            "statusCode": self.status,
            "headers": {"content-type": "application/json", **self.headers},
            "body": json.dumps(self.content),
        }


def refusal(status: int, reason: str, error: str, mend: str, *, ours: bool = False, **headers: str) -> Answer:
    """A no, in words that help whoever reads the platform's delivery log."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, {"error": error, "mend": mend}, told, reason, ours)


ACCEPTED = Answer(200, {"accepted": True})
NO_PLAN = refusal(
    503,
    "no_plan",
    "no crisis plan is in force, so no source is known yet",
    "publish one: firebreak plan publish FILE; then send this again",
    ours=True,
    retry_after="60",
)
