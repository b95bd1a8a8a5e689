"""One polite GET, bounded in time, size and reach."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from functions.sweep.address import Place, UnsafeAddressError, checked, place_of

CONNECT_SECONDS = 3.0
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
            place = place_of(url, allow_loopback=allow_loopback)
            answer = _ask(place, checked(place, _addresses(place)), headers, ends_at - time.monotonic())
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer
            url = urljoin(url, answer.headers["location"])
    except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, zlib.error, ValueError) as error:
        raise FetchError(type(error).__name__) from error
    except UnsafeAddressError as error:
        raise FetchError(str(error)) from error
    raise FetchError(f"more than {MAX_REDIRECTS} redirects")


def _addresses(place: Place) -> list[str]:
    """Asked once, and connected to as answered: a second answer could be another one."""
    if not place.secure:
        return []
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def _ask(place: Place, address: str, headers: dict[str, str], within: float) -> Fetched:
    connection = _connection(place, address, min(CONNECT_SECONDS, max(within, 0.1)))
    # A time limit on a socket counts from the last byte; this one counts from the first.
    watch = _Watch(connection, within)
    try:
        connection.connect()
        watch.sock = connection.sock
        connection.sock.settimeout(max(within, 0.1))
        connection.request(
            "GET",
            place.target,
            headers={"Host": _host(place), **_ASKED, **headers},
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
        with closing(response):
            body = response.read(MAX_BYTES + 1, decode_content=False)
    except Exception:
        if watch.cut:
            raise FetchError("no whole answer in time") from None
        raise
    finally:
        watch.end()
        connection.close()
    if watch.cut:
        raise FetchError("no whole answer in time")
    told = {name.lower(): value for name, value in response.headers.items()}
    return Fetched(response.status, told, _plain(body, told.get("content-encoding", "identity").lower()))


def _connection(place: Place, address: str, timeout: float) -> HTTPConnection:
    if not place.secure:
        return HTTPConnection(address, place.port, timeout=timeout)
    context = ssl.create_default_context()
    return HTTPSConnection(address, place.port, timeout=timeout, ssl_context=context, server_hostname=place.host)


def _host(place: Place) -> str:
    return place.host if place.secure else f"{place.host}:{place.port}"


def _plain(body: bytes, coding: str) -> bytes:
    if coding not in ("identity", "gzip", "x-gzip"):
        raise FetchError("an encoding that was not asked for")
    if len(body) <= MAX_BYTES and coding != "identity":
        # At most so much is unpacked: a bomb stays packed.
        body = zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES + 1) if body else b""
    if len(body) > MAX_BYTES:
        raise FetchError(f"more than {MAX_BYTES:,} bytes")
    return body


class _Watch:
    """Ends a connection when its time is over, wherever it then is."""

    def __init__(self, connection: HTTPConnection, within: float) -> None:
        self.cut = False
        # Kept once it is connected: a connection that ends with its answer forgets its socket while that is read.
        self.sock: socket.socket | None = None
        self._connection = connection
        self._timer = threading.Timer(max(within, 0.0), self._end)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        self.cut = True
        sock = self.sock or self._connection.sock
        if sock is not None:
            try:
                # The socket below TLS: a TLS one would want to say goodbye first.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
            except OSError:
                return  # closed already

    def end(self) -> None:
        self._timer.cancel()
