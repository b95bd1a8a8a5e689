"""Planned maintenance stands apart from incidents: on the page, in the API, in the feeds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import feedparser
import pytest

from shared.statement import Progress, Statement, StatementState, Window
from tests.builders import NOON, a_statement, an_update, minutes
from tests.shared.page.pages_of import answer, pages, words

WINDOW = Window(NOON + minutes(120), NOON + minutes(240))


def planned(progress: Progress = "scheduled", statement_id: str = "st-plan") -> Statement:
    steps: tuple[Progress, ...] = ("scheduled", "in_progress", "verifying", "completed")
    said = steps[: steps.index(progress) + 1]
    updates = [
        an_update(
            number,
            progress=step,
            body=f"We are {step}.",
            title="New database",
            impact="none",
            published_at=NOON + minutes(number),
            next_update_at=None if step == "completed" else NOON + minutes(number + 1),
            kept_at=None if step == progress else NOON + minutes(number + 1),
        )
        for number, step in enumerate(said, start=1)
    ]
    state: StatementState = "resolved" if progress == "completed" else "updated"
    return a_statement(statement_id, state=state, title="New database", updates=updates, window=WINDOW, impact="none")


def listed(where: str, statement: Statement) -> list[Any]:
    found = answer(f"scheduled-maintenances{where}", statement)["scheduled_maintenances"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("progress", "upcoming", "active"),
    [("scheduled", 1, 0), ("in_progress", 0, 1), ("verifying", 0, 1), ("completed", 0, 0)],
)
def test_it_is_upcoming_then_active_then_past_and_never_an_incident(
    progress: Progress, upcoming: int, active: int
) -> None:
    statement = planned(progress)
    counts = [len(listed(where, statement)) for where in ("", "/upcoming", "/active")]
    assert counts == [1, upcoming, active]
    summary = answer("summary", statement)
    assert len(summary["scheduled_maintenances"]) == upcoming + active
    assert summary["incidents"] == answer("incidents", statement)["incidents"] == []


def test_it_is_an_incident_with_its_window_and_the_impact_maintenance() -> None:
    one = listed("", planned("in_progress"))[0]
    assert (one["impact"], one["status"]) == ("maintenance", "in_progress")
    assert one["scheduled_for"] == "2026-10-02T14:00:00.000Z"
    assert one["scheduled_until"] == "2026-10-02T16:00:00.000Z"
    assert one["incident_updates"][0]["affected_components"] == [
        {"code": "website", "name": "Website", "old_status": "operational", "new_status": "under_maintenance"}
    ]


@pytest.mark.parametrize(
    ("progress", "state", "description"),
    [
        ("scheduled", "operational", "All Systems Operational"),
        ("in_progress", "under_maintenance", "Service Under Maintenance"),
        ("verifying", "under_maintenance", "Service Under Maintenance"),
        ("completed", "operational", "All Systems Operational"),
    ],
)
def test_while_work_goes_on_its_components_are_under_maintenance(
    progress: Progress, state: str, description: str
) -> None:
    summary = answer("summary", planned(progress))
    assert summary["components"][0]["status"] == state
    assert summary["status"] == {"indicator": "none", "description": description}


def test_an_incident_beside_it_speaks_louder() -> None:
    statements = (planned("in_progress"), a_statement(impact="critical"))
    assert answer("status", *statements)["status"]["indicator"] == "critical"
    assert answer("components", *statements)["components"][0]["status"] == "major_outage"
    text = words(pages(*statements)["index.html"])
    assert text.index("Some of you cannot log in") < text.index("Planned maintenance")


def test_the_page_tells_both_times_in_the_companys_zone_and_in_utc() -> None:
    text = words(pages(planned())["index.html"])
    assert "Planned maintenance Scheduled New database Begins 16:00 CEST, 2 Oct 2026 (14:00 UTC)" in text
    assert "Ends 18:00 CEST, 2 Oct 2026 (16:00 UTC) Affects Website" in text
    assert "All systems operational" in text


def test_the_head_of_the_page_says_that_work_goes_on_as_planned() -> None:
    text = words(pages(planned("in_progress"))["index.html"])
    assert (
        "Service under maintenance We are working on it as planned, until 18:00 CEST on Friday 2 October 2026." in text
    )


def test_rss_says_that_it_is_planned_and_when_it_ends() -> None:
    feed = pages(planned())["history.rss"]
    assert "<maintenanceEndDate>Fri, 02 Oct 2026 16:00:00 +0000</maintenanceEndDate>" in feed
    entry = feedparser.parse(feed).entries[0]
    assert entry.summary.startswith("<p><strong>THIS IS A SCHEDULED EVENT</strong>")


def test_what_is_done_stands_in_the_ledger_as_what_it_was() -> None:
    text = words(pages(planned("completed"))["history.html"])
    assert "New database Planned maintenance. Completed after 2 min." in text


def test_it_starts_when_the_work_begins_or_is_to_begin() -> None:
    assert listed("", planned())[0]["started_at"] == "2026-10-02T14:00:00.000Z"
    assert listed("", planned("verifying"))[0]["started_at"] == "2026-10-02T12:02:00.000Z"


def test_a_post_mortem_of_it_widens_no_enumeration() -> None:
    done = planned("completed")
    told = an_update(5, progress="postmortem", published_at=NOON + minutes(900), next_update_at=None)
    one = listed("", replace(done, state="postmortem", updates=(*done.updates, told)))[0]
    assert {one["status"], one["incident_updates"][0]["status"]} == {"completed"}
