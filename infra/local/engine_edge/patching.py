"""How a wrap reaches into ministack: by name, and only where the name is there."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def ministack(module: str) -> Any:
    """A module of ministack's, untyped because it is installed in the engine's own environment only."""
    return import_module(f"ministack.{module}")


def put(owner: Any, name: str, value: Any) -> None:
    """Put `value` in the place of what is there; raises AttributeError if nothing is."""
    getattr(owner, name)
    setattr(owner, name, value)


def wrap(owner: Any, name: str, around: Callable[[Any], Any]) -> None:
    """Put `around(what is there)` in its place; raises AttributeError if nothing is."""
    setattr(owner, name, around(getattr(owner, name)))
