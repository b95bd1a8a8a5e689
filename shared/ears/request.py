"""A platform's call to our door, before anybody believes it; and what may be answered to a greeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Request:
    """`body` is what the platform signed, byte for byte; `headers` has lower-case names; `query` is decoded, the last
    value of each name. `key` is the last part of an address with a secret part (`/webhooks/{source}/{key}`), or "".
    """

    method: str
    source: str
    headers: Mapping[str, str]
    body: bytes = b""
    query: Mapping[str, str] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Greeted:
    """The answer to a platform that asks whether we are here.

    `holds_for` is how long the platform goes on calling without asking or being asked again (a lease, the age at which
    a check is stale); None where that has no end.
    """

    status: int
    body: str = ""
    content_type: str = "text/plain"
    headers: Mapping[str, str] = field(default_factory=dict)
    holds_for: timedelta | None = None

    @property
    def good(self) -> bool:
        """Whether the platform hears a yes in it."""
        return 200 <= self.status < 300

    def good_until(self, now: datetime) -> datetime | None:
        return None if self.holds_for is None else now + self.holds_for
