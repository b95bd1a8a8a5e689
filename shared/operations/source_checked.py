"""All that can be said of a source at one instant, from the plan, its marks, its credentials and what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.audit import Finding
from shared.ears.platform import Keys, Platform, typed
from shared.operations.source_trial import Trial
from shared.operations.sources import Sources, Standing
from shared.plan import Source
from shared.plan_live import credentials_of

#: `wrong`: something is missing, wrong or late; `unreached`: only its platform gave no answer.
Outcome = Literal["well", "wrong", "unreached"]


@dataclass(frozen=True, slots=True)
class HasCredential:
    """A credential of a source; `valid` counts its values that are good now. `command` sets it, found at `where`."""

    part: str
    what: str
    where: str
    optional: bool
    valid: int
    command: str


@dataclass(frozen=True, slots=True)
class LastMention:
    """The newest mention that came from a source: where to look it up, and when it came."""

    id: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class CheckedSource:
    """A source and all about it. `address` is "" where nobody calls us; `keys_changed_at` is of all sources' secret."""

    standing: Standing
    title: str
    address: str
    steps: tuple[str, ...]
    credentials: tuple[HasCredential, ...]
    keys_changed_at: datetime | None
    last: LastMention | None
    findings: tuple[Finding, ...]
    trials: tuple[Trial, ...]
    outcome: Outcome


def checked(
    sources: Sources, source: Source, found: Platform, now: datetime, *, ask: bool, allow_loopback: bool
) -> CheckedSource:
    """What there is to know now. Where it may `ask`, the platform is; what it answers is kept nowhere."""
    [standing] = sources.standings([source], now)
    keys, newest = sources.keys(source), sources.newest(source.name, standing.mark.heard_at)
    address = sources.address(source, found) if source.how == "webhook" else ""
    credentials, findings = _credentials(source, found, keys), sources.findings(source.name)
    trials = tuple(sources.trials(source, found, keys, now, allow_loopback=allow_loopback)) if ask else ()
    lacking = any(not one.optional and not one.valid for one in credentials)
    return CheckedSource(
        standing=standing,
        title=found.title,
        address=address,
        steps=_steps(source, found, address),
        credentials=credentials,
        keys_changed_at=sources.keys_changed_at() if keys.values else None,
        last=None if newest is None else LastMention(newest.id, newest.seen_at),
        findings=findings,
        trials=trials,
        outcome="wrong" if lacking or findings else outcome(trials),
    )


def outcome(trials: Iterable[Trial]) -> Outcome:
    """What the trials say alone."""
    listed = list(trials)
    if any(one.reached and (one.problem is not None or _unread(one)) for one in listed):
        return "wrong"
    return "well" if all(one.reached for one in listed) else "unreached"


def _unread(trial: Trial) -> bool:
    return any(answer.faults for answer in trial.answers)


def _steps(source: Source, found: Platform, address: str) -> tuple[str, ...]:
    """What a person does on the platform. Not by `format`: a step may hold other braces, of a body to write there."""
    way = found.sweep if source.how == "sweep" else found.door
    return () if way is None else tuple(step.replace("{address}", address) for step in way.setup)


def _credentials(source: Source, found: Platform, keys: Keys) -> tuple[HasCredential, ...]:
    return tuple(
        HasCredential(one.part, one.what, one.where, one.optional, len(keys.all(one.part)), typed(source, one.part))
        for one in credentials_of(source, found)
    )
