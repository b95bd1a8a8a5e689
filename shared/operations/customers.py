"""What an operator does with the list of customers: load it, look whether there is one, forget it. Nobody reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.customers import CustomerList, Hashes, account_hash, bits_for, buckets
from shared.operations.deployment import Deployment
from shared.secrets import Secrets
from shared.store.customers import CustomerStore

#: A list that nobody has renewed for so long says little of who is a customer, and goes by itself.
GOOD_FOR = timedelta(days=400)


class Customers:
    def __init__(self, deployment: Deployment) -> None:
        self._store = CustomerStore(deployment.ledger_table)
        self._secrets = Secrets(deployment.link_secret)

    def current(self) -> CustomerList | None:
        return self._store.current()

    def load(self, accounts: Iterable[tuple[str, str]], who: str, now: datetime) -> CustomerList:
        """Keeps these accounts, each with its platform or source, as hashes, in the place of the list before.

        All of them are read before anything is written. Raises SecretError without the key, LostRaceError where
        somebody else loads or forgets a list at the same time.
        """
        [key, *_] = self._secrets.of("key")
        hashes = Hashes()
        for place, account in accounts:
            hashes.add(account_hash(key, place, account))
        content, number = hashlib.sha256(), 0
        for one in hashes:
            content.update(one)
            number += 1
        bits = bits_for(number)
        new = CustomerList(content.hexdigest()[:16], number, bits, now, who, now + GOOD_FOR)
        self._store.put(new, buckets(hashes, bits))
        return new

    def forget(self) -> CustomerList | None:
        """Deletes it; says which list that was, None where there was none."""
        return self._store.forget()
