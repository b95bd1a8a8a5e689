"""The self-audit: what it found, and what it knows from one minute to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

FindingKind = Literal["late", "source", "lease", "token", "function", "channel"]
#: With one of these the audit has failed: people are not told of what is due.
LOUD: tuple[FindingKind, ...] = ("late", "function")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something of the system itself that is wrong: `name` of what `kind`, in words, and since when."""

    kind: FindingKind
    name: str
    what: str
    since: datetime

    @property
    def key(self) -> str:
        return f"{self.kind}#{self.name}"

    @property
    def loud(self) -> bool:
        return self.kind in LOUD


@dataclass(frozen=True, slots=True)
class Audit:
    """One minute's result. `passed_at` is when it last passed.

    `known` says since when each source and function is watched, by the key of its finding: nothing is quiet before its
    span is over. `told` holds the day on which each finding was last told.
    """

    at: datetime
    passed_at: datetime | None = None
    findings: tuple[Finding, ...] = ()
    known: dict[str, datetime] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not any(finding.loud for finding in self.findings)
