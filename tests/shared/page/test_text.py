from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from shared.page.text import clean, excerpt, one_line, paragraphs


@given(some.text(some.characters(codec=None)))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(some.text(some.characters(codec=None)))
def test_a_cleaned_text_can_be_written(text: str) -> None:
    assert clean(text).encode("utf-8").decode("utf-8") == clean(text)


def test_line_ends_of_all_systems_are_one() -> None:
    assert clean("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_a_title_is_one_line() -> None:
    assert one_line(" Login\n\tis  slow ") == "Login is slow"


def test_blank_lines_part_paragraphs_and_single_line_ends_stay() -> None:
    assert paragraphs("one\ntwo\n \n\n\nthree") == ("one\ntwo", "three")


@given(some.text(), some.integers(min_value=1, max_value=50))
def test_an_excerpt_is_never_longer_than_asked_but_for_its_ellipsis(text: str, characters: int) -> None:
    assert len(excerpt(text, characters)) <= characters + 2
    assert excerpt(text, characters) == text or excerpt(text, characters).endswith(" …")


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt("one two three", 9) == "one two …"
