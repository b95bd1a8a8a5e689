"""The Statements table: its stream starts the publishing, so a statement that is kept is a statement that gets out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.statement import Statement
from shared.store.items import Item, LostRaceError, due_ids, get_all, instant, lost, number, query, stamp, text


@dataclass(frozen=True, slots=True)
class Listed:
    """One statement as the index knows it, a moment late. What was never published is not `public`.

    `begun` is when it was begun, as text that sorts.
    """

    id: str
    revision: int
    public: bool
    begun: str


class StatementStore:
    def __init__(self, table: str) -> None:
        self._table = table

    def create(self, statement: Statement) -> bool:
        """Writes a new statement; False where it is there already."""
        try:
            aws.dynamodb().put_item(
                TableName=self._table, Item=_item(statement), ConditionExpression="attribute_not_exists(id)"
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True

    def save(self, statement: Statement) -> Statement:
        """Writes the next revision. Raises LostRaceError where another came first."""
        after = replace(statement, revision=statement.revision + 1)
        try:
            aws.dynamodb().put_item(
                TableName=self._table,
                Item=_item(after),
                ConditionExpression="revision = :before",
                ExpressionAttributeValues={":before": number(statement.revision)},
            )
        except ClientError as error:
            if lost(error):
                raise LostRaceError(statement.id) from None
            raise
        return after

    def get(self, statement_id: str) -> Statement | None:
        answer = aws.dynamodb().get_item(TableName=self._table, Key={"id": text(statement_id)}, ConsistentRead=True)
        return decode(Statement, answer["Item"]["doc"]["S"]) if "Item" in answer else None

    def listed(self, most: int = 1000) -> list[Statement]:
        """All statements, drafts too, the newest first."""
        return self.all_of([row.id for row in self.rows(most)])

    def rows(self, most: int | None = None) -> list[Listed]:
        """Every statement's id and revision, the newest first, without the statements themselves: one query."""
        found = query(
            {
                "TableName": self._table,
                "IndexName": "listed",
                "KeyConditionExpression": "listed = :listed",
                "ExpressionAttributeValues": {":listed": text("statement")},
                "ScanIndexForward": False,
            },
            most,
        )
        return [_row(item) for item in found]

    def due(self, now: datetime, most: int = 200) -> list[Statement]:
        """Statements whose promise clock has a step to take."""
        statements = self.all_of(due_ids(self._table, now, most))
        return [statement for statement in statements if statement.due_at and statement.due_at <= now]

    def all_of(self, ids: Sequence[str]) -> list[Statement]:
        """Those statements as they are now (a consistent read), the newest first."""
        items = get_all(self._table, [{"id": text(statement_id)} for statement_id in ids])
        statements = [decode(Statement, item["doc"]["S"]) for item in items]
        return sorted(statements, key=lambda statement: (statement.created_at, statement.id), reverse=True)


def _item(statement: Statement) -> Item:
    item: Item = {
        "id": text(statement.id),
        "doc": text(encode(statement)),
        "revision": number(statement.revision),
        "listed": text("statement"),
        "created_at": instant(statement.created_at),
        "public": {"BOOL": statement.public},
    }
    if statement.due_at is not None:
        item |= {"due": text("due"), "due_at": instant(statement.due_at)}
    return item


def listed_as(statement: Statement) -> Listed:
    """As the index will have it."""
    return Listed(statement.id, statement.revision, statement.public, stamp(statement.created_at))


def _row(item: Item) -> Listed:
    # Kept before the index had these: no statement has that revision, so it is looked at itself.
    revision = int(item["revision"]["N"]) if "revision" in item else -1
    public = item["public"]["BOOL"] if "public" in item else True
    return Listed(item["id"]["S"], revision, public, item["created_at"]["S"])
