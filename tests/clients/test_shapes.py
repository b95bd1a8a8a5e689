"""By schemas written from the formats' descriptions: every answer and feed in every scene, nothing unknown in it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types of its own

from tests.clients.running import HERE
from tests.clients.xml_shape import as_json
from tests.harness.scenes import SCENES, STORM, Scene

URL = "https://status.example.com"
#: What each answer holds beside `page`.
ANSWERS = {
    "summary.json": {"components", "incidents", "scheduled_maintenances", "status"},
    "status.json": {"status"},
    "components.json": {"components"},
    "incidents.json": {"incidents"},
    "incidents/unresolved.json": {"incidents"},
    "scheduled-maintenances.json": {"scheduled_maintenances"},
    "scheduled-maintenances/upcoming.json": {"scheduled_maintenances"},
    "scheduled-maintenances/active.json": {"scheduled_maintenances"},
}


@cache
def shape(name: str) -> Any:
    schema = json.loads((HERE / "shapes" / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(name: str, answer: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in shape(name).iter_errors(answer)]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_every_answer_has_statuspages_shape(scene: Scene) -> None:
    site = scene.site(URL)
    for path, held in ANSWERS.items():
        answer = json.loads(site[f"api/v2/{path}"].body)
        assert faults("statuspage", answer) == [], path
        assert set(answer) == {"page", *held}, path


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_json_feed_is_one(scene: Scene) -> None:
    feed = json.loads(scene.site(URL)["feed.json"].body)
    assert faults("json_feed", feed) == []
    assert len(feed["items"]) == len(scene.statements)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
@pytest.mark.parametrize(("name", "key"), [("atom", "history.atom"), ("rss", "history.rss")])
def test_the_atom_and_rss_feeds_have_their_formats_shape(scene: Scene, name: str, key: str) -> None:
    assert faults(name, as_json(scene.site(URL)[key].body)) == []


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("atom", b"<updated>2026", b"<updated>Fri 2026"),
        ("atom", b"<updated>", b"<changed/><updated>"),
        ("atom", b'rel="self"', b'rel="me"'),
        ("atom", b"tag:status", b"status"),
        ("rss", b'version="2.0"', b'version="1.0"'),
        ("rss", b"<pubDate>", b"<pubDate>2026 "),
        ("rss", b"<description>", b"<ours/><description>"),
        ("rss", b"<link>https:", b"<link>"),
    ],
)
def test_a_wrong_feed_would_be_found_out(name: str, right: bytes, wrong: bytes) -> None:
    feed = STORM.site(URL)[f"history.{name}"].body
    assert right in feed
    assert faults(name, as_json(feed.replace(right, wrong, 1)))


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        (("page", "updated_at"), "2026-10-02T12:00:00Z"),
        (("status", "indicator"), "bad"),
        (("components", 0, "status"), "broken"),
        (("incidents", 0, "status"), "published"),
        (("incidents", 0, "ours"), 1),
        (("incidents", 0, "incident_updates"), []),
        (("incidents", 0, "incident_updates", 0, "status"), "scheduled"),
    ],
)
def test_a_wrong_answer_would_be_found_out(where: tuple[Any, ...], wrong: object) -> None:
    answer = json.loads(STORM.site(URL)["api/v2/summary.json"].body)
    held = answer
    for key in where[:-1]:
        held = held[key]
    held[where[-1]] = wrong
    assert len(faults("statuspage", answer)) >= 1
