"""Which of the words that carried a verdict a person is shown: those that say something by themselves."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from shared.triage.by_rules import HAPPENED, OPINION
from shared.triage.fold import words_of
from shared.triage.marks import Marks
from shared.triage.model import Model

#: So many are shown, chosen from so many that carried the most.
MOST, LOOKED_AT = 3, 12
#: Words of grammar: they do carry something, and as a reason they read like a mistake.
SMALL = frozenset(
    words_of(
        """a an the this that these those it its it's he she they them his her their hers theirs i i'm i've i'd i'll im
        ive me my mine we we're we've us our you you're your yours u ur and or but nor so as at by for from in into of
        off on onto out over to up with than then there here be is are was were been being am do does did done doing
        has have had having get got one ones just very too also about after before if let let's lets well user rt via
        amp what's that's who's he's she's maybe some any such own same more most much many day today now no not
        don't will won't again since wasn't isn't didn't because when"""
    )
)
#: What asks, and says so by itself.
ASKING = frozenset(words_of("who what when where which why how can could would whether anyone anybody"))


def shown(text: str, marks: Marks, model: Model, head: str, output: str) -> tuple[str, ...]:
    """The words that carried an output, the strongest first. What the word lists know comes before the model's."""
    carried = model.carried(text, head, output, LOOKED_AT)
    if head == "level":
        # What only happens to stand beside a reproach ("my", "subscription") is none.
        return _few(said for said in marks.of(*HAPPENED, *OPINION) if not set(carried).isdisjoint(said.split()))
    if output == "question":
        return _few((*marks.of("ask"), *(w for w in carried if may_stand(w) or w in ASKING)), ASKING)
    if output == "praise":
        bad = {w for one in marks.found if one.sign not in ("praise", "thanks") for w in one.words.split()}
        clear = [one.words for one in marks.found if one.sign in ("praise", "thanks") and not one.negated]
        return _few(clear or [word for word in carried if word not in bad and may_stand(word)])
    return _few(word for word in carried if may_stand(word))


def may_stand(word: str) -> bool:
    """Whether a word by itself is a reason to a person: no handle, link, number, mark or word of grammar."""
    if word[0] in "@#" or word == "http" or word in SMALL:
        return False
    if word.isalpha() or "'" in word:
        return len(word) > 1
    return unicodedata.category(word[0]) == "So"


def _few(words: Iterable[str], first: frozenset[str] = frozenset()) -> tuple[str, ...]:
    every = list(dict.fromkeys(words))
    kept = [one for one in every if not any(f" {one} " in f" {other} " for other in every if other != one)]
    return tuple(sorted(kept, key=lambda word: word not in first and " " not in word)[:MOST])
