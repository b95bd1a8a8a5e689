from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import feedparser
import pytest

from shared.page.site import render
from shared.statement import Statement
from tests.builders import NOON, a_plan, a_statement, an_update, minutes

UPDATES = (
    an_update(1, body="First\n\nand more", kept_at=NOON + minutes(9)),
    an_update(2, body="Still looking", published_at=NOON + minutes(9), kept_at=NOON + minutes(20)),
    an_update(3, progress="resolved", body="Mended", published_at=NOON + minutes(20), next_update_at=None),
)
RESOLVED = a_statement(state="resolved", updates=UPDATES, title="Login & more")


def feed(key: str, *statements: Statement, now: datetime = NOON) -> Any:
    body = next(one.body for one in render(statements, a_plan(), now) if one.key == key)
    return json.loads(body) if key == "feed.json" else feedparser.parse(body)


@pytest.mark.parametrize("key", ["history.atom", "history.rss"])
@pytest.mark.parametrize("statements", [(), (RESOLVED, a_statement("st-2"))])
def test_a_feed_reader_finds_nothing_wrong(key: str, statements: tuple[Statement, ...]) -> None:
    read = feed(key, *statements)
    assert not read.bozo, read.get("bozo_exception")
    assert len(read.entries) == len(statements)
    assert read.feed.title == "Acme Status - Incident History"


def test_an_atom_entry_is_one_incident_revised_in_place() -> None:
    entry = feed("history.atom", RESOLVED).entries[0]
    assert entry.id == "tag:status.example.com,2005:Incident/st-0000000001"
    assert entry.title == "Login & more"
    assert entry.link == "https://status.example.com/incidents/st-0000000001.html"
    assert (entry.published, entry.updated) == ("2026-10-02T12:00:00Z", "2026-10-02T12:20:00Z")


def test_the_text_is_newest_first_with_full_times_and_the_progress_in_bold() -> None:
    html = feed("history.atom", RESOLVED).entries[0].content[0].value
    resolved, update, first = (
        html.index(words)
        for words in (
            "<strong>Resolved</strong> - Mended",
            "<strong>Update</strong> - Still looking",
            "<strong>Investigating</strong> - First<br /><br />and more",
        )
    )
    assert resolved < update < first
    assert "Friday 2 October 2026, 14:20 CEST (12:20 UTC)" in html


def test_an_open_entry_tells_when_the_next_word_comes() -> None:
    html = feed("history.rss", a_statement()).entries[0].description
    assert "Friday 2 October 2026, 14:30 CEST (12:30 UTC)" in html


def test_a_retraction_is_the_newest_word_in_every_feed() -> None:
    gone = a_statement(state="retracted", retracted_because="Wrong.", updated_at=NOON + minutes(7))
    atom, rss, item = (
        feed("history.atom", gone).entries[0],
        feed("history.rss", gone).entries[0],
        feed("feed.json", gone)["items"][0],
    )
    assert atom.updated == "2026-10-02T12:07:00Z"
    assert item["date_modified"] == "2026-10-02T12:07:00Z"
    assert atom.title == rss.title == item["title"] == "Retracted: Some of you cannot log in"
    for html in (atom.content[0].value, rss.description, item["content_html"]):
        assert html.index("We retract what we said here. Wrong.") < html.index("We are looking")


def test_the_json_feed_has_what_version_1_1_asks_for() -> None:
    read = feed("feed.json", RESOLVED)
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert read["feed_url"] == "https://status.example.com/feed.json"
    assert [item["id"] for item in read["items"]] == ["https://status.example.com/incidents/st-0000000001.html"]


def test_a_feed_holds_the_fifty_newest() -> None:
    many = [a_statement(f"st-{n:03}", updates=(an_update(published_at=NOON + minutes(n)),)) for n in range(60)]
    read = feed("history.atom", *many)
    assert [read.entries[0].id[-6:], read.entries[-1].id[-6:]] == ["st-059", "st-010"]
