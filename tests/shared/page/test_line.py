"""The ledger of what is over tells the same from lines as from whole statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from shared.page import api, feed, pages
from shared.page.line import Line, line
from shared.page.view import View, view
from shared.statement import Statement
from tests.builders import NOON, a_plan, a_statement, an_update, minutes

PLAN = a_plan()


def a_past(number: int, late: int = 0) -> Statement:
    at = NOON - timedelta(days=20 * number)
    came = at + minutes(30 + late)
    first = an_update(1, published_at=at, next_update_at=at + minutes(30), kept_at=came)
    last = an_update(2, progress="resolved", published_at=came, next_update_at=None)
    return a_statement(f"st-{number:03}", state="resolved", updates=(first, last), started_at=at)


PAST = [a_past(number, late=number % 3) for number in range(1, 31)]
LINES = [found for found in map(line, PAST) if found is not None]


def test_what_is_open_or_was_never_said_has_no_line() -> None:
    assert line(a_statement()) is None
    assert line(a_statement(state="draft", updates=())) is None


def test_a_line_survives_being_written_down() -> None:
    gone = line(a_statement(state="retracted", retracted_because="Wrong."))
    assert gone is not None
    assert gone.retracted == "Wrong."
    for each in (*LINES, gone):
        assert msgspec.json.decode(msgspec.json.encode(each), type=Line) == each


def test_the_pages_are_the_same_from_lines_as_from_statements() -> None:
    whole, lean = view(PAST, PLAN, NOON), view([], PLAN, NOON, LINES)
    assert pages.index(whole) == pages.index(lean)
    assert pages.history(whole) == pages.history(lean)
    assert [pages.history_month(whole, month) for month in whole.months] == [
        pages.history_month(lean, month) for month in lean.months
    ]
    told = [dict(api.answers(one))["components.json"] for one in (whole, lean)]
    assert told[0] == told[1]


def test_a_statement_in_full_stands_for_its_line() -> None:
    seen = view(PAST[:3], PLAN, NOON, LINES)
    assert len(seen.lines) == len(PAST)
    reopened = a_statement("st-001")
    assert "st-001" not in {each.id for each in view([reopened], PLAN, NOON, LINES).lines}


def test_history_shows_the_newest_months_and_links_to_the_others() -> None:
    seen = view([], PLAN, NOON, LINES)
    assert len(seen.months) > pages.HISTORY_MONTHS
    page = pages.history(seen)
    for number, month in enumerate(seen.months):
        assert (f'href="history/{month}.html"' in page) is (number >= pages.HISTORY_MONTHS)
    month = pages.history_month(seen, seen.months[-1])
    assert all(f'href="../incidents/{each.id}.html"' in month for each in seen.by_month[seen.months[-1]])


def test_a_month_with_too_many_lines_stands_alone() -> None:
    busy = [Line(f"st-b{n}", (("en", "Busy"),), NOON, NOON, NOON, NOON) for n in range(pages.HISTORY_LINES)]
    page = pages.history(view([], PLAN, NOON, [*busy, LINES[0]]))
    assert page.count('href="incidents/') == pages.HISTORY_LINES
    assert 'href="history/2026-09.html"' in page


def test_all_promises_ever_made_are_counted_from_lines_too() -> None:
    seen = view([a_statement()], PLAN, NOON, LINES)
    assert (seen.kept.kept, seen.kept.made) == (10, 30)
    assert "So far, 10 of 30 promised updates came on time." in pages.index(seen)
    missed = view([a_statement()], PLAN, NOON + minutes(31), LINES)
    assert (missed.kept.made, missed.kept.rate) == (31, 0.3226)


@pytest.mark.parametrize("form", [feed.atom, feed.rss, feed.json_feed])
def test_feeds_hold_what_is_given_in_full(form: Callable[[View, feed.Content], bytes]) -> None:
    assert b"st-001" in form(view(PAST, PLAN, NOON), lambda one: one.title)
    assert b"st-001" not in form(view([], PLAN, NOON, LINES), lambda one: one.title)
