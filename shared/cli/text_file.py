"""A statement's text in a file: its header, if it has one, and its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

import typer

from shared.cli.moments import moment
from shared.statement import Progress

PROGRESSES: tuple[Progress, ...] = get_args(Progress)
_NAMES = ("title", "language", "progress", "next_update")
_HEADER = re.compile(rf"(?:{'|'.join(_NAMES)})[ \t]*:", re.IGNORECASE)
_LINE = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a file says; None for what it does not. `..._at` are characters into the `whole`."""

    whole: str
    body: str
    body_at: int
    title: str | None = None
    title_at: int | None = None
    language: str | None = None
    progress: str | None = None
    next_update_at: datetime | None = None
    promise_at: int | None = None


def read_text_file(name: str, whole: str, now: datetime) -> TextFile:
    """Raises a usage error with the line where the header is wrong. A file without a header is all body."""
    if not _HEADER.match(whole):
        return TextFile(whole, whole, 0)
    values: dict[str, tuple[str, int]] = {}
    at = 0
    for number, line in enumerate(whole.splitlines(keepends=True), 1):
        if not line.strip():
            return _file(name, whole, at + len(line), values, now)
        match = _LINE.match(line)
        if match is None or match[1].lower() not in _NAMES:
            what = f"`{match[1]}` is no word of the header" if match else "this is no line of the header"
            mend = f"its words are {', '.join(_NAMES)}; an empty line comes before the text"
            raise typer.BadParameter(f"{name}:{number}: {what}; {mend}")
        if match[1].lower() in values:
            raise typer.BadParameter(f"{name}:{number}: `{match[1]}` stands twice in the header; keep one of them")
        values[match[1].lower()] = (match[2].rstrip(), at + match.start(2))
        at += len(line)
    return _file(name, whole, len(whole), values, now)


def _file(name: str, whole: str, body_at: int, values: dict[str, tuple[str, int]], now: datetime) -> TextFile:
    def wrong(word: str, what: str) -> typer.BadParameter:
        line = whole.count("\n", 0, values[word][1]) + 1
        return typer.BadParameter(f"{name}:{line}: {word}: {what}")

    title, title_at = values.get("title", (None, None))
    language = values.get("language", (None, 0))[0]
    progress = values.get("progress", (None, 0))[0]
    promise, promise_at = values.get("next_update", (None, None))
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise wrong("language", f"{language!r} is no tag of a language; write it like en or pt-BR")
    if progress is not None and progress not in PROGRESSES:
        raise wrong("progress", f"{progress!r} is none; it is one of {', '.join(PROGRESSES)}")
    next_update_at = None
    if promise is not None:
        try:
            next_update_at = moment(promise, now)
        except typer.BadParameter as error:
            raise wrong("next_update", error.message) from None
    return TextFile(whole, whole[body_at:], body_at, title, title_at, language, progress, next_update_at, promise_at)
