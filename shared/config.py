"""A function's settings: its environment as a typed value, read once when the function starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")


class SettingError(Exception):
    """Environment variables that are missing or wrong; the message names each, and where it is set."""


def read_settings(shape: type[T], environ: Mapping[str, str] | None = None) -> T:
    """A dataclass of settings from the environment: the variable is the upper case of the field's name.

    Fields are `str`, `int` or `bool` ("true" or "false"). Raises SettingError with all that is wrong at once.
    """
    environ = os.environ if environ is None else environ
    kinds = get_type_hints(shape)
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for field in fields(shape):  # type: ignore[arg-type]  # T is a dataclass; the type system can't say so
        name = field.name.upper()
        given = environ.get(name)
        if given is None:
            if field.default is MISSING:
                wrong.append(f"{name} is missing")
            continue
        try:
            values[field.name] = _READERS[kinds[field.name]](given)
        except (KeyError, ValueError):
            wrong.append(f"{name} is {given!r}, which is no {kinds[field.name].__name__}")
    if wrong:
        raise SettingError(f"{'; '.join(wrong)}. Set it in template.yaml, under this function's Environment.")
    return shape(**values)


def _flag(given: str) -> bool:
    return {"true": True, "false": False}[given.lower()]


_READERS: dict[type, Any] = {str: str, int: int, bool: _flag}
