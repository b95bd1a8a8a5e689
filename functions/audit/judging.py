"""What the audit finds wrong: pure, from what the tables and the marks say at one instant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from functions.audit.sources import unheard
from shared.audit import Audit, Finding
from shared.mark import SCHEDULED, ChannelMark, SourceMark
from shared.plan import Plan

#: Nothing due is later than this.
LATE_AFTER = timedelta(minutes=2)
#: A function of each minute that finished no run for so long is dead. Its mark may be three minutes old with all well.
DEAD_AFTER = timedelta(minutes=5)
#: So many sends by one way that failed in a row are the way's fault and not a receiver's.
FAILURES_IN_A_ROW = 3
#: So many of what is late are named.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Overdue:
    """What of one kind is late: ids, the oldest first, whether there are `more`, and since when the first is due."""

    ids: tuple[str, ...]
    since: datetime
    more: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What the audit looks at; `late` by the words for what is late. Of `paused` sources nothing is expected."""

    late: Mapping[str, Overdue] = field(default_factory=dict)
    functions: Mapping[str, datetime] = field(default_factory=dict)
    sources: Mapping[str, SourceMark] = field(default_factory=dict)
    channels: Mapping[str, ChannelMark] = field(default_factory=dict)
    paused: Collection[str] = ()


def audit(seen: Seen, plan: Plan | None, before: Audit | None, now: datetime) -> Audit:
    """This minute's result, told to nobody yet."""
    known = watched_since(plan, before, now, seen.paused)
    sources = () if plan is None else tuple(one for one in plan.sources if one.name not in seen.paused)
    findings = (
        *(_late(what, late) for what, late in seen.late.items()),
        *_dead(seen.functions, known, now),
        *unheard(sources, seen.sources, known, now),
        *_failing(seen.channels),
    )
    told = {} if before is None else before.told
    done = Audit(now, None if before is None else before.passed_at, findings, known, told)
    return replace(done, passed_at=now) if done.passed else done


def watched_since(
    plan: Plan | None, before: Audit | None, now: datetime, resting: Collection[str] = ()
) -> dict[str, datetime]:
    """Since when each function and each source is watched: what is new, from now; never from an instant to come.

    After a pause of the audit itself the functions are new, as they paused with it: a stack that was switched off. A
    source that somebody has paused (`resting`) is new when it is resumed.
    """
    known = {} if before is None else {key: at for key, at in before.known.items() if key not in _keys(resting)}
    paused = before is not None and now - before.at > DEAD_AFTER
    functions = {f"function#{name}": None if paused else known.get(f"function#{name}") for name in SCHEDULED}
    sources = {} if plan is None else {f"source#{one.name}": known.get(f"source#{one.name}") for one in plan.sources}
    return {key: now if since is None else min(since, now) for key, since in {**functions, **sources}.items()}


def untold(audited: Audit, day: str) -> list[Finding]:
    """The findings that were not told on that day yet."""
    return [finding for finding in audited.findings if audited.told.get(finding.key) != day]


def told(audited: Audit, day: str) -> Audit:
    """All its findings told on that day. What is well again is forgotten at the next day's first finding of it."""
    kept = {key: on for key, on in audited.told.items() if on == day}
    return replace(audited, told={**kept, **{finding.key: day for finding in audited.findings}})


def _keys(sources: Collection[str]) -> set[str]:
    return {f"source#{name}" for name in sources}


def _late(what: str, late: Overdue) -> Finding:
    count = f"{len(late.ids)}{' or more' if late.more else ''}"
    named = ", ".join(late.ids[:NAMED]) + (", …" if len(late.ids) > NAMED else "")
    minutes = int(LATE_AFTER / timedelta(minutes=1))
    return Finding("late", what, f"{what} more than {minutes} minutes late: {count} ({named})", late.since)


def _dead(ran: Mapping[str, datetime], known: Mapping[str, datetime], now: datetime) -> Iterator[Finding]:
    for name in SCHEDULED:
        since = max(known[f"function#{name}"], ran.get(name, known[f"function#{name}"]))
        if now - since >= DEAD_AFTER:
            yield Finding("function", name, f"function {name} has finished no run", since)


def _failing(channels: Mapping[str, ChannelMark]) -> Iterator[Finding]:
    for way, mark in channels.items():
        if mark.failures >= FAILURES_IN_A_ROW and mark.failing_since is not None:
            what = f"the last {mark.failures} messages by {way} failed: {mark.why}"
            yield Finding("channel", way, what, mark.failing_since)
