"""An instant as people read it: in the page's language and the company's time zone, with that named, and in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from shared.page.wording.en import ENGLISH
from shared.page.wording.languages import direction
from shared.page.wording.wording import Wording
from shared.spoken import zone_name

#: Keep `15:40 CEST` in that order within words that run from right to left (Unicode UAX 9, isolates).
_ISOLATED = {"ltr": ("", ""), "rtl": ("\u2066", "\u2069")}


@dataclass(frozen=True, slots=True)
class Moment:
    """`clock` and `zone` are the company's (`15:40`, `CEST`), `at` both, `dated` both with the short day; `utc` is None
    where the company's clock is UTC itself. `sentence`: `Friday 2 October 2026, 15:40 CEST (13:40 UTC)`."""

    iso: str
    clock: str
    zone: str
    at: str
    day: str
    short_day: str
    utc: str | None
    dated: str
    sentence: str


def moment(at: datetime, zone: ZoneInfo, words: Wording = ENGLISH) -> Moment:
    """The instant in that zone. Where UTC has another date, `utc` names it."""
    local, world = at.astimezone(zone), at.astimezone(UTC)
    before, after = _ISOLATED[direction(words.code)]
    utc = f"{before}{world:%H:%M} UTC{after}"
    if world.date() != local.date():
        utc = f"{_day(world, words.short_day, words.short_months, words)}, {utc}"
    clock = f"{before}{local:%H:%M} {zone_name(local)}{after}"
    day = _day(local, words.day, words.months, words)
    short_day = _day(local, words.short_day, words.short_months, words)
    is_utc = zone_name(local) == "UTC"
    return Moment(
        iso=f"{world:%Y-%m-%dT%H:%M:%SZ}",
        clock=f"{local:%H:%M}",
        zone=zone_name(local),
        at=clock,
        day=day,
        short_day=short_day,
        utc=None if is_utc else utc,
        dated=f"{clock}{words.comma}{short_day}",
        sentence=f"{day}{words.comma}{clock}" + ("" if is_utc else f" ({utc})"),
    )


def month_name(month: str, words: Wording) -> str:
    """`2026-11` -> `November 2026`."""
    year, _, number = month.partition("-")
    return f"{words.months.split()[int(number) - 1]} {year}"


def duration(span: timedelta, words: Wording = ENGLISH) -> str:
    """`45 min`, `2 h 14 min`, `3 days 4 h`: the two largest parts, whole minutes, never less than one."""
    whole = max(1, int(span.total_seconds() // 60))
    days, hours, rest = whole // 1440, whole % 1440 // 60, whole % 60
    parts = [words.form(words.days, days) if days else ""]
    parts.append(words.hour.replace("{count}", str(hours)) if hours else "")
    parts.append(words.minute.replace("{count}", str(rest)) if not days and (rest or not hours) else "")
    return " ".join(part for part in parts if part)


def minutes(count: int, words: Wording = ENGLISH) -> str:
    """`1 minute`, `12 minutes`; from an hour and a half on as a duration."""
    if count >= 90:
        return duration(timedelta(minutes=count), words)
    return words.form(words.minutes, count)


def _day(at: datetime, form: str, months: str, words: Wording) -> str:
    weekday, month = words.weekdays.split()[at.weekday()], months.split()[at.month - 1]
    return form.format(weekday=weekday, day=at.day, month=month, year=at.year)
