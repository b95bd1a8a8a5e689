"""What a text holds that a verdict can rest on: signs of trouble and tone, and details that can be looked into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from shared.triage.language import language_of
from shared.triage.lexicon import (
    ALARMS,
    FIRST_PERSON,
    IN_ENGLISH,
    IN_OTHERS,
    NEGATORS,
    THINGS,
    Lexicon,
    Sign,
    words_of,
)

#: So much of a long text is read: its beginning, where the matter is said, and its end, where the ask or the threat is.
HEAD_CHARACTERS, TAIL_CHARACTERS = 1_500, 500
#: Details are sought this far: who has any gives one early.
DETAIL_CHARACTERS = 1_000
#: A negator rules this many words after it.
NEGATION_REACH = 3

# Each quantifier is bounded and no two neighbours match the same characters, so the time grows only with the text.
_LINK = re.compile(r"(?:https?://|www\.)\S{1,500}")
_HANDLE = re.compile(r"(?<!\w)@\w{1,50}")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
# No phrase and no negation reaches beyond its clause.
_BREAK = re.compile(r"[,.;:!?()\n]")
_NUMBER = re.compile(
    r"\b(?:order|booking|ticket|case|ref|reference|invoice|flight|confirmation|account|claim|incident|tracking|parcel"
    r"|pnr|complaint|transaction|seat|row|gate|pier|sailing|train|bus|route|line|version|model)s?"
    r"(?:\s(?:no|number|num|id|nr))?\.?\s?[:#]?\s?#?[a-z]{0,3}-?\d{2,}"
    r"|#\d{3,}|\b(?!am|pm)[a-z]{2}\s?\d{3,4}\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[$£€¥₹]\s?\d[\d.,]{0,12}|\b\d[\d.,]{0,12}\s?(?:usd|eur|gbp|dollars?|euros?|pounds?|bucks|rs|inr|cents|quid|k\b)",
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
    """All that was found. `details` maps what is said (a number, a time, ...) to the words that say it."""

    words: tuple[str, ...]
    language: str
    found: tuple[Found, ...]
    details: dict[str, str]
    first_person: bool
    question_mark: bool
    asking: bool
    shouting: bool

    def of(self, *signs: Sign) -> list[str]:
        """The words that carry these signs, negated ones left out."""
        return [found.words for found in self.found if found.sign in signs and not found.negated]


def find_marks(text: str, platform_says: str | None = None) -> Marks:
    """The marks of a text, in time that grows with its length up to a bound; `platform_says` is its language code."""
    if len(text) > HEAD_CHARACTERS + TAIL_CHARACTERS:
        text = f"{text[:HEAD_CHARACTERS]} {text[-TAIL_CHARACTERS:]}"
    plain = _HANDLE.sub(" ", _LINK.sub(" ", _INVISIBLE.sub("", text))).replace("’", "'").strip()
    clauses = [words_of(clause) for clause in _BREAK.split(plain)]
    words = [word for clause in clauses for word in clause]
    language = language_of(plain, words, platform_says)
    lexicon = IN_ENGLISH if language in ("en", "und") else IN_OTHERS
    found = tuple(sign for clause in clauses for sign in _signs(clause, lexicon))
    details = {
        about: match[0].strip()
        for about, pattern in (_DETAILS if _DIGIT.search(plain) else _DETAILS_IN_WORDS).items()
        if (match := pattern.search(plain, 0, DETAIL_CHARACTERS))
    }
    thing = next((word for word in words if word in THINGS), None)
    if thing:
        details["thing"] = thing
    return Marks(
        words=tuple(words),
        # A text of few words may hold none of a language's small ones, and yet clear English ones.
        language="en" if language == "und" and found else language,
        found=found,
        details=details,
        first_person=not FIRST_PERSON.isdisjoint(words),
        question_mark="?" in plain,
        asking="?" in plain and _ASKING.search(plain) is not None,
        shouting="!!" in plain or _in_capitals(plain),
    )


def _in_capitals(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 12 and sum(map(str.isupper, filter(str.isalpha, text))) > 0.6 * letters


def _signs(words: list[str], lexicon: Lexicon) -> Iterator[Found]:
    position, negated_until, negator = 0, -1, ""
    while position < len(words):
        word = words[position]
        sign, length = lexicon.sign_at(words, position)
        if sign is not None:
            # "nobody was injured" is no alarm; "couldn't stop the bleeding" is one.
            negated = position <= negated_until and not (sign in ALARMS and negator.endswith("n't"))
            yield Found(sign, " ".join(words[position : position + length]), negated)
        # A phrase has its negator within ("not working"); what follows it is not turned round again.
        if sign in (None, "trouble", "hint") and (word in NEGATORS or word.endswith("n't")):
            negated_until, negator = position + NEGATION_REACH, word
        elif word in ("but", "and"):
            negated_until = -1
        position += length
