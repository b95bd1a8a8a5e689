"""The page on the operator's machine: built into a folder, looked at on loopback."""

from __future__ import annotations

import json
import threading
from http.client import HTTPConnection
from pathlib import Path

import pytest

from shared.cli.page_folder import read, write
from shared.cli.page_server import Server, answer
from shared.page.site import SiteObject, render
from tests.builders import NOON, a_draft, a_plan, a_statement
from tests.harness.site_server import edge_headers
from tests.shared.cli.conftest import Operator, Past

OBJECTS = {one.key: one for one in render([a_statement()], a_plan(), NOON)}


@pytest.fixture
def exported(operator: Operator, past: Past, tmp_path: Path) -> Path:
    past.statement(a_statement())
    past.statement(a_statement("st-draft", state="draft", updates=(), draft=a_draft("Not yet said")))
    file = tmp_path / "page.json"
    file.write_text(operator.sees("page", "export"), encoding="utf-8")
    return file


# ---------------------------------------------------------------- build
def test_the_page_is_built_from_the_store_as_it_is_published(operator: Operator, past: Past, tmp_path: Path) -> None:
    past.statement(a_statement())
    assert "firebreak page serve --dir" in operator.sees("page", "build", "--out", str(tmp_path / "page"))
    door = operator.deployment.subscribers_url.removesuffix("/subscribers")
    wanted = {one.key: one for one in render([a_statement()], a_plan(), NOON, door)}
    assert read(tmp_path / "page") == wanted


def test_a_page_built_from_an_export_is_the_page_of_the_store(
    operator: Operator, exported: Path, tmp_path: Path
) -> None:
    operator.sees("page", "build", "--out", str(tmp_path / "stored"))
    operator.asked.clear()
    told = operator.reads("page", "build", "--out", str(tmp_path / "given"), "--from", str(exported))
    assert operator.asked == []
    assert read(tmp_path / "given") == read(tmp_path / "stored")
    assert told == {"folder": str(tmp_path / "given"), "objects": len(read(tmp_path / "given"))}
    assert "Not yet said" not in exported.read_text()


def test_a_second_page_takes_the_place_of_the_first_and_nothing_is_left_of_it(tmp_path: Path) -> None:
    write(tmp_path, OBJECTS.values())
    calm = render([], a_plan(), NOON)
    assert write(tmp_path, calm) == len(calm)
    assert read(tmp_path) == {one.key: one for one in calm}
    files = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {".firebreak-page.json", *(one.key for one in calm)}


def test_a_folder_with_somebodys_files_is_left_alone(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert "no page of ours" in operator.refused("page", "build", "--out", str(tmp_path))
    assert "is a file" in operator.refused("page", "build", "--out", str(tmp_path / "thesis.txt"))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    "listed",
    ["{}x", *(f'{{"{key}":{{"content_type":"a","cache_control":"b"}}}}' for key in ("../thesis.txt", "", "a\\u0000b"))],
)
def test_a_list_that_was_tampered_with_takes_nothing_away(operator: Operator, tmp_path: Path, listed: str) -> None:
    folder = tmp_path / "page"
    write(folder, OBJECTS.values())
    (tmp_path / "thesis.txt").write_text("mine")
    (folder / ".firebreak-page.json").write_text(listed)
    assert "another" in operator.refused("page", "build", "--out", str(folder)) or "{}x" not in listed
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_a_folder_that_can_not_be_written_is_said_to_be(operator: Operator, exported: Path, tmp_path: Path) -> None:
    (tmp_path / "page" / "index.html").mkdir(parents=True)
    (tmp_path / "page" / ".firebreak-page.json").write_text("{}")
    for folder in (tmp_path / "page", exported / "below"):
        assert "name another folder" in operator.refused("page", "build", "--out", str(folder), "--from", str(exported))


def test_the_page_of_a_store_is_all_of_it(operator: Operator, past: Past, tmp_path: Path) -> None:
    for number in range(1005):
        past.statement(a_statement(f"st-{number:04}"))
    assert len(json.loads(operator.sees("page", "export"))["statements"]) == 1005


# ---------------------------------------------------------------- what is wrong in a file
def test_a_file_that_is_no_page_is_refused_with_the_place_and_the_remedy(
    operator: Operator, exported: Path, tmp_path: Path
) -> None:
    good = json.loads(exported.read_text())

    def told(change: object) -> str:
        (tmp_path / "bad.json").write_text(change if isinstance(change, str) else json.dumps(change))
        return operator.refused("page", "build", "--out", str(tmp_path / "page"), "--from", str(tmp_path / "bad.json"))

    company = {**good["plan"]["company"]}
    assert "firebreak page export" in told("{")
    assert "`$.plan`" in told({**good, "plan": {}})
    assert "$.plan.company.name" in told({**good, "plan": {**good["plan"], "company": {**company, "name": 7}}})
    elsewhere = {**good["plan"], "company": {**company, "time_zone": "Mars/Base"}}
    assert "$.plan.company.time_zone: no zone 'Mars/Base'" in told({**good, "plan": elsewhere})
    [statement] = good["statements"]
    outside = {**good, "statements": [{**statement, "id": "../../thesis"}]}
    assert "$.statements[0].id" in told(outside)
    assert "there twice" in told({**good, "statements": [statement, statement]})
    assert not (tmp_path / "page").exists()
    for name, address in (("contact_page", "javascript:alert(1)"), ("status_page", "https://[x"), ("status_page", "")):
        elsewhere = {**good["plan"], "company": {**company, name: address}}
        assert f"$.plan.company.{name}: {address!r} is no address" in told({**good, "plan": elsewhere})
    assert "$.door" in told({**good, "door": "http://[x"})
    [update] = statement["updates"]
    for change, place in (
        ({"words": []}, "updates[0].words: nothing is said"),
        ({"words": [{**update["words"][0], "language": "\0"}]}, "updates[0].words: '\\x00' names no language"),
        ({"next_update_at": "9999-12-31T23:59:00Z"}, "updates[0].next_update_at"),
        ({"published_at": "2026-10-02T12:00:00"}, "updates[0].published_at: 2026-10-02T12:00:00 is no instant"),
    ):
        said = {**good, "statements": [{**statement, "updates": [{**update, **change}]}]}
        assert f"$.statements[0].{place}" in told(said)
    missing = operator.refused("page", "build", "--out", str(tmp_path / "page"), "--from", str(tmp_path / "none.json"))
    assert "can't be read" in missing


# ---------------------------------------------------------------- serve
@pytest.mark.parametrize("path", ["/", "/index.html", "/api/v2/summary.json", "/history.atom", "/nothing"])
@pytest.mark.parametrize("cors", [False, True])
def test_a_reader_here_gets_the_headers_that_the_cdn_gives(path: str, *, cors: bool) -> None:
    headers = answer(OBJECTS, "GET", path, "", origin=cors).headers
    own = {name: headers[name] for name in ("Content-Type", "Cache-Control", "ETag")}
    assert headers == own | edge_headers(path, cors=cors)


def test_a_page_that_is_not_there_is_the_404_page_and_never_a_304() -> None:
    told = answer(OBJECTS, "GET", "/nothing?x=1", "*", origin=False)
    assert (told.status, told.body) == (404, OBJECTS["404.html"].body)
    assert answer({}, "GET", "/", "", origin=False).status == 404


def test_the_page_is_served_on_loopback_and_not_sent_twice(tmp_path: Path) -> None:
    with Server(OBJECTS, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert server.server_address[0] == "127.0.0.1"
        there = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        there.request("GET", "/")
        first = there.getresponse()
        assert (first.status, first.read()) == (200, OBJECTS["index.html"].body)
        there.request("GET", "/", headers={"If-None-Match": f"W/{first.headers['ETag']}"})
        again = there.getresponse()
        assert (again.status, again.read()) == (304, b"")
        there.request("HEAD", "/feed.json")
        head = there.getresponse()
        assert (head.status, head.read()) == (200, b"")
        assert int(head.headers["Content-Length"]) == len(OBJECTS["feed.json"].body)
        there.request("POST", "/", body=b"x")
        assert there.getresponse().status == 403
        there.close()
        server.shutdown()


def test_a_folder_without_a_page_and_two_sources_at_once_are_not_served(operator: Operator, tmp_path: Path) -> None:
    assert "firebreak page build" in operator.refused("page", "serve", "--dir", str(tmp_path))
    both = operator.misused("page", "serve", "--dir", str(tmp_path), "--from", str(tmp_path / "x.json"))
    assert "name one" in both


def test_a_port_that_is_taken_is_said_to_be(operator: Operator, tmp_path: Path) -> None:
    write(tmp_path / "page", OBJECTS.values())
    with Server(OBJECTS, 0) as server:
        told = operator.refused("page", "serve", "--dir", str(tmp_path / "page"), "--port", str(server.server_port))
    assert "--port 0" in told


def test_what_is_served_is_what_is_in_the_folder(tmp_path: Path) -> None:
    page = SiteObject("index.html", b"<p>own</p>", "text/html", "no-store")
    write(tmp_path, [page])
    assert read(tmp_path) == {"index.html": page}
