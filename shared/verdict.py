"""A verdict: what triage says of one mention version, with the reasons for each thing that it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shared.mention import Mention

Kind = Literal["praise", "question", "specific_complaint", "venting", "other"]
Sentiment = Literal["negative", "neutral", "positive"]
Confidence = Literal["high", "medium", "low"]
Priority = Literal["urgent", "high", "normal", "low"]
#: What a mention wants of us: an answer, a deed, or it says what will happen otherwise.
Ask = Literal["question", "request", "threat"]

#: The most pressing first.
PRIORITIES: tuple[Priority, ...] = ("urgent", "high", "normal", "low")
#: The kinds that count as complaints when a storm is sought.
COMPLAINTS: frozenset[Kind] = frozenset({"specific_complaint", "venting"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that carried a part of the verdict: `about` names the part, `why` is read by people in a notice."""

    about: Literal[
        "kind", "severity", "sentiment", "asks", "instance", "rule", "history", "priority", "language", "confidence"
    ]
    why: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """An instance of the plan that a mention might belong to; `share` is how much of our belief it has, 0 to 1."""

    instance: str
    share: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """`severity` is 0 to 4 on the scale of Jin and Aletras (2021): none, no explicit reproach, disapproval,
    accusation, blame; `level` is the expected one, of which `severity` is the nearest. `complaint` is the probability
    that it is one (P). `instance` is a name from the crisis plan, or None where none fits; `alternatives` are the next
    best. `rules` are the ids of the plan's rules that spoke. `angry`: a complaint in high arousal. `judged_by` says by
    whom: the model's name, "rules" where there was none, a second reader's name, or "person". What has a default was
    not told by verdicts kept before it was asked.
    """

    mention_id: str
    mention_version: int
    kind: Kind
    sentiment: Sentiment
    severity: int
    priority: Priority
    confidence: Confidence
    language: str
    instance: str | None
    reasons: tuple[Reason, ...]
    triaged_at: datetime
    angry: bool = False
    complaint: float | None = None
    level: float | None = None
    asks: tuple[Ask, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    rules: tuple[str, ...] = ()
    judged_by: str = "rules"

    @property
    def is_complaint(self) -> bool:
        return self.kind in COMPLAINTS


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of one mention: its newest version, and that version's verdict once there is one."""

    mention: Mention
    verdict: Verdict | None


def told_reasons(known: Known | None) -> tuple[str, ...]:
    """What people are told of why a mention was judged so: the verdict's reasons, while the post is there and public.

    They quote it: of a private message, and of a post that is gone, none is told.
    """
    if known is None or known.verdict is None or not known.mention.public:
        return ()
    return tuple(reason.why for reason in known.verdict.reasons)
