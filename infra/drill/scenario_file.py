"""Reads a scenario, a built-in one or a YAML file. What is wrong is told with its line, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import yaml

from infra.drill.answers import WordsError, answers, span
from infra.drill.scenario import Answers, Posted, Scenario, Speaking, Stream

BUILT_IN = Path(__file__).parent / "scenarios"
#: No scenario is longer (bytes), and none lasts longer.
MOST_BYTES = 1_000_000
LONGEST = timedelta(days=31)
T = TypeVar("T")


class ScenarioError(Exception):
    """A scenario that can't be read; each line of the message is a finding with its place."""


def built_in() -> list[str]:
    return sorted(path.stem for path in BUILT_IN.glob("*.yaml"))


def find(wanted: str) -> Path:
    """The file of a built-in scenario, or the one at that path. Raises ScenarioError where there is neither."""
    if wanted in built_in():
        return BUILT_IN / f"{wanted}.yaml"
    if not Path(wanted).is_file():
        raise ScenarioError(f"there is no scenario {wanted!r}; give a file, or one of {', '.join(built_in())}")
    return Path(wanted)


def read(text: str, place: str, streams: dict[str, Path], known: Sequence[str] | None = None) -> Scenario:
    """`place` names the file in findings; `streams` are the recorded streams that have a name.

    `known` are the ids of the plan's people; None lets any id stand.

    Raises ScenarioError with all findings at once.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise ScenarioError(f"{place}, line {mark.line + 1 if mark else 1}: {error.problem}") from None
    except (yaml.YAMLError, RecursionError):
        raise ScenarioError(f"{place}: this is no YAML") from None
    reader = _Reader(place, streams, known)
    scenario = reader.scenario(root)
    if reader.findings or scenario is None:
        raise ScenarioError("\n".join(reader.findings))
    return scenario


@dataclass
class _Reader:
    place: str
    streams: dict[str, Path]
    known: Sequence[str] | None
    findings: list[str] = field(default_factory=list)

    def tell(self, node: yaml.Node | None, what: str) -> None:
        line = node.start_mark.line + 1 if node is not None else 1
        self.findings.append(f"{self.place}, line {line}: {what}")

    def scenario(self, root: yaml.Node | None) -> Scenario | None:
        words = ("name", "starts", "ends after", "stream", "mentions", "people", "statement")
        parts = self.mapping(root, "a scenario", words)
        if parts is None:
            return None
        starts = self.needed(parts, root, "starts", _wall)
        ends = self.needed(parts, root, "ends after", _lasting)
        stream = self.stream(parts["stream"]) if "stream" in parts else None
        posts = self.posts(parts["mentions"]) if "mentions" in parts else ()
        if stream is None and not posts and not self.findings:
            self.tell(root, "nothing happens in it; give it a `stream:`, or `mentions:`")
        default, people = self.people(parts["people"]) if "people" in parts else (Answers(), {})
        speaking = self.speaking(parts["statement"]) if "statement" in parts else None
        if starts is None or ends is None:
            return None
        name = self.text(parts["name"]) if "name" in parts else None
        return Scenario(name or Path(self.place).stem, starts, ends, stream, posts, default, people, speaking)

    def stream(self, node: yaml.Node) -> Stream | None:
        if isinstance(node, yaml.ScalarNode):
            found = self.file(node)
            return Stream(found) if found is not None else None
        parts = self.mapping(node, "a stream", ("from", "at", "skip", "lasts", "rate", "brand"))
        if parts is None:
            return None
        file = self.file(parts["from"]) if "from" in parts else None
        if "from" not in parts:
            self.tell(node, f"a stream needs `from:`, a file or one of {', '.join(self.streams)}")
        return None if file is None else Stream(
            file,
            self.optional(parts, "at", span) or timedelta(0),
            self.optional(parts, "skip", span) or timedelta(0),
            self.optional(parts, "lasts", span),
            self.optional(parts, "rate", _rate) or 1.0,
            self.optional(parts, "brand", str),
        )  # fmt: skip

    def file(self, node: yaml.Node) -> Path | None:
        wanted = self.text(node)
        if wanted is None:
            return None
        file = self.streams.get(wanted) or Path(self.place).parent / wanted
        if file.is_file():
            return file
        if wanted in self.streams:
            where = (
                f"it lies beside this project, and {file} is not there; set FIREBREAK_SHARED to the folder above replay"
            )
            self.tell(node, f"the recorded stream `{wanted}` is needed: {where}")
        else:
            self.tell(node, f"there is no stream {wanted!r}; give a file, or one of {', '.join(self.streams)}")
        return None

    def posts(self, node: yaml.Node) -> tuple[Posted, ...]:
        found: list[Posted] = []
        for one in self.items(node, "mentions"):
            parts = self.mapping(one, "a mention", ("after", "text", "author", "brand"))
            if parts is None:
                continue
            after, text = self.needed(parts, one, "after", span), self.needed(parts, one, "text", str)
            author = self.optional(parts, "author", str) or f"author-{len(found) + 1}"
            if after is not None and text is not None:
                found.append(Posted(after, text, author, self.optional(parts, "brand", str) or ""))
        return tuple(found)

    def people(self, node: yaml.Node) -> tuple[Answers, dict[str, Answers]]:
        default, people = Answers(), {}
        for at, value in self.pairs(node, "people"):
            key = str(at.value)
            if key != "default":
                self.person(at)
            words = [value] if isinstance(value, yaml.ScalarNode) else self.items(value, f"what {key} does")
            said = self.answers(value, [str(one.value) for one in words])
            if said is not None and key == "default":
                default = said
            elif said is not None:
                people[key] = said
        return default, people

    def answers(self, node: yaml.Node, words: list[str]) -> Answers | None:
        try:
            return answers(words)
        except WordsError as error:
            self.tell(node, str(error))
            return None

    def speaking(self, node: yaml.Node) -> Speaking | None:
        if isinstance(node, yaml.ScalarNode) and node.value == "nobody":
            return None
        parts = self.mapping(node, "the statement", ("writes", "after", "approves", "within", "next update", "keeps"))
        if parts is None:
            return None
        writes, approves = self.needed(parts, node, "writes", str), self.needed(parts, node, "approves", str)
        after, within = self.needed(parts, node, "after", span), self.needed(parts, node, "within", span)
        next_update = self.needed(parts, node, "next update", span)
        for word in ("writes", "approves"):
            if word in parts:
                self.person(parts[word])
        keeps = self.optional(parts, "keeps", _yes)
        if None in (writes, approves, after, within, next_update):
            return None
        assert writes and approves and after is not None and within is not None and next_update  # noqa: S101, PT018  # told above
        return Speaking(writes, after, approves, within, next_update, bool(keeps))

    def mapping(self, node: yaml.Node | None, what: str, words: tuple[str, ...]) -> dict[str, yaml.Node] | None:
        if not isinstance(node, yaml.MappingNode):
            self.tell(node, f"{what} is written as words with values: {', '.join(f'`{word}:`' for word in words)}")
            return None
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in words and key.value not in found:
                found[key.value] = value
            elif key.value in found:
                self.tell(key, f"`{key.value}` stands here twice; keep one")
            else:
                self.tell(key, f"{what} has no word `{_cut(key.value)}`{_hint(str(key.value), words)}")
        return found

    def person(self, node: yaml.Node) -> None:
        if self.known is not None and node.value not in self.known:
            self.tell(node, f"the plan has no person `{_cut(node.value)}`{_hint(str(node.value), tuple(self.known))}")

    def pairs(self, node: yaml.Node, what: str) -> list[tuple[yaml.Node, yaml.Node]]:
        if isinstance(node, yaml.MappingNode):
            return list(node.value)
        self.tell(node, f"{what} is written as ids with what they do")
        return []

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.tell(node, f"{what} is a list; begin each line with `- `")
        return []

    def needed(self, parts: dict[str, yaml.Node], at: yaml.Node | None, word: str, how: Callable[[str], T]) -> T | None:
        if word not in parts:
            self.tell(at, f"`{word}:` is missing; write for example `{word}: {_EXAMPLES[word]}`")
            return None
        return self.read(parts[word], how)

    def optional(self, parts: dict[str, yaml.Node], word: str, how: Callable[[str], T]) -> T | None:
        return self.read(parts[word], how) if word in parts else None

    def text(self, node: yaml.Node) -> str | None:
        return self.read(node, str)

    def read(self, node: yaml.Node, how: Callable[[str], T]) -> T | None:
        """The value by the text as it stands: YAML's own reading of 22:00 or `no` is not asked."""
        if isinstance(node, yaml.MappingNode):
            self.tell(node, "one value is wanted here")
            return None
        try:
            return how(node.value)
        except WordsError as error:
            self.tell(node, str(error))
            return None


_EXAMPLES = {
    "starts": '"2026-11-22 03:00"',
    "ends after": "3d",
    "after": "20m",
    "text": '"My booking is gone."',
    "writes": "care-lead",
    "approves": "duty-director",
    "within": "10m",
    "next update": "45m",
}


def _wall(words: str) -> datetime:
    try:
        at = datetime.fromisoformat(words.strip())
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None or len(words.strip()) < len("2026-11-22 03:00"):
        raise WordsError(
            f"`{_cut(words)}` is no day with its time; write it like `2026-11-22 03:00`, in the plan's zone"
        )
    return at


def _lasting(words: str) -> timedelta:
    lasts = span(words)
    if not timedelta(0) < lasts <= LONGEST:
        raise WordsError(f"a drill lasts more than nothing, and {LONGEST.days} days at most")
    return lasts


def _rate(words: str) -> float:
    try:
        rate = float(words)
    except ValueError:
        rate = 0.0
    if not 0.01 <= rate <= 1000:
        raise WordsError(f"`{_cut(words)}` is no rate; 2 is twice as fast as it was, 0.5 half as fast (0.01 to 1000)")
    return rate


def _yes(words: str) -> bool:
    if words not in ("yes", "no", "true", "false"):
        raise WordsError(f"`{_cut(words)}` is neither `yes` nor `no`")
    return words in ("yes", "true")


def _hint(word: str, words: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, words, 1)
    return f"; did you mean `{near[0]}`?" if near else f"; it has {', '.join(f'`{one}`' for one in words)}"


def _cut(words: object) -> str:
    text = str(words)
    return text if len(text) <= 60 else f"{text[:60]}…"
