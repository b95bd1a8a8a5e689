"""statuspage.io: the npm package's calls, each against our answer to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clients.running import HERE, NODE_MODULES, needs_node_client, run
from tests.harness.scenes import RESOLVED, STORM, Scene
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
