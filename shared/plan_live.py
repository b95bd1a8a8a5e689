"""What a plan meets in a deployment: secrets that it names, their form, and when each way was last tried. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC

from shared.ears.known import platform
from shared.ears.platform import Credential, Platform, typed
from shared.mark import Tested
from shared.plan import Person, Plan, Source, Way

#: These name a channel secret; the others are addresses themselves.
NAMED: tuple[Way, ...] = ("slack", "teams", "pagerduty", "webhook")
#: Says what is wrong with an address or a secret's value, never what it is.
Check = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Met:
    """One thing to know of a way by which those people are told. `wrong`: to be mended; else only to be known."""

    people: tuple[str, ...]
    way: Way
    what: str
    mend: str
    wrong: bool

    def __str__(self) -> str:
        return f"{', '.join(self.people)}: {self.way}: {self.what}; {self.mend}"


@dataclass(frozen=True, slots=True)
class MetSource:
    """A credential without which a source can't be heard, and which the deployment lacks."""

    source: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.source}: {self.what}; {self.mend}"


def met_sources(plan: Plan, parts: Mapping[str, Collection[str]]) -> list[MetSource]:
    """What the plan's sources lack; `parts` says which of its credentials each source has, by its name."""
    return [
        MetSource(source.name, f"{one.what} is missing", f"set it: {typed(source, one.part)} ({one.where})")
        for source in plan.sources
        if (found := platform(source.platform)) is not None
        for one in credentials_of(source, found)
        if not one.optional and one.part not in parts.get(source.name, ())
    ]


def credentials_of(source: Source, found: Platform) -> tuple[Credential, ...]:
    """What is needed, or of use, to hear a source by the way that the plan names."""
    way = found.sweep if source.how == "sweep" else found.door
    return () if way is None else way.credentials


def channel_names(plan: Plan) -> dict[tuple[Way, str], tuple[str, ...]]:
    """The channel secrets that the plan names, each way by itself, and whose they are."""
    return _shared(plan, NAMED)


def met(
    plan: Plan,
    secrets: Mapping[str, str],
    tests: Mapping[tuple[str, Way], Tested],
    checks: Mapping[Way, Check],
) -> list[Met]:
    """What is wrong first. `secrets` holds the newest value under each name that the deployment has.

    A way that failed its last test is wrong. One that was never tested is not: a new plan would never be well before
    it is in force, and then nobody would look here any more.
    """
    found = [*_of_secrets(plan, secrets, checks), *_of_addresses(plan, checks), *_of_tests(plan, tests)]
    return sorted(found, key=lambda one: not one.wrong)


def _of_secrets(plan: Plan, secrets: Mapping[str, str], checks: Mapping[Way, Check]) -> Iterator[Met]:
    for (way, name), people in channel_names(plan).items():
        mend = f"set it: firebreak secret channel {name}"
        if name not in secrets:
            yield Met(people, way, f"the deployment has no channel secret `{name}`", mend, wrong=True)
        elif (wrong := checks[way](secrets[name])) is not None:
            yield Met(people, way, f"the channel secret `{name}` can't be used: {wrong}", mend, wrong=True)


def _of_addresses(plan: Plan, checks: Mapping[Way, Check]) -> Iterator[Met]:
    for (way, address), people in _shared(plan, ("email", "sms")).items():
        if (wrong := checks[way](address)) is not None:
            yield Met(people, way, f"the address can't be used: {wrong}", "correct it in the plan", wrong=True)


def _of_tests(plan: Plan, tests: Mapping[tuple[str, Way], Tested]) -> Iterator[Met]:
    for person in plan.people:
        again = f"try it: firebreak notify test {person.id}"
        for way in person.ways():
            last = tests.get((person.id, way))
            if last is not None and last.failed is not None:
                at = f"{last.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
                yield Met((person.id,), way, f"the last test failed, {at}: {last.failed}", again, wrong=True)
        never = tuple(way for way in person.ways() if (person.id, way) not in tests)
        for way in never:
            yield Met((person.id,), way, "was never tested", again, wrong=False)


def _shared(plan: Plan, ways: tuple[Way, ...]) -> dict[tuple[Way, str], tuple[str, ...]]:
    found: dict[tuple[Way, str], list[Person]] = {}
    for person in plan.people:
        for way in ways:
            if value := getattr(person, way):
                found.setdefault((way, value), []).append(person)
    return {key: tuple(person.id for person in people) for key, people in found.items()}
