"""Subscribers: who asked to be told, and what became of it. Lists mask addresses; `show` shows one."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from shared.cli.context import AsJson, Whom, found, session_of, settled, tell_machine
from shared.cli.moments import ago, when
from shared.cli.tables import Cell, Screen, colored
from shared.subscriber import LANGUAGES, Delivery, Subscriber, SubscriberState, masked

app = typer.Typer(no_args_is_help=True)


@app.command("list", epilog="Example: firebreak subscriber list --state disabled")
def listing(
    ctx: typer.Context,
    state: Annotated[
        str, typer.Option(metavar="STATE", help="pending, active, disabled or unsubscribed.", show_default=True)
    ] = "active",
    as_json: AsJson = False,
) -> None:
    """List subscribers, with their addresses masked."""
    session = session_of(ctx)
    listed = [_masked(one) for one in session.audience.listed(_state(state))]
    if as_json:
        tell_machine(listed)
    elif listed:
        rows: list[list[Cell]] = [
            [one.id, one.kind, colored(one.state), one.language, ago(one.asked_at, session.now), one.address]
            for one in listed
        ]
        Screen().listing(("subscriber", "by", "state", "language", "asked", "address"), rows)
    else:
        Screen().say(f"No subscriber is {state}.")


@app.command(epilog="Example: firebreak subscriber show ada@example.com")
def show(ctx: typer.Context, whom: Whom, as_json: AsJson = False) -> None:
    """Show one subscriber, and what became of each word."""
    session = session_of(ctx)
    file = found(session.audience.find(whom), "such subscriber", "subscriber list")
    one = file.subscriber
    if as_json:
        # A webhook's secret is shown once, when it signs up.
        tell_machine(replace(file, subscriber=replace(one, secret="")))
        return
    screen = Screen()
    screen.say(f"{one.id}  {one.address or '(the address was deleted)'}", style="bold")
    facts: list[tuple[str, Cell]] = [
        ("state", colored(one.state)),
        ("by", one.kind),
        ("language", one.language),
        ("asked", when(one.asked_at, session.now)),
        ("confirmed", when(one.confirmed_at, session.now)),
    ]
    if one.over_at is not None:
        facts.append((one.state, f"{when(one.over_at, session.now)}: {one.because}"))
    if one.failing_since is not None:
        facts.append(("failing since", when(one.failing_since, session.now)))
    screen.facts(facts)
    if file.deliveries:
        screen.heading("Deliveries")
        screen.facts([(delivery.part, _became(delivery)) for delivery in file.deliveries])


@app.command(epilog="Example: firebreak subscriber add ada@example.com --language pt")
def add(
    ctx: typer.Context,
    whom: Annotated[str, typer.Argument(metavar="ADDRESS", help="A mail address, or a webhook's https URL.")],
    language: Annotated[str, typer.Option(metavar="CODE", help=f"One of {', '.join(LANGUAGES)}.")] = LANGUAGES[0],
    as_json: AsJson = False,
) -> None:
    """Ask somebody whether they want to be told: they are once they say yes."""
    session = session_of(ctx)
    added = settled(session.audience.add(whom, language, session.now, allow_loopback=session.local))
    if as_json:
        tell_machine(added)
        return
    screen = Screen()
    screen.say(f"{added.subscriber.id} is asked, and is told from the answer on.")
    if added.secret:
        screen.say(f"Its secret, shown this once: {added.secret}")


@app.command(epilog="Example: firebreak subscriber remove ada@example.com")
def remove(ctx: typer.Context, whom: Whom, as_json: AsJson = False) -> None:
    """Unsubscribe somebody: nothing more goes out, and the address is deleted."""
    session = session_of(ctx)
    gone = settled(session.audience.remove(whom, session.now))
    if as_json:
        tell_machine(gone)
    else:
        Screen().say(f"{gone.id} is told nothing more; the address is deleted.")


@app.command(epilog="Example: firebreak subscriber resume https://example.com/hooks/status")
def resume(ctx: typer.Context, whom: Whom, as_json: AsJson = False) -> None:
    """Tell a disabled subscriber again, and what was given up once more."""
    session = session_of(ctx)
    resumed = settled(session.audience.resume(whom, session.now))
    if as_json:
        tell_machine(_masked(resumed))
    else:
        Screen().say(f"{resumed.id} is told again, from the next minute on.")


def _masked(subscriber: Subscriber) -> Subscriber:
    return replace(subscriber, address=masked(subscriber.address), secret="")


def _state(given: str) -> SubscriberState:
    match given:
        case "pending" | "active" | "disabled" | "unsubscribed":
            return given
    raise typer.BadParameter("say pending, active, disabled or unsubscribed", param_hint="--state")


def _became(delivery: Delivery) -> str:
    tries = f"{delivery.tries} {'try' if delivery.tries == 1 else 'tries'}"
    why = f": {delivery.failed}" if delivery.failed else ""
    return f"{delivery.state.replace('_', ' ')}, {tries}{why}"
