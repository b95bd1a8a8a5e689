"""What waits to be fetched, as questions to a platform: put together, and taken apart again when they are answered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from shared.delivery import Wanted
from shared.inbox import Waiting

#: How long one waits that could not be fetched, by how often it was tried; the last for all further tries.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 25, 125, 360))
#: From this try on it is asked for by itself: one that a platform refuses must not cost others their answer for ever.
ALONE_FROM = 3

#: What was answered: a kind, and an id.
Answered = Collection[tuple[str, str]]


def questions(waiting: Sequence[Waiting], most: int) -> Iterator[Wanted]:
    """All that is wanted of one source, each id once, at most so many at a time; what failed before comes last."""
    together: dict[tuple[str, str], tuple[Wanted, dict[str, None]]] = {}
    for one in sorted(waiting, key=lambda one: one.tries):
        alone = one.receipt if one.tries >= ALONE_FROM else ""
        _, ids = together.setdefault((one.wanted.kind, alone), (one.wanted, {}))
        ids.update(dict.fromkeys(one.wanted.ids))
    for wanted, ids in together.values():
        named = tuple(ids)
        for start in range(0, len(named), most):
            yield replace(wanted, ids=named[start : start + most])


def is_answered(waiting: Waiting, answered: Answered) -> bool:
    return all((waiting.wanted.kind, id_) in answered for id_ in waiting.wanted.ids)


def wait(tries: int) -> timedelta:
    """How long it waits after that try."""
    return WAITS[min(max(tries, 1), len(WAITS)) - 1]
