"""Where in the code an error came up, for a log that must not hold the error's own words: they may be a customer's."""

from __future__ import annotations

from pathlib import PurePath
from traceback import extract_tb

#: So many of the innermost calls tell where to look.
MOST_CALLS = 4


def place_of(error: BaseException) -> str:
    """The innermost calls, the last one last: `judge.py:88 triage > codec.py:29 decode`."""
    calls = extract_tb(error.__traceback__)[-MOST_CALLS:]
    return " > ".join(f"{PurePath(call.filename).name}:{call.lineno} {call.name}" for call in calls)
