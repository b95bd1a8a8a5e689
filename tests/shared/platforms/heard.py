"""What a platform's tests need: deliveries to read, a conversation to hold with its sweeps, and bodies to mangle."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from shared.delivery import Delivery, How, Parsed
from shared.ears.known import platform
from shared.ears.platform import Ask, Asking, Done, Heard, Keys, Round
from shared.mention import MAX_TEXT_CHARACTERS, Mention, settled
from shared.plan import Source
from tests.builders import NOON


def parsed(
    source: Source, body: object, headers: Mapping[str, str] | None = None, how: How | None = None, at: datetime = NOON
) -> Parsed:
    """What the source's platform reads in a body (bytes, or a value that is sent as JSON)."""
    found = platform(source.platform)
    assert found is not None
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return found.parse(Delivery(source.name, source.platform, how or source.how, raw, dict(headers or {}), at), source)


def only(result: Parsed) -> Mention:
    """The one mention of a delivery that holds nothing else, as it would be kept."""
    assert (result.tombstones, result.faults) == ((), ())
    [mention] = result.mentions
    return settled(mention)


@dataclass(frozen=True)
class Held:
    """A conversation's record: what was asked, and how it ended (None: with an answer that isn't allowed)."""

    asked: list[Ask]
    done: Done | None

    @property
    def urls(self) -> list[str]:
        return [ask.url for ask in self.asked]

    @property
    def kept(self) -> list[Ask]:
        """What went to the inbox."""
        return [ask for ask in self.asked if ask.keep]


def hold(asking: Asking, *answers: object) -> Held:
    """Answers what is asked, in turn: an answer is a Heard, a status, or a value sent as JSON with 200."""
    asked: list[Ask] = []
    queue = [_heard(answer) for answer in answers]
    try:
        ask = next(asking)
        while True:
            asked.append(ask)
            assert queue, f"nothing left to answer to {ask.method} {ask.url}"
            heard = queue.pop(0)
            if heard.status not in ask.allowed:
                asking.close()
                return Held(asked, None)
            ask = asking.send(heard)
    except StopIteration as end:
        assert not queue, f"{len(queue)} answers were not asked for"
        return Held(asked, end.value)


def a_round(source: Source, cursor: Mapping[str, Any] | None = None, at: datetime = NOON, **keys: str) -> Round:
    """A round of that source, with credentials given by their part."""
    values = {part: (value,) for part, value in keys.items()}
    return Round(source, cursor or {}, Keys(values), at, f"https://door.example.com/webhooks/{source.name}")


def _heard(answer: object) -> Heard:
    if isinstance(answer, Heard):
        return answer
    if isinstance(answer, int):
        return Heard(answer, {}, b"")
    raw = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return Heard(200, {"content-type": "application/json"}, raw)


# ---------------------------------------------------------------- mangling
#: What a field may turn into.
_OTHERS: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 1e308, 10**30, "", " ", "0", "x", "\ud83d", "\x00", "9" * 400, "2026-13-45T99:99:99Z"),
    *([], {}, [[]], [None], {"a": 1}, "<b>x</b>" * 50),
)


@st.composite
def mangled(draw: st.DrawFn, value: Any) -> Any:
    """The value with some of its fields dropped, retyped, nested in lists or objects, or repeated."""
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(value))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        how = draw(st.sampled_from(("drop", "retype", "list", "object", "repeat")))
        if how == "drop":
            del holder[key]
        elif how == "retype":
            holder[key] = copy.deepcopy(draw(st.sampled_from(_OTHERS)))
        elif how == "list":
            holder[key] = [holder[key]]
        elif how == "object":
            holder[key] = {str(key): holder[key]}
        elif isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            holder[f"{key}_again"] = copy.deepcopy(holder[key])
    return value


def _places(value: Any) -> Iterable[tuple[Any, Any]]:
    steps: Iterable[Any] = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        yield value, step
        yield from _places(value[step])


def holds(result: Parsed) -> None:
    """What must hold of whatever was read, from whatever body: mentions that can be kept, and faults that name a field.

    Nothing in a fault or a reason is a customer's words: they are short, and of our own.
    """
    assert result.mentions or result.tombstones or result.skipped or result.faults or result.wanted
    for mention in map(settled, result.mentions):
        assert mention.native_id
        assert len(mention.text) <= MAX_TEXT_CHARACTERS
        json.dumps([mention.text, mention.author.name, mention.url], ensure_ascii=False).encode()
    for fault in result.faults:
        assert fault.where
        assert fault.what
        assert len(fault.what) < 200
    for skipped in result.skipped:
        assert len(skipped.reason) < 120
