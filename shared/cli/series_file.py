"""A series of counts in a CSV file, read and judged row by row: what is kept does not grow with the file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from statistics import median_low
from typing import TYPE_CHECKING

from shared.detector.series import MOST, Series, new_series, step

if TYPE_CHECKING:
    from _csv import Reader

TIMESTAMP, VALUE = "timestamp", "value"
#: The first so many differences of neighbouring rows say how long a row's span is; what comes later changes nothing.
DIFFERENCES = 9
SHORTEST = timedelta(minutes=1)
_SHOWN = 40
_SEPARATORS = (",", ";", "\t")


class SeriesFileError(Exception):
    """The file can't be read as a series; the message says what, in which line, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it came. `wrong` says why it was passed over: it is in the answer, with a score of 0."""

    line: int
    timestamp: str
    value: str
    score: float = 0.0
    alarm: bool = False
    wrong: str = ""


@dataclass(slots=True)
class Spans:
    """How far apart rows are, by the first of them; the median, as one gap says nothing."""

    first: list[timedelta] = field(default_factory=list)

    def after(self, difference: timedelta) -> None:
        if len(self.first) < DIFFERENCES:
            self.first.append(difference)

    @property
    def usual(self) -> timedelta:
        return max(SHORTEST, median_low(self.first)) if self.first else SHORTEST


@dataclass(slots=True)
class _Minute:
    """The series, and the minute that is being counted: rows that are closer than a minute are its sum so far."""

    series: Series
    before: Series | None = None
    at: datetime | None = None
    count: float = 0.0
    alarmed: bool = False

    def judge(self, row: Row, at: datetime, value: float, span: timedelta) -> Row:
        at = at.replace(second=0, microsecond=0)
        if self.before is None or at != self.at:
            self.before, self.at, self.count, self.alarmed = self.series, at, 0.0, False
        self.count += value
        self.series, found = step(self.before, at, self.count, span)
        alarm = found.alarm and not self.alarmed
        self.alarmed = self.alarmed or alarm
        return replace(row, score=found.score, alarm=alarm)


def judged(lines: Iterable[str], spans: Spans) -> Iterator[Row]:
    """Each row with its score, by nothing but the rows before it. Raises SeriesFileError, for the header at once."""
    source = iter(lines)
    header = next(source, "")
    separator = next((one for one in _SEPARATORS if one in header), ",")
    try:
        names = next(csv.reader([header], delimiter=separator), [])
    except csv.Error as error:
        raise SeriesFileError(f"line 1 can't be read: {error}") from None
    return _judged(csv.reader(source, delimiter=separator), _columns([name.strip().lower() for name in names]), spans)


def _judged(reader: Reader, columns: tuple[int, int], spans: Spans) -> Iterator[Row]:
    last, minute = None, _Minute(new_series())
    for row, at, value in _read(reader, *columns):
        if at is None:
            yield row
            continue
        if last is not None and at <= last:
            what = "the same time as" if at == last else "before"
            yield replace(row, wrong=f"{_short(row.timestamp)} is {what} the row before it; sort the rows by time")
            continue
        if last is not None:
            spans.after(at - last)
        last = at
        yield minute.judge(row, at, value, spans.usual)


def _read(reader: Reader, timestamp: int, value: int) -> Iterator[tuple[Row, datetime | None, float]]:
    try:
        for cells in reader:
            if cells:
                # The header was read before it.
                yield _row(reader.line_num + 1, cells, timestamp, value)
    except csv.Error as error:
        raise SeriesFileError(f"line {reader.line_num + 1} can't be read: {error}; look for a quote too many") from None


def _columns(names: list[str]) -> tuple[int, int]:
    if not names or names == [""]:
        raise SeriesFileError(f"line 1 is empty; it must name the columns: {TIMESTAMP},{VALUE}")
    for wanted in (TIMESTAMP, VALUE):
        if names.count(wanted) != 1:
            what = "has no column" if wanted not in names else "has more than one column"
            raise SeriesFileError(f"line 1 {what} `{wanted}`; it must name the columns: {TIMESTAMP},{VALUE}")
    return names.index(TIMESTAMP), names.index(VALUE)


def _row(line: int, cells: list[str], timestamp: int, value: int) -> tuple[Row, datetime | None, float]:
    """The row with its time and count; no time where it is passed over, and why."""
    at, count = (cells[place] if place < len(cells) else "" for place in (timestamp, value))
    row, instant, number = Row(line, at, count), _instant(at), _number(count)
    if len(cells) <= max(timestamp, value):
        return replace(row, wrong=f"too few columns ({len(cells)}); write {TIMESTAMP} and {VALUE}"), None, 0.0
    if instant is None:
        return replace(row, wrong=f"{_short(at)} is no time; write it like 2026-11-21T18:05Z"), None, 0.0
    if number is None:
        mend = f"write 0 or more (at most {MOST:g}), with a point for decimals"
        return replace(row, wrong=f"{_short(count)} is no count; {mend}"), None, 0.0
    return row, instant, number


def _short(words: str) -> str:
    return repr(words if len(words) <= _SHOWN else words[:_SHOWN] + "…")


def _instant(words: str) -> datetime | None:
    """ISO 8601; without a zone it is UTC."""
    try:
        at = datetime.fromisoformat(words.strip())
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _number(words: str) -> float | None:
    try:
        number = float(words)
    except ValueError:
        return None
    return number if 0 <= number <= MOST else None
