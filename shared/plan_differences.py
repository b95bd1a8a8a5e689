"""Where two plans differ: each word of one that the other has otherwise, with its place. Pure, and complete.

Complete means: two plans without a difference are equal but for their version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from shared.plan import Plan, Quiet
from shared.schedule import Hours

#: What names an entry of a list, in the order in which it is looked for.
NAMES = ("id", "form", "language", "name")
#: These are told as one.
WHOLE = (Hours, Quiet)
#: The last step of a path where a list has the same entries in another order.
ORDER = "order"


class Absent(Enum):
    """The one value of an entry that a plan hasn't."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Difference:
    """`path` leads from the plan down, by words and by names of entries; `before` or `after` may be ABSENT."""

    path: tuple[str, ...]
    before: Any
    after: Any


def differences(before: Plan, after: Plan) -> Iterator[Difference]:
    """In the order of the plan's words; the version, which publishing gives, is none of them."""
    for field in fields(Plan):
        if field.name != "version":
            yield from _between((field.name,), getattr(before, field.name), getattr(after, field.name))


def _between(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if is_dataclass(before) and type(before) is type(after) and not isinstance(before, WHOLE):
        for field in fields(before):
            yield from _between((*path, field.name), getattr(before, field.name), getattr(after, field.name))
    elif isinstance(before, tuple) and isinstance(after, tuple):
        yield from _lists(path, before, after)
    else:
        yield Difference(path, before, after)


def _lists(path: tuple[str, ...], before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Difference]:
    old, new = _named(before), _named(after)
    if old is None or new is None:
        yield Difference(path, before, after)
        return
    for name in dict.fromkeys((*old, *new)):
        if name in old and name in new:
            yield from _between((*path, name), old[name], new[name])
        else:
            yield Difference((*path, name), old.get(name, ABSENT), new.get(name, ABSENT))
    both = ([name for name in old if name in new], [name for name in new if name in old])
    if both[0] != both[1]:
        yield Difference((*path, ORDER), tuple(both[0]), tuple(both[1]))


def _named(entries: Sequence[Any]) -> dict[str, Any] | None:
    """The entries by their names; None where they have none, or share one."""
    found: dict[str, Any] = {}
    for entry in entries:
        name = next((str(getattr(entry, word)) for word in NAMES if hasattr(entry, word)), None)
        if not is_dataclass(entry) or name is None or name in found:
            return None
        found[name] = entry
    return found
