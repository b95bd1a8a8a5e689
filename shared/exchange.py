"""One HTTP exchange with somebody else's server, bounded in time, size and reach. No redirect is followed.

The address is looked up once, checked, and connected to as it was checked: a second answer could be another one.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from shared.address import Place, UnsafeAddressError, checked, place_of

CONNECT_SECONDS = 3.0
LATE = "no whole answer in time"


class ExchangeError(Exception):
    """An answer that did not come, or not whole; the message says why, and not from where."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked: `most` is how many bytes of the answer are read, and one more to know that there are more.

    With `most` 0 nothing of the body is read: an answer is one once its headers are there.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None
    most: int = 0


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An answer; `headers` has lower-case names, `body` is as it came, cut after one byte more than was asked for."""

    status: int
    headers: dict[str, str]
    body: bytes


def exchange(call: Call, *, allow_loopback: bool, within: float) -> Exchanged:
    """The answer to one call, within so many seconds. Raises ExchangeError where none comes, or none may be asked."""
    ends_at = time.monotonic() + within
    try:
        place = place_of(call.url, allow_loopback=allow_loopback)
        return _ask(call, place, checked(place, _addresses(place)), ends_at - time.monotonic())
    except (TimeoutError, urllib3.exceptions.ReadTimeoutError) as error:
        raise ExchangeError(LATE) from error
    except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise ExchangeError(type(error).__name__) from error
    except UnsafeAddressError as error:
        raise ExchangeError(str(error)) from error


def _addresses(place: Place) -> list[str]:
    if not place.secure:
        return []
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def _ask(call: Call, place: Place, address: str, within: float) -> Exchanged:
    connection = _connection(place, address, min(CONNECT_SECONDS, max(within, 0.1)))
    # A time limit on a socket counts from the last byte; this one counts from the first.
    watch = _Watch(connection, within)
    try:
        connection.connect()
        watch.sock = connection.sock
        connection.sock.settimeout(max(within, 0.1))
        connection.request(
            call.method,
            place.target,
            body=call.body,
            headers={"Host": _host(place), **call.headers},
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
        with closing(response):
            body = response.read(call.most + 1, decode_content=False) if call.most else b""
    except Exception:
        if watch.cut:
            raise ExchangeError(LATE) from None
        raise
    finally:
        watch.end()
        connection.close()
    if watch.cut:
        raise ExchangeError(LATE)
    # A server that dies in the middle must not pass for one with less to say.
    if call.most and len(body) <= call.most and response.length_remaining:
        raise ExchangeError("an answer that ends in the middle")
    return Exchanged(response.status, {name.lower(): value for name, value in response.headers.items()}, body)


def _connection(place: Place, address: str, timeout: float) -> HTTPConnection:
    if not place.secure:
        return HTTPConnection(address, place.port, timeout=timeout)
    context = ssl.create_default_context()
    return HTTPSConnection(address, place.port, timeout=timeout, ssl_context=context, server_hostname=place.host)


def _host(place: Place) -> str:
    return place.host if place.secure else f"{place.host}:{place.port}"


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
