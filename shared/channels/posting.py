"""JSON posted to a channel: bounded in time, tried again where that may help, and no address or key in any error."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from shared.address import UnsafeAddressError, place_of
from shared.channels.message import ChannelError
from shared.exchange import Call, Exchanged, ExchangeError, exchange

#: Of an answer this much is read (bytes): enough for the word that says why.
MOST_ANSWER = 2000
_WORD = re.compile(r"[A-Za-z][A-Za-z_ ]{0,60}")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a send may take, in seconds: in all, for one try, and before the second try (doubled for each further).

    A pause that the other side asks for is kept up to `longest_pause`: somebody waits to be told.
    """

    within: float = 15.0
    one_try: float = 6.0
    tries: int = 3
    pause: float = 0.5
    longest_pause: float = 5.0


LIMITS = Limits()


def post(
    to: str, url: str, body: bytes, limits: Limits = LIMITS, headers: Mapping[str, str] | None = None
) -> Exchanged:
    """Posts until it is taken with 2xx. `to` is the channel's name in errors. Raises ChannelError.

    429, 5xx and no answer are tried again: who is told twice knows it once.
    """
    call = Call("POST", url.strip(), {"Content-Type": "application/json", **(headers or {})}, body, MOST_ANSWER)
    ends_at = time.monotonic() + limits.within
    for number in range(limits.tries):
        answer, error = _try(to, call, min(limits.one_try, ends_at - time.monotonic()))
        if answer is not None and error is None:
            return answer
        pause = _pause(limits, number, answer)
        if not error or not error.transient or number + 1 == limits.tries or time.monotonic() + pause >= ends_at:
            break
        time.sleep(pause)
    raise error or ChannelError(f"{to} was not asked", transient=True)


def encoded(payload: Mapping[str, object]) -> bytes:
    """The payload as compact JSON in UTF-8."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def wrong_url(url: str) -> str | None:
    """What is wrong with an address to post to, without saying it; None where it may be called."""
    try:
        place_of(url.strip(), allow_loopback=True)
    except UnsafeAddressError as error:
        return f"the address can't be called ({error}); give the whole one, beginning with https://"
    return None


def require(wrong: str | None) -> None:
    """Raises ChannelError with what a `check` found."""
    if wrong is not None:
        raise ChannelError(wrong, transient=False)


def _try(to: str, call: Call, within: float) -> tuple[Exchanged | None, ChannelError | None]:
    try:
        answer = exchange(call, allow_loopback=True, within=max(within, 0.0))
    except ExchangeError as error:
        unsafe = isinstance(error.__cause__, UnsafeAddressError)
        return None, ChannelError(f"{to} could not be reached: {error}", transient=not unsafe)
    if 200 <= answer.status < 300:
        return answer, None
    why = _word(answer.body, call)
    what = f"{to} answered {answer.status}" + (f": {why}" if why else "")
    return answer, ChannelError(what, transient=answer.status == 429 or answer.status >= 500)


def _word(body: bytes, call: Call) -> str | None:
    """The word or code by which the answer says why. What else answers may quote the address or the key back."""
    said = body.decode("utf-8", "replace")
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        found = said
    if isinstance(found, dict):
        inner = found.get("error")
        found = inner.get("code") if isinstance(inner, dict) else found.get("status")
    if not isinstance(found, str) or _WORD.fullmatch(found) is None:
        return None
    return None if found in call.url or found.encode() in (call.body or b"") else found


def _pause(limits: Limits, number: int, answer: Exchanged | None) -> float:
    """Doubled each time, and by chance as little as half of it; or what the other side asks for, where that is more."""
    backoff = limits.pause * float(2**number) * random.uniform(0.5, 1)  # noqa: S311  # spreads tries, keeps no secret
    asked = _asked(answer.headers.get("retry-after", "")) if answer else 0.0
    return min(max(backoff, asked), limits.longest_pause)


def _asked(header: str) -> float:
    """The seconds in a Retry-After, given as such or as a date (RFC 9110, 10.2.3); 0 where it is neither."""
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        at = parsedate_to_datetime(header)
        return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return 0.0
