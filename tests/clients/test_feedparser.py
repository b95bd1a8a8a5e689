"""feedparser, over HTTP: both feeds are whole, each entry is one incident, and its page is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.clients.running import HERE, our_python, run
from tests.harness.scenes import AT_WORK, CALM, CORRECTED, EXPLAINED, RESOLVED, RETRACTED, STORM, THREE_LANGUAGES, Scene
from tests.harness.served import SiteOf

pytestmark = pytest.mark.slow
FEEDS = {"history.atom": "atom10", "history.rss": "rss20"}


def read(site_of: SiteOf, scene: Scene, feed: str, folder: Path) -> dict[str, Any]:
    command = [our_python(), HERE / "read_with_feedparser.py", f"{site_of(scene).url}/{feed}"]
    found: dict[str, Any] = json.loads(run(command, folder))
    return found


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("scene", [CALM, STORM, RETRACTED, AT_WORK, THREE_LANGUAGES], ids=lambda scene: scene.name)
def test_a_feed_is_whole_and_its_links_lead_somewhere(site_of: SiteOf, tmp_path: Path, scene: Scene, feed: str) -> None:
    found = read(site_of, scene, feed, tmp_path)
    assert (found["fault"], found["status"], found["version"]) == ("", 200, FEEDS[feed])
    assert found["title"] == "Example Ferries Status - Incident History"
    assert len(found["entries"]) == len(scene.statements)
    assert len({entry["id"] for entry in found["entries"]}) == len(scene.statements)
    for entry in found["entries"]:
        assert urlopen(entry["link"], timeout=10).status == 200


@pytest.mark.parametrize("feed", FEEDS)
def test_readers_find_the_word_by_which_they_know_that_it_is_over(site_of: SiteOf, tmp_path: Path, feed: str) -> None:
    over = read(site_of, RESOLVED, feed, tmp_path)["entries"][0]
    assert over["title"] == "Paying for a booking fails for many of you"
    assert over["text"].index("<strong>Resolved</strong>") < over["text"].index("We know the cause")
    still_open = read(site_of, STORM, feed, tmp_path)["entries"]
    assert "<strong>Resolved</strong>" not in next(each for each in still_open if "Paying" in each["title"])["text"]


def test_an_entry_keeps_its_id_and_moves_its_time_when_the_incident_goes_on(site_of: SiteOf, tmp_path: Path) -> None:
    before, after = (
        next(entry for entry in read(site_of, scene, "history.atom", tmp_path)["entries"] if "Paying" in entry["title"])
        for scene in (STORM, RESOLVED)
    )
    assert before["id"].partition(":Incident/")[2] == after["id"].partition(":Incident/")[2] == "st-storm"
    assert before["published"] == after["published"]
    assert before["updated"] < after["updated"]


@pytest.mark.parametrize("feed", FEEDS)
def test_planned_work_says_so_before_all_else_and_when_it_ends(site_of: SiteOf, tmp_path: Path, feed: str) -> None:
    entries = {entry["title"]: entry for entry in read(site_of, AT_WORK, feed, tmp_path)["entries"]}
    for entry in entries.values():
        assert entry["text"].startswith("<p><strong>THIS IS A SCHEDULED EVENT</strong>")
    work = entries["A new database for bookings"]
    assert work["text"].index("13:00 WEST (12:00 UTC)") < work["text"].index("16:00 WEST (15:00 UTC)")
    # Atom has no place for it; readers of RSS know Statuspage's own.
    ends = "Fri, 02 Oct 2026 15:00:00 +0000" if feed == "history.rss" else None
    assert work["maintenance_ends"] == ends


@pytest.mark.parametrize("feed", FEEDS)
def test_what_was_wrong_is_struck_and_put_right_with_the_reason(site_of: SiteOf, tmp_path: Path, feed: str) -> None:
    [text] = [
        entry["text"] for entry in read(site_of, CORRECTED, feed, tmp_path)["entries"] if "twice" in entry["title"]
    ]
    reason = "Only cards of two banks were charged twice, not every card."
    right, wrong = text.index("Cards of two banks were charged"), text.index("<del>Every card that was used today")
    assert text.index(f"This corrects what we said at 13:00 WEST, 2 Oct 2026: {reason}") < right < wrong
    assert right < text.index(f"Corrected at 13:25 WEST, 2 Oct 2026: {reason}") < wrong


@pytest.mark.parametrize("feed", FEEDS)
def test_what_is_said_after_the_end_stands_above_the_end(site_of: SiteOf, tmp_path: Path, feed: str) -> None:
    [entry] = read(site_of, EXPLAINED, feed, tmp_path)["entries"]
    assert entry["text"].index("<strong>Postmortem</strong>") < entry["text"].index("<strong>Resolved</strong>")
