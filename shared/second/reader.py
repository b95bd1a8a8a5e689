"""What a second reader is: it is shown a mention's words, and says what it makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from shared.opinion import Opinion
from shared.plan import Instance


class Reader(Protocol):
    @property
    def name(self) -> str:
        """As people read it beside what it said."""

    def read(self, text: str, instances: Sequence[Instance]) -> Opinion:
        """Raises LastingError where it will never answer as things are, and botocore's errors where it may soon."""


class LastingError(Exception):
    """A second reader that refuses until somebody changes something; the message says what, and holds no words."""
