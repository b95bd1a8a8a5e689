"""Texts made ahead, filled with what is known: a first answer, and the ready forms of what comes after it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from shared.plan import Instance, Plan, Template
from shared.spoken import spoken
from shared.statement import Form, Progress, Words

#: Filled from the case, the plan and the clock; `next_update` only when the text is published.
CASE_SLOTS = ("company", "what", "where", "since", "next_update", "contact_page")
#: Filled by a person: what was found, what was done, what was wrong, what is right, who is affected.
PERSON_SLOTS = ("cause", "done", "wrong", "right", "affected")
#: The progress that each form tells of; None leaves it as it was.
FORM_PROGRESS: Mapping[Form, Progress | None] = MappingProxyType(
    {
        "looking_into": "investigating",
        "identified": "identified",
        "fixed": "monitoring",
        "nothing_new": None,
        "correction": None,
    }
)
#: The three parts of a text, in the order in which they are read.
PARTS = ("what_we_know", "next_update", "more")
SLOT = re.compile(r"\{([^{}]*)\}")
_NOTHING: Mapping[str, str] = MappingProxyType({})


def drafted(
    plan: Plan,
    instance_id: str,
    form: Form,
    since: datetime,
    author: str,
    *,
    titles: Mapping[str, str] = _NOTHING,
    fills: Mapping[str, str] = _NOTHING,
    last_word: bool = False,
) -> tuple[Words, ...]:
    """The form's words in each language that the plan has them in, the main one first; none where it has none.

    `titles` are those that the statement has, by language; they stand where the form has no title of its own. `fills`
    are a person's words, in the main language; those of another one name it (`pt:cause`).
    """
    instance = plan.instance(instance_id)
    said: list[Words] = []
    for template in plan.templates(instance_id, form):
        known = _known(plan, instance, since, template.language, fills)
        kept = titles.get(template.language) or _first_title(plan, instance, since, template.language, fills, titles)
        said.append(written(template, known, author, last_word=last_word, title=kept))
    return tuple(said)


def fillings(plan: Plan, instance: Instance, since: datetime, language: str) -> dict[str, str]:
    """What each slot of the case is filled with in that language; names are as the plan has them.

    `next_update` is left out: it stays a slot until the text is published.
    """
    component = next((one.name for one in plan.components if one.id == instance.component), None)
    return {
        "company": plan.company.name,
        "what": instance.name,
        "where": component or plan.company.name,
        "since": spoken(since, ZoneInfo(plan.company.time_zone), language),
        "contact_page": plan.company.contact_page,
    }


def written(
    template: Template, fills: Mapping[str, str], author: str, *, last_word: bool = False, title: str = ""
) -> Words:
    """The template's parts as paragraphs. The last word promises nothing: it leaves `next_update` out.

    A slot that has no filling stays where it is, for a person to see; the gate lets none of them out.
    """
    parts = parts_of(template, fills, last_word=last_word)
    own = filled(template.title, fills)
    return Words(template.language, own or title.strip(), "\n\n".join(parts.values()), (author,))


def parts_of(template: Template, fills: Mapping[str, str], *, last_word: bool = False) -> dict[str, str]:
    """Each part that says something, filled, in the order in which they are read."""
    parts = {
        part: filled(getattr(template, part), fills) for part in PARTS if not (last_word and part == "next_update")
    }
    return {part: text for part, text in parts.items() if text}


def filled(text: str, fills: Mapping[str, str]) -> str:
    """In one pass, so that braces within a filling are no slots."""

    def fill(slot: re.Match[str]) -> str:
        value = fills.get(slot[1], "").strip()
        # Who fills in a whole sentence, with its full stop, means no second one.
        return (value.rstrip(".") if text.startswith(".", slot.end()) else value) or slot[0]

    return SLOT.sub(fill, text).strip()


def _in_language(fills: Mapping[str, str], language: str, main: str) -> dict[str, str]:
    """A sentence in the main language would be a foreign body in a translation: there the slot stays open."""
    plain = {slot: text for slot, text in fills.items() if ":" not in slot} if language == main else {}
    named = {slot.split(":", 1)[1]: text for slot, text in fills.items() if slot.startswith(f"{language}:")}
    # The promised time is the clock's to fill: in words it would be a promise that nobody keeps count of.
    return {slot: text for slot, text in {**plain, **named}.items() if slot != "next_update"}


def _known(plan: Plan, instance: Instance, since: datetime, language: str, fills: Mapping[str, str]) -> dict[str, str]:
    return {**fillings(plan, instance, since, language), **_in_language(fills, language, plan.language)}


def _first_title(
    plan: Plan, instance: Instance, since: datetime, language: str, fills: Mapping[str, str], titles: Mapping[str, str]
) -> str:
    """The title of the instance's first answer in that language.

    Where the statement has another title in the main language, the plan's would say something else in a translation:
    there it stays in the main language, for a person to put right.
    """
    first = {
        one.language: filled(one.title, _known(plan, instance, since, one.language, fills))
        for one in plan.templates(instance.id, "looking_into")
    }
    main = titles.get(plan.language) or first.get(plan.language, "")
    return first.get(language, main) if main == first.get(plan.language) else main
