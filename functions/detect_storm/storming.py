"""Storms that run: which alarm is part of which, when one has grown, and when it is over."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import datetime, timedelta

from functions.detect_storm.finding import Finding, Key, Running, finding_of
from functions.detect_storm.minute import Window, window_of
from functions.detect_storm.words import grounds_of, spell, why
from shared.detector.series import Judged
from shared.plan import CrisisRules, StormRules
from shared.storm import ABOUT, Factor, instance_of

#: A storm is told to have grown when its window has this many times what was last told.
GROWTH = 1.5
#: One that a person dismissed or closed is asked about again from so many times what was told; as a new one.
AWAKE_TIMES = 4.0
#: Whom it speaks for is weighed anew this often, while it is heard; an old storm so many times in each doubling.
WEIGHED_EVERY = timedelta(minutes=5)
WEIGHED_OFTEN = 12
#: What lasts longer is no storm but another level, and the record has learned it.
LONGEST = timedelta(days=3)
#: A storm goes on while its window holds this share of the bar that it took.
STAY = 0.5
#: Complaints of which more than this share is about one instance are a storm of that instance.
LEADS = 0.5

#: The storms that run, and what is to be told of them.
Told = tuple[tuple[Running, ...], tuple[Finding, ...]]


def raised(
    running: tuple[Running, ...],
    key: str,
    judged: Judged,
    moved: tuple[Factor, ...],
    window: Window,
    rules: StormRules,
    asleep: Set[Key],
) -> Told:
    """An alarm in one series: a new storm, or one that runs has risen again."""
    lead, share = window.lead()
    about = instance_of(key) or (lead if share > LEADS else None)
    of = part_of(running, about, window, rules, asleep)
    if of is None:
        # Beside a storm of everything, another one is of what it is about.
        series = key if not running or about is None else f"{ABOUT}{about}"
        return _suspected(running, series, about or lead, judged, moved, window, rules)
    counted = window.about(of.scope)
    if not judged.again or window.at - of.risen_at < rules.window:
        # Another series of the same rise; that it grows is seen by its count.
        return running, ()
    if of.key in asleep:
        anew, told = _anew(of, counted, window, f"it rose again: {counted} complaints in the window")
        return _replaced(running, of, anew), (replace(told, grounds=grounds_of(judged, rules.window, moved)),)
    grown = replace(of, waves=of.waves + 1, told=counted, risen_at=window.at)
    reasons = (f"it rose again: {counted} complaints in the window, {of.told} when last told",)
    return _replaced(running, of, grown), (finding_of("grew", grown, window, judged.ratio, reasons),)


def part_of(
    running: tuple[Running, ...], about: str | None, window: Window, rules: StormRules, asleep: Set[Key]
) -> Running | None:
    """The running storm that an alarm is part of: its instance's, or the first one, unless another leads by now.

    One that a person put to rest hides what it was a part of while it rose; later, only what it is about itself.
    """
    same = next((storm for storm in running if storm.instance == about), None)
    if same is not None:
        return same
    running = tuple(s for s in running if s.key not in asleep or window.at - s.risen_at < rules.window)
    if not running:
        return None
    unknown = next((storm for storm in running if storm.instance is None), None)
    if unknown is None and about is not None and window.about(about) > LEADS * window.complaints:
        return None
    return unknown or running[0]


def followed(running: tuple[Running, ...], window: Window, crisis: CrisisRules | None, asleep: Set[Key]) -> Told:
    """The storms that run, one minute on."""
    after: list[Running] = []
    told: list[Finding] = []
    for storm in running:
        counted = window.about(storm.scope)
        last_above = max(storm.last_above, window.at) if counted >= storm.stay else storm.last_above
        now = replace(storm, peak=max(storm.peak, counted), last_above=last_above)
        now, found = _awake(now, counted, window) if now.key in asleep else _moved(now, counted, window, crisis)
        after.append(now)
        told += found
    return tuple(after), tuple(told)


def passed(running: tuple[Running, ...], to: datetime, rules: StormRules) -> Told:
    """Ends what was quiet for long enough before `to`, or has lasted too long."""
    left: list[Running] = []
    told: list[Finding] = []
    for storm in running:
        quiet_at, longest_at = storm.last_above + rules.quiet, storm.began_at + LONGEST
        at = min(quiet_at, longest_at)
        if to < at:
            left.append(storm)
            continue
        reasons = (f"below {storm.stay:.0f} complaints a window for {spell(rules.quiet)}",)
        if longest_at < quiet_at:
            reasons = (f"after {spell(LONGEST)} it is no burst any more, but how this brand is talked about",)
        told.append(replace(finding_of("subsided", storm, window_of(()), 0.0, reasons), at=at))
    # As they would have been told by the minute.
    return tuple(left), tuple(sorted(told, key=lambda finding: finding.at))


def _moved(storm: Running, counted: int, window: Window, crisis: CrisisRules | None) -> tuple[Running, list[Finding]]:
    ratio = STAY * counted / max(storm.stay, 1.0)
    authors = window.authors
    large = crisis is not None and counted >= crisis.complaints and authors >= crisis.authors
    if large and not storm.crisis:
        storm = replace(storm, crisis=True, told=max(storm.told, counted))
        reasons = (f"{counted} complaints by {authors} people in the window: a crisis by the plan",)
        return storm, [finding_of("grew", storm, window, ratio, reasons)]
    if counted >= GROWTH * storm.told:
        reasons = (f"{counted} complaints in the window, {storm.told} when last told",)
        storm = replace(storm, told=counted)
        return storm, [finding_of("grew", storm, window, ratio, reasons)]
    due = max(WEIGHED_EVERY, (window.at - storm.began_at) / WEIGHED_OFTEN)
    if window.newest.complaints and window.at - storm.weighed_at >= due:
        storm = replace(storm, weighed_at=window.at)
        return storm, [finding_of("goes_on", storm, window, ratio, ())]
    return storm, []


def _awake(storm: Running, counted: int, window: Window) -> tuple[Running, list[Finding]]:
    """What a person put to rest stays so, unless it has become another thing by its size: that is a new candidate."""
    if counted < AWAKE_TIMES * storm.told:
        return storm, []
    reason = f"{counted} complaints in the window, {storm.told} when it was last told"
    anew, told = _anew(storm, counted, window, reason)
    return anew, [told]


def _anew(storm: Running, counted: int, window: Window, reason: str) -> tuple[Running, Finding]:
    """The storm that was put to rest as a new candidate, from this minute on."""
    anew = replace(
        storm,
        began_at=window.at,
        told=counted,
        peak=counted,
        weighed_at=window.at,
        risen_at=window.at,
        waves=1,
        crisis=False,
    )
    ratio = STAY * counted / max(storm.stay, 1.0)
    return anew, finding_of("suspected", anew, window, ratio, (f"{reason}; a person had put it to rest",))


def _suspected(
    running: tuple[Running, ...],
    series: str,
    instance: str | None,
    judged: Judged,
    moved: tuple[Factor, ...],
    window: Window,
    rules: StormRules,
) -> Told:
    scope = instance_of(series)
    counted = window.about(scope)
    grounds = grounds_of(judged, rules.window, moved)
    storm = Running(
        series=series,
        instance=instance,
        began_at=window.first(scope),
        told=counted,
        peak=counted,
        # The bar may be of weighed complaints; what is counted from now on is plain ones.
        stay=max(float(rules.floor), STAY * judged.bar * counted / max(judged.whole, 1.0)),
        last_above=window.at,
        weighed_at=window.at,
        risen_at=window.at,
    )
    finding = finding_of("suspected", storm, window, judged.ratio, why(series, grounds, min(window.authors, counted)))
    return (*running, storm), (replace(finding, grounds=grounds),)


def _replaced(running: tuple[Running, ...], one: Running, by: Running) -> tuple[Running, ...]:
    return tuple(by if storm is one else storm for storm in running)
