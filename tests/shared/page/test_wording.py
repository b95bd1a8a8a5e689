"""The tables of fixed words: each has every sentence, with the same slots, and forms for every number."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shared.page.state import STATES
from shared.page.wording.languages import wording
from shared.page.wording.wording import Wording
from shared.statement import Impact, Progress

LANGUAGES = ("en", "pt", "es", "fr", "de", "it", "ar")
ENGLISH = wording("en")
SENTENCES = [each.name for each in fields(Wording) if isinstance(getattr(ENGLISH, each.name), str)]
FORMS = ("days", "minutes", "working", "all_updates", "all_past", "all_kept")


def slots(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_with_the_same_slots(language: str) -> None:
    words = wording(language)
    for name in SENTENCES:
        if name not in ("day", "short_day"):
            assert getattr(words, name), name
            assert slots(getattr(words, name)) == slots(getattr(ENGLISH, name)), (language, name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_name_of_its_own_and_every_month_too(language: str) -> None:
    words = wording(language)
    assert set(words.states) == set(STATES)
    assert set(words.progress) == set(get_args(Progress))
    assert set(words.impacts) == set(words.headlines) == set(get_args(Impact))
    assert len(set(words.states.values())) == len(STATES)
    assert len(words.months.split()) == len(words.short_months.split()) == 12
    assert len(set(words.weekdays.split())) == 7


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40, deadline=None)
@given(count=some.integers(min_value=1, max_value=100_000))
def test_every_number_has_a_form_that_fills(language: str, count: int) -> None:
    words = wording(language)
    for name in FORMS:
        assert "{count}" not in words.form(getattr(words, name), count)


def test_no_sentence_is_left_in_english() -> None:
    for language in LANGUAGES[1:]:
        words = wording(language)
        same = {name for name in SENTENCES if getattr(words, name) == getattr(ENGLISH, name)}
        # Units, day forms, and words that both languages have.
        assert same <= {"day", "short_day", "comma", "hour", "minute", "away", "untitled", "correction", "under_way"}, (
            language,
            same,
        )


def test_arabic_counts_in_its_own_six_ways() -> None:
    arabic = wording("ar")
    told = [arabic.form(arabic.minutes, count) for count in (1, 2, 3, 11, 100)]
    assert told == ["دقيقة واحدة", "دقيقتان", "3 دقائق", "11 دقيقة", "100 دقيقة"]
