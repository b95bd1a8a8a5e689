"""The plan in force, as a function reads it: kept in memory, asked after twice a minute."""

from __future__ import annotations

import time

from shared.plan import Plan
from shared.store.ledger import Ledger

#: How long a plan is used before its version is looked at again, in seconds.
KEPT_SECONDS = 30


class Plans:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[int, Plan] = {}
        self._version = 0
        self._looked_at: float | None = None

    def in_force(self) -> Plan:
        """The plan in force, at most half a minute old. Raises NoPlanError where none was ever published."""
        # A monotonic clock, as this is about the age of a cache and not about the time of day.
        if self._looked_at is None or not self._version or time.monotonic() - self._looked_at > KEPT_SECONDS:
            self._version = self._ledger.plan_version()
            self._looked_at = time.monotonic()
        return self.version(self._version)

    def version(self, version: int) -> Plan:
        """That version of the plan: a case keeps the one that it began with."""
        if version not in self._known:
            self._known[version] = self._ledger.plan(version)
        return self._known[version]
