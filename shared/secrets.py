"""Secrets, read from Secrets Manager and kept for a few minutes: two may be valid at once while one is rotated."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any

from shared import aws

#: How long a secret is kept in memory, in seconds: the longest time for which a rotation goes unnoticed.
KEPT_SECONDS = 300
#: A name that was not there is asked for again after this many seconds, however often it is wanted.
ASKED_AGAIN_SECONDS = 10


class SecretError(Exception):
    """A secret that isn't there or isn't in its form; the message names it, never its value."""


class Secrets:
    """One Secrets Manager secret that holds a JSON object: a name to one value, or to a list of values.

    The lists serve rotation: each value in it is valid, the first is the newest.
    """

    def __init__(self, secret_id: str) -> None:
        self._id = secret_id
        self._values: dict[str, tuple[str, ...]] = {}
        self._read_at: float | None = None

    def of(self, name: str) -> tuple[str, ...]:
        """The values under that name, newest first. Raises SecretError where there is none."""
        values = self._known((name,))
        if not values.get(name):
            raise SecretError(f"secret {self._id} has no value for {name!r}; put one there and try again")
        return values[name]

    def under(self, name: str, needed: Iterable[str] = ()) -> Mapping[str, tuple[str, ...]]:
        """The values whose names begin so, by the rest of their names; {} where there is none.

        While one of the `needed` (such rests) is not there, the secret is read again soon. Raises SecretError where the
        secret is not in its form.
        """
        values = self._known([name + rest for rest in needed])
        return {full.removeprefix(name): those for full, those in values.items() if full.startswith(name)}

    def doubted(self) -> bool:
        """Somebody shows what is not known here, and it may have been set a moment ago: whether to look once more.

        The next use then reads the secret again. Not for what was read a moment ago: anybody may show anything.
        """
        if self._read_at is None or time.monotonic() - self._read_at <= ASKED_AGAIN_SECONDS:
            return False
        self._read_at = None
        return True

    def _known(self, wanted: Iterable[str]) -> dict[str, tuple[str, ...]]:
        # A monotonic clock, as this is about the age of a cache and not about the time of day.
        age = None if self._read_at is None else time.monotonic() - self._read_at
        missing = any(not self._values.get(name) for name in wanted)
        if age is None or age > KEPT_SECONDS or (missing and age > ASKED_AGAIN_SECONDS):
            self._values = self._read()
            self._read_at = time.monotonic()
        return self._values

    def _read(self) -> dict[str, tuple[str, ...]]:
        text = aws.secretsmanager().get_secret_value(SecretId=self._id)["SecretString"]
        try:
            return {name: _texts(value) for name, value in json.loads(text).items()}
        except (ValueError, AttributeError, TypeError):
            raise SecretError(f"secret {self._id} is not a JSON object of names to values") from None


def _texts(value: Any) -> tuple[str, ...]:
    """A text, or each of a list; raises TypeError where it is neither."""
    texts = (value,) if isinstance(value, str) else tuple(value)
    if not all(isinstance(each, str) for each in texts):
        raise TypeError
    return texts
