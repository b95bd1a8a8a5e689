"""What a platform asks before, or beside, its deliveries: its own way of finding out that we are here.

Neither Discourse nor Standard Webhooks asks anything by GET. A platform that does (Meta's hub.challenge, X's CRC) gets
a function in `GREETINGS`, from the request and the source's secrets to an answer.
"""

from __future__ import annotations

from collections.abc import Callable

from functions.receive.answer import Answer, refusal
from functions.receive.request import Request

Greeting = Callable[[Request, tuple[str, ...]], Answer]

GREETINGS: dict[str, Greeting] = {}

_POST_ONLY = refusal(
    405, "method", "this address takes POST only", "set it as the address of a webhook; there is nothing to read here",
    allow="POST",
)  # fmt: skip


def greeted(request: Request, platform: str, secrets: tuple[str, ...]) -> Answer | None:
    """The answer to a call that is no delivery, whoever sent it; None for what may be a delivery."""
    if request.method == "POST":
        return None
    greeting = GREETINGS.get(platform)
    return greeting(request, secrets) if greeting and request.method == "GET" else _POST_ONLY


def pinged(request: Request, platform: str) -> Answer | None:
    """The answer to a platform's signed test call, which holds nothing to keep."""
    if platform == "discourse" and request.headers.get("x-discourse-event-type") == "ping":
        return Answer(200, {"pong": True})
    return None
