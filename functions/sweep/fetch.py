"""One polite GET, bounded in time, size and reach."""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

from shared.exchange import Call, ExchangeError, exchange

#: For the whole of it, redirects and a server that sends a byte a second included.
TOTAL_SECONDS = 10.0
MAX_BYTES = 2_000_000
MAX_REDIRECTS = 3
_REDIRECTS = {301, 302, 303, 307, 308}
_ASKED = {
    "User-Agent": "Firebreak (feed sweep)",
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


class FetchError(Exception):
    """An answer that did not come, or not whole; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer; `headers` has lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes


def fetch(url: str, headers: dict[str, str], *, allow_loopback: bool = False, within: float = TOTAL_SECONDS) -> Fetched:
    """The answer at a URL. Raises FetchError for one that is late, too large or broken, or may not be asked for."""
    ends_at = time.monotonic() + within
    try:
        for _ in range(MAX_REDIRECTS + 1):
            call = Call("GET", url, {**_ASKED, **headers}, most=MAX_BYTES)
            got = exchange(call, allow_loopback=allow_loopback, within=ends_at - time.monotonic())
            if got.status not in _REDIRECTS or "location" not in got.headers:
                coding = got.headers.get("content-encoding", "identity").lower()
                return Fetched(got.status, got.headers, _plain(got.body, coding))
            url = urljoin(url, got.headers["location"])
    except (zlib.error, ValueError) as error:
        raise FetchError(type(error).__name__) from error
    except ExchangeError as error:
        raise FetchError(str(error)) from error
    raise FetchError(f"more than {MAX_REDIRECTS} redirects")


def _plain(body: bytes, coding: str) -> bytes:
    if coding not in ("identity", "gzip", "x-gzip"):
        raise FetchError("an encoding that was not asked for")
    if len(body) <= MAX_BYTES and coding != "identity":
        # At most so much is unpacked: a bomb stays packed.
        body = zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES + 1) if body else b""
    if len(body) > MAX_BYTES:
        raise FetchError(f"more than {MAX_BYTES:,} bytes")
    return body
