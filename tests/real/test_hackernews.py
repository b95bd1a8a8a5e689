"""Real answers of Hacker News's search, with what a person read in each of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from shared.delivery import Parsed
from shared.mention import Author
from shared.plan import Source
from tests.builders import NOON
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import only, parsed

HN = Source("hn", "hackernews", "sweep", "acme", look_for=("slack",))


def read(material: Path, name: str) -> Parsed:
    return parsed(HN, payload(material, f"hackernews/{name}.json").body, at=NOON)


def test_a_comment_under_an_ask_hn(shared_material: Path) -> None:
    mention = only(read(shared_material, "algolia_comment"))
    assert mention.native_id == "13579900"
    assert mention.author == Author(id="schappim", handle="schappim")
    assert mention.text.startswith("Function as a service (like AWS Lambda, Google")
    assert mention.text.endswith("for Ruby.")
    assert mention.created_at == datetime(2017, 2, 6, 8, 29, 47, tzinfo=UTC)
    assert mention.url == "https://news.ycombinator.com/item?id=13579900"
    assert (mention.thread, mention.parent, mention.engagement) == ("13577486", "13577486", 0)


def test_two_stories_that_are_links(shared_material: Path) -> None:
    found = read(shared_material, "algolia_stories")
    assert (found.skipped, found.faults, found.tombstones) == ((), (), ())
    slack, github = found.mentions
    assert (slack.text, slack.author.handle) == ("Slack’s new WYSIWYG input box is terrible", "ingve")
    assert (slack.created_at, slack.engagement) == (datetime(2019, 11, 20, 23, 13, 9, tzinfo=UTC), 3852)
    assert (slack.url, slack.thread) == ("https://news.ycombinator.com/item?id=21589647", "21589647")
    assert github.text == "Microsoft Is Said to Have Agreed to Acquire GitHub"
    assert (github.native_id, github.author.handle, github.parent) == ("17221527", "miguelrochefort", None)
    assert github.created_at == datetime(2018, 6, 3, 20, 14, 26, tzinfo=UTC)


def test_no_answer_is_left_out(shared_material: Path) -> None:
    assert names(shared_material, "hackernews") == [
        "hackernews/algolia_comment.json",
        "hackernews/algolia_stories.json",
    ]
