"""A source as lines of a plan's file, put in behind the last one: every other line stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

#: Words that need no quotes in a list or behind a word, as long as YAML takes them for a text.
_PLAIN = re.compile(
    r"(?=[A-Za-z]|[0-9]+[smhd]$)[\w./+@?=&%:-]*[\w./+@?=&%-](?: (?=[A-Za-z0-9])[\w./+@?=&%:-]*[\w./+@?=&%-])*", re.ASCII
)
#: What can't stand as it is between plain quotes.
_AMISS = re.compile(r"['\\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of a source; spans as the file has them (`15m`). None and empty for what is left out."""

    name: str
    platform: str
    how: str
    brand: str
    url: str | None = None
    every: str | None = None
    quiet_after: str | None = None
    secret: str | None = None
    look_for: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


def lines(entry: Entry) -> Iterator[str]:
    """The entry as an item of a list, not indented."""
    yield f"- name: {quoted(entry.name)}"
    for word in ("platform", "how", "brand", "url", "every", "quiet_after", "secret"):
        value = getattr(entry, word)
        if value is not None:
            yield f"  {word}: {quoted(value)}"
    for word in ("look_for", "ours"):
        if getattr(entry, word):
            yield f"  {word}:"
            yield from (f"    - {quoted(one)}" for one in getattr(entry, word))
    if entry.settings:
        yield "  settings:"
        yield from (f"    {quoted(name)}: {quoted(value)}" for name, value in entry.settings.items())


def quoted(text: str) -> str:
    """The text as YAML reads it back, in quotes where it would be taken for something else."""
    if _PLAIN.fullmatch(text) and isinstance(yaml.safe_load(text), str):
        return text
    if text.isprintable() and '"' in text and not _AMISS.search(text):
        return f"'{text}'"
    return f'"{"".join(_escaped(character) for character in text)}"'


def added(text: str, entry: Entry) -> str | None:
    """The plan's text with that source; None where its sources are not written one below the other.

    The text must be YAML.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    sources = next((value for key, value in root.value if key.value == "sources"), None)
    if sources is None:
        return _with(text, len(text), ["sources:", *_indented(entry, 2)])
    if not isinstance(sources, yaml.SequenceNode):
        return None
    if not sources.value:
        # Only the empty brackets go: what stands behind them, a comment perhaps, stays there.
        before = text[: sources.start_mark.index].rstrip(" ")
        bare = before + text[sources.end_mark.index :]
        return _with(bare, _line_after(bare, len(before)), _indented(entry, 2))
    if sources.flow_style:
        return None
    column = sources.start_mark.column
    return _with(text, _after_comments(text, _line_after(text, _end(sources)), column), _indented(entry, column))


def _indented(entry: Entry, column: int) -> list[str]:
    return [" " * column + line for line in lines(entry)]


def _end(node: yaml.Node) -> int:
    """Where the node's last word ends: a block's own end lies behind the comments of what follows."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return int(node.end_mark.index)


def _line_after(text: str, at: int) -> int:
    """Where the line begins that follows this place; the place itself where a line begins there."""
    if at and text[at - 1] == "\n":
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _after_comments(text: str, at: int, column: int) -> int:
    """Past the comments that follow at once and stand deeper than the list: they belong to its last entry."""
    for line in text[at:].splitlines(keepends=True):
        told = line.lstrip(" ")
        if not told.startswith("#") or len(line) - len(told) <= column:
            break
        at += len(line)
    return at


def _with(text: str, at: int, new: list[str]) -> str:
    """The text with those lines where that line begins, and with the line ends that it has."""
    end = "\r\n" if "\r\n" in text else "\n"
    before = text[:at] if text[:at].endswith("\n") or not at else text[:at] + end
    return before + "".join(f"{line}{end}" for line in new) + text[at:]


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08X}"
