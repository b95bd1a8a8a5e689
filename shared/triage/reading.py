"""What a text amounts to, before it is weighed whose it is and how soon somebody must see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shared.verdict import COMPLAINTS, Ask, Kind, Reason, Sentiment

#: How the levels of severity are said (Jin and Aletras 2021).
LEVELS = ("", "complains without a reproach", "disapproves", "holds it against us", "condemns us")
#: So many of the words that carried something are quoted.
MOST_QUOTED = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """`complaint` is the probability that it is one, `level` the expected severity (0 to 4), `sure` how likely the kind
    is right, `why` what a person reads of it.
    """

    kind: Kind
    complaint: float
    level: float
    sentiment: Sentiment
    asks: tuple[Ask, ...]
    heated: bool
    sure: float
    why: tuple[Reason, ...]

    @property
    def is_complaint(self) -> bool:
        return self.kind in COMPLAINTS

    @property
    def severity(self) -> int:
        """The nearest level; a complaint has one."""
        return max(1, min(4, round(self.level))) if self.is_complaint else 0


#: What our own people write is no customer's word.
BY_STAFF = Reading("other", 0.0, 0.0, "neutral", (), False, 1.0, (Reason("kind", "is by our own staff"),))


def after(words: Iterable[str]) -> str:
    """The words, quoted, to be set behind what they are said to show; nothing where there are none."""
    quoted = ", ".join(f"'{word}'" for word in list(dict.fromkeys(words))[:MOST_QUOTED])
    return f": {quoted}" if quoted else ""
