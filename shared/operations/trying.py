"""Trying the ways by which people are told, before they are needed."""

from __future__ import annotations

import secrets

from shared.bus import Bus
from shared.events import TestAsked
from shared.mark import Tested
from shared.operations.deployment import Deployment
from shared.plan import Person, Way
from shared.store.marks import Marks


class Trying:
    def __init__(self, deployment: Deployment) -> None:
        self._marks = Marks(deployment.ledger_table)
        self._bus = Bus(deployment.bus_name)

    def ask(self, person: Person, by: str, way: Way | None = None) -> str:
        """Has each way of this person tried, or one of them; returns by which name this test is known."""
        asked = f"test-{secrets.token_hex(5)}"
        self._bus.publish([TestAsked(person=person.id, asked=asked, by=by, way=way)])
        return asked

    def last(self, person: Person) -> dict[Way, Tested]:
        """The last test of each of this person's ways; one that was never tested is left out."""
        tests = self._marks.tests((person.id, way) for way in person.ways())
        return {way: tested for (_, way), tested in tests.items()}
