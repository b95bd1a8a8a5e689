"""Says something back to Slack, at the address that came with a press, within a time that Slack still waits."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence

from functions.hear_slack.answers import Reply
from shared.exchange import Call, ExchangeError, exchange

#: Slack gives up on us after three seconds; the deed comes first, and this is what its answers may take in all.
SECONDS = 1.0
SLACK = "https://hooks.slack.com/"
LOOPBACK = "http://127.0.0.1:"
_LEAST_SECONDS = 0.05


class ReplyError(Exception):
    """What was to be said back did not arrive; the message holds no address."""


def is_slacks(url: str, *, allow_loopback: bool) -> bool:
    """Whether we may go there: the address comes from outside, signed or not."""
    return url.startswith(SLACK) or (allow_loopback and url.startswith(LOOPBACK))


def say(url: str, replies: Sequence[Reply], *, allow_loopback: bool, within: float = SECONDS) -> None:
    """Posts them in their order, within so many seconds. Raises ReplyError at the first that does not arrive."""
    if not is_slacks(url, allow_loopback=allow_loopback):
        raise ReplyError("the response_url is none of Slack's")
    ends_at = time.monotonic() + within
    for reply in replies:
        left = ends_at - time.monotonic()
        if left < _LEAST_SECONDS:
            raise ReplyError("no time left")
        call = Call("POST", url, {"Content-Type": "application/json"}, json.dumps(reply.body).encode())
        try:
            answer = exchange(call, allow_loopback=allow_loopback, within=left)
        except ExchangeError as error:
            raise ReplyError(str(error)) from None
        if answer.status != 200:
            raise ReplyError(f"Slack answered {answer.status}")
