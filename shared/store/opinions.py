"""The Ledger table: what the second reader said of mentions, and how often it was asked in a day, and for how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.opinion import Opinion
from shared.store.items import Item, expiry, get_all, lost, number, text

PREFIX = "opinion#"
#: A day's readings are shown on that day, and the day before for comparison; then nobody asks.
READINGS_KEPT = timedelta(days=40)
#: Costs are added up in thousand millionths of a dollar: whole numbers come to the same sum in any order.
NANO = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """An opinion, and the version of the mention that was read."""

    mention_id: str
    mention_version: int
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Readings:
    """Of one day, in UTC."""

    asked: int = 0
    cost_usd: float = 0.0
    #: Why the last one failed, where one did: an error's code and our words, never a customer's.
    trouble: str | None = None


class Opinions:
    def __init__(self, table: str) -> None:
        self._table = table

    def put(self, given: Given, now: datetime, kept: timedelta) -> None:
        """The newest reading of a mention takes the place of that before it."""
        item = {**_key(given.mention_id), "doc": text(encode(given)), "expires": expiry(now, kept)}
        aws.dynamodb().put_item(TableName=self._table, Item=item)

    def of(self, mention_ids: Iterable[str]) -> dict[str, Given]:
        found = get_all(self._table, [_key(one) for one in dict.fromkeys(mention_ids)])
        return {one.mention_id: one for one in (decode(Given, item["doc"]["S"]) for item in found)}

    def erase(self, mention_ids: Iterable[str]) -> None:
        for one in dict.fromkeys(mention_ids):
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(one))

    def take_turn(self, now: datetime, most: int) -> bool:
        """One more reading today; False where there were `most`."""
        try:
            self._of_day(
                now,
                "SET expires = :expires ADD asked :one",
                {":expires": expiry(now, READINGS_KEPT), ":one": number(1), ":most": number(most)},
                "attribute_not_exists(asked) OR asked < :most",
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True

    def give_back(self, now: datetime, trouble: str) -> bool:
        """That reading failed, and cost nothing. False where the last one failed by the same."""
        values = {":less": number(-1), ":trouble": text(trouble)}
        before = self._of_day(now, "SET trouble = :trouble ADD asked :less", values)
        return before.get("trouble") != text(trouble)

    def spent(self, now: datetime, cost_usd: float) -> None:
        self._of_day(now, "ADD cost :cost REMOVE trouble", {":cost": number(round(cost_usd * NANO))})

    def readings(self, now: datetime) -> Readings:
        item = aws.dynamodb().get_item(TableName=self._table, Key=_day(now), ConsistentRead=True).get("Item", {})
        return Readings(
            asked=int(item["asked"]["N"]) if "asked" in item else 0,
            cost_usd=int(item["cost"]["N"]) / NANO if "cost" in item else 0.0,
            trouble=item["trouble"]["S"] if "trouble" in item else None,
        )

    def _of_day(self, now: datetime, change: str, values: Item, condition: str | None = None) -> Item:
        """What stood there before."""
        more: Any = {} if condition is None else {"ConditionExpression": condition}
        answer = aws.dynamodb().update_item(
            TableName=self._table,
            Key=_day(now),
            UpdateExpression=change,
            ExpressionAttributeValues=values,
            ReturnValues="ALL_OLD",
            **more,
        )
        return answer.get("Attributes", {})


def _key(mention_id: str) -> Item:
    return {"key": text(f"{PREFIX}{mention_id}")}


def _day(now: datetime) -> Item:
    return {"key": text(f"count#readings#{now.astimezone(UTC):%Y-%m-%d}")}
