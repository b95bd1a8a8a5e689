"""What the minute tick has to look at: the brands that were counted in, and in which of their minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from shared import aws
from shared.store.items import Item, expiry, instant, lost, minute_stamp, number, query, text
from shared.store.tally import COUNTERS_KEPT, key_of

#: A marker is written anew only when it is older than this: all brands' markers are entries of one key of an index.
MARKED_EVERY = timedelta(minutes=1)
#: So many minutes are named in one update, whose expression may have 4 KB.
MINUTES_AN_UPDATE = 100


class Touched:
    """The markers of the Storms table, and beside each the minutes that were counted in since they were judged."""

    def __init__(self, table: str) -> None:
        self._table = table

    def touch(self, brand: str, minutes: Iterable[datetime], now: datetime) -> None:
        """Tells the minute tick that this brand has something to judge, in these minutes. To be called after `count`,
        also where that found nothing new: the batch before this may have counted, and not come so far.
        """
        for some in _batches(sorted({minute_stamp(minute) for minute in minutes})):
            names, _ = _names(some)
            aws.dynamodb().update_item(
                TableName=self._table,
                Key=key_of(brand, "touched"),
                UpdateExpression="ADD " + ", ".join(f"{name} :one" for name in names) + " SET #expires = :expires",
                ExpressionAttributeNames={**names, "#expires": "expires"},
                ExpressionAttributeValues={":one": number(1), ":expires": expiry(now, COUNTERS_KEPT)},
            )
        self._mark(brand, now)

    def touched(self, brand: str) -> dict[datetime, int]:
        """The minutes that were counted in since they were taken off, and how often. To be read before the counters."""
        answer = aws.dynamodb().get_item(TableName=self._table, Key=key_of(brand, "touched"), ConsistentRead=True)
        return {
            datetime.strptime(name.removeprefix("at#"), "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC): int(value["N"])
            for name, value in sorted(answer.get("Item", {}).items())
            if name.startswith("at#")
        }

    def judged(self, brand: str, minutes: Mapping[datetime, int]) -> None:
        """Takes off minutes as `touched` gave them; one that was counted in since stays."""
        for some in _batches(sorted(minutes)):
            stamps = {minute_stamp(minute): minutes[minute] for minute in some}
            if not self._take_off(brand, stamps) and len(stamps) > 1:
                for stamp, times in stamps.items():
                    self._take_off(brand, {stamp: times})

    def pending(self) -> dict[str, datetime]:
        """The brands that have something to judge, and when each was last counted, to MARKED_EVERY."""
        found = query(
            {
                "TableName": self._table,
                "IndexName": "pending",
                "KeyConditionExpression": "pending = :pending",
                "ExpressionAttributeValues": {":pending": text("pending")},
            }
        )
        return {item["id"]["S"]: datetime.fromisoformat(item["touched_at"]["S"]) for item in found}

    def settle(self, brand: str, touched_at: datetime) -> None:
        """Takes the brand off the minute tick's list, unless it was touched again."""
        self._unless_lost(
            Key=key_of(brand, "marker"),
            UpdateExpression="REMOVE pending",
            ConditionExpression="touched_at = :touched",
            ExpressionAttributeValues={":touched": instant(touched_at)},
        )

    def _mark(self, brand: str, now: datetime) -> None:
        self._unless_lost(
            Key=key_of(brand, "marker"),
            UpdateExpression="SET pending = :pending, touched_at = :now",
            ConditionExpression="attribute_not_exists(pending) OR touched_at <= :before",
            ExpressionAttributeValues={
                ":pending": text("pending"),
                ":now": instant(now),
                ":before": instant(now - MARKED_EVERY),
            },
        )

    def _take_off(self, brand: str, stamps: Mapping[str, int]) -> bool:
        names, of = _names(stamps)
        values: Item = {f":{name[1:]}": number(stamps[of[name]]) for name in names}
        return self._unless_lost(
            Key=key_of(brand, "touched"),
            UpdateExpression=f"REMOVE {', '.join(names)}",
            ConditionExpression=" AND ".join(f"{name} = :{name[1:]}" for name in names),
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=values,
        )

    def _unless_lost(self, **update: Any) -> bool:
        try:
            aws.dynamodb().update_item(TableName=self._table, **update)
        except ClientError as error:
            if not lost(error):
                raise
            return False
        return True


def _names(stamps: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The attributes of these minutes by the names that an expression calls them, and the minutes by those."""
    of = {f"#m{place}": stamp for place, stamp in enumerate(stamps)}
    return {name: f"at#{stamp}" for name, stamp in of.items()}, of


def _batches(ordered: list[Any]) -> Iterable[list[Any]]:
    return (ordered[start : start + MINUTES_AN_UPDATE] for start in range(0, len(ordered), MINUTES_AN_UPDATE))
