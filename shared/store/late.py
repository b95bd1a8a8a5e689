"""What is overdue in a table, from its index `due` alone: the items themselves are not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.store.items import instant, query, text

#: So many are counted; more are "as many and more".
MOST = 100


@dataclass(frozen=True, slots=True)
class Late:
    """The oldest first: their ids (`MOST` at the most), and since when the first of them is due."""

    ids: tuple[str, ...]
    since: datetime


def overdue(table: str, before: datetime, what: str = "due") -> Late | None:
    """What was due at that instant or earlier and is still there; None where nothing is. `what` as in `due_ids`."""
    found = list(
        query(
            {
                "TableName": table,
                "IndexName": "due",
                "KeyConditionExpression": "due = :due AND due_at <= :before",
                "ExpressionAttributeValues": {":due": text(what), ":before": instant(before)},
            },
            MOST,
        )
    )
    if not found:
        return None
    return Late(tuple(item["id"]["S"] for item in found), datetime.fromisoformat(found[0]["due_at"]["S"]))
