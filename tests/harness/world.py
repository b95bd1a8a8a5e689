"""The world in which tests call the functions: the drill's (infra/drill/world.py), and what only tests need."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from infra.drill import building, world
from infra.drill.building import TAP
from infra.drill.names import ACCOUNT, PARAMETERS, REGION, given, names, set_environment
from infra.drill.world import ASYNC_RETRIES, MOST_ROUNDS, TICK
from tests.harness.kept import Kept, clear, keep

__all__ = [
    "ACCOUNT",
    "ASYNC_RETRIES",
    "MOST_ROUNDS",
    "PARAMETERS",
    "REGION",
    "TAP",
    "TICK",
    "World",
    "given",
    "names",
    "set_environment",
]


@dataclass
class World(world.World):
    """The drill's, under the name that tests know; what many tests begin with is built once, and laid out again."""

    def build(self) -> None:
        _built().lay_out()

    def lives_through(self, past: Callable[[Self], object]) -> None:
        """`past` has happened, and all functions start cold: the first time by calling it, then by laying it out.

        It must be a function of the module, and the clock stand where it stood the first time.
        """
        if past not in _PASTS:
            past(self)
            _PASTS[past] = keep(), pickle.dumps((self.failures, self.given_up, self.calls, self._iterators))
        kept, noted = _PASTS[past]
        kept.lay_out()
        self.failures, self.given_up, self.calls, self._iterators = pickle.loads(noted)
        self._modules.clear()


_PASTS: dict[Callable[[Any], object], tuple[Kept, bytes]] = {}


@cache
def _built() -> Kept:
    clear()
    building.build()
    return keep()
