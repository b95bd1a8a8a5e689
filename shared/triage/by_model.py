"""What an English text amounts to by the model, with the word lists beside it for what they show better."""

from __future__ import annotations

import math

from shared.triage.arousal import is_heated
from shared.triage.by_rules import asks_of, details_of, severity_of
from shared.triage.heads import ASKS, KINDS
from shared.triage.marks import Marks
from shared.triage.model import Model, Scores
from shared.triage.reading import LEVELS, Reading, after
from shared.verdict import Ask, Kind, Reason

#: How much a star rating moves the log odds of a complaint: a text beside one star is seldom praise.
RATINGS = {1: 2.0, 2: 1.2, 4: -1.2, 5: -2.0}
#: From this probability on a text is taken to ask, request or threaten, and to be heated.
ASKED, HEATED = 0.5, 0.5
#: A text of which the model knows fewer features than this (a word has about ten) is a guess.
LEAST_KNOWN = 12
GUESS = 0.3


def read_by_model(text: str, marks: Marks, rating: int | None, model: Model) -> Reading:
    """What the model makes of the text. The details that it names, and the words that carried it, are the reasons."""
    scores = rated(model.read(text), rating)
    kind = scores.kind
    return Reading(
        kind=kind,
        complaint=scores.complaint,
        level=scores.level,
        sentiment=scores.sentiment,
        asks=_asks(scores, marks, kind),
        heated=scores.complaint >= 0.5 and (scores.heat >= HEATED or is_heated(marks)),
        sure=sureness(scores, marks),
        why=(_why_kind(text, marks, rating, model, kind), _why_level(text, marks, model, scores)),
    )


def rated(scores: Scores, rating: int | None) -> Scores:
    """The scores with what a star rating beside the text says."""
    if rating is None or rating not in RATINGS:
        return scores
    inside = min(max(scores.complaint, 1e-6), 1 - 1e-6)
    odds = math.log(inside / (1 - inside)) + RATINGS[rating]
    return scores.with_complaint(1 / (1 + math.exp(-odds)))


def sureness(scores: Scores, marks: Marks) -> float:
    """How likely the kind is right: that it is a complaint (or none), times that it is this one among those."""
    if scores.known < LEAST_KNOWN or not any(word.isalpha() for word in marks.words):
        return GUESS
    complains = scores.complaint >= 0.5
    among = scores.kinds[:2] if complains else scores.kinds[2:]
    share = scores.kinds[KINDS.index(scores.kind)] / max(sum(among), 1e-9)
    return (scores.complaint if complains else 1 - scores.complaint) * share


def _asks(scores: Scores, marks: Marks, kind: Kind) -> tuple[Ask, ...]:
    ruled = asks_of(marks, kind)
    said = {ask for ask, likely in zip(ASKS, scores.asks, strict=True) if likely >= ASKED}
    if "threat" in ruled:
        said.add("threat")
    if kind == "question" and not said & {"question", "request"}:
        said.add("question")
    return tuple(ask for ask in ASKS if ask in said)


def _why_kind(text: str, marks: Marks, rating: int | None, model: Model, kind: Kind) -> Reason:
    if kind in ("specific_complaint", "venting"):
        specific, why = details_of(marks, rating)
        if specific == (kind == "specific_complaint") and "'" in why:
            return Reason("kind", why)
    said = {
        "specific_complaint": "reads like somebody with a problem",
        "venting": "is let down and names nothing to look into",
        "question": "asks something",
        "praise": "is content",
        "other": "neither complains, nor asks, nor praises, as far as we can tell",
    }[kind]
    return Reason("kind", f"{said}{after(() if kind == 'other' else model.carried(text, 'kind', kind))}")


def _why_level(text: str, marks: Marks, model: Model, scores: Scores) -> Reason:
    if scores.complaint < 0.5:
        return Reason("severity", "")
    level = max(1, min(4, round(scores.level)))
    ruled, words = severity_of(marks)
    if ruled != level:
        output = ("1 and up", "2 and up", "3 and up", "4")[level - 1]
        words = list(model.carried(text, "level", output)) if level > 1 else []
    return Reason("severity", f"{LEVELS[level]}{after(words)}")
