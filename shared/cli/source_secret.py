"""The credentials of a source: setting one, with the one before it still good, and dropping that one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

import typer

from shared.cli.context import AsJson, RefusedError, Session, session_of, tell_machine
from shared.cli.secret_value import put, value_for, warn_unknown
from shared.cli.tables import Screen
from shared.ears.known import platform
from shared.ears.platform import Credential, Platform
from shared.plan import Source

#: What stands in an address as it is (RFC 3986, 2.3): all else would have to be written otherwise there.
_IN_AN_ADDRESS = re.compile(r"[A-Za-z0-9._~-]+", re.ASCII)
_NAME = re.compile(r"[a-z0-9-]{1,64}", re.ASCII)

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Retired:
    """`gone` counts the older values that were dropped."""

    name: str
    gone: int


@app.command(epilog="Example: firebreak source secret forum --part token < forum-token.txt")
def secret(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SOURCE", help="A source of the plan.", show_default=False)],
    part: Annotated[
        str,
        typer.Option(metavar="PART", help="Which of its credentials; `firebreak source check SOURCE` lists them."),
    ] = "secret",
    retire: Annotated[
        bool, typer.Option("--retire", help="Drop the older value, once the platform uses the newest. Reads no value.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Set a credential of a source, from a pipe or a hidden prompt. The value before stays good until the next one."""
    session = session_of(ctx)
    source = _source(session, name)
    found = None if source is None else platform(source.platform)
    if found is not None:
        _known(part, found)
    full = _kept_as(name, part, source)
    if retire:
        _retire(session, full, as_json=as_json)
        return
    value = value_for(full)
    if part == "secret" and found is not None and found.door is not None and found.door.secret_path:
        _fits_an_address(value, found)
    put(session.deployment.source_secrets, full, value, as_json=as_json)


def _source(session: Session, name: str) -> Source | None:
    plan = session.plan_if_any
    warn_unknown(name, "source", None if plan is None else {one.name for one in plan.sources})
    return None if plan is None else plan.source(name)


def _known(part: str, found: Platform) -> None:
    """Raises RefusedError where the platform has no such credential: it would lie there, and nobody would use it."""
    ways = [way.credentials for way in (found.door, found.sweep) if way is not None]
    has: dict[str, Credential] = {one.part: one for credentials in reversed(ways) for one in credentials}
    if part in has:
        return
    listed = "".join(f"\n  --part {one.part}: {one.what} ({one.where})" for one in has.values())
    raise RefusedError(f"{found.title} has no credential {part!r}; it {f'has{listed}' if has else 'needs none'}")


def _kept_as(name: str, part: str, source: Source | None) -> str:
    # Imported only now: it brings boto3.
    from shared.ears.credentials import name_of

    if source is None and not (_NAME.fullmatch(name) and _NAME.fullmatch(part)):
        raise typer.BadParameter("a source and a part are named with a to z, 0 to 9 and -")
    return name_of(source or Source(name, "", "webhook", ""), part)


def _fits_an_address(value: str, found: Platform) -> None:
    if not _IN_AN_ADDRESS.fullmatch(value):
        Screen(error=True).say(
            f"Note: {found.title} may call an address that ends with this secret, which can't hold all of its"
            " characters: letters, digits, - . _ and ~ can. Where it signs its calls, all is well."
        )


def _retire(session: Session, name: str, *, as_json: bool) -> None:
    from shared.operations.rotation import retire

    gone = retire(session.deployment.source_secrets, name)
    if gone is None:
        raise RefusedError(f"{name} has no value that could be retired; set one first")
    if as_json:
        tell_machine(Retired(name, gone))
    elif gone:
        Screen().say(f"Only the newest value of {name} is good now. Functions know within five minutes.")
    else:
        Screen().say(f"{name} had only one value: nothing is retired.")
