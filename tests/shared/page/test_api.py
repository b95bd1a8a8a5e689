from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest

from shared.page.site import render
from shared.plan import Plan
from shared.statement import Statement
from tests.builders import NOON, a_plan, a_statement, an_update, minutes

ENDPOINTS = {
    "summary": ["page", "components", "incidents", "scheduled_maintenances", "status"],
    "status": ["page", "status"],
    "components": ["page", "components"],
    "incidents": ["page", "incidents"],
    "incidents/unresolved": ["page", "incidents"],
    "scheduled-maintenances": ["page", "scheduled_maintenances"],
    "scheduled-maintenances/upcoming": ["page", "scheduled_maintenances"],
    "scheduled-maintenances/active": ["page", "scheduled_maintenances"],
}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
INSTANT, INSTANT_OR_NULL, TEXT, TEXT_OR_NULL = "instant", "instant or null", "text", "text or null"
PROGRESS = {"investigating", "identified", "monitoring", "resolved", "postmortem"}
STATES = {"operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"}
IMPACTS = {"none", "minor", "major", "critical"}

#: Statuspage's fields and their types (a set is an enumeration), from its API description and captured answers.
PAGE = {"id": TEXT, "name": TEXT, "url": TEXT, "time_zone": TEXT, "updated_at": INSTANT}
COMPONENT = {
    "id": TEXT, "name": TEXT, "status": STATES, "created_at": INSTANT, "updated_at": INSTANT, "position": int,
    "description": TEXT_OR_NULL, "showcase": bool, "start_date": TEXT_OR_NULL, "group_id": TEXT_OR_NULL,
    "page_id": TEXT, "group": bool, "only_show_if_degraded": bool,
}  # fmt: skip
INCIDENT = {
    "id": TEXT, "name": TEXT, "status": PROGRESS, "created_at": INSTANT, "updated_at": INSTANT,
    "monitoring_at": INSTANT_OR_NULL, "resolved_at": INSTANT_OR_NULL, "impact": IMPACTS, "shortlink": TEXT,
    "started_at": INSTANT, "page_id": TEXT, "incident_updates": list, "components": list,
    "reminder_intervals": TEXT_OR_NULL,
}  # fmt: skip
UPDATE = {
    "id": TEXT, "status": PROGRESS, "body": TEXT, "incident_id": TEXT, "created_at": INSTANT, "updated_at": INSTANT,
    "display_at": INSTANT_OR_NULL, "affected_components": (list, type(None)), "deliver_notifications": bool,
    "custom_tweet": TEXT_OR_NULL, "tweet_id": TEXT_OR_NULL,
}  # fmt: skip
AFFECTED = {"code": TEXT, "name": TEXT, "old_status": STATES, "new_status": STATES}


def answers(*statements: Statement, plan: Plan | None = None, now: datetime = NOON) -> dict[str, Any]:
    objects = render(statements, plan or a_plan(), now)
    found = {one.key: one.body for one in objects if one.key.startswith("api/v2/")}
    return {key.removeprefix("api/v2/").removesuffix(".json"): json.loads(body) for key, body in found.items()}


def fits(kind: Any, value: Any) -> bool:
    if isinstance(kind, set):
        return value in kind
    if kind in (INSTANT, INSTANT_OR_NULL):
        return (value is None and kind == INSTANT_OR_NULL) or bool(TIME.fullmatch(value))
    if kind in (TEXT, TEXT_OR_NULL):
        return (value is None and kind == TEXT_OR_NULL) or (isinstance(value, str) and value != "")
    return isinstance(value, kind) and (kind is not int or not isinstance(value, bool))


def assert_is(shape: dict[str, Any], value: dict[str, Any], *, ours: bool = True) -> None:
    assert [key for key in value if key != "firebreak"] == list(shape)
    assert ("firebreak" in value) is ours
    for name, kind in shape.items():
        assert fits(kind, value[name]), (name, value[name])


def a_day() -> list[Statement]:
    """One of each sort."""
    followed = (an_update(1, kept_at=NOON + minutes(9)), an_update(2, published_at=NOON + minutes(9)))
    resolved = (an_update(1), an_update(2, progress="resolved", published_at=NOON + minutes(5), next_update_at=None))
    return [
        a_statement("st-open", updates=followed),
        a_statement("st-bare", impact="none", components=()),
        a_statement("st-over", state="resolved", updates=resolved),
        a_statement("st-back", state="retracted", retracted_because="Wrong.", updated_at=NOON + minutes(3)),
    ]


def test_every_endpoint_answers_in_statuspages_envelope() -> None:
    for statements in ([], a_day()):
        assert {name: list(answer) for name, answer in answers(*statements).items()} == ENDPOINTS


def test_every_object_has_statuspages_fields_in_its_order_and_ours_under_one_key() -> None:
    found = answers(*a_day())
    for answer in found.values():
        assert_is(PAGE, answer["page"])
    for component in found["components"]["components"]:
        assert_is(COMPONENT, component, ours=False)
    assert len(found["incidents"]["incidents"]) == 4
    for incident in found["incidents"]["incidents"]:
        assert_is(INCIDENT, incident)
        assert incident["incident_updates"]
        for component in incident["components"]:
            assert component in found["components"]["components"]
        for update in incident["incident_updates"]:
            assert_is(UPDATE, update)
            assert update["incident_id"] == incident["id"]
            for affected in update["affected_components"] or []:
                assert_is(AFFECTED, affected, ours=False)


def test_only_what_is_open_is_unresolved() -> None:
    found = answers(*a_day())
    assert {one["id"] for one in found["incidents/unresolved"]["incidents"]} == {"st-open", "st-bare"}
    assert found["summary"]["incidents"] == found["incidents/unresolved"]["incidents"]


def test_the_summary_is_the_other_answers_together() -> None:
    found = answers(*a_day())
    assert found["summary"]["status"] == found["status"]["status"]
    assert found["summary"]["components"] == found["components"]["components"]


@pytest.mark.parametrize(
    ("impact", "description", "state"),
    [
        ("none", "All Systems Operational", "operational"),
        ("minor", "Partially Degraded Service", "degraded_performance"),
        ("major", "Partial System Outage", "partial_outage"),
        ("critical", "Major System Outage", "major_outage"),
    ],
)
def test_the_impact_makes_indicator_and_component_state(impact: Any, description: str, state: str) -> None:
    summary = answers(a_statement(impact=impact))["summary"]
    assert summary["status"] == {"indicator": impact, "description": description}
    assert [one["status"] for one in summary["components"]] == [state, "operational"]


def test_a_component_works_again_once_the_incident_is_resolved() -> None:
    found = answers(a_day()[2])
    assert [one["status"] for one in found["components"]["components"]] == ["operational", "operational"]
    newest, first = found["incidents"]["incidents"][0]["incident_updates"]
    assert [newest["affected_components"][0][key] for key in ("code", "old_status", "new_status")] == [
        "website", "partial_outage", "operational",
    ]  # fmt: skip
    assert first["affected_components"][0]["old_status"] == "operational"


def test_updates_are_newest_first_and_carry_their_promise() -> None:
    updates = (
        an_update(1, kept_at=NOON + minutes(42)),
        an_update(2, published_at=NOON + minutes(42), next_update_at=NOON + minutes(60)),
    )
    incident = answers(a_statement(updates=updates), now=NOON + minutes(50))["incidents"]["incidents"][0]
    assert [one["id"] for one in incident["incident_updates"]] == ["st-0000000001-2", "st-0000000001-1"]
    assert [one["firebreak"]["promise"]["minutes_late"] for one in incident["incident_updates"]] == [None, 12]
    assert incident["firebreak"] == {
        "promise": {
            "next_update_at": "2026-10-02T13:00:00.000Z",
            "answered_at": None,
            "minutes_late": None,
            "overdue": False,
        },
        "promises": {"kept": 0, "late": 1, "rate": 0.0, "minutes_late": [12]},
        "retracted": None,
    }


def test_a_missed_promise_is_overdue() -> None:
    incident = answers(a_statement(), now=NOON + minutes(31))["incidents"]["incidents"][0]
    assert incident["firebreak"]["promise"]["overdue"] is True


def test_a_retracted_statement_reads_as_resolved_with_the_retraction_on_top() -> None:
    incident = answers(a_day()[3])["incidents"]["incidents"][0]
    assert (incident["status"], incident["name"]) == ("resolved", "Retracted: Some of you cannot log in")
    assert incident["resolved_at"] == "2026-10-02T12:03:00.000Z"
    assert incident["firebreak"]["retracted"] == {"at": "2026-10-02T12:03:00.000Z", "because": "Wrong."}
    newest, retracted = incident["incident_updates"]
    assert newest["body"] == "We retract what we said here. Wrong. Questions: https://example.com/contact"
    assert [one["firebreak"]["retracted"] for one in (newest, retracted)] == [False, True]


def test_a_promise_that_nobody_closed_counts_as_answered_by_the_next_word() -> None:
    updates = (an_update(1), an_update(2, published_at=NOON + minutes(35), next_update_at=None))
    incident = answers(a_statement(updates=updates), now=NOON + minutes(90))["incidents"]["incidents"][0]
    assert incident["incident_updates"][1]["firebreak"]["promise"]["minutes_late"] == 5


def test_at_most_fifty_incidents_are_listed_the_newest_first() -> None:
    many = [a_statement(f"st-{n:03}", updates=(an_update(published_at=NOON + minutes(n)),)) for n in range(60)]
    listed = [one["id"] for one in answers(*many)["incidents"]["incidents"]]
    assert listed == [f"st-{n:03}" for n in range(59, 9, -1)]


def test_a_name_is_cut_at_255_characters() -> None:
    assert len(answers(a_statement(title="x" * 999))["incidents"]["incidents"][0]["name"]) == 255


def test_the_ids_of_the_page_and_of_a_component_never_move() -> None:
    calm, trouble = answers()["components"], answers(a_statement(), now=NOON + minutes(5))["components"]
    assert calm["page"]["id"] == trouble["page"]["id"]
    assert [(one["id"], one["created_at"]) for one in calm["components"]] == [
        (one["id"], one["created_at"]) for one in trouble["components"]
    ]


def test_the_page_was_updated_when_the_last_word_was_said() -> None:
    assert answers(*a_day(), now=NOON + minutes(300))["status"]["page"]["updated_at"] == "2026-10-02T12:09:00.000Z"


def test_one_incident_has_an_answer_of_its_own() -> None:
    statements = a_day()
    objects = {one.key: json.loads(one.body) for one in render(statements, a_plan(), NOON) if one.key.endswith(".json")}
    for statement in statements:
        told = objects[f"incidents/{statement.id}.json"]
        assert list(told) == ["page", "status", "incident"]
        assert_is(PAGE, told["page"])
        assert_is(INCIDENT, told["incident"])
    assert objects["incidents/st-open.json"]["incident"] in objects["api/v2/incidents.json"]["incidents"]


def test_a_missed_promise_counts_as_late_before_its_word_has_come() -> None:
    found = answers(a_statement(), now=NOON + minutes(40))
    missed = {"kept": 0, "late": 1, "rate": 0.0, "minutes_late": []}
    assert found["incidents"]["incidents"][0]["firebreak"]["promises"] == missed
    assert found["summary"]["page"]["firebreak"]["promises"] == missed
    assert found == answers(a_statement(), now=NOON + minutes(400))


def test_ours_says_exactly_this_about_an_update() -> None:
    update = answers(a_statement(updates=(an_update(form="nothing_new"),)))["incidents"]["incidents"][0]
    assert update["incident_updates"][0]["firebreak"] == {
        "promise": {
            "next_update_at": "2026-10-02T12:30:00.000Z",
            "answered_at": None,
            "minutes_late": None,
            "overdue": False,
        },
        "retracted": False,
        "corrects": None,
        "corrected_by": None,
        "because": None,
        "form": "nothing_new",
        "translations": {},
        "language": "en",
    }
