"""What a notice says: what happened, why this person, by when, the customer's words, and what to type."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from shared.case import Case
from shared.channels.message import Message
from shared.escalation import rung_at
from shared.plan import Person, Plan
from shared.review import SENT_BACK
from shared.statement import Statement
from shared.verdict import Known

#: A customer's words are cut to this many characters in a notice.
QUOTE_CHARACTERS = 1500


def notice_of_case(case: Case, rung: int, person: Person, plan: Plan, known: Known | None, now: datetime) -> Message:
    """The notice of a rung. A private message is never quoted."""
    instance = plan.instance(case.instance)
    wait = rung_at(plan, case.instance, rung).wait
    facts = [
        ("Case", f"{case.id} ({case.priority})"),
        ("About", instance.name),
        ("Please acknowledge by", clock(now + wait, plan)),
    ]
    if case.since is not None:
        facts.append(("Since", clock(case.since, plan)))
    if known is not None and known.mention.url:
        facts.append(("Where", known.mention.url))
    facts += [("Because", reason) for reason in case.reasons]
    quote = None
    if known is not None and known.mention.public:
        quote = known.mention.text[:QUOTE_CHARACTERS]
    return Message(
        subject=f"[{case.priority}] {case.title}",
        lines=(case.title, why(person, rung, plan, case)),
        facts=tuple(facts),
        quote=quote,
        commands=(
            f"firebreak ack {case.id} --as {person.id}",
            f"firebreak storm {case.storm_id}" if case.storm_id else f"firebreak case {case.id}",
        ),
        thread=case.id,
    )


def why(person: Person, rung: int, plan: Plan, case: Case) -> str:
    """Why it is this person who is told."""
    instance = plan.instance(case.instance)
    if rung == 0:
        return f"You own “{instance.name}” in the crisis plan (version {plan.version})."
    if person.id == plan.last_resort and rung >= len(instance.backups):
        return "Nobody before you has answered; you are the plan's last resort."
    return f"{plan.person(case.owner).name} has not answered; you are back-up {rung} for “{instance.name}”."


def notice_of_promise(
    statement: Statement, promised_at: datetime, person: Person, plan: Plan, now: datetime, tap: str | None = None
) -> Message:
    """`tap` is the link by which this person says "nothing new yet" at once; None where nobody has words for it."""
    late = promised_at <= now
    told = "is late" if late else "is due soon"
    return Message(
        subject=f"The promised update {told}: {statement.title}",
        lines=(
            f"We promised the public the next word by {clock(promised_at, plan)}.",
            "It has not come yet." if late else "Nothing new yet is an answer too; say so, with a new time.",
        ),
        facts=(("Statement", statement.id),),
        commands=(
            f"firebreak statement edit {statement.id} --as {person.id}",
            f"firebreak statement nothing-new {statement.id} --as {person.id}",
        ),
        thread=statement.id,
        links=(("Read “nothing new yet”, and say it with one tap", tap),) if tap else (),
    )


def notice_of_review(statement: Statement, person: Person) -> Message:
    draft = statement.draft
    texts = () if draft is None else tuple(draft.hash_of(language) for language in draft.languages)
    asked_by = draft.submitted_by if draft is not None else None
    return Message(
        subject=f"Please read, and approve or send back: {draft.title if draft else statement.title}",
        lines=(f"{asked_by or 'Somebody'} asks for your yes to a statement. Nothing of it is public before.",),
        facts=(("Statement", statement.id), ("Progress", draft.progress if draft else statement.progress)),
        commands=(
            f"firebreak statement show {statement.id}",
            *(f"firebreak statement approve {statement.id} --text {text} --as {person.id}" for text in texts),
            f'firebreak statement send-back {statement.id} --because "..." --as {person.id}',
        ),
        thread=statement.id,
    )


def notice_of_return(statement: Statement, person: Person) -> Message:
    back = next((move for move in reversed(statement.moves) if move.what == SENT_BACK), None)
    return Message(
        subject=f"Sent back to you: {statement.draft.title if statement.draft else statement.title}",
        lines=(f"{back.who}: {back.why}" if back else "It is a draft again.",),
        facts=(("Statement", statement.id),),
        commands=(
            f"firebreak statement edit {statement.id} --as {person.id}",
            f"firebreak statement submit {statement.id} --as {person.id}",
        ),
        thread=statement.id,
    )


def clock(at: datetime, plan: Plan) -> str:
    """A time as the company's people say it, with the zone named."""
    local = at.astimezone(ZoneInfo(plan.company.time_zone))
    return f"{local:%H:%M %Z on} {local.day} {local:%B}"
