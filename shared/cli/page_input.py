"""What a page is built from: the deployment's store, or a JSON file that holds the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shared.cli.context import RefusedError, Session
from shared.cli.page_check import wrong
from shared.codec import CodecError, decode
from shared.plan import Plan
from shared.statement import Statement

#: A hundred statements of the longest kind, or tens of thousands of ordinary ones (bytes).
MAX_BYTES = 64_000_000


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

    store = StatementStore(session.deployment.statements_table)
    statements = store.all_of([row.id for row in store.rows() if row.public])
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
    found = wrong(given.plan, given.statements, given.door)
    if found is not None:
        raise RefusedError(f"{path}: {found}")
    return given
