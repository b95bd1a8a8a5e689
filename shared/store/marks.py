"""The Ledger table, beside the ledger: small marks by which each part of the system says that it is alive.

Their keys are known from the plan or the template: never a scan. Writing one needs `UpdateItem` on keys that begin with
`mark#`, reading them `BatchGetItem`. What is said every minute is written less often: `Marks` knows, for its container,
what it wrote last.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from shared import aws
from shared.audit import Audit
from shared.codec import decode, encode
from shared.mark import SAID_AGAIN_AFTER, ChannelMark, ChannelName, Paused, Scheduled, SourceMark, Tested
from shared.plan import Way
from shared.rhythm import Rhythm
from shared.store.items import Item, get_all, instant, number, text


class Marks:
    def __init__(self, table: str) -> None:
        self._table = table
        self._said: dict[str, datetime] = {}
        self._notes: dict[str, str] = {}

    # ------------------------------------------------------------ written by whoever did it
    def ran(self, function: Scheduled, now: datetime) -> None:
        """A scheduled function finished a whole run."""
        if self._news(f"{_FUNCTIONS}#{function}", now):
            # One item for them all, as they are read together each minute.
            self._update(_FUNCTIONS, f"SET {function} = :now", {":now": instant(now)})

    def heard(self, source: str, now: datetime) -> None:
        """A source brought a delivery that could be read; its rhythm learns from when it did so before."""
        if not self._news(f"{_source(source)}#heard", now):
            return
        before = self._update(_source(source), "SET heard_at = :now", {":now": instant(now)})
        known = _rhythm(before)
        learned = known.heard(_at(before, "heard_at"), now)
        if learned != known:
            # Two at once may each write what they learned, and one is lost: the next silence as long teaches it again.
            self._update(_source(source), "SET rhythm = :rhythm", {":rhythm": text(encode(learned))})

    def swept(
        self, source: str, now: datetime, failed: str | None = None, *, lasting: bool = False, note: str = ""
    ) -> None:
        """A source was asked and answered (also "no news"), or `failed` says why not; `note` is news, but no fault."""
        said = f"{_source(source)}#swept"
        if failed is None:
            # With another note it is news at any time.
            if self._news(said, now) or self._notes.get(source) != note:
                self._notes[source] = note
                set_, forget = ("SET swept_at = :now, note = :note", "") if note else ("SET swept_at = :now", ", note")
                values = {":now": instant(now), **({":note": text(note)} if note else {})}
                self._update(_source(source), f"{set_} REMOVE unswept_since, why, lasting{forget}", values)
            return
        self._said.pop(said, None)
        set_ = "SET unswept_since = if_not_exists(unswept_since, :now), why = :why, lasting = :lasting"
        values = {":now": instant(now), ":why": text(failed), ":lasting": {"BOOL": lasting}}
        self._update(_source(source), set_, values)

    def renewing(self, source: str, now: datetime) -> None:
        """What a source's platform grants us for a time is asked for anew."""
        self._update(_source(source), "SET renewed_at = :now", {":now": instant(now)})

    def lasts(self, source: str, until: datetime) -> None:
        """The token with which a source is asked runs out then."""
        self._update(_source(source), "SET token_until = :until", {":until": instant(until)})

    def pause(self, source: str, paused: Paused) -> None:
        """Has a source not be heard for a while: not swept, its deliveries parked."""
        # One item for them all, as they are read together each minute.
        aws.dynamodb().update_item(
            TableName=self._table,
            Key={"key": text(_PAUSED)},
            UpdateExpression="SET #source = :doc",
            ExpressionAttributeNames={"#source": f"{_PAUSED_SOURCE}{source}"},
            ExpressionAttributeValues={":doc": text(encode(paused))},
        )

    def resume(self, source: str) -> None:
        """Has a source be heard again."""
        aws.dynamodb().update_item(
            TableName=self._table,
            Key={"key": text(_PAUSED)},
            UpdateExpression="REMOVE #source",
            ExpressionAttributeNames={"#source": f"{_PAUSED_SOURCE}{source}"},
        )

    def greeted(self, source: str, now: datetime, good_until: datetime | None) -> None:
        """A source's platform asked whether we are here, and was answered; it believes that until `good_until`."""
        # Anybody may greet as often as they like; a lease that became another one is news all the same.
        until = f"{_source(source)}#until"
        lasts, lasted = good_until or now, self._said.get(until, now)
        if not self._news(f"{_source(source)}#greeted", now) and abs(lasts - lasted) < SAID_AGAIN_AFTER:
            return
        self._said[until] = lasts
        if good_until is None:
            self._update(_source(source), "SET greeted_at = :now", {":now": instant(now)})
            return
        set_ = "SET greeted_at = :now, good_until = :until"
        self._update(_source(source), set_, {":now": instant(now), ":until": instant(good_until)})

    def channel(self, way: ChannelName, ok: bool, now: datetime, why: str = "") -> None:
        """One send by that way went well, or failed: `why`, in words without any address or key."""
        key = _channel(way)
        if ok:
            if self._news(key, now):
                set_ = "SET ok_at = :now, failures = :none REMOVE failing_since, why"
                self._update(key, set_, {":now": instant(now), ":none": number(0)})
            return
        self._said.pop(key, None)  # so that the next success is written at once
        set_ = "SET failed_at = :now, failing_since = if_not_exists(failing_since, :now), why = :why ADD failures :one"
        self._update(key, set_, {":now": instant(now), ":why": text(why), ":one": number(1)})

    def tested(self, person: str, way: Way, now: datetime, failed: str | None, asked: str) -> None:
        """A test of that way of that person was sent, or `failed` says why not; `asked` names the test."""
        doc = encode(Tested(person, way, now, asked, failed))
        self._update(_test(person, way), "SET doc = :doc", {":doc": text(doc)})

    def audited(self, audit: Audit) -> None:
        """The audit's result of this minute."""
        self._update(_AUDIT, "SET doc = :doc", {":doc": text(encode(audit))})

    # ------------------------------------------------------------ read by the audit and the operator
    def last_audit(self) -> Audit | None:
        """None where there was none yet."""
        found = self._get({_AUDIT: ""})
        return decode(Audit, found[""]["doc"]["S"]) if found else None

    def functions(self, names: Iterable[Scheduled]) -> dict[str, datetime]:
        """When each last finished a whole run; one that never did is left out."""
        found = self._get({_FUNCTIONS: ""}).get("", {})
        return {name: datetime.fromisoformat(found[name]["S"]) for name in names if name in found}

    def sources(self, names: Iterable[str]) -> dict[str, SourceMark]:
        """What each source last brought; one of which nothing is known is left out."""
        found = self._get({_source(name): name for name in names})
        return {
            name: SourceMark(
                _at(item, "heard_at"),
                _at(item, "swept_at"),
                _at(item, "unswept_since"),
                _why(item),
                _at(item, "greeted_at"),
                _at(item, "good_until"),
                _words(item, "note"),
                "lasting" in item and item["lasting"]["BOOL"],
                _at(item, "renewed_at"),
                _rhythm(item),
                _at(item, "token_until"),
            )
            for name, item in found.items()
        }

    def paused(self, now: datetime) -> dict[str, Paused]:
        """The sources that are paused now, by their name."""
        answer = aws.dynamodb().get_item(TableName=self._table, Key={"key": text(_PAUSED)})
        item = answer.get("Item", {})
        found = {
            name.removeprefix(_PAUSED_SOURCE): decode(Paused, value["S"])
            for name, value in item.items()
            if name.startswith(_PAUSED_SOURCE)
        }
        return {name: paused for name, paused in found.items() if paused.holds(now)}

    def channels(self, ways: Iterable[ChannelName]) -> dict[str, ChannelMark]:
        """How each way fares; one by which nothing was ever sent is left out."""
        found = self._get({_channel(way): way for way in ways})
        return {
            name: ChannelMark(
                _at(item, "ok_at"),
                _at(item, "failed_at"),
                _at(item, "failing_since"),
                int(item["failures"]["N"]),
                _why(item),
            )
            for name, item in found.items()
        }

    def tests(self, of: Iterable[tuple[str, Way]]) -> dict[tuple[str, Way], Tested]:
        """The last test of each person's way; one that was never tested is left out."""
        found = self._get({_test(person, way): (person, way) for person, way in of})
        return {one: decode(Tested, item["doc"]["S"]) for one, item in found.items()}

    def _get(self, wanted: dict[str, Any]) -> dict[Any, Item]:
        items = get_all(self._table, [{"key": text(key)} for key in wanted])
        return {wanted[item["key"]["S"]]: item for item in items}

    def _news(self, said: str, now: datetime) -> bool:
        """Whether this container did not say that a moment ago; a clock that jumped either way says it again."""
        before = self._said.get(said)
        if before is not None and abs(now - before) < SAID_AGAIN_AFTER:
            return False
        self._said[said] = now
        return True

    def _update(self, key: str, expression: str, values: Item) -> Item:
        """Writes it, and returns the item as it was before."""
        answer = aws.dynamodb().update_item(
            TableName=self._table,
            Key={"key": text(key)},
            UpdateExpression=expression,
            ExpressionAttributeValues=values,
            ReturnValues="ALL_OLD",
        )
        return answer.get("Attributes", {})


_AUDIT, _FUNCTIONS = "mark#audit", "mark#functions"
#: No source is named so, as its name has no blank: this is beside the item's key.
_PAUSED, _PAUSED_SOURCE = "mark#paused", "source "


def _source(name: str) -> str:
    return f"mark#source#{name}"


def _channel(way: str) -> str:
    return f"mark#channel#{way}"


def _test(person: str, way: str) -> str:
    return f"mark#test#{person}#{way}"


def _at(item: Item, name: str) -> datetime | None:
    return datetime.fromisoformat(item[name]["S"]) if name in item else None


def _why(item: Item) -> str:
    return _words(item, "why")


def _words(item: Item, name: str) -> str:
    return item[name]["S"] if name in item else ""


def _rhythm(item: Item) -> Rhythm:
    return decode(Rhythm, item["rhythm"]["S"]) if "rhythm" in item else Rhythm()
