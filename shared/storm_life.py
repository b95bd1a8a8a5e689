"""What people decide of a storm: it is one or none, it is over, and whom it speaks for. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

from shared.crowd import Voice
from shared.lesson import Lessons
from shared.plan import StormRules
from shared.statement_moves import Refused
from shared.storm import Decision, Judgement, Storm

_ROUNDED = 0.001
Verdict = Literal["confirmed", "dismissed"]
CLOSED = "closed"
#: A reason has at most so many characters.
MOST_WORDS = 4_000
TOO_LONG = Refused(f"a reason has at most {MOST_WORDS:,} characters; say it shorter")


def verdict_of(storm: Storm) -> Decision | None:
    """The decision that it is a storm, or none; None while nobody has decided."""
    return next((one for one in storm.decisions if one.what in ("confirmed", "dismissed")), None)


def closing_of(storm: Storm) -> Decision | None:
    """The decision that ended it; None where it runs, or quiet ended it."""
    return next((one for one in storm.decisions if one.what == CLOSED), None)


def decide(storm: Storm, what: Verdict, who: str, now: datetime, why: str) -> Storm | Refused:
    """The storm as one, or none. That can still be said once it has passed: whether it was one is worth knowing."""
    before = verdict_of(storm)
    if before is not None:
        return _already(storm, before)
    if what == "dismissed" and not why.strip():
        return Refused("a dismissal needs a reason; say why it is no storm")
    if len(why) > MOST_WORDS:
        return TOO_LONG
    state = storm.state if storm.state == "subsided" else what
    return replace(storm, state=state, decisions=(*storm.decisions, _decision(who, now, what, why)))


def close(storm: Storm, who: str, now: datetime, why: str) -> Storm | Refused:
    """The storm as one that is over because a person says so."""
    if not why.strip():
        return Refused("say why it is over; others will ask")
    if len(why) > MOST_WORDS:
        return TOO_LONG
    before = closing_of(storm) or verdict_of(storm)
    if before is not None and (before.what == CLOSED or storm.state == "dismissed"):
        return _already(storm, before)
    if storm.state == "subsided":
        at = storm.subsided_at or storm.last_judged_at or storm.noticed_at
        return Refused(f"{storm.id} is over already: it has been quiet since before {at:%H:%M} UTC")
    over = (*storm.decisions, _decision(who, now, CLOSED, why))
    return replace(storm, state="subsided", subsided_at=now, decisions=over)


def judge(storm: Storm, voice: Voice, who: str, now: datetime, why: str) -> Storm | Refused:
    """The storm with that person's word on whom it speaks for; what was said of it before stays in its decisions."""
    if len(why) > MOST_WORDS:
        return TOO_LONG
    judgement = Judgement(who, now, voice, why.strip())
    if storm.judgement is not None and replace(storm.judgement, when=now) == judgement:
        return storm
    decision = _decision(who, now, f"judged that it speaks for “{voice}”", why)
    return replace(storm, judgement=judgement, decisions=(*storm.decisions, decision))


def learned(storm: Storm, words: str) -> Storm:
    """The storm whose verdict says what was learned from it."""
    decisions = tuple(
        replace(one, taught=words) if one.what in ("confirmed", "dismissed") else one for one in storm.decisions
    )
    return replace(storm, decisions=decisions)


def lesson_words(storm: Storm, lessons: Lessons, rules: StormRules) -> str:
    """What the verdict taught the storm's series; by what the lessons are then, so that a repeat says the same."""
    verdict = verdict_of(storm)
    if verdict is None:
        return ""
    limit = rules.dismissed_most if verdict.what == "dismissed" else rules.confirmed_least
    caution = lessons.caution(storm.series, rules)
    about = storm.said or storm.series
    asked = f"from here on, {about} must reach {caution:.3g} times as much as by the record alone"
    # Lessons are rounded when they are kept.
    if abs(caution - limit) < _ROUNDED:
        return f"{asked}; that is the plan's limit, beyond which nothing more is learned"
    return f"{asked}; the plan's limit is {limit:.3g}"


def _already(storm: Storm, before: Decision) -> Refused:
    return Refused(f"{storm.id} was {before.what} by {before.who} at {before.when:%H:%M} UTC already")


def _decision(who: str, now: datetime, what: str, why: str) -> Decision:
    return Decision(who, now, what, why.strip())
