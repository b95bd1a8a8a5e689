"""One input of the fuzzing as text that a person can read: a platform, how it came, headers, and the body as it is.

discourse webhook
x-discourse-event: post_created

{"post": {}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from shared.delivery import Delivery, How

HOWS = tuple(how for how in get_args(How) if how != "wanted")


@dataclass(frozen=True, slots=True)
class Case:
    """A delivery before it has a source and a time."""

    platform: str
    how: How
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        lines = [f"{self.platform} {self.how}", *(f"{name}: {value}" for name, value in self.headers.items())]
        return "\n".join(lines).encode("utf-8", "surrogateescape") + b"\n\n" + self.body


def read_case(raw: bytes) -> Case | None:
    """The case in those bytes; None where they are none."""
    head, _, body = raw.partition(b"\n\n")
    first, *lines = head.decode("utf-8", "surrogateescape").split("\n")
    platform, _, how = first.partition(" ")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines) if name}
    return Case(platform, how, body, headers) if how in HOWS else None  # type: ignore[arg-type]  # one of them


def case_of(delivery: Delivery) -> Case:
    return Case(delivery.platform, delivery.how, delivery.body, delivery.headers)
