"""Corrections with their texts in a file: a JSON object a line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from shared.cli.context import RefusedError
from shared.codec import encode
from shared.operations.training import Labelled
from shared.triage.taught import Taught
from shared.verdict import Kind, Sentiment

#: Enough for every correction that can be learned from, with texts of some pages (bytes).
MOST_BYTES = 50_000_000


def read_labelled(path: Path) -> list[Taught]:
    """Each line's text, and what it is said to be. Raises RefusedError, naming the line and its field."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RefusedError(f"{path} is larger than {MOST_BYTES:,} bytes; split it")
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise RefusedError(f"{path} can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise RefusedError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    return [_taught(f"{path}, line {at}", line) for at, line in enumerate(lines, 1) if line.strip()]


def write_labelled(path: Path, labelled: Sequence[Labelled]) -> None:
    """For its owner's eyes only, as it holds customers' words. Raises RefusedError."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.writelines(f"{encode(one)}\n" for one in labelled)
    except OSError as error:
        raise RefusedError(f"{path} can't be written: {error.strerror}") from None


def _taught(where: str, line: str) -> Taught:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise RefusedError(f"{where} is no JSON; each line is an object such as {_EXAMPLE}") from None
    if not isinstance(said, dict):
        raise RefusedError(f"{where} is no JSON object; each line is one such as {_EXAMPLE}")
    wrong = next(_wrong(said), None)
    if wrong is not None:
        raise RefusedError(f"{where}: {wrong}")
    return Taught(
        said["id"], said["text"], said.get("author") or "",
        kind=said.get("kind"), level=said.get("severity"), tone=said.get("sentiment"),
    )  # fmt: skip  # a list to be read across


def _wrong(said: dict[str, Any]) -> Iterator[str]:
    """What ails a line, in words. What it says beside is for others: an instance, who said so and when."""
    for name in ("id", "text"):
        if not isinstance(said.get(name), str) or not said[name]:
            yield f"{name} has to be a text"
    if not isinstance(said.get("author", ""), str | None):
        yield "author has to be a text: who wrote it, or a pseudonym"
    for name, known in (("kind", get_args(Kind)), ("sentiment", get_args(Sentiment))):
        if said.get(name) is not None and said[name] not in known:
            yield f"{name} has to be one of {', '.join(known)}"
    severity = said.get("severity")
    if severity is not None and (isinstance(severity, bool) or severity not in range(5)):
        yield "severity has to be 0 to 4"


_EXAMPLE = '{"id": "1", "text": "...", "author": "a7", "kind": "venting"}'
