"""Figures from many runs, and plain tables of them."""

from __future__ import annotations

import os
import platform
import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median

__all__ = ["about_this_machine", "median", "ms", "percentile", "ratio", "table", "times"]

NOTE_WIDTH = 110
Cell = str | float | int | None


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that is not exceeded by that share of them (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-round(share * 1000) * len(ordered) // 1000) - 1)]


def ms(nanoseconds: float) -> str:
    """Milliseconds, with as many digits as say something."""
    value = nanoseconds / 1e6
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def times(ratio: float, aim: float) -> str:
    """A ratio beside its aim: what is over it stands out."""
    return f"{ratio:.2f}{' !' if ratio > aim else '  '}"


def ratio(ours: Sequence[float], floor: Sequence[float]) -> float:
    """How many times the floor's median is in ours."""
    return median(ours) / median(floor)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], notes: Sequence[str] = ()) -> str:
    """Aligned columns: the first to the left, figures to the right; notes below, each a paragraph."""
    cells = [list(columns), *[["" if cell is None else str(cell) for cell in row] for row in rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(columns))]
    lines = [_line(row, widths) for row in cells]
    rule = "-" * max(len(title), len(lines[0]))
    told = [textwrap.fill(note, NOTE_WIDTH, initial_indent="  ", subsequent_indent="  ") for note in notes]
    return "\n".join(["", title, rule, *lines, *told])


def about_this_machine(now: datetime) -> str:
    """What a figure means depends on this."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    python = f"Python {platform.python_version()}"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = f"{platform.system()} {platform.machine()}"
    return f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC, {python}, {machine}, {cores} cores, load average {load}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    figures = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "  ".join([row[0].ljust(widths[0]), *figures]).rstrip()
