"""How the model and the word lists are joined for an English text: what lists know better, and where the two disagree.

The model was taught by whole sentences: of three words ("you suck") it knows little, and where somebody was hurt or
threatens us it reads the calm tone. There the lists move its odds, by steps chosen by hand and kept small.
"""

from __future__ import annotations

from dataclasses import replace

from shared.triage.by_rules import HAPPENED, OPINION, details_of, severity_of, threatens
from shared.triage.chances import NEAREST, logit, sigmoid
from shared.triage.fold import words_of
from shared.triage.lexicon import WEIGHTS, Sign
from shared.triage.marks import Marks
from shared.triage.model import Scores
from shared.verdict import COMPLAINTS, Ask, Kind

#: A text of at most so many words is short: there the lists' words are most of it.
SHORT = 8
#: How much clear words move the log odds of a complaint, for each point of their weight, of which so many count.
BY_WORDS, MOST_WEIGHT = 2.0, 1.5
#: How much it moves them that something grave happened to somebody who speaks of themselves or to us; a threat to us.
BY_EVENT, BY_THREAT = 2.0, 3.5
#: Lists alone tell no severity above this: disapproval.
MOST_LEVEL = 2
#: Good words that are as often somebody's advertisement or greeting.
_NO_CHEER = frozenset(("win", "won", "welcome", "kind", "super", "better", "easy", "quick", "fast"))
#: Who asks without asking: "I was wondering whether".
_WONDERING = frozenset(("wondering", "wondering if", "just checking", "anyone know", "need to know"))
#: A question of so few words needs no verb: "price?"
BARE_QUESTION = 3
_EVENTS: tuple[Sign, ...] = ("safety", "injury", "fraud", "data_leak", "discrimination")
#: What no company is to blame for.
_NOBODYS = frozenset(
    words_of("weather rain snow traffic monday mondays movie film song president webinar workshop conference hiring")
)
_TO_US = frozenset(("you", "your", "yours", "you're", "u", "ur"))
#: "Thanks for losing my bag": thanks only in form.
_MOCKING = ("thank", "great job", "good job", "nice job")


def leaned(scores: Scores, marks: Marks) -> Scores:
    """The scores with what the lists know better. A question and a text of good and bad words are left as they are."""
    by = _lean(marks)
    if not by:
        return scores
    complaint = sigmoid(logit(scores.complaint, NEAREST) + by)
    if not scores.complaint < 0.5 <= complaint:
        return scores.with_complaint(complaint)
    # What the model took for none it has no severity for, and of mockery it believes the cheer.
    level = max(scores.level, float(min(severity_of(marks)[0], MOST_LEVEL)))
    least, middle, most = sorted(scores.sentiments)
    return replace(scores, complaint=complaint, level=level, sentiments=(most, middle, least))


def kind_of(by_model: Scores, scores: Scores, marks: Marks, asks: tuple[Ask, ...]) -> Kind:
    """The model's kind, but for what contradicts what else is found: no "other" that asks, no steam full of details.
    Of a complaint that only the lists see, they tell the kind. `scores` are the model's, leaned.
    """
    kind = scores.kind
    if by_model.complaint < 0.5 <= scores.complaint:
        named = _mocks(marks) or bool(marks.of(*HAPPENED) or marks.details.keys() - {"thing"})
        return "specific_complaint" if named and details_of(marks, None)[0] else "venting"
    if kind == "praise" and marks.of("machine"):
        return "other"
    if kind == "other":
        return _of_none(scores, marks, asks)
    if kind == "specific_complaint" and len(marks.words) <= SHORT:
        said = marks.details or marks.of(*HAPPENED, "attempt", "ask", "hardship")
        return kind if said or marks.first_person or not _opinion(marks) else "venting"
    if kind == "venting" and len(marks.details) > 1 and marks.of(*HAPPENED) and details_of(marks, None)[0]:
        return "specific_complaint"
    return kind


def doubted(kind: Kind, marks: Marks) -> bool:
    """Whether the lists speak against the kind: words of complaint in what is taken for none, in a text that is short
    or speaks to us.
    """
    bad, good = _weight(marks, *HAPPENED, *OPINION), _weight(marks, "praise", "thanks")
    if kind in COMPLAINTS or marks.asking:
        return False
    if kind == "praise":
        return bad > good
    return bad > 0 and kind == "other" and (len(marks.words) <= SHORT or not _TO_US.isdisjoint(marks.words))


def _lean(marks: Marks) -> float:
    if marks.asking or not _NOBODYS.isdisjoint(marks.words):
        return 0.0
    # A slogan ("lol", "of course", "typical") is as often about something else.
    bad = _weight(marks, *HAPPENED, *(sign for sign in OPINION if sign != "slogan"))
    good = _weight(marks, "praise", "thanks")
    by = 0.0
    if len(marks.words) <= SHORT and not (bad and good):
        by = BY_WORDS * (min(bad, MOST_WEIGHT) - min(good, MOST_WEIGHT))
    if _mocks(marks):
        by = max(by, 2 * BY_WORDS)
    if not good and marks.of(*_EVENTS) and (marks.first_person or not _TO_US.isdisjoint(marks.words)):
        by = max(by, BY_EVENT)
    return max(by, BY_THREAT) if threatens(marks) else by


def _mocks(marks: Marks) -> bool:
    return any(words.startswith(_MOCKING) for words in marks.of("reproach"))


def _weight(marks: Marks, *signs: Sign) -> float:
    found = {one for one in marks.found if one.sign in signs and not one.negated}
    return abs(sum(WEIGHTS[one.sign] for one in found))


def _opinion(marks: Marks) -> bool:
    return bool(marks.of(*OPINION, "trouble"))


def _of_none(scores: Scores, marks: Marks, asks: tuple[Ask, ...]) -> Kind:
    bare = marks.question_mark and 0 < len(marks.words) <= BARE_QUESTION
    asking = marks.of("ask")
    if "question" in asks or bare or (marks.asking and asking) or not _WONDERING.isdisjoint(asking):
        return "question"
    if "request" in asks and asking and len(marks.words) <= SHORT:
        return "question"
    cheer = [words for words in marks.of("praise", "thanks") if words not in _NO_CHEER]
    # "Not bad" is what the model hears as bad.
    meant = scores.sentiment != "negative" or any(words.startswith("not ") for words in cheer)
    cheers = bool(cheer) and meant and len(marks.words) <= SHORT
    return "praise" if cheers and not marks.of(*HAPPENED, *OPINION, "trouble", "machine") else "other"
