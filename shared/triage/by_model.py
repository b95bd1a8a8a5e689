"""What an English text amounts to by the model, with the word lists beside it for what they show better."""

from __future__ import annotations

from shared.triage.arousal import is_heated
from shared.triage.by_rules import UNSURE, asks_of, details_of, severity_of
from shared.triage.carrying import shown
from shared.triage.chances import NEAREST, logit, sigmoid
from shared.triage.heads import ASKS, KINDS
from shared.triage.joined import doubted, kind_of, leaned
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
#: So few words leave room for more than one meaning, however clear each is.
FEW_WORDS = 2


def read_by_model(text: str, marks: Marks, rating: int | None, model: Model) -> Reading:
    """What the model makes of the text. The details that it names, and the words that carried it, are the reasons."""
    by_model = model.read(text)
    scores = rated(leaned(by_model, marks), rating)
    asks = _asks(scores, marks)
    kind = kind_of(rated(by_model, rating), scores, marks, asks)
    if kind == "question" and not {"question", "request"} & set(asks):
        asks = ("question", *asks)
    return Reading(
        kind=kind,
        complaint=scores.complaint,
        level=scores.level,
        sentiment="positive" if kind == "praise" and scores.sentiment == "negative" else scores.sentiment,
        asks=asks,
        heated=scores.complaint >= 0.5 and (scores.heat >= HEATED or is_heated(marks)),
        sure=sureness(scores, marks, kind, by_lists=by_model.complaint < 0.5 <= scores.complaint),
        why=(_why_kind(text, marks, rating, model, kind), _why_level(text, marks, model, scores)),
    )


def rated(scores: Scores, rating: int | None) -> Scores:
    """The scores with what a star rating beside the text says."""
    if rating is None or rating not in RATINGS:
        return scores
    return scores.with_complaint(sigmoid(logit(scores.complaint, NEAREST) + RATINGS[rating]))


def sureness(scores: Scores, marks: Marks, kind: Kind, *, by_lists: bool = False) -> float:
    """How likely the kind is right: that it is a complaint (or none), times that it is this one among those.

    Where the word lists chose it (`by_lists`: that it complains), it is as sure as they are; where they speak against
    it, it is a guess.
    """
    if scores.known < LEAST_KNOWN or not any(word.isalpha() for word in marks.words) or doubted(kind, marks):
        return GUESS
    complains = scores.complaint >= 0.5
    among = scores.kinds[:2] if complains else scores.kinds[2:]
    share = scores.kinds[KINDS.index(kind)] / max(sum(among), 1e-9)
    alike = max(scores.complaint, 1 - scores.complaint)
    sure = alike * (share if kind == scores.kind else max(share, UNSURE))
    return min(sure, UNSURE) if by_lists or len(marks.words) <= FEW_WORDS else sure


def _asks(scores: Scores, marks: Marks) -> tuple[Ask, ...]:
    said = {ask for ask, likely in zip(ASKS, scores.asks, strict=True) if likely >= ASKED}
    if "threat" in asks_of(marks, scores.kind):
        said.add("threat")
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
    return Reason("kind", f"{said}{after(() if kind == 'other' else shown(text, marks, model, 'kind', kind))}")


def _why_level(text: str, marks: Marks, model: Model, scores: Scores) -> Reason:
    if scores.complaint < 0.5:
        return Reason("severity", "")
    level = max(1, min(4, round(scores.level)))
    ruled, words = severity_of(marks)
    if ruled != level:
        output = ("1 and up", "2 and up", "3 and up", "4")[level - 1]
        words = list(shown(text, marks, model, "level", output)) if level > 1 else []
    return Reason("severity", f"{LEVELS[level]}{after(words)}")
