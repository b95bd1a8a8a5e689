"""The judging alone, over a file of texts: no deployment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from shared.cli.context import session_of
from shared.cli.plan_source import whole
from shared.cli.tables import Screen

PANEL = "Keep"
#: With this exit code some line held no mention, or the usage was wrong.
WRONG = 2

HELP = "\n\n".join(  # a paragraph is a line: the terminal folds it
    (
        "Judge texts as the system does: one verdict a line, in the order of the file.",
        "FILE holds one JSON object a line: text, and optionally id (else the line's number), platform, language (a "
        "code) and rating (1 to 5). Out comes one JSON object a line: id, complaint (the probability that it is one), "
        "kind, severity (expected, 0 to 4), sentiment, language, instance, confidence, reasons, priority, angry, asks, "
        "alternatives, rules, judged_by.",
        "Without --plan there is no instance to send a mention to, and the built-in rules alone are heard.",
        "A line that holds no mention is told of on standard error, and the others are judged. Ends with 2 then, else "
        "with 0.",
    )
)

app = typer.Typer()


@app.command(rich_help_panel=PANEL, help=HELP, epilog="Example: firebreak triage posts.jsonl --plan plan.yaml")
def triage(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Texts, as JSON lines; - is standard input.", show_default=False)
    ],
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="FILE", help="The crisis plan whose instances and rules count.", show_default=False
        ),
    ] = None,
) -> None:
    """Judge texts as the system does: one verdict a line, in the order of the file."""
    # The judging is not waited for by the other commands.
    from shared.cli.triage_lines import NO_PLAN, judged, judging, lines_of

    screen, wrong = Screen(error=True), 0

    def complain(number: int, what: str) -> None:
        nonlocal wrong
        wrong += 1
        screen.say(f"line {number} {what}")

    now = session_of(ctx).now
    with _opened(file) as opened:
        judge = judging(NO_PLAN if plan is None else whole(plan), now, screen.say)
        for line in judged(lines_of(opened), judge, complain, now):
            sys.stdout.write(line + "\n")
            if str(file) == "-":  # who feeds it line by line waits for each answer
                sys.stdout.flush()
    if wrong:
        screen.say(f"{wrong:,} line{'' if wrong == 1 else 's'} held no mention; the others were judged.")
        raise typer.Exit(WRONG)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        opened = file.open("rb")
    except OSError as error:
        raise typer.BadParameter(f"{file} can't be read: {error.strerror}") from None
    with opened:
        yield opened
