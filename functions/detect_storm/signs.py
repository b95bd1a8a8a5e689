"""Early signs: what beside the count says that a small burst is the start of a storm, or that a loud one is none.

They move the bar a little while numbers are small; a large count needs no help. Distinct authors and spread over
platforms mark many independent people; high-arousal negatives are passed on most (Berger and Milkman, "What makes
online content viral?", Journal of Marketing Research 49(2), 2012); reposts are that happening.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from functions.detect_storm.minute import Window
from shared.storm import Factor

#: Of several series of one brand some will be loud by chance: together they ring more often than one. All of its
#: complaints ask for a tenth more, those beside them for a third.
FIRST = Factor("the first of several series of this brand", 1.1)
BESIDE = Factor("one of several series of this brand", 1.35)
#: One sign takes a tenth off the bar, and all of them together no more than this.
SIGN_TIMES = 0.9
MOST_EASE = 0.75
#: From so many floors on, the count speaks for itself.
SMALL_FLOORS = 6
#: A share counts as unusual when it is this many times the usual one.
UNUSUAL = 2.0
#: With less anger than this, or fewer reposts a complaint, twice the usual is still little.
LEAST_ANGRY = 0.3
LEAST_REPOSTS = 1.0
#: As few complaints a person as here are many people's; as many as there are a few people's.
NEARLY_ONE_EACH = 1.15
SEVERAL_EACH = 3.0
SEVERAL_TIMES = 1.25
#: A share of complaints that falls this many times below the usual one is a crowd that talks of something else.
FEWER = 1.2
#: However few of those who talk complain, the bar rises to no more than so many times.
MOST_LIKED = 10.0
#: The complaints (or mentions) in which what is usual fades by half.
_HALF = 300.0
#: A minute teaches as much as so many do at the most: a crowd must not become the usual while it is judged by it.
_A_MINUTE = 1.0


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for a brand's complaints, in shares of them: averages that fade; `weight` counts what they hold."""

    weight: float = 0.0
    heard: float = 0.0
    angry: float = 0.0
    reposts: float = 0.0
    complaints: float = 0.0
    platforms: float = 1.0


def factors(window: Window, usual: Usual, floor: int) -> tuple[Factor, ...]:
    """What raises (above 1) or lowers the bar for this window."""
    complaints, authors = window.complaints, window.authors
    if not complaints:
        return ()
    found: list[Factor] = []
    if complaints <= SMALL_FLOORS * floor:
        found += _early(window, usual, complaints, authors)
    if authors and complaints / authors >= SEVERAL_EACH:
        found.append(Factor(f"{complaints} complaints by only {authors} people", SEVERAL_TIMES))
    liked = _liked(window, usual)
    return (*found, *([liked] if liked else []))


def together(found: tuple[Factor, ...]) -> float:
    """All of them, times each other; what lowers the bar does so down to MOST_EASE."""
    ease, raised = 1.0, 1.0
    for factor in found:
        if factor.times < 1:
            ease *= factor.times
        else:
            raised *= factor.times
    return max(ease, MOST_EASE) * raised


def learned(usual: Usual, complaints: int, mentions: int, angry: int, reposts: int, platforms: int) -> Usual:
    """What is usual after one more minute outside of any storm."""
    if not mentions:
        return usual
    of_all, of_complaints = min(1.0, _A_MINUTE / mentions), min(1.0, _A_MINUTE / max(complaints, 1))
    fade = 0.5 ** (mentions * of_all / _HALF)
    share = 0.5 ** (complaints * of_complaints / _HALF)
    return Usual(
        weight=usual.weight * share + complaints * of_complaints,
        heard=usual.heard * fade + mentions * of_all,
        angry=usual.angry * share + angry * of_complaints,
        reposts=usual.reposts * share + reposts * of_complaints,
        complaints=usual.complaints * fade + complaints * of_all,
        platforms=usual.platforms + 0.05 * (max(platforms, 1) - usual.platforms) if complaints else usual.platforms,
    )


def _early(window: Window, usual: Usual, complaints: int, authors: int) -> Iterator[Factor]:
    if authors >= 2 and complaints / authors <= NEARLY_ONE_EACH:
        yield Factor(f"nearly each by somebody else: {authors} people", SIGN_TIMES)
    angry, before = window.angry / complaints, usual.angry / max(usual.weight, 1.0)
    if angry >= max(LEAST_ANGRY, UNUSUAL * before):
        yield Factor(f"{angry:.0%} of them are angry; {before:.0%} is usual", SIGN_TIMES)
    spread, often = window.reposts / complaints, usual.reposts / max(usual.weight, 1.0)
    if spread >= max(LEAST_REPOSTS, UNUSUAL * often):
        yield Factor(f"passed on {spread:.1f} times each; {often:.1f} is usual", SIGN_TIMES)
    if window.platforms >= 2 and window.platforms > usual.platforms + 0.5:
        yield Factor(f"on {window.platforms} platforms at once", SIGN_TIMES)


def _liked(window: Window, usual: Usual) -> Factor | None:
    """A crowd that talks and does not complain raises complaints along with all else: that many more are usual then."""
    before = usual.complaints / max(usual.heard, 1.0)
    share = window.complaints / max(window.mentions, 1)
    if usual.heard < _HALF / 3 or share * FEWER > before:
        return None
    # Squared, as half the usual share among many more is still many more complaints.
    times = min((before / max(share, 1e-9)) ** 2, MOST_LIKED)
    return Factor(f"of all that is said {share:.0%} complains; {before:.0%} is usual", round(times, 2))
