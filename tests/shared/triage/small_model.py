"""A model of some twenty words, and a company to which one of them, "grounded", means something else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from shared.triage.heads import HEADS, OUTPUTS
from shared.triage.overlay import Overlaid, bare
from shared.triage.table import ZERO, Table, pack, parse
from shared.triage.taught import Heard, Taught
from shared.verdict import Kind

SCALE = 0.1
BAD, ASK, FINE = ("grounded", "late", "broken", "cancelled"), ("where", "how", "when"), ("lovely", "great", "thanks")
PLAIN = ("my", "the", "a", "with", "today", "this", "morning", "coffee", "train", "had", "is", "again", "and", "so")
_SAYS: dict[str, dict[tuple[str, str], float]] = {
    **{
        word: {("complaint", "complaint"): 9, ("kind", "specific_complaint"): 9, ("level", "1 and up"): 9}
        for word in BAD
    },
    **{word: {("complaint", "complaint"): -6, ("kind", "question"): 9} for word in ASK},
    **{word: {("complaint", "complaint"): -9, ("kind", "praise"): 9, ("tone", "positive"): 6} for word in FINE},
}
MEANING = {
    "heads": [[head.name, *head.outputs] for head in HEADS],
    "complaint": {"shift": 0.0, "slope": 1.0},
    "mood_share": {"spoken_to": 0.0, "else": 0.5},
    "confidence": {"high": 0.8, "medium": 0.55},
}


def small_bytes(name: str = "small") -> bytes:
    words = sorted((*BAD, *ASK, *FINE, *PLAIN))
    numbers = bytes(
        value
        for word in words
        for value in (1, *(ZERO + round(_SAYS.get(word, {}).get(o, 0) / SCALE) for o in OUTPUTS))
    )
    return pack(name, words, numbers, [SCALE] * len(OUTPUTS), [0.0] * len(OUTPUTS), 1.0, MEANING)


def small_table(name: str = "small") -> Table:
    return parse(small_bytes(name), name)


def small_model() -> Overlaid:
    return bare(small_table())


def sentences(words: Sequence[str], count: int) -> list[str]:
    """So many different ones, with these words in turn."""
    frames = ("{w} coffee {p} {q}", "had {p} {w} coffee with {q}", "{p} {q} is {w}", "{p} train {q} {w} this morning")
    made = (f.format(w=w, p=p, q=q) for p, q, f, w in product(PLAIN, PLAIN[::-1], frames, words))
    return list(dict.fromkeys(made))[:: max(1, 700 * len(words) // count)][:count]


def stream(count: int = 300) -> list[Heard]:
    each = count // 3
    texts = [*sentences(BAD[1:], each), *sentences(ASK, each), *sentences(FINE, each)]
    return [Heard(f"heard:{at}", text, f"a{at}") for at, text in enumerate(texts)]


def grounded(count: int, kind: Kind = "praise") -> list[Taught]:
    """What the company's people say of posts about its coffee, which the model takes for complaints."""
    return [Taught(f"said:{at}", text, f"b{at}", kind=kind) for at, text in enumerate(sentences(("grounded",), count))]
