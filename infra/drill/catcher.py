"""Catches what channels post: an HTTP server of this process on loopback, which takes everything and keeps it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from infra.drill.guard import LOOPBACK

#: What each channel's own server answers where it takes a message; a channel may look at it.
_ANSWERS = {"slack": (200, "text/plain", b"ok"), "pagerduty": (202, "application/json", b'{"status": "success"}')}
_TAKEN = (202, "text/plain", b"")


@dataclass(frozen=True, slots=True)
class Caught:
    """One message as it was rendered: by which way, to the channel of which name, when (simulated)."""

    way: str
    name: str
    at: datetime
    body: bytes

    @property
    def kind(self) -> str:
        """What PagerDuty and webhooks say that it is: `trigger`, `resolve`, `case.notice` ...; else `notice`."""
        try:
            said = json.loads(self.body)
        except ValueError:
            return "notice"
        found = said.get("event_action") or said.get("type") if isinstance(said, dict) else None
        return str(found) if found and found != "message" else "notice"


class Catcher(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.caught: list[Caught] = []
        super().__init__((LOOPBACK, 0), _Handler)

    def url(self, way: str, name: str) -> str:
        return f"http://{LOOPBACK}:{self.server_port}/{way}/{name}"


class _Handler(BaseHTTPRequestHandler):
    server: Catcher
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        way, _, name = self.path.strip("/").partition("/")
        self.server.caught.append(Caught(way, name, datetime.now(UTC), body))
        status, kind, answer = _ANSWERS.get(way, _TAKEN)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: what was caught is counted, and tells more."""


@contextmanager
def catching() -> Iterator[Catcher]:
    catcher = Catcher()
    thread = threading.Thread(target=catcher.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True, name="catcher")
    thread.start()
    try:
        yield catcher
    finally:
        catcher.shutdown()
        catcher.server_close()
        thread.join()
