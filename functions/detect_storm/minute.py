"""What was counted of a brand, minute by minute, and the series that it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shared.authors import distinct
from shared.minute import Minute
from shared.storm import ABOUT, instance_of
from shared.verdict import COMPLAINTS

#: All of a brand's mentions, its complaints, and its complaints weighed by how many people follow their authors.
MENTIONS, COMPLAINTS_KEY, REACH = "mentions", "complaints", "reach"
KIND = "kind:"
#: The number of distinct authors is known to so much (shared/authors.py).
SKETCH_ERROR = 0.1


def values(minute: Minute) -> dict[str, float]:
    """What this minute adds to each series of its brand, by the series' key; what is nothing may be left out."""
    return {
        MENTIONS: minute.mentions,
        COMPLAINTS_KEY: minute.complaints,
        REACH: minute.reach,
        **{f"{KIND}{kind}": count for kind, count in minute.kinds},
        **{f"{ABOUT}{instance}": count for instance, count in minute.instances},
    }


def opens(key: str) -> bool:
    """Whether a burst in this series can be a storm: one of complaints. What people like is none, however loud."""
    return key in (COMPLAINTS_KEY, REACH) or key.startswith(ABOUT) or key.removeprefix(KIND) in COMPLAINTS


def rank(key: str) -> tuple[int, str]:
    """The order in which a brand's series are asked: all of its complaints before a part of them."""
    return (key != COMPLAINTS_KEY) + (key != COMPLAINTS_KEY and key != REACH) + key.startswith(ABOUT), key


@dataclass(frozen=True, slots=True)
class Window:
    """The last minutes together, by `window_of`: it is asked again and again, for each series."""

    minutes: tuple[Minute, ...]
    mentions: int = 0
    complaints: int = 0
    angry: int = 0
    reposts: int = 0
    authors: int = 0
    platforms: int = 0
    instances: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)

    @property
    def newest(self) -> Minute:
        return self.minutes[-1]

    @property
    def at(self) -> datetime:
        """The start of its last minute."""
        return self.newest.at

    def about(self, instance: str | None) -> int:
        """The complaints about that instance; all of them where none is named."""
        return self.complaints if instance is None else self.instances.get(instance, 0)

    def authors_of(self, key: str) -> float:
        """How many people at the least wrote the complaints of that series: authors are counted of all complaints, and
        each complaint of another kind may be by somebody else. A tenth more, as their number is an estimate.
        """
        if key in (COMPLAINTS_KEY, REACH):
            return self.authors
        instance = instance_of(key)
        own = self.kinds.get(key.removeprefix(KIND), 0) if instance is None else self.about(instance)
        return min(self.authors, (1 + SKETCH_ERROR) * self.authors - (self.complaints - own))

    def lead(self) -> tuple[str | None, float]:
        """The instance that most complaints are about, and its share of all of them."""
        if not self.instances:
            return None, 0.0
        instance = min(self.instances, key=lambda name: (-self.instances[name], name))
        return instance, self.instances[instance] / max(self.complaints, 1)

    def first(self, instance: str | None) -> datetime:
        """The first minute with a complaint about that instance."""
        within = (m.at for m in self.minutes if (dict(m.instances).get(instance) if instance else m.complaints))
        return next(within, self.minutes[0].at)


def window_of(minutes: Iterable[Minute]) -> Window:
    """These minutes, in order, as one window."""
    told = tuple(minutes)
    instances: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for minute in told:
        instances.update(dict(minute.instances))
        kinds.update(dict(minute.kinds))
    complaints = sum(minute.complaints for minute in told)
    return Window(
        minutes=told,
        mentions=sum(minute.mentions for minute in told),
        complaints=complaints,
        angry=sum(minute.angry for minute in told),
        reposts=sum(minute.reposts for minute in told),
        # They are estimated; nobody wrote less than one.
        authors=min(complaints, distinct({mark for minute in told for mark in minute.authors})),
        platforms=len({platform for minute in told for platform, _ in minute.platforms if platform}),
        instances=instances,
        kinds=kinds,
    )


def window_at(minutes: Iterable[Minute], at: datetime, span: timedelta) -> Window:
    """The window that ends with the minute `at`."""
    return window_of(minute for minute in minutes if at - span < minute.at <= at)


def lasting(window: Window) -> tuple[Minute, ...]:
    """Its minutes with each author's mark in the newest that has it alone: the windows that come ask for no more.

    So they are of bounded size, however long the window and however many complain.
    """
    seen: set[str] = set()
    kept: list[Minute] = []
    for minute in reversed(window.minutes):
        again = not seen.isdisjoint(minute.authors)
        own = tuple(mark for mark in minute.authors if mark not in seen) if again else minute.authors
        kept.append(replace(minute, authors=own) if again else minute)
        seen.update(own)
    return tuple(reversed(kept))


def in_order(minutes: Iterable[Minute]) -> list[Minute]:
    return sorted(minutes, key=lambda minute: minute.at)
