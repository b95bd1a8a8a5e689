"""Pure: what is cut goes in one order, as little as must be, and what is left is fit to be shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from shared.channels.fitting import clean, cleaned, cut, fitted, is_url, line
from shared.channels.message import Button, Message
from tests.shared.channels.any_message import MESSAGE, any_message, any_text


def size(message: Message) -> int:
    return len(message.subject + message.as_text())


def test_what_fits_is_left_as_it_is() -> None:
    assert fitted(MESSAGE, lambda _: True) == MESSAGE


def test_the_customers_words_go_first_and_no_further_than_they_must() -> None:
    long = replace(MESSAGE, quote="word " * 1000)
    fit = fitted(long, lambda message: size(message) <= 2000)
    assert replace(fit, quote=None) == replace(MESSAGE, quote=None)
    assert 1990 <= size(fit) <= 2000
    assert fit.quote is not None
    assert fit.quote.endswith("word…")


def test_links_buttons_title_and_the_time_are_there_when_all_else_had_to_go() -> None:
    long = Message(
        "T", ("line " * 500,) * 9, (("Because", "x" * 500),) * 39 + (("Please acknowledge by", "12:05 UTC"),),
        "quote " * 500, ("command " * 90,) * 9, "case-1", MESSAGE.links, MESSAGE.buttons,
    )  # fmt: skip
    fit = fitted(long, lambda message: size(message) <= 420)
    assert (fit.subject, fit.facts) == ("T", (("Please acknowledge by", "12:05 UTC"),))
    assert (fit.links, fit.buttons) == (MESSAGE.links, MESSAGE.buttons)
    assert (fit.quote, fit.commands) == (None, ())


def test_what_can_never_fit_is_the_least_that_there_is() -> None:
    least = fitted(MESSAGE, lambda _: False)
    assert (least.quote, least.commands, least.links, least.buttons) == (None, (), (), MESSAGE.buttons)


@settings(max_examples=60, database=None, deadline=None)
@given(any_message)
def test_whatever_is_said_a_fit_message_can_be_written_and_shown(message: Message) -> None:
    fit = fitted(message, lambda shorter: size(shorter) <= 8000)
    assert size(fit) <= 8000
    assert cleaned(fit) == fit
    for text in (
        fit.subject,
        fit.quote or "",
        *fit.lines,
        *fit.commands,
        *(word for fact in fit.facts for word in fact),
    ):
        assert clean(text) == text
        text.encode()
    assert all(is_url(url) for _, url in fit.links)


@given(any_text)
def test_a_line_is_one(text: str) -> None:
    assert len(line(text, 70).splitlines()) <= 1
    assert len(line(text, 70)) <= 70


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("tab\tstays\x00\x1b[31m", "tab\tstays[31m"),
        ("half \ud83d of a pair", "half  of a pair"),
        ("safe\u202eexe.gpj", "safeexe.gpj"),
        ("👩‍🚒 é سلام �", "👩‍🚒 é سلام �"),
    ],
)
def test_only_what_can_not_be_shown_goes(text: str, left: str) -> None:
    assert clean(text) == left


def test_a_cut_text_says_that_it_is_cut() -> None:
    assert (cut("abc def", 7), cut("abc def", 5), cut("abc", 0)) == ("abc def", "abc…", "")


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "https://x.example/a b", "https://x.example/|a", "https://x.example/>", "https://é.example/",
     'https://x.example/"', "https://x.example/" + "a" * 2000, "https://x.example/\n"],
)  # fmt: skip
def test_an_address_that_could_end_a_link_is_left_out_whole(url: str) -> None:
    gone = cleaned(replace(MESSAGE, links=(("The case", url),), buttons=(Button("resolve", "Resolve", url=url),)))
    assert (gone.links, gone.buttons) == ((), ())
    kept = cleaned(replace(MESSAGE, links=(), buttons=(Button("resolve", "", "value", url),)))
    assert kept.buttons == (Button("resolve", "Resolve", "value"),)
