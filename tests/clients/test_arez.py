"""aRez: a game's library, strict about times and shapes, reads our summary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clients.running import HERE, PYTHON, needs_python_clients, run
from tests.harness.scenes import AT_WORK, CALM, RESOLVED, STORM, Scene
from tests.harness.served import SiteOf

pytestmark = [pytest.mark.slow, needs_python_clients]


def read(site_of: SiteOf, scene: Scene, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run([PYTHON, HERE / "read_with_arez.py", site_of(scene).url], folder))
    return found


def test_a_storm_is_read_with_its_states_and_its_newest_words(site_of: SiteOf, tmp_path: Path) -> None:
    found = read(site_of, STORM, tmp_path)
    assert (found["name"], found["status"], found["impact"]) == ("Example Ferries", "Partial System Outage", "Major")
    assert found["updated_at"] == "2026-10-02T12:27:00"
    assert found["components"] == {
        "Booking": "Partial Outage", "Website and app": "Partial Outage", "Sailings": "Operational",
    }  # fmt: skip
    storm, small = found["incidents"]
    assert (storm["name"], storm["status"]) == ("Paying for a booking fails for many of you", "Identified")
    assert storm["components"] == ["Booking", "Website and app"]
    assert [text.split(":")[0] for text in storm["updates"]] == [
        "We know the cause",
        "Since this morning many of you tell us that paying for a booking fails. We are looking for the cause.\n\n"
        "If you sail today",
    ]
    assert storm["last"] == "2026-10-02T12:27:00"
    assert (small["name"], small["impact"]) == ("Timetables load slowly", "Minor")
    assert found["maintenances"] == []


@pytest.mark.parametrize("scene", [CALM, RESOLVED], ids=lambda scene: scene.name)
def test_all_is_well_where_nothing_is_open(site_of: SiteOf, tmp_path: Path, scene: Scene) -> None:
    found = read(site_of, scene, tmp_path)
    assert (found["status"], found["impact"]) == ("All Systems Operational", "None")
    assert set(found["components"].values()) == {"Operational"}
    assert found["incidents"] == []


def test_planned_work_is_read_with_its_times_and_groups_with_their_parts(site_of: SiteOf, tmp_path: Path) -> None:
    found = read(site_of, AT_WORK, tmp_path)
    assert (found["status"], found["impact"]) == ("Service Under Maintenance", "None")
    assert found["groups"] == {"Tickets": ["Booking", "Website and app"]}
    states = found["components"]
    assert states.pop("Booking") == "Under Maintenance"
    assert states == dict.fromkeys(
        ("Website and app", "Sailings", "Service desk", "Contact form", "Mail"), "Operational"
    )
    work, gates = found["maintenances"]
    assert work == {
        "name": "A new database for bookings",
        "status": "In Progress",
        "impact": "Maintenance",
        "components": ["Booking"],
        "window": ["2026-10-02T12:00:00", "2026-10-02T15:00:00"],
        "last": "We have begun. Half of all bookings are moved.",
    }
    assert (gates["name"], gates["status"], gates["components"]) == (
        "New gates at the north pier", "Scheduled", ["Sailings"],
    )  # fmt: skip
