"""What is known of an author and a thread when a mention is judged, and what of it is pressing. Pure.

It holds no words: ids, kinds, levels and instants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.mention import Mention
from shared.plan import Plan
from shared.plan_values_said import span
from shared.verdict import COMPLAINTS, Kind, Sentiment, Verdict
from shared.working_time import between

#: So many posts of an author are known; and what is older says nothing of a mention that is judged now.
MOST_POSTS = 20
RECENT = timedelta(days=7)
#: A tone has turned where its level (the scale of `Verdict.severity`) rose by so much, to disapproval at the least.
TURNED_BY, TURNED_FROM = 1.5, 2.0
_TONES = ("a complaint", "a complaint", "disapproval", "an accusation", "blame")
_NTH = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTED = ("", "", "two", "three", "four", "five", "six", "seven")


@dataclass(frozen=True, slots=True)
class Post:
    """A mention as its author's history keeps it: the newest version that was judged.

    `talk` stands for the thread that it is in, or for the post itself where it is in none; `place` for what answers
    call it where that is not its id (hashed, both). `leaving`: it says that its writer will leave.
    """

    id: str
    version: int
    talk: str
    written_at: datetime
    seen_at: datetime
    kind: Kind
    level: float
    sentiment: Sentiment
    instance: str | None = None
    leaving: bool = False
    place: str | None = None

    @property
    def asks(self) -> bool:
        """Whether somebody should answer: venting without a matter asks for nothing that we could say."""
        return self.kind in ("question", "specific_complaint") or self.leaving


@dataclass(frozen=True, slots=True)
class Answer:
    """When we last answered in a talk; `by` is the person who said that they reached its author by another way."""

    talk: str
    at: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """An author's posts, the oldest first, and our answers. `talk` is that of the mention that is judged.

    `customer`: whether the author is on the company's list of customers; None where nobody asked.
    """

    posts: tuple[Post, ...] = ()
    answers: tuple[Answer, ...] = ()
    talk: str | None = None
    customer: bool | None = None

    def answer_to(self, post: Post) -> Answer | None:
        """Our answer after that post, in its talk: who answers the second of two has answered both."""
        return next((one for one in self.answers if one.talk == post.talk and one.at >= post.written_at), None)

    @property
    def waiting(self) -> tuple[Post, ...]:
        """The posts that ask for an answer and have none, the oldest first."""
        return tuple(post for post in self.posts if post.asks and self.answer_to(post) is None)

    @property
    def unanswered(self) -> int:
        """How many earlier posts of the author wait for us, wherever they wrote them."""
        return len(self.waiting)

    @property
    def unanswered_here(self) -> int:
        """How many of these are in the thread of the mention that is judged."""
        return sum(post.talk == self.talk for post in self.waiting)

    @property
    def answered_at(self) -> datetime | None:
        """When we last answered in that thread."""
        return max((one.at for one in self.answers if one.talk == self.talk), default=None)

    def before(self, mention: Mention, talk: str) -> History:
        """What counts for that mention: what the author wrote before it, of late, and was answered by then."""
        earlier = [
            post
            for post in self.posts
            if (post.written_at, post.id) < (mention.created_at, mention.id)
            and post.id != mention.id
            and mention.created_at - post.written_at <= RECENT
        ]
        return replace(self, posts=tuple(earlier), talk=talk)


UNKNOWN = History()


def turned(history: History, verdict: Verdict) -> str | None:
    """Why the author's tone counts as turned with this verdict: "third post in two days, from a question to blame"."""
    if not history.posts:
        return None
    level = float(verdict.severity) if verdict.level is None else verdict.level
    return _turn(history.posts, verdict.kind, level, None)


def turned_with(post: Post, earlier: Sequence[Post]) -> str | None:
    """The same for a post that is kept; `earlier` are those before it, the oldest first."""
    recent = [one for one in earlier if post.written_at - one.written_at <= RECENT]
    return _turn(recent, post.kind, post.level, post.written_at) if recent else None


def silent_for(history: History, now: datetime) -> timedelta | None:
    """How long the author's oldest question or complaint has waited for an answer; None where none waits."""
    return now - history.waiting[0].written_at if history.waiting else None


def silence(history: History, plan: Plan, now: datetime) -> str | None:
    """Why our silence is too long, by the plan's clock of first answers; None where it isn't."""
    return next((why for post in history.waiting if (why := overdue(post, plan, now))), None)


def overdue(post: Post, plan: Plan, now: datetime) -> str | None:
    """The same for one post that nobody answered: its instance's clock, in the company's hours where that runs so."""
    instance = plan.instance(post.instance)
    if between(post.written_at, now, plan.company, instance.clock) <= instance.first_answer:
        return None
    hours = " of working time" if instance.clock == "business" and plan.company.hours is not None else ""
    verb = "asked" if post.kind == "question" else "wrote"
    return (
        f"{verb} {_length(now - post.written_at)} ago and nobody answered; "
        f"the plan's first answer for {instance.id} is {span(instance.first_answer)}{hours}"
    )


def again(history: History, post: Post) -> str | None:
    """Why a post that waits came after our answer: one to an earlier post of theirs in that talk."""
    answers = [one.at for one in history.answers if one.talk == post.talk and one.by is None]
    asked = [one.written_at for one in history.posts if one.talk == post.talk and one.id != post.id]
    met = any(before <= at < post.written_at for at in answers for before in asked)
    return "wrote again after our answer" if met else None


def level_of(verdict: Verdict) -> float:
    """How severe a complaint is, 0 to 4; 0 for what is none."""
    level = float(verdict.severity) if verdict.level is None else verdict.level
    return level if verdict.kind in COMPLAINTS else 0.0


def _turn(earlier: Sequence[Post], kind: Kind, level: float, at: datetime | None) -> str | None:
    calmest = min(earlier, key=_tone)
    if kind not in COMPLAINTS or level < TURNED_FROM or level - _tone(calmest) < TURNED_BY:
        return None
    count = len(earlier) + 1
    nth = _NTH[count] if count < len(_NTH) else f"{count}th"
    within = "" if at is None else f" {_within(at - earlier[0].written_at)}"
    return f"{nth} post{within}, from {_called(calmest.kind, calmest.level)} to {_called(kind, level)}"


def _tone(post: Post) -> float:
    return post.level if post.kind in COMPLAINTS else 0.0


def _called(kind: Kind, level: float) -> str:
    if kind in COMPLAINTS:
        return _TONES[round(min(max(level, 0.0), 4.0))]
    return {"question": "a question", "praise": "praise"}.get(kind, "a calm word")


def _within(passed: timedelta) -> str:
    days = -(-passed // timedelta(days=1))
    if passed <= timedelta(hours=1):
        return "within the hour"
    return f"in {_COUNTED[min(days, 7)]} days" if days > 1 else "in one day"


def _length(passed: timedelta) -> str:
    """How long ago, in whole units: `12 min`, `5 h`, `3 days`."""
    minutes = passed // timedelta(minutes=1)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"
