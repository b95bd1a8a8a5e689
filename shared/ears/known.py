"""The platforms that can be heard: each module of `shared/platforms/` is one (`parts` holds pieces of some)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from shared import platforms
from shared.ears.platform import Platform


@cache
def names() -> tuple[str, ...]:
    """Their names, in alphabetical order, without importing any."""
    return tuple(sorted(module.name for module in iter_modules(platforms.__path__) if not module.ispkg))


def platform(name: str) -> Platform | None:
    """The platform of that name, imported now: a function pays only for those that it meets. None for no platform."""
    if name not in names():
        return None
    found: Platform = import_module(f"shared.platforms.{name}").PLATFORM
    return found
