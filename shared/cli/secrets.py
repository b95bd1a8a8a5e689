"""Secrets: setting one, with the one before it still good. A value comes from a pipe or a hidden prompt only."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

import typer

from shared.cli.context import AsJson, session_of, tell_machine
from shared.cli.tables import Screen

#: Secrets Manager takes 64 KiB for all of them together.
MOST_CHARACTERS = 8_192

app = typer.Typer(no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class SecretSet:
    """`valid` counts the values that are good now: the new one, and the one before it."""

    name: str
    valid: int


@app.command(epilog="Example: firebreak secret source forum < forum-secret.txt")
def source(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SOURCE", help="A source of the plan.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Set what a source signs its calls with. The value before stays good until the next one."""
    session = session_of(ctx)
    plan = session.plan_if_any
    _warn(name, "source", None if plan is None else {one.name for one in plan.sources})
    _rotate(session.deployment.source_secrets, name, as_json)


@app.command(epilog="Example: firebreak secret channel care < slack-webhook.txt")
def channel(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="CHANNEL", help="A name that people have as `slack` in the plan.", show_default=False),
    ],
    as_json: AsJson = False,
) -> None:
    """Set where notices of a channel go: the address of its Slack webhook."""
    session = session_of(ctx)
    plan = session.plan_if_any
    _warn(name, "slack channel", None if plan is None else {one.slack for one in plan.people if one.slack})
    _rotate(session.deployment.channel_secrets, name, as_json)


def _rotate(secret_id: str, name: str, as_json: bool) -> None:
    from shared.operations.rotation import rotate

    valid = rotate(secret_id, name, _value(name))
    if as_json:
        tell_machine(SecretSet(name, valid))
    else:
        kept = "; the one before it is good too, until the next" if valid > 1 else ""
        Screen().say(f"{name} is set{kept}. Functions use it within five minutes.")


def _value(name: str) -> str:
    if sys.stdin.isatty():
        value: str = typer.prompt(f"Value for {name}", hide_input=True, confirmation_prompt=True, err=True)
    else:
        value = sys.stdin.read(MOST_CHARACTERS + 1)
    value = value.strip("\r\n")
    if not value.strip() or len(value) > MOST_CHARACTERS:
        raise typer.BadParameter(f"a secret has 1 to {MOST_CHARACTERS:,} characters; pipe it in, or type it")
    return value


def _warn(name: str, noun: str, known: Collection[str] | None) -> None:
    if known is not None and name not in known:
        has = ", ".join(sorted(known)) or "none"
        Screen(error=True).say(f"Note: the plan in force has no {noun} {name!r} (it has {has}).")
