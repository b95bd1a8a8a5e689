"""Why a storm is suspected, or told of again, in sentences with figures."""

from __future__ import annotations

from datetime import timedelta

from functions.detect_storm.minute import COMPLAINTS_KEY, KIND, MENTIONS, REACH
from functions.detect_storm.signs import BESIDE, FIRST
from shared.detector.series import Judged
from shared.storm import ABOUT, Factor, Grounds

_MINUTE = timedelta(minutes=1)


def said(series: str, brand: str) -> str:
    """A series' key in words."""
    if series.startswith(ABOUT):
        return f"complaints about {brand} ({series.removeprefix(ABOUT)})"
    named = {
        COMPLAINTS_KEY: f"complaints about {brand}",
        MENTIONS: f"mentions of {brand}",
        REACH: f"complaints about {brand}, weighed by their reach",
        f"{KIND}specific_complaint": f"specific complaints about {brand}",
        f"{KIND}venting": f"venting about {brand}",
    }
    return named.get(series, f"{series.removeprefix(KIND)} about {brand}")


def grounds_of(judged: Judged, window: timedelta, found: tuple[Factor, ...]) -> Grounds:
    return Grounds(
        score=round(judged.score, 3),
        minutes=int(window / _MINUTE),
        whole=round(judged.whole, 1),
        short=round(judged.short, 1),
        bar=round(judged.bar, 1),
        usual=round(judged.usual, 1),
        most=round(judged.most, 1),
        days=round(judged.days, 2),
        trust=round(judged.trust, 3),
        factors=found,
    )


def counted_apart(series: str) -> bool:
    """Whether the counters know who wrote just these: they keep the authors of all of a brand's complaints."""
    return series in (COMPLAINTS_KEY, REACH)


def why(series: str, grounds: Grounds, authors: int) -> tuple[str, ...]:
    """The reasons for a suspicion: the count against its record first, then what moved the bar."""
    what = "of complaints weighed by their reach" if series == REACH else "complaints"
    if series.startswith(ABOUT):
        what = f"complaints about {series.removeprefix(ABOUT)}"
    record = f"the most in the {spell(timedelta(days=grounds.days))} on record was {grounds.most:.0f}"
    if grounds.days >= 30:
        record = f"the most in the last 30 days was {grounds.most:.0f}"
    reasons = [
        f"{grounds.whole:.0f} {what} in {grounds.minutes} minutes; {record}",
        f"by {authors} different authors" if counted_apart(series) else f"by at most {authors} different authors",
        # What holds for every storm is no reason for this one; `storms explain` shows it.
        *(factor.what for factor in grounds.factors if factor not in (FIRST, BESIDE)),
    ]
    if grounds.trust < 0.9:
        reasons.append(f"the record is short: {1 / grounds.trust:.1f} times as much was asked for")
    return tuple(reasons)


def spell(span: timedelta) -> str:
    """A span in minutes, hours or days, whichever reads best."""
    hours = span / timedelta(hours=1)
    if hours < 2:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
