"""The verdict on one mention: what it is, how grave, whose, how soon, how sure we are, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from shared.correction import Correction
from shared.mention import Mention
from shared.opinion import Opinion
from shared.plan import Plan
from shared.triage import language
from shared.triage.by_model import read_by_model
from shared.triage.by_rules import SURE, UNSURE, read_by_rules
from shared.triage.by_tone import toned
from shared.triage.history import UNKNOWN, History, level_of, silence, turned
from shared.triage.language import UNKNOWN as NO_LANGUAGE
from shared.triage.leaving import leaving
from shared.triage.lessons import NONE, Lessons
from shared.triage.marks import Marks, find_marks
from shared.triage.mending import heard
from shared.triage.model import Model
from shared.triage.priority import Parts, priority_of
from shared.triage.reading import BY_STAFF, Reading, after
from shared.triage.routing import Routed, routed
from shared.triage.rules import Spoken, sent_to, spoken
from shared.verdict import Confidence, Reason, Verdict

#: Languages of which sentiment and word lists are good enough for a verdict of medium confidence, and those of which
#: only both together are. Of any other, and where the language itself is unsure, a person reads.
FAIRLY_READ = frozenset({"es", "fr", "de", "it", "pt"})
BARELY_READ = frozenset({"sw", "ar", "hi"})
#: Where only likeness speaks for an instance, the plan's least priority counts from this share on: guesses wake nobody.
BELIEVED = 0.9


@dataclass(frozen=True, slots=True)
class Read:
    """All that was made of a mention before it is weighed how soon a person must see it."""

    marks: Marks
    reading: Reading
    rules: tuple[Spoken, ...]
    found: Routed


def triage(
    mention: Mention,
    plan: Plan,
    now: datetime,
    *,
    model: Model | None = None,
    history: History = UNKNOWN,
    lessons: Lessons = NONE,
    correction: Correction | None = None,
    opinion: Opinion | None = None,
) -> Verdict:
    """What to make of this mention, with a reason for each part. Never raises, whatever the text.

    - kind, severity, sentiment, what it asks: by the model for English (by_model.py), by word lists and a learned
      sentiment for the other languages (by_tone.py), by word lists alone where there is no `model` (by_rules.py).
    - instance: a rule's, else by the plan's keywords, its examples, and `lessons` (routing.py).
    - confidence: how likely the kind is right, in the model's calibrated bands; capped by how well we read a language.
    - a person's `correction`, or else a second reader's `opinion`, stands above all of these (mending.py).
    - rules: what is said counts whatever it is taken for (rules.py), unless a person said what it is.
    - priority: from all of these and from `history`, what we know of the author and the thread (priority.py).
    """
    read = _read(mention, plan, model, lessons)
    verdict, rules_stand = heard(_parts(mention, now, read, model), plan, correction, opinion)
    return _weighed(verdict, mention, plan, now, history, read if rules_stand else replace(read, rules=()))


def _read(mention: Mention, plan: Plan, model: Model | None, lessons: Lessons) -> Read:
    marks = find_marks(mention.text, mention.language, plan.language)
    if mention.from_staff:
        return Read(marks, BY_STAFF, (), Routed(None))
    rules = spoken(mention.text, plan, marks.language)
    ours = model if marks.language == "en" else None
    return Read(marks, _reading(mention, marks, ours), rules, _routed(mention, marks, plan, rules, ours, lessons))


def _reading(mention: Mention, marks: Marks, model: Model | None) -> Reading:
    """What the text amounts to, by the best that reads its language."""
    if model is not None:
        return read_by_model(mention.text, marks, mention.rating, model)
    ruled = read_by_rules(marks, mention.rating)
    return ruled if marks.language in ("en", "und") else toned(mention.text, marks.language, ruled)


def _routed(
    mention: Mention, marks: Marks, plan: Plan, rules: tuple[Spoken, ...], model: Model | None, lessons: Lessons
) -> Routed:
    """The instance, and why it. A rule's own comes before all else."""
    scores = None if model is None else model.read(mention.text)
    found = routed(mention.text, marks.words, plan.instances, model=model, scores=scores, lessons=lessons)
    rule = sent_to(rules)
    if rule is None or rule.instance is None:
        return found
    others = tuple(one for one in found.alternatives if one.instance != rule.instance)
    return Routed(rule.instance, f"the plan sends {rule.name} to {rule.instance}", 1.0, others)


def _parts(mention: Mention, now: datetime, read: Read, model: Model | None) -> Verdict:
    """The verdict without a priority, and with the reasons for its parts."""
    reading, marks, found = read.reading, read.marks, read.found
    confidence = _confidence(reading, marks, model)
    reasons = (
        *reading.why,
        Reason("rule" if sent_to(read.rules) else "instance", found.why),
        Reason("language", _foreign(marks)),
        Reason("confidence", _unsure(confidence, reading, marks)),
    )
    return Verdict(
        mention_id=mention.id,
        mention_version=mention.version,
        kind=reading.kind,
        sentiment=reading.sentiment,
        severity=reading.severity,
        priority="low",
        confidence=confidence,
        language=marks.language,
        instance=found.instance,
        reasons=tuple(one for one in reasons if one.why),
        triaged_at=now,
        angry=reading.is_complaint and reading.heated,
        complaint=round(reading.complaint, 4),
        level=round(reading.level, 3),
        asks=reading.asks,
        alternatives=found.alternatives,
        rules=tuple(rule.id for rule in read.rules),
        judged_by=model.name if model is not None and marks.language == "en" else "rules",
    )


def _weighed(verdict: Verdict, mention: Mention, plan: Plan, now: datetime, history: History, read: Read) -> Verdict:
    """The verdict with its priority, and with the reasons for that."""
    asked = () if mention.from_staff else verdict.asks
    guessed = read.found.by_likeness and read.found.share < BELIEVED
    believed = verdict.instance != read.found.instance or not guessed
    turn, late = turned(history, verdict), silence(history, plan, now)
    leaves = None if mention.from_staff else leaving(mention.text)
    going = leaves or leaving("", asked)
    priority, whys = priority_of(
        Parts(
            kind=verdict.kind,
            level=level_of(verdict),
            instance=verdict.instance,
            least=plan.instance(verdict.instance).priority if verdict.instance and believed else None,
            followers=mention.author.followers,
            engagement=mention.engagement,
            rating=mention.rating,
            known=bool(history.customer),
            hardship=tuple(read.marks.of("hardship")),
            unanswered=history.unanswered_here,
            turned=turn is not None,
            silent=late is not None,
            leaving=leaves is not None,
            rules=tuple(rule.priority for rule in read.rules if rule.priority is not None),
        )
    )
    reasons = (
        *(one for one in verdict.reasons if one.about in ("kind", "severity", "sentiment")),
        *(Reason("rule", rule.why) for rule in read.rules),
        Reason("asks", f"has a {' and a '.join(asked)} for us" if asked else ""),
        *(Reason("history", why) for why in (turn, late, going) if why),
        *(Reason("priority", why) for why in whys),
        *(one for one in verdict.reasons if one.about not in ("kind", "severity", "sentiment")),
    )
    return replace(verdict, priority=priority, reasons=tuple(one for one in dict.fromkeys(reasons) if one.why))


def _confidence(reading: Reading, marks: Marks, model: Model | None) -> Confidence:
    if language.why_unread() is not None:
        # Without its table all Latin letters look English.
        return "low"
    if not any(word.isalpha() for word in marks.words):
        return "low"
    high, medium = model.confident_from if model is not None else (SURE, UNSURE)
    if not marks.language_sure or marks.of("machine"):
        return "low"
    if marks.language != "en":
        # The word lists' own measure; where sentiment and words agree, it is as high as it gets.
        enough = {**dict.fromkeys(FAIRLY_READ, UNSURE), **dict.fromkeys(BARELY_READ, SURE)}.get(marks.language, 2.0)
        return "medium" if reading.sure >= enough and marks.found else "low"
    return "high" if reading.sure >= high else "medium" if reading.sure >= medium else "low"


def _foreign(marks: Marks) -> str:
    if marks.language == "en" or not any(word.isalpha() for word in marks.words):
        return ""
    if marks.language in FAIRLY_READ | BARELY_READ:
        return f"is in a language that we read less well than English ({marks.language})"
    if marks.language == NO_LANGUAGE:
        return "is in no language that we could tell: a person should read it"
    return f"is in a language that we don't read ({marks.language}): a person should read it"


def _unsure(confidence: Confidence, reading: Reading, marks: Marks) -> str:
    """What stands between this verdict and certainty; nothing where confidence is high."""
    if confidence == "high" or reading is BY_STAFF:
        return ""
    if not any(word.isalpha() for word in marks.words):
        return "holds no words that could be read"
    if marks.of("machine"):
        return f"holds orders to a machine, which we don't follow{after(marks.of('machine'))}"
    if not marks.language_sure and marks.language in FAIRLY_READ | BARELY_READ | {"en"}:
        return "says too little to tell its language"
    if marks.language == "en" and 0.35 <= reading.complaint <= 0.65:
        return f"may be a complaint or none ({reading.complaint:.0%} by our reckoning)"
    return "reads like more than one thing" if confidence == "low" else ""
