"""How the page counts promises: by the next word on the matter, each told once."""

from __future__ import annotations

from datetime import datetime

import pytest

from shared.page.kept import Kept, told_in_all
from shared.page.wording.languages import wording
from shared.statement import Statement
from tests.builders import NOON, a_statement, an_update, minutes
from tests.shared.page.pages_of import answer, pages, words

DUE = NOON + minutes(30)


def taken_back(at: datetime, *, before: int = 0) -> Statement:
    """Its last promise was due at DUE, and was open; so many words before it were each answered in time."""
    said = [
        an_update(n, published_at=NOON, next_update_at=NOON + minutes(9), kept_at=NOON + minutes(3))
        for n in range(1, before + 1)
    ]
    last = an_update(before + 1, published_at=NOON + minutes(3), next_update_at=DUE, kept_at=at)
    return a_statement(state="retracted", updates=(*said, last), updated_at=at, retracted_because="Another company.")


def record(statement: Statement) -> dict[str, object]:
    """As the API tells it of that incident."""
    told = answer("incidents/st-0000000001", statement)["incident"]["firebreak"]["promises"]
    return {name: told[name] for name in ("kept", "late", "minutes_late")}


def test_taking_a_word_back_in_time_takes_its_promise_back_too() -> None:
    one = taken_back(NOON + minutes(20))
    assert record(one) == {"kept": 0, "late": 0, "minutes_late": []}
    said = answer("incidents/st-0000000001", one)["incident"]["incident_updates"][-1]["firebreak"]["promise"]
    assert (said["minutes_late"], said["overdue"], said["answered_at"]) == (None, False, "2026-10-02T12:20:00.000Z")


def test_a_promise_that_was_broken_before_its_word_was_taken_back_stays_late() -> None:
    assert record(taken_back(DUE + minutes(12))) == {"kept": 0, "late": 1, "minutes_late": [12]}


def test_promises_that_a_next_word_kept_stay_kept_when_all_is_taken_back() -> None:
    assert record(taken_back(NOON + minutes(20), before=2)) == {"kept": 2, "late": 0, "minutes_late": []}


def test_while_a_promise_is_missed_nothing_says_that_all_came_on_time() -> None:
    updates = (an_update(1, kept_at=DUE), an_update(2, published_at=DUE, next_update_at=DUE + minutes(30)))
    one = a_statement(state="updated", updates=updates)
    for key in ("index.html", "incidents/st-0000000001.html"):
        assert "The promised update came on time" in words(pages(one, now=DUE)[key])
        late = words(pages(one, now=DUE + minutes(40))[key])
        assert "So far, 1 of 2 promised updates came on time" in late
        assert "The promised update" not in late


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ([], ""),
        ([Kept(1, (12,))], ""),
        ([Kept(1, (12,)), Kept(), Kept()], ""),
        ([Kept(1, (12,)), Kept(2)], "So far, 3 of 4 promised updates came on time."),
        ([Kept(1), Kept(missed=1)], "So far, 1 of 2 promised updates came on time."),
    ],
)
def test_all_are_told_of_where_more_than_one_incident_made_them(records: list[Kept], told: str) -> None:
    assert told_in_all(records, wording("en")) == told


def test_a_page_with_one_incident_tells_of_its_promises_once() -> None:
    updates = (an_update(1, kept_at=DUE), an_update(2, published_at=DUE, next_update_at=None, progress="resolved"))
    one = a_statement(state="resolved", updates=updates)
    for key in ("index.html", "history.html"):
        assert words(pages(one)[key]).count("promised update") == 1, key


def test_the_reason_of_a_retraction_stands_once_on_its_page() -> None:
    page = words(pages(taken_back(DUE))["incidents/st-0000000001.html"])
    assert page.count("Another company.") == 1
    assert "We take back what stands below." in page


def test_two_updates_are_both() -> None:
    told = (an_update(1, kept_at=DUE), an_update(2, published_at=DUE, next_update_at=DUE + minutes(30)))
    assert "Both updates" in words(pages(a_statement(updates=told))["index.html"])


def test_addresses_break_where_their_parts_begin() -> None:
    page = pages(a_statement(updates=(an_update(body="See https://a.example/b/c?d=1&e=2 <b>//x</b>"),)))["index.html"]
    assert ">https://a.example<wbr>/b<wbr>/c<wbr>?d=1&amp;e=2</a>" in page
    assert 'href="https://a.example/b/c?d=1&amp;e=2"' in page
    assert "&lt;b&gt;//x&lt;/b&gt;" in page
