"""Pure: a delivery is read by the module of its platform, or it is said why not."""

from __future__ import annotations

import pytest

from functions.ingest.reading import Unread, is_word, listened_to, parser, read, told, unfetchable
from shared.delivery import Delivery, Fault, How, Parsed
from shared.plan import Source
from tests.builders import NOON, a_plan

NEWS = Source("news", "rss", "sweep", "acme", url="https://news.example.com/feed")
STREAM = Source("stream", "standard_webhooks", "webhook", "acme")
PLAN = a_plan(sources=(NEWS, STREAM))


def test_each_platform_has_a_module_that_reads_it() -> None:
    for platform in ("discourse", "standard_webhooks", "rss"):
        assert parser(platform) is not None


@pytest.mark.parametrize("platform", ["", "gopher", "html", "shape", "os", "../os", "rss.os", "__init__", "naïve"])
def test_what_is_no_platform_is_read_by_nobody(platform: str) -> None:
    assert parser(platform) is None
    found = read(Delivery("stream", platform, "webhook", b"{}", {}, NOON), STREAM)
    assert isinstance(found, Unread)
    assert found.reason.startswith("no module reads platform")


def test_a_source_that_left_the_plan_or_is_paused_is_not_listened_to() -> None:
    gone = listened_to(Delivery("gone", "rss", "sweep", b"", {}, NOON), PLAN, frozenset())
    assert gone == Unread("its source is not in the plan any more; put it back, then redrive")
    news = Delivery("news", "rss", "sweep", b"", {}, NOON)
    assert listened_to(news, PLAN, frozenset({"stream"})) == NEWS
    paused = listened_to(news, PLAN, frozenset({"news"}))
    assert paused == Unread("the source is paused; resume it (firebreak source resume news), then redrive")


def test_a_module_that_fails_is_told_by_the_kind_of_its_failure_alone() -> None:
    spoilt = Delivery("stream", "standard_webhooks", "webhook", None, {}, NOON)  # type: ignore[arg-type]  # no bytes
    assert read(spoilt, STREAM) == Unread("the standard_webhooks module failed: AttributeError; mend it, then redrive")


@pytest.mark.parametrize(("platform", "fetched"), [("trustpilot", True), ("rss", False), ("gopher", False)])
def test_only_a_platform_that_fetches_can_be_asked_for_what_is_named(platform: str, fetched: bool) -> None:
    assert (unfetchable(Delivery("s", platform, "wanted", b"{}", {}, NOON)) is None) is fetched


@pytest.mark.parametrize(
    ("how", "outcomes", "word"),
    [
        ("webhook", {"known": 1}, True),
        ("webhook", {"skipped: no post": 1}, True),
        ("webhook", {}, False),
        ("sweep", {"known": 30, "skipped: no text": 2}, False),
        ("sweep", {"known": 30, "newer": 1}, True),
        ("sweep", {"deleted": 1, "known": 2}, False),
        ("fetch", {"known": 1}, False),
        ("fetch", {"wanted": 1}, False),
        ("webhook", {"wanted": 1}, True),
    ],
)
def test_what_we_ask_for_again_is_no_word_from_the_source(how: How, outcomes: dict[str, int], word: bool) -> None:
    assert is_word(Delivery("s", "rss", how, b"", {}, NOON), outcomes) is word


def test_faults_become_one_reason() -> None:
    faults = (Fault("data.id", "is missing"), Fault("data.text", "can't be read"))
    assert told(Parsed(faults=faults)) == (
        "data.id is missing; data.text can't be read (2 in all); mend the sender or the platform's module, then redrive"
    )
