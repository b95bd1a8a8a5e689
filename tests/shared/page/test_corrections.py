"""What was wrong stays to be read, struck, with the reason and whom to ask; readers of JSON and feeds are told too."""

from __future__ import annotations

import re

import feedparser

from tests.builders import NOON, a_statement, an_update, minutes
from tests.shared.page.pages_of import answer, pages, words

WRONG = an_update(1, body="All cards fail.", kept_at=NOON + minutes(10))
RIGHT = an_update(
    2,
    body="Some cards fail.",
    corrects=1,
    because="Only cards of two banks fail.",
    published_at=NOON + minutes(10),
    next_update_at=NOON + minutes(40),
)
CORRECTED = a_statement(state="updated", updates=(WRONG, RIGHT))


def test_the_corrected_text_is_struck_with_reason_time_and_whom_to_ask() -> None:
    page = pages(CORRECTED)["incidents/st-0000000001.html"]
    struck = re.findall(r'<del datetime="2026-10-02T12:10:00Z">(.*?)</del>', page, flags=re.DOTALL)
    assert ["All cards fail." in text for text in struck] == [True]
    text = words(page)
    assert "Corrected at 14:10 CEST, 2 Oct 2026: Only cards of two banks fail. Questions about this? Ask us." in text
    assert "Correction This corrects what we said at 14:00 CEST, 2 Oct 2026: Only cards of two banks fail." in text


def test_the_index_says_that_its_newest_word_is_a_correction() -> None:
    text = words(pages(CORRECTED)["index.html"])
    assert "This corrects what we said at 14:00 CEST" in text
    assert "Some cards fail." in text
    assert "All cards fail." not in text


def test_readers_of_json_learn_which_update_corrects_which() -> None:
    newest, first = answer("incidents/st-0000000001", CORRECTED)["incident"]["incident_updates"]
    told = [(one["firebreak"]["corrects"], one["firebreak"]["corrected_by"]) for one in (newest, first)]
    assert told == [(1, None), (None, 2)]
    assert [one["firebreak"]["because"] for one in (newest, first)] == ["Only cards of two banks fail.", None]


def test_feeds_strike_what_was_wrong_and_say_why() -> None:
    html = feedparser.parse(pages(CORRECTED)["history.atom"]).entries[0].content[0].value
    assert "<em>Corrected at 14:10 CEST, 2 Oct 2026: Only cards of two banks fail.</em>" in html
    assert "<del>All cards fail.</del>" in html
    assert "<del>Some cards fail." not in html


def test_a_correction_after_the_end_moves_the_end_by_nothing() -> None:
    over = an_update(2, progress="resolved", published_at=NOON + minutes(10), next_update_at=None)
    late = an_update(
        3, progress="resolved", corrects=2, because="x", published_at=NOON + minutes(90), next_update_at=None
    )
    statement = a_statement(state="resolved", updates=(WRONG, over, late))
    incident = answer("incidents/st-0000000001", statement)["incident"]
    assert incident["resolved_at"] == "2026-10-02T12:10:00.000Z"
    assert incident["updated_at"] == "2026-10-02T13:30:00.000Z"
    assert incident["incident_updates"][0]["affected_components"] is None


def test_a_post_mortem_is_told_as_what_it_is() -> None:
    over = an_update(2, progress="resolved", published_at=NOON + minutes(10), next_update_at=None)
    told = an_update(3, progress="postmortem", body="A disk.", published_at=NOON + minutes(900), next_update_at=None)
    statement = a_statement(state="postmortem", updates=(WRONG, over, told))
    assert answer("incidents", statement)["incidents"][0]["status"] == "postmortem"
    assert answer("incidents/unresolved", statement)["incidents"] == []
    page = words(pages(statement)["incidents/st-0000000001.html"])
    assert "What happened, and what we change A disk." in page
    assert "Resolved after 30 min" in page
    assert (
        "<strong>Postmortem</strong> - A disk." in feedparser.parse(pages(statement)["history.rss"]).entries[0].summary
    )
