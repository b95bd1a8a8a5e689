"""A page on loopback, with the headers that the CDN gives its readers: for looking at it, not for the public."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from shared.page.site import SiteObject

LOOPBACK = "127.0.0.1"
INDEX, NOT_FOUND = "index.html", "404.html"
#: What infra/cdn.yaml adds to every answer; a test holds the two together. Strict-Transport-Security is left out, as
#: this is plain HTTP.
ALWAYS = {
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    headers: dict[str, str]
    body: bytes = b""


def answer(objects: Mapping[str, SiteObject], method: str, target: str, if_none_match: str, *, origin: bool) -> Answer:
    """`origin` is whether the request named one: then the API answers that any other page may read it."""
    path = unquote(target.partition("?")[0])
    edge = ALWAYS | (OPEN_TO_ALL if origin and path.startswith("/api/") else {})
    if method not in ("GET", "HEAD"):
        return Answer(HTTPStatus.FORBIDDEN, edge)
    key = path.removeprefix("/") or INDEX
    found, status = objects.get(key), HTTPStatus.OK
    if found is None:
        found, status = objects.get(NOT_FOUND), HTTPStatus.NOT_FOUND
    if found is None:
        return Answer(HTTPStatus.NOT_FOUND, edge)
    etag = f'"{hashlib.md5(found.body, usedforsecurity=False).hexdigest()}"'
    headers = {"Content-Type": found.content_type, "Cache-Control": found.cache_control, "ETag": etag} | edge
    known = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    if status == HTTPStatus.OK and (etag in known or "*" in known):
        del headers["Content-Type"]
        return Answer(HTTPStatus.NOT_MODIFIED, headers)
    return Answer(status, headers, found.body)


class Server(ThreadingHTTPServer):
    """Port 0 takes any that is free; `url` says which."""

    daemon_threads = True

    def __init__(self, objects: Mapping[str, SiteObject], port: int) -> None:
        self.objects = objects
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def _answer(self) -> None:
        given = self.headers
        told = answer(
            self.server.objects, self.command, self.path, given.get("If-None-Match", ""), origin="Origin" in given
        )
        if self.command not in ("GET", "HEAD"):
            self.close_connection = True  # whatever body it had is not read
        self.send_response(told.status)
        for name, value in told.headers.items():
            self.send_header(name, value)
        if told.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(told.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(told.body)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _answer  # noqa: N815  # the names that http.server calls

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: who looks at their own page needs no log of it."""
