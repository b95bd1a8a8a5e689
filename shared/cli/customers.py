"""Known customers: their accounts come from a file, are kept as keyed hashes, and are never shown again."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from shared.cli.context import As, AsJson, RefusedError, Session, session_of, tell_machine
from shared.cli.moments import when
from shared.cli.tables import Screen
from shared.customers import MOST_ACCOUNTS, CustomerList
from shared.plan import Plan

if TYPE_CHECKING:
    from shared.operations.customers import Customers

HEADER = ["platform", "account"]
#: A longer one is the account of nobody (characters).
MOST_CHARACTERS = 300

app = typer.Typer(invoke_without_command=True)


@app.callback(epilog="Example: firebreak customers")
def customers(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Say how many customers are known by their accounts, and since when."""
    if ctx.invoked_subcommand is not None:
        return
    session = session_of(ctx)
    current = _customers(session).current()
    if as_json:
        tell_machine(current)
    elif current is None:
        Screen().say("No list of customers is kept. Load one: firebreak customers load FILE.csv")
    else:
        Screen().facts(_facts(current, session))


@app.command(epilog="Example: firebreak customers load customers.csv")
def load(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="Lines of platform,account: a platform's or source's name, and a handle or id there. - for a pipe.",
            show_default=False,
        ),
    ],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Keep the accounts of your customers, hashed with a key, in the place of the list before."""
    session = session_of(ctx)
    with _opened(file) as text:
        listed = _Listed(_accounts(str(file), text), session.plan_if_any)
        kept = _customers(session).load(listed, session.typist(who), session.now)
    if listed.strange:
        has = ", ".join(sorted(listed.places))
        Screen(error=True).say(
            f"Note: {listed.strange:,} lines name no platform and no source of the plan in force (it has {has})."
        )
    if as_json:
        tell_machine(kept)
    else:
        Screen().say(f"{kept.accounts:,} accounts are known now, as hashes. Delete the file where you don't need it.")


@app.command(epilog="Example: firebreak customers forget")
def forget(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Delete the list of customers."""
    gone = _customers(session_of(ctx)).forget()
    if as_json:
        tell_machine(gone)
    elif gone is None:
        Screen().say("No list of customers is kept.")
    else:
        Screen().say(
            f"{gone.accounts:,} accounts are forgotten. The table's backups keep their hashes for 35 days more."
        )


class _Listed:
    """The accounts, one after the other; counts those at a place that the plan does not know, a slip of the pen."""

    def __init__(self, accounts: Iterator[tuple[str, str]], plan: Plan | None) -> None:
        self._accounts = accounts
        sources = () if plan is None else plan.sources
        self.places = {name for source in sources for name in (source.name, source.platform)}
        self.strange = 0

    def __iter__(self) -> Iterator[tuple[str, str]]:
        known = {name.lower() for name in self.places}
        for place, account in self._accounts:
            self.strange += bool(known) and place.strip().lower() not in known
            yield place, account


def _customers(session: Session) -> Customers:
    from shared.operations.customers import Customers

    return Customers(session.deployment)


def _facts(current: CustomerList, session: Session) -> list[tuple[str, str]]:
    return [
        ("accounts", f"{current.accounts:,}, as hashes that nobody can read back"),
        ("loaded", f"{when(current.loaded_at, session.now)}, by {current.loaded_by}"),
        ("good until", when(current.good_until, session.now)),
    ]


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The file, or standard input (`-`), read as it goes: it may be larger than the memory. A BOM is passed over."""
    if str(path) == "-":
        yield TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except OSError as error:
        raise typer.BadParameter(f"{path} can't be read: {error.strerror}") from None


def _accounts(name: str, file: TextIO) -> Iterator[tuple[str, str]]:
    """Each line's place and account. Raises RefusedError at the first that is none: by its number, never its words."""
    rows = csv.reader(file, strict=True)
    number = 0
    try:
        for row in rows:
            if not row or (rows.line_num == 1 and [cell.strip().lower() for cell in row] == HEADER):
                continue
            wrong = _wrong(row)
            if wrong:
                raise _refused(name, rows.line_num, wrong)
            number += 1
            if number > MOST_ACCOUNTS:
                raise _refused(name, rows.line_num, f"more than {MOST_ACCOUNTS:,} accounts; load fewer")
            yield row[0], row[1]
    except csv.Error:
        raise _refused(name, rows.line_num, "no CSV; look for a quote that is not closed") from None
    except UnicodeDecodeError:
        raise _refused(name, rows.line_num + 1, "not UTF-8 text, here or soon after; save it as UTF-8") from None
    if not number:
        raise RefusedError(f"{name} names no account; write lines of platform,account. Nothing was changed.")


def _wrong(row: list[str]) -> str | None:
    if len(row) != len(HEADER):
        return f"{len(row)} columns, where two are needed: platform,account, with a comma between"
    if not row[0].strip() or not row[1].strip().removeprefix("@"):
        return "a platform or an account is missing; write both, or take the line out"
    if any(len(cell) > MOST_CHARACTERS or "\0" in cell for cell in row):
        return f"no account; one has up to {MOST_CHARACTERS} characters"
    return None


def _refused(name: str, line: int, what: str) -> RefusedError:
    return RefusedError(f"{name}:{line}: {what}. Nothing was changed.")
