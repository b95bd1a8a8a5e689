"""Runs of words that several people wrote, found length by length.

Clauses in the same words are one, with all who wrote it: copies cost little.

A run is only sought where both its shorter ones are common already (Agrawal and Srikant, "Fast algorithms for mining
association rules", VLDB 1994), so that texts full of rare words cost little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from functions.weigh_storm.clauses import Clause
from functions.weigh_storm.small_words import tells_alone

#: A phrase that fewer people wrote is theirs, and is not shown.
FEWEST_PEOPLE = 3
#: Words in a phrase; in scripts without spaces, letters.
MOST_WORDS, MOST_JOINED = 4, 16
#: One letter with a space on either side says nothing, nor does one of a script without spaces.
_FEWEST_LETTERS = 2
#: Numbers of orders, phones and cards are longer, whoever repeats them.
_MOST_DIGITS = 3

_ROOT, _NONE = 0, -1
_Tree = dict[tuple[int, str], int]


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses in the same words, as folded, and who wrote them."""

    clauses: tuple[Clause, ...]
    people: frozenset[str]

    @property
    def first(self) -> Clause:
        return self.clauses[0]


@dataclass(frozen=True, slots=True)
class Gram:
    """A run of words, as folded; `groups` are the numbers of those that hold it with words at both ends that tell."""

    words: tuple[str, ...]
    groups: frozenset[int]
    people: frozenset[str]
    people_before: int


def grouped(clauses: Iterable[Clause]) -> tuple[Group, ...]:
    same: dict[tuple[tuple[str, ...], tuple[bool, ...], bool], list[Clause]] = {}
    for clause in clauses:
        same.setdefault((clause.words, clause.ends, clause.joined), []).append(clause)
    return tuple(Group(tuple(group), frozenset(clause.author for clause in group)) for group in same.values())


def common_grams(inside: Sequence[Group], before: Iterable[Clause]) -> tuple[Gram, ...]:
    """All runs that at least `FEWEST_PEOPLE` wrote inside and that can be shown, with how many wrote them before."""
    tree: _Tree = {}
    found: list[tuple[int, tuple[str, ...], frozenset[int], frozenset[str]]] = []
    for gram, words, telling in _grow(inside, tree):
        people = people_of(inside, telling)
        if len(people) >= FEWEST_PEOPLE and _can_be_shown(words):
            found.append((gram, words, telling, people))
    earlier = _people_before(before, tree, {gram for gram, *_ in found})
    return tuple(Gram(words, telling, people, len(earlier.get(gram, ()))) for gram, words, telling, people in found)


def people_of(groups: Sequence[Group], which: Iterable[int]) -> frozenset[str]:
    return frozenset[str]().union(*(groups[at].people for at in which))


def _grow(groups: Sequence[Group], tree: _Tree) -> Iterator[tuple[int, tuple[str, ...], frozenset[int]]]:
    """Each common run: its number in the tree, its words, and the groups where its ends tell something."""
    rows = {at: [_ROOT] * (len(group.first.words) + 1) for at, group in enumerate(groups)}
    words_of: dict[int, tuple[str, ...]] = {_ROOT: ()}
    for length in range(1, MOST_JOINED + 1):
        held: dict[tuple[int, str], set[int]] = {}
        telling: dict[tuple[int, str], set[int]] = {}
        for at, row in rows.items():
            clause = groups[at].first
            for start, key in _longer(clause, row, length):
                held.setdefault(key, set()).add(at)
                if clause.ends[start] and clause.ends[start + length - 1]:
                    telling.setdefault(key, set()).add(at)
        for key in sorted(key for key, where in held.items() if len(people_of(groups, where)) >= FEWEST_PEOPLE):
            gram = tree[key] = len(words_of)
            words_of[gram] = (*words_of[key[0]], key[1])
            yield gram, words_of[gram], frozenset(telling.get(key, ()))
        rows = {at: grown for at, row in rows.items() if (grown := _grown(groups[at].first, row, length, tree))}


def _longer(clause: Clause, row: Sequence[int], length: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """Where a run of that length can begin, and its key: the run that is one shorter, and the last word."""
    for start in range(len(clause.words) - length + 1):
        if row[start] != _NONE and (length == 1 or row[start + 1] != _NONE):
            yield start, (row[start], clause.words[start + length - 1])


def _grown(clause: Clause, row: Sequence[int], length: int, tree: _Tree) -> list[int]:
    """The common run of that length at each place; empty where there is none, or none may be longer."""
    grown = [_NONE] * (len(clause.words) + 1)
    for start, key in _longer(clause, row, length):
        grown[start] = tree.get(key, _NONE)
    ended = length == (MOST_JOINED if clause.joined else MOST_WORDS)
    return [] if ended or all(gram == _NONE for gram in grown) else grown


def _people_before(before: Iterable[Clause], tree: _Tree, wanted: set[int]) -> dict[int, set[str]]:
    people: dict[int, set[str]] = {}
    for clause in before:
        words = clause.words
        for start in range(len(words)):
            gram = _ROOT
            for word in words[start:]:
                gram = tree.get((gram, word), _NONE)
                if gram == _NONE:
                    break
                if gram in wanted:
                    people.setdefault(gram, set()).add(clause.author)
    return people


def _can_be_shown(words: tuple[str, ...]) -> bool:
    letters = "".join(words)
    if sum(map(str.isdigit, letters)) > _MOST_DIGITS or letters.isdigit():
        return False
    # An emoji is no letter, and tells something by itself.
    long_enough = len(letters) >= _FEWEST_LETTERS or not letters.isalnum()
    return long_enough and (len(words) > 1 or tells_alone(words[0]))
