"""What stands behind which path."""

from http import HTTPStatus
from pathlib import Path

import pytest

from infra.local.deploy import Stack
from infra.local.doors import Doors, site_bucket
from infra.local.engine import Engine
from infra.local.exchange import Request
from infra.local.feeds import Feeds
from infra.local.http_api import HttpApi, first_segments


@pytest.fixture
def doors(tmp_path: Path) -> Doors:
    # No engine answers at port 1; nothing here asks it.
    engine = Engine(None, "http://127.0.0.1:1", 1, tmp_path, tmp_path, tmp_path)  # type: ignore[arg-type]
    return Doors(engine, tmp_path)


def test_before_the_stack_is_there_callers_are_asked_to_wait(doors: Doors) -> None:
    answer = doors.answer(Request("POST", "/webhooks/x"))
    assert (answer.status, answer.headers["Retry-After"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "2")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8400", "127.0.0.1.evil.example", "", "[", "a@b"])
@pytest.mark.parametrize("path", ["/outbox", "/outbox.json", "/outbox/slack/a", "/outbox/teams/a", "/outbox/webhook/a"])
def test_the_outbox_is_shown_under_this_machines_own_name_only(doors: Doors, host: str, path: str) -> None:
    answer = doors.answer(Request("POST", path, (("Host", host),), b'{"text": "x"}'))
    assert answer.status == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("host", ["127.0.0.1:8400", "localhost", "LOCALHOST:1"])
def test_a_function_on_this_machine_may_post_to_slack(doors: Doors, host: str) -> None:
    answer = doors.answer(Request("POST", "/outbox/slack/a", (("Host", host),), b'{"text": "x"}'))
    assert answer.status == HTTPStatus.OK


def test_an_api_takes_the_paths_its_routes_begin_with() -> None:
    keys = ["POST /webhooks/{source}", "ANY /api/{proxy+}", "GET /{x}", "$default", "GET /"]
    api = HttpApi("a1", 1, first_segments(keys))
    taken = [path for path in ("/webhooks/x", "/api", "//api/x", "/", "/webhook", "/feed.xml") if api.takes(path)]
    assert taken == ["/webhooks/x", "/api", "//api/x"]


def test_an_engine_that_does_not_answer_is_a_bad_gateway() -> None:
    assert HttpApi("a1", 1, frozenset()).answer(Request("GET", "/x")).status == HTTPStatus.BAD_GATEWAY


@pytest.mark.parametrize("target", ["/bad path", "/\x00", "/ü"])
def test_a_target_that_cannot_be_passed_on_is_a_bad_gateway(target: str) -> None:
    assert HttpApi("a1", 1, frozenset()).answer(Request("GET", target)).status == HTTPStatus.BAD_GATEWAY


def test_the_site_is_the_bucket_that_the_template_names() -> None:
    bucket = "AWS::S3::Bucket"
    named = Stack("s", {"SiteBucket": "out"}, {"A": "a", "Site": "b"}, {"A": bucket, "Site": bucket})
    assert site_bucket(named) == "out"
    assert site_bucket(Stack("s", {}, {"A": "a", "Site": "b"}, {"A": bucket, "Site": bucket})) == "b"
    assert site_bucket(Stack("s", {}, {"A": "a"}, {"A": bucket})) == "a"
    assert site_bucket(Stack("s", {}, {}, {})) == ""


def test_a_feed_is_served_with_validators(tmp_path: Path) -> None:
    (tmp_path / "sample.rss").write_text("<rss/>")
    feeds = Feeds(tmp_path)
    first = feeds.answer(Request("GET", "/feeds/sample.rss"))
    assert (first.status, first.headers["Content-Type"]) == (HTTPStatus.OK, "application/rss+xml")
    for header in (("If-None-Match", first.headers["ETag"]), ("If-Modified-Since", first.headers["Last-Modified"])):
        assert feeds.answer(Request("GET", "/feeds/sample.rss", (header,))).status == HTTPStatus.NOT_MODIFIED


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "%2e%2e/x", ".hidden", "sub/x", "none", "a%00b", "x" * 5000])
def test_only_the_folders_own_files_are_feeds(tmp_path: Path, name: str) -> None:
    (tmp_path / "feeds/sub").mkdir(parents=True)
    for file in ("x", "feeds/.hidden", "feeds/sub/x"):
        (tmp_path / file).touch()
    answer = Feeds(tmp_path / "feeds").answer(Request("GET", f"/feeds/{name}"))
    assert answer.status == HTTPStatus.NOT_FOUND


def test_without_a_folder_there_are_no_feeds() -> None:
    assert Feeds(None).answer(Request("GET", "/feeds/a.rss")).status == HTTPStatus.NOT_FOUND
    assert Feeds(None).answer(Request("POST", "/feeds/a.rss")).status == HTTPStatus.METHOD_NOT_ALLOWED
