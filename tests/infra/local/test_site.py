"""The site bucket as a website."""

import io
from datetime import UTC, datetime, timedelta, timezone
from http import HTTPStatus
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.local.exchange import Request
from infra.local.site import Site, find_site

CHANGED_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=1)))


class Bucket:
    """S3, as far as the site reads it."""

    def __init__(self, **objects: dict[str, Any]) -> None:
        self._objects = objects

    def get_object(self, Bucket: str, Key: str) -> Any:  # noqa: N803
        if Key not in self._objects:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        told = self._objects[Key]
        return {**told, "Body": io.BytesIO(told["Body"]), "LastModified": CHANGED_AT, "ETag": '"e1"'}

    def get_bucket_website(self, Bucket: str) -> Any:  # noqa: N803
        raise ClientError({"Error": {"Code": "NoSuchWebsiteConfiguration"}}, "GetBucketWebsite")


PAGE = {"Body": b"<p>", "ContentType": "text/html; charset=utf-8", "CacheControl": "max-age=30", "Metadata": {"a": "b"}}
OBJECTS: dict[str, dict[str, Any]] = {
    "index.html": PAGE,
    "404.html": {"Body": b"gone", "ContentType": "text/html"},
    "api/v2/summary.json": {"Body": b"{}", "ContentType": "application/json"},
    "history/index.html": {"Body": b"old", "ContentType": "text/html"},
    "a b/ü.txt": {"Body": b"u", "ContentType": "text/plain"},
}
SITE = find_site(Bucket(**OBJECTS), "bucket")


def get(target: str, site: Site = SITE, method: str = "GET", headers: dict[str, str] | None = None) -> Any:
    return site.answer(Request(method, target, tuple((headers or {}).items())))


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/", b"<p>"),
        ("/?utm=1#x", b"<p>"),
        ("/api/v2/summary.json", b"{}"),
        ("/history/", b"old"),
        ("/a%20b/%C3%BC.txt", b"u"),
    ],
)
def test_a_page_is_found(target: str, body: bytes) -> None:
    answer = get(target)
    assert (answer.status, answer.body) == (HTTPStatus.OK, body)


def test_the_objects_own_headers_pass_through() -> None:
    headers = get("/").headers
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "max-age=30"
    assert headers["x-amz-meta-a"] == "b"
    assert headers["Last-Modified"] == "Fri, 02 Jan 2026 02:04:05 GMT"
    assert headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("target", ["/none", "/../etc/passwd", "/%00", "/%ff", "//evil.example/", "/404", "*", ""])
def test_what_is_not_there_is_the_error_document(target: str) -> None:
    answer = get(target)
    assert (answer.status, answer.body) in [(HTTPStatus.NOT_FOUND, b"gone"), (HTTPStatus.OK, b"<p>")]
    assert answer.status == HTTPStatus.NOT_FOUND or target in ("*", "")


def test_without_an_error_document_it_says_so_in_words() -> None:
    assert b"no such page" in get("/none", Site(Bucket(), "bucket")).body


def test_a_folder_without_its_slash_is_sent_to_it() -> None:
    answer = get("/history")
    assert (answer.status, answer.headers["Location"]) == (HTTPStatus.FOUND, "/history/")


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"e1"'},
        {"If-None-Match": 'W/"e1"'},
        {"If-None-Match": '"x", "e1"'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Fri, 02 Jan 2026 02:04:05 GMT"},
    ],
)
def test_a_known_version_is_not_sent_again(headers: dict[str, str]) -> None:
    answer = get("/", headers=headers)
    assert (answer.status, answer.body, answer.headers["ETag"]) == (HTTPStatus.NOT_MODIFIED, b"", '"e1"')


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 02 Jan 2026 02:04:05 GMT"},
    ],
)
def test_another_version_is_sent(headers: dict[str, str]) -> None:
    assert get("/", headers=headers).status == HTTPStatus.OK


def test_a_site_is_only_read() -> None:
    assert get("/", method="POST").status == HTTPStatus.METHOD_NOT_ALLOWED
    assert get("/", method="OPTIONS").headers["Access-Control-Allow-Methods"] == "GET, HEAD"


def test_dates_are_aware() -> None:
    assert CHANGED_AT.astimezone(UTC).hour == 2
