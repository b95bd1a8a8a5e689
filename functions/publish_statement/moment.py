"""An instant as people read it: in the company's time zone, with that zone named, and in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Moment:
    """`clock` and `zone` are the company's (`15:40`, `CEST`); `utc` is None where the company's clock is UTC itself."""

    iso: str
    clock: str
    zone: str
    day: str
    short_day: str
    utc: str | None

    @property
    def sentence(self) -> str:
        """`Friday 2 October 2026, 15:40 CEST (13:40 UTC)`."""
        beside = f" ({self.utc})" if self.utc else ""
        return f"{self.day}, {self.clock} {self.zone}{beside}"


def moment(at: datetime, zone: ZoneInfo) -> Moment:
    """The instant in that zone. Where UTC has another date, `utc` names it."""
    local, world = at.astimezone(zone), at.astimezone(UTC)
    utc = f"{world:%H:%M} UTC" if world.date() == local.date() else f"{world:%a} {_short_day(world)}, {world:%H:%M} UTC"
    return Moment(
        iso=f"{world:%Y-%m-%dT%H:%M:%SZ}",
        clock=f"{local:%H:%M}",
        zone=_zone_name(local),
        day=f"{local:%A} {local.day} {local:%B %Y}",
        short_day=_short_day(local) + f" {local:%Y}",
        utc=None if _zone_name(local) == "UTC" else utc,
    )


def duration(span: timedelta) -> str:
    """`45 min`, `2 h 14 min`, `3 days 4 h`: the two largest parts, whole minutes, never less than one."""
    minutes = max(1, int(span.total_seconds() // 60))
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{days} day{'s' if days > 1 else ''}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {rest} min" if rest else "")
    return f"{rest} min"


def minutes(count: int) -> str:
    """`1 minute`, `12 minutes`; from an hour and a half on as a duration."""
    if count >= 90:
        return duration(timedelta(minutes=count))
    return f"{count} minute{'s' if count != 1 else ''}"


def _short_day(at: datetime) -> str:
    return f"{at.day} {at:%b}"


def _zone_name(local: datetime) -> str:
    """The zone's own abbreviation; zones that have none are named by their offset (`UTC+05:30`)."""
    name = local.tzname() or ""
    if name.isalpha():
        return name
    return "UTC" + local.strftime("%z")[:3] + ":" + local.strftime("%z")[3:5]
