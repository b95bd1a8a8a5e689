"""Adding a source to the plan's file: a few lines, put in where they belong, if the plan with them is a good one."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import AsJson, RefusedError, Session, session_of, tell_machine
from shared.cli.files import read_text
from shared.cli.plan_source import checked
from shared.cli.tables import Screen
from shared.ears.known import platform
from shared.ears.platform import typed
from shared.plan import Plan, Source
from shared.plan_live import credentials_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.cli.source_lines import Entry

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class AddedSource:
    """What was written into which file (`written` is False for a dry run), and what is to be typed next."""

    file: str
    source: Source
    lines: tuple[str, ...]
    written: bool
    next: tuple[str, ...]


@app.command(epilog="Example: firebreak source add forum --platform discourse --brand Acme --plan plan.yaml")
def add(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A short name: a to z, 0 to 9 and -.", show_default=False)
    ],
    on: Annotated[str, typer.Option("--platform", metavar="PLATFORM", help="See: firebreak source list --platforms.")],
    file: Annotated[Path, typer.Option("--plan", metavar="FILE", help="The plan's file.")] = Path("plan.yaml"),
    how: Annotated[
        str | None,
        typer.Option(metavar="HOW", help="webhook or sweep; else the platform's best way.", show_default=False),
    ] = None,
    brand: Annotated[
        str | None,
        typer.Option(metavar="BRAND", help="Whose mentions; else the brand of all others.", show_default=False),
    ] = None,
    look_for: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="What to look for there; several times.", show_default=False),
    ] = None,
    ours: Annotated[
        list[str] | None,
        typer.Option(metavar="ACCOUNT", help="An account of your own there; several times.", show_default=False),
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="The address there.", show_default=False)] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="A setting of the platform's; several times.", show_default=False),
    ] = None,
    every: Annotated[
        str | None, typer.Option(metavar="SPAN", help="How often it is swept: 15m.", show_default=False)
    ] = None,
    quiet_after: Annotated[
        str | None,
        typer.Option(metavar="SPAN", help="Silence that is a fault: 24h, or never.", show_default=False),
    ] = None,
    secret: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The source whose credentials it uses too.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; show the lines.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add a source to the plan's file, if `plan check` has nothing against it. Nothing else in the file changes."""
    from shared.cli.source_lines import Entry  # it brings yaml

    session = session_of(ctx)
    if str(file) == "-":
        raise typer.BadParameter("name the plan's file: lines are written into it")
    plan = checked(file, session.now)
    entry = Entry(
        name=name,
        platform=on,
        how=how or _best_way(on),
        brand=brand or _brand(plan),
        url=url,
        every=every,
        quiet_after=quiet_after,
        secret=secret,
        look_for=tuple(look_for or ()),
        ours=tuple(ours or ()),
        settings=settings_of(setting),
    )
    answer = _added(file, plan, entry, session, write=not dry_run)
    if as_json:
        tell_machine(answer)
    else:
        _tell(Screen(), answer)


def settings_of(given: Sequence[str] | None) -> dict[str, str]:
    """The settings in `NAME=VALUE`. Raises a usage error where there is no name."""
    settings = {}
    for one in given or ():
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"{one!r} is no setting; write it like units_a_day=5000")
        settings[name.strip()] = value.strip()
    return settings


def _best_way(name: str) -> str:
    # An unknown one is refused by the plan's own rules, in their words.
    found = platform(name)
    return "webhook" if found is None else found.ways[0]


def _brand(plan: Plan) -> str:
    brands = sorted({source.brand for source in plan.sources})
    if len(brands) != 1:
        raise typer.BadParameter(
            f"say whose mentions these are: --brand ({', '.join(brands) or 'the plan has none yet'})"
        )
    return brands[0]


def _added(file: Path, plan: Plan, entry: Entry, session: Session, *, write: bool) -> AddedSource:
    from shared.cli.source_lines import added, lines
    from shared.plan_file import PlanFileError, read_plan

    text, new = read_text(file), tuple(lines(entry))
    whole = added(text, entry)
    try:
        after = None if whole is None else read_plan(whole, session.now)
    except PlanFileError as error:
        told = "\n".join(f"{finding.what}; {finding.mend}" for finding in error.findings)
        raise RefusedError(f"{told}\nNothing was written.") from None
    if whole is None or after is None or replace(after, sources=after.sources[:-1]) != plan:
        shown = "\n".join(new)
        raise RefusedError(f"in {file} the sources are not written one below the other; add this yourself:\n{shown}")
    if write:
        _write(file, whole)
    source = after.sources[-1]
    return AddedSource(str(file), source, new, write, _next(file, source))


def _write(file: Path, text: str) -> None:
    try:
        mark = codecs.BOM_UTF8 if file.read_bytes().startswith(codecs.BOM_UTF8) else b""
        file.write_bytes(mark + text.encode())
    except OSError as error:
        raise RefusedError(f"{file} can't be written: {error.strerror}") from None


def _next(file: Path, source: Source) -> tuple[str, ...]:
    found = platform(source.platform)
    needed = () if found is None else credentials_of(source, found)
    title = source.platform if found is None else found.title
    return (
        f"firebreak plan publish {file}",
        *(f"{typed(source, one.part)}    {one.what}: {one.where}" for one in needed if not one.optional),
        f"firebreak source check {source.name}    what {title} needs next, and our address",
    )


def _tell(screen: Screen, answer: AddedSource) -> None:
    screen.say(f"{'Added to' if answer.written else 'Would be added to'} {answer.file}:")
    screen.text("\n".join(answer.lines))
    screen.say("Next:")
    screen.text("\n".join(answer.next))
