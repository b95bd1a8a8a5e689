"""What the counters hold of one minute of one brand, and how it is added to an item. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from shared.authors import mark
from shared.minute import Minute
from shared.reach import weight_of
from shared.store.items import Item, expiry, number, text
from shared.store.sample import Change, Part

#: How long counters and claims are kept, after they were written.
COUNTERS_KEPT = timedelta(days=3)
_KIND, _ABOUT, _ON = "kind_", "about_", "on_"
#: Weights are added up in thousandths: whole numbers come to the same sum in any order.
_THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class Counted:
    """One mention, as the counters see it; `author` is its author's key, `reach` how many follow them.

    `old`: old news, which is no complaint of its minute, and doesn't become one when it is judged anew.
    """

    mention_id: str
    brand: str
    minute: datetime
    complaint: bool
    author: str
    instance: str | None
    kind: str
    angry: bool
    reposts: int
    reach: int
    platform: str
    old: bool = False


@dataclass(slots=True)
class Tally:
    """Sums by the attribute that holds them, with the marks of authors and the ids that were counted."""

    sums: Counter[str] = field(default_factory=Counter)
    authors: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def told(self, at: datetime) -> Minute:
        return Minute(
            at=at,
            mentions=self.sums["mentions"],
            complaints=self.sums["complaints"],
            authors=tuple(sorted(self.authors)),
            kinds=_those(self.sums, _KIND),
            instances=_those(self.sums, _ABOUT),
            angry=self.sums["angry"],
            reposts=self.sums["reposts"],
            reach=self.sums["reach"] / _THOUSANDTHS,
            platforms=_those(self.sums, _ON),
        )


def tally_of(mentions: Iterable[Counted], were: Mapping[str, str] = MappingProxyType({})) -> Tally:
    """`were`: the kinds of those, by id, that were counted before as no complaints, and are ones now."""
    tally = Tally()
    for mention in mentions:
        if mention.mention_id in were:
            tally.sums.update({"mentions": 0, _KIND + were[mention.mention_id]: -1})
        else:
            tally.ids.add(mention.mention_id)
            tally.sums["mentions"] += 1
        tally.sums.update({"complaints": 0, _KIND + mention.kind: 1})
        if mention.complaint:
            tally.authors.add(mark(mention.author))
            tally.sums.update(
                {
                    "complaints": 1,
                    "angry": int(mention.angry),
                    "reposts": max(0, mention.reposts),
                    "reach": round(weight_of(mention.reach) * _THOUSANDTHS),
                    _ON + mention.platform: 1,
                }
            )
            if mention.instance is not None:
                tally.sums[_ABOUT + mention.instance] += 1
    return tally


def merge(tally: Tally, item: Item) -> None:
    """Adds what an item holds."""
    tally.sums.update({name: int(value["N"]) for name, value in item.items() if "N" in value and name != "expires"})
    tally.authors |= set(item.get("authors", {"SS": []})["SS"])


def part_of(item: Item | None) -> Part:
    """The ids of an item; the running version's before this one kept none."""
    if item is None:
        return Part(0, ())
    return Part(int(item["mentions"]["N"]), item.get("ids", {"SS": []})["SS"])


def increment(table: str, key: Item, tally: Tally, ids: Change, seen: int, now: datetime) -> Any:
    """The update that adds a tally to an item; `seen` is how many mentions it held when its ids were looked at."""
    sums = sorted(item for item in tally.sums.items() if item[1] or item[0] in ("mentions", "complaints"))
    names = {"#expires": "expires", **{f"#n{place}": name for place, (name, _) in enumerate(sums)}}
    values: Item = {":expires": expiry(now, COUNTERS_KEPT)}
    values |= {f":n{place}": number(count) for place, (_, count) in enumerate(sums)}
    sets, adds = ["#expires = :expires"], [f"#n{place} :n{place}" for place in range(len(sums))]
    for name, added in (("authors", tally.authors), ("ids", ids.add)):
        if added:
            adds.append(f"{name} :{name}")
            values[f":{name}"] = {"SS": sorted(added)}
    update: dict[str, Any] = {"TableName": table, "Key": key, "ExpressionAttributeNames": names}
    if ids.instead is not None:
        sets.append("ids = :instead")
        values |= {":instead": {"SS": sorted(ids.instead)}, ":seen": number(seen)}
        # What another adds meanwhile must not be lost: it may be among the lowest.
        update["ConditionExpression"] = "mentions = :seen" if seen else "attribute_not_exists(mentions)"
        if not seen:
            del values[":seen"]
    return {
        **update,
        "UpdateExpression": f"ADD {', '.join(adds)} SET {', '.join(sets)}",
        "ExpressionAttributeValues": values,
    }


def key_of(identifier: str, part: str) -> Item:
    """A key of the Storms table."""
    return {"id": text(identifier), "part": text(part)}


def minute_at(part: str) -> datetime:
    """The minute that a counter's sort key names."""
    return datetime.strptime(part.split("#")[1], "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)


def _those(sums: Mapping[str, int], prefix: str) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name.removeprefix(prefix), n) for name, n in sums.items() if name.startswith(prefix) and n))
