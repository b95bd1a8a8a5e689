"""How the words of a text are known for signs of trouble, praise or danger, in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar, cast

from shared.triage import words_ar, words_de, words_es, words_fr, words_hi, words_it, words_pt, words_sw
from shared.triage.fold import folded, words_of
from shared.triage.words import ENGLISH, OTHERS

__all__ = ["folded", "words_of"]

T = TypeVar("T")
#: Its words, folded, and whether its last word is open.
Phrase = tuple[tuple[str, ...], bool]
#: The modules with the words of each language beside English.
LANGUAGES = {
    "es": words_es,
    "fr": words_fr,
    "de": words_de,
    "it": words_it,
    "pt": words_pt,
    "sw": words_sw,
    "ar": words_ar,
    "hi": words_hi,
}

Sign = Literal[
    "fault",  # something went wrong, in plain words
    "trouble",  # a word that usually goes with trouble, but not by itself
    "hint",  # turns up in complaints more than elsewhere, and says nothing by itself
    "reproach",  # disapproval
    "accusation",  # they did it, or let it happen
    "blame",  # they are to be condemned for it
    "insult",
    "slogan",  # a call to the crowd
    "praise",
    "thanks",
    "ask",
    "attempt",  # what the writer did about it
    "hardship",  # somebody who can't wait
    "machine",  # orders to whatever judges it
    # What sets off a rule (rules.py) is a sign as well.
    "safety",
    "injury",
    "lawyer",
    "regulator",
    "press",
    "fraud",
    "self_harm",
    "data_leak",
    "discrimination",
    "staff_threat",
    "idiom",  # looks like one of the above and is none
]

#: How much each sign counts for (or, below zero, against) a complaint.
WEIGHTS: dict[Sign, float] = {
    "fault": 1.0,
    "trouble": 0.5,
    "hint": 0.25,
    "reproach": 1.0,
    "accusation": 1.3,
    "blame": 1.5,
    "insult": 1.0,
    "slogan": 0.8,
    "attempt": 0.4,
    "hardship": 0.4,
    "safety": 1.0,
    "injury": 1.0,
    "lawyer": 1.0,
    "regulator": 0.8,
    "fraud": 1.0,
    "data_leak": 1.0,
    "discrimination": 1.2,
    "staff_threat": 1.0,
    "praise": -0.8,
    "thanks": -0.8,
}

NEGATORS = frozenset(
    words_of(
        """not no never cannot without hardly barely nothing nobody none neither nor cant dont doesnt didnt isnt wasnt
        arent wont"""
    )
)
#: What customers complain about: naming one makes a text more specific.
THINGS = frozenset(
    words_of(
        """order booking ticket tickets account card refund app website site page luggage baggage bag bags phone line
        seat seats flight flights delivery package parcel payment password bill invoice email crossing sailing ferry
        cabin meal wifi plane gate reservation product screen battery update login transaction money train room store
        agent voucher points connection crew attendant item charger loan policy bank branch pass counter bathroom
        toilet boarding"""
    )
)
FIRST_PERSON = frozenset(words_of("i my me we our us mine i'm i've i'd i'll im ive we're we've we'd"))


@dataclass(frozen=True, slots=True)
class Lexicon(Generic[T]):
    """Phrases ready to be looked up, so that a text is read in one pass; each means something of one type.

    `longer` tells, by the first two words, how many the phrases of three or more have, the longest first: "thanks for
    nothing" is found before "thanks". `open_ended` holds phrases with an open last word by all words but that; under no
    words stand single ones. Its stems are by their first letters, `head` of them, the longest first. `starts` are the
    first words of all that have two or more, as few words of a text are.
    """

    whole: dict[str, T]
    longer: dict[str, list[int]]
    open_ended: dict[str, dict[str, list[tuple[str, T]]]]
    head: int
    starts: frozenset[str]

    def at(self, words: Sequence[str], position: int) -> tuple[T | None, int]:
        """What the longest phrase that begins here means, and how many words it takes; else None and 1."""
        word = words[position]
        if word in self.starts and position + 1 < len(words):
            pair = f"{word} {words[position + 1]}"
            for length in self.longer.get(pair, ()):
                if position + length <= len(words):
                    meaning = self._meaning(words[position : position + length])
                    if meaning is not None:
                        return meaning, length
            if pair in self.whole:
                return self.whole[pair], 2
            if word in self.open_ended and (meaning := self._open(word, words[position + 1])) is not None:
                return meaning, 2
        if word in self.whole:
            return self.whole[word], 1
        return self._open("", word), 1

    def _meaning(self, words: Sequence[str]) -> T | None:
        phrase = " ".join(words)
        if phrase in self.whole:
            return self.whole[phrase]
        beginning, _, last = phrase.rpartition(" ")
        return self._open(beginning, last)

    def _open(self, beginning: str, last: str) -> T | None:
        for stem, meaning in self.open_ended.get(beginning, _NONE).get(last[: self.head], ()):
            if last.startswith(stem):
                return cast(T, meaning)
        return None


#: So many letters of a stem tell most of them apart; a shorter one is as long as it is.
HEAD = 3
_NONE: dict[str, list[tuple[str, Any]]] = {}


def lexicon_of(listed: Iterable[tuple[Phrase, T]]) -> Lexicon[T]:
    """A lexicon from phrases and what each means; of a phrase that comes twice, the later meaning counts."""
    whole: dict[str, T] = {}
    longer: dict[str, set[int]] = {}
    stems: dict[tuple[str, str], T] = {}
    for (words, is_open), meaning in listed:
        if is_open:
            stems[" ".join(words[:-1]), words[-1]] = meaning
        else:
            whole[" ".join(words)] = meaning
        if len(words) > 2:
            longer.setdefault(f"{words[0]} {words[1]}", set()).add(len(words))
    head = min((HEAD, *(len(stem) for _, stem in stems)))
    open_ended: dict[str, dict[str, list[tuple[str, T]]]] = {}
    for (beginning, stem), meaning in sorted(stems.items(), key=lambda one: -len(one[0][1])):
        open_ended.setdefault(beginning, {}).setdefault(stem[:head], []).append((stem, meaning))
    by_pair = {pair: sorted(some, reverse=True) for pair, some in longer.items()}
    starts = frozenset(phrase.partition(" ")[0] for phrase in (*(one for one in whole if " " in one), *open_ended))
    return Lexicon(whole, by_pair, open_ended, head, starts)


def phrase_of(text: str) -> Phrase:
    """A phrase as it is looked up: its folded words, and whether a `*` leaves the last one open. May have no words."""
    return tuple(folded(words_of(text))), text.strip().endswith("*")


def phrases_of(listed: Mapping[str, str]) -> Iterator[tuple[Phrase, str]]:
    """Each phrase of lists like those of words.py, with the word that it stands under."""
    for under, phrases in listed.items():
        for phrase in map(phrase_of, phrases.split(",")):
            if phrase[0]:
                yield phrase, under


def _signs(listed: Mapping[str, str]) -> Lexicon[Sign]:
    return lexicon_of((phrase, cast(Sign, sign)) for phrase, sign in phrases_of(listed))


IN_ENGLISH = _signs(ENGLISH)


@lru_cache(maxsize=len(LANGUAGES) + 1)
def signs_in(language: str) -> Lexicon[Sign]:
    """The lexicon of a language; of one that we have no words of its own for, what is clear in any but English."""
    if language in ("en", "und"):
        return IN_ENGLISH
    if language in LANGUAGES:
        return _signs(LANGUAGES[language].SIGNS)
    everywhere = (*(module.SIGNS for module in LANGUAGES.values()), OTHERS)
    return lexicon_of((phrase, cast(Sign, sign)) for listed in everywhere for phrase, sign in phrases_of(listed))


#: Words that turn nothing round in another language: `si` is yes, `na` is in the, `no` is in the.
_ELSEWHERE_NONE = frozenset(("si", "mat", "wala", "ma"))


@lru_cache(maxsize=len(LANGUAGES) + 2)
def negators_in(language: str) -> frozenset[str]:
    """Words that turn round what comes after them, folded. Where the language isn't known, those of all."""
    if language == "en":
        return NEGATORS
    if language in LANGUAGES:
        return frozenset(folded(words_of(LANGUAGES[language].NEGATORS)))
    every = frozenset(word for module in LANGUAGES.values() for word in folded(words_of(module.NEGATORS)))
    return NEGATORS | every - _ELSEWHERE_NONE
