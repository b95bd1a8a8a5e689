"""What a delivery holds, read by the module of its platform."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec

from shared.delivery import Delivery, Parsed
from shared.mention import settled, settled_id
from shared.plan import Plan, Source

#: So many are named where a delivery is parked.
MOST_FAULTS = 4

Parser = Callable[[Delivery, Source], Parsed]


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a delivery can't be read, in words without a customer's."""

    reason: str


def read(delivery: Delivery, plan: Plan) -> Parsed | Unread:
    """The delivery's mentions, settled, with all that is wrong with it; or why none of it could be read."""
    source = plan.source(delivery.source)
    if source is None:
        return Unread("its source is not in the plan any more; put it back, then redrive")
    parse = parser(delivery.platform)
    if parse is None:
        return Unread(f"no module reads platform {delivery.platform[:40]!r}; correct the source in the plan")
    try:
        parsed = parse(delivery, source)
    except Exception as error:  # noqa: BLE001  # a fault of ours: the delivery waits until it is mended
        return Unread(f"the {delivery.platform} module failed: {type(error).__name__}; mend it, then redrive")
    return replace(
        parsed,
        mentions=tuple(settled(mention) for mention in parsed.mentions),
        tombstones=tuple(replace(grave, native_id=settled_id(grave.native_id)) for grave in parsed.tombstones),
    )


def parser(platform: str) -> Parser | None:
    """The `parse` of that platform's module, imported now: a function pays only for the platforms that it meets."""
    name = f"shared.platforms.{platform}"
    if not platform.isidentifier() or find_spec(name) is None:
        return None
    parse: Parser | None = getattr(import_module(name), "parse", None)
    return parse


def told(parsed: Parsed) -> str:
    """The faults of a delivery as the reason for which it is parked."""
    faults = "; ".join(f"{fault.where} {fault.what}" for fault in parsed.faults[:MOST_FAULTS])
    return f"{faults} ({len(parsed.faults)} in all); mend the sender or the platform's module, then redrive"
