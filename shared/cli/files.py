"""Texts from files."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

#: No text that is read here is longer (bytes).
MAX_BYTES = 1_000_000


def read_text(path: Path) -> str:
    """The text of a file, or of standard input (`-`). Raises a usage error where it is none."""
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise typer.BadParameter(f"{path} can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    if len(content) > MAX_BYTES:
        raise typer.BadParameter(f"{path} is larger than {MAX_BYTES:,} bytes")
    return text
