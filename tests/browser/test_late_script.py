"""While we are down nobody renders the page again: its own script says that the promised time has passed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.browser.conftest import Open
from tests.harness.scenes import LATE, PROMISED_AT, STORM

#: The words under which a reader is told, whatever stands around them.
LATE_WORDS = re.compile(r"was due|\blate\b|overdue", re.IGNORECASE)
ONE_MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", ["/", f"/incidents/{STORM.incident}.html"])
def test_the_page_says_that_it_is_late_once_the_promised_time_has_passed(reader: Open, path: str) -> None:
    reading = reader(STORM).open(path)
    promise = reading.page.locator("[data-promise]").first
    reading.later(PROMISED_AT - STORM.now)
    assert not LATE_WORDS.search(promise.inner_text())
    reading.later(2 * ONE_MINUTE)
    assert LATE_WORDS.search(promise.inner_text())
    assert reading.complaints == []


def test_the_page_as_rendered_in_time_and_opened_late_says_so_at_once(reader: Open) -> None:
    reading = reader(STORM, at=PROMISED_AT + 12 * ONE_MINUTE).open()
    assert LATE_WORDS.search(reading.page.locator("[data-promise]").first.inner_text())


def test_what_was_rendered_late_is_late_without_the_script(reader: Open) -> None:
    reading = reader(LATE, java_script_enabled=False).open()
    assert LATE_WORDS.search(reading.page.locator("[data-promise]").first.inner_text())


def test_only_the_promise_that_has_passed_is_late(reader: Open) -> None:
    reading = reader(STORM, at=PROMISED_AT + 12 * ONE_MINUTE).open()
    promises = [promise.inner_text() for promise in reading.page.locator("[data-promise]").all()]
    assert [bool(LATE_WORDS.search(promise)) for promise in promises] == [True, False]


def test_the_time_is_told_in_the_readers_own_zone_where_that_is_another(reader: Open) -> None:
    abroad = reader(STORM, timezone_id="Asia/Tokyo").open().text()
    assert "22:15" in abroad
    assert "22:15" not in reader(STORM, timezone_id="Europe/Lisbon").open().text()
