"""One HTTP request and its answer, as values, so that what answers needs no socket to be tested."""

import email.utils
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import unquote

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """`target` is the request line's own path and query, untouched; `headers` keep their order and repeats."""

    method: str
    target: str
    headers: Headers = ()
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path, percent-decoded; bytes that aren't UTF-8 become replacement characters."""
        return unquote(self.target.partition("?")[0].partition("#")[0]) if self.target.startswith("/") else ""

    def header(self, name: str) -> str:
        """The first header of that name, empty if there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Response:
    """`cookies` are values of Set-Cookie, the one header that may not be folded into one line."""

    status: HTTPStatus | int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    cookies: tuple[str, ...] = ()


Answer = Callable[[Request], Response]


def plain(status: HTTPStatus, text: str) -> Response:
    """A short answer in words."""
    return Response(status, {"Content-Type": "text/plain; charset=utf-8"}, text.encode())


def as_json(found: object) -> Response:
    """An answer for machines."""
    return Response(
        HTTPStatus.OK,
        {"Content-Type": "application/json", "Cache-Control": "no-store"},
        json.dumps(found, ensure_ascii=False).encode(),
    )


def etag_of(body: bytes) -> str:
    """A strong validator for this content."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def unless_fresh(request: Request, response: Response) -> Response:
    """304 where the caller already has this content (RFC 9110, 13.2.2: If-None-Match goes first)."""
    tag, changed = response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
    known = [each.strip().removeprefix("W/") for each in request.header("if-none-match").split(",")]
    if request.header("if-none-match"):
        fresh = "*" in known or (tag != "" and tag.removeprefix("W/") in known)
    else:
        since, at = _date(request.header("if-modified-since")), _date(changed)
        fresh = since is not None and at is not None and at <= since
    if not fresh:
        return response
    kept = {name: value for name, value in response.headers.items() if name not in ("Content-Type", "Content-Encoding")}
    return Response(HTTPStatus.NOT_MODIFIED, kept)


def _date(text: str) -> datetime | None:
    try:
        at = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
