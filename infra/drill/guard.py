"""Nothing leaves the building: a connection to anywhere but the drill's own catcher is refused, and remembered.

Python's audit events are raised for every socket, whoever opens it (https://docs.python.org/3/library/audit_events.html);
a hook that raises stops the deed before it happens. moto answers AWS calls without any socket.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

LOOPBACK = "127.0.0.1"
_OUTWARD = ("socket.connect", "socket.sendto", "socket.sendmsg")
_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")


class OutsideError(OSError):
    """Something wanted to speak to somebody outside; the message names whom."""


@dataclass
class Guard:
    """`ports` are the drill's own on loopback; `refused` is what else was wanted, in order."""

    ports: set[int] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def check(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raises OutsideError for what would leave the building."""
        if event in _OUTWARD:
            address = arguments[1]
            if isinstance(address, tuple) and address[0] == LOOPBACK and address[1] in self.ports:
                return
            self._refuse(_named(address))
        elif event in _LOOKUPS:
            host = arguments[0][0] if isinstance(arguments[0], tuple) else arguments[0]
            if host not in (LOOPBACK, None, ""):
                self._refuse(_named(arguments[:2]))

    def _refuse(self, whom: str) -> None:
        self.refused.append(whom)
        raise OutsideError(f"a drill speaks to nobody outside, and something wanted to: {whom}")


@contextmanager
def guarding(guard: Guard) -> Iterator[Guard]:
    _install()
    _standing.append(guard)
    try:
        yield guard
    finally:
        _standing.remove(guard)


_standing: list[Guard] = []
_installed: list[bool] = []


def _install() -> None:
    # A hook can't be taken away again, so there is one, and it does nothing while no guard stands.
    if not _installed:
        sys.addaudithook(_hook)
        _installed.append(True)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _standing and event.startswith("socket."):
        _standing[-1].check(event, arguments)


def _named(address: Any) -> str:
    if isinstance(address, tuple) and len(address) >= 2:
        host = address[0].decode("ascii", "replace") if isinstance(address[0], bytes) else address[0]
        return f"{host}:{address[1]}"
    return str(address)
