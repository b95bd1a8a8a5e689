"""What was worked out last, kept for the very same things: a plan's lines are not compared for each mention."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def kept(work: Callable[P, R]) -> Callable[P, R]:
    """Remembers the last answer by the identity of what was given; to be set over an `lru_cache`, which compares.

    The hash of 77 instances with ten examples each takes a twentieth of a millisecond; a mention takes one.
    """
    last: tuple[tuple[Any, ...], R] | None = None

    @wraps(work)
    def answer(*given: P.args, **named: P.kwargs) -> R:
        nonlocal last
        before = last
        if (
            before is not None
            and not named
            and len(given) == len(before[0])
            and all(one is other for one, other in zip(given, before[0], strict=True))
        ):
            return before[1]
        found = work(*given, **named)
        if not named:
            # The things themselves are held, so that no other can come to lie where they lay.
            last = given, found
        return found

    return answer
