"""Notices that are held back, to be told together: nobody is told of cases more often than the plan's pace.

In the Cases table: per person an item with the time of the last telling, and one for each notice that waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from shared import aws
from shared.store.items import Item, due_ids, instant, lost, number, query, stamp, text

#: The partition of the index `due` that they stand in, beside the cases' own.
DUE = "bundle"
#: Whoever tells a bundle has it for so long; after a crash it is due again.
LEASE = timedelta(minutes=2)
_PACE = "pace"


@dataclass(frozen=True, slots=True)
class Held:
    """One notice that waits: to whom, of which telling of which case."""

    person: str
    case_id: str
    telling: int

    @property
    def part(self) -> str:
        return f"held#{self.case_id}#{self.telling}"


class HeldStore:
    def __init__(self, cases_table: str) -> None:
        self._table = cases_table

    def may_tell(self, held: Held, now: datetime, every: timedelta) -> bool:
        """Whether the person may be told of this at once; then that counts as told. Not where a bundle waits already.

        Asked again for the same telling, it is the same answer: the event may have come twice, or a crash's again.
        """
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(held.person),
                UpdateExpression="SET last_at = :now, last_for = :for",
                # A time far ahead is that of a clock that jumped: it must not keep anybody from being told.
                ConditionExpression="last_for = :for OR ((attribute_not_exists(due) OR due_at > :far) AND "
                "(attribute_not_exists(last_at) OR last_at <= :before OR last_at > :ahead))",
                ExpressionAttributeValues={
                    ":for": text(held.part),
                    ":now": instant(now),
                    ":before": instant(now - every),
                    ":ahead": instant(now + every),
                    ":far": instant(now + max(every, LEASE)),
                },
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True

    def hold(self, held: Held, now: datetime, every: timedelta) -> None:
        """Keeps a notice for the person's next bundle. The notice first: a crash leaves one that is held again."""
        aws.dynamodb().put_item(TableName=self._table, Item={**_key(held.person, held.part), "held_at": instant(now)})
        self._wake(held.person, now + every)

    def due(self, now: datetime, most: int = 200) -> list[str]:
        """Ids of the people whose bundle is due."""
        return [found.removeprefix("person#") for found in due_ids(self._table, now, most, DUE)]

    def take(self, person: str, now: datetime) -> list[Held]:
        """What waits for this person, if its time has come and nobody else has it; to be given back by `told`."""
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(person),
                UpdateExpression="SET due_at = :lease, last_at = :now, taken = woken",
                ConditionExpression="due_at <= :now",
                ExpressionAttributeValues={":lease": instant(now + LEASE), ":now": instant(now)},
            )
        except ClientError as error:
            if lost(error):
                return []
            raise
        found = self._held(person)
        if not found:
            self.told(person, [])  # who told it crashed before it was given back
        return found

    def told(self, person: str, told: list[Held]) -> None:
        """These were told, or are needless. What was held meanwhile is due in its turn."""
        for held in told:
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(person, held.part))
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(person),
                UpdateExpression="REMOVE due, due_at",
                # Where more was held meanwhile, the lease is their time: at no moment is anything held that isn't due.
                ConditionExpression="taken = woken",
            )
        except ClientError as error:
            if not lost(error):
                raise

    def _wake(self, person: str, at: datetime) -> None:
        """Due by then, or before. `woken` counts what was held."""
        answer = aws.dynamodb().update_item(
            TableName=self._table,
            Key=_key(person),
            UpdateExpression="SET due = :due, due_at = if_not_exists(due_at, :at) ADD woken :one",
            ExpressionAttributeValues={":due": text(DUE), ":at": instant(at), ":one": number(1)},
            ReturnValues="ALL_NEW",
        )
        if answer["Attributes"]["due_at"]["S"] > stamp(at):
            # That of a clock that had jumped ahead.
            aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(person),
                UpdateExpression="SET due_at = :at",
                ExpressionAttributeValues={":at": instant(at)},
            )

    def _held(self, person: str) -> list[Held]:
        found = query(
            {
                "TableName": self._table,
                "KeyConditionExpression": "id = :id AND begins_with(part, :held)",
                "ExpressionAttributeValues": {":id": text(f"person#{person}"), ":held": text("held#")},
                "ConsistentRead": True,
            }
        )
        return [_read(person, item) for item in found]


def _key(person: str, part: str = _PACE) -> Item:
    return {"id": text(f"person#{person}"), "part": text(part)}


def _read(person: str, item: Item) -> Held:
    _, case_id, telling = item["part"]["S"].split("#")
    return Held(person, case_id, int(telling))
