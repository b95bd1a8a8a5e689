"""Whose trouble a complaint tells: the writer's own, or somebody else's that it judges or repeats.

In a pile-on "I" and "me" become rare (Strathern and others, "Against the others!", 2020, and "Identifying lexical
change in negative word-of-mouth", 2022). It is told by words, so only in the languages whose words stand here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from functions.weigh_storm.own_words import IN, Speech

Whose = Literal["own", "others", "neither"]

#: The beginning of a long text is read: who tells of an own loss does so at once.
HEAD = 1_500
_WORD = re.compile(r"[^\W\d_]+")


def whose(text: str, language: str | None) -> Whose | None:
    """None where the language is not known, or not one of ours."""
    speech = IN.get((language or "").casefold().partition("-")[0])
    if speech is None:
        return None
    words = _words(text)
    if _tells_of_own(words, speech):
        return "own"
    return "others" if any(word in speech.others for word in words) else "neither"


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text[:HEAD])[: 2 * HEAD].casefold())


def _tells_of_own(words: list[str], speech: Speech) -> bool:
    """A first person that is not only there to have an opinion ("I think", "my God")."""
    place = 0
    while place < len(words):
        opinion = next((n for n in speech.lengths if tuple(words[place : place + n]) in speech.opinions), 0)
        if opinion:
            place += opinion
        elif words[place] in speech.own:
            return True
        else:
            place += 1
    return False
