"""The tables for languages: which one a text is in, and the sentiment of those that aren't English.

`python -m infra.model languages` builds all of them into shared/triage/models/, the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from infra.model.fit_languages import Fitted, Labelled, Recipe, fitted, packed
from infra.model.language_lines import OUTPUTS, Line, language_lines, tone_lines
from shared.triage.features import features, letters, tokens
from shared.triage.foreign import LANGUAGES, plain
from shared.triage.heads import SENTIMENTS
from shared.triage.language import heard

MODELS = Path(__file__).parents[2] / "shared" / "triage" / "models"

LANGUAGE_RECIPE = Recipe(least=5, most=15_000, penalty=0.3, ratio=0.5, balance=0.5, rounds=40)
TONE_RECIPE = Recipe(least=2, most=20_000, penalty=1.0, ratio=0.75, balance=1.0, rounds=60)
#: By what the tables' outputs are multiplied to be true chances, by cross-validation.
SHARPNESS = {"es": 1.4, "fr": 1.85, "de": 1.6, "it": 1.55, "pt": 1.5, "sw": 1.6, "ar": 1.5, "hi": 0.45}
#: Characters of the longest feature that tells a language, beside whole words.
_LONGEST = 4


def build(shared: Path, into: Path = MODELS) -> list[Path]:
    """Write each table, and give their paths."""
    into.mkdir(parents=True, exist_ok=True)
    language = packed("language", fit_language(language_lines(shared)), {"outputs": list(OUTPUTS)})
    return [
        _kept(into / "language.model", language),
        *(_kept(into / f"tone_{code}.model", _tone(shared, code)) for code in LANGUAGES),
    ]


def _tone(shared: Path, language: str) -> bytes:
    meaning: dict[str, object] = {"outputs": list(SENTIMENTS), "sharpness": SHARPNESS[language]}
    return packed(f"tone_{language}", fit_tone(tone_lines(shared, language), language), meaning)


def _kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def language_features(text: str) -> list[str]:
    """What of a text tells its language: words, and up to four of their letters."""
    return list(
        dict.fromkeys(
            gram
            for word in dict.fromkeys(tokens(heard(text)))
            if word[0].isalpha()
            for gram in letters(word)
            if gram[0] != "_" or len(gram) <= 1 + _LONGEST
        )
    )


def fit_language(lines: Sequence[Line]) -> Fitted:
    rows = Labelled(
        [language_features(line.text) for line in lines],
        np.array([OUTPUTS.index(line.output) for line in lines]),
        np.array([line.weight for line in lines]),
    )
    return fitted(rows, len(OUTPUTS), LANGUAGE_RECIPE)


def fit_tone(lines: Sequence[Line], language: str, recipe: Recipe = TONE_RECIPE) -> Fitted:
    rows = Labelled(
        [tone_features(line.text, language) for line in lines],
        np.array([SENTIMENTS.index(line.output) for line in lines]),
        np.array([line.weight for line in lines]),
    )
    return fitted(rows, len(SENTIMENTS), recipe)


def tone_features(text: str, language: str) -> list[str]:
    return features(plain(text, language))
