"""How long a source is used to be silent, learned from itself: a few numbers, from one delivery to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

#: Two weeks, so that each day of the week is in it twice.
REMEMBERED = timedelta(days=14)
#: A source has a rhythm once it has brought something on so many days.
KNOWN_DAYS = 7
#: It is quiet when it is silent for so many times its longest silence; and never after less than an hour.
TIMES_THE_LONGEST = 3
LEAST = timedelta(hours=1)
#: Silences are told apart by so much: far less than what is ever waited for, and seldom enough to write down.
STEP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The longest silence that ended on each day (UTC) on which the source brought something, in steps."""

    silences: dict[date, int] = field(default_factory=dict)

    def heard(self, before: datetime | None, now: datetime) -> Rhythm:
        """The rhythm after a delivery; `before` is when the last one came. The same where there is nothing to learn.

        A silence that was a fault teaches no more than the span after which it was one.
        """
        silence = max(now - before, timedelta(0)) if before is not None else timedelta(0)
        silence = min(silence, self.quiet_after or silence)
        day = now.astimezone(UTC).date()
        known = {one: span for one, span in self.silences.items() if day - REMEMBERED < one <= day}
        known[day] = max(known.get(day, 0), silence // STEP)
        return self if known == self.silences else Rhythm(known)

    @property
    def quiet_after(self) -> timedelta | None:
        """How long it may be silent before that is news; None as long as too little is known of it."""
        if len(self.silences) < KNOWN_DAYS:
            return None
        return max(TIMES_THE_LONGEST * max(self.silences.values()) * STEP, LEAST)
