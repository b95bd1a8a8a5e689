"""A text in the operator's own editor: the title in the first line, then an empty line, then the words."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from shared.cli.context import RefusedError, Session, found, settled
from shared.cli.tables import Screen
from shared.statement import Impact, Progress, Statement
from shared.statement_moves import Refused, illegal


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit is to change beside the words; None leaves it as it was. `language` says whose words are meant."""

    progress: Progress | None = None
    language: str | None = None
    impact: Impact | None = None
    components: Sequence[str] | None = None
    corrects: int | None = None
    because: str | None = None

    @property
    def needs_no_words(self) -> bool:
        beside = (self.progress, self.impact, self.components, self.corrects, self.because)
        return self.language is None and any(one is not None for one in beside)

    def made(
        self,
        session: Session,
        statement_id: str,
        who: str,
        title: str | None = None,
        body: str | None = None,
        *,
        drop: bool = False,
    ) -> Statement | Refused:
        return session.voice.edit(
            statement_id,
            who,
            session.now,
            title=title,
            body=body,
            progress=self.progress,
            language=self.language,
            drop=drop,
            impact=self.impact,
            components=self.components,
            corrects=self.corrects,
            because=self.because,
        )


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written, and the file that still holds it: to be removed once it is kept."""

    title: str
    body: str
    path: Path


def edit_by_hand(session: Session, statement_id: str, who: str, change: Change) -> Statement:
    """Where a draft has its words, another progress or the like is enough; else the operator's editor is opened."""
    before = found(session.voice.statement(statement_id), f"statement {statement_id}", "statement list")
    if before.draft is not None and change.needs_no_words:
        return settled(change.made(session, statement_id, who))
    written = _write(*_before(before, change.language))
    try:
        now_there = session.voice.statement(statement_id)
        edited = settled(
            change.made(session, statement_id, who, written.title, written.body)
            if now_there is not None and (now_there.draft, now_there.updates) == (before.draft, before.updates)
            else Refused(
                f"somebody else changed {statement_id} meanwhile; see: firebreak statement show {statement_id}"
            )
        )
    except Exception:
        Screen(error=True).say(f"Your text is not lost: {written.path}")
        raise
    written.path.unlink(missing_ok=True)
    return edited


def _before(statement: Statement, language: str | None) -> tuple[str, str]:
    no = illegal(statement, "edit")
    if no is not None:
        raise RefusedError(no.why)
    if statement.draft is not None:
        words = next((one for one in statement.draft.words if language in (None, one.language)), None)
        return (words.title, words.body) if words is not None else (statement.draft.title, "")
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
