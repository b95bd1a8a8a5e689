"""A folder of feeds served over HTTP, with the validators that a polite reader asks with."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path

from infra.local.exchange import Request, Response, etag_of, plain, unless_fresh

TYPES = {
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".xml": "application/xml",
    ".json": "application/json",
}
PLAIN_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Feeds:
    """The files of one folder, not of its subfolders; `folder` may be None or absent: then there are none."""

    folder: Path | None

    def answer(self, request: Request) -> Response:
        """The file that `/feeds/<file>` names."""
        if request.method not in ("GET", "HEAD"):
            return Response(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})
        name = request.path.removeprefix("/feeds/")
        path = self.folder / name if self.folder and PLAIN_NAME.fullmatch(name) else None
        if path is None or not path.is_file():
            return plain(HTTPStatus.NOT_FOUND, "there is no such feed\n")
        body = path.read_bytes()
        changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        headers = {
            "Content-Type": TYPES.get(path.suffix, "application/octet-stream"),
            "ETag": etag_of(body),
            "Last-Modified": format_datetime(changed_at, usegmt=True),
        }
        return unless_fresh(request, Response(HTTPStatus.OK, headers, body))
