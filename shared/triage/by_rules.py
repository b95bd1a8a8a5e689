"""What a text amounts to by word lists alone: for languages that no model reads, and where the model is missing."""

from __future__ import annotations

import math

from shared.triage.arousal import is_heated
from shared.triage.lexicon import WEIGHTS, Sign
from shared.triage.marks import Marks
from shared.triage.reading import LEVELS, Reading, after
from shared.verdict import COMPLAINTS, Ask, Kind, Reason, Sentiment

#: A text weighs as a complaint from here on; `trouble` by itself is not enough, together with anything else it is.
COMPLAINT_FROM = 0.6
#: Hints alone add up to no complaint, however long the text; beside a thing or a length of time they may.
MOST_BY_HINTS = 0.5
#: This far from the border a kind is sure.
CLEAR = 0.8
#: How often a kind is right that is sure, and one that is not; where nothing was found, it is a guess.
SURE, UNSURE, GUESS = 0.85, 0.65, 0.4
#: Points of detail that make a complaint specific.
SPECIFIC_FROM = 2
_HAPPENED: tuple[Sign, ...] = ("fault", "safety", "injury", "fraud", "data_leak", "discrimination", "staff_threat")
_OPINION: tuple[Sign, ...] = ("reproach", "accusation", "blame", "insult", "slogan")
_GRAVE: tuple[tuple[int, tuple[Sign, ...]], ...] = (
    (4, ("blame",)),
    (3, ("accusation", "discrimination", "fraud", "data_leak")),
    (2, ("reproach", "insult", "slogan")),
)


def read_by_rules(marks: Marks, rating: int | None) -> Reading:
    """What the signs of a text come to.

    A complaint where their weights (lexicon.WEIGHTS) come to COMPLAINT_FROM or more; specific where its details
    outweigh its insults and slogans. Otherwise praise, a question, or other. Severity is 4 where it condemns, 3 where
    it accuses, 2 where it disapproves or insults, else 1.
    """
    weight = weight_of(marks, rating)
    kind, sure, why = _kind(marks, weight, rating)
    level, graver = severity_of(marks)
    complaint = kind in COMPLAINTS
    return Reading(
        kind=kind,
        complaint=1 / (1 + math.exp(-3.0 * (weight - COMPLAINT_FROM))),
        level=float(level) if complaint else 0.0,
        sentiment=_sentiment(kind),
        asks=asks_of(marks, kind),
        heated=complaint and is_heated(marks),
        sure=sure,
        why=(
            Reason("kind", why),
            Reason("severity", f"{LEVELS[level]}{after(graver)}" if complaint else ""),
        ),
    )


def severity_of(marks: Marks) -> tuple[int, list[str]]:
    """The level that a complaint with these marks has, and the words that make it so."""
    return next(((level, words) for level, signs in _GRAVE if (words := marks.of(*signs))), (1, []))


def details_of(marks: Marks, rating: int | None) -> tuple[bool, str]:
    """Whether a complaint names what can be looked into, and that in words."""
    happened, opinion = marks.of(*_HAPPENED), marks.of(*_OPINION)
    tried = marks.of("attempt", "ask", "hardship")
    noise = len(marks.of("insult", "slogan"))
    points = len(marks.details) + min(len(happened), 2) + min(len(tried), 2) + marks.first_person - noise
    # Who says in plain words what went wrong, and judges nothing, is not letting off steam.
    if points >= SPECIFIC_FROM or (happened and not opinion):
        when = " and when" if {"when", "span"} & marks.details.keys() else ""
        told = [detail for about, detail in marks.details.items() if about != "thing"]
        said = [*happened[:2], *told] or [*tried, *marks.of("trouble"), *opinion, *marks.details.values()]
        return True, f"says what happened{when}{after(said)}"
    if rating and rating <= 2 and not opinion:
        return False, f"rates us {rating} of 5 and names nothing to look into"
    said = opinion or marks.of("trouble", "hint", "lawyer", "regulator", "press")
    return False, f"is let down and names nothing to look into{after(said)}"


def asks_of(marks: Marks, kind: Kind) -> tuple[Ask, ...]:
    found: list[Ask] = []
    if kind == "question" or marks.question_mark:
        found.append("question")
    if marks.of("ask"):
        found.append("request")
    if marks.of("lawyer", "regulator", "press", "staff_threat"):
        found.append("threat")
    return tuple(found)


def weight_of(marks: Marks, rating: int | None) -> float:
    """How much a text's signs weigh for a complaint."""
    weight = hints = 0.0
    # A word said twice weighs no more than once: a long text would be heavy by its length alone.
    for sign, _, negated in dict.fromkeys(marks.found):
        own = WEIGHTS.get(sign, 0.0)
        if sign == "hint":
            hints += own
        elif not negated:
            weight += own
        elif sign == "praise":
            weight += 0.6
        elif own >= WEIGHTS["trouble"]:
            weight -= 0.3
    weight += min(hints, MOST_BY_HINTS)
    # How long it took, and what it is about, count only beside a sign that something is amiss.
    if weight > 0:
        weight += 0.4 * ("span" in marks.details) + 0.15 * ("thing" in marks.details)
    if rating is not None:
        weight += {1: 1.2, 2: 0.8, 4: -0.6, 5: -1.0}.get(rating, 0.0)
    return weight


def _kind(marks: Marks, weight: float, rating: int | None) -> tuple[Kind, float, str]:
    sure = SURE if abs(weight - COMPLAINT_FROM) >= CLEAR else UNSURE
    asked = marks.of("ask")
    # "Is the late boat delayed too?" has a word of trouble in it, and no complaint.
    only_asks = marks.asking and weight < 1.0 and not marks.of(*_OPINION, *_HAPPENED)
    if weight >= COMPLAINT_FROM and not only_asks:
        specific, why = details_of(marks, rating)
        return ("specific_complaint" if specific else "venting"), sure, why
    if marks.asking or (asked and weight > -1.0):
        return "question", SURE if asked and marks.question_mark else UNSURE, f"asks something{after(asked)}"
    if weight <= -0.5:
        why = (
            f"rates us {rating} of 5" if rating and rating >= 4 else f"is content{after(marks.of('praise', 'thanks'))}"
        )
        return "praise", SURE if weight <= -1.2 else UNSURE, why
    if marks.question_mark:
        return "question", UNSURE, "asks something"
    return "other", GUESS, "neither complains, nor asks, nor praises, as far as we can tell"


def _sentiment(kind: Kind) -> Sentiment:
    if kind in COMPLAINTS:
        return "negative"
    return "positive" if kind == "praise" else "neutral"
