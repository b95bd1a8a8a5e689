"""A case tap: the signed link by which one person does one thing to one case.

Only the holder of the key can make one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from shared.channels.message import Deed
from shared.signed import fits, signature

#: A link is good for so long after its notice; then it is an old mail.
GOOD_FOR = timedelta(hours=48)
_KIND = "case-tap"
_TOKEN = re.compile(
    r"(case-[0-9a-z]{1,32})\.(acknowledge|escalate|resolve)\.([a-z0-9_-]{1,64})"
    r"\.([0-9]{1,9})\.([0-9]{1,11})\.([A-Za-z0-9_-]{43})"
)
_MOST_TOKEN = 256


@dataclass(frozen=True, slots=True)
class CaseTap:
    """Who may do what to which case; `telling` is the one that told them. `until` is in whole seconds."""

    case_id: str
    deed: Deed
    person: str
    telling: int
    until: datetime

    @property
    def told_at(self) -> datetime:
        """When the link was made, which is when its person was told."""
        return self.until - GOOD_FOR


def made_at(now: datetime, case_id: str, deed: Deed, person: str, telling: int) -> CaseTap:
    """The tap of a notice that goes out now."""
    return CaseTap(case_id, deed, person, telling, now.replace(microsecond=0) + GOOD_FOR)


def sign(key: str, tap: CaseTap) -> str:
    """The token of that tap, for the path of a link."""
    plain = f"{tap.case_id}.{tap.deed}.{tap.person}.{tap.telling}.{int(tap.until.timestamp())}"
    return f"{plain}.{signature(key, _KIND, plain)}"


def read(key: str, token: str, now: datetime) -> CaseTap | None:
    """The tap in a token; None for one that is forged or over."""
    found = _TOKEN.fullmatch(token) if len(token) <= _MOST_TOKEN else None
    if found is None or not fits(found[6], key, _KIND, token.rpartition(".")[0]):
        return None
    until = datetime.fromtimestamp(int(found[5]), UTC)
    tap = CaseTap(found[1], cast("Deed", found[2]), found[3], int(found[4]), until)
    return tap if now < until else None
