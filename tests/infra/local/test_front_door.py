"""The front door over a real socket: what comes in goes on as it is, and nothing breaks it."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus

import pytest

from infra.local.exchange import Request, Response
from infra.local.front_door import LARGEST_BODY_BYTES, FrontDoor, by_prefix

seen: list[Request] = []


def answer(request: Request) -> Response:
    seen.append(request)
    if request.path == "/fail":
        raise ZeroDivisionError
    return Response(HTTPStatus.OK, {"X-Odd": "a\r\nSet-Cookie: b"}, b"body", ("a=1", "b=2"))


@pytest.fixture(scope="module")
def door() -> Iterator[FrontDoor]:
    opened = FrontDoor(answer, 0)
    opened.start()
    yield opened
    opened.close()


def ask(door: FrontDoor, method: str, target: str, body: bytes = b"") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
    with closing(connection):
        connection.request(method, target, body)
        response = connection.getresponse()
        response.read()
        return response


def raw(door: FrontDoor, sent: bytes) -> bytes:
    """All that comes back for these bytes, to the end of the connection."""
    with socket.create_connection(("127.0.0.1", door.port), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65536):
            received += part
        return received


def test_bytes_and_headers_arrive_as_they_were_sent(door: FrontDoor) -> None:
    head = b"PATCH /a%2Fb?c=%20&c=1 HTTP/1.1\r\nHost: x\r\nX-Sig: A\r\nx-sig: b\r\nContent-Length: 4\r\n\r\n"
    raw(door, head + b"\xff\x00\r\n")
    request = seen[-1]
    assert (request.method, request.target, request.body) == ("PATCH", "/a%2Fb?c=%20&c=1", b"\xff\x00\r\n")
    assert [value for name, value in request.headers if name.lower() == "x-sig"] == ["A", "b"]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_any_method_is_answered(door: FrontDoor, method: str) -> None:
    assert ask(door, method, "/").status == HTTPStatus.OK


def test_head_has_the_length_and_no_body(door: FrontDoor) -> None:
    received = raw(door, b"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b"Content-Length: 4" in received
    assert received.endswith(b"\r\n\r\n")


def test_a_header_cannot_smuggle_another(door: FrontDoor) -> None:
    response = ask(door, "GET", "/")
    assert response.headers["X-Odd"] == "a  Set-Cookie: b"
    assert response.headers.get_all("Set-Cookie") == ["a=1", "b=2"]


def test_a_chunked_body_is_put_together(door: FrontDoor) -> None:
    head = b"POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    assert raw(door, head + b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n").startswith(b"HTTP/1.1 200")
    assert seen[-1].body == b"abcde"


def test_a_failure_is_500_and_the_next_request_is_served(door: FrontDoor, caplog: pytest.LogCaptureFixture) -> None:
    assert ask(door, "GET", "/fail").status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert ask(door, "GET", "/").status == HTTPStatus.OK
    assert "no answer to GET /fail" in caplog.text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (LARGEST_BODY_BYTES + 1), b"413"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", b"413"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1_0\r\n\r\nab", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n", b"413"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 200 + b"\r\n", b"431"),
        (b"GET / HTTP/9\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", b"400"),
    ],
)
def test_nasty_input_is_refused_and_breaks_nothing(door: FrontDoor, sent: bytes, status: bytes) -> None:
    received = raw(door, sent)
    assert status in received.partition(b"\r\n")[0] or status in received
    assert ask(door, "GET", "/").status == HTTPStatus.OK


def test_a_port_in_use_is_passed_over(door: FrontDoor) -> None:
    other = FrontDoor(answer, door.port)
    try:
        assert other.port > door.port
    finally:
        other.close()


@pytest.mark.parametrize(
    ("path", "behind"),
    [
        ("/outbox", "outbox"),
        ("/outbox/slack/a", "slack"),
        ("/outbox.json", "else"),
        ("/outboxes", "else"),
        ("/", "else"),
    ],
)
def test_the_longest_prefix_answers(path: str, behind: str) -> None:
    def named(name: str) -> Response:
        return Response(HTTPStatus.OK, {"X-Name": name})

    route = by_prefix(
        {"/outbox": lambda request: named("outbox"), "/outbox/slack/": lambda request: named("slack")},
        lambda request: named("else"),
    )
    assert route(Request("GET", path)).headers["X-Name"] == behind
