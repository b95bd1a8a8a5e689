"""The Ledger table: what `firebreak train` made of corrections, which of it is in force, and who put it there.

An overlay lies in chunks, as an item takes 400 KB. They are written first, then its version and what is in force, in
one transaction: who reads between finds the one before, whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import CodecError, decode, encode
from shared.store.items import Item, LostRaceError, get_all, lost, number, text, transact
from shared.trained import InForce, Put, Trained, Trouble
from shared.triage.table import BadModelError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

CHUNK_BYTES = 250_000
#: So many versions are kept, and so many lines of who put which one in force.
KEPT_VERSIONS, KEPT_LINES = 10, 50
_KEY = "model"


class Models:
    def __init__(self, table: str) -> None:
        self._table = table

    def in_force(self) -> InForce:
        """Version 0 where nothing was ever trained, or a person went back to what ships."""
        item = self._item(_KEY)
        state = decode(InForce, item["doc"]["S"]) if "doc" in item else InForce()
        trouble = decode(Trouble, item["trouble"]["S"]) if "trouble" in item else None
        # What is told of another version than the one in force is over.
        return replace(state, trouble=trouble if trouble is not None and trouble.version == state.version else None)

    def version(self, wanted: int) -> Trained | None:
        """None where there is none of that number, or it is not kept any more."""
        item = self._item(f"{_KEY}#{wanted}")
        return decode(Trained, item["doc"]["S"]) if "doc" in item else None

    def versions(self) -> list[Trained]:
        """Those that are kept, the newest first."""
        newest = self.in_force().newest
        keys = [_key(f"{_KEY}#{one}") for one in range(newest, max(0, newest - KEPT_VERSIONS), -1)]
        found = [decode(Trained, item["doc"]["S"]) for item in get_all(self._table, keys)]
        return sorted(found, key=lambda one: -one.version)

    def content(self, wanted: int) -> bytes:
        """The overlay's bytes, as they were put. Raises BadModelError where they are not all there."""
        try:
            trained = self.version(wanted)
        except CodecError as error:
            raise BadModelError(f"version {wanted} can't be read ({error}); go back: firebreak train back") from None
        chunks = [] if trained is None else [self._item(name).get("content", {}).get("B") for name in _chunks(trained)]
        if not chunks or None in chunks:
            raise BadModelError(f"version {wanted} is not there, or not all of it; go back: firebreak train back")
        return b"".join(bytes(one) for one in chunks if one is not None)

    def install(self, trained: Trained, content: bytes) -> Trained:
        """Keeps the overlay as the newest version, and puts it in force. Raises LostRaceError."""
        state = self.in_force()
        parts = [content[start : start + CHUNK_BYTES] for start in range(0, len(content), CHUNK_BYTES)]
        made = replace(
            trained,
            version=state.newest + 1,
            before=state.version,
            size=len(content),
            chunks=len(parts),
            sum=sha256(content).hexdigest()[:16],
        )
        for name, part in zip(_chunks(made), parts, strict=True):
            aws.dynamodb().put_item(TableName=self._table, Item={**_key(name), "content": {"B": part}})
        self._switch(state, made.version, made.by, made.at, made)
        self._forget(made.version - KEPT_VERSIONS)
        return made

    def put_in_force(self, wanted: int, by: str, now: datetime) -> None:
        """Has a version that is kept, or the shipped one (0), judge from now on. Raises LostRaceError."""
        self._switch(self.in_force(), wanted, by, now)

    def tell(self, trouble: Trouble) -> None:
        """The function can't use the version in force."""
        self._note("SET trouble = :trouble", {":trouble": text(encode(trouble))})

    def mended(self) -> None:
        """It can again."""
        self._note("REMOVE trouble", {})

    def _switch(self, before: InForce, to: int, by: str, now: datetime, made: Trained | None = None) -> None:
        newest = before.newest if made is None else made.version
        after = InForce(to, newest, (Put(to, by, now), *before.log)[:KEPT_LINES], before.revision + 1)
        pointer: TransactWriteItemTypeDef = {
            "Update": {
                "TableName": self._table,
                "Key": _key(_KEY),
                "UpdateExpression": "SET doc = :doc, revision = :after REMOVE trouble",
                "ConditionExpression": "attribute_not_exists(revision) OR revision = :before",
                "ExpressionAttributeValues": {
                    ":doc": text(encode(after)),
                    ":before": number(before.revision),
                    ":after": number(after.revision),
                },
            }
        }
        version: list[TransactWriteItemTypeDef] = [] if made is None else [self._new(made)]
        try:
            transact([*version, pointer])
        except ClientError as error:
            if lost(error):
                raise LostRaceError("the model in force") from None
            raise

    def _new(self, made: Trained) -> TransactWriteItemTypeDef:
        return {
            "Put": {
                "TableName": self._table,
                "Item": {**_key(f"{_KEY}#{made.version}"), "doc": text(encode(made))},
                "ConditionExpression": "attribute_not_exists(#key)",
                "ExpressionAttributeNames": {"#key": "key"},
            }
        }

    def _forget(self, version: int) -> None:
        """An old version, where there is one of that number."""
        old = self.version(version) if version > 0 else None
        for name in () if old is None else (f"{_KEY}#{version}", *_chunks(old)):
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(name))

    def _item(self, name: str) -> Item:
        answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(name), ConsistentRead=True)
        return answer.get("Item", {})

    def _note(self, change: str, values: Item) -> None:
        optional = {"ExpressionAttributeValues": values} if values else {}
        aws.dynamodb().update_item(TableName=self._table, Key=_key(_KEY), UpdateExpression=change, **optional)  # type: ignore[arg-type]  # as the stubs have no optional ones


def _chunks(trained: Trained) -> Iterator[str]:
    """Named by their content, too: what two trainings write at once under one number stays apart."""
    return (f"{_KEY}#{trained.version}#{trained.sum}#{at}" for at in range(trained.chunks))


def _key(name: str) -> Item:
    return {"key": text(name)}
