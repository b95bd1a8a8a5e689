"""More texts for the teacher to label: the project's own ones taken apart and put together anew, by a fixed seed.

A linear model knows only what it has seen; the teacher generalises. What lies between the two is filled with texts that
need no label of ours: halves of two posts joined, and walks through the posts' words two by two (a Markov chain of
order two), in which new neighbours meet.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence


def made(texts: Sequence[str], count: int, seed: int) -> list[str]:
    """So many texts, half of them joined, half of them walked; none is one of `texts`."""
    pick = random.Random(seed)  # noqa: S311  # the same texts each time, and no secret
    split = [text.split() for text in texts]
    known = {" ".join(words) for words in split}
    chain = _chain(split)
    out: dict[str, None] = {}
    while len(out) < count:
        words = _joined(split, pick) if pick.random() < 0.5 else list(_walk(chain, pick))
        text = " ".join(words)
        if len(words) >= 3 and text not in known:
            out[text] = None
    return list(out)


def _joined(split: Sequence[list[str]], pick: random.Random) -> list[str]:
    one, other = pick.choice(split), pick.choice(split)
    return one[: _cut(one, pick)] + other[_cut(other, pick) :]


def _cut(words: Sequence[str], pick: random.Random) -> int:
    """After a clause, where there is one: half of the time."""
    ends = [i + 1 for i, word in enumerate(words[:-1]) if word[-1] in ".,!?;:"]
    return pick.choice(ends) if ends and pick.random() < 0.7 else pick.randint(0, len(words))


def _chain(split: Sequence[list[str]]) -> dict[tuple[str, str], list[str]]:
    chain: dict[tuple[str, str], list[str]] = defaultdict(list)
    for words in split:
        for one, two, three in zip(["", "", *words], ["", *words], [*words, ""], strict=False):
            chain[one.casefold(), two.casefold()].append(three)
    return chain


def _walk(chain: dict[tuple[str, str], list[str]], pick: random.Random) -> Iterator[str]:
    one, two = "", ""
    for _ in range(45):
        three = pick.choice(chain[one.casefold(), two.casefold()])
        if not three:
            return
        yield three
        one, two = two, three
