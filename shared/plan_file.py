"""The crisis plan as a care lead writes it: YAML text to a plan, or a list of what is wrong, where, and how to mend it.

For the command line only: it imports pydantic and yaml, which no function should pay for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from shared.plan import Plan
from shared.plan_broken import Place
from shared.plan_notes import notes
from shared.plan_rules import broken_rules
from shared.plan_shape import WORDS, PlanShape
from shared.plan_yaml import MAX_BYTES, Finding, PlanFile, PlanFileError

__all__ = ["MAX_BYTES", "Finding", "PlanFileError", "notes_on", "read_plan"]


def read_plan(text: str, now: datetime | None = None) -> Plan:
    """The plan in a YAML text, as version 0. Raises PlanFileError with every finding of the first stage that has any:
    the YAML, then the shape, then the plan's own rules, then who is there in the 52 weeks after `now` (None: nobody
    looks ahead).
    """
    file = PlanFile(text)
    try:
        plan = PlanShape.model_validate(file.content).noun()
    except ValidationError as error:
        raise PlanFileError(list(_shape_findings(file, error))) from None
    findings = [file.finding(place, what, mend) for place, what, mend in broken_rules(plan, now)]
    if findings:
        raise PlanFileError(findings)
    return plan


def notes_on(text: str, plan: Plan, now: datetime) -> list[Finding]:
    """What breaks no rule in the plan that this text holds, and may still not be meant."""
    file = PlanFile(text)
    return sorted(file.finding(*note) for note in notes(plan, now))


def _shape_findings(file: PlanFile, error: ValidationError) -> Iterator[Finding]:
    for fault in error.errors():
        place: Place = fault["loc"]
        what, mend = _in_words(file, dict(fault), place)
        yield file.finding(place, what, mend, of_word=fault["type"] == "extra_forbidden")


def _in_words(file: PlanFile, fault: dict[str, Any], place: Place) -> tuple[str, str]:
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
        case "told" if (file.written(place) or "").startswith(_CURLY):
            return f"{word}: {fault['ctx']['what']}", 'write plain quotes around it: `"` before and behind'
        case "told":
            return f"{word}: {fault['ctx']['what']}", str(fault["ctx"]["mend"])
        case "string_type":
            return f"{word} is not a text{_as_read(file, fault['input'], place)}", _QUOTE
        case "tuple_type":
            return f"{word} is not a list", "write each entry on a line of its own, after a `-`"
        case "model_type":
            return f"{word} does not hold words with values", "write lines like `name: Web team lead`, indented"
        case "mapping_type" | "dict_type":
            return f"{word} holds no languages", "write a line for each, such as `pt:`, and its words indented below"
        case "int_type":
            return f"{word} is not a whole number", "write one, such as `2`, without quotes"
        case "float_type":
            return f"{word} is not a number", "write one, such as `1.5`, without quotes"
        case "bool_type":
            return f"{word} is neither yes nor no", "write `true` or `false`, without quotes"
        case "literal_error":
            allowed = re.findall("'(.*?)'", fault["ctx"]["expected"])
            mend = f"write {', '.join(f'`{one}`' for one in allowed[:-1])} or `{allowed[-1]}`"
            return f"{word} can't be {_as_given(fault['input'])}", mend
        case _:
            return f"{word}: {fault['msg'][0].lower()}{fault['msg'][1:]}", "correct the value"


#: Quotes as letters and pages have them, which YAML takes for part of the text.
_CURLY = ("“", "”", "„", "‘", "’", "«", "»")
_QUOTE = "put it in quotes, or write something behind it"


def _as_given(value: object) -> str:
    kinds = {list: "a list", dict: "words with values", type(None): "empty"}
    return kinds.get(type(value)) or f"`{str(value)[:60]}`"


def _as_read(file: PlanFile, value: object, place: Place) -> str:
    """YAML takes `no` for an answer and 007 for a number."""
    if isinstance(value, bool):
        return f": YAML reads `{file.written(place)}` as {'true' if value else 'false'}"
    if isinstance(value, int | float):
        return f": YAML reads `{file.written(place)}` as a number"
    return ""
