"""What people see: lists, facts and texts that fit the terminal, and that stay whole where there is none.

Every word goes through `terminal`, and none is read as markup.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from shared.cli.terminal import block, one_line

#: The width of a pipe or a file: nothing is folded there, so that `grep` finds whole lines.
UNFOLDED = 10_000
#: Words are cut after this many cells also where the width has no end.
MOST_WORDS = 500
#: Words get a line of their own where less room than this is left beside the columns.
LEAST_WORDS = 40
#: A column is at most this wide; a longer cell pushes the rest of its own line.
WIDEST_COLUMN = 44
GAP = "  "

_STYLES = {
    "urgent": "bold red",
    "high": "yellow",
    "open": "bold red",
    "late": "bold red",
    "candidate": "yellow",
    "confirmed": "bold red",
    "draft": "yellow",
    "approved": "cyan",
    "published": "green",
    "acknowledged": "yellow",
    "resolved": "green",
    "specific_complaint": "yellow",
}

Cell = str | Text


def colored(word: str) -> Text:
    """A word in the colour that it has everywhere."""
    return Text(one_line(word), style=_STYLES.get(word.split(maxsplit=1)[0] if word else "", ""))


class Screen:
    """One output, for people: standard output, or standard error."""

    def __init__(self, error: bool = False) -> None:
        self._console = Console(stderr=error, highlight=False, markup=False, emoji=False)
        if not self._console.is_terminal and "COLUMNS" not in os.environ:
            self._console = Console(stderr=error, highlight=False, markup=False, emoji=False, width=UNFOLDED)

    def say(self, words: str, style: str = "") -> None:
        """One sentence, or several lines of them."""
        for line in block(words).split("\n"):
            told = line.lstrip(" ")
            self._hanging(Text(line[: len(line) - len(told)]), Text(told, style=style))

    def heading(self, words: str) -> None:
        self._print(Text(""))
        self._print(Text(one_line(words), style="bold"))

    def facts(self, facts: Sequence[tuple[str, Cell]], indent: str = GAP) -> None:
        """Names and values; a value that doesn't fit goes on under its beginning."""
        widest = max((cell_len(name) for name, _ in facts), default=0)
        for name, value in facts:
            label = Text(indent + name.ljust(widest) + GAP, style="dim")
            self._hanging(label, _cell(value))

    def text(self, words: str, indent: str = GAP) -> None:
        """A longer text with its own lines."""
        for line in block(words).split("\n"):
            self._hanging(Text(indent), Text(line))

    def listing(self, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """A table. The last column holds free words: they are cut, or go below their row, where there is no room."""
        cells = [[_cell(cell) for cell in row] for row in rows]
        fixed = [
            min(WIDEST_COLUMN, max(len(heading), *(row[at].cell_len for row in cells)) if cells else len(heading))
            for at, heading in enumerate(headings[:-1])
        ]
        room = self._console.width - sum(fixed) - len(GAP) * len(fixed)
        longest = max((row[-1].cell_len for row in cells), default=0)
        below = room < min(LEAST_WORDS, max(longest, len(headings[-1])))
        self._print(_row([Text(heading.upper()) for heading in headings], fixed, below), style="dim")
        for *columns, words in cells:
            if below:
                self._print(_row([*columns, Text()], fixed, below))
                self._print(Text(GAP * 2) + _cut(words, self._console.width - len(GAP) * 2))
            else:
                self._print(_row([*columns, _cut(words, room)], fixed, below))

    def _hanging(self, label: Text, value: Text) -> None:
        room = max(20, self._console.width - label.cell_len)
        for at, line in enumerate(value.wrap(self._console, room, overflow="fold") or [Text()]):
            self._print(Text.assemble(label if at == 0 else " " * label.cell_len, line))

    def _print(self, line: Text, style: str = "") -> None:
        line.rstrip()
        self._console.print(line, style=style or None, overflow="fold")


def _cell(value: Cell) -> Text:
    return value if isinstance(value, Text) else Text(one_line(value))


def _cut(words: Text, room: int) -> Text:
    cut = words.copy()
    cut.truncate(min(room, MOST_WORDS), overflow="ellipsis")
    return cut


def _row(cells: Sequence[Text], widths: Sequence[int], below: bool) -> Text:
    row = Text()
    for cell, width in zip(cells, widths, strict=False):
        row += cell + Text(" " * max(0, width - cell.cell_len) + GAP)
    return row if below else row + cells[-1]
