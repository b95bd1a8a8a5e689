"""What a notice about a statement says: the promise of the next word, a review that is asked for, a draft sent back."""

from __future__ import annotations

from datetime import datetime

from functions.notify_owner.clock import clock
from shared.channels.message import Message
from shared.plan import Person, Plan
from shared.review import SENT_BACK
from shared.statement import Statement


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
        priority="high",
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
        priority="high",
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
        priority="high",
    )
