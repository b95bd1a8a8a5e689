"""Pure: a delivery is read by the module of its platform, or it is said why not."""

from __future__ import annotations

import pytest

from functions.ingest.reading import Unread, parser, read, told
from shared.delivery import Delivery, Fault, Parsed
from shared.plan import Source
from tests.builders import NOON, a_plan

BROKEN = Source("news", "rss", "sweep", "acme", url="https://[broken")
PLAN = a_plan(sources=(BROKEN, Source("stream", "standard_webhooks", "webhook", "acme")))


def test_each_platform_has_a_module_that_reads_it() -> None:
    for platform in ("discourse", "standard_webhooks", "rss"):
        assert parser(platform) is not None


@pytest.mark.parametrize("platform", ["", "facebook", "html", "shape", "os", "../os", "rss.os", "__init__", "naïve"])
def test_what_is_no_platform_is_read_by_nobody(platform: str) -> None:
    assert parser(platform) is None
    found = read(Delivery("stream", platform, "webhook", b"{}", {}, NOON), PLAN)
    assert isinstance(found, Unread)
    assert found.reason.startswith("no module reads platform")


def test_a_source_that_left_the_plan_is_told() -> None:
    found = read(Delivery("gone", "rss", "sweep", b"", {}, NOON), PLAN)
    assert found == Unread("its source is not in the plan any more; put it back, then redrive")


def test_a_module_that_fails_is_told_by_the_kind_of_its_failure_alone() -> None:
    body = b'<rss version="2.0"><channel><item><title>My name is Mia</title></item></channel></rss>'
    found = read(Delivery("news", "rss", "sweep", body, {}, NOON), PLAN)
    assert found == Unread("the rss module failed: ValueError; mend it, then redrive")


def test_faults_become_one_reason() -> None:
    faults = (Fault("data.id", "is missing"), Fault("data.text", "can't be read"))
    assert told(Parsed(faults=faults)) == (
        "data.id is missing; data.text can't be read (2 in all); mend the sender or the platform's module, then redrive"
    )
