"""Rules above the model: what counts whatever else a text is taken for. Ten are built in; a plan adds its own.

A rule raises a mention's priority, or sends it to an instance, or both; the plan changes what it does, adds words to
it, or switches it off. What is denied ("nobody was hurt") sets off nothing. Money taken back by a bank (a chargeback)
is no fraud: it is a customer's own right, and left to the judging.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shared.plan import Plan, Rule
from shared.triage.alarms import Ids, alarms_in, lexicon_with
from shared.triage.kept import kept
from shared.triage.lexicon import Lexicon
from shared.triage.marks import clauses_in
from shared.verdict import PRIORITIES, Priority

#: The built-in rules, the gravest first, and what a notice says of a mention that sets one off. All of them are urgent.
BUILT_IN: dict[str, str] = {
    "self_harm": "somebody who may harm themselves: a person must answer",
    "injury": "somebody who was hurt or fell ill",
    "safety": "somebody's safety",
    "staff_threat": "a threat against our people",
    "data_leak": "personal details in the wrong hands",
    "fraud": "fraud or theft",
    "discrimination": "discrimination",
    "regulator": "a regulator or the police",
    "lawyer": "legal action",
    "press": "the press",
}
#: So many of the words that set off a rule are quoted.
MOST_QUOTED = 4


@dataclass(frozen=True, slots=True)
class Spoken:
    """One rule that was set off: by which words, what it asks for, and why in a sentence for the notice."""

    id: str
    name: str
    why: str
    priority: Priority | None
    instance: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    """A plan's rules, read once: what each does, in the order in which they count, and the words of them all."""

    rules: dict[str, Rule]
    lexicon: Lexicon[Ids]


def spoken(text: str, plan: Plan, language: str) -> tuple[Spoken, ...]:
    """The rules that a text sets off, the most pressing first; of equals the plan's own, then the gravest.

    All of the text is read, however long. `language` tells which words deny; rules are heard in every language.
    """
    rules = _set(plan.rules)
    heard: dict[str, dict[str, None]] = {}
    for clause, words in clauses_in(text):
        for alarm in alarms_in(clause, words, language, rules.lexicon):
            if not alarm.negated:
                for id_ in alarm.ids:
                    heard.setdefault(id_, {})[alarm.words] = None
    if not heard:
        return ()
    found = [_spoken(rule, tuple(heard[id_])) for id_, rule in rules.rules.items() if id_ in heard]
    return tuple(sorted(found, key=_pressing))


def sent_to(rules: Sequence[Spoken]) -> Spoken | None:
    """The rule that says whose a mention is: the first that names an instance."""
    return next((rule for rule in rules if rule.instance is not None), None)


def _pressing(rule: Spoken) -> int:
    return len(PRIORITIES) if rule.priority is None else PRIORITIES.index(rule.priority)


def _spoken(rule: Rule, words: tuple[str, ...]) -> Spoken:
    quoted = ", ".join(f"'{one}'" for one in words[:MOST_QUOTED])
    return Spoken(rule.id, rule.name, f"speaks of {rule.name}: {quoted}", rule.priority, rule.instance, words)


@kept
@lru_cache(maxsize=8)
def _set(own: tuple[Rule, ...]) -> _Set:
    rules = {rule.id: _whole(rule) for rule in own}
    rules |= {id_: _whole(Rule(id_)) for id_ in BUILT_IN if id_ not in rules}
    off = frozenset(rule.id for rule in own if rule.off)
    return _Set(
        {id_: rule for id_, rule in rules.items() if id_ not in off},
        lexicon_with(tuple((rule.id, rule.words) for rule in own), off),
    )


def _whole(rule: Rule) -> Rule:
    """A rule with what it has where the plan says nothing."""
    if rule.id in BUILT_IN:
        return Rule(rule.id, rule.words, rule.name or BUILT_IN[rule.id], rule.priority or "urgent", rule.instance)
    return Rule(rule.id, rule.words, rule.name or rule.id, rule.priority, rule.instance)
