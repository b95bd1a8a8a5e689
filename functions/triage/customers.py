"""Whether a known customer wrote a mention: asked of the company's list of hashes, where one is loaded.

What can't be told is nobody's loss: a list that can't be read makes strangers of all, and holds no verdict up.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Protocol

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from shared.codec import CodecError
from shared.customers import CustomerList, hashes_of
from shared.mention import Mention
from shared.secrets import SecretError, Secrets
from shared.store.customers import CustomerStore

#: How long we go by one look at which list holds, in seconds; after a failure, nothing is asked for as long.
KEPT_SECONDS = 60
_UNREADABLE = (ClientError, BotoCoreError, CodecError, SecretError, KeyError)

logger = Logger(child=True)


class Clock(Protocol):
    def __call__(self) -> float: ...


class KnownCustomers:
    """Kept in memory, as long as the function's container lives: which list holds, never who is on it."""

    # A monotonic clock, as this is about the age of a cache and not about the time of day.
    def __init__(self, ledger_table: str, secrets: Secrets, clock: Clock = time.monotonic) -> None:
        self._store, self._secrets, self._clock = CustomerStore(ledger_table), secrets, clock
        self._looked_at: float | None = None
        self._list: CustomerList | None = None

    def listed(self) -> bool:
        """Whether there is a list to ask: one look a minute."""
        if self._looked_at is None or self._clock() - self._looked_at >= KEPT_SECONDS:
            self._look()
        return self._list is not None

    def among(self, mentions: Iterable[Mention]) -> dict[str, bool]:
        """By their ids, whether a known customer wrote them; {} where nobody can tell. A call for each 25 of them."""
        hashes = {mention.id: hashes for mention in mentions if (hashes := self._hashes(mention))}
        found = self._on_the_list(frozenset().union(*hashes.values())) if hashes else None
        return {} if found is None else {one: bool(of & found) for one, of in hashes.items()}

    def _hashes(self, mention: Mention) -> frozenset[bytes]:
        """None for our own people, for who has no account, and while the list or its key can't be read."""
        if mention.from_staff or not self.listed():
            return frozenset()
        try:
            [key, *_] = self._secrets.of("key")
        except _UNREADABLE as error:
            self._give_up(error)
            return frozenset()
        return hashes_of(key, mention)

    def _on_the_list(self, hashes: frozenset[bytes]) -> frozenset[bytes] | None:
        try:
            found = None if self._list is None else self._store.known(self._list, hashes)
            if found is None:
                # Replaced since we looked, or forgotten: once more, by the one that holds now.
                self._look()
                found = None if self._list is None else self._store.known(self._list, hashes)
        except _UNREADABLE as error:
            self._give_up(error)
            return None
        return found

    def _look(self) -> None:
        # Before the reading: a store that fails is asked no oftener, not with every batch.
        self._looked_at = self._clock()
        try:
            self._list = self._store.current()
        except _UNREADABLE as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self._list, self._looked_at = None, self._clock()
        # Not the error's text: AWS may quote an item in it.
        logger.warning("customers not asked after: nobody counts as one for a minute", error=type(error).__name__)
