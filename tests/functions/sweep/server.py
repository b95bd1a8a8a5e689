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
    """`answers` are given by path: status, headers, body. `hangs` lists paths that answer nothing, or drip."""

    url: str
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    hangs: set[str] = field(default_factory=set)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            local.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            if self.path in local.hangs:
                self._hang()
                return
            status, headers, body = local.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

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
