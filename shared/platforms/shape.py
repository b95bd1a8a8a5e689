"""The border to JSON from outside: bytes to a frozen model, or a fault that names the field.

A field that only decorates a mention does not cost us the mention: it is left out, and told as a fault beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, ValidationError

from shared.delivery import Fault

Value = dict[str, Any]


class Shape(BaseModel):
    """What we read of a platform's object; whatever else it holds is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _id(value: object) -> object:
    # Ids come as numbers or as strings; a float has lost digits, and true is no id.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _not_empty(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return value


def _utc(value: datetime) -> datetime:
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError:
        raise ValueError("lies outside the calendar") from None


def _no_bool(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("is true or false, not a number")  # noqa: TRY004  # pydantic collects ValueErrors
    return value


#: Any string, also with lone surrogates, which pydantic's own `str` refuses: `settled` mends them.
Text = InstanceOf[str]
Id = Annotated[Text, BeforeValidator(_id), AfterValidator(_not_empty)]
#: ISO 8601, or seconds or milliseconds since 1970; without a zone it is taken for UTC.
Instant = Annotated[datetime, AfterValidator(_utc)]
Count = Annotated[int, BeforeValidator(_no_bool), Field(ge=-(10**12), le=10**12)]

# By the first word of pydantic's error types.
_WORDS = {
    "missing": "is missing",
    "is": "is not a text",
    "model": "is not an object",
    "dict": "is not an object",
    "tuple": "is not a list",
    "int": "is not a whole number",
    "datetime": "is not a time",
    "bool": "is neither true nor false",
}

S = TypeVar("S", bound=Shape)


def read_object(body: bytes) -> Value | Fault:
    """The JSON object in a body, or the fault that it is none."""
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        return Fault("body", f"not JSON ({type(error).__name__}); look at the bytes, and at what the sender changed")
    return value if isinstance(value, dict) else Fault("body", f"an object was expected, not {_kind(value)}")


def read_shape(shape: type[S], value: object, where: str, spared: Iterable[str] = ()) -> tuple[S | None, list[Fault]]:
    """The shape in a value; `spared` names the fields (dotted) that may be left out where they can't be read."""
    try:
        return shape.model_validate(value), []
    except ValidationError as error:
        wrong = list(_places(error))
    faults = [Fault(".".join([where, *place]), what) for place, what in wrong]
    if not isinstance(value, dict) or any(".".join(place) not in set(spared) for place, _ in wrong):
        return None, faults
    for place, _ in wrong:
        value = _without(value, place)
    return shape.model_validate(value), faults


def _places(error: ValidationError) -> Iterator[tuple[tuple[str, ...], str]]:
    # Neither the value nor pydantic's own sentence is passed on: both may hold a customer's words.
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        kind = fault["type"].partition("_")[0]
        yield tuple(str(step) for step in fault["loc"]), _WORDS.get(kind, f"can't be read ({fault['type']})")


def _without(value: Value, place: tuple[str, ...]) -> Value:
    first, *rest = place
    kept = {name: inner for name, inner in value.items() if name != first or rest}
    if rest:
        kept[first] = _without(value[first], tuple(rest))
    return kept


def _refuse(_constant: str) -> float:
    raise ValueError


def _kind(value: object) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"
