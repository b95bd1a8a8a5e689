"""Pure: what all feeds have in common."""

from __future__ import annotations

import pytest

from shared.platforms.parts.feed_item import item_text, language_of, native_id, unwrapped


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("https://www.google.com/url?rct=j&sa=t&url=https://e.example/a%3Fb%3D1&ct=ga", "https://e.example/a?b=1"),
        ("https://www.google.co.uk/url?url=http://e.example/", "http://e.example/"),
        ("https://www.google.com/url?q=https://e.example/", "https://e.example/"),
        ("https://www.google.com/url?url=javascript:alert(1)", None),
        ("https://www.google.com/url", None),
        ("https://www.google.com/url?url=https://www.google.com/url?url=https://e.example/", "https://e.example/"),
        ("https://www.google.com/search?url=x", "https://www.google.com/search?url=x"),
        ("https://notgoogle.com/url?url=https://e.example/", "https://notgoogle.com/url?url=https://e.example/"),
        ("javascript:alert(1)", None),
        ("data:text/html,hi", None),
        ("/relative", None),
        ("https://[", None),
        ("https://e.example/" + "a" * 3000, None),
        (None, None),
    ],
)
def test_a_link_leads_to_the_page_itself_or_is_none(link: str | None, page: str | None) -> None:
    assert unwrapped(link) == page


def test_a_link_through_as_many_counters_as_it_has_room_for_leads_to_the_page() -> None:
    assert unwrapped("https://www.google.com/url?url=" * 60 + "https://e.example/") == "https://e.example/"


@pytest.mark.parametrize(
    ("guid", "link", "id_"),
    [
        ("https://n.example/?p=1", "https://n.example/a", "https://n.example/?p=1"),
        ("urn:uuid:1", None, "urn:uuid:1"),
        ("tag:e.example,2026:1", None, "tag:e.example,2026:1"),
        ("17", "https://n.example/a", "n.example/17"),
        (None, "https://n.example/a", "https://n.example/a"),
    ],
)
def test_an_items_id_is_its_own_word_else_its_link(guid: str | None, link: str | None, id_: str) -> None:
    assert native_id(guid, link, "words", "n.example") == id_


def test_without_id_and_link_its_words_tell_an_item_and_half_an_emoji_does_not_stop_that() -> None:
    first, same, other = (native_id(None, None, words, "n.example") for words in ("a \ud83d", "a \ud83d", "b"))
    assert first == same != other


@pytest.mark.parametrize(
    ("title", "body", "text"),
    [
        ("", "body", "body"),
        ("title", "", "title"),
        ("title", "body", "title\n\nbody"),
        ("The ferry…", "The ferry is late", "The ferry is late"),
        ("...", "body", "...\n\nbody"),
    ],
)
def test_a_title_is_said_once(title: str, body: str, text: str) -> None:
    assert item_text(title, body) == text


@pytest.mark.parametrize(
    ("written", "language"), [("en-GB", "en"), ("pt_br", "pt"), ("DE", "de"), ("", None), (None, None)]
)
def test_a_language_is_the_first_part_of_its_tag(written: str | None, language: str | None) -> None:
    assert language_of(written) == language
