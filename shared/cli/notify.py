"""The ways by which people are told: which they are, and whether they work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from shared.cli.context import As, AsJson, RefusedError, Session, an_id, session_of, tell_machine
from shared.cli.moments import clock, when
from shared.cli.tables import Cell, Screen, colored
from shared.plan import Person, Way

if TYPE_CHECKING:
    from shared.mark import Tested

#: A test is waited for so long, and looked after so often (seconds).
LONGEST = 30
EVERY = 1

app = typer.Typer(no_args_is_help=True)

PersonId = Annotated[str, an_id("PERSON", "The person's id in the plan.")]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one way: `why` it failed, or was not heard of."""

    way: Way
    became: Literal["sent", "failed", "no answer"]
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class LastTest:
    """One way of a person, by what of the plan it goes, and its last test; None where there was none."""

    way: Way
    goes_to: str
    at: datetime | None = None
    failed: str | None = None


@app.command("test", epilog="Example: firebreak notify test port-manager --way slack")
def try_ways(
    ctx: typer.Context,
    person: PersonId,
    way: Annotated[Way | None, typer.Option(help="Try this way alone.", show_default=False)] = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Send a person a test by each of their ways, and say what became of it. Ends with 1 where any did not arrive."""
    session = session_of(ctx)
    whom = _person(session, person)
    ways = _ways(whom, way)
    tried = _wait(session, whom, ways, session.trying.ask(whom, session.who(who), way))
    if as_json:
        tell_machine(tried)
    else:
        for one in tried:
            Screen().say(f"{one.way}: {_became(one)}")
    if any(one.became != "sent" for one in tried):
        raise typer.Exit(1)


@app.command(epilog="Example: firebreak notify ways port-manager")
def ways(ctx: typer.Context, person: PersonId, as_json: AsJson = False) -> None:
    """Show by which ways a person is told, and when each was last tried."""
    session = session_of(ctx)
    whom = _person(session, person)
    last = session.trying.last(whom)
    shown = [_last(whom, way, last.get(way)) for way in whom.ways()]
    if as_json:
        tell_machine(shown)
        return
    screen = Screen()
    screen.listing(("way", "goes to", "last test"), [_row(one, session.now) for one in shown])
    if whom.quiet is not None:
        kept = ", ".join(whom.quiet.ways) or "none"
        screen.say(
            f"Quiet {whom.quiet.hours.start:%H:%M} to {whom.quiet.hours.end:%H:%M}: urgent matters by {kept} only."
        )


def _person(session: Session, person_id: str) -> Person:
    people = {person.id: person for person in session.plan.people}
    if person_id not in people:
        raise RefusedError(f"the plan has no person {person_id!r}; it has {', '.join(people)}")
    return people[person_id]


def _ways(person: Person, way: Way | None) -> tuple[Way, ...]:
    """Raises RefusedError where there is none to be tried."""
    has = person.ways()
    if not has:
        raise RefusedError(f"{person.id} has no way to be told; give them one under people in the plan")
    if way is not None and way not in has:
        raise RefusedError(f"{person.id} is not told by {way}; the plan has {', '.join(has)}")
    return has if way is None else (way,)


def _wait(session: Session, person: Person, ways: tuple[Way, ...], asked: str) -> list[Tried]:
    """Looks until each way has an answer to this very test, or the time is over."""
    for _ in range(LONGEST // EVERY):
        tried = _tried(ways, session.trying.last(person), asked)
        if all(one.became != "no answer" for one in tried):
            return tried
        session.pause(EVERY)
    return _tried(ways, session.trying.last(person), asked)


def _tried(ways: tuple[Way, ...], last: Mapping[Way, Tested], asked: str) -> list[Tried]:
    tried: list[Tried] = []
    for way in ways:
        mark = last.get(way)
        if mark is None or mark.asked != asked:
            tried.append(Tried(way, "no answer", why=f"no answer within {LONGEST} s: see firebreak status"))
        elif mark.failed is not None:
            tried.append(Tried(way, "failed", mark.at, mark.failed))
        else:
            tried.append(Tried(way, "sent", mark.at))
    return tried


def _became(one: Tried) -> str:
    if one.became == "sent" and one.at is not None:
        return f"sent {clock(one.at)}"
    return f"failed: {one.why}" if one.became == "failed" else one.why


def _last(person: Person, way: Way, last: Tested | None) -> LastTest:
    goes_to = str(getattr(person, way))
    return LastTest(way, goes_to) if last is None else LastTest(way, goes_to, last.at, last.failed)


def _row(one: LastTest, now: datetime) -> list[Cell]:
    if one.at is None:
        last: Cell = "never tested: firebreak notify test"
    elif one.failed is None:
        last = f"sent {when(one.at, now)}"
    else:
        last = colored(f"failed {when(one.at, now)}: {one.failed}")
    return [one.way, one.goes_to, last]
