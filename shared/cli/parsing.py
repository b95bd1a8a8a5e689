"""What would be stored of a file that a platform sent or answered: read here, without AWS, and kept nowhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

import typer

from shared.cli.context import session_of
from shared.cli.files import read_text
from shared.cli.source_adding import settings_of
from shared.cli.source_named import known_platform
from shared.cli.tables import Screen
from shared.cli.terminal import safe_json
from shared.delivery import Delivery, How, Parsed
from shared.ears.platform import Platform
from shared.plan import Source

PANEL = "Hear"
#: A sweep reads no longer answer than this (bytes; shared/ears/fetch.py).
MOST_BYTES = 2_000_000
#: With this exit code the file is wrong, or the command's own usage.
WRONG = 2

app = typer.Typer()


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak parse discourse post.json --headers headers.txt")
def parse(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="PLATFORM", help="See: firebreak source list --platforms.", show_default=False),
    ],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The body, byte for byte; - is standard input.", show_default=False)
    ],
    headers: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Its headers: lines of `Name: value`, or a JSON object, or one under `headers` in it.",
            show_default=False,
        ),
    ] = None,
    sweep: Annotated[bool, typer.Option("--sweep", help="It is an answer to a sweep, and no webhook.")] = False,
    fetch: Annotated[
        bool,
        typer.Option(
            "--fetch", help="It is an answer to what a delivery only named (header firebreak-asked: its ids)."
        ),
    ] = False,
    brand: Annotated[str, typer.Option(metavar="BRAND", help="Whose mentions these are.")] = "brand",
    ours: Annotated[
        list[str] | None,
        typer.Option(metavar="ACCOUNT", help="An account of your own there; several times.", show_default=False),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--source-url", metavar="URL", help="The source's `url` in the plan.", show_default=False),
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE", help="A setting of the source in the plan; several times.", show_default=False
        ),
    ] = None,
) -> None:
    """Print what would be stored of a delivery as JSON lines: mentions, tombstones, what is wanted or passed over.

    Ends with 2 where a part of the file can't be read, and says which. Nothing is kept, and no deployment is needed.
    """
    found = known_platform(name)
    how = _how(found, sweep=sweep, fetch=fetch)
    settings = _settings(found, settings_of(setting))
    way: Literal["webhook", "sweep"] = "webhook" if how == "webhook" else "sweep"
    source = Source(found.name, found.name, way, brand, url, ours=tuple(ours or ()), settings=settings)
    came = _kept({} if headers is None else read_headers(headers), found, how)
    delivery = Delivery(source.name, found.name, how, _body(file), came, session_of(ctx).now)
    from shared.operations.reading import would_keep

    parsed = would_keep(found.parse, delivery, source)
    lines = list(document(parsed))
    for line in lines:
        typer.echo(line)
    if not lines:
        Screen(error=True).say(f"{file} holds nothing: no post, and nothing that was passed over.")
    if parsed.faults:
        _complain(Screen(error=True), file, found, parsed)
        raise typer.Exit(WRONG)


def document(parsed: Parsed) -> Iterator[str]:
    """One JSON line for each part of a delivery, named by what it is."""
    from shared.codec import encode

    nouns = (
        *(("mention", one) for one in parsed.mentions),
        *(("tombstone", one) for one in parsed.tombstones),
        *(("wanted", one) for one in parsed.wanted),
        *(("skipped", one) for one in parsed.skipped),
        *(("fault", one) for one in parsed.faults),
    )
    yield from (safe_json(encode({word: noun})) for word, noun in nouns)


def read_headers(file: Path) -> dict[str, str]:
    """The headers in a file, by lower-case names. Raises a usage error where there are none."""
    text = read_text(file)
    if text.lstrip().startswith("{"):
        return _headers_in_json(file, text)
    headers: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        name, colon, value = line.partition(":")
        # As curl and proxies show them, what was asked or answered stands above the headers.
        if not line.strip() or (number == 1 and "HTTP/" in line):
            continue
        if not colon or not name.strip() or " " in name.strip():
            raise typer.BadParameter(f"{file}:{number}: this is no header; write lines like `content-type: text/xml`")
        headers[name.strip().lower()] = value.strip()
    return headers


def _headers_in_json(file: Path, text: str) -> dict[str, str]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise typer.BadParameter(f"{file} begins like a JSON object, and is none; correct it") from None
    inner = value.get("headers", value)
    if not isinstance(inner, dict) or not all(isinstance(one, str) for one in inner.values()):
        raise typer.BadParameter(f"{file}: the headers must be a JSON object of names to texts")
    return {name.lower(): one for name, one in inner.items()}


def _how(found: Platform, *, sweep: bool, fetch: bool) -> How:
    if sweep and fetch:
        raise typer.BadParameter("it came by a sweep or by a fetch: give one of --sweep and --fetch")
    if fetch and found.fetch is None:
        raise typer.BadParameter(f"nothing is fetched from {found.title}")
    if sweep and found.sweep is None:
        raise typer.BadParameter(f"{found.title} is not swept: it calls us. Leave --sweep out")
    return "fetch" if fetch else "sweep" if sweep or found.door is None else "webhook"


def _settings(found: Platform, given: Mapping[str, str]) -> Mapping[str, str]:
    known = [one.name for one in found.settings]
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            mend = f"did you mean {near[0]}?" if near else f"it knows {', '.join(known) or 'none'}"
            raise typer.BadParameter(f"{found.title} knows no setting {name!r}; {mend}")
    return given


def _kept(headers: Mapping[str, str], found: Platform, how: How) -> dict[str, str]:
    """The headers that a delivery keeps: of a webhook those that its platform reads, of an answer what we told it."""
    if how == "webhook" and found.door is not None:
        return {name: headers[name] for name in found.door.headers if name in headers}
    return {name: value for name, value in headers.items() if name == "content-type" or name.startswith("firebreak-")}


def _body(file: Path) -> bytes:
    try:
        if str(file) == "-":
            body = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with file.open("rb") as opened:
                body = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise typer.BadParameter(f"{file} can't be read: {error.strerror}") from None
    if len(body) > MOST_BYTES:
        raise typer.BadParameter(f"{file} is larger than {MOST_BYTES:,} bytes; no delivery is")
    return body


def _complain(screen: Screen, file: Path, found: Platform, parsed: Parsed) -> None:
    for fault in parsed.faults:
        screen.say(f"{file}: {fault.where or 'body'} {fault.what}")
    several = f"{len(parsed.faults)} parts" if len(parsed.faults) > 1 else "One part"
    screen.say(
        f"{several} can't be read. Correct the file, or --headers, --sweep and --fetch by which it is read; where the"
        f" platform does send this, mend shared/platforms/{found.name}.py."
    )
