"""What others said of mentions, read at once for a batch that is judged again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from shared.codec import decode
from shared.correction import Correction
from shared.opinion import Opinion
from shared.store import corrections, opinions
from shared.store.items import get_all, text
from shared.store.opinions import Given

_PREFIXES = (corrections.PREFIX, opinions.PREFIX)


@dataclass(frozen=True, slots=True)
class Said:
    """By mention id: a person's correction, and a second reader's opinion."""

    corrections: dict[str, Correction] = field(default_factory=dict)
    opinions: dict[str, Given] = field(default_factory=dict)

    def correction(self, mention_id: str, version: int) -> Correction | None:
        found = self.corrections.get(mention_id)
        return found if found is not None and found.mention_version == version else None

    def opinion(self, mention_id: str, version: int) -> Opinion | None:
        found = self.opinions.get(mention_id)
        return found.opinion if found is not None and found.mention_version == version else None


def said_of(table: str, mention_ids: Iterable[str]) -> Said:
    """One read for up to fifty mentions; none where nothing is asked."""
    keys = [text(f"{of}{one}") for one in dict.fromkeys(mention_ids) for of in _PREFIXES]
    said = Said()
    for item in get_all(table, [{"key": key} for key in keys]):
        doc = item["doc"]["S"]
        if item["key"]["S"].startswith(corrections.PREFIX):
            correction = decode(Correction, doc)
            said.corrections[correction.mention_id] = correction
        else:
            given = decode(Given, doc)
            said.opinions[given.mention_id] = given
    return said
