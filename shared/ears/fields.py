"""The border to JSON from outside: an object read field by field, and each fault told with the field's name.

A field that only decorates a mention does not cost us the mention: `get` notes the fault and gives None. What a mention
can't be without is asked for with `need`; what may be missing, but must not be misread where it is there (a private
word would be taken for a public one), with `given`.

Not pydantic: `receive` imports a platform's module for its signature, on every cold start, and must not pay for that.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from shared.delivery import Fault
from shared.mention import well_formed

Value = dict[str, Any]
T = TypeVar("T")
Kind = Callable[[Any], T]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_COUNT = 10**12
#: Python refuses to read longer integers than this; a longer number in words is no count either.
_MOST_DIGITS = 20


class FieldError(Exception):
    """A part that can't be read; `fault` says where and what."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.where} {fault.what}")
        self.fault = fault


def read_value(body: bytes) -> Any | Fault:
    """Whatever JSON is in a body, or the fault that it is none."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        return Fault("body", f"not JSON ({type(error).__name__}); look at the bytes, and at what the sender changed")


def read_object(body: bytes) -> Value | Fault:
    """The JSON object in a body, or the fault that it is none."""
    value = read_value(body)
    if isinstance(value, dict | Fault):
        return value
    return Fault("body", f"an object was expected, not {_named(value)}")


class Fields:
    """One object from outside. `where` is its place in the delivery (dotted); `faults` takes what `get` can't read."""

    def __init__(self, value: object, where: str, faults: list[Fault]) -> None:
        if not isinstance(value, dict):
            raise FieldError(Fault(where, f"is not an object, but {_named(value)}"))
        self.value: Value = value
        self.where = where
        self.faults = faults

    def __contains__(self, name: str) -> bool:
        return self.value.get(name) is not None

    def get(self, kind: Kind[T], *path: str) -> T | None:
        """The value at that path; None where it is missing or null, and, with a fault noted, where it can't be read."""
        try:
            return self.given(kind, *path)
        except FieldError as error:
            self.faults.append(error.fault)
            return None

    def given(self, kind: Kind[T], *path: str) -> T | None:
        """The value at that path; None where it is missing or null. Raises FieldError where it can't be read."""
        value: Any = self.value
        for depth, name in enumerate(path):
            if not isinstance(value, dict):
                raise FieldError(Fault(self._place(path[:depth]), "is not an object"))
            value = value.get(name)
            if value is None:
                return None
        try:
            return kind(value)
        except (ValueError, OverflowError) as error:
            raise FieldError(Fault(self._place(path), str(error))) from None

    def need(self, kind: Kind[T], *path: str) -> T:
        """The value at that path. Raises FieldError where it is missing or can't be read."""
        value = self.given(kind, *path)
        if value is None:
            raise FieldError(Fault(self._place(path), "is missing"))
        return value

    def part(self, *path: str) -> Fields:
        """The object at that path. Raises FieldError where there is none."""
        return Fields(self.need(as_any, *path), self._place(path), self.faults)

    def part_or_none(self, *path: str) -> Fields | None:
        """The object at that path; None where it is missing, null, or (with a fault noted) no object."""
        value = self.get(as_any, *path)
        if value is None:
            return None
        try:
            return Fields(value, self._place(path), self.faults)
        except FieldError as error:
            self.faults.append(error.fault)
            return None

    def parts(self, *path: str) -> Iterator[Fields]:
        """The objects in the list at that path; none where it is missing. What is no object is noted as a fault.

        Raises FieldError where there is something else than a list.
        """
        value = self.given(as_any, *path)
        if value is None:
            return
        if not isinstance(value, list):
            raise FieldError(Fault(self._place(path), f"is not a list, but {_named(value)}"))
        for number, one in enumerate(value):
            try:
                yield Fields(one, f"{self._place(path)}.{number}", self.faults)
            except FieldError as error:
                self.faults.append(error.fault)

    def _place(self, path: tuple[str, ...]) -> str:
        return ".".join((self.where, *path)) if self.where else ".".join(path)


# ---------------------------------------------------------------- a field's value. Each raises ValueError with
# words that complete "the field ...": never the value, which may be a customer's.
def as_any(value: Any) -> Any:
    return value


def as_text(value: object) -> str:
    """Any string, also with lone surrogates: `settled` mends those."""
    if not isinstance(value, str):
        raise ValueError("is not a text")  # noqa: TRY004  # `Fields` collects ValueErrors, as of every kind
    return value


def as_word(value: object) -> str:
    """A string of which something is left when it is kept: one of spaces or control characters alone is empty."""
    text = as_text(value)
    if not well_formed(text).strip():
        raise ValueError("is empty")
    return text


def as_id(value: object) -> str:
    """An id, which comes as a number or as a string. A float has lost digits, and true is no id."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return as_word(value)


def as_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false")  # noqa: TRY004  # see as_text
    return value


def as_count(value: object) -> int:
    """A whole number, of at most a million millions; some platforms write it as a string."""
    if isinstance(value, str) and value.strip().removeprefix("-").isdecimal() and len(value) <= _MOST_DIGITS:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("is not a whole number")  # noqa: TRY004  # see as_text
    if abs(value) > _MOST_COUNT:
        raise ValueError("is not a whole number that anybody could mean")
    return value


def as_instant(value: object) -> datetime:
    """ISO 8601, taken for UTC where it names no zone."""
    text = as_text(value).strip()
    try:
        at = datetime.fromisoformat(_python_time(text))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("is not a time") from None


def as_seconds(value: object) -> datetime:
    """Seconds since 1970, as a number or a string."""
    return _since_1970(value, 1)


def as_milliseconds(value: object) -> datetime:
    """Milliseconds since 1970, as a number or a string."""
    return _since_1970(value, 1_000)


def _since_1970(value: object, of_a_second: int) -> datetime:
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
        return _EPOCH + timedelta(seconds=number / of_a_second)
    except (ValueError, OverflowError):
        raise ValueError("is not a time") from None


def _python_time(text: str) -> str:
    # Python reads at most six digits of a second; Go and Google write nine.
    head, dot, tail = text.partition(".")
    digits = len(tail) - len(tail.lstrip("0123456789"))
    return f"{head}.{tail[:6].ljust(6, '0') if digits >= 6 else tail}" + tail[digits:] if dot and digits > 6 else text


def _refuse(_constant: str) -> float:
    raise ValueError


def _named(value: object) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"
