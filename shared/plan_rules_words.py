"""What makes a plan's texts fit to be said: whole in each language, every slot one that gets filled, past the gate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shared.forms import CASE_SLOTS, FORM_PROGRESS, PARTS, PERSON_SLOTS, SLOT, fillings, parts_of, written
from shared.gate.gate import Text, check
from shared.plan import Instance, Plan, ReadyForm, Template
from shared.plan_broken import Broken, Place, time_zones
from shared.statement import Form
from shared.statement_gate import rules_of

#: The gate reads a text with its slots filled; this time, and these words of a person's, have nothing against them.
EXAMPLE_TIME = datetime(2026, 10, 2, 12, 30, tzinfo=UTC)
EXAMPLE_WORDS = dict.fromkeys(PERSON_SLOTS, "…")


def broken_words(plan: Plan) -> Iterator[Broken]:
    for position, instance in enumerate(plan.instances):
        place: Place = ("instances", position)
        first = replace(instance.template, language=plan.language)
        yield from _text(plan, instance, "looking_into", first, (*place, "template"))
        for template in instance.translations:
            where = (*place, "translations", template.language)
            yield from _language_of_translation(plan, template, where)
            yield from _text(plan, instance, "looking_into", template, where)
        yield from _forms(plan, instance, instance.forms, place)
    # The forms for all instances are tried with the first one's names.
    if plan.instances:
        yield from _forms(plan, plan.instances[0], plan.forms, ())


def _forms(plan: Plan, instance: Instance, forms: tuple[ReadyForm, ...], place: Place) -> Iterator[Broken]:
    for ready in forms:
        where = (*place, "forms", ready.form)
        if plan.language not in {template.language for template in ready.templates}:
            what = f"`{ready.form}` has no words in `{plan.language}`, the company's main language"
            yield Broken(where, what, f"write `{plan.language}:` and its parts below `{ready.form}`")
        for template in ready.templates:
            if template.language not in plan.company.languages:
                yield _foreign(plan, template, (*where, template.language))
            yield from _text(plan, instance, ready.form, template, (*where, template.language))


def _language_of_translation(plan: Plan, template: Template, place: Place) -> Iterator[Broken]:
    if template.language == plan.language:
        what = f"`{template.language}` is the company's main language, and its words are the `template`"
        yield Broken(place, what, "remove it here")
    elif template.language not in plan.company.languages:
        yield _foreign(plan, template, place)


def _foreign(plan: Plan, template: Template, place: Place) -> Broken:
    what = f"`{template.language}` is none of the company's languages ({', '.join(plan.company.languages)})"
    return Broken(place, what, "correct it, or add it to `languages` under `company`")


def _text(plan: Plan, instance: Instance, form: Form, template: Template, place: Place) -> Iterator[Broken]:
    found = [*_whole(template, form, place), *_slots(template, form, place)]
    yield from found
    # The gate would only say the same again, in other words.
    if not found and plan.company.time_zone in time_zones():
        yield from _refused(plan, instance, form, template, place)


def _whole(template: Template, form: Form, place: Place) -> Iterator[Broken]:
    # A form without a title keeps the statement's.
    for part in PARTS if form != "looking_into" else ("title", *PARTS):
        if not getattr(template, part).strip():
            yield Broken((*place, part), f"`{part}` is empty", "say something true, even where little is known")
    if template.next_update.strip() and "{next_update}" not in template.next_update:
        what = "`next_update` promises no time"
        yield Broken((*place, "next_update"), what, "put `{next_update}` where the time belongs")


def _slots(template: Template, form: Form, place: Place) -> Iterator[Broken]:
    known = open_slots(form)
    for part in ("title", *PARTS):
        text: str = getattr(template, part)
        where = (*place, part)
        for slot in SLOT.findall(text):
            if slot not in known:
                mend = f"use one of {', '.join('{' + name + '}' for name in known)}"
                yield Broken(where, f"`{{{slot}}}` can't be filled in", mend)
        if re.search(r"[{}]", SLOT.sub("", text)):
            yield Broken(where, "a `{` or `}` stands alone", "close it, or leave it out")
        if form != "looking_into" and part != "next_update" and "{next_update}" in text:
            what = "`{next_update}` stands outside `next_update`, which the last word leaves out"
            yield Broken(where, what, "say it in `next_update`")


def open_slots(form: Form) -> tuple[str, ...]:
    """What that form may ask to have filled in. Two can go out with nobody there to fill anything in: the first
    answer at once, and "nothing new yet" as it was approved.
    """
    return CASE_SLOTS if form in ("looking_into", "nothing_new") else (*CASE_SLOTS, *PERSON_SLOTS)


def _refused(plan: Plan, instance: Instance, form: Form, template: Template, place: Place) -> Iterator[Broken]:
    """What the gate would refuse, were it published with its slots filled."""
    fills = {**fillings(plan, instance, EXAMPLE_TIME, template.language), **EXAMPLE_WORDS}
    words = written(template, fills, "", title=instance.name)
    findings = check(
        Text(words.language, words.title, words.body),
        progress=FORM_PROGRESS[form] or "investigating",
        next_update_at=EXAMPLE_TIME + timedelta(hours=1),
        now=EXAMPLE_TIME,
        rules=rules_of(plan),
        refusals_only=True,
    )
    for finding in findings:
        part = "title" if finding.where == "title" else _part_at(finding.start, parts_of(template, fills))
        what = f"`{part}` would be refused by the gate: “{finding.words}”: {finding.why}"
        yield Broken((*place, part), what, finding.mend)


def _part_at(start: int, parts: dict[str, str]) -> str:
    """The part in which that character of the whole body stands."""
    end = 0
    for part, text in parts.items():
        end += len(text) + len("\n\n")
        if start < end:
            return part
    return PARTS[-1]
