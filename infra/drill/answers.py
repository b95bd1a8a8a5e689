"""How a person answers, as a scenario's file says it: `acknowledges after 4m`, `sleeps 22:00-07:00`, `never`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import time, timedelta

from infra.drill.scenario import Answers

_SPAN = re.compile(r"([0-9]{1,5})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_AFTER = re.compile(r"(acknowledges|answers|escalates|resolves) after ([0-9]{1,5}[smhd])( with cause (.+))?")
_SLEEPS = re.compile(r"sleeps ([0-9]{1,2}):([0-9]{2}) ?- ?([0-9]{1,2}):([0-9]{2})")
KNOWN = (
    "`never`, `acknowledges after 4m`, `answers after 20m`, `escalates after 10m`, "
    '`resolves after 2h with cause "what was behind it"`, `sleeps 22:00-07:00`'
)


class WordsError(ValueError):
    """Words that mean nothing here; the message says what may stand instead."""


def span(words: str) -> timedelta:
    """The span in `90s`, `15m`, `1h` or `2d`; zero may be said. Raises WordsError."""
    match = _SPAN.fullmatch(words.strip())
    if match is None:
        raise WordsError(f"`{_cut(words)}` is not a length of time; write it like `90s`, `15m`, `2h` or `3d`")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def answers(words: Iterable[str]) -> Answers:
    """All that is said of one person. Raises WordsError at the first words that say nothing."""
    found = Answers()
    for one in words:
        found = _with(found, one.strip())
    if found.acknowledges is None and (found.resolves is not None or found.answers is not None):
        raise WordsError("who answers or resolves has the case; say first `acknowledges after 4m`")
    return found


def _with(found: Answers, words: str) -> Answers:
    if words == "never":
        return found
    if (slept := _SLEEPS.fullmatch(words)) is not None:
        try:
            return replace(found, sleeps=(time(int(slept[1]), int(slept[2])), time(int(slept[3]), int(slept[4]))))
        except ValueError:
            raise WordsError(
                f"`{_cut(words)}` has a time that no day has; write it like `sleeps 22:00-07:00`"
            ) from None
    match = _AFTER.fullmatch(words)
    if match is None:
        raise WordsError(f"`{_cut(words)}` says nothing that a person can do; use {KNOWN}")
    after, cause = span(match[2]), (match[4] or "").strip().strip('"')
    match match[1]:
        case "resolves" if not cause:
            raise WordsError('a case ends with its cause; write `resolves after 2h with cause "what was behind it"`')
        case "resolves":
            return replace(found, resolves=after, cause=cause)
        case _ if cause:
            raise WordsError("only `resolves` has a cause")
        case "acknowledges":
            return replace(found, acknowledges=after)
        case "answers":
            return replace(found, answers=after)
        case _:
            return replace(found, escalates=after)


def _cut(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"
