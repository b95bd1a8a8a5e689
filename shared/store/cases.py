"""The Cases table: a case, its log that only grows, the mentions that it gathered, the notices that went out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from botocore.exceptions import ClientError

from shared import aws
from shared.case import Case, LogEntry, Notice
from shared.codec import decode, encode
from shared.store.items import (
    Item,
    LostRaceError,
    due_ids,
    get_all,
    instant,
    lost,
    number,
    query,
    stamp,
    text,
    transact,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

#: A claimed notice that was not sent within this time may be sent by another: told twice beats told never.
CLAIM_HOLDS = timedelta(minutes=2)
#: The pauses between so many tries come to five seconds at the median: what some fifty others need to get through.
JOIN_TRIES = 22

#: A line that comes without a write of its case stands behind those of its millisecond that came with one.
_NO_REVISION = 999_999

_RANK = {"urgent": 0, "high": 1, "normal": 2, "low": 3}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a claim met: `settled` where the notice's end is known, `held` where another is sending it."""

    state: Literal["claimed", "settled", "held"]
    tries: int = 0


class CaseStore:
    def __init__(self, table: str) -> None:
        self._table = table

    def open(self, case: Case, log: LogEntry) -> bool:
        """Writes a new case; False where it is there already (an event came twice)."""
        writes = _writes(self._table, case, "attribute_not_exists(id)", {})
        writes.append(_log_write(self._table, case.id, log, case.revision))
        try:
            transact(writes)
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True

    def save(self, case: Case, log: LogEntry | None = None) -> Case:
        """Writes the next revision of a case, its log line with it. Raises LostRaceError where another came first."""
        after = replace(case, revision=case.revision + 1)
        writes = _writes(self._table, after, "revision = :before", {":before": number(case.revision)})
        if log is not None:
            writes.append(_log_write(self._table, case.id, log, after.revision))
        try:
            transact(writes)
        except ClientError as error:
            if lost(error):
                raise LostRaceError(case.id) from None
            raise
        return after

    def get(self, case_id: str) -> Case | None:
        answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(case_id, "case"), ConsistentRead=True)
        return _case(answer["Item"]) if "Item" in answer else None

    def due(self, now: datetime, most: int = 200) -> list[Case]:
        """Cases whose next step is due, the longest overdue first."""
        cases = self._cases(due_ids(self._table, now, most))
        return sorted((case for case in cases if case.due_at and case.due_at <= now), key=lambda case: str(case.due_at))

    def listed(self, group: str = "open", most: int = 200) -> list[Case]:
        """The queue in order of priority: `open` (acknowledged ones too) or `resolved` cases."""
        found = query(
            {
                "TableName": self._table,
                "IndexName": "queue",
                "KeyConditionExpression": "queue = :group",
                "ExpressionAttributeValues": {":group": text(group)},
            },
            most,
        )
        return sorted(self._cases([item["id"]["S"] for item in found]), key=_rank)

    def opened_since(self, at: datetime, most: int) -> list[Case]:
        """Urgent cases that nobody has resolved and that were opened since then, the oldest first."""
        first = f"{_RANK['urgent']}#{stamp(at)}"
        found = query(
            {
                "TableName": self._table,
                "IndexName": "queue",
                "KeyConditionExpression": "queue = :open AND #rank BETWEEN :first AND :last",
                "ExpressionAttributeNames": {"#rank": "rank"},
                "ExpressionAttributeValues": {
                    ":open": text("open"),
                    ":first": text(first),
                    ":last": text(f"{_RANK['urgent']}#~"),
                },
            },
            most,
        )
        return sorted(self._cases([item["id"]["S"] for item in found]), key=_rank)

    def join(self, case_id: str, mention_id: str, now: datetime) -> bool:
        """Adds a mention to a case; False where it is in it already.

        In a storm many join one case at once, and meet there: it is tried for longer than other writes are.
        """
        try:
            transact(
                [
                    {
                        "Put": {
                            "TableName": self._table,
                            "Item": {**_key(case_id, f"mention#{mention_id}"), "joined_at": instant(now)},
                            "ConditionExpression": "attribute_not_exists(id)",
                        }
                    },
                    {
                        "Update": {
                            "TableName": self._table,
                            "Key": _key(case_id, "case"),
                            "UpdateExpression": "ADD mentions :one",
                            "ConditionExpression": "attribute_exists(id)",
                            "ExpressionAttributeValues": {":one": number(1)},
                        }
                    },
                ],
                tries=JOIN_TRIES,
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True

    def has(self, case_id: str, mention_id: str) -> bool:
        """Whether a mention is in a case."""
        key = _key(case_id, f"mention#{mention_id}")
        return "Item" in aws.dynamodb().get_item(TableName=self._table, Key=key, ConsistentRead=True)

    def mentions(self, case_id: str, most: int | None = 50) -> list[str]:
        return [part.removeprefix("mention#") for part in self._parts(case_id, "mention#", most)]

    def claim_notice(self, notice: Notice, now: datetime) -> Claim:
        """Claims one notice before it is sent, and says how often it was claimed."""
        try:
            answer = aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(notice.case_id, f"notice#{notice.key}"),
                UpdateExpression="SET claimed_at = :now ADD tries :one",
                ConditionExpression="attribute_not_exists(id) OR (attribute_not_exists(doc) AND claimed_at < :stale)",
                ExpressionAttributeValues={
                    ":now": instant(now),
                    ":stale": instant(now - CLAIM_HOLDS),
                    ":one": number(1),
                },
                ReturnValues="ALL_NEW",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if not lost(error):
                raise
            old: Any = error.response.get("Item", {})  # as it was asked for; the stubs don't know it
            return Claim("settled" if "doc" in old else "held")
        return Claim("claimed", int(answer["Attributes"]["tries"]["N"]))

    def release_notice(self, notice: Notice) -> None:
        """Gives a claim back at once: the channel could not take the notice now, and may later."""
        aws.dynamodb().update_item(
            TableName=self._table,
            Key=_key(notice.case_id, f"notice#{notice.key}"),
            UpdateExpression="SET claimed_at = :never",
            ConditionExpression="attribute_not_exists(doc)",
            ExpressionAttributeValues={":never": text("")},
        )

    def settle_notice(self, notice: Notice, now: datetime) -> None:
        """Keeps what became of a claimed notice: sent, or failed and why."""
        aws.dynamodb().put_item(
            TableName=self._table,
            Item={
                **_key(notice.case_id, f"notice#{notice.key}"),
                "claimed_at": instant(now),
                "doc": text(encode(notice)),
            },
        )

    def notices(self, case_id: str, telling: int | None = None, most: int | None = 200) -> list[Notice]:
        """The notices whose end is known, in the order of tellings: all of them, or those of one telling."""
        prefix = "notice#" if telling is None else f"notice#{telling:03d}#"
        return [decode(Notice, item["doc"]["S"]) for item in self._items(case_id, prefix, most) if "doc" in item]

    def merge(self, ended: Case, ended_log: LogEntry, into: str, into_log: LogEntry) -> Case:
        """Ends a case as a part of another, with a line in both logs.

        Raises LostRaceError where another came first, or the other case is over by now.
        """
        after = replace(ended, revision=ended.revision + 1)
        writes = _writes(self._table, after, "revision = :before", {":before": number(ended.revision)})
        still_open: TransactWriteItemTypeDef = {
            "ConditionCheck": {
                "TableName": self._table,
                "Key": _key(into, "case"),
                "ConditionExpression": "queue = :open",
                "ExpressionAttributeValues": {":open": text("open")},
            }
        }
        writes.append(still_open)
        writes += [
            _log_write(self._table, ended.id, ended_log, after.revision),
            _log_write(self._table, into, into_log, _NO_REVISION),
        ]
        try:
            transact(writes)
        except ClientError as error:
            if lost(error):
                raise LostRaceError(ended.id) from None
            raise
        return after

    def log(self, case_id: str, most: int = 200) -> list[LogEntry]:
        """What was done, the oldest first."""
        return [decode(LogEntry, item["doc"]["S"]) for item in self._items(case_id, "log#", most)]

    def _cases(self, ids: Sequence[str]) -> list[Case]:
        return [_case(item) for item in get_all(self._table, [_key(case_id, "case") for case_id in ids])]

    def _parts(self, case_id: str, prefix: str, most: int | None) -> list[str]:
        return [item["part"]["S"] for item in self._items(case_id, prefix, most)]

    def _items(self, case_id: str, prefix: str, most: int | None) -> list[Item]:
        return list(
            query(
                {
                    "TableName": self._table,
                    "KeyConditionExpression": "id = :id AND begins_with(part, :prefix)",
                    "ExpressionAttributeValues": {":id": text(case_id), ":prefix": text(prefix)},
                    "ConsistentRead": True,
                },
                most,
            )
        )


def _key(case_id: str, part: str) -> Item:
    return {"id": text(case_id), "part": text(part)}


def _rank(case: Case) -> str:
    return f"{_RANK.get(case.priority, 9)}#{stamp(case.opened_at)}"


def _case(item: Item) -> Case:
    return replace(decode(Case, item["doc"]["S"]), mentions=int(item.get("mentions", {"N": "0"})["N"]))


def _writes(table: str, case: Case, condition: str, values: Item) -> list[TransactWriteItemTypeDef]:
    """An update rather than a put, so that the count of mentions, which others add to, stays."""
    sets = ["doc = :doc", "revision = :revision", "queue = :queue", "#rank = :rank"]
    values = {
        **values,
        ":doc": text(encode(case)),
        ":revision": number(case.revision),
        ":queue": text("resolved" if case.state == "resolved" else "open"),
        ":rank": text(_rank(case)),
    }
    removes = ""
    if case.due_at is None:
        removes = " REMOVE due, due_at"
    else:
        sets += ["due = :due", "due_at = :due_at"]
        values |= {":due": text("due"), ":due_at": instant(case.due_at)}
    update: dict[str, Any] = {
        "TableName": table,
        "Key": _key(case.id, "case"),
        "UpdateExpression": f"SET {', '.join(sets)}{removes}",
        "ConditionExpression": condition,
        "ExpressionAttributeNames": {"#rank": "rank"},
        "ExpressionAttributeValues": values,
    }
    return [{"Update": update}]  # type: ignore[typeddict-item]  # built in steps


def _log_write(table: str, case_id: str, log: LogEntry, revision: int) -> TransactWriteItemTypeDef:
    """Lines of one millisecond stand in the order of the case's revisions."""
    doc = encode(log)
    mark = hashlib.sha256(doc.encode("utf-8", "replace")).hexdigest()[:6]
    item = {**_key(case_id, f"log#{stamp(log.when)}#{revision:06d}#{mark}"), "doc": text(doc)}
    return {"Put": {"TableName": table, "Item": item}}
