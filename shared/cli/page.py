"""The status page without a deployment: built into a folder, served on this machine, or its input written to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import AsJson, Session, session_of, tell_machine
from shared.cli.tables import Screen

if TYPE_CHECKING:
    from shared.cli.page_input import PageInput
    from shared.page.site import SiteObject

PANEL = "Speak"

app = typer.Typer(no_args_is_help=True)

From = Annotated[
    Path | None,
    typer.Option(
        "--from", metavar="FILE", help="A file that `firebreak page export` wrote. Without it, the deployment's store."
    ),
]


@dataclass(frozen=True, slots=True)
class Built:
    folder: str
    objects: int


@app.command(epilog="Example: firebreak page build --out page")
def build(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new or empty folder, or one that this made.")],
    source: From = None,
    as_json: AsJson = False,
) -> None:
    """Render the whole page into a folder that any web server can serve."""
    from shared.cli.page_folder import write

    built = Built(str(out), write(out, _rendered(session_of(ctx), source)))
    if as_json:
        tell_machine(built)
    else:
        Screen().say(f"{built.objects} objects of the page are in {out}; see them: firebreak page serve --dir {out}")


@app.command(epilog="Example: firebreak page serve --from page.json --port 8080")
def serve(
    ctx: typer.Context,
    source: From = None,
    folder: Annotated[
        Path | None, typer.Option("--dir", metavar="DIR", help="A folder that `firebreak page build` made.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8080,
) -> None:
    """Serve the page to this machine alone, with the CDN's headers, until Ctrl-C."""
    from shared.cli.context import RefusedError
    from shared.cli.page_folder import read
    from shared.cli.page_server import Server

    if folder is not None and source is not None:
        raise typer.BadParameter("--from and --dir are two places to take the page from; name one")
    objects = read(folder) if folder else {one.key: one for one in _rendered(session_of(ctx), source)}
    try:
        server = Server(objects, port)
    except OSError as error:
        raise RefusedError(f"port {port} can't be had: {error.strerror}; name another: --port 0") from None
    with server:
        Screen().say(f"{len(objects)} objects on {server.url}/ until Ctrl-C")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            Screen().say("ended")


@app.command(epilog="Example: firebreak page export > page.json")
def export(ctx: typer.Context) -> None:
    """Write the plan in force and all public statements as one JSON document, for `--from`. It names staff."""
    from shared.cli.page_input import from_store

    tell_machine(from_store(session_of(ctx)))


def _rendered(session: Session, source: Path | None) -> tuple[SiteObject, ...]:
    # jinja2: only who renders a page waits for it.
    from shared.page.site import render

    given = _input(session, source)
    return render(given.statements, given.plan, session.now, given.door)


def _input(session: Session, source: Path | None) -> PageInput:
    from shared.cli.page_input import from_file, from_store

    return from_store(session) if source is None else from_file(source)
