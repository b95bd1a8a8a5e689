"""How the words of a text are known for signs of trouble, praise or danger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from shared.triage.words import ENGLISH, OTHERS

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
    "danger",
    "law",
    "regulator",
    "press",
    "fraud",
    "discrimination",
    "idiom",  # looks like one of the above and is none
]

#: What makes a mention urgent whatever else it says, and how a notice calls it.
ALARMS: dict[Sign, str] = {
    "danger": "somebody's safety or health",
    "law": "legal action",
    "regulator": "a regulator",
    "press": "the press",
    "fraud": "fraud or theft",
    "discrimination": "discrimination",
}

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
    "danger": 1.0,
    "law": 1.0,
    "regulator": 0.8,
    "fraud": 1.0,
    "discrimination": 1.2,
    "praise": -0.8,
    "thanks": -0.8,
}

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[❤😍👍😊🎉🙌😀😁👏💙🥰🙏😡🤬😠👎💩]")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case with straight apostrophes, and the few emoji that have a tone."""
    return _WORD.findall(text.casefold().replace("’", "'"))


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
class Lexicon:
    """Phrases ready to be looked up, so that a text is read in one pass.

    `lengths` tells, by first word, how many words the phrases have, the longest first: "thanks for nothing" is found
    before "thanks". `open_ended` holds phrases with an open last word: all words but that, then its stem and the sign.
    """

    whole: dict[str, Sign]
    stems: dict[str, Sign]
    open_ended: dict[str, dict[str, Sign]]
    lengths: dict[str, list[int]]
    stem_lengths: range

    def sign_at(self, words: Sequence[str], position: int) -> tuple[Sign | None, int]:
        """The sign of the longest phrase that begins here, and how many words it takes; else None and 1."""
        word = words[position]
        for length in self.lengths.get(word, ()):
            phrase = " ".join(words[position : position + length])
            if phrase in self.whole:
                return self.whole[phrase], length
            if length > 1 and position + length <= len(words):
                beginning, _, last = phrase.rpartition(" ")
                for stem, sign in self.open_ended.get(beginning, {}).items():
                    if last.startswith(stem):
                        return sign, length
        for stem_length in self.stem_lengths:
            if stem_length > len(word):
                break
            if word[:stem_length] in self.stems:
                return self.stems[word[:stem_length]], 1
        return None, 1


def lexicon_of(listed: Mapping[str, str]) -> Lexicon:
    """A lexicon from phrases by sign, as words.py lists them."""
    whole: dict[str, Sign] = {}
    stems: dict[str, Sign] = {}
    open_ended: dict[str, dict[str, Sign]] = {}
    lengths: dict[str, list[int]] = {}
    for words, is_open, sign in _phrases(listed):
        if not is_open:
            whole[" ".join(words)] = sign
        elif len(words) == 1:
            stems[words[0]] = sign
        else:
            open_ended.setdefault(" ".join(words[:-1]), {})[words[-1]] = sign
        lengths[words[0]] = sorted({len(words), *lengths.get(words[0], ())}, reverse=True)
    return Lexicon(whole, stems, open_ended, lengths, range(min(map(len, stems)), max(map(len, stems)) + 1))


def _phrases(listed: Mapping[str, str]) -> Iterator[tuple[list[str], bool, Sign]]:
    for sign, phrases in listed.items():
        for phrase in phrases.split(","):
            words = words_of(phrase)
            if words:
                yield words, phrase.strip().endswith("*"), cast(Sign, sign)


IN_ENGLISH = lexicon_of(ENGLISH)
IN_OTHERS = lexicon_of(OTHERS)
