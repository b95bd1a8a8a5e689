"""What moto's doubles of AWS hold, kept as bytes and laid out again: in a millisecond; building it takes forty."""

from __future__ import annotations

import io
import pickle
import threading
from dataclasses import dataclass
from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend

#: Which of moto's services, account and region: a double that others refer to is found there, and never copied.
Place = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """All that the doubles held at one moment."""

    services: tuple[BackendDict[Any], ...]
    states: bytes

    def lay_out(self) -> None:
        """The doubles hold exactly this from now on, and share nothing with what was laid out before."""
        clear()
        for place, state in _LayingOut(self.services, self.states).load().items():
            _at(self.services, place).__dict__ = state


def clear() -> None:
    """The doubles hold nothing."""
    BackendDict.reset()


def keep() -> Kept:
    """What the doubles hold now."""
    services: tuple[BackendDict[Any], ...] = tuple(BackendDict._instances)  # type: ignore[misc]  # generic, as moto has it
    backends = {
        (number, account, region): backend
        for number, service in enumerate(services)
        for account, region, backend in service.iter_backends()
    }
    states = io.BytesIO()
    _Keeping(backends, states).dump({place: backend.__dict__ for place, backend in backends.items()})
    return Kept(services, states.getvalue())


class _Keeping(pickle.Pickler):
    def __init__(self, backends: dict[Place, BaseBackend], to: io.BytesIO) -> None:
        super().__init__(to, pickle.HIGHEST_PROTOCOL)
        self._places = {id(backend): place for place, backend in backends.items()}

    def persistent_id(self, one: Any) -> Place | None:
        return self._places.get(id(one))

    def reducer_override(self, one: Any) -> Any:
        if isinstance(one, BackendDict):
            raise TypeError(f"a double holds all of moto's {one.service_name}: give that a place of its own here")
        if isinstance(one, _LOCK):
            return threading.RLock, ()  # nobody holds it: nothing runs while a world is kept
        return NotImplemented


class _LayingOut(pickle.Unpickler):
    def __init__(self, services: tuple[BackendDict[Any], ...], states: bytes) -> None:
        super().__init__(io.BytesIO(states))
        self._services = services

    def persistent_load(self, place: Place) -> BaseBackend:
        return _at(self._services, place)


def _at(services: tuple[BackendDict[Any], ...], place: Place) -> BaseBackend:
    number, account, region = place
    backend: BaseBackend = services[number][account][region]
    return backend


_LOCK = type(threading.RLock())
