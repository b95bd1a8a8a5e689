"""A table by its path, read once for as long as the function lives; what is wrong with it is a value, not an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from shared.triage.table import BadModelError, Table, load


@cache
def opened(path: Path) -> Table | str:
    """The table in that file, or why it can't be read, in words."""
    try:
        return load(path)
    except BadModelError as error:
        return str(error)
