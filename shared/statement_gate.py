"""The gate before Enter, held against a statement: what it finds, what was let pass by whom, and what still stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from shared.gate.finding import Finding
from shared.gate.gate import Rules, Text, check
from shared.plan import Plan
from shared.promise import cadence
from shared.statement import Override, Statement, Words
from shared.statement_moves import Refused, moved

#: What no reason excuses: the page would be wrong, or the promise would be none.
UNFORGIVABLE = ("next_update_missing", "next_update_past", "empty", "unfilled_slot", "too_long", "title_length")


def rules_of(plan: Plan) -> Rules:
    """What the plan tells the gate; the company's own addresses may always stand."""
    contacts = tuple(component.contact for component in plan.components if component.contact)
    bare = tuple(contact.split(":", 1)[1] for contact in contacts if contact.startswith(("tel:", "mailto:")))
    own = (plan.company.contact_page, plan.company.status_page)
    return Rules(
        forbidden_promises=plan.gate.forbidden_promises,
        jargon=plan.gate.jargon,
        allowed=(*plan.gate.allowed, plan.company.name, *own, *contacts, *bare),
    )


def findings_of(
    statement: Statement, plan: Plan, now: datetime, next_update_at: datetime | None
) -> tuple[Finding, ...]:
    """What the gate finds in each text of the draft, overridden or not; none where there is no draft.

    The reason of a correction is public too, and is read with the text.
    """
    draft = statement.draft
    if draft is None:
        return ()
    rules = rules_of(plan)
    return tuple(
        finding
        for words in draft.words
        for finding in check(
            Text(words.language, words.title, _all_that_is_said(words, draft.because)),
            progress=draft.progress,
            next_update_at=next_update_at,
            now=now,
            rules=rules,
        )
    )


def findings_now(statement: Statement, plan: Plan, now: datetime) -> tuple[Finding, ...]:
    """What the gate finds if the draft went out now, with the next word one cadence later."""
    return findings_of(statement, plan, now, now + cadence(statement, plan))


def standing(statement: Statement, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The refusals among them that nobody has let pass."""
    passed = {(one.rule, one.language, one.words_hash) for one in statement.overrides}
    return tuple(
        one
        for one in findings
        if one.level == "refuse"
        and (one.rule in UNFORGIVABLE or (one.rule, one.language, _hash(statement, one)) not in passed)
    )


def refused_by_gate(statement: Statement, findings: Iterable[Finding]) -> Refused | None:
    """The refusals in words; None where nothing stands in the way."""
    stand = standing(statement, findings)
    if not stand:
        return None
    lines = [_told(one) for one in stand]
    forgivable = next((one.rule for one in stand if one.rule not in UNFORGIVABLE), None)
    if forgivable is not None:
        lines.append(
            "Change the text, or let it pass with your name and reason: "
            f'firebreak statement override {statement.id} --rule {forgivable} --because "..."'
        )
    return Refused("\n".join(("the gate refuses this text.", *lines)))


def override(statement: Statement, who: str, now: datetime, plan: Plan, rule: str, because: str) -> Statement | Refused:
    """Lets pass what the gate finds by that rule in the draft as it stands; new words are found anew."""
    if statement.draft is None:
        return Refused(f"{statement.id} has no draft; there is nothing to let pass")
    if not because.strip():
        return Refused("say why it may stand: the reason is kept with your name")
    if rule in UNFORGIVABLE:
        return Refused(f"nobody can let {rule} pass: the page would be wrong. Change the text.")
    refused = [one for one in standing(statement, findings_now(statement, plan, now)) if one.rule == rule]
    if not refused:
        return Refused(f"the gate refuses nothing in {statement.id} by {rule!r}")
    fresh = tuple(
        Override(rule, one.language, one.words, _hash(statement, one), who, because.strip(), now) for one in refused
    )
    # What is overridden was personal or rude enough to be refused: the log names the rule, not the words.
    passed = replace(statement, overrides=(*statement.overrides, *fresh))
    return moved(passed, who, f"let {rule} pass", now, because.strip())


def unfit_reason(statement: Statement, because: str, plan: Plan, now: datetime) -> Refused | None:
    """What the gate refuses in the public reason of a retraction; None where nothing. It is soon put otherwise."""
    language = statement.updates[-1].words[0].language
    said = Text(language, statement.title, because)
    found = check(said, progress="resolved", next_update_at=None, now=now, rules=rules_of(plan))
    refused = [one for one in found if one.level == "refuse" and one.where == "body"]
    if not refused:
        return None
    return Refused("\n".join(("the gate refuses this reason; put it otherwise.", *map(_told, refused))))


def _hash(statement: Statement, finding: Finding) -> str:
    """Of the words that were found, as they stand: the finding's own may be masked, and then look like others."""
    draft = statement.draft
    words = next((each for each in draft.words if each.language == finding.language), None) if draft else None
    if draft is None or words is None:
        return ""
    text = words.title if finding.where == "title" else _all_that_is_said(words, draft.because)
    found = text[finding.start : finding.start + len(finding.words)]
    return hashlib.sha256(found.encode("utf-8", "replace")).hexdigest()[:16]


def _all_that_is_said(words: Words, because: str) -> str:
    return f"{words.body}\n\n{because}" if because else words.body


def _told(finding: Finding) -> str:
    found = f"“{finding.words}”: " if finding.words else ""
    return f"{finding.rule}: {found}{finding.why} {finding.mend}"
