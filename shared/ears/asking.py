"""Holds a platform's conversation: asks what its generator asks, keeps what is to be kept, and ends it where it must.

What a server asks for is obeyed by ending the round: it goes on when it may, from where it was. Nothing waits here.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared.ears.fetch import FetchError
from shared.ears.limits import pause
from shared.ears.platform import OF_THE_DOOR, Ask, Asking, Credential, Done, Heard, Keys, typed
from shared.inbox import TooLargeError
from shared.plan import Source

#: A server that says "too many" and not until when is left alone for so long.
UNTOLD_PAUSE = timedelta(minutes=15)
#: With less time left than this, nothing more is asked.
LEAST_SECONDS = 2.0
#: With these a server says that it is asked too much; some say so by 403, once a quota is used up.
_PAUSES = (403, 429, 503)
#: Told with an answer: the ids that were asked for. Those that it lacks, or refuses to show, are taken for gone.
ASKED = "firebreak-asked"
#: A round's end is believed up to this: a spending cap may end with the month.
LONGEST_REST = timedelta(days=32)

#: Asks within so many seconds. Raises FetchError.
Fetch = Callable[[Ask, float], Heard]
#: Takes an answer that is to be kept; once it returns, that can't be lost. Raises TooLargeError.
Keep = Callable[[Ask, Heard], None]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a round ended: `done` by itself, or because it might not go on. The rest is as in Done.

    `cursor` is None where it stays as it was; a `lasting` problem is one that no second try mends.
    """

    cursor: Mapping[str, Any] | None = None
    done: bool = False
    problem: str | None = None
    lasting: bool = False
    not_before: datetime | None = None
    more: bool = False
    note: str | None = None
    good_until: datetime | None = None


def missing(source: Source, keys: Keys, credentials: tuple[Credential, ...]) -> str | None:
    """Which credentials a source can't be asked without, and how they are set; None where all are there."""
    lacking = [one for one in credentials if not one.optional and not keys.all(one.part)]
    if not lacking:
        return None
    return "; ".join(f"{one.what} is missing; set it: {typed(source, one.part)} ({one.where})" for one in lacking)


def refusal(source: Source, credentials: tuple[Credential, ...]) -> str:
    """What to type where the credentials are refused; "" for a platform that has none.

    Not the secret with which calls to us are signed, where there are others: it is not what we show.
    """
    shown = [one for one in credentials if one.part not in OF_THE_DOOR]
    return " or ".join(typed(source, one.part) for one in shown or credentials)


def converse(asking: Asking, fetch: Fetch, keep: Keep, now: datetime, ends_at: float, refused: str = "") -> Ended:
    """Holds the round until it is done, until it may not go on, or until `ends_at` (a monotonic clock's seconds).

    `refused` is what to type where the platform refuses the credentials.
    """
    heard: Heard | None = None
    paused: datetime | None = None
    while True:
        try:
            ask = next(asking) if heard is None else asking.send(heard)
        except StopIteration as end:
            return _done(end.value, paused, now)
        except Exception as error:  # noqa: BLE001  # a fault of the platform's module, which must stop no other source
            return Ended(problem=f"its platform's module failed ({type(error).__name__}); mend it", lasting=True)
        within = ends_at - time.monotonic()
        if paused is not None or within < LEAST_SECONDS:
            asking.close()
            return _cut(ask, paused)
        try:
            heard = fetch(ask, within)
        except FetchError as error:
            asking.close()
            return Ended(ask.so_far, problem=str(error))
        until = pause(heard.status, heard.headers, now)
        if heard.status not in ask.allowed:
            asking.close()
            return _unheard(ask, heard, until, now, refused)
        if ask.keep and heard.status == 200 and not heard.body and not ask.empty:
            asking.close()
            return Ended(ask.so_far, problem="it answered with nothing", not_before=until)
        if _is_anybodys(ask, heard):
            asking.close()
            return Ended(ask.so_far, problem=f"a page for people came with {heard.status}, and no answer of its API")
        paused = until
        if is_kept(ask, heard):
            try:
                keep(ask, heard)
            except TooLargeError as error:
                asking.close()
                return Ended(ask.so_far, problem=str(error))


def is_kept(ask: Ask, heard: Heard) -> bool:
    """Whether that answer goes to the inbox: not where it says that nothing is new, nor a body that is known."""
    if not ask.keep or heard.status in (204, 304):
        return False
    return not ask.unless or hashlib.sha256(heard.body).hexdigest() != ask.unless


def told(ask: Ask, heard: Heard) -> dict[str, str]:
    """The headers of the delivery that an answer becomes."""
    kind = {"content-type": heard.headers["content-type"]} if "content-type" in heard.headers else {}
    status = {} if heard.status == 200 else {"firebreak-status": str(heard.status)}
    return {**kind, **ask.told, **status}


def _is_anybodys(ask: Ask, heard: Heard) -> bool:
    """Whether that a thing is not there was said by whoever stands before the API: it would bury what lives."""
    kind = heard.headers.get("content-type", "").lower()
    return ask.keep and heard.status >= 400 and ASKED in ask.told and ("html" in kind or heard.body[:1] == b"<")


def _done(done: Done, paused: datetime | None, now: datetime) -> Ended:
    rests = [min(at, now + LONGEST_REST) for at in (done.not_before, paused) if at is not None]
    rest = max(rests, default=None)
    # What a module calls a problem it has said on purpose: a second try would say it again.
    lasting = done.problem is not None and not done.passing
    return Ended(done.cursor, True, done.problem, lasting, rest, done.more, done.note, done.good_until)


def _cut(ask: Ask, paused: datetime | None) -> Ended:
    """The end of a round that would have gone on. One that got nowhere would get nowhere again."""
    if paused is None and ask.so_far is None:
        return Ended(problem="it took longer than a round may, before anything could be kept")
    return Ended(ask.so_far, not_before=paused, more=True)


def _unheard(ask: Ask, heard: Heard, until: datetime | None, now: datetime, refused: str) -> Ended:
    """The end of a round by an answer that is none."""
    if until is None and heard.status == 429:
        until = now + UNTOLD_PAUSE
    if until is not None and heard.status in _PAUSES:
        return Ended(ask.so_far, not_before=until, more=ask.so_far is not None)
    if heard.status in (401, 403) and refused:
        what = f"the credentials are refused ({heard.status}); set them anew: {refused}"
        return Ended(ask.so_far, problem=what, lasting=heard.status == 401)
    return Ended(ask.so_far, problem=f"it answered {heard.status}", not_before=until)
