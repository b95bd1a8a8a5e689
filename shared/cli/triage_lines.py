"""Mentions as JSON lines, and the verdict on each as another: what `firebreak triage` reads and writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO

from shared.cli.terminal import safe_json
from shared.mention import Author, Mention, settled
from shared.plan import Company, Plan
from shared.verdict import Verdict

if TYPE_CHECKING:
    from shared.triage.model import Model

#: No line with a mention is longer (bytes); without such an end a file of one line would be read whole.
LONGEST_LINE = 1_000_000

#: What is judged by where no plan is given: it has no instance, and of the rules only the built-in ones.
NO_PLAN = Plan(
    version=0,
    company=Company(name="", time_zone="UTC", languages=("en",), contact_page="", status_page=""),
    people=(),
    instances=(),
    sources=(),
    components=(),
    last_resort="",
    default_instance="",
    update_every=timedelta(hours=1),
)

Judge = Callable[[Mention], Verdict]


class BadLineError(Exception):
    """A line that holds no mention; the message says what is wrong, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line: the mention in it, and the id that its verdict is answered under."""

    id: str
    mention: Mention


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that hold anything, with their numbers, one at a time; None for one longer than LONGEST_LINE."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        whole = len(line) <= LONGEST_LINE
        while not line.endswith(b"\n") and (rest := file.readline(LONGEST_LINE)):
            line, whole = rest, False
        if not whole:
            yield number, None
        elif line.strip():
            yield number, line


def asked(number: int, line: bytes | None, now: datetime) -> Asked:
    """The mention in a line, written at `now`. Raises BadLineError."""
    if line is None:
        raise BadLineError(f"is longer than {LONGEST_LINE:,} bytes; it is no mention")
    said = _object(line)
    text = said.get("text")
    if not isinstance(text, str):
        raise BadLineError(f'has {"no text" if text is None else "a text that is none"}; give it as "text": "..."')
    id_ = said.get("id", number)
    if not isinstance(id_, str | int) or isinstance(id_, bool):
        raise BadLineError("has an id that is neither a text nor a number")
    return Asked(
        str(id_),
        settled(
            Mention(
                source="file",
                platform=_text_or_none(said, "platform") or "file",
                native_id=str(id_),
                brand="file",
                version=0,
                author=Author(),
                text=text,
                created_at=now,
                seen_at=now,
                language=_text_or_none(said, "language"),
                rating=_rating(said.get("rating")),
            )
        ),
    )


def answer(id_: str, verdict: Verdict) -> str:
    """A verdict as one line of JSON: `complaint` is a probability, `severity` the expected level, 0 to 4.

    Where there is no model they are what the rules say, which know no shades.
    """
    level = verdict.severity if verdict.level is None else verdict.level
    complaint = float(verdict.is_complaint) if verdict.complaint is None else verdict.complaint
    return safe_json(
        json.dumps(
            {
                "id": id_,
                "complaint": round(complaint, 4),
                "kind": verdict.kind,
                "severity": round(float(level), 3),
                "sentiment": verdict.sentiment,
                "language": verdict.language,
                "instance": verdict.instance,
                "confidence": verdict.confidence,
                "reasons": [{"about": reason.about, "why": reason.why} for reason in verdict.reasons],
                "priority": verdict.priority,
                "angry": verdict.angry,
                "asks": verdict.asks,
                "alternatives": [{"instance": one.instance, "share": one.share} for one in verdict.alternatives],
                "rules": verdict.rules,
                "judged_by": verdict.judged_by,
            },
            ensure_ascii=False,
        )
    )


def judged(
    lines: Iterator[tuple[int, bytes | None]], judge: Judge, complain: Callable[[int, str], None], now: datetime
) -> Iterator[str]:
    """An answer for each line that holds a mention, in their order; the others are told to `complain`."""
    for number, line in lines:
        try:
            one = asked(number, line, now)
        except BadLineError as error:
            complain(number, str(error))
        else:
            yield answer(one.id, judge(one.mention))


def judging(plan: Plan, now: datetime, warn: Callable[[str], None], load: Callable[[], Model] | None = None) -> Judge:
    """Who judges: the model that came with this version, or what `load` brings; without it the rules, and `warn`."""
    # Only who judges waits for them.
    from shared.triage.judge import triage
    from shared.triage.model import shipped
    from shared.triage.table import BadModelError

    model: Model | None = None
    try:
        model = (load or shipped)()
    except BadModelError as error:
        warn(f"judged by rules alone: {error}")
    return lambda mention: triage(mention, plan, now, model=model)


def _object(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLineError(f"is not UTF-8 (byte {error.start + 1}); save it as UTF-8") from None
    except (ValueError, RecursionError):
        raise BadLineError("is not JSON; each line is one JSON object") from None
    if not isinstance(said, dict):
        called = {"list": "a list", "str": "a text", "NoneType": "null", "bool": "true or false"}
        raise BadLineError(f"is {called.get(type(said).__name__, 'a number')}, and no JSON object with a text")
    return said


def _text_or_none(said: dict[str, Any], name: str) -> str | None:
    value = said.get(name)
    if value is None or isinstance(value, str):
        return value
    raise BadLineError(f"has a {name} that is no text")


def _rating(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and value in (1, 2, 3, 4, 5):
        return int(value)
    raise BadLineError("has a rating that is none of 1, 2, 3, 4 and 5")
