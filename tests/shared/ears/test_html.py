"""Pure: HTML from outside becomes the text that a person would read, and never anything that runs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ears.html import plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("just words", "just words"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("a <b>bold</b> <a href='https://e.example'>link</a>", "a bold link"),
        ("2 &lt; 3 &amp;&amp; &quot;x&quot;&nbsp;y", '2 < 3 && "x" y'),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("safe<script>alert(1)</script> words", "safe words"),
        ("safe<style>p{}</style> words", "safe words"),
        ("<!-- hidden -->seen", "seen"),
        ('ok <img alt=":smile:" src=x onerror=alert(1)>', "ok :smile:"),
        ('<img alt="a &quot;b&quot; &lt;c&gt;">', 'a "b" <c>'),
        ("a < b and c > d", "a < b and c > d"),
        ("<p>unclosed <b>tags", "unclosed tags"),
        ("half an emoji \ud83d here", "half an emoji \ufffd here"),
        ("too\u2003\u2003many \t spaces\r\n\r\n\r\nand lines", "too many spaces\n\nand lines"),
    ],
)
def test_html_is_read_as_a_person_would(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@settings(database=None, deadline=None)
@given(st.text(alphabet="<>/&;\"'=!- abpimgltscrih\n\u00e9\U0001f621") | st.text())
def test_any_markup_at_all_gives_text_that_can_be_stored(markup: str) -> None:
    text = plain_text(markup)
    text.encode("utf-8")
    assert text == text.strip()


@pytest.mark.parametrize(
    "piece", ["<div>", "<b><p>", "<table><tr><td>", "<a><b><i>x</a>", "&", "<", "\u2003", "<!--", "<p "]
)
def test_hostile_markup_is_bounded_before_it_is_read(piece: str) -> None:
    assert len(plain_text(piece * 500_000)) <= 60_000
