"""The verdict on one mention, by rules that can be read: what it is, how grave, whose, how soon, and why."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shared.triage.arousal import is_heated
from shared.triage.lexicon import ALARMS, WEIGHTS, Sign
from shared.triage.marks import Marks, find_marks
from shared.triage.routing import Route, route
from shared.mention import Mention
from shared.plan import Plan
from shared.verdict import COMPLAINTS, PRIORITIES, Confidence, Kind, Priority, Reason, Sentiment, Verdict

#: A text weighs as a complaint from here on; `trouble` by itself is not enough, together with anything else it is.
COMPLAINT_FROM = 0.6
#: Hints alone add up to no complaint, however long the text; beside a thing or a length of time they may.
MOST_BY_HINTS = 0.5
#: This far from the border a kind is sure.
CLEAR = 0.8
#: Points of detail that make a complaint specific.
SPECIFIC_FROM = 2
_HAPPENED: tuple[Sign, ...] = ("fault", "danger", "fraud", "discrimination")
_OPINION: tuple[Sign, ...] = ("reproach", "accusation", "blame", "insult", "slogan")
#: An author followed by this many, or a post with this much engagement, is heard by a crowd.
WIDE_REACH = 50_000
WIDE_ENGAGEMENT = 500


class _Reading(NamedTuple):
    """What the text amounts to, before it is weighed how soon somebody must see it."""

    kind: Kind
    weight: float
    sure: bool
    why: str


class _Grave(NamedTuple):
    """What makes it matter more than its kind does."""

    alarms: dict[Sign, str]
    hardship: list[str]
    wide: bool

    def reasons(self) -> list[str]:
        reasons = [f"speaks of {ALARMS[sign]}: {words}" for sign, words in self.alarms.items()]
        if self.hardship:
            reasons.append(f"somebody who can't wait: {_quoted(self.hardship)}")
        return [*reasons, "is seen by many people"] if self.wide else reasons


def triage(mention: Mention, plan: Plan, now: datetime) -> Verdict:
    """What to make of this mention, with a reason for each part. Never raises, whatever the text.

    - kind: a complaint where the weights of its signs (lexicon.WEIGHTS) come to COMPLAINT_FROM or more; specific where
      its details (numbers, times, places, amounts, things, what the writer tried, an ask, first person) outweigh its
      insults and slogans by SPECIFIC_FROM. Otherwise praise, a question, or other.
    - severity: 0 for no complaint; 4 where it condemns, 3 where it accuses, 2 where it disapproves or insults, else 1.
    - priority: see `priority_of`.
    - confidence: low where the rules found nothing or don't know the language; high where the weight is CLEAR of the
      border; else medium.
    - instance: the plan's keywords, then its examples (routing.py).
    - angry: a complaint that is heated (arousal.py).
    """
    marks = find_marks(mention.text, mention.language)
    reading = _staff() if mention.from_staff else _reading(marks, mention.rating)
    grave = _Grave({}, [], False) if mention.from_staff else _grave(mention, marks, reading.kind)
    severity, severity_why = _severity(reading.kind, marks)
    instance = None if mention.from_staff else route(marks.words, plan.instances)
    priority = priority_of(
        reading.kind, severity, alarm=bool(grave.alarms), hardship=bool(grave.hardship), wide=grave.wide
    )
    raised = _by_plan(reading.kind, priority, plan, instance)
    foreign = f"is not known to be English ({marks.language}): a person should read it"
    reasons = (
        Reason("kind", reading.why),
        Reason("severity", severity_why),
        *(Reason("priority", why) for why in grave.reasons()),
        Reason("priority", f"the plan holds {instance.instance} to be {raised}" if instance and raised else ""),
        Reason("instance", instance.why if instance else ""),
        Reason("language", "" if marks.language == "en" else foreign),
    )
    return Verdict(
        mention_id=mention.id,
        mention_version=mention.version,
        kind=reading.kind,
        sentiment=_sentiment(reading),
        severity=severity,
        priority=raised or priority,
        confidence=_confidence(reading, marks),
        language=marks.language,
        instance=instance.instance if instance else None,
        reasons=tuple(reason for reason in reasons if reason.why),
        triaged_at=now,
        angry=reading.kind in COMPLAINTS and is_heated(marks),
    )


def _by_plan(kind: Kind, priority: Priority, plan: Plan, route: Route | None) -> Priority | None:
    """The priority that the plan asks for a complaint about that instance, where it is more than it has by itself."""
    least = plan.instance(route.instance).priority if route is not None and kind in COMPLAINTS else None
    return least if least is not None and PRIORITIES.index(least) < PRIORITIES.index(priority) else None


def priority_of(kind: Kind, severity: int, *, alarm: bool, hardship: bool, wide: bool) -> Priority:
    """How soon a person must see it.

    urgent: it speaks of danger, law, a regulator, the press, fraud or discrimination, whatever its kind.
    high:   a specific complaint that accuses (severity 3 or more) or has somebody in it who can't wait; any complaint
            that many people see.
    normal: any other specific complaint, and every question: no question is ignored.
    low:    venting, praise and the rest.
    """
    if alarm:
        return "urgent"
    if kind in COMPLAINTS and (wide or (kind == "specific_complaint" and (hardship or severity >= 3))):
        return "high"
    return "normal" if kind in ("specific_complaint", "question") else "low"


def _staff() -> _Reading:
    return _Reading("other", 0.0, True, "is by our own staff")


def _reading(marks: Marks, rating: int | None) -> _Reading:
    weight = _weight(marks, rating)
    sure = abs(weight - COMPLAINT_FROM) >= CLEAR
    asked = marks.of("ask")
    # "Is the late boat delayed too?" has a word of trouble in it, and no complaint.
    only_asks = marks.asking and weight < 1.0 and not marks.of(*_OPINION, *_HAPPENED)
    if weight >= COMPLAINT_FROM and not only_asks:
        return _complaint(marks, weight, sure, rating)
    if marks.asking or (asked and weight > -1.0):
        return _Reading("question", weight, bool(asked) and marks.question_mark, f"asks something{_after(asked)}")
    if weight <= -0.5:
        why = (
            f"rates us {rating} of 5" if rating and rating >= 4 else f"is content{_after(marks.of('praise', 'thanks'))}"
        )
        return _Reading("praise", weight, weight <= -1.2, why)
    if marks.question_mark:
        return _Reading("question", weight, False, "asks something")
    return _Reading("other", weight, False, "neither complains, nor asks, nor praises, as far as we can tell")


def _complaint(marks: Marks, weight: float, sure: bool, rating: int | None) -> _Reading:
    happened = marks.of(*_HAPPENED)
    tried = marks.of("attempt", "ask", "hardship")
    opinion = marks.of(*_OPINION)
    noise = len(marks.of("insult", "slogan"))
    points = len(marks.details) + min(len(happened), 2) + min(len(tried), 2) + marks.first_person - noise
    # Who says in plain words what went wrong, and judges nothing, is not letting off steam.
    if points >= SPECIFIC_FROM or (happened and not opinion):
        when = " and when" if {"when", "span"} & marks.details.keys() else ""
        told = [detail for about, detail in marks.details.items() if about != "thing"]
        said = [*happened[:2], *told] or [*tried, *marks.of("trouble"), *opinion, *marks.details.values()]
        return _Reading("specific_complaint", weight, sure, f"says what happened{when}{_after(said)}")
    if rating and rating <= 2 and not opinion:
        return _Reading("venting", weight, sure, f"rates us {rating} of 5 and names nothing to look into")
    said = opinion or marks.of("trouble", "hint", "law", "regulator", "press")
    return _Reading("venting", weight, sure, f"is let down and names nothing to look into{_after(said)}")


def _weight(marks: Marks, rating: int | None) -> float:
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


def _grave(mention: Mention, marks: Marks, kind: Kind) -> _Grave:
    complaint = kind in COMPLAINTS
    return _Grave(
        alarms={sign: _quoted(words) for sign in ALARMS if (words := marks.of(sign))},
        hardship=marks.of("hardship") if complaint else [],
        wide=complaint and ((mention.author.followers or 0) >= WIDE_REACH or mention.engagement >= WIDE_ENGAGEMENT),
    )


def _severity(kind: Kind, marks: Marks) -> tuple[int, str]:
    if kind not in COMPLAINTS:
        return 0, ""
    for severity, says, signs in (
        (4, "condemns us", ("blame",)),
        (3, "says that we did it", ("accusation", "discrimination", "fraud")),
        (2, "disapproves", ("reproach", "insult", "slogan")),
    ):
        words = marks.of(*signs)
        if words:
            return severity, f"{says}{_after(words)}"
    return 1, "complains without a reproach"


def _sentiment(reading: _Reading) -> Sentiment:
    if reading.kind in COMPLAINTS:
        return "negative"
    if reading.kind == "praise":
        return "positive"
    return "neutral"


def _confidence(reading: _Reading, marks: Marks) -> Confidence:
    wordless = not any(word.isalpha() for word in marks.words)
    if wordless or marks.language != "en" or (reading.kind == "other" and not reading.sure):
        return "low"
    return "high" if reading.sure else "medium"


def _after(words: list[str]) -> str:
    return f": {_quoted(words)}" if words else ""


def _quoted(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in dict.fromkeys(words[:4]))
