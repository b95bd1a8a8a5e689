"""Sources and platforms on screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shared.cli.moments import ago, length, when
from shared.cli.tables import Cell
from shared.ears.known import names, platform
from shared.ears.platform import Platform, Setting
from shared.mark import Paused, SourceMark
from shared.plan import Source
from shared.rhythm import KNOWN_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.operations.source_trial import Answered, Trial
    from shared.operations.sources import Standing

#: So many reasons for what is no mention are told of one answer.
MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class ListedPlatform:
    """A platform that can be heard: by which ways, and what the plan and the operator have to give it for each."""

    name: str
    title: str
    ways: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]


def sources_table(standings: list[Standing], now: datetime) -> tuple[tuple[str, ...], list[list[Cell]]]:
    headings = ("source", "platform", "how", "every", "heard", "swept", "good until", "state")
    return headings, [
        [
            one.source.name,
            one.source.platform,
            one.source.how,
            length(one.source.every) if one.source.how == "sweep" else "-",
            _ago(one.mark.heard_at, now),
            _ago(one.mark.swept_at, now) if one.source.how == "sweep" else "-",
            _ago(_good_until(one), now),
            _state(one, now),
        ]
        for one in standings
    ]


def _good_until(one: Standing) -> datetime | None:
    """When the first of what the platform grants runs out."""
    return min((at for at in (one.mark.good_until, one.mark.token_until) if at is not None), default=None)


def platforms_table() -> tuple[tuple[str, ...], list[list[Cell]], list[ListedPlatform]]:
    """The table, and the same for machines."""
    listed = [_listed(found) for name in names() if (found := platform(name)) is not None]
    rows: list[list[Cell]] = [
        [one.name, one.title, " or ".join(one.ways), "; ".join(_way(way, one) for way in one.ways)] for one in listed
    ]
    return ("platform", "title", "how", "needs"), rows, listed


def paused_words(paused: Paused, now: datetime) -> str:
    until = f"until {when(paused.until, now)}" if paused.until else "until it is resumed"
    return f"paused by {paused.by} {ago(paused.since, now)}, {until}{f': {paused.why}' if paused.why else ''}"


def rhythm_words(source: Source, mark: SourceMark) -> str:
    """After which silence the audit finds a fault."""
    if source.quiet_after is not None:
        span = source.quiet_after
        return f"a fault after {length(span)} of silence, by the plan" if span else "silence is usual, by the plan"
    if mark.rhythm.quiet_after is None:
        return f"not known yet: it was heard on {len(mark.rhythm.silences)} of the {KNOWN_DAYS} days that it takes"
    return f"a fault after {length(mark.rhythm.quiet_after)} of silence, by what it is used to"


def setting_words(setting: Setting, source: Source) -> str:
    """What stands in the plan for that setting, and what may."""
    given = source.settings.get(setting.name)
    needed = " (needed)" if setting.needed and not given else ""
    return f"{'-' if given is None else given}{needed}: {setting.what}"


def trial_words(trial: Trial, now: datetime) -> Iterator[str]:
    """What came of it, never a customer's word."""
    if trial.what == "round":
        yield from (_answered(answer) for answer in trial.answers)
    if trial.problem is not None:
        yield trial.problem if trial.reached else f"not reached: {trial.problem}"
    elif trial.what == "credentials":
        yield trial.note or "they are taken"
    elif trial.note:
        yield trial.note
    if trial.good_until is not None:
        yield f"good until {when(trial.good_until, now)}"
    if trial.not_before is not None:
        yield f"it asks to be left alone until {when(trial.not_before, now)}"


def _answered(answer: Answered) -> str:
    counts = (
        (answer.mentions, "mention" if answer.mentions == 1 else "mentions"),
        (answer.tombstones, "deleted"),
        (answer.wanted, "to be fetched"),
        (sum(answer.passed_over.values()), "passed over"),
        (len(answer.faults), "that can't be read"),
    )
    told = ", ".join(f"{count:,} {what}" for count, what in counts if count)
    if not told:
        return f"answered {answer.status}"
    whys = [*(f"{count} x {why}" for why, count in answer.passed_over.items()), *answer.faults][:MOST_REASONS]
    because = f" ({'; '.join(whys)})" if whys else ""
    return f"answered {answer.status}: {told}{because}"


def _ago(at: datetime | None, now: datetime) -> str:
    return "-" if at is None else ago(at, now)


def _state(one: Standing, now: datetime) -> str:
    mark = one.mark
    told = [
        paused_words(one.paused, now) if one.paused else "",
        f"failing since {when(mark.unswept_since, now)}: {mark.why}" if mark.unswept_since else "",
        mark.note,
    ]
    nothing = "nothing yet" if mark == SourceMark() else "well"
    return "; ".join(part for part in told if part) or nothing


def _listed(found: Platform) -> ListedPlatform:
    needs: dict[str, tuple[str, ...]] = {}
    settings = [f"setting {one.name}" for one in found.settings if one.needed]
    if found.door is not None:
        parts = [one.part for one in found.door.credentials if not one.optional]
        needs["webhook"] = (*parts, *settings)
    if found.sweep is not None:
        parts = [one.part for one in found.sweep.credentials if not one.optional]
        needs["sweep"] = (*found.sweep.needs, *parts, *settings)
    return ListedPlatform(found.name, found.title, found.ways, needs)


def _way(way: str, one: ListedPlatform) -> str:
    return f"{way}: {', '.join(one.needs[way]) or 'nothing'}"
