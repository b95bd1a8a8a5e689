"""A server on this machine that answers as a test tells it to, and notes what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

FEED = b'<rss version="2.0"><channel><item><guid>1</guid><title>words</title></item></channel></rss>'


@dataclass
class Site:
    """`answers` are given by path, with its query or else without, or else by `*`: status, headers, body.

    `hangs` lists paths that answer nothing, or drip.
    """

    url: str
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    hangs: set[str] = field(default_factory=set)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        found = (self.answers.get(one) for one in (path, path.partition("?")[0], "*"))
        return next((answer for answer in found if answer is not None), (404, {}, b""))


@pytest.fixture
def site() -> Iterator[Site]:
    yield from _served()


@pytest.fixture
def other() -> Iterator[Site]:
    """Another host, as far as a port makes one."""
    yield from _served()


def _served() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            local.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            if self.path in local.hangs:
                self._hang()
                return
            status, headers, body = local.answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            local.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
            self.do_GET()

        def do_PUT(self) -> None:
            self.do_POST()

        def _hang(self) -> None:
            """`/silent` says nothing; `/header-drip` and `/drip` send a byte now and then, for ever."""
            try:
                if self.path == "/drip":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                while self.path != "/silent" and not local.over.wait(0.02):
                    self.wfile.write(b"x")
                    self.wfile.flush()
            except OSError:
                return
            local.over.wait(30)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    local = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield local
    local.over.set()
    server.shutdown()
    thread.join()
    server.server_close()
