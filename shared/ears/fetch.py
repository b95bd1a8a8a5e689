"""One polite call to a platform, bounded in time, size and reach: https and public addresses, redirects too."""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping
from urllib.parse import SplitResult, urljoin, urlsplit

from shared.ears.platform import Ask, Heard
from shared.exchange import Call, Exchanged, ExchangeError, exchange

#: For the whole of it, redirects and a server that sends a byte a second included.
TOTAL_SECONDS = 10.0
MAX_BYTES = 2_000_000
MAX_REDIRECTS = 3
#: How what gzip packed begins (RFC 1952).
_PACKED = b"\x1f\x8b"
_REDIRECTS = {301, 302, 303, 307, 308}
_ASKED = {
    "user-agent": "Firebreak (sweep)",
    "accept": "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, */*;q=0.5",
    "accept-encoding": "gzip",
}
#: What another host may see of a call. All else stays: a credential may stand in a header of any name.
_FOR_ANYBODY = {"user-agent", "accept", "accept-encoding", "accept-language", "if-none-match", "if-modified-since"}


class FetchError(Exception):
    """An answer that did not come, or not whole; the message says why."""


def fetch(ask: Ask, *, allow_loopback: bool = False, within: float = TOTAL_SECONDS) -> Heard:
    """The answer to one call. Raises FetchError for one that is late, too large or broken, or may not be asked for."""
    ends_at = time.monotonic() + within
    url = ask.url
    headers = {**_ASKED, **{name.lower(): value for name, value in ask.headers.items()}}
    try:
        for _ in range(MAX_REDIRECTS + 1):
            call = Call(ask.method, url, headers, ask.body, most=MAX_BYTES)
            got = exchange(call, allow_loopback=allow_loopback, within=ends_at - time.monotonic())
            # What is not a GET is not repeated elsewhere: it may do something, and its body may hold a credential.
            if got.status not in _REDIRECTS or "location" not in got.headers or ask.method != "GET":
                return Heard(got.status, got.headers, _plain(got))
            before, url = url, urljoin(url, got.headers["location"])
            headers = headers if _place(before) == _place(url) else _for_anybody(headers)
    except (zlib.error, ValueError) as error:
        raise FetchError(type(error).__name__) from error
    except ExchangeError as error:
        raise FetchError(str(error)) from error
    raise FetchError(f"more than {MAX_REDIRECTS} redirects")


def _place(url: str) -> tuple[str, str]:
    parts: SplitResult = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()


def _for_anybody(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name in _FOR_ANYBODY}


def _plain(got: Exchanged) -> bytes:
    coding, body = got.headers.get("content-encoding", "identity").lower(), got.body
    if coding not in ("identity", "gzip", "x-gzip"):
        raise FetchError("an encoding that was not asked for")
    if len(body) <= MAX_BYTES and coding != "identity":
        # At most so much is unpacked: a bomb stays packed.
        body = _unpacked(body) if body else b""
    if len(body) > MAX_BYTES:
        raise FetchError(f"more than {MAX_BYTES:,} bytes")
    return body


def _unpacked(packed: bytes) -> bytes:
    gzip = zlib.decompressobj(wbits=31)
    body = gzip.decompress(packed, MAX_BYTES + 1)
    if len(body) <= MAX_BYTES and (not gzip.eof or gzip.unused_data.startswith(_PACKED)):
        raise FetchError("the answer is not packed whole, in one piece")
    return body
