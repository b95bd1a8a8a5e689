"""statuspage.io: the npm package's calls, each against our answer to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clients.running import HERE, NODE_MODULES, needs_node_client, run
from tests.harness.scenes import AT_WORK, RESOLVED, STORM, Scene
from tests.harness.served import SiteOf

pytestmark = [pytest.mark.slow, needs_node_client]


def read(site_of: SiteOf, scene: Scene, folder: Path) -> dict[str, Any]:
    command = ["node", HERE / "read_with_statuspage_io.cjs", site_of(scene).url]
    found: dict[str, Any] = json.loads(run(command, folder, {"NODE_PATH": str(NODE_MODULES)}))
    return found


def test_every_call_is_answered_in_a_storm(site_of: SiteOf, tmp_path: Path) -> None:
    found = read(site_of, STORM, tmp_path)
    assert found["status"]["status"] == {"indicator": "major", "description": "Partial System Outage"}
    assert found["summary"]["status"] == found["status"]["status"]
    assert {part["name"]: part["status"] for part in found["components"]["components"]} == {
        "Booking": "partial_outage", "Website and app": "partial_outage", "Sailings": "operational",
    }  # fmt: skip
    assert [one["id"] for one in found["unresolved"]["incidents"]] == ["st-storm", "st-small"]
    assert {one["id"] for one in found["incidents"]["incidents"]} == {"st-storm", "st-small", "st-mended"}
    assert found["upcoming"]["scheduled_maintenances"] == found["maintenances"]["scheduled_maintenances"] == []


def test_what_is_over_is_listed_and_no_longer_unresolved(site_of: SiteOf, tmp_path: Path) -> None:
    found = read(site_of, RESOLVED, tmp_path)
    assert found["status"]["status"]["indicator"] == "none"
    assert found["unresolved"]["incidents"] == []
    [storm] = [one for one in found["incidents"]["incidents"] if one["id"] == "st-storm"]
    assert (storm["status"], storm["resolved_at"]) == ("resolved", "2026-10-02T13:10:00.000Z")


def test_planned_work_is_upcoming_or_active_or_both_of_them_in_all(site_of: SiteOf, tmp_path: Path) -> None:
    found = read(site_of, AT_WORK, tmp_path)
    listed = {
        call: [(one["id"], one["status"]) for one in found[call]["scheduled_maintenances"]]
        for call in ("active", "upcoming", "maintenances", "summary")
    }
    work, gates = ("st-work", "in_progress"), ("st-gates", "scheduled")
    assert (listed["active"], listed["upcoming"], listed["summary"]) == ([work], [gates], [work, gates])
    assert sorted(listed["maintenances"]) == [gates, work]
    assert found["unresolved"]["incidents"] == found["incidents"]["incidents"] == []


def test_groups_stand_before_what_is_in_them_and_contact_points_are_components(site_of: SiteOf, tmp_path: Path) -> None:
    components = read(site_of, AT_WORK, tmp_path)["components"]["components"]
    assert [one["name"] for one in components] == [
        "Tickets", "Booking", "Website and app", "Sailings", "Service desk", "Contact form", "Mail",
    ]  # fmt: skip
    group, *others = components
    assert (group["group"], group["status"]) == (True, "under_maintenance")
    inside = [one for one in others if one["group_id"] == group["id"]]
    assert [one["name"] for one in inside] == ["Booking", "Website and app"]
    assert group["components"] == [one["id"] for one in inside]
