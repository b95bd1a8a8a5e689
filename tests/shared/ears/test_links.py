"""Pure: links that may be shown, and links whose words hide where they lead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ears.links import Span, web_link, with_links


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.com/a", "https://example.com/a"),
        (" http://example.com ", "http://example.com"),
        ("javascript:alert(1)", None),
        ("tg://user?id=1", None),
        ("https:", None),
        ("https://[bad", None),
        ("", None),
        (None, None),
    ],
)
def test_only_an_address_of_the_web_is_a_link(address: str | None, shown: str | None) -> None:
    assert web_link(address) == shown


def test_words_that_hide_an_address_are_followed_by_it() -> None:
    told = with_links("see here, now", [Span(4, 8, "https://example.com/a")], "utf-8")
    assert told == "see here (https://example.com/a), now"


def test_an_address_that_was_cut_short_is_whole_again() -> None:
    text = "at example.com/long/pa... today"
    assert with_links(text, [Span(3, 25, "https://example.com/long/path")], "utf-8") == (
        "at https://example.com/long/path today"
    )


def test_an_address_that_stands_there_is_not_said_twice() -> None:
    text = "https://Example.com/ and example.com"
    spans = [Span(0, 20, "https://example.com"), Span(25, 36, "https://example.com/")]
    assert with_links(text, spans, "utf-8") == text


def test_places_are_counted_in_the_platforms_own_way() -> None:
    text = "\U0001f600 here"
    assert with_links(text, [Span(5, 9, "https://a.example")], "utf-8") == "\U0001f600 here (https://a.example)"
    assert with_links(text, [Span(6, 14, "https://a.example")], "utf-16-le") == "\U0001f600 here (https://a.example)"


@pytest.mark.parametrize("span", [(-2, 3), (3, 3), (0, 99), (1, 3), (10**15, 10**16)])
def test_a_place_that_can_not_be_is_left_out(span: tuple[int, int]) -> None:
    assert with_links("\U0001f600 here", [Span(*span, "https://a.example")], "utf-8") == "\U0001f600 here"


def test_a_place_between_the_halves_of_a_character_is_left_out() -> None:
    for place in ((1, 9), (2, 6), (0, 2)):
        assert with_links("\U0001f6000001", [Span(*place, "https://a.example")], "utf-16-le") == "\U0001f6000001"


def test_of_two_links_in_one_place_one_is_told() -> None:
    spans = [Span(0, 4, "https://a.example"), Span(2, 6, "https://b.example")]
    assert with_links("abcdef", spans, "utf-8") == "abcdef (https://b.example)"


@given(
    st.text(max_size=20),
    st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=4),
    st.sampled_from(("utf-8", "utf-16-le")),
)
@settings(database=None, deadline=None, max_examples=60)
def test_no_word_is_lost_wherever_links_are_said_to_be(text: str, places: list[tuple[int, int]], coding: str) -> None:
    told = with_links(text, [Span(*place, "https://a.example") for place in places], coding)  # type: ignore[arg-type]  # sampled
    assert told.replace(" (https://a.example)", "") == text or "https://a.example" in text
