"""The sentiment of a text that isn't English: a small table a language, read when the first such text comes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from shared.triage.chances import softmax
from shared.triage.table import Table
from shared.triage.tables import opened

LANGUAGES: Final = ("es", "fr", "de", "it", "pt", "sw", "ar", "hi")
MODELS: Final = Path(__file__).parent / "models"

#: Telephones are written on without accents: these languages are read without them, but for the ñ, a letter of its own.
_BARE = frozenset({"es", "fr", "it", "pt", "sw"})
_ACCENT = re.compile("[\u0300-\u0302\u0304-\u036f]")
_LAUGH = re.compile(r"\b(?:[jh][aei]){2,}[jh]?\b", re.IGNORECASE)
# Arabic is written with or without vowels, and a few letters in several ways.
_VOWELS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC = str.maketrans("أإآىةؤئ", "ااايهوي")
#: So much of a text is made plain; the table reads 2,000 characters of it, from both ends.
_CHARACTERS = 1_500


def tone_of(text: str, language: str, models: Path = MODELS) -> tuple[float, float, float] | None:
    """How probably negative, neutral and positive a text in that language is; None where there is no table for it.

    Never raises, whatever the text; `why_unread` says what is wrong with a table that should be there.
    """
    table = _table(language, models)
    if isinstance(table, str):
        return None
    sharp = float(table.meaning.get("sharpness", 1.0))
    negative, neutral, positive = (sharp * output for output in table.read(plain(text, language)).outputs)
    negative, neutral, positive = softmax((negative, neutral, positive))
    return negative, neutral, positive


def why_unread(language: str, models: Path = MODELS) -> str | None:
    """Why there is no sentiment in that language, in words; None where there is."""
    table = _table(language, models)
    return table if isinstance(table, str) else None


def plain(text: str, language: str) -> str:
    """A text as the table knows texts: spellings that mean the same made the same."""
    if len(text) > 2 * _CHARACTERS:
        text = f"{text[:_CHARACTERS]} {text[-_CHARACTERS:]}"
    if language in _BARE:
        bare = text if text.isascii() else _ACCENT.sub("", unicodedata.normalize("NFD", text))
        return _LAUGH.sub("jaja", bare)
    return _VOWELS.sub("", text).translate(_ARABIC) if language == "ar" else text


def _table(language: str, models: Path) -> Table | str:
    if language not in LANGUAGES:
        return "there is no table for the language of this text: a person should read it"
    return opened(models / f"tone_{language}.model")
