"""What a platform is told: taken, or what was wrong and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.ears.request import Greeted


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer: a mapping is sent as JSON, a text as it is. `reason` is the key under which a refusal is logged,
    None for what is no refusal; `mend` what would help.

    `ours` says that the fault is in this deployment and not in the call: somebody here has to act.
    """

    status: int
    content: Mapping[str, object] | str
    headers: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    ours: bool = False
    mend: str = ""

    def as_http(self) -> dict[str, Any]:
        """The answer in API Gateway's HTTP API payload format 2.0."""
        return {
            "statusCode": self.status,
            "headers": {"content-type": "application/json", **self.headers},
            "body": self.content if isinstance(self.content, str) else json.dumps(self.content),
        }


def refusal(status: int, reason: str, error: str, mend: str, *, ours: bool = False, **headers: str) -> Answer:
    """A no, in words that help whoever reads the platform's delivery log."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, {"error": error, "mend": mend}, told, reason, ours, mend)


def greeting(greeted: Greeted) -> Answer:
    """What the platform wants to hear, or its own way of hearing no."""
    # It may echo what the caller chose: a browser must not take that for a page.
    headers = {**greeted.headers, "content-type": greeted.content_type, "x-content-type-options": "nosniff"}
    return Answer(greeted.status, greeted.body, headers, None if greeted.good else "greeting_refused")


ACCEPTED = Answer(200, {"accepted": True})
PONG = Answer(200, {"pong": True})
NO_PLAN = refusal(
    503,
    "no_plan",
    "no crisis plan is in force, so no source is known yet",
    "publish one: firebreak plan publish FILE; then send this again",
    ours=True,
    retry_after="60",
)
SECRETS_UNREADABLE = refusal(
    503,
    "secrets_unreadable",
    "the sources' secret can't be read, so no signature can be checked",
    "make the sources' secret a JSON object of names to values; then send this again",
    ours=True,
    retry_after="60",
)
NO_CERTS = refusal(
    503,
    "no_certs",
    "the keys with which the platform signs can't be fetched, so no signature can be checked",
    "send this again; if it stays so, see that the platform's key set can be reached",
    ours=True,
    retry_after="30",
)
