"""What makes the rules above the model ones that can be set off, that do something, and that aren't set off by all."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from shared.plan import Plan, Rule
from shared.plan_broken import Broken, Place, doubles, unknown
from shared.triage.fold import words_of
from shared.triage.lexicon import phrase_of
from shared.triage.rules import BUILT_IN

#: Fewer Latin letters than this are in every other post, with an open end some more; elsewhere a sign says more.
LEAST_LETTERS, LEAST_OPEN, LEAST_ELSEWHERE = 3, 4, 2
#: Words that are in nearly every post, and would set a rule off with it.
EVERYWHERE = frozenset(
    words_of(
        """a an and are but can for from get had has have her him his how its just not now our out she that the them
        they this was were what when who why will with you your i'm it's que los las por para con una les des est pas
        der die das und ist nicht ich per che non com uma hai mein kya aur"""
    )
)


def broken_above(plan: Plan) -> Iterator[Broken]:
    yield from doubles("rules", [rule.id for rule in plan.rules])
    instances = frozenset(instance.id for instance in plan.instances)
    for position, rule in enumerate(plan.rules):
        place: Place = ("rules", position)
        if rule.instance is not None and rule.instance not in instances:
            yield unknown((*place, "instance"), "instance", rule.instance, "instances", instances)
        yield from _of_use(rule, place)
        yield from _words(rule, place)


def _of_use(rule: Rule, place: Place) -> Iterator[Broken]:
    if rule.id in BUILT_IN:
        if rule == Rule(rule.id):
            what = f"`{rule.id}` is built in, and nothing about it is changed here"
            yield Broken(place, what, "add `words`, `priority`, `instance` or `off: true`, or remove it")
        return
    if not rule.words:
        near = get_close_matches(rule.id, BUILT_IN, n=1)
        mend = f"did you mean the built-in `{near[0]}`? If not, add `words`" if near else "add `words`"
        yield Broken(place, f"nothing would ever set off `{rule.id}`", f"{mend}; built in are {', '.join(BUILT_IN)}")
    if rule.priority is None and rule.instance is None:
        yield Broken(place, f"`{rule.id}` does nothing when it is set off", "add a `priority` or an `instance`")


def _words(rule: Rule, place: Place) -> Iterator[Broken]:
    seen: set[object] = set()
    for at, text in enumerate(rule.words):
        where: Place = (*place, "words", at)
        phrase = phrase_of(text)
        words, is_open = phrase
        if not words:
            yield Broken(where, f"`{text}` has no word that could be heard", "write a word, or remove it")
        elif phrase in seen:
            yield Broken(where, f"`{text}` stands twice here", "keep one of them")
        elif "*" in text.strip().removesuffix("*"):
            yield Broken(where, f"`{text}` has a `*` that is not at its end", "leave only the last word open")
        elif len(words) == 1 and _everywhere(words[0], is_open):
            yield Broken(where, f"`{text}` is too short: it would be heard in nearly every post", "write more of it")
        seen.add(phrase)


def _everywhere(word: str, is_open: bool) -> bool:
    if not word.isascii():
        return len(word) < LEAST_ELSEWHERE
    return word in EVERYWHERE or len(word) < (LEAST_OPEN if is_open else LEAST_LETTERS)
