"""The crisis plan as a care lead writes it: YAML text to a plan, or a list of what is wrong, where, and how to mend it.

For the command line only: it imports pydantic and yaml, which no function should pay for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import ValidationError

from shared.plan import Plan
from shared.plan_broken import Place
from shared.plan_rules import broken_rules
from shared.plan_shape import WORDS, PlanShape

#: A plan is written by hand; a larger file is something else.
MAX_BYTES = 300_000
#: The plan itself is five deep. More is a bomb, and would use up the interpreter's stack.
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong in a plan file. `line` and `column` count from 1, as editors do."""

    line: int
    column: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.what}; {self.mend}"


class PlanFileError(Exception):
    """A text that is no plan; `findings` hold everything that is wrong, in the order of the file."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = sorted(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


def read_plan(text: str) -> Plan:
    """The plan in a YAML text, as version 0. Raises PlanFileError with every finding of the first stage that has any:
    the YAML, then the shape, then the plan's own rules.
    """
    file = _File(text)
    try:
        plan = PlanShape.model_validate(file.content).noun()
    except ValidationError as error:
        raise PlanFileError(list(_shape_findings(file, error))) from None
    findings = [file.finding(place, what, mend) for place, what, mend in broken_rules(plan)]
    if findings:
        raise PlanFileError(findings)
    return plan


class _Loader(yaml.SafeLoader):
    """Composes nodes without anchors and aliases (nine lines of them can stand for a billion words)."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _at(event.start_mark, "a plan has no anchors (`&`) or aliases (`*`)", "write it out, or quote it")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _at(event.start_mark, "this is nested too deeply", "check the indentation and the brackets")
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _File:
    """The file's content as plain values, and where in the text each of them stands."""

    def __init__(self, text: str) -> None:
        self._marks: dict[Place, yaml.Mark] = {}
        self._findings: list[Finding] = []
        if len(text) > MAX_BYTES:
            raise PlanFileError([Finding(1, 1, f"more than {MAX_BYTES:,} characters", "this can't be a plan")])
        try:
            self._loader = _Loader(text)
            root = self._loader.get_single_node()
        except yaml.MarkedYAMLError as error:
            raise _at(error.problem_mark, f"not YAML: {error.problem}", "check the line and the one above it") from None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise PlanFileError([Finding(line, 1, "a character that YAML does not allow", "remove it")]) from None
        if root is None:
            raise PlanFileError([Finding(1, 1, "the file is empty", "begin with `company:`")])
        self.content = self._value(root, ())
        if self._findings:
            raise PlanFileError(self._findings)

    def finding(self, place: Place, what: str, mend: str) -> Finding:
        """A finding at that place, or at the nearest thing around it that the file has."""
        while place not in self._marks:
            place = place[:-1]
        return _finding(self._marks[place], what, mend)

    def _value(self, node: yaml.Node, place: Place) -> object:
        self._marks.setdefault(place, node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*place, position)) for position, item in enumerate(node.value)]
        try:
            value: object = self._loader.construct_object(node)
        except (yaml.MarkedYAMLError, ValueError):
            self._findings.append(
                _finding(node.start_mark, f"`{node.value}` can't be read", "correct it, or put it in quotes")
            )
            return None
        return value

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        values: dict[str, object] = {}
        for key, item in node.value:
            word = str(key.value)
            if word in values:
                what = f"`{word}` stands twice here, and only one would count"
                self._findings.append(_finding(key.start_mark, what, "keep one of them"))
            # A block of text begins after its `|`; the word before it is what a reader looks for.
            self._marks[(*place, word)] = item.start_mark if isinstance(item, yaml.ScalarNode) else key.start_mark
            values[word] = self._value(item, (*place, word))
        return values


def _shape_findings(file: _File, error: ValidationError) -> Iterator[Finding]:
    for fault in error.errors():
        place: Place = fault["loc"]
        what, mend = _in_words(dict(fault), place)
        yield file.finding(place, what, mend)


def _in_words(fault: dict[str, Any], place: Place) -> tuple[str, str]:
    word = next((f"`{step}`" for step in reversed(place) if isinstance(step, str)), "the file")
    match fault["type"]:
        case "missing":
            return f"{word} is missing", f"add {word}"
        case "extra_forbidden":
            # A language stands between a form and its words.
            words = WORDS[next((str(step) for step in reversed(place[:-1]) if step in WORDS), "plan")]
            near = get_close_matches(str(place[-1]), words, n=1)
            mend = f"did you mean `{near[0]}`?" if near else f"the words here are {', '.join(words)}"
            return f"{word} is not a word of the plan", mend
        case "told":
            return f"{word}: {fault['ctx']['what']}", str(fault["ctx"]["mend"])
        case "string_type":
            return f"{word} is not a text", "put it in quotes, or write something behind it"
        case "tuple_type":
            return f"{word} is not a list", "write each entry on a line of its own, after a `-`"
        case "model_type":
            return f"{word} does not hold words with values", "write lines like `name: Web team lead`, indented"
        case "mapping_type" | "dict_type":
            return f"{word} holds no languages", "write a line for each, such as `pt:`, and its words indented below"
        case _:
            return f"{word}: {fault['msg'][0].lower()}{fault['msg'][1:]}", "correct the value"


def _at(mark: yaml.Mark | None, what: str, mend: str) -> PlanFileError:
    return PlanFileError([_finding(mark, what, mend)])


def _finding(mark: yaml.Mark | None, what: str, mend: str) -> Finding:
    return Finding(mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, what, mend)
