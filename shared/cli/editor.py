"""A text in the operator's own editor: the title in the first line, then an empty line, then the words."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import typer

from shared.cli.context import RefusedError, Session, found, settled
from shared.cli.tables import Screen
from shared.statement import Progress, Statement
from shared.statement_life import Refused


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written, and the file that still holds it: to be removed once it is kept."""

    title: str
    body: str
    path: Path


def edit_by_hand(session: Session, statement_id: str, who: str, progress: Progress | None) -> Statement:
    """Where a draft has its words, a progress alone is enough; else the operator's editor is opened."""
    before = found(session.voice.statement(statement_id), f"statement {statement_id}", "statement list")
    if before.draft is not None and progress is not None:
        return settled(session.voice.edit(statement_id, who, session.now, None, None, progress))
    written = _write(*_before(before))
    try:
        now_there = session.voice.statement(statement_id)
        edited = settled(
            session.voice.edit(statement_id, who, session.now, written.title, written.body, progress)
            if now_there is not None and now_there.draft == before.draft
            else Refused(
                f"somebody else changed {statement_id} meanwhile; see: firebreak statement show {statement_id}"
            )
        )
    except Exception:
        Screen(error=True).say(f"Your text is not lost: {written.path}")
        raise
    written.path.unlink(missing_ok=True)
    return edited


def _before(statement: Statement) -> tuple[str, str]:
    if statement.draft is not None:
        return statement.draft.title, statement.draft.body
    if statement.state in ("resolved", "retracted"):
        raise RefusedError(f"{statement.id} is {statement.state}; what was said stays as it is. Start another one.")
    return statement.title, ""


def _write(title: str, body: str) -> _Written:
    """Opens $VISUAL or $EDITOR with the text. Raises RefusedError where nothing was changed or the editor failed."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("vi" if sys.stdin.isatty() else None)
    if editor is None:
        raise typer.BadParameter("no text is given: use --body or --file, or set EDITOR")
    before = f"{title}\n\n{body}\n"
    handle, name = tempfile.mkstemp(prefix="firebreak-", suffix=".md")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(before)
    try:
        ended = subprocess.run([*shlex.split(editor), name], check=False).returncode  # noqa: S603  # the operator's own
    except OSError as error:
        path.unlink()
        raise RefusedError(f"the editor {editor!r} can't be started ({error.strerror}); set EDITOR") from None
    after = path.read_text(encoding="utf-8", errors="replace")
    if after == before:
        path.unlink()
        raise RefusedError("the text is as it was, so nothing was changed")
    if ended != 0:
        raise RefusedError(f"the editor ended with {ended}, so nothing was changed; your text is in {path}")
    first, _, rest = after.partition("\n")
    return _Written(first.strip(), rest.strip(), path)
