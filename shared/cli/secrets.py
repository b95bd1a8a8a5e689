"""Secrets: setting one, with the one before it still good. A value comes from a pipe or a hidden prompt only."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import typer

from shared.cli.context import AsJson, session_of, tell_machine
from shared.cli.tables import Screen
from shared.plan import SLACK_SIGNING, Plan, Way
from shared.plan_live import NAMED

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
        typer.Argument(
            metavar="CHANNEL",
            help="A name that people have as `slack`, `teams`, `pagerduty` or `webhook`; or slack-signing.",
            show_default=False,
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Set where notices of a channel go: its webhook's address, or its key; or what Slack signs its calls with."""
    session = session_of(ctx)
    value = _value(name)
    if name != SLACK_SIGNING:
        ways = _ways(session.plan_if_any)
        _warn(name, "channel", None if session.plan_if_any is None else ways)
        for way in ways.get(name, ()):
            wrong = import_module(f"shared.channels.{way}").check(value)
            if wrong is not None:
                raise typer.BadParameter(f"as the plan's {way}: {wrong}")
    _rotate(session.deployment.channel_secrets, name, as_json, value)


def _ways(plan: Plan | None) -> dict[str, set[Way]]:
    """By which ways people are told through each named secret."""
    named: dict[str, set[Way]] = {}
    for person in () if plan is None else plan.people:
        for way in NAMED:
            name = getattr(person, way)
            if name is not None:
                named.setdefault(name, set()).add(way)
    return named


def _rotate(secret_id: str, name: str, as_json: bool, value: str | None = None) -> None:
    from shared.operations.rotation import rotate

    valid = rotate(secret_id, name, _value(name) if value is None else value)
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
