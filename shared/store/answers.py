"""The Ledger table: which case a post is in, and which answer of ours to it came; whichever is first waits there.

Both sides write to one item and read it in the same step, so that of two at once the later one finds the other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared import aws
from shared.store.items import expiry, text

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

    def _note(self, about: str, what: str, value: Any, now: datetime) -> Meeting:
        sets, adds = (f"{what}, expires = :expires", "") if what.startswith("SET") else ("SET expires = :expires", what)
        item: Any = aws.dynamodb().update_item(
            TableName=self._table,
            Key={"key": text(f"pointer#answer#{hashlib.sha256(about.encode('utf-8', 'replace')).hexdigest()}")},
            UpdateExpression=f"{sets} {adds}".strip(),
            ExpressionAttributeValues={":value": value, ":expires": expiry(now, REMEMBERED)},
            ReturnValues="ALL_NEW",
        )["Attributes"]
        answer = item["answer"]["S"] if "answer" in item else None
        return Meeting(tuple(sorted(item.get("case_ids", {"SS": []})["SS"])), answer)
