"""What is amiss with the files that judging reads: it judges on by what is left, so somebody must be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from aws_lambda_powertools import Logger

from shared.triage import foreign, language
from shared.triage.routing import routed

logger = Logger()


def found_in(languages: Iterable[str]) -> Iterator[str]:
    """What is wrong, and how to mend it: with the routing, with telling languages, with the mood in these ones.

    These files are in memory once a mention was judged: to ask costs nothing then.
    """
    # No text is routed nowhere; what is wrong with the routing's file is said with that too.
    yield from (why for why in (routed("", (), ()).fault, language.why_unread()) if why)
    for one in sorted(set(languages) & set(foreign.LANGUAGES)):
        if (why := foreign.why_unread(one)) is not None:
            yield f"{one} is read by its words alone: {why}"


class Faults:
    """Told once each, for as long as the function's container lives; never a customer's words.

    `looked`: the languages for which it was looked already. A table of a language that nobody writes is not opened.
    """

    def __init__(
        self,
        found: Callable[[Iterable[str]], Iterable[str]] = found_in,
        complain: Callable[..., None] = logger.error,
    ) -> None:
        self._found, self._complain = found, complain
        self._told: set[str] = set()
        self.looked: frozenset[str] = frozenset()

    def tell(self, languages: Iterable[str]) -> None:
        """`languages`: those in which the mentions were that have just been judged."""
        fresh = frozenset(languages) - self.looked
        if not fresh:
            return
        self.looked |= fresh
        for why in self._found(fresh):
            if why not in self._told:
                self._told.add(why)
                self._complain("judged with less than we should have", why=why)
