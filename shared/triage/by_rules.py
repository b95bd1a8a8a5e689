"""What a text amounts to by word lists alone: for languages that no model reads, and where the model is missing."""

from __future__ import annotations

import math

from shared.triage.arousal import is_heated
from shared.triage.fold import folded, words_of
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
#: What went wrong, and what is thought of it.
HAPPENED: tuple[Sign, ...] = ("fault", "safety", "injury", "fraud", "data_leak", "discrimination", "staff_threat")
OPINION: tuple[Sign, ...] = ("reproach", "accusation", "blame", "insult", "slogan")
_GRAVE: tuple[tuple[int, tuple[Sign, ...]], ...] = (
    (4, ("blame",)),
    (3, ("accusation", "discrimination", "fraud", "data_leak")),
    (2, ("reproach", "insult", "slogan")),
)

#: Who asks for more than an answer says one of these.
PLEADING = frozenset(
    folded(
        words_of(
            """please pls plz kindly help refund call contact fix send dm favor ayuda ayuden svp s'il aidez aider bitte
            hilfe helft favore piacere aiuto aiutate ajuda ajudem tafadhali naomba msaada nisaidieni فضلك مساعدة ارجو
            رجاء कृपया मदद kripya madad"""
        )
    )
)
#: What somebody says who will turn to others: "I will call a lawyer", "or I sue", "my solicitor".
_TURNING_TO = frozenset(
    words_of(
        """will i'll we'll you'll going gonna if unless otherwise sue suing sued report reporting reported taking take
        call calling contact contacting file filed filing tell telling hear hearing"""
    )
)
_TO_US = frozenset(words_of("you your yours you're you'll u ur"))


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
    happened, opinion = marks.of(*HAPPENED), marks.of(*OPINION)
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
    # "What time does it leave?" asks for an answer alone; "can you help me, please?" for a deed.
    if marks.of("ask") and ("question" not in found or not PLEADING.isdisjoint(folded(marks.words))):
        found.append("request")
    if threatens(marks):
        found.append("threat")
    return tuple(found)


def threatens(marks: Marks) -> bool:
    """Whether it says what will be done to us. "I'm a lawyer" and "a reporter, for an article" say none such."""
    if marks.of("staff_threat"):
        return True
    said = [word for phrase in marks.of("lawyer", "regulator", "press") for word in phrase.split()]
    if not said or marks.asking or marks.language != "en":
        return bool(said) and not marks.asking
    return not _TURNING_TO.isdisjoint((*said, *marks.words)) and (
        marks.first_person or not _TO_US.isdisjoint(marks.words)
    )


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
    only_asks = marks.asking and weight < 1.0 and not marks.of(*OPINION, *HAPPENED)
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
