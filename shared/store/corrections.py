"""The Ledger table: what people said that mentions are. Ids and closed words, none of the customer's.

One item a mention, whose last correction holds; those before it stay in its log. All of them are entries of one key of
the index `listed`, by their time: people correct some dozens a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from shared import aws
from shared.codec import CodecError, decode, encode
from shared.correction import Correction
from shared.store.items import Item, expiry, get_all, instant, query, text

PREFIX = "correction#"
_LISTED = "correction"


class Corrections:
    def __init__(self, table: str) -> None:
        self._table = table

    def put(self, correction: Correction, kept: timedelta) -> None:
        """Holds from now on, for as long as the mention's words are kept; repeated, it is in the log twice."""
        aws.dynamodb().update_item(
            TableName=self._table,
            Key=_key(correction.mention_id),
            UpdateExpression=(
                "SET doc = :doc, listed = :listed, listed_at = :at, expires = :expires,"
                " #log = list_append(if_not_exists(#log, :none), :line)"
            ),
            ExpressionAttributeNames={"#log": "log"},
            ExpressionAttributeValues={
                ":doc": text(encode(correction)),
                ":listed": text(_LISTED),
                ":at": instant(correction.at),
                ":expires": expiry(correction.at, kept),
                ":none": {"L": []},
                ":line": {"L": [text(encode(correction))]},
            },
        )

    def of(self, mention_ids: Iterable[str]) -> dict[str, Correction]:
        """The one that holds, by the mention's id, where it can be read."""
        found = get_all(self._table, [_key(one) for one in dict.fromkeys(mention_ids)])
        return {one.mention_id: one for one in _readable(found)}

    def log(self, mention_id: str) -> tuple[Correction, ...]:
        """All that were said of it, the newest first."""
        answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(mention_id), ConsistentRead=True)
        lines = answer.get("Item", {}).get("log", {"L": []})["L"]
        return tuple(decode(Correction, line["S"]) for line in reversed(lines))

    def newest(self, most: int | None = None, since: datetime | None = None) -> Iterator[Correction]:
        """Those that hold and can be read, the newest first. What was put a second ago may be missing: an index is a
        little late.
        """
        when = "" if since is None else " AND listed_at >= :since"
        values: Item = {":listed": text(_LISTED)} | ({} if since is None else {":since": instant(since)})
        found = query(
            {
                "TableName": self._table,
                "IndexName": "listed",
                "KeyConditionExpression": f"listed = :listed{when}",
                "ExpressionAttributeValues": values,
                "ScanIndexForward": False,
            },
            most,
        )
        return _readable(found)

    def erase(self, mention_ids: Iterable[str]) -> None:
        """Nothing is known of these any more; nothing happens where nothing was."""
        for one in dict.fromkeys(mention_ids):
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(one))


def _key(mention_id: str) -> Item:
    return {"key": text(f"{PREFIX}{mention_id}")}


def _readable(found: Iterable[Item]) -> Iterator[Correction]:
    # Where all of them are learned from, one that is damaged must not hide the others.
    for item in found:
        with suppress(CodecError):
            yield _correction(item)


def _correction(item: Item) -> Correction:
    return decode(Correction, item["doc"]["S"])
