"""The gate before Enter: what must not be said in public, and what could be said better, before it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from shared.gate.finding import Finding
from shared.gate.gaps import gaps
from shared.gate.lengths import BODY_CHARACTERS, TITLE_CHARACTERS, lengths
from shared.gate.part import Part
from shared.gate.personal import personal
from shared.gate.plainness import plainness
from shared.gate.promises import forbidden, next_update, promised
from shared.gate.shouting import shouting
from shared.gate.tone import tone

_ORDER = {"title": 0, "body": 1, "promise": 2}


@dataclass(frozen=True, slots=True)
class Rules:
    """What the plan says. `allowed` may stand in any text: the company's own addresses, numbers and names."""

    forbidden_promises: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


#: A plan that says nothing of it.
NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Text:
    """`language` is a tag such as `en` or `pt-BR`."""

    language: str
    title: str
    body: str


def check(
    text: Text,
    *,
    progress: str,
    next_update_at: datetime | None,
    now: datetime,
    rules: Rules = NO_RULES,
    refusals_only: bool = False,
) -> tuple[Finding, ...]:
    """All findings: refusals first, then warnings, each in the order of the text. Never raises, whatever the text.

    A text that is longer than it may be is checked up to there. `refusals_only` takes half the time: a plan has
    hundreds of texts, and whoever saves it waits.
    """
    will_promise = promised(progress, next_update_at)
    title = Part("title", text.title, text.language, rules.allowed)
    body = Part("body", text.body, text.language, rules.allowed)
    found = [
        *_in_part(title, TITLE_CHARACTERS, will_promise, rules, refusals_only),
        *_in_part(body, BODY_CHARACTERS, will_promise, rules, refusals_only),
        *next_update(progress, next_update_at, now, text.language),
    ]
    if refusals_only:
        found = [one for one in found if one.level == "refuse"]
    return tuple(sorted(found, key=lambda one: (one.level != "refuse", _ORDER[one.where], one.start, one.rule)))


def refusals(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.level == "refuse")


def _in_part(whole: Part, most: int, will_promise: bool, rules: Rules, refusals_only: bool) -> Iterator[Finding]:
    yield from lengths(whole, channels=not refusals_only)
    part = Part(whole.where, whole.original[:most], whole.tag, whole.allowed)
    yield from gaps(part, will_promise)
    yield from tone(part)
    yield from forbidden(part, rules.forbidden_promises)
    yield from personal(part)
    yield from shouting(part)
    if not refusals_only:
        yield from plainness(part, rules.jargon)
