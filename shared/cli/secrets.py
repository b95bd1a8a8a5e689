"""Secrets of channels, and of sources by the name that this had before: the one before a new one is still good."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from shared.cli import source_secret
from shared.cli.context import AsJson, session_of
from shared.cli.secret_value import put, value_for, warn_unknown
from shared.plan import SLACK_SIGNING, Plan, Way
from shared.plan_live import NAMED

app = typer.Typer(no_args_is_help=True)
app.command("source", epilog="Example: firebreak secret source forum < forum-secret.txt")(source_secret.secret)


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
    value = value_for(name)
    if name != SLACK_SIGNING:
        ways = _ways(session.plan_if_any)
        warn_unknown(name, "channel", None if session.plan_if_any is None else ways)
        for way in ways.get(name, ()):
            wrong = import_module(f"shared.channels.{way}").check(value)
            if wrong is not None:
                raise typer.BadParameter(f"as the plan's {way}: {wrong}")
    put(session.deployment.channel_secrets, name, value, as_json=as_json)


def _ways(plan: Plan | None) -> dict[str, set[Way]]:
    """By which ways people are told through each named secret."""
    named: dict[str, set[Way]] = {}
    for person in () if plan is None else plan.people:
        for way in NAMED:
            name = getattr(person, way)
            if name is not None:
                named.setdefault(name, set()).add(way)
    return named
