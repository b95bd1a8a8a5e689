"""How a statement begins, and how its next draft does: from the plan's words or a person's. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from shared.case import Case
from shared.forms import FORM_PROGRESS, SLOT, drafted
from shared.plan import Plan
from shared.statement import LAST_WORDS, Draft, Form, Impact, Move, Progress, Statement, Window, Words, statement_id
from shared.statement_life import fault
from shared.statement_moves import Refused
from shared.statement_speech import MOST_AHEAD

#: Who wrote what stands in the plan: no person who acts now, so that any of them may approve it.
THE_PLAN = "firebreak"


@dataclass(frozen=True, slots=True)
class Start:
    """What a new statement begins with. Without a `body` its words are the plan's own for that instance.

    `case` says what it is about; `fills` are for the slots that a person fills in; `window` makes it planned
    maintenance. `since` is when the trouble began; without it, the case's time, else now.
    """

    instance: str | None = None
    title: str | None = None
    body: str | None = None
    brand: str | None = None
    case: str | None = None
    impact: Impact | None = None
    components: tuple[str, ...] | None = None
    window: Window | None = None
    fills: Mapping[str, str] | None = None
    since: datetime | None = None


def started(
    plan: Plan, instance_id: str, case: Case | None, who: str, now: datetime, start: Start
) -> Statement | Refused:
    """A statement that a person starts. One about a case (or its storm) has its id from that: there is one of it."""
    if start.since is not None and start.since > now:
        return Refused("trouble that is said to have begun can't begin later than now; give an earlier time")
    since = start.since or ((case.since or case.opened_at) if case else now)
    words = _first_words(plan, instance_id, since, who, start)
    if isinstance(words, Refused):
        return words
    window = start.window
    if window is not None and not now < window.begins_at < window.ends_at:
        return Refused("planned maintenance begins after now, and ends after it begins; give other times")
    if window is not None and window.ends_at - now > MOST_AHEAD:
        return Refused("planned maintenance is announced for a year at most; give other times")
    component = plan.instance(instance_id).component
    components = (
        ((component,) if component else ()) if start.components is None else tuple(dict.fromkeys(start.components))
    )
    unknown = set(components) - {one.id for one in plan.components}
    if unknown:
        return Refused(
            f"the plan has no component {sorted(unknown)[0]!r}; it has {', '.join(c.id for c in plan.components)}"
        )
    progress: Progress = "scheduled" if window else "investigating"
    impact: Impact = start.impact or ("none" if window else "minor")
    form: Form | None = "looking_into" if start.body is None else None
    draft = Draft(words=words, progress=progress, impact=impact, components=components, form=form)
    wrong = fault(draft)
    if wrong is not None:
        return Refused(wrong)
    about = (case.storm_id or case.id) if case else f"{who}#{now.isoformat()}"
    return Statement(
        id=statement_id(about),
        brand=start.brand or (case.brand if case else plan.company.name),
        instance=instance_id,
        state="draft",
        impact=impact,
        title=draft.title,
        draft=draft,
        created_at=now,
        started_at=window.begins_at if window else since,
        updated_at=now,
        components=components,
        window=window,
        storm_id=case.storm_id if case else None,
        case_id=case.id if case else None,
        moves=(Move(who, "drafted", now),),
    )


def ready_draft(
    plan: Plan,
    statement: Statement,
    form: Form,
    who: str,
    fills: Mapping[str, str],
    progress: Progress | None = None,
    corrects: int | None = None,
    because: str | None = None,
) -> Draft | Refused:
    """The plan's ready words for that form, for this statement, in each language that the plan has them in.

    Who gives a reason, or another progress than the form's own, has written them with the plan.
    """
    stage = progress or FORM_PROGRESS[form] or statement.progress
    words = ready_words(plan, statement, form, who, fills, last_word=stage in LAST_WORDS)
    if isinstance(words, Refused):
        return words
    if form == "correction" and corrects is None:
        return Refused(f"say which update is corrected; {statement.id} has {_numbers(statement)}")
    own = progress is not None or corrects is not None or bool(because)
    return Draft(
        words=tuple(replace(one, authors=(who,)) for one in words) if own else words,
        progress=stage,
        impact=statement.impact,
        components=statement.components,
        form=form,
        corrects=corrects,
        because=(because or "").strip(),
    )


def ready_words(
    plan: Plan,
    statement: Statement,
    form: Form,
    who: str,
    fills: Mapping[str, str] | None = None,
    *,
    last_word: bool = False,
) -> tuple[Words, ...] | Refused:
    """Who fills in a slot has written the text with the plan, and can't approve it where two people must."""
    lost = _lost(plan, statement.instance, form, fills or {})
    if lost is not None:
        return lost
    words = drafted(
        plan,
        statement.instance,
        form,
        statement.started_at,
        who if fills else THE_PLAN,
        titles=_titles(plan, statement),
        fills=fills or {},
        last_word=last_word,
    )
    if not words:
        forms = ", ".join(get_args(Form))
        return Refused(
            f"the plan has no words for {form!r}; write them under `forms`, or your own here (forms: {forms})"
        )
    return words


def _first_words(plan: Plan, instance_id: str, since: datetime, who: str, start: Start) -> tuple[Words, ...] | Refused:
    if start.body is not None:
        if start.title is None:
            return Refused("a title is missing: a few words that say what is going on")
        return (Words(plan.language, start.title.strip(), start.body.strip(), (who,)),)
    if start.window is not None:
        return Refused("planned maintenance needs words of its own: give a title and a text")
    said = (start.fills, start.title, start.impact, start.since)
    author = who if any(said) or start.components is not None else THE_PLAN
    lost = _lost(plan, instance_id, "looking_into", start.fills or {})
    if lost is not None:
        return lost
    titles = {plan.language: start.title.strip()} if start.title else {}
    words = drafted(plan, instance_id, "looking_into", since, author, titles=titles, fills=start.fills or {})
    if not words:
        return Refused(f"the plan has no words for {instance_id!r}; give a title and a text")
    # The first answer has a title of its own, which a person's stands in for.
    return tuple(replace(one, title=titles[plan.language]) for one in words) if titles else words


def _lost(plan: Plan, instance_id: str, form: Form, fills: Mapping[str, str]) -> Refused | None:
    """A person's words that the form has no place for, in any language; the promised time is nobody's to fill."""
    templates = plan.templates(instance_id, form)
    texts = [text for one in templates for text in (one.title, one.what_we_know, one.next_update, one.more)]
    slots = sorted({slot for text in texts for slot in SLOT.findall(text)} - {"next_update"})
    lost = next((slot for slot in fills if slot.rpartition(":")[2] not in slots), None)
    if lost is None or not templates:
        return None
    return Refused(f"the plan's words for {form!r} have no slot {lost!r} to fill; they have: {', '.join(slots)}")


def _titles(plan: Plan, statement: Statement) -> dict[str, str]:
    """As last said in public, else as they stand in the draft: by language."""
    draft = statement.draft.words if statement.draft is not None else ()
    words = statement.updates[-1].words if statement.updates else draft
    return {plan.language: statement.title, **{one.language: one.title for one in words}}


def _numbers(statement: Statement) -> str:
    return ", ".join(str(update.number) for update in statement.updates) or "none yet"
