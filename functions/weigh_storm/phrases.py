"""The phrases that set a storm apart: which of all that people wrote are shown, and in which words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.weigh_storm.clauses import Clause
from functions.weigh_storm.grams import FEWEST_PEOPLE, Gram, Group, common_grams, people_of
from functions.weigh_storm.keyness import bar, keyness
from shared.storm_summary import Phrase

MOST_PHRASES = 8
#: With fewer people in the record, even what half of a storm says and nobody said before can't be told from chance:
#: then what most of them say is shown, set apart or not.
FEWEST_BEFORE = 20
#: Said by so many times the usual share of people: what is certain, but small, tells little.
LEAST_TIMES = 2.0
#: So many are looked through, the most telling of them: texts of a few letters at random make tens of thousands.
MOST_LOOKED_THROUGH = 2_000
#: More marks than letters are no writing (Thai, Hebrew and Vietnamese have fewer).
MOST_MARKS = 2
#: A longer phrase is shown instead of a shorter one within it if so many of its people wrote the longer.
NEARLY_AS_COMMON = 0.7
#: A phrase with a word of one that is shown is left out if so many of its people wrote that one too.
SAID_ALREADY = 0.5
#: Two phrases of one sentence that is copied: of those who wrote either in any clause, so many wrote both in one. Few
#: people agree that well by chance, so it takes at least so many.
SAME_SENTENCE, FEWEST_COPYING = 0.8, 10


@dataclass(frozen=True, slots=True)
class Telling:
    """A phrase that is shown, and the ids of the posts that hold it."""

    phrase: Phrase
    posts: frozenset[str]


def telling_phrases(
    inside: Sequence[Group], before: Iterable[Clause], *, people: int, people_before: int
) -> tuple[Telling, ...]:
    """At most eight, the most telling first. `people` and `people_before` are all in the samples, wordless ones too."""
    grams = common_grams(inside, before)
    apart = _set_apart(grams, people, people_before) if people_before >= FEWEST_BEFORE else _most_said(grams)
    apart = apart[:MOST_LOOKED_THROUGH]
    shown: list[Gram] = []
    for gram in apart:
        # Where the longer one repeats what is shown, the shorter one may still be new.
        for one in (_longest(gram, apart), gram):
            if not any(_says_the_same(one, other, inside) for other in shown):
                shown.append(one)
                break
        if len(shown) == MOST_PHRASES:
            break
    return tuple(_telling(gram, inside, people, people_before) for gram in shown)


def _set_apart(grams: Sequence[Gram], people: int, people_before: int) -> list[Gram]:
    needed = bar(len(grams))
    weighed: list[tuple[float, Gram]] = []
    for gram in grams:
        now, before = len(gram.people), gram.people_before
        weight = keyness(now, people, before, people_before)
        if weight >= needed and now * people_before >= LEAST_TIMES * before * people:
            weighed.append((weight, gram))
    return [gram for _, gram in sorted(weighed, key=lambda one: (-one[0], -len(one[1].words), one[1].words))]


def _most_said(grams: Sequence[Gram]) -> list[Gram]:
    return sorted(grams, key=lambda gram: (-len(gram.people), -len(gram.words), gram.words))


def _longest(gram: Gram, among: Sequence[Gram]) -> Gram:
    """The longest phrase with this one in it that nearly as many wrote."""
    enough = NEARLY_AS_COMMON * len(gram.people)
    longer = [one for one in among if len(one.people) >= enough and _holds(one.words, gram.words)]
    return min(longer, key=lambda one: (-len(one.words), -len(one.people), one.words))


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


def _says_the_same(gram: Gram, shown: Gram, inside: Sequence[Group]) -> bool:
    if not set(gram.words).isdisjoint(shown.words):
        return len(gram.people & shown.people) >= SAID_ALREADY * len(gram.people)
    both, either = people_of(inside, gram.groups & shown.groups), gram.people | shown.people
    return len(both) >= max(FEWEST_COPYING, SAME_SENTENCE * len(either))


def _telling(gram: Gram, inside: Sequence[Group], people: int, people_before: int) -> Telling:
    share = len(gram.people) / people
    usual = gram.people_before / people_before if people_before else 0
    phrase = Phrase(_written(gram, inside), len(gram.people), share, share / usual if usual else None)
    return Telling(phrase, frozenset(clause.post for at in gram.groups for clause in inside[at].clauses))


def _written(gram: Gram, inside: Sequence[Group]) -> str:
    """As most people wrote it, if three did so and it is no heap of marks, else as folded."""
    writers: dict[str, set[str]] = {}
    length = len(gram.words)
    for clause in (clause for at in gram.groups for clause in inside[at].clauses):
        for start in range(len(clause.words) - length + 1):
            if clause.words[start : start + length] == gram.words:
                writers.setdefault(clause.written(start, start + length), set()).add(clause.author)
    joined = inside[min(gram.groups)].first.joined
    plain = unicodedata.normalize("NFC", ("" if joined else " ").join(gram.words).replace("' ", "'"))
    most = min(writers, key=lambda words: (-len(writers[words]), words))
    return most if len(writers[most]) >= FEWEST_PEOPLE and len(most) <= MOST_MARKS * len(plain) else plain
