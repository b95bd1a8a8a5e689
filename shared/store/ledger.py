"""The Ledger table: sweep cursors, claims, plan versions. Small things that must be there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.plan import Plan
from shared.store.items import Item, LostRaceError, expiry, instant, lost, number, text, transact
from shared.storm import Decision


class NoPlanError(Exception):
    """No crisis plan is in force."""


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
                Item={
                    "key": text(f"pointer#{key}"),
                    "value": text(points_to),
                    "holds_until": instant(now + kept),
                    "expires": expiry(now, kept + timedelta(days=1)),
                },
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

    def publish_plan(self, plan: Plan, decision: Decision | None = None) -> int:
        """Puts a plan in force as the next version, and returns that; who decided it is kept with it.

        Raises LostRaceError at a second publisher.
        """
        item: Item = {"value": text(encode(plan))}
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
        if value is None:
            raise NoPlanError("no crisis plan is in force; publish one: firebreak plan publish FILE")
        plan = decode(Plan, value)
        return plan if plan.version == wanted else _versioned(plan, wanted)

    def _value(self, key: str) -> str | None:
        answer = aws.dynamodb().get_item(TableName=self._table, Key={"key": text(key)}, ConsistentRead=True)
        return answer["Item"]["value"]["S"] if "Item" in answer else None


def _versioned(plan: Plan, version: int) -> Plan:
    return replace(plan, version=version)
