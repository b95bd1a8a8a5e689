"""A delivery as ingest would read it, for people who try: nothing is kept, and nothing is asked of AWS."""

from __future__ import annotations

from dataclasses import replace

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.platform import Parse
from shared.mention import settled, settled_id
from shared.plan import Source


def would_keep(parse: Parse, delivery: Delivery, source: Source) -> Parsed:
    """What would be stored of a delivery. A module that fails has found a fault of its own, which is told."""
    try:
        parsed = parse(delivery, source)
    except Exception as error:  # noqa: BLE001  # ingest parks such a delivery; here it is told in the same way
        what = f"made the {delivery.platform} module fail ({type(error).__name__}); mend it"
        return Parsed(faults=(Fault("body", what),))
    return replace(
        parsed,
        mentions=tuple(settled(mention) for mention in parsed.mentions),
        tombstones=tuple(replace(grave, native_id=settled_id(grave.native_id)) for grave in parsed.tombstones),
    )
