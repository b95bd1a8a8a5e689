"""Whether a source can be heard: what its platform needs next, what it lacks, and what it answers now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import AsJson, RefusedError, session_of, tell_machine
from shared.cli.moments import clock, when
from shared.cli.source_named import Name, known, sources_of
from shared.cli.source_views import paused_words, rhythm_words, setting_words, trial_words
from shared.cli.tables import Screen
from shared.cli.trouble import REFUSED, UNREACHABLE
from shared.ears.known import names, platform
from shared.ears.platform import Platform

if TYPE_CHECKING:
    from shared.operations.source_checked import CheckedSource, HasCredential

app = typer.Typer()


@app.command(epilog="Example: firebreak source check forum")
def check(
    ctx: typer.Context,
    name: Name,
    ask: Annotated[
        bool,
        typer.Option("--ask/--no-ask", help="Whether the platform is asked now, as a sweep would; nothing is kept."),
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Say what a source's platform needs next, try its credentials, and show its last delivery.

    Ends with 1 where something is missing, wrong or late, with 3 where its platform can't be reached.
    """
    session = session_of(ctx)
    source = known(session, name)
    found = platform(source.platform)
    if found is None:
        raise RefusedError(f"nobody can read {source.platform!r}; correct it in the plan: one of {', '.join(names())}")
    from shared.operations.source_checked import checked

    seen = checked(sources_of(session), source, found, session.now, ask=ask, allow_loopback=session.local)
    if as_json:
        tell_machine(seen)
    else:
        _show(Screen(), seen, found, session.now, asked=ask)
    if seen.outcome != "well":
        raise typer.Exit(REFUSED if seen.outcome == "wrong" else UNREACHABLE)


def _show(screen: Screen, seen: CheckedSource, found: Platform, now: datetime, *, asked: bool) -> None:
    source = seen.standing.source
    screen.say(f"{source.name}: {seen.title}, by {source.how}, for {source.brand}", style="bold")
    screen.facts(_facts(seen, now))
    _show_steps(screen, seen)
    screen.heading("Credentials")
    screen.facts([(one.part, _has(one)) for one in seen.credentials] or [("", "None are needed.")])
    if seen.keys_changed_at is not None:
        screen.say(f"  The secret of all sources was last changed {when(seen.keys_changed_at, now)}.")
    if found.settings:
        screen.heading("Settings in the plan")
        screen.facts([(one.name, setting_words(one, source)) for one in found.settings])
    screen.heading("Asked just now")
    told = [(trial.what, words) for trial in seen.trials for words in trial_words(trial, now)]
    screen.facts(told or [("", _why_unasked(seen, asked=asked))])
    screen.heading("Audit")
    screen.facts(
        [(one.kind, f"{one.what}, since {clock(one.since)}") for one in seen.findings] or [("", "Nothing is wrong.")]
    )
    if seen.outcome != "well":
        said = "Not well: see above." if seen.outcome == "wrong" else "Its platform could not be reached."
        screen.heading(said)


def _facts(seen: CheckedSource, now: datetime) -> list[tuple[str, str]]:
    source, mark, paused = seen.standing.source, seen.standing.mark, seen.standing.paused
    facts = [
        ("address", seen.address),
        ("url", source.url or ""),
        ("looks for", ", ".join(source.look_for)),
        ("paused", paused_words(paused, now) if paused else ""),
        ("heard", when(mark.heard_at, now) if mark.heard_at else "nothing yet"),
        ("newest", f"{seen.last.id}, {when(seen.last.seen_at, now)}" if seen.last else ""),
        ("swept", when(mark.swept_at, now) if source.how == "sweep" else ""),
        ("failing", f"since {when(mark.unswept_since, now)}: {mark.why}" if mark.unswept_since else ""),
        ("greeted", when(mark.greeted_at, now) if mark.greeted_at else ""),
        ("good until", when(mark.good_until, now) if mark.good_until else ""),
        ("token until", when(mark.token_until, now) if mark.token_until else ""),
        ("note", mark.note),
        ("rhythm", rhythm_words(source, mark)),
    ]
    return [(name, words) for name, words in facts if words]


def _show_steps(screen: Screen, seen: CheckedSource) -> None:
    if not seen.steps:
        return
    screen.heading(f"What {seen.title} needs")
    screen.facts([(f"{number}.", step) for number, step in enumerate(seen.steps, 1)])
    if seen.address.endswith("/SECRET"):
        screen.say("  SECRET stands for the credential `secret`: the address is one itself. Show it to nobody else.")


def _has(one: HasCredential) -> str:
    if one.valid:
        several = f"{one.valid} are good: {one.command} --retire, once the newest is used" if one.valid > 1 else "set"
        return f"{several}; {one.what}"
    return f"{'not set (it need not be)' if one.optional else 'MISSING'}: {one.what}; {one.command} ({one.where})"


def _why_unasked(seen: CheckedSource, *, asked: bool) -> str:
    if not asked:
        return "Nothing: --no-ask."
    if any(not one.optional and not one.valid for one in seen.credentials):
        return "Nothing: a credential is missing."
    return "Nothing: it calls us, and there is nothing to try. Write something there, and look here again."
