"""A subscriber's endpoint on this machine: it answers as a test tells it to, and keeps what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

#: Instead of a status: says nothing at all; says 200 and never ends.
HANGS, ENDLESS = -1, -2


@dataclass
class Hook:
    """`answers` are given by path, in turn, the last one again and again; a path without any says 200, or a challenge
    back.
    """

    origin: str
    answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    taken: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    silent: bool = False

    def sent(self, path: str = "/hook") -> list[dict[str, Any]]:
        """The bodies that came to that path, but for challenges."""
        bodies = [json.loads(body) for where, _, body in self.taken if where == path]
        return [body for body in bodies if body["type"] != "subscriber.challenge"]


@pytest.fixture
def hook() -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            local.taken.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            given = local.answers.get(self.path)
            challenge = json.loads(body).get("challenge", "")
            if challenge and not local.silent:
                given = [(200, {}, json.dumps({"challenge": challenge}).encode())]
            status, headers, words = (given.pop(0) if len(given) > 1 else given[0]) if given else (204, {}, b"")
            if status == HANGS:
                local.over.wait(30)
                return
            self.send_response(200 if status == ENDLESS else status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status == ENDLESS:
                self.end_headers()
                self._drip()
                return
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def _drip(self) -> None:
            try:
                while not local.over.wait(0.01):
                    self.wfile.write(b"x" * 1000)
            except OSError:
                return

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    local = Hook(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield local
    local.over.set()
    server.shutdown()
    thread.join()
    server.server_close()
