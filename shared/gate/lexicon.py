"""What each language's words come to: loaded and prepared when a text of that language is first checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

from shared.gate.folded import fold
from shared.gate.phrases import Phrases, expanded

LANGUAGES = ("de", "en", "es", "fr", "it", "pt")


@dataclass(frozen=True, slots=True)
class Wordlist:
    """One language, as it is written down in `words/`; `fine` are phrases that look like blame and are none."""

    insults: str
    accusations: str
    blame: str
    fine: str
    promises: str
    vague: str
    outside: str
    jargon: str
    negations: str
    unless: str
    shouted: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language, ready to be searched."""

    insults: Phrases
    accusations: Phrases
    blame: Phrases
    fine: Phrases
    promises: Phrases
    vague: Phrases
    outside: Phrases
    jargon: Phrases
    negations: frozenset[str]
    unless: frozenset[str]
    shouted: frozenset[str]


def lexicon(language: str) -> Lexicon | None:
    """None for a language that has no words here: only what holds in all languages is then checked."""
    return _prepared(language) if language in LANGUAGES else None


# Only languages that have words take a place: one more key would push them all out in turn.
@lru_cache(maxsize=len(LANGUAGES))
def _prepared(language: str) -> Lexicon:
    written: Wordlist = import_module(f"shared.gate.words.{language}").WORDS

    def phrases(text: str) -> Phrases:
        return Phrases(expanded(text, written.names), language)

    return Lexicon(
        insults=phrases(written.insults),
        accusations=phrases(written.accusations),
        blame=phrases(written.blame),
        fine=phrases(written.fine),
        promises=phrases(written.promises),
        vague=phrases(written.vague),
        outside=phrases(written.outside),
        jargon=phrases(written.jargon),
        negations=_words(written.negations),
        unless=_words(written.unless),
        shouted=_words(written.shouted),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).text.replace(",", " ").split())
