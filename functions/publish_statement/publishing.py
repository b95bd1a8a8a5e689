"""One publishing: look, read, write, tell, and look again until there is nothing left to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

from functions.publish_statement.bucket import Bucket, Found, OvertakenError, Settled
from functions.publish_statement.reading import Read, read, state_of
from functions.publish_statement.words import untold
from functions.publish_statement.writing import Writing
from shared.bus import Bus
from shared.page.digest import code
from shared.page.gone import gone, in_their_place
from shared.page.manifest import Manifest
from shared.page.site import past_of, planned
from shared.statement import Statement
from shared.store.ledger import Ledger
from shared.store.statements import StatementStore

#: So often the page is looked at and written before the event is given back to be tried again.
LOOKS = 8
#: A promise is late once a whole minute is over.
LATE_AFTER = timedelta(minutes=1)


class UnsettledError(Exception):
    """Others kept writing, or statements kept changing, all the while; the event's retry or the next minute goes on."""


@dataclass(frozen=True, slots=True)
class Done:
    written: int
    told: int
    statements: int
    looks: int


@dataclass(frozen=True, slots=True)
class Publisher:
    statements: StatementStore
    ledger: Ledger
    bucket: Bucket
    bus: Bus
    door: str | None

    def settled(self, now: datetime) -> bool:
        """Whether the page has it all: asked each minute, so without reading a statement or the manifest."""
        last = self.bucket.settled()
        if last is None or (last.late_at is not None and now >= last.late_at):
            return False
        return last.state == state_of(self.statements.rows(), self.ledger.plan_version(), self.door)

    def publish(self, said: Iterable[Statement], now: datetime) -> Done:
        """Ends once a look finds the whole page as it should be. Raises UnsettledError after so many looks."""
        writing, looked = self._begin()
        have, told = newest(said, ()), Telling(self.bus, now)
        for looks in range(1, LOOKS + 1):
            try:
                seen = self._read(have, writing, now)
                if not self._say(seen, writing, told) and looked:
                    self._keep(seen, writing)
                    return Done(len(writing.written), told.words, len(seen.remembered), looks)
                have = newest(seen.public.values(), have.values())
            except OvertakenError:
                writing.found = self.bucket.manifest()
            # Taken before anything is read: what is written then is never older than what it replaces.
            writing.there, looked = self.bucket.etags(), True
        raise UnsettledError(f"the page was looked at {LOOKS} times, and something changed each time")

    def _begin(self) -> tuple[Writing, bool]:
        """The manifest's ETags will do to begin with: where they are wrong, S3 says so. So no word waits for a listing,
        which grows with the years. Without a manifest, the bucket has been looked at."""
        found = self.bucket.manifest()
        if not found.intact:
            return Writing(self.bucket, found, self.bucket.etags()), True
        facts = found.manifest.objects
        return Writing(self.bucket, found, {key: fact.etag for key, fact in facts.items()}, dict(facts)), False

    def _read(self, have: Mapping[str, Statement], writing: Writing, now: datetime) -> Read:
        plan, known = self.ledger.plan(), replace(writing.found.manifest, objects=writing.facts)
        return read(self.statements, plan, now, self.door, have, known, writing.there)

    def _say(self, seen: Read, writing: Writing, told: Telling) -> int:
        """How many objects were other ones. No new word waits for pages of long ago; a release changes them all."""
        todo, past = planned(seen.shown), past_of(seen.shown.plan, self.door)
        long_ago = {item.key: item for item in todo if item.old and item.key in writing.there}
        wrote = writing.write([item for item in todo if item.key not in long_ago], seen.version)
        told.tell(seen.shown.full, writing.found)
        wrote += writing.write(long_ago.values(), seen.version)
        told.tell(seen.shown.older, writing.found)
        left = gone(writing.facts, (item.key for item in todo), seen.remembered, past)
        return wrote + writing.write(in_their_place(left, seen.shown, past), seen.version)

    def _keep(self, seen: Read, writing: Writing) -> None:
        shown = seen.shown
        promised = [one.promise.next_update_at for one in shown.full if one.promise and one.id not in shown.late]
        late_at = min((at + LATE_AFTER for at in promised if at is not None), default=None)
        after = Manifest(code(), seen.remembered, writing.facts)
        self.bucket.keep(after, Settled(seen.state, late_at), writing.found)


@dataclass(slots=True)
class Telling:
    """Told first and remembered in the manifest then: a crash between the two tells twice."""

    bus: Bus
    now: datetime
    words: int = 0
    told: dict[str, int] = field(default_factory=dict)

    def tell(self, statements: Iterable[Statement], found: Found) -> None:
        known = {of: one.told for of, one in found.manifest.statements.items()} | self.told
        words = list(untold(statements, known, found.intact, self.now))
        self.bus.publish(words)
        self.told |= {word.statement_id: word.word for word in words}
        self.words += len(words)


def newest(*found: Iterable[Statement]) -> dict[str, Statement]:
    """Each statement once, in its newest revision; the first of equals."""
    by_id: dict[str, Statement] = {}
    for one in chain(*found):
        if one.id not in by_id or by_id[one.id].revision < one.revision:
            by_id[one.id] = one
    return by_id
