"""Lists that only decorate a mention: one that can't be read is told, and costs nothing else."""

from __future__ import annotations

from typing import TypeVar

from shared.ears.fields import FieldError, Fields, Kind

T = TypeVar("T")


def parts_or_none(fields: Fields | None, *path: str) -> list[Fields]:
    """The objects in the list at that path; none, with a fault noted, where there is something else than a list."""
    if fields is None:
        return []
    try:
        return list(fields.parts(*path))
    except FieldError as error:
        fields.faults.append(error.fault)
        return []


def first(fields: Fields, kind: Kind[T], *path: str) -> T | None:
    """The first value in the list at that path; None where it is missing, empty or (with a fault noted) no list."""
    return fields.get(lambda value: _first(value, kind), *path)


def _first(value: object, kind: Kind[T]) -> T | None:
    if not isinstance(value, list):
        raise ValueError("is not a list")  # noqa: TRY004  # `Fields` collects ValueErrors, as of every kind
    return kind(value[0]) if value else None
