"""As the CDN answers: HEAD as GET, types and lifetimes, other people's pages, packed answers, what isn't there."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from tests.harness.scenes import STORM
from tests.harness.served import SiteOf

#: The header of each kind of answer that a reader goes by.
TYPES = {
    "/": "text/html; charset=utf-8",
    "/history.html": "text/html; charset=utf-8",
    "/incidents/st-storm.html": "text/html; charset=utf-8",
    "/api/v2/summary.json": "application/json; charset=utf-8",
    "/api/v2/components.json": "application/json; charset=utf-8",
    "/api/v2/incidents/unresolved.json": "application/json; charset=utf-8",
    "/history.atom": "application/atom+xml; charset=utf-8",
    "/history.rss": "application/rss+xml; charset=utf-8",
    "/feed.json": "application/feed+json; charset=utf-8",
}


class Caller:
    """One connection to the site."""

    def __init__(self, url: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=10)

    def ask(self, method: str, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, headers=named)
        answer = self._connection.getresponse()
        return answer, answer.read()

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def caller(site_of: SiteOf) -> Iterator[Caller]:
    caller = Caller(site_of(STORM).url)
    yield caller
    caller.close()


@pytest.mark.parametrize("path", TYPES)
def test_a_head_is_answered_as_a_get_without_its_body(caller: Caller, path: str) -> None:
    # sergeyshevch/statuspage-exporter asks so before it reads.
    whole, body = caller.ask("GET", path)
    head, nothing = caller.ask("HEAD", path)
    assert (whole.status, head.status, nothing) == (200, 200, b"")
    assert [(name, value) for name, value in head.getheaders() if name != "Date"] == [
        (name, value) for name, value in whole.getheaders() if name != "Date"
    ]
    assert int(head.headers["Content-Length"]) == len(body)


@pytest.mark.parametrize(("path", "kind"), TYPES.items())
def test_an_answer_says_what_it_is_and_is_kept_for_seconds_only(caller: Caller, path: str, kind: str) -> None:
    answer, _ = caller.ask("GET", path)
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    lifetime = re.fullmatch(r"public, max-age=(\d+)", answer.headers["Cache-Control"])
    assert lifetime is not None
    assert int(lifetime[1]) <= (15 if kind.startswith(("text/html", "application/json")) else 60)


def test_other_peoples_pages_may_read_the_api(caller: Caller) -> None:
    answer, _ = caller.ask("GET", "/api/v2/summary.json", Origin="https://elsewhere.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_an_unchanged_answer_is_not_sent_again(caller: Caller) -> None:
    first, _ = caller.ask("GET", "/history.atom")
    again, body = caller.ask("GET", "/history.atom", If_None_Match=first.headers["ETag"])
    assert (again.status, body) == (304, b"")


def test_an_answer_is_packed_for_those_who_take_it(caller: Caller) -> None:
    _, plain = caller.ask("GET", "/api/v2/summary.json")
    answer, packed = caller.ask("GET", "/api/v2/summary.json", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == plain


@pytest.mark.parametrize("path", ["/nothing", "/incidents/", "/api/v2/nothing.json", "/incidents/st-draft.html"])
def test_what_is_not_there_is_answered_by_a_page_that_says_so(caller: Caller, path: str) -> None:
    answer, body = caller.ask("GET", path)
    assert answer.status == 404
    assert b"There is no such page" in body
