"""Which texts are near copies of one another: minhash of their letters, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]  # it brings no types

#: Texts that share so much of their pieces are near copies. Of 9,289 airline tweets, all pairs by two accounts above it
#: were copies; from 0.5 down there are people with the same trouble (measured on the shared replay).
ALIKE = 0.6
#: Pieces of five letters: short enough that a changed word leaves most of them whole.
PIECE = 5
#: Shorter texts meet by chance ("site is down again").
LEAST_LETTERS = 40
#: A letter of a script that writes syllables or words says as much as so many.
LETTERS_OF_A_SYLLABLE = 3
#: So much of a long text is looked at, before and after its signs are taken apart (one can stand for 18 letters).
MOST_LETTERS = 1_000
# A likeness of 0.6 meets in one of 42 bands of 3 with a chance of 0.9999, one of 0.2 in 29 of 100; the estimate's
# standard error is 0.044.
HASHES, BANDS, SEED = 126, 42, 20
_LINK_OR_NAME = re.compile(r"(?:https?://|www\.)\S+|(?<!\w)(?:@|u/)\w+", re.IGNORECASE)
_SYLLABLES = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def same_words(text: str) -> str:
    """The text without what copies vary: case, marks, signs, links, names; numbers are all one."""
    plain = unicodedata.normalize("NFKD", _LINK_OR_NAME.sub(" ", text[:MOST_LETTERS]))[: 2 * MOST_LETTERS].casefold()
    letters = ("0" if c.isnumeric() else c if c.isalpha() else " " for c in plain if not unicodedata.combining(c))
    return re.sub("0+", "0", " ".join("".join(letters).split()))[:MOST_LETTERS]


def says_enough(words: str) -> bool:
    """Whether it is long enough that nobody else writes it by chance."""
    return len(words) + (LETTERS_OF_A_SYLLABLE - 1) * len(_SYLLABLES.findall(words)) >= LEAST_LETTERS


def alike(texts: Sequence[str]) -> list[int]:
    """A number for each text, the same for near copies and for copies of copies; texts that say too little are alone.

    Minhash: Broder, "On the resemblance and containment of documents", 1997. Its index: Indyk and Motwani, 1998.
    """
    words = [same_words(text) for text in texts]
    leader = list(range(len(texts)))
    first: dict[str, int] = {}
    index = RMinHashLSH(threshold=ALIKE, num_perm=HASHES, num_bands=BANDS)
    hashes: dict[int, RMinHash] = {}
    for number, said in enumerate(words):
        if not says_enough(said):
            continue
        if said in first:
            leader[number] = first[said]
            continue
        first[said] = number
        mine = hashes[number] = _minhash(said)
        for other in sorted(index.query(mine)):
            root, known = _root(leader, number), _root(leader, other)
            if root != known and mine.jaccard(hashes[other]) >= ALIKE:
                leader[max(root, known)] = min(root, known)
        index.insert(number, mine)
    return [_root(leader, number) for number in range(len(texts))]


def _minhash(words: str) -> RMinHash:
    made = RMinHash(num_perm=HASHES, seed=SEED)
    made.update({words[at : at + PIECE] for at in range(max(1, len(words) - PIECE + 1))})
    return made


def _root(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number
