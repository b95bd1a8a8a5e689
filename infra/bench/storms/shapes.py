"""Storms of known onset: how many complaints a minute each shape brings, and by whom.

What each form rests on:
- Crane and Sornette 2008, "Robust dynamic classes revealed by measuring the response function of a social system",
  PNAS 105: bursts relax as power laws of three classes, with exponents near 1.4 (a shock that does not spread), 0.6 (a
  shock that spreads) and 0.2 (grown from within, which climbs before its peak as it falls after it). Abstract read; the
  exponents from digests of it.
- Lehmann, Goncalves, Ramasco and Cattuto 2012, "Dynamical classes of collective attention in Twitter", WWW: attention
  lies before, after, about, or only at its peak. Abstract read.
- Yang and Leskovec 2011, "Patterns of temporal variation in online media", WSDM: six shapes of hours to days, among
  them one peak, and a second one in the first one's tail. Abstract read; the second peak from memory.
- Pfeffer, Zorbach and Carley 2014, "Understanding online firestorms", Journal of Marketing Communications 20: a sudden
  discharge of large quantities of negative messages, within hours. Abstract read.
- Motoyama et al. 2010, "Measuring online service availability using Twitter", WOSN: outages show as a step of posts.
  Abstract read; the plateau is our reading of it.
- Pacheco et al. 2021, "Uncovering coordinated networks on social media", ICWSM: accounts that act as one, in near
  copies, close in time. Abstract read.
The lengths (minutes to a peak, hours of a plateau) are drawn from ranges that we chose; no source gives them by minute.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from infra.bench.storms.chance import largest_sum, poisson
from infra.bench.storms.minute import ABOUT_ONE, LIKED_KINDS, QUIET, Minute, Shares, Voices, a_minute

#: Minutes over which a peak is summed.
WINDOW = 15
#: No storm is watched for longer.
LONGEST = 12 * 60
#: A storm is watched until so much of it has come: who sees it later has missed it.
MOST = 0.8
#: Accounts of storms have numbers from here on.
STRANGERS = 1_000_000_000
#: Of a storm's mentions so many complain; of a loved launch so few.
COMPLAINING, COMPLAINING_OF_A_LAUNCH = 0.7, 0.05
LAUNCH, TWO_PEAKS = "loved_launch", "two_peaks"
#: A second peak begins so many minutes after the first one's onset, and is so many times as high.
APART, AS_HIGH = (60, 180), (0.7, 1.5)

Form = Callable[[Random], list[float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """`form` draws the mean of each minute up to a factor, from the onset on."""

    name: str
    form: Form
    voices: Voices
    complaining: float = COMPLAINING


@dataclass(frozen=True, slots=True)
class Storm:
    """One storm, minute by minute from its onset, whose first minute holds its first complaint (a launch: mention).

    `before` is what there would be without its last peak, where it has two; that one begins at the minute `second_at`.
    """

    shape: str
    times: int
    minutes: tuple[Minute, ...]
    before: tuple[Minute, ...] = ()
    second_at: int = 0


def sudden(rng: Random) -> list[float]:
    """Up within minutes; down by the power law of a shock that spreads, or of one that doesn't, or with a half-life."""
    rise = rng.randint(2, 20)
    up = [(place + 1) / rise for place in range(rise)]
    if rng.random() < 0.5:
        power = rng.choice((0.6, 1.4))
        return up + [(1 + place / 15) ** -power for place in range(1, LONGEST - rise)]
    half = rng.uniform(45, 120)
    return up + [0.5 ** (place / half) for place in range(1, LONGEST - rise)]


def slow_burning(rng: Random) -> list[float]:
    """Climbs for hours, doubling again and again, and falls as it climbed."""
    hours, doublings = rng.uniform(3, 7), rng.uniform(4, 7)
    climb = int(hours * 60)
    up = [2 ** (doublings * (place / climb - 1)) for place in range(climb)]
    return (up + up[::-1])[:LONGEST]


def outage(rng: Random) -> list[float]:
    """A plateau from one minute to the next, while the fault lasts, and what is said of it after."""
    rise, hours, half = rng.randint(1, 4), rng.uniform(0.5, 3), rng.uniform(5, 15)
    up = [(place + 1) / rise for place in range(rise)]
    after = [0.5 ** (place / half) for place in range(1, int(half * 6))]
    return up + [1.0] * int(hours * 60) + after


def one_account(rng: Random) -> list[float]:
    """One account goes on and on, with pauses; a few others answer."""
    return [float(rng.random() < 0.8) for _ in range(rng.randint(40, 150))]


def brigade(rng: Random) -> list[float]:
    """Waves from one minute to the next, with near silence between them."""
    waves: list[float] = []
    for _ in range(rng.randint(2, 5)):
        waves += [1.0] * rng.randint(8, 20) + [0.05] * rng.randint(10, 30)
    return waves


def launch(rng: Random) -> list[float]:
    """Awaited: climbs for a while, leaps at the hour, and falls as a shock that spreads."""
    wait = rng.randint(20, 90)
    up = [0.3 * 2 ** (5 * (place / wait - 1)) for place in range(wait)]
    return up + [(1 + place / 30) ** -0.6 for place in range(LONGEST - wait)]


CROWD = Voices(STRANGERS, regulars=40, again=0.1, angry=0.5, reposts=2.0, about=ABOUT_ONE)
BOTS: Shares = (("x", 1.0),)
LIKING = replace(CROWD, angry=0.05, reposts=1.5, others=LIKED_KINDS)
SHAPES = {
    shape.name: shape
    for shape in (
        Shape("sudden", sudden, CROWD),
        Shape("slow_burning", slow_burning, CROWD),
        Shape(TWO_PEAKS, sudden, CROWD),
        Shape("one_loud_account", one_account, replace(CROWD, regulars=1, again=0.85, reposts=0.5, followers=50_000)),
        Shape(
            "bot_brigade",
            brigade,
            replace(CROWD, regulars=25, again=0.95, reposts=0.1, young=0.9, copies=0.9, platforms=BOTS, followers=30),
        ),
        Shape("outage", outage, replace(CROWD, angry=0.3, reposts=0.5)),
        Shape(LAUNCH, launch, LIKING, COMPLAINING_OF_A_LAUNCH),
    )
}


def a_storm(shape: Shape, times: int, median: float, rng: Random) -> Storm:
    """A storm whose expected peak in 15 minutes is `times` that of the base, in complaints; a launch's in mentions."""
    first = _burst(shape, times * median, rng)
    if shape.name != TWO_PEAKS:
        return Storm(shape.name, times, first)
    second_at = rng.randint(*APART)
    second = _burst(shape, times * median * rng.uniform(*AS_HIGH), rng)
    return Storm(shape.name, times, over(first, second, second_at), first, second_at)


def over(under: tuple[Minute, ...], upper: tuple[Minute, ...], at: int) -> tuple[Minute, ...]:
    """Both, the upper one from the minute `at` on."""
    length = max(len(under), at + len(upper))
    return tuple(
        (under[place] if place < len(under) else QUIET) + (upper[place - at] if 0 <= place - at < len(upper) else QUIET)
        for place in range(length)
    )


def _burst(shape: Shape, peak: float, rng: Random) -> tuple[Minute, ...]:
    form = shape.form(rng)
    whole = math.fsum(form)
    length, seen = 0, 0.0
    while length < min(len(form), LONGEST) and seen < MOST * whole:
        seen, length = seen + form[length], length + 1
    scale = peak / largest_sum(form, WINDOW)
    return tuple(_minute(rng, scale * form[place], shape, place) for place in range(length))


def _minute(rng: Random, mean: float, shape: Shape, place: int) -> Minute:
    if shape.name == LAUNCH:
        mentions = max(poisson(rng, mean), int(place == 0))
        complaints = sum(rng.random() < shape.complaining for _ in range(mentions))
    else:
        complaints = max(poisson(rng, mean), int(place == 0))
        mentions = complaints + poisson(rng, complaints * (1 / shape.complaining - 1))
    return a_minute(rng, mentions, complaints, shape.voices, place)
