"""What is due next, anywhere in the tables: minutes in which nothing is need not pass one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.drill import template as t
from infra.drill.clock import MINUTE, next_minute
from infra.drill.names import names
from shared import aws
from shared.store.counters import Counters

#: Also where nothing is due, all of the minute's functions are called so often: what watches for silence is heard.
LONGEST_SKIP = timedelta(hours=3)
#: A minute is judged once what was posted in it can't be late any more (shared/watermark.py: two minutes, and seconds).
SETTLES_IN = 4 * MINUTE
#: Afterwards a storm can only go on or subside, which takes many minutes.
JUDGED_EVERY = 5 * MINUTE
INDEX = "due"


@dataclass(frozen=True, slots=True)
class Tick:
    """The next minute in which there is something to do: for all scheduled functions, or for the judge of storms."""

    at: datetime
    whole: bool


def next_tick(now: datetime, due: datetime | None, judged: bool, posted_at: datetime, whole_at: datetime) -> Tick:
    """`due` is the earliest due time, `judged` whether a brand has minutes to be judged.

    `posted_at` is when the last mention came, `whole_at` when all functions were last called.
    """
    coming = next_minute(now)
    soonest = whole_at + LONGEST_SKIP if due is None else min(due, whole_at + LONGEST_SKIP)
    whole = Tick(max(coming, minute_of(soonest)), whole=True)
    if not judged:
        return whole
    at = coming if now - posted_at < SETTLES_IN else minute_of(max(coming, now + JUDGED_EVERY))
    return whole if whole.at <= at else Tick(at, whole=False)


def is_judged(counters: Counters) -> bool:
    return bool(counters.pending())


def earliest() -> datetime | None:
    """The earliest `due_at` in any table's index `due`, whatever kind of thing is due there."""
    stamps: list[str] = []
    for name, table in t.resources("AWS::DynamoDB::Table").items():
        if INDEX in {index["IndexName"] for index in table.get("GlobalSecondaryIndexes", [])}:
            pages = aws.dynamodb().get_paginator("scan").paginate(TableName=names()[name], IndexName=INDEX)
            stamps += [item["due_at"]["S"] for page in pages for item in page["Items"]]
    return datetime.fromisoformat(min(stamps)) if stamps else None


def minute_of(at: datetime) -> datetime:
    """The first minute tick at that time or after it."""
    floor = at.replace(second=0, microsecond=0)
    return floor if floor == at else floor + MINUTE
