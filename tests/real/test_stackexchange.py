"""Real answers of the Stack Exchange API, from which whoever captured them took all words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shared.mention import Author
from shared.plan import Source
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import parsed

STACK = Source("stack", "stackexchange", "sweep", "acme", look_for=("[python]",))


@pytest.mark.parametrize(("name", "posts"), [("stackexchange_question", 3), ("stackexchange_question_page", 6)])
def test_posts_without_words_are_passed_over_each(shared_material: Path, name: str, posts: int) -> None:
    found = parsed(STACK, payload(shared_material, f"stackexchange/{name}.json").body)
    assert (found.mentions, found.tombstones, found.faults) == ((), (), ())
    assert [skipped.reason for skipped in found.skipped] == ["no text and no rating"] * posts


def test_with_words_they_are_the_right_mentions(shared_material: Path) -> None:
    """The words are put in again: all else is as it was captured."""
    body = json.loads(payload(shared_material, "stackexchange/stackexchange_question.json").body)
    [question] = body["items"]
    for post in (question, *question["answers"], *question["comments"]):
        post["body_markdown"] = "2 &lt; 3"
    first, comment, answer = parsed(STACK, body).mentions
    assert (first.native_id, first.text) == ("stackoverflow/1", "2 < 3")
    assert first.author == Author(id="stackoverflow/u/3", name="zhquan_example_3")
    # What was captured has the word "question" in place of an address.
    assert first.url == "https://stackoverflow.com/q/1"
    assert (first.created_at.isoformat(), first.engagement) == ("2016-04-06T02:01:16+00:00", 3)
    assert (answer.native_id, answer.parent, answer.author.name) == (
        "stackoverflow/1",
        "stackoverflow/1",
        "zhquan_example_1",
    )
    assert (comment.native_id, comment.parent) == ("stackoverflow/c/60495069", "stackoverflow/1")
    assert comment.author == Author(id="stackoverflow/u/2", name="zhquan_example_2")


def test_no_answer_is_left_out(shared_material: Path) -> None:
    known = ["stackexchange_question", "stackexchange_question_page"]
    assert names(shared_material, "stackexchange") == [f"stackexchange/{name}.json" for name in known]
