"""A plan file's YAML as plain values, and where in the text each of them stands."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from shared.plan_broken import Place
from shared.plan_yaml_words import slip_of

#: A plan of 200 instances with their texts in two languages, 500 people and 100 schedules has some 430,000 characters
#: (`make bench-plan`). A file four times that size is no plan that people keep, and would keep its reader waiting.
MAX_BYTES = 2_000_000
#: The plan itself is eight deep. More is a bomb, and would use up the interpreter's stack.
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
        self.findings = sorted(set(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


class _Composer(yaml.composer.Composer):
    """Composes nodes without anchors and aliases (nine lines of them can stand for a billion words)."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[attr-defined]  # a parser's, which stands beside this class
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _at(event.start_mark, "a plan has no anchors (`&`) or aliases (`*`)", "write it out, or quote it")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _at(event.start_mark, "this is nested too deeply", "check the indentation and the brackets")
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Loader(
    yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser, _Composer, SafeConstructor, yaml.resolver.Resolver
):
    """PyYAML's own parser, whose words on what is no YAML are the ones that we know how to tell.

    Not its SafeLoader: other libraries teach that one tags of their own, for everybody in the process.
    """

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)
        yaml.composer.Composer.__init__(self)
        SafeConstructor.__init__(self)
        yaml.resolver.Resolver.__init__(self)


def _quick_loader() -> type[Any] | None:
    """libyaml's parser, where PyYAML was built with it: four times as quick, the same nodes at the same places."""
    if not yaml.__with_libyaml__:
        return None
    from yaml._yaml import CParser

    class Quick(_Composer, CParser, SafeConstructor, yaml.resolver.Resolver):
        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            yaml.composer.Composer.__init__(self)
            SafeConstructor.__init__(self)
            yaml.resolver.Resolver.__init__(self)

        in_flow = 0

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            """Leaves to the other what the two see differently: where nothing stands, and `?` between brackets."""
            event: Any = self.peek_event()
            plain = isinstance(event, yaml.ScalarEvent) and not event.style
            if plain and (not event.value or (self.in_flow and "?" in event.value)):
                raise yaml.YAMLError("the two parsers disagree on this")
            flow = bool(getattr(event, "flow_style", False))
            self.in_flow += flow
            node = super().compose_node(parent, index)
            self.in_flow -= flow
            return node

    return Quick


#: What the two parsers take differently: tabs, and line ends other than a plain one.
_DISPUTED = re.compile("[\t\r\x85\u2028\u2029\ufeff]")
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_QUICK = _quick_loader()


class PlanFile:
    """The file's content as plain values, and where in the text each of them stands. Raises PlanFileError."""

    def __init__(self, text: str, *, quick: bool = True) -> None:
        self._nodes: dict[Place, yaml.Node] = {}
        self._words: dict[Place, yaml.Node] = {}
        self._findings: list[Finding] = []
        if len(text) > MAX_BYTES:
            raise PlanFileError([Finding(1, 1, f"more than {MAX_BYTES:,} characters", "this can't be a plan")])
        self._loader, root = _composed(text, quick)
        if root is None:
            raise PlanFileError([Finding(1, 1, "the file is empty", "begin with `company:`")])
        self.content = self._value(root, ())
        if self._findings:
            raise PlanFileError(self._findings)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._nodes)

    def finding(self, place: Place, what: str, mend: str, *, of_word: bool = False) -> Finding:
        """A finding at that place (`of_word`: the word before it), or at the nearest thing around it in the file."""
        while place not in self._nodes:
            place = place[:-1]
        node = self._words.get(place) if of_word else None
        return _finding((node or self._nodes[place]).start_mark, what, mend)

    def written(self, place: Place) -> str | None:
        """What stands there, letter by letter; None where it is more than one value."""
        node = self._nodes.get(place)
        return node.value if isinstance(node, yaml.ScalarNode) else None

    def _value(self, node: yaml.Node, place: Place) -> object:
        self._nodes.setdefault(place, node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*place, position)) for position, item in enumerate(node.value)]
        # YAML 1.1 counts in sixties: it reads 22:00 as 1320. In a plan it is a time of day.
        if node.tag == "tag:yaml.org,2002:str" or (node.tag in _NUMBERS and ":" in node.value):
            return node.value
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
            self._words[(*place, word)] = key
            # A block of text begins after its `|`; the word before it is what a reader looks for.
            self._nodes[(*place, word)] = item if isinstance(item, yaml.ScalarNode) else key
            values[word] = self._value(item, (*place, word))
        return values


def _composed(text: str, quick: bool) -> tuple[Any, yaml.Node | None]:
    if quick and _QUICK is not None and not _DISPUTED.search(text):
        # What it refuses is read again, slowly, and told in the one way.
        with suppress(yaml.YAMLError, UnicodeError, PlanFileError):
            loader = _QUICK(text)
            return loader, loader.get_single_node()
    try:
        slow = _Loader(text)
        return slow, slow.get_single_node()
    except yaml.MarkedYAMLError as error:
        slip = slip_of(error, text)
        raise PlanFileError([Finding(slip.line + 1, slip.column + 1, slip.what, slip.mend)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise PlanFileError([Finding(line, 1, "a character that YAML does not allow", "remove it")]) from None


def _at(mark: yaml.Mark | None, what: str, mend: str) -> PlanFileError:
    return PlanFileError([_finding(mark, what, mend)])


def _finding(mark: yaml.Mark | None, what: str, mend: str) -> Finding:
    return Finding(mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, what, mend)
