"""The detector alone, over a file of counts: no deployment, no plan."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer

from shared.cli.context import tell_machine
from shared.cli.series_file import TIMESTAMP, VALUE, Row, SeriesFileError, Spans, judged
from shared.cli.tables import Screen

PANEL = "Keep"
#: So many alarms, and rows that were passed over, are named; the rest are counted.
NAMED_ALARMS = 1_000
SAID_ALARMS = 5
NAMED_WRONG = 10
#: No row of counts is longer (characters); without such an end a file of one line would be read whole.
LONGEST_LINE = 100_000

HELP = "\n\n".join(  # a paragraph is a line: the terminal folds it
    (
        "Score counts of mentions as the system does: how far each step stands out from the record before it.",
        "FILE is UTF-8 with a header that names the columns timestamp and value, parted by commas, semicolons or "
        "tabs; other columns are left out. A timestamp is ISO 8601, in UTC where it names no zone. Out come timestamp "
        "and value as they were, anomaly_score (0 to 1; 0.5 is just enough) and alarm (0 or 1, at the shipped "
        "threshold).",
        "Each row is scored by the rows before it alone. It is as long as rows are apart at the beginning of the file "
        "(the median of the first nine); rows that are closer than a minute are added up. Where rows are missing, it "
        "is taken that nobody listened.",
        "A row without a time, without a count of 0 or more, or not later than the row before it is passed over: it "
        "keeps its place, with a score of 0, and is told of on standard error.",
        "Ends with 2 where FILE can't be read, else with 0.",
    )
)

app = typer.Typer()


@dataclass(slots=True)
class Told:
    """What a run over one file came to. Of many alarms the first are named in `alarmed_at`."""

    rows: int = 0
    steps: int = 0
    span_minutes: float = 0.0
    alarms: int = 0
    alarmed_at: list[str] = field(default_factory=list)
    passed_over: int = 0
    why: list[str] = field(default_factory=list)

    def add(self, row: Row) -> None:
        self.rows += 1
        if row.wrong:
            self.passed_over += 1
            if len(self.why) < NAMED_WRONG:
                self.why.append(f"line {row.line}: {row.wrong}")
            return
        self.steps += 1
        if row.alarm:
            self.alarms += 1
            if len(self.alarmed_at) < NAMED_ALARMS:
                self.alarmed_at.append(row.timestamp)


@app.command(rich_help_panel=PANEL, help=HELP, epilog="Example: firebreak detect counts.csv --out scored.csv")
def detect(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Counts, as CSV; - is standard input.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the rows there, not to standard output.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The closing figures as JSON, instead of the rows.")] = False,
) -> None:
    """Score counts of mentions as the system does: how far each step stands out from the record before it."""
    if out is not None and file.exists() and out.exists() and out.samefile(file):
        raise typer.BadParameter("that is the file that is read; name another one", param_hint="--out")
    told, spans = Told(), Spans()
    try:
        with _lines(file) as lines:
            rows = judged(lines, spans)  # before anything is written: a file without its columns leaves the old answer
            with _writing(out, silent=as_json and out is None) as write:
                for row in rows:
                    told.add(row)
                    write((row.timestamp, row.value, f"{row.score:.6f}", int(row.alarm)))
    except SeriesFileError as error:
        raise typer.BadParameter(f"{file}: {error}") from None
    except UnicodeDecodeError as error:
        where = f"after line {told.rows + 1}" if told.rows else "at its beginning"
        raise typer.BadParameter(f"{file} is not UTF-8 text {where} ({error.reason}); save it as UTF-8") from None
    told.span_minutes = round(spans.usual.total_seconds() / 60, 2)
    if as_json:
        tell_machine(told)
    _say(Screen(error=True), told)


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[str]]:
    """The lines of a file, one at a time."""
    if str(file) == "-":
        text = TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
        try:
            yield _bounded(text)
        finally:
            text.detach()  # standard input isn't ours to close
        return
    try:
        opened = file.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise typer.BadParameter(f"{file} can't be read: {error.strerror}") from None
    with opened:
        yield _bounded(opened)


def _bounded(text: TextIO) -> Iterator[str]:
    for number, line in enumerate(iter(lambda: text.readline(LONGEST_LINE), ""), 1):
        if len(line) == LONGEST_LINE:
            raise SeriesFileError(f"line {number} is longer than {LONGEST_LINE:,} characters; it is no row of counts")
        yield line


@contextmanager
def _writing(out: Path | None, *, silent: bool) -> Iterator[Callable[[Sequence[object]], object]]:
    """What writes one row, after the header is written."""
    if silent:
        yield lambda _row: None
        return
    try:
        target = sys.stdout if out is None else out.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise typer.BadParameter(f"{out} can't be written: {error.strerror}", param_hint="--out") from None
    try:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow((TIMESTAMP, VALUE, "anomaly_score", "alarm"))
        yield writer.writerow
    finally:
        if out is not None:
            target.close()


def _say(screen: Screen, told: Told) -> None:
    for one in told.why:
        screen.say(one)
    if told.passed_over > len(told.why):
        screen.say(f"... and {told.passed_over - len(told.why):,} more rows were passed over.")
    steps = f"{told.steps:,} step{_s(told.steps)} of {told.span_minutes:g} min" if told.steps else "No step"
    passed = f", {told.passed_over:,} row{_s(told.passed_over)} passed over" if told.passed_over else ""
    named = ", ".join(told.alarmed_at[:SAID_ALARMS])
    more = f" and {told.alarms - SAID_ALARMS:,} more" if told.alarms > SAID_ALARMS else ""
    alarms = f"{told.alarms:,} alarm{_s(told.alarms)}: {named}{more}" if told.alarms else "no alarm"
    screen.say(f"{steps}{passed}; {alarms}.")


def _s(count: int) -> str:
    return "" if count == 1 else "s"
