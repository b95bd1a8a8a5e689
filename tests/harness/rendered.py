"""The whole site as the function renders it: the one place in which the readers' tests touch its interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.page.site import render
from shared.plan import Plan
from shared.statement import Statement


@dataclass(frozen=True, slots=True)
class Written:
    """One object of the bucket, and the headers that S3 keeps with it."""

    body: bytes
    content_type: str
    cache_control: str


def rendered(statements: Sequence[Statement], plan: Plan, now: datetime, door: str | None = None) -> dict[str, Written]:
    """Every object by its key."""
    site = render(statements, plan, now, door)
    return {one.key: Written(one.body, one.content_type, one.cache_control) for one in site}
