"""When the people of a scenario do what: pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.drill.scenario import Answers


def asleep(answers: Answers, at: datetime, zone: ZoneInfo) -> bool:
    if answers.sleeps is None:
        return False
    begins, ends = answers.sleeps
    clock = at.astimezone(zone).time()
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def awake_from(answers: Answers, at: datetime, zone: ZoneInfo) -> datetime:
    """That moment, or that of waking up."""
    if answers.sleeps is None or not asleep(answers, at, zone):
        return at
    return _next(at, answers.sleeps[1], zone)


def acts_at(answers: Answers, at: datetime, after: timedelta, zone: ZoneInfo) -> datetime:
    """When somebody who takes so long, once awake, does it."""
    return awake_from(answers, at, zone) + after


def _next(at: datetime, clock: time, zone: ZoneInfo) -> datetime:
    local = at.astimezone(zone)
    found = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    if found <= local:
        found = (found + timedelta(days=1)).replace(tzinfo=zone)
    return found.astimezone(at.tzinfo)
