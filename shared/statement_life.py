"""The writing of a statement: its first draft and each update's, by whom, in which languages. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shared.statement import OF_MAINTENANCE, Draft, Form, Impact, Progress, Statement, Words
from shared.statement_moves import Refused, illegal, moved, staged

#: Titles are cut by readers of the status API at this many characters.
TITLE_CHARACTERS = 255
BODY_CHARACTERS = 20_000
#: The slot that only publishing fills: the promise is made when the text goes out.
NEXT_UPDATE_SLOT = "{next_update}"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Unchanged:
    """Stands for "as it was" in an edit, where None would be a value of its own."""


UNCHANGED = Unchanged()


def edit(
    statement: Statement,
    who: str,
    now: datetime,
    *,
    title: str | None = None,
    body: str | None = None,
    progress: Progress | None = None,
    language: str | None = None,
    drop: bool = False,
    impact: Impact | None = None,
    components: Sequence[str] | None = None,
    form: Form | Unchanged | None = UNCHANGED,
    corrects: int | Unchanged | None = UNCHANGED,
    because: str | None = None,
) -> Statement | Refused:
    """Changes the draft, or starts the next update's. An approval was for the old text and is gone with it.

    `language` says whose text is meant (None: the main one); a new one is added, `drop` takes one away. `corrects` is
    the number of the update that is put right, and `because` says in what.
    """
    no = illegal(statement, "edit")
    if no is not None:
        return no
    before = statement.draft or _next_draft(statement, who)
    words = _reworded(before, who, language or before.words[0].language, title, body, drop)
    if isinstance(words, Refused):
        return words
    if progress is None and isinstance(corrects, int):
        progress = statement.progress
    draft = replace(
        before,
        words=words,
        progress=progress or before.progress,
        impact=impact or before.impact,
        components=before.components if components is None else tuple(dict.fromkeys(components)),
        form=before.form if isinstance(form, Unchanged) else form,
        corrects=before.corrects if isinstance(corrects, Unchanged) else corrects,
        because=before.because if because is None else because.strip(),
        submitted_by=None,
    )
    return _taken_in_hand(statement, _authored(before, draft, who), who, now, "edited")


def redraft(statement: Statement, draft: Draft, who: str, now: datetime) -> Statement | Refused:
    """Takes a whole new draft in hand, such as one of the plan's ready forms; the one before it is gone."""
    return illegal(statement, "edit") or _taken_in_hand(statement, draft, who, now, f"drafted from “{draft.form}”")


def fault(draft: Draft) -> str | None:
    """What is wrong with a draft's form, in a sentence; None where nothing is. What it says is the gate's matter."""
    for words in draft.words:
        said = "" if len(draft.words) == 1 else f" ({words.language})"
        if not words.title:
            return f"the title{said} is empty; say in a few words what is going on"
        if len(words.title) > TITLE_CHARACTERS:
            return f"the title{said} has {len(words.title)} characters, {TITLE_CHARACTERS} at most"
        if not words.body:
            return f"the text{said} is empty; say what we know, when the next word comes, and where to turn"
        if len(words.body) > BODY_CHARACTERS:
            return f"the text{said} has {len(words.body)} characters, {BODY_CHARACTERS} at most"
    return None


def language_of(draft: Draft, language: str) -> Words | None:
    return next((words for words in draft.words if words.language == language), None)


def _taken_in_hand(statement: Statement, draft: Draft, who: str, now: datetime, what: str) -> Statement | Refused:
    wrong = fault(draft) or _unfit(statement, draft)
    if wrong is not None:
        return Refused(wrong)
    edited = replace(statement, draft=draft, state="draft" if not statement.public else statement.state)
    return moved(_still_approved(edited), who, what, now)


def _next_draft(statement: Statement, who: str) -> Draft:
    language = statement.updates[-1].words[0].language if statement.updates else "en"
    return Draft(
        words=(Words(language, statement.title, "", (who,)),),
        progress="postmortem" if statement.state == "resolved" else statement.progress,
        impact=statement.impact,
        components=statement.components,
    )


def _reworded(
    draft: Draft, who: str, language: str, title: str | None, body: str | None, drop: bool
) -> tuple[Words, ...] | Refused:
    """The texts after the edit. Who gives title and body anew is the only author of what stands there."""
    main = draft.words[0]
    before = language_of(draft, language)
    if drop:
        if before is None or language == main.language:
            return Refused(f"{language!r} can't be dropped; it is no translation of this text")
        return tuple(words for words in draft.words if words is not before)
    if before is None:
        if not _LANGUAGE.fullmatch(language):
            return Refused(f"{language!r} is no language code; write it like `en` or `pt`")
        fresh = Words(language, (title or "").strip(), (body or "").strip(), (who,))
        return (*draft.words, fresh)
    after = (
        (before.title if title is None else title).strip(),
        (before.body if body is None else body).strip(),
    )
    if after == (before.title, before.body):
        return draft.words
    kept = () if title is not None and body is not None else tuple(one for one in before.authors if one != who)
    if not before.body:
        kept = ()
    words = Words(language, *after, (*kept, who))
    return tuple(words if each is before else each for each in draft.words)


def _authored(before: Draft, after: Draft, who: str) -> Draft:
    """Who changes what every text says, such as the progress or a correction's reason, is an author of them all."""

    def said(draft: Draft) -> Draft:
        return replace(draft, words=(), submitted_by=None, form=None)

    if said(before) == said(after):
        return after
    words = (replace(one, authors=(*(of for of in one.authors if of != who), who)) for one in after.words)
    return replace(after, words=tuple(words))


def _unfit(statement: Statement, draft: Draft) -> str | None:
    """Why a draft of that progress, or correction, can't follow what was said."""
    planned = statement.window is not None
    if (draft.progress in OF_MAINTENANCE) != planned and draft.progress != "postmortem":
        kind = "planned maintenance" if planned else "an incident"
        return f"{statement.id} is {kind}; it can't be {draft.progress.replace('_', ' ')}"
    if draft.corrects is not None:
        if draft.corrects not in {update.number for update in statement.updates}:
            return f"{statement.id} has no update {draft.corrects} that could be corrected"
        if any(update.corrects == draft.corrects for update in statement.updates):
            return f"update {draft.corrects} is corrected already; correct its correction instead"
        if not draft.because:
            return f"say what was wrong in update {draft.corrects}; the public is told"
    if draft.progress == "postmortem" and not statement.over:
        return f"{statement.id} is not resolved yet; a post-mortem comes after that"
    if statement.over and draft.progress not in ("postmortem", statement.progress):
        return f"{statement.id} is {statement.state}: only a post-mortem, or a correction, can follow"
    if statement.over and draft.progress == statement.progress and draft.corrects is None:
        return (
            f"{statement.id} is {statement.state} already; say which update this corrects, or start another statement"
        )
    return None


def _still_approved(statement: Statement) -> Statement:
    """Only the approvals of texts that stand as they were."""
    draft = statement.draft
    if draft is None:
        return replace(statement, approvals=())
    fits = {(language, draft.hash_of(language)) for language in draft.languages}
    kept = tuple(one for one in statement.approvals if (one.language, one.text_hash) in fits)
    return staged(replace(statement, approvals=kept))
