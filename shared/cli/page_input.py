"""What a page is built from: the deployment's store, or a JSON file that holds the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from shared.cli.context import RefusedError, Session
from shared.codec import CodecError, decode
from shared.plan import Plan
from shared.statement import Statement

#: A hundred statements of the longest kind, or tens of thousands of ordinary ones (bytes).
MAX_BYTES = 64_000_000
#: A statement's id becomes a file's name.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class PageInput:
    """`{"plan": {...}, "statements": [{...}, ...]}`, each noun as it is stored (`firebreak page export` writes one).

    `door` is where customers can sign up; without it the page has no form.
    """

    plan: Plan
    statements: tuple[Statement, ...]
    door: str | None = None


def from_store(session: Session) -> PageInput:
    """All that was ever public, and the plan in force."""
    from shared.store.statements import StatementStore

    statements = StatementStore(session.deployment.statements_table).listed()
    door = session.deployment.subscribers_url.removesuffix("/subscribers")
    return PageInput(session.plan, tuple(one for one in statements if one.public), door)


def from_file(path: Path) -> PageInput:
    """Raises RefusedError, saying what is wrong, where, and how to mend it."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RefusedError(f"{path} can't be read: {error.strerror}; `firebreak page export` writes one") from None
    if len(content) > MAX_BYTES:
        raise RefusedError(f"{path} is larger than {MAX_BYTES:,} bytes; leave the oldest statements out")
    try:
        given = decode(PageInput, content)
    except CodecError as error:
        raise RefusedError(f"{path}: {error}. Its shape is what `firebreak page export` writes.") from None
    _check(path, given)
    return given


def _check(path: Path, given: PageInput) -> None:
    try:
        ZoneInfo(given.plan.company.time_zone)
    except (KeyError, ValueError, OSError):
        zone = given.plan.company.time_zone
        raise RefusedError(f"{path}: $.plan.company.time_zone: no zone {zone!r}; such as Europe/Lisbon") from None
    for at, statement in enumerate(given.statements):
        if not _ID.fullmatch(statement.id):
            raise RefusedError(f"{path}: $.statements[{at}].id: {statement.id!r} makes no file's name; use a-z, 0-9, -")
    twice = _twice(one.id for one in given.statements)
    if twice is not None:
        raise RefusedError(f"{path}: $.statements: {twice} is there twice; leave the older one out")


def _twice(ids: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            return one
        seen.add(one)
    return None
