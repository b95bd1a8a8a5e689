"""statuspage-prometheus-exporter: what a company's monitoring would show of us."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.clients.running import EXPORTER, needs_python_clients, run
from tests.harness.scenes import AT_WORK, CALM, PLANNED, RESOLVED, RETRACTED, STORM, Scene
from tests.harness.served import SiteOf

pytestmark = [pytest.mark.slow, needs_python_clients]

METRIC = re.compile(r"^(\w+)\{(.*)\} ([0-9.e+]+)$", re.MULTILINE)
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
#: It has to export something where nothing is.
NOTHING = {"none": 0.0}
Metrics = list[tuple[str, dict[str, str], float]]


def exported(folder: Path, url: str) -> Metrics:
    """Every gauge with its labels and value."""
    services = {"us": {"url": f"{url}/api/v2/summary.json", "name": "Us"}}
    (folder / "services.json").write_text(json.dumps(services))
    written = folder / "metrics.prom"
    environment = {"RUN_MODE": "once", "METRICS_TEXTFILE_PATH": str(written), "HOME": str(folder)}
    run([EXPORTER], folder, environment)
    return [
        (name, dict(LABEL.findall(labels)), float(value)) for name, labels, value in METRIC.findall(written.read_text())
    ]


def values(metrics: Metrics, name: str, label: str) -> dict[str, float]:
    return {labels[label]: value for each, labels, value in metrics if each == name}


@pytest.mark.parametrize("scene", [CALM, RESOLVED, RETRACTED], ids=lambda scene: scene.name)
def test_all_is_well_where_nothing_is_open(site_of: SiteOf, tmp_path: Path, scene: Scene) -> None:
    metrics = exported(tmp_path, site_of(scene).url)
    assert values(metrics, "statuspage_probe_check", "service_name") == {"Us": 1}
    assert values(metrics, "statuspage_service_status", "service_name") == {"Us": 1}
    parts = values(metrics, "statuspage_component_status", "component_name")
    assert parts == {"Booking": 1, "Website and app": 1, "Sailings": 1}
    assert values(metrics, "statuspage_incident_info", "incident_id") == NOTHING


def test_a_storm_is_shown_with_its_incidents_and_components(site_of: SiteOf, tmp_path: Path) -> None:
    site = site_of(STORM)
    metrics = exported(tmp_path, site.url)
    assert values(metrics, "statuspage_service_status", "service_name") == {"Us": 0}
    parts = values(metrics, "statuspage_component_status", "component_name")
    assert parts == {"Booking": 0, "Website and app": 0, "Sailings": 1}
    shown = {labels["incident_id"]: labels for name, labels, _ in metrics if name == "statuspage_incident_info"}
    assert set(shown) == {"st-storm", "st-small"}
    storm = shown["st-storm"]
    assert (storm["incident_name"], storm["impact"]) == ("Paying for a booking fails for many of you", "major")
    assert f"{site.url}/incidents/st-storm.html" in storm.values()
    assert values(metrics, "statuspage_maintenance_info", "maintenance_id") == NOTHING


def test_planned_work_is_shown_with_its_times(site_of: SiteOf, tmp_path: Path) -> None:
    site = site_of(AT_WORK)
    metrics = exported(tmp_path, site.url)
    shown = {labels["maintenance_id"]: labels for name, labels, _ in metrics if name == "statuspage_maintenance_info"}
    assert set(shown) == {"st-work", "st-gates"}
    work = shown["st-work"]
    assert (work["scheduled_start"], work["scheduled_end"]) == ("2026-10-02T12:00:00Z", "2026-10-02T15:00:00Z")
    assert (work["affected_components"], work["shortlink"]) == ("Booking", f"{site.url}/incidents/st-work.html")
    assert values(metrics, "statuspage_incident_info", "incident_id") == NOTHING
    # It calls a service impaired while any part of it is worked on, whatever the page's own line says.
    assert values(metrics, "statuspage_service_status", "service_name") == {"Us": 0}
    parts = values(metrics, "statuspage_component_status", "component_name")
    assert {name for name, value in parts.items() if not value} == {"Tickets", "Booking"}


def test_what_is_only_announced_impairs_nothing(site_of: SiteOf, tmp_path: Path) -> None:
    metrics = exported(tmp_path, site_of(PLANNED).url)
    assert values(metrics, "statuspage_service_status", "service_name") == {"Us": 1}
    assert set(values(metrics, "statuspage_component_status", "component_name").values()) == {1}
    assert set(values(metrics, "statuspage_maintenance_info", "maintenance_id")) == {"st-planned"}
