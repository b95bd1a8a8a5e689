"""Writes what changed, in an order in which no link ever leads nowhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from functions.publish_statement.bucket import Bucket, Found
from shared.page.manifest import Fact
from shared.page.site import Planned

#: After so many objects what was learned is kept: a very long history is then written by several runs.
CHECKPOINT = 250


@dataclass(slots=True)
class Writing:
    """A publisher at its bucket. `there` are the ETags last seen, `found` the manifest: both as before the reading."""

    bucket: Bucket
    found: Found
    there: dict[str, str]
    facts: dict[str, Fact] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    checkpoint: int = CHECKPOINT

    def write(self, planned: Iterable[Planned], version: str) -> int:
        """How many objects were other ones. Raises OvertakenError where somebody else has written one of them."""
        before = len(self.written)
        for item in in_order(planned, self.there):
            self._one(item, version)
        return len(self.written) - before

    def _one(self, item: Planned, version: str) -> None:
        fact, etag = self.facts.get(item.key), self.there.get(item.key)
        if fact is not None and fact.fingerprint == item.fingerprint and fact.etag == etag:
            return
        made = item.made()
        # The MD5 of the bytes, for an object that was put in one part under S3's own keys, as the bucket's are:
        # https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
        if etag != hashlib.md5(made.body, usedforsecurity=False).hexdigest():
            etag = self.bucket.put(made, etag, {"version": version})
            self.there[item.key] = etag
            self.written.append(item.key)
            self.facts[item.key] = Fact(item.fingerprint, etag)
            if len(self.written) % self.checkpoint == 0:
                self._checkpoint()
        self.facts[item.key] = Fact(item.fingerprint, etag)

    def _checkpoint(self) -> None:
        self.found = self.bucket.keep(replace(self.found.manifest, objects=dict(self.facts)), None, self.found)


def in_order(planned: Iterable[Planned], there: Iterable[str]) -> Iterator[Planned]:
    """New objects first, as nothing that is there leads to them yet; then the others."""
    present = set(there)
    others: list[Planned] = []
    for item in planned:
        if item.key in present:
            others.append(item)
        else:
            yield item
    yield from others
