"""Logs that only grow: who did what, when and why."""

from __future__ import annotations

from collections.abc import Iterable

from shared.case import LogEntry
from shared.cli.moments import clock
from shared.cli.tables import Cell
from shared.statement import Move
from shared.storm import Decision


def deeds(log: Iterable[LogEntry | Decision | Move]) -> list[tuple[str, Cell]]:
    """Each line whole, as facts: a reason that is cut is none."""
    entries = list(log)
    widest = max((len(one.who) for one in entries), default=0)
    return [
        (f"{clock(one.when)}  {one.who.ljust(widest)}", one.what + (f": {one.why}" if one.why else ""))
        for one in entries
    ]
