"""How promises of the next word went, as the page tells it: kept, late by minutes, or missed and still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shared.page.moment import minutes
from shared.page.wording.wording import Wording


@dataclass(frozen=True, slots=True)
class Kept:
    """`minutes_late` has one number for each word that came late; `missed` counts those late and not come yet."""

    kept: int = 0
    minutes_late: tuple[int, ...] = ()
    missed: int = 0

    @property
    def late(self) -> int:
        return len(self.minutes_late) + self.missed

    @property
    def made(self) -> int:
        """Those whose time is over."""
        return self.kept + self.late

    @property
    def rate(self) -> float | None:
        """The share that was kept, 0 to 1, to four places; None where none is over yet."""
        return round(self.kept / self.made, 4) if self.made else None


def together(records: Iterable[Kept]) -> Kept:
    all_of_them = list(records)
    return Kept(
        kept=sum(one.kept for one in all_of_them),
        minutes_late=tuple(late for one in all_of_them for late in one.minutes_late),
        missed=sum(one.missed for one in all_of_them),
    )


def told(record: Kept, words: Wording) -> str:
    """How those went whose word has come, in one sentence without its full stop; empty where there are none.

    Where one has been missed it counts too: nobody is told that all is well while they wait.
    """
    if record.missed:
        return words.in_all.format(kept=record.kept, made=record.made).rstrip(".")
    made, late = record.kept + len(record.minutes_late), len(record.minutes_late)
    if not made:
        return ""
    if not late:
        return words.form(words.all_kept, made)
    span = minutes(max(record.minutes_late), words)
    if made == 1:
        return words.one_late.format(span=span)
    sentence = words.some_late if late == 1 else words.some_late_up_to
    return sentence.format(kept=record.kept, made=made, late=late, span=span)


def told_in_all(records: Iterable[Kept], words: Wording) -> str:
    """`So far, 41 of 44 promised updates came on time.`; empty where all are of one incident, which says it itself."""
    of_some = [one for one in records if one.made]
    whole = together(of_some)
    return words.in_all.format(kept=whole.kept, made=whole.made) if len(of_some) > 1 else ""
