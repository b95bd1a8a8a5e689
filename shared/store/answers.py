"""The Ledger table: which case a post is in, and which answer of ours to it came; whichever is first waits there.

Both sides write to one item and read it in the same step, so that of two at once the later one finds the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared import aws
from shared.store.items import Item, expiry, get_all, text

#: An answer that comes later than this after its question was heard is not known as one: a person says so.
REMEMBERED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of one post, talk or thread: the cases that it is in, and our newest answer to it."""

    case_ids: tuple[str, ...]
    answer: str | None


class Answers:
    def __init__(self, table: str) -> None:
        self._table = table

    def in_case(self, about: str, case_id: str, now: datetime) -> Meeting:
        """What that key stands for is in this case."""
        return self._note(about, "ADD case_ids :value", {"SS": [case_id]}, now)

    def answered(self, about: str, answer: str, now: datetime) -> Meeting:
        """The mention of that id is our answer to what the key stands for."""
        return self._note(about, "SET answer = :value", text(answer), now)

    def cases(self, abouts: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """In which cases the things are that these keys stand for; what is in none is left out."""
        keys = {_key(about)["key"]["S"]: about for about in abouts}
        found: list[Any] = get_all(self._table, [{"key": text(key)} for key in keys])
        return {keys[item["key"]["S"]]: tuple(sorted(item["case_ids"]["SS"])) for item in found if "case_ids" in item}

    def _note(self, about: str, what: str, value: Any, now: datetime) -> Meeting:
        sets, adds = (f"{what}, expires = :expires", "") if what.startswith("SET") else ("SET expires = :expires", what)
        item: Any = aws.dynamodb().update_item(
            TableName=self._table,
            Key=_key(about),
            UpdateExpression=f"{sets} {adds}".strip(),
            ExpressionAttributeValues={":value": value, ":expires": expiry(now, REMEMBERED)},
            ReturnValues="ALL_NEW",
        )["Attributes"]
        answer = item["answer"]["S"] if "answer" in item else None
        return Meeting(tuple(sorted(item.get("case_ids", {"SS": []})["SS"])), answer)


def _key(about: str) -> Item:
    return {"key": text(f"pointer#answer#{hashlib.sha256(about.encode('utf-8', 'replace')).hexdigest()}")}
