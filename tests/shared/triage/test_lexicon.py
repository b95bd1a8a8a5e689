"""A phrase is found from its first word on, whole, whatever stands behind it."""

from __future__ import annotations

import pytest

from shared.triage.lexicon import IN_ENGLISH, LANGUAGES, phrases_of, signs_in
from shared.triage.words import ENGLISH


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_phrase_of_a_language_is_found_whole(language: str) -> None:
    listed = ENGLISH if language == "en" else LANGUAGES[language].SIGNS
    missed = [
        phrase for (phrase, _), _ in phrases_of(listed) if signs_in(language).at([*phrase, "zzz"], 0)[1] < len(phrase)
    ]
    assert missed == []


def test_a_word_that_begins_no_phrase_is_looked_up_by_itself() -> None:
    assert IN_ENGLISH.at(["zzz", "late"], 0) == (None, 1)
    assert "zzz" not in IN_ENGLISH.starts
