"""An opinion: what a second reader makes of a mention of which we were unsure. It holds no customer's words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from shared.correction import with_kind
from shared.verdict import COMPLAINTS, Ask, Kind, Reason, Sentiment, Verdict


@dataclass(frozen=True, slots=True)
class Opinion:
    """None where the reader has no opinion of that part, or answered outside of what was asked.

    `why` is our own sentence about it: a reader's sentences may be the customer's. `cost_usd` is by the plan's prices.
    """

    reader: str
    why: str
    cost_usd: float
    kind: Kind | None = None
    severity: int | None = None
    sentiment: Sentiment | None = None
    instance: str | None = None
    asks: tuple[Ask, ...] = ()
    language: str | None = None


def advised(verdict: Verdict, opinion: Opinion, instances: Collection[str]) -> Verdict:
    """The verdict with the second reader's word where we were unsure; as it was where we were not.

    An instance is taken where none was found and `instances`, the plan's, have it. An opinion of the mood alone leaves
    the doubt: a person should still read it. The priority stays as it was: the caller computes it anew.
    """
    if verdict.confidence != "low":
        return verdict
    language = opinion.language or verdict.language
    if opinion.kind is None:
        if opinion.sentiment is None:
            return replace(verdict, language=language)
        why = Reason("sentiment", opinion.why)
        reasons = (*(one for one in verdict.reasons if one.about != "sentiment"), why)
        return replace(verdict, language=language, sentiment=opinion.sentiment, reasons=reasons)
    placed = verdict.instance is None and opinion.instance in instances
    severity = opinion.severity if opinion.kind in COMPLAINTS else 0
    moved = with_kind(verdict, opinion.kind, severity, opinion.sentiment)
    said = {"kind", "confidence", "severity"} | ({"instance"} if placed else set())
    return replace(
        moved,
        instance=opinion.instance if placed else verdict.instance,
        asks=tuple(dict.fromkeys((*moved.asks, *opinion.asks))),
        language=language,
        confidence="medium",
        judged_by=opinion.reader,
        reasons=(
            Reason("kind", opinion.why),
            *((Reason("instance", opinion.why),) if placed else ()),
            *(one for one in verdict.reasons if one.about not in said),
        ),
    )
