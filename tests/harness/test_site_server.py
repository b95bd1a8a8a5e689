"""The stand-in for the CDN does what cdn.yaml says, and no more."""

from __future__ import annotations

from infra.local.exchange import Request
from tests.harness.rendered import Written
from tests.harness.site_server import Site, edge_headers

SITE = Site(
    objects={
        "index.html": Written(b"<p>all is well</p>", "text/html; charset=utf-8", "public, max-age=15"),
        "404.html": Written(b"<p>nothing here</p>", "text/html; charset=utf-8", "public, max-age=15"),
        "api/v2/status.json": Written(b"{}", "application/json", "public, max-age=15"),
    }
)


def test_only_the_api_is_open_to_other_peoples_pages_and_only_where_they_name_themselves() -> None:
    assert "Access-Control-Allow-Origin" in edge_headers("/api/v2/status.json", cors=True)
    assert "Access-Control-Allow-Origin" not in edge_headers("/api/v2/status.json", cors=False)
    assert "Access-Control-Allow-Origin" not in edge_headers("/index.html", cors=True)


def test_the_root_is_the_index_and_no_other_folder_has_one() -> None:
    assert SITE.answer(Request("GET", "/")).body == b"<p>all is well</p>"
    assert SITE.answer(Request("GET", "/api/")).status == 404


def test_what_is_not_there_keeps_its_status() -> None:
    missing = SITE.answer(Request("GET", "/nothing"))
    assert (missing.status, missing.body) == (404, b"<p>nothing here</p>")


def test_nobody_writes_to_the_site() -> None:
    assert SITE.answer(Request("PUT", "/index.html", body=b"x")).status == 403
