from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.gate.finding import Finding
from shared.gate.graphemes import graphemes
from shared.gate.lengths import lengths
from shared.gate.part import Part
from tests.shared.gate.checked import checked

FAMILY = "👨‍👩‍👧‍👦"
LINK = "https://www.example.com/" + "a" * 400


def over(body: str, channel: str) -> Finding | None:
    return next((one for one in lengths(Part("body", body, "en")) if one.rule == f"too_long_for_{channel}"), None)


@pytest.mark.parametrize(
    ("channel", "fits", "one_more"),
    [
        ("sms", "a" * 160, "a"),
        ("sms", "é" * 160, "e"),
        ("sms", "€" * 80, "a"),
        ("sms", "ё" * 70, "a"),
        ("sms", "ё" * 66 + "🚢🚢", "a"),
        ("x", "a" * 280, "a"),
        ("x", "日" * 140, "a"),
        ("x", FAMILY * 140, "a"),
        ("x", LINK + " " + "a" * 256, "a"),
        ("x", "e\u0301" * 280, "a"),
        ("bluesky", FAMILY * 300, "a"),
        ("bluesky", "🇵🇹" * 300, "a"),
        ("mastodon", "日" * 500, "a"),
        ("mastodon", LINK + " " + "a" * 476, "a"),
        ("push", "日" * 1365, "日"),
        ("x", "{next_update}" + "a" * 249, "a"),
    ],
)
def test_a_channel_takes_so_much_and_no_more(channel: str, fits: str, one_more: str) -> None:
    assert over(fits, channel) is None
    found = over(fits + one_more, channel)
    assert found is not None
    assert found.level == "warn"
    assert found.words == one_more
    assert found.start == len(fits)


def test_the_limit_and_the_count_are_told() -> None:
    found = over("a" * 281, "x")
    assert found is not None
    assert "280 characters as X weighs them; this body has 281" in found.why


def test_x_counts_as_its_own_library_does() -> None:
    # twitter-text's conformance suite, validate.yml: this has a weighted length of 7.
    weighed = "H🐱☺👨‍👩‍👧‍👦"
    assert over(weighed + "a" * 273, "x") is None
    assert over(weighed + "a" * 274, "x") is not None


def test_a_header_in_slack_is_short() -> None:
    assert [one.rule for one in checked("We are sorry.", title="so." * 51)] == ["too_long_for_slack_header"]


def test_a_text_refused_for_its_length_is_not_measured_for_each_channel() -> None:
    assert [one.rule for one in lengths(Part("body", "a" * 20_001, "en"))] == ["too_long"]


@settings(max_examples=100)
@given(st.text(st.one_of(st.characters(), st.sampled_from("\u200d\ufe0f\u0301🇵🇹👨👩🏽\r\n"))))
def test_graphemes_are_the_whole_text_in_order(text: str) -> None:
    pieces = list(graphemes(text))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text.startswith(piece, at) for at, piece in pieces)


@pytest.mark.parametrize(
    "one", ["e\u0301", FAMILY, "🙋🏽", "🇵🇹", "\r\n", "1\ufe0f\u20e3", "नि", "🏴\U000e0067\U000e0062\U000e007f"]
)
def test_what_people_see_as_one_is_one(one: str) -> None:
    assert [piece for _, piece in graphemes(f"a{one}b")] == ["a", one, "b"]
    assert unicodedata.normalize("NFC", one)
