"""What a delivery holds, read by the module of its platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.delivery import Delivery, Parsed
from shared.ears.known import platform
from shared.ears.platform import Parse
from shared.ears.settling import as_kept
from shared.keeping import Keeping
from shared.plan import Plan, Source

#: What became of a part that nobody had before. (One of a post that is buried may come again and again.)
_NEWS = ("new", "newer")
#: So many are named where a delivery is parked.
MOST_FAULTS = 4


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a delivery can't be read, in words without a customer's."""

    reason: str


def listened_to(delivery: Delivery, plan: Plan, paused: frozenset[str]) -> Source | Unread:
    """The delivery's source; or why nobody listens to it now."""
    source = plan.source(delivery.source)
    if source is None:
        return Unread("its source is not in the plan any more; put it back, then redrive")
    if source.name in paused:
        return Unread(f"the source is paused; resume it (firebreak source resume {source.name}), then redrive")
    return source


def read(delivery: Delivery, source: Source) -> Parsed | Unread:
    """The delivery's mentions, settled, with all that is wrong with it; or why none of it could be read."""
    try:
        parse = parser(delivery.platform)
        if parse is None:
            return Unread(f"no module reads platform {delivery.platform[:40]!r}; correct the source in the plan")
        return as_kept(parse(delivery, source), source)
    except Exception as error:  # noqa: BLE001  # a fault of ours: the delivery waits until it is mended
        return Unread(f"the {delivery.platform} module failed: {type(error).__name__}; mend it, then redrive")


def is_word(delivery: Delivery, outcomes: Mapping[str, int]) -> bool:
    """Whether a delivery says that its source is alive: one of which nothing could be read doesn't.

    We ask again for what we have: only what is new there is a word from the source, and not our own echo.
    """
    return bool(outcomes) if delivery.how == "webhook" else any(outcomes.get(kind) for kind in _NEWS)


def unfetchable(delivery: Delivery) -> Unread | None:
    """Why nobody can fetch what that delivery names; None where somebody can."""
    found = platform(delivery.platform)
    if found is not None and found.fetch is not None:
        return None
    return Unread(f"nothing is fetched from platform {delivery.platform[:40]!r}; mend its module, then redrive")


def keeping_of(platform_name: str, plan: Plan) -> Keeping:
    """How long what that platform brings is kept, and how often it wants to be asked whether it is still there."""
    found = platform(platform_name)
    return Keeping(plan.company.keep_texts, found.recheck_every if found is not None else None)


def parser(name: str) -> Parse | None:
    """How deliveries of that platform are read, imported now: a function pays only for the platforms that it meets."""
    found = platform(name)
    return found.parse if found is not None else None


def told(parsed: Parsed) -> str:
    """The faults of a delivery as the reason for which it is parked."""
    faults = "; ".join(f"{fault.where} {fault.what}" for fault in parsed.faults[:MOST_FAULTS])
    return f"{faults} ({len(parsed.faults)} in all); mend the sender or the platform's module, then redrive"
