"""What is no YAML, in a care lead's words and at the place where it is mended. Pure.

The parser tells where it gave up, which may be far below the slip: a quote that nobody closed ends with the file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

#: What looks like a space and is none to YAML: it comes with what is copied from a page or a letter.
_ODD = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
#: Where it does harm: before a line's first word, and behind a `:` or a `-`. Within a text it may stand.
_ODD_SPACE = re.compile(f"(?:^[ -]*|[:-] *)([{_ODD}])")
_NEVER_FIRST = re.compile(r"found character '(\\t|.)' that cannot start any token")
_ESCAPE = re.compile(r"found unknown escape character '(.)'")
_STRAY = re.compile(r"found '([]},])'")
_INDENTED = ("'<block mapping start>'", "'<block sequence start>'", "'-'", "'?'")


class Slip(NamedTuple):
    """Where it is, counted from 0; what is wrong, and how to mend it."""

    line: int
    column: int
    what: str
    mend: str


def slip_of(error: yaml.MarkedYAMLError, text: str) -> Slip:
    """`error` must be PyYAML's own parser's: libyaml has other words."""
    mark, around = error.problem_mark, error.context_mark
    at = (mark.line, mark.column) if mark else (0, 0)
    began = (around.line, around.column) if around else at
    lines = text.splitlines()
    return _odd_space(lines, at[0]) or Slip(*_told(error, at, began, lines[at[0]] if at[0] < len(lines) else ""))


def _told(
    error: yaml.MarkedYAMLError, at: tuple[int, int], began: tuple[int, int], line: str
) -> tuple[int, int, str, str]:
    problem, context = error.problem or "", error.context or ""
    before = line[: at[1]].rstrip()
    if problem == "found unexpected end of stream" and "quoted" in context:
        return *began, "this quote is never closed", "close it where its text ends, or put the whole text in quotes"
    if context in ("while scanning an alias", "while scanning an anchor"):
        return *began, *_never_first(line[began[1] : began[1] + 1])
    if (found := _STRAY.search(problem)) is not None and "flow" not in context:
        return *at, f"a `{found[1]}` stands alone here", "take it out, or put the whole text in quotes"
    if "flow" in context:
        what = "this bracket isn't closed, or a comma between its entries is missing"
        return *(at if at[0] == began[0] else began), what, "look for the comma, or the closing bracket"
    if problem == "could not find expected ':'":
        return *began, "no `:` with a space behind it is on this line", "write it between the word and its value"
    if problem == "mapping values are not allowed here":
        return *at, *_second_colon(before)
    if problem == "sequence entries are not allowed here":
        return *at, "a list can't begin behind a word", "begin it on the next line"
    if (found := _NEVER_FIRST.fullmatch(problem)) is not None:
        return *at, *_never_first(found[1])
    if (found := _ESCAPE.fullmatch(problem)) is not None:
        return *at, f"`\\{found[1]}` means nothing between double quotes", "put the text in single quotes"
    if problem.startswith("expected <block end>, but found") or "'<document start>'" in problem:
        if problem.endswith(_INDENTED):
            what = "this line is indented otherwise than those that it belongs to"
            return *at, what, "begin it exactly below them, with spaces"
        if before.endswith(("'", '"')) and before.count(before[-1]) % 2:
            return *at, "the quote that ends here began on a line above", "close that one where its text ends"
        if before.endswith(("'", '"', "]", "}")):
            mend = "put all of it between one pair of double quotes"
            return *at, f"the value ended with `{before[-1]}`, and something stands behind it", mend
    if problem == "but found another document":
        return *at, "a plan is one document, and here another begins", "remove this line"
    return *at, f"not YAML: {problem}", "check the line and the one above it, or put the text in quotes"


def _odd_space(lines: list[str], at: int) -> Slip | None:
    """One on the line where the parser gave up, or above it."""
    for number in (at - 1, at):
        found = _ODD_SPACE.search(lines[number]) if 0 <= number < len(lines) else None
        if found is not None:
            what = f"a sign that looks like a space stands here, and is none (U+{ord(found[1]):04X})"
            return Slip(number, found.start(1), what, "delete it, and type a space")
    return None


def _second_colon(before: str) -> tuple[str, str]:
    if ": " in before:
        return "a text can't have a second `: ` in it", "put the whole text in quotes"
    what = "this line is read as part of the one above"
    return what, "begin it exactly below the lines that it belongs to, and write a space behind the `:` above"


def _never_first(sign: str) -> tuple[str, str]:
    if sign == r"\t":
        return "a tab stands here, and a plan is indented with spaces", "write spaces instead"
    return f"a text can't begin with `{sign}`", "put it in quotes"
