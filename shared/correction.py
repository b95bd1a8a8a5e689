"""A correction: what a person said that a mention is, after it was judged. None of the customer's words are in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from shared.verdict import COMPLAINTS, Kind, Reason, Sentiment, Verdict

_SENTIMENTS: dict[Kind, Sentiment] = {
    "specific_complaint": "negative",
    "venting": "negative",
    "praise": "positive",
    "question": "neutral",
    "other": "neutral",
}


@dataclass(frozen=True, slots=True)
class Was:
    """The parts of a verdict that a person can correct, as they were before."""

    kind: Kind
    instance: str | None
    severity: int
    sentiment: Sentiment


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of one version of a mention: an edit after it has other words, and is judged anew.

    None where they said nothing of that part; `no_instance`: that none of the plan's instances fits. `by` is the id of
    a person of the plan.
    """

    mention_id: str
    mention_version: int
    by: str
    at: datetime
    was: Was
    kind: Kind | None = None
    instance: str | None = None
    no_instance: bool = False
    severity: int | None = None
    sentiment: Sentiment | None = None

    @property
    def about_instance(self) -> bool:
        """Whether they said which instance it belongs to, or that it belongs to none."""
        return self.no_instance or self.instance is not None

    @property
    def confirms(self) -> bool:
        """Whether they said what was thought already."""
        said = (self.kind, self.severity, self.sentiment)
        thought = (self.was.kind, self.was.severity, self.was.sentiment)
        same = all(new in (None, old) for new, old in zip(said, thought, strict=True))
        return same and (not self.about_instance or self.instance == self.was.instance)


def was_of(verdict: Verdict) -> Was:
    return Was(verdict.kind, verdict.instance, verdict.severity, verdict.sentiment)


def confirming(verdict: Verdict, by: str, at: datetime) -> Correction:
    """A person looked, and it is as was thought."""
    was = was_of(verdict)
    return Correction(
        verdict.mention_id,
        verdict.mention_version,
        by,
        at,
        was,
        kind=was.kind,
        instance=was.instance,
        no_instance=was.instance is None,
        severity=was.severity,
        sentiment=was.sentiment,
    )


def corrected(verdict: Verdict, correction: Correction) -> Verdict:
    """The verdict with the person's word in its parts; what follows from a part follows from theirs.

    The priority stays as it was: the caller computes it anew. Nothing changes where another version is meant.
    """
    if verdict.mention_version != correction.mention_version:
        return verdict
    kind = correction.kind or verdict.kind
    return replace(
        with_kind(verdict, kind, correction.severity, correction.sentiment),
        instance=correction.instance if correction.about_instance else verdict.instance,
        alternatives=() if correction.about_instance else verdict.alternatives,
        confidence="high",
        judged_by="person",
        reasons=(*_whys(correction), *(one for one in verdict.reasons if one.about not in _said_of(correction))),
    )


def with_kind(verdict: Verdict, kind: Kind, severity: int | None, sentiment: Sentiment | None) -> Verdict:
    """The verdict with another kind, and with the severity, mood, heat and probability that go with that."""
    complaint = kind in COMPLAINTS
    level = (verdict.severity or 1) if severity is None else severity
    grave = level if complaint else 0
    moved = kind != verdict.kind
    return replace(
        verdict,
        kind=kind,
        severity=grave,
        level=verdict.level if grave == verdict.severity else float(grave),
        sentiment=sentiment or (_SENTIMENTS[kind] if moved else verdict.sentiment),
        angry=complaint and verdict.angry,
        complaint=float(complaint) if moved else verdict.complaint,
        asks=("question", *verdict.asks) if kind == "question" and "question" not in verdict.asks else verdict.asks,
    )


def _said_of(correction: Correction) -> set[str]:
    said = {
        "kind": correction.kind,
        "severity": correction.severity,
        "sentiment": correction.sentiment,
        "instance": correction.about_instance or None,
    }
    return {"confidence"} | {part for part, word in said.items() if word is not None}


def _whys(correction: Correction) -> tuple[Reason, ...]:
    """One a part that they spoke of, in the order in which people read them."""
    why = f"{correction.by} said so on {correction.at:%Y-%m-%d}"
    parts = _said_of(correction)
    return tuple(Reason(part, why) for part in ("kind", "severity", "sentiment", "instance") if part in parts)
