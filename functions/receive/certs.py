"""The key sets with which platforms sign their tokens: fetched where they are published, kept as long as that says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.exchange import Exchanged

#: However long a key set says that it may be kept, it is kept for so long.
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=24)
#: After a fetch that failed nobody waits for another one within this time.
ASKED_AGAIN = timedelta(seconds=10)
#: A platform waits three seconds for us (the strictest), and the delivery has to be put on its queue in them.
FETCH_SECONDS = 1.5
MAX_BYTES = 100_000
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age=(\d{1,9})", re.IGNORECASE | re.ASCII)

Fetch = Callable[[str], "Exchanged"]


class CertsError(Exception):
    """A key set that is not there and can't be fetched; the message says why."""


@dataclass(frozen=True, slots=True)
class _Kept:
    text: str
    until: datetime


def fetch(url: str) -> Exchanged:
    """The answer there. Raises CertsError where none comes in time."""
    # Here, as only a platform with keys of its own pays for it, once in a while.
    from shared.exchange import Call, ExchangeError, exchange

    call = Call("GET", url, {"Accept": "application/json"}, most=MAX_BYTES)
    try:
        return exchange(call, allow_loopback=False, within=FETCH_SECONDS)
    except ExchangeError as error:
        raise CertsError(str(error)) from error


class Certs:
    """What this container knows of key sets, by their addresses."""

    def __init__(self, ask: Fetch = fetch) -> None:
        self._ask = ask
        self._kept: dict[str, _Kept] = {}
        self._not_before: dict[str, datetime] = {}

    def of(self, url: str, now: datetime) -> str:
        """The key set there, as JSON. Raises CertsError where none is known; an old one is better than none."""
        kept = self._kept.get(url)
        if (kept is None or kept.until <= now) and self._not_before.get(url, now) <= now:
            try:
                self.learn(url, self._ask(url), now)
            except CertsError:
                self.missed(url, now)
        if url not in self._kept:
            raise CertsError("no key set came")
        return self._kept[url].text

    def learn(self, url: str, got: Exchanged, now: datetime) -> None:
        """Keeps the key set in that answer. Raises CertsError where it holds none."""
        self._kept[url] = _read(got, now)

    def missed(self, url: str, now: datetime) -> None:
        """No key set came from there."""
        self._not_before[url] = now + ASKED_AGAIN


def _read(got: Exchanged, now: datetime) -> _Kept:
    if got.status != 200 or len(got.body) > MAX_BYTES:
        raise CertsError(f"it answered {got.status} with {len(got.body):,} bytes")
    try:
        text = got.body.decode("utf-8")
    except UnicodeDecodeError:
        raise CertsError("it is no UTF-8") from None
    said = _MAX_AGE.search(got.headers.get("cache-control", ""))
    span = timedelta(seconds=int(said[1])) if said else SHORTEST
    return _Kept(text, now + min(max(span, SHORTEST), LONGEST))
