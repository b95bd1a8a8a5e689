"""What a text holds that a verdict can rest on: signs of trouble and tone, and details that can be looked into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, cast

from shared.triage.alarms import alarms_in
from shared.triage.fold import folded, words_of
from shared.triage.language import UNKNOWN, Language, identify
from shared.triage.lexicon import FIRST_PERSON, THINGS, Lexicon, Sign, negators_in, signs_in
from shared.triage.negation import CONNECTORS, NEGATION_REACH

#: So much of a long text is read: its beginning, where the matter is said, and its end, where the ask or the threat is.
HEAD_CHARACTERS, TAIL_CHARACTERS = 1_500, 500
#: Details are sought this far: who has any gives one early.
DETAIL_CHARACTERS = 1_000
#: Of so few words the language is often misheard ("hello"): where it knows none of them, they are the main one's.
FEW_WORDS = 2

# Each quantifier is bounded and no two neighbours match the same characters, so the time grows only with the text.
_LINK = re.compile(r"(?:https?://|www\.)\S{1,500}")
_HANDLE = re.compile(r"(?<!\w)@\w{1,50}")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
# No phrase and no negation reaches beyond its clause.
_BREAK = re.compile(r"[,.;:!?()\n¿¡…،؛؟।]")
_NUMBER = re.compile(
    r"\b(?:order|booking|ticket|case|ref|reference|invoice|flight|confirmation|account|claim|incident|tracking|parcel"
    r"|pnr|complaint|transaction|seat|row|gate|pier|sailing|train|bus|route|line|version|model)s?"
    r"(?:\s(?:no|number|num|id|nr))?\.?\s?[:#]?\s?#?[a-z]{0,3}-?\d{2,}"
    r"|#\d{3,}|\b(?!am|pm)[a-z]{2}\s?\d{3,4}\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[$£€¥₹]\s?\d[\d.,]{0,12}|\b\d[\d.,]{0,12}\s?(?:usd|euros?|eur|gbp|dollars?|pounds?|bucks|rs|inr|cents|quid|k)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:since|on|last|this|next|by|until)\s(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|year"
    r"|night|morning|afternoon|evening|weekend|january|february|march|april|june|july|august|september|october"
    r"|november|december)\b|\byesterday\b|\btoday\b|\btonight\b|\btomorrow\b|\ban? (?:week|day|month|year|hour)s? ago\b"
    r"|\b\d{1,3} (?:minute|hour|day|week|month|year)s? ago\b|\b\d{1,2}[:.]\d{2}\s?(?:[ap]m)?\b|\b\d{1,2}\s?[ap]m\b"
    r"|\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\s\d{1,2}\b"
    r"|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b(?:\d{1,3}\+?|an|two|three|four|five|six|seven|eight|nine|ten|several|couple of|few)[\s-]?"
    r"(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?|times)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|from|to|via|near)\s(?:the\s)?(?:[A-Z][a-z]{2,20}|[A-Z]{3}\b|gate|terminal|counter|pier|port)"
)
_ASKING = re.compile(
    r"(?:^|[.!?,]\s?)(?:hi|hello|hey|so|and|ok)?\s?(?:who|what|when|where|which|how|is|are|do|does|did|can|could"
    r"|will|would|should|may|any|has|have)\b",
    re.IGNORECASE,
)
_DETAILS = {"number": _NUMBER, "amount": _AMOUNT, "when": _WHEN, "span": _SPAN, "place": _PLACE}
#: What can be said without a digit.
_DETAILS_IN_WORDS = {"when": _WHEN, "span": _SPAN, "place": _PLACE}
_DIGIT = re.compile(r"\d")


class Found(NamedTuple):
    """A sign, the words that carry it, and whether a negator before them turns it round."""

    sign: Sign
    words: str
    negated: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """All that was found. `details` maps what is said (a number, a time, ...) to the words that say it; `language_sure`
    is whether the text shows its language, as English does more often than not.
    """

    words: tuple[str, ...]
    language: str
    language_sure: bool
    found: tuple[Found, ...]
    details: dict[str, str]
    first_person: bool
    question_mark: bool
    asking: bool
    shouting: bool

    def of(self, *signs: Sign) -> list[str]:
        """The words that carry these signs, negated ones left out."""
        return [found.words for found in self.found if found.sign in signs and not found.negated]


def find_marks(text: str, platform_says: str | None = None, main: str = "en") -> Marks:
    """The marks of a text, in time that grows with its length up to a bound; `platform_says` is its language code, and
    `main` the plan's, in which it is taken to be where it says nothing of its own.
    """
    if len(text) > HEAD_CHARACTERS + TAIL_CHARACTERS:
        text = f"{text[:HEAD_CHARACTERS]} {text[-TAIL_CHARACTERS:]}"
    plain = plain_of(text).strip()
    clauses = clauses_in(text)
    words = [word for clause, _ in clauses for word in clause]
    said = identify(plain, platform_says, main if any(word.isalpha() for word in words) else "")
    found = _read(clauses, said.code)
    if not found and not said.sure and not said.silent and not platform_says and len(words) <= FEW_WORDS:
        said = Language(main, False)
        found = _read(clauses, main)
    details = {
        about: match[0].strip()
        for about, pattern in (_DETAILS if _DIGIT.search(plain) else _DETAILS_IN_WORDS).items()
        if (match := pattern.search(plain, 0, DETAIL_CHARACTERS))
    }
    thing = next((word for word in words if word in THINGS), None)
    if thing:
        details["thing"] = thing
    asks = "?" in plain or "؟" in plain
    return Marks(
        words=tuple(words),
        language=said.code,
        language_sure=said.sure or (said.code == "en" and not (said.silent and not platform_says)),
        found=found,
        details=details,
        first_person=not FIRST_PERSON.isdisjoint(words),
        question_mark=asks,
        asking=asks and _ASKING.search(plain) is not None,
        shouting="!!" in plain or _in_capitals(plain),
    )


def plain_of(text: str) -> str:
    """A text without its links, handles and invisible signs."""
    return _HANDLE.sub(" ", _LINK.sub(" ", _INVISIBLE.sub("", text))).replace("’", "'")


def clauses_of(plain: str) -> list[list[str]]:
    """The words of each clause: no phrase and no negation reaches beyond its own."""
    return [words for clause in _BREAK.split(plain) if (words := words_of(clause))]


# The signs, the rules and who leaves look through the same mention, one after the other.
@lru_cache(maxsize=2)
def clauses_in(text: str) -> tuple[tuple[list[str], list[str]], ...]:
    """The words of each clause of a text as it was written, and folded: for reading, not for changing."""
    return tuple((clause, folded(clause)) for clause in clauses_of(plain_of(text)))


def _in_capitals(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 12 and sum(map(str.isupper, filter(str.isalpha, text))) > 0.6 * letters


def _read(clauses: Sequence[tuple[list[str], list[str]]], language: str) -> tuple[Found, ...]:
    """The signs, then what sets off a rule; where nobody can tell the language, those that are clear in any."""
    lexicon = signs_in("other" if language == UNKNOWN else language)
    signs = [_signs(*both, lexicon, negators_in(language)) for both in clauses]
    alarms = [
        Found(cast(Sign, id_), alarm.words, alarm.negated)
        for clause, words in clauses
        for alarm in alarms_in(clause, words, language)
        for id_ in alarm.ids
    ]
    return (*(found for clause in signs for found in clause), *alarms)


def _signs(
    clause: Sequence[str], words: Sequence[str], lexicon: Lexicon[Sign], negators: frozenset[str]
) -> list[Found]:
    found = []
    position, negated_until = 0, -1
    while position < len(words):
        word = words[position]
        sign, length = lexicon.at(words, position)
        if sign is not None:
            found.append(Found(sign, " ".join(clause[position : position + length]), position <= negated_until))
        # A phrase has its negator within ("not working"); what follows it is not turned round again.
        if sign in (None, "trouble", "hint") and (word in negators or word.endswith("n't")):
            negated_until = position + NEGATION_REACH
        elif word in CONNECTORS:
            negated_until = -1
        position += length
    return found
