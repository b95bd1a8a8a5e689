"""The Ledger table: sweep cursors, claims, plan versions. Small things that must be there."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.plan import Plan
from shared.store.items import Item, LostRaceError, expiry, instant, lost, number, stamp, text, transact
from shared.storm import Decision

#: An item of DynamoDB takes 400 KB; the rest is for its key and who decided it.
PLAIN_BYTES = 300_000


class NoPlanError(Exception):
    """No crisis plan is in force."""


class PlanTooLargeError(Exception):
    """A plan that no item can hold; the message says by how much, and what to leave out."""


class Ledger:
    def __init__(self, table: str) -> None:
        self._table = table

    def cursor(self, source: str) -> str | None:
        """Where the last sweep of that source ended, in the words of its platform module."""
        return self._value(f"cursor#{source}")

    def move_cursor(self, source: str, cursor: str) -> None:
        """To be called once the queue has taken what lies before it."""
        aws.dynamodb().put_item(TableName=self._table, Item={"key": text(f"cursor#{source}"), "value": text(cursor)})

    def claim(self, key: str, now: datetime, kept: timedelta) -> bool:
        """Claims a key for a while: False where it is claimed already and the claim still holds."""
        try:
            aws.dynamodb().put_item(
                TableName=self._table,
                Item={
                    "key": text(f"claim#{key}"),
                    "claimed_at": instant(now),
                    "holds_until": instant(now + kept),
                    "expires": expiry(now, kept + timedelta(days=1)),
                },
                ConditionExpression="attribute_not_exists(#key) OR holds_until <= :now",
                ExpressionAttributeNames={"#key": "key"},
                ExpressionAttributeValues={":now": instant(now)},
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True

    def pointer(self, key: str, points_to: str, now: datetime, kept: timedelta) -> str:
        """What that key points to: `points_to`, where it pointed to nothing or its time was over; else what it was.

        The window starts when the pointer is set and is not extended: a trickle can't hold it open for ever.
        """
        try:
            aws.dynamodb().put_item(
                TableName=self._table,
                Item=_pointing(key, points_to, now, kept),
                ConditionExpression="attribute_not_exists(#key) OR holds_until <= :now",
                ExpressionAttributeNames={"#key": "key"},
                ExpressionAttributeValues={":now": instant(now)},
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if not lost(error):
                raise
            old = error.response["Item"]  # type: ignore[typeddict-item]  # present, as it was asked for
            return str(old["value"]["S"])
        return points_to

    def pointed(self, key: str, now: datetime) -> str | None:
        """What that key points to, while its time lasts."""
        answer = aws.dynamodb().get_item(TableName=self._table, Key={"key": text(f"pointer#{key}")})
        item = answer.get("Item")
        return item["value"]["S"] if item is not None and item["holds_until"]["S"] > stamp(now) else None

    def point(self, key: str, points_to: str, now: datetime, kept: timedelta) -> None:
        """Has that key point there from now on, wherever it pointed."""
        aws.dynamodb().put_item(TableName=self._table, Item=_pointing(key, points_to, now, kept))

    def count(self, key: str, now: datetime, kept: timedelta) -> int:
        """One more under that key; how many there are now."""
        answer = aws.dynamodb().update_item(
            TableName=self._table,
            Key={"key": text(f"count#{key}")},
            UpdateExpression="SET expires = :expires ADD counted :one",
            ExpressionAttributeValues={":expires": expiry(now, kept + timedelta(days=1)), ":one": number(1)},
            ReturnValues="UPDATED_NEW",
        )
        return int(answer["Attributes"]["counted"]["N"])

    def publish_plan(self, plan: Plan, decision: Decision | None = None) -> int:
        """Puts a plan in force as the next version, and returns that; who decided it is kept with it.

        Raises LostRaceError at a second publisher.
        """
        item = _packed(encode(plan))
        if decision is not None:
            item["decision"] = text(encode(decision))
        version = self.plan_version() + 1
        try:
            transact(
                [
                    {
                        "Put": {
                            "TableName": self._table,
                            "Item": {"key": text(f"plan#{version}"), **item},
                            "ConditionExpression": "attribute_not_exists(#key)",
                            "ExpressionAttributeNames": {"#key": "key"},
                        }
                    },
                    {
                        "Put": {
                            "TableName": self._table,
                            "Item": {"key": text("plan"), "version": number(version)},
                        }
                    },
                ]
            )
        except ClientError as error:
            if lost(error):
                raise LostRaceError("plan") from None
            raise
        return version

    def plan_version(self) -> int:
        """The version in force; 0 where no plan was ever published."""
        answer = aws.dynamodb().get_item(TableName=self._table, Key={"key": text("plan")}, ConsistentRead=True)
        return int(answer["Item"]["version"]["N"]) if "Item" in answer else 0

    def plan(self, version: int | None = None) -> Plan:
        """A version of the plan (None: the one in force). Raises NoPlanError where there is none."""
        wanted = self.plan_version() if version is None else version
        value = self._value(f"plan#{wanted}")
        if value is None and version is not None:
            raise NoPlanError(f"there is no plan {version}; see: firebreak plan versions")
        if value is None:
            raise NoPlanError("no crisis plan is in force; publish one: firebreak plan publish FILE")
        plan = decode(Plan, value)
        return plan if plan.version == wanted else _versioned(plan, wanted)

    def plan_decisions(self, most: int) -> list[tuple[int, Decision | None]]:
        """The versions of the plan and who decided each, the newest first; None where that was not kept."""
        newest = self.plan_version()
        return [(version, self._decision(version)) for version in range(newest, max(0, newest - most), -1)]

    def _decision(self, version: int) -> Decision | None:
        answer = aws.dynamodb().get_item(
            TableName=self._table,
            Key={"key": text(f"plan#{version}")},
            ProjectionExpression="decision",
            ConsistentRead=True,
        )
        item = answer.get("Item", {})
        return decode(Decision, item["decision"]["S"]) if "decision" in item else None

    def _value(self, key: str) -> str | None:
        answer = aws.dynamodb().get_item(TableName=self._table, Key={"key": text(key)}, ConsistentRead=True)
        return _unpacked(answer["Item"]) if "Item" in answer else None


def _pointing(key: str, points_to: str, now: datetime, kept: timedelta) -> Item:
    return {
        "key": text(f"pointer#{key}"),
        "value": text(points_to),
        "holds_until": instant(now + kept),
        "expires": expiry(now, kept + timedelta(days=1)),
    }


def _packed(plan: str) -> Item:
    """A plan's text as it is kept: as text, as long as that fits well into an item (400 KB), else compressed."""
    if len(plan.encode()) <= PLAIN_BYTES:
        return {"value": text(plan)}
    packed = zlib.compress(plan.encode(), level=9)
    if len(packed) > PLAIN_BYTES:
        raise PlanTooLargeError(
            f"the plan is too large to be kept: {len(packed):,} bytes compressed, of at most {PLAIN_BYTES:,}; "
            "leave out what it doesn't need, such as overrides that are over"
        )
    return {"packed": {"B": packed}}


def _unpacked(item: Item) -> str:
    return zlib.decompress(item["packed"]["B"]).decode() if "packed" in item else item["value"]["S"]


def _versioned(plan: Plan, version: int) -> Plan:
    return replace(plan, version=version)
