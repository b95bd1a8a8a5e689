"""What the mentions of a batch are judged by, beside their own words; and which of them need more to be known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from functions.triage.histories import KnownAuthors, mention_in
from shared.mention import Mention
from shared.plan import Plan
from shared.store.items import Item
from shared.store.said import Said
from shared.triage.history import UNKNOWN, History
from shared.triage.judge import triage
from shared.triage.lessons import Lessons
from shared.triage.model import Model
from shared.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Known:
    """`customers`: by a mention's id, whether a known customer wrote it; who isn't there was not asked after."""

    plan: Plan
    model: Model | None
    lessons: Lessons
    said: Said
    authors: KnownAuthors
    customers: Mapping[str, bool] = field(default_factory=dict)


def verdict_of(mention: Mention, by: Known, now: datetime, history: History = UNKNOWN) -> Verdict:
    return triage(
        mention,
        by.plan,
        now,
        model=by.model,
        history=history,
        lessons=by.lessons,
        correction=by.said.correction(mention.id, mention.version),
        opinion=by.said.opinion(mention.id, mention.version),
    )


def complaints_and_questions(images: Iterable[Item], by: Known, now: datetime) -> Iterator[Mention]:
    """Those whose priority can turn on who wrote them: what else there is, is low whoever did (priority.py).

    They are judged for this, and again with what is found: that takes a twentieth of asking after every author.
    """
    for mention in map(mention_in, images):
        if mention is None:
            continue
        try:
            verdict = verdict_of(mention, by, now)
        except Exception:  # noqa: BLE001, S112  # judged for good, it has its own line in the log, and is kept waiting
            continue
        if verdict.is_complaint or verdict.kind == "question":
            yield mention
