"""The Subscribers table: who asked to be told, and what each of them is told.

A delivery that is new starts `deliver` through the table's stream; what is due is found in the index `due`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.store.items import Item, LostRaceError, expiry, get_all, instant, lost, number, query, stamp, text, transact
from shared.subscriber import PENDING_KEPT, Delivery, Subscriber, SubscriberState, asked

#: A claimed delivery that was not settled within this time may be claimed by another. Longer than any send takes.
CLAIM_HOLDS = timedelta(minutes=3)
#: What became of a delivery can be looked up for so long.
DELIVERIES_KEPT = timedelta(days=90)
#: So often a change is decided anew where others changed the subscriber meanwhile.
TRIES = 5


class SubscriberStore:
    def __init__(self, table: str) -> None:
        self._table = table

    def get(self, subscriber_id: str) -> Subscriber | None:
        item = self._item(subscriber_id, "subscriber")
        return decode(Subscriber, item["doc"]["S"]) if item else None

    def change(
        self, subscriber_id: str, decide: Callable[[Subscriber | None], Subscriber | None]
    ) -> tuple[Subscriber | None, bool]:
        """Keeps what `decide` makes of a subscriber (None: nothing to change); returns who is there now, and whether
        this call changed it. Raises LostRaceError where others keep coming first.
        """
        for _ in range(TRIES):
            known = self.get(subscriber_id)
            wanted = decide(known)
            if wanted is None:
                return known, False
            try:
                return self._save(wanted, known is None), True
            except LostRaceError:
                continue
        raise LostRaceError(subscriber_id)

    def sign_up(self, fresh: Subscriber, delivery: Delivery) -> bool:
        """Keeps a sign-up, with the delivery that asks whether it is wanted; both or none. False where that delivery
        is there already, or a webhook is active: then nothing changes.
        """
        for _ in range(TRIES):
            known = self.get(fresh.id)
            wanted = asked(known, fresh)
            if wanted is None and fresh.kind == "webhook":
                return False
            writes: list[Any] = [{"Put": self._put_of(_delivery_item(delivery), "attribute_not_exists(id)")}]
            if wanted is not None:
                after = replace(wanted, revision=wanted.revision + 1)
                writes.append({"Put": self._put_of(_subscriber_item(after), *_unchanged(known))})
            try:
                transact(writes)
            except ClientError as error:
                if not lost(error):
                    raise
                if self.has(delivery):
                    return False
                continue
            return True
        raise LostRaceError(fresh.id)

    def _save(self, subscriber: Subscriber, new: bool) -> Subscriber:
        after = replace(subscriber, revision=subscriber.revision + 1)
        self._write(_subscriber_item(after), *_unchanged(None if new else subscriber))
        return after

    def listed(self, state: SubscriberState, most: int = 1000) -> list[Subscriber]:
        """The subscribers in that state, in order of ids."""
        ids = [item["id"]["S"] for item in query(self._listed(state), most)]
        return sorted(self.all_of(ids).values(), key=lambda subscriber: subscriber.id)

    def active_pages(self, after: str, page: int) -> Iterator[list[tuple[str, str]]]:
        """Id and time of confirmation of each active subscriber after that id, page by page, from the index."""
        request: Any = {**self._listed("active"), "Limit": page}
        if after:
            request["KeyConditionExpression"] += " AND id > :after"
            request["ExpressionAttributeValues"] |= {":after": text(after)}
        for found in aws.dynamodb().get_paginator("query").paginate(**request):
            yield [(item["id"]["S"], item["confirmed_at"]["S"]) for item in found["Items"]]

    def _listed(self, state: str) -> Any:
        return {
            "TableName": self._table,
            "IndexName": "listed",
            "KeyConditionExpression": "listed = :state",
            "ExpressionAttributeValues": {":state": text(state)},
        }

    def all_of(self, ids: Sequence[str]) -> dict[str, Subscriber]:
        keys = [_key(one, "subscriber") for one in dict.fromkeys(ids)]
        found = (decode(Subscriber, item["doc"]["S"]) for item in get_all(self._table, keys))
        return {subscriber.id: subscriber for subscriber in found}

    # ------------------------------------------------------------ deliveries
    def has(self, delivery: Delivery) -> bool:
        return self._item(delivery.subscriber_id, delivery.part) is not None

    def add(self, delivery: Delivery) -> bool:
        """A new delivery, due at its time; False where it is there already."""
        try:
            self._write(_delivery_item(delivery), "attribute_not_exists(id)")
        except LostRaceError:
            return False
        return True

    def due(self, now: datetime, most: int) -> list[Delivery]:
        """Deliveries that are due, those with the fewest tries first: who hangs again waits behind who is new."""
        found = query(
            {
                "TableName": self._table,
                "IndexName": "due",
                "KeyConditionExpression": "due = :due AND due_at <= :now",
                "ExpressionAttributeValues": {":due": text("due"), ":now": instant(now)},
            },
            most,
        )
        items = get_all(self._table, [_key(item["id"]["S"], item["part"]["S"]) for item in found])
        due = [delivery for item in items if (delivery := _delivery(item)).state == "due" and delivery.due_at <= now]
        return sorted(due, key=lambda delivery: (delivery.tries, delivery.created_at, delivery.subscriber_id))

    def deliveries(self, subscriber_id: str, most: int = 200) -> list[Delivery]:
        """What this subscriber was or is to be told, the oldest first."""
        found = query(
            {
                "TableName": self._table,
                "KeyConditionExpression": "id = :id",
                "ExpressionAttributeValues": {":id": text(subscriber_id)},
                "ConsistentRead": True,
            },
            most,
        )
        return sorted(
            (_delivery(item) for item in found if "delivery" in item),
            key=lambda delivery: (delivery.created_at, delivery.part),
        )

    def claim(self, delivery: Delivery, now: datetime) -> Delivery | None:
        """Takes a due delivery for a while, one more try on it; None where somebody else has it, or its end is known.

        The claim moves the due time: what a crash leaves behind is due again when the claim is over.
        """
        return self.save(replace(delivery, tries=delivery.tries + 1, due_at=now + CLAIM_HOLDS))

    def save(self, delivery: Delivery) -> Delivery | None:
        """The next revision of a delivery; None where another wrote first."""
        after = replace(delivery, revision=delivery.revision + 1)
        try:
            self._write(_delivery_item(after), "revision = :before", {":before": number(delivery.revision)})
        except LostRaceError:
            return None
        return after

    def _write(self, item: Item, condition: str, values: Item | None = None) -> None:
        """Raises LostRaceError where the condition does not hold."""
        try:
            aws.dynamodb().put_item(**self._put_of(item, condition, values))
        except ClientError as error:
            if lost(error):
                raise LostRaceError(item["id"]["S"]) from None
            raise

    def _put_of(self, item: Item, condition: str, values: Item | None = None) -> Any:
        more: Any = {"ExpressionAttributeValues": values} if values else {}
        return {"TableName": self._table, "Item": item, "ConditionExpression": condition, **more}

    def _item(self, key: str, part: str) -> Item | None:
        answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(key, part), ConsistentRead=True)
        return answer.get("Item")


def delivery_of(image: Item) -> Delivery:
    """The delivery in an image of the table's stream."""
    return _delivery(image)


def _key(subscriber_id: str, part: str) -> Item:
    return {"id": text(subscriber_id), "part": text(part)}


def _unchanged(known: Subscriber | None) -> tuple[str, Item | None]:
    """The condition that the subscriber is still as it was read."""
    if known is None:
        return "attribute_not_exists(id)", None
    return "revision = :before", {":before": number(known.revision)}


def _subscriber_item(subscriber: Subscriber) -> Item:
    item: Item = {
        **_key(subscriber.id, "subscriber"),
        "doc": text(encode(subscriber)),
        "revision": number(subscriber.revision),
        "listed": text(subscriber.state),
    }
    if subscriber.confirmed_at is not None:
        item["confirmed_at"] = instant(subscriber.confirmed_at)
    if subscriber.state == "pending":
        item["expires"] = expiry(subscriber.asked_at, PENDING_KEPT)
    return item


def _delivery(item: Item) -> Delivery:
    return decode(Delivery, item["delivery"]["S"])


def _delivery_item(delivery: Delivery) -> Item:
    item: Item = {
        **_key(delivery.subscriber_id, delivery.part),
        "delivery": text(encode(delivery)),
        "revision": number(delivery.revision),
    }
    if delivery.state == "due":
        return {**item, "due": text("due"), "due_at": text(stamp(delivery.due_at))}
    return {**item, "expires": expiry(delivery.over_at or delivery.created_at, DELIVERIES_KEPT)}
