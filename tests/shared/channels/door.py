"""A channel's other side on this machine: it answers as it is told, and keeps what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: An answer: its status, its words, and its headers. With status 0 the connection is closed, with 1 nothing comes.
Answer = tuple[int, bytes, dict[str, str]]
OK: Answer = (200, b"ok", {})
CLOSED: Answer = (0, b"", {})
HANGS: Answer = (1, b"", {})


@dataclass
class Door:
    """Gives its answers in turn, the last one again and again."""

    answers: list[Answer]
    url: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    calls: int = 0


@contextmanager
def door(*answers: Answer, path: str = "/services/T000/B000/the-secret") -> Iterator[Door]:
    here = Door(list(answers) or [OK])
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            here.bodies.append(body)
            here.taken.append(json.loads(body))
            here.headers.append({name.lower(): value for name, value in self.headers.items()})
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def _answer(self) -> None:
            status, words, headers = here.answers[min(here.calls, len(here.answers) - 1)]
            here.calls += 1
            self.close_connection = True
            if status == HANGS[0]:
                over.wait(10)
            if status <= HANGS[0]:
                return
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(words))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.url = f"http://127.0.0.1:{server.server_port}{path}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield here
    over.set()
    server.shutdown()
    server.server_close()
    thread.join()
