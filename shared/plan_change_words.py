"""A difference between two plans in words: what the file says otherwise, and about whom or what. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import is_dataclass
from datetime import timedelta
from typing import Any

from shared.plan import WAYS, Rule, Rung
from shared.plan_change import About, Change
from shared.plan_differences import ABSENT, ORDER, Difference
from shared.plan_values_said import LONGEST, NONE, said, span
from shared.triage.rules import BUILT_IN

#: What one entry of each part is called, where it isn't a person or an instance.
NOUNS = {
    "teams": "team",
    "schedules": "schedule",
    "escalations": "escalation",
    "sources": "source",
    "components": "component",
    "rules": "rule",
    "forms": "ready form",
}
_ABOUT: dict[str, About] = {"people": "person", "instances": "instance"}
#: The plan's words where a care lead would say it in others; the value comes for `{}`.
_CALLED = {
    "owner": "its owner is {}",
    "backups": "its back-ups are {}",
    "wait": "each of its people has {} to answer",
    "first_answer": "the customer has a first answer within {}",
    "next_answer": "the customer has each further answer within {}",
    "solution": "it is solved within {}",
    "clock": "its clocks run {} (business: in the company's hours)",
    "update_every": "in public the next word is promised every {}",
    "authority": "its authority is {}",
    "priority": "its priority is at least {}",
    "instance": "it goes to {}",
    "off": "it is switched off: {}",
    "private_channel": "what is not for the public moves to {}",
    "two_people_approve": "two people approve its statements: {}",
    "escalation": "its escalation is {}",
    "last_resort": "the last resort is {}",
    "default_instance": "what fits no instance goes to {}",
    "alarms": "when the system itself fails, {} is told",
    "approval_authority": "who signs a statement has at least authority {}",
    "customers": "how many customers it has: {}",
    "keep_texts": "what customers wrote is kept for {}",
    "members": "its members are {}",
    "repeat": "its rungs are gone through again {} times",
}
#: Where less is sooner for a customer; elsewhere in the plan a shorter time may well be later.
_CLOCKS = ("wait", "first_answer", "next_answer", "solution", "update_every")
#: A template's, where it names none.
MAIN_LANGUAGE = "main language"
_TEMPLATE_WORDS = ("title", "what_we_know", "next_update", "more")


def in_words(found: Difference) -> Change:
    """What stands in the plan's file otherwise, as one sentence."""
    part, *rest = found.path
    if part in _ABOUT and rest and rest != [ORDER]:
        return Change(_ABOUT[part], rest[0], _phrase(rest[1:], found, _ABOUT[part]))
    if part in NOUNS and rest and rest != [ORDER]:
        return Change("plan", f"{NOUNS[part]} {rest[0]}", _phrase(rest[1:], found, NOUNS[part]))
    return Change("plan", part, _phrase(rest, found, part))


def _phrase(path: list[str], found: Difference, noun: str) -> str:
    before, after = found.before, found.after
    if path and path[-1] == ORDER:
        return f"{_place(path[:-1])}their order is now {said(after)}".strip()
    if not path and (before is ABSENT or after is ABSENT):
        return _came_or_went(after if before is ABSENT else before, came=before is ABSENT)
    word = path[-1] if path else noun
    if noun == "person" and len(path) == 1:
        told = _of_person(word, before, after)
        if told:
            return told
    return f"{_place(path[:-1])}{_otherwise(word or MAIN_LANGUAGE, before, after)}"


def _came_or_went(entry: Any, *, came: bool) -> str:
    if isinstance(entry, Rule):
        return _rule(entry, came=came)
    name = getattr(entry, "name", "")
    return ("is new" + (f" ({name})" if name else "")) if came else "is no longer in the plan"


def _rule(rule: Rule, *, came: bool) -> str:
    """A rule with all that it does: one that is built in was there before the plan spoke of it, and is after it."""
    if not came:
        return "is as it is built in again" if rule.id in BUILT_IN else "is no longer in the plan"
    told = [
        "it is switched off" if rule.off else "",
        _CALLED["priority"].format(rule.priority) if rule.priority else "",
        _CALLED["instance"].format(rule.instance) if rule.instance else "",
        f"{'it also hears' if rule.id in BUILT_IN else 'it hears'} {said(rule.words)}" if rule.words else "",
        f"it is called {said(rule.name)}" if rule.name else "",
    ]
    return f"{'is changed' if rule.id in BUILT_IN else 'is new'}: {', '.join(filter(None, told))}"


def _of_person(word: str, before: Any, after: Any) -> str | None:
    """What changes in how somebody is told, as they would say it."""
    if word in WAYS:
        if before is None:
            return f"is told by {word} too ({after})"
        return f"is no longer told by {word}" if after is None else f"{word} goes to {after} (was {before})"
    if word == "quiet":
        if after is None:
            return "has no quiet hours any more"
        return f"has quiet hours {said(after)}" + (f" (was {said(before)})" if before is not None else "")
    if word == "authority":
        return f"has authority {after} (was {before})"
    return None


def _otherwise(word: str, before: Any, after: Any) -> str:
    called = _CALLED.get(word, f"`{word}` is {{}}")
    if before is ABSENT or after is ABSENT:
        return f"`{word}` is new: {said(after)}" if before is ABSENT else f"`{word}` is gone (was {said(before)})"
    if isinstance(before, timedelta) and after is None:
        return f"no `{word}` is promised any more (was {span(before)})"
    if word in _TEMPLATE_WORDS or _long(before) or _long(after):
        return f"the words of `{word}` change"
    if word == "rungs":
        return f"its rungs are {_rungs(after)} (was {_rungs(before)})"
    if isinstance(before, tuple) and isinstance(after, tuple) and word not in _CALLED:
        return _lists(word, before, after)
    return f"{called.format(said(after))} (was {said(before)}){_pace(word, before, after)}"


def _pace(word: str, before: Any, after: Any) -> str:
    if word not in _CLOCKS or before is None:
        return ""
    return ": sooner" if after < before else ": later"


def _lists(word: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> str:
    """What came and what went."""
    came, went = _less(after, before), _less(before, after)
    if not came and not went:
        return f"the order under `{word}` changes"
    told = [f"{verb} {'; '.join(map(said, some))}" for verb, some in (("gains", came), ("loses", went)) if some]
    return f"`{word}` {' and '.join(told)}"


def _less(some: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """What is in the one list and not, or not as often, in the other."""
    left, more = list(others), []
    for one in some:
        if one in left:
            left.remove(one)
        else:
            more.append(one)
    return more


def _rungs(rungs: tuple[Rung, ...]) -> str:
    return ", then ".join(f"{said(rung.tell)} ({span(rung.wait)})" for rung in rungs) or NONE


def _long(value: Any) -> bool:
    return (isinstance(value, str) and len(value) > LONGEST) or (is_dataclass(value) and hasattr(value, "what_we_know"))


def _place(path: list[str]) -> str:
    return f"{' '.join(step or MAIN_LANGUAGE for step in path)}: " if path else ""
