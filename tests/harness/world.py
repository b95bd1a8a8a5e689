"""The world in which tests call the functions: the drill's (infra/drill/world.py), and what only tests need."""

from __future__ import annotations

from dataclasses import dataclass

from infra.drill import world
from infra.drill.building import TAP
from infra.drill.names import ACCOUNT, PARAMETERS, REGION, given, names, set_environment
from infra.drill.world import ASYNC_RETRIES, MOST_ROUNDS

__all__ = [
    "ACCOUNT",
    "ASYNC_RETRIES",
    "MOST_ROUNDS",
    "PARAMETERS",
    "REGION",
    "TAP",
    "World",
    "given",
    "names",
    "set_environment",
]


@dataclass
class World(world.World):
    """The drill's, under the name that tests know."""

    _again = world.World.again
