"""How long what is heard is kept, and how often its platform wants to be asked whether it is still there. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

#: How long a tombstone stays at the least, and a mention where nothing else is said.
KEPT = timedelta(days=400)
#: What is kept for long enough is taken away by a run of each hour, which leaves a tombstone: what a feed still lists
#: is not news again. By itself an item goes this much later, where that run fails.
GRACE = timedelta(days=2)
#: What was seen again within this part of the time to the next look is not noted: each delivery would be a write.
NOTED_AFTER = 10


@dataclass(frozen=True, slots=True)
class Keeping:
    """`kept` counts from when a mention's newest version came; `recheck_every` is None where no look is demanded."""

    kept: timedelta = KEPT
    recheck_every: timedelta | None = None

    @property
    def buried(self) -> timedelta:
        """How long a tombstone is kept: no shorter than what it keeps out."""
        return max(KEPT, self.kept)
