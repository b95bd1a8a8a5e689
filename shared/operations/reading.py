"""A delivery as ingest would read it, for people who try: nothing is kept, and nothing is asked of AWS."""

from __future__ import annotations

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.platform import Parse
from shared.ears.settling import as_kept
from shared.plan import Source


def would_keep(parse: Parse, delivery: Delivery, source: Source) -> Parsed:
    """What would be stored of a delivery. A module that fails has found a fault of its own, which is told."""
    try:
        return as_kept(parse(delivery, source), source)
    except Exception as error:  # noqa: BLE001  # ingest parks such a delivery; here it is told in the same way
        what = f"made the {delivery.platform} module fail ({type(error).__name__}); mend it"
        return Parsed(faults=(Fault("body", what),))
