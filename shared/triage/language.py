"""The language that a text is in: by its script, else by its letters and words, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from shared.triage.scripts import letters_of, written_in
from shared.triage.tables import opened

#: The languages that Firebreak reads; a person reads the others.
OURS: Final = ("en", "es", "fr", "de", "it", "pt", "sw", "ar", "hi")
#: What stands for "nobody can tell".
UNKNOWN: Final = "und"
MODEL: Final = Path(__file__).parent / "models" / "language.model"

#: So many characters are looked at: a second sentence tells hardly more than the first.
_CHARACTERS = 400
#: A text with fewer features than this says nothing of its language ("ok", "haha"): one word of four letters has more.
_LEAST_KNOWN = 9
#: The best guess is sure when it leads by so many nats: 995 of 1,000 such are right (infra/model/check_languages.py).
_SURE = 1.5
#: What the platform says counts like this many nats for its language.
_PLATFORM = 1.0

# Names, links, numbers and laughter are the same in each language; tags are English in all of them.
_NAMES = re.compile(
    r"(?:https?://|www\.)\S+|\bhttps?\b|@\w+|\brt\b|\w*\d\w*|\b(?:[hj][aeiu]){2,}[hj]?\b|\bk{3,}\b|\bl+o+l+\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"#\w+")
_INNER_CAPITAL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
#: With fewer words than this beside them, tags are read as well.
_FEW_WORDS = 4
_CODE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Language:
    """A two-letter code, or UNKNOWN; `sure` where the text itself shows it, `silent` where it says nothing of it."""

    code: str
    sure: bool
    silent: bool = field(default=False, compare=False)


def language_of(text: str, words: Sequence[str], platform_says: str | None = None, main: str = "") -> str:
    """The code alone: see `identify`. `words` are not needed, and kept for those who call."""
    del words
    return identify(text, platform_says, main).code


def identify(text: str, platform_says: str | None = None, main: str = "", model: Path = MODEL) -> Language:
    """The language of a text. Never raises, whatever the text.

    A text that says nothing of it ("ok", emoji) has the language that the platform says, else `main` (the plan's
    main one: who writes to a company writes mostly in its language), and is not sure. A text in a language that isn't
    ours has the platform's word for it, or UNKNOWN. Without its table (`why_unread`), each text in Latin letters is
    silent.
    """
    said = _code(platform_says)
    silent = Language(said or main or UNKNOWN, False, True)
    letters = letters_of(text[: 2 * _CHARACTERS])
    if not letters:
        return silent
    if (script := written_in(letters, text[:_CHARACTERS])) is not None:
        return Language(script, script != UNKNOWN)
    table = opened(model)
    if isinstance(table, str):
        return silent
    summed = table.read(heard(text))
    if summed.known < _LEAST_KNOWN:
        return silent
    scores = dict(zip(table.meaning["outputs"], summed.outputs, strict=True))
    if said in scores:
        scores[said] += _PLATFORM
    return _judged(scores, said)


def heard(text: str) -> str:
    """The part of a text that tells its language; tags too, cut into words, where there is little else."""
    named = _NAMES.sub(" ", text[:_CHARACTERS])
    plain = _TAG.sub(" ", named)
    if len(plain.split()) >= _FEW_WORDS:
        return plain
    return _INNER_CAPITAL.sub(" ", named).replace("#", " ").replace("_", " ")


def why_unread(model: Path = MODEL) -> str | None:
    """What is wrong with the table, in words; None when it can be read."""
    table = opened(model)
    return table if isinstance(table, str) else None


def _judged(scores: dict[str, float], said: str | None) -> Language:
    best, second = sorted(scores, key=lambda name: -scores[name])[:2]
    if best not in OURS:
        return Language(said if said and said not in OURS else UNKNOWN, False)
    if scores[best] - scores[second] >= _SURE:
        return Language(best, True)
    # Between one of ours and one that isn't: a person's, unless the platform names ours.
    if second not in OURS and said != best:
        return Language(said if said and said not in OURS else UNKNOWN, False)
    return Language(best, False)


def _code(platform_says: str | None) -> str | None:
    """`pt` for `pt-BR`; None for what is no code."""
    code = (platform_says or "").casefold().partition("-")[0].partition("_")[0]
    return code if _CODE.fullmatch(code) else None
