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
    """A person's correction, and a second reader's opinion, of a mention in one of its versions.

    `docs` has them by their keys, as they are kept: what can't be read raises CodecError for its own mention alone,
    which is not judged without the person's word.
    """

    docs: dict[str, str] = field(default_factory=dict)

    def correction(self, mention_id: str, version: int) -> Correction | None:
        doc = self.docs.get(f"{corrections.PREFIX}{mention_id}")
        found = None if doc is None else decode(Correction, doc)
        return found if found is not None and found.mention_version == version else None

    def opinion(self, mention_id: str, version: int) -> Opinion | None:
        doc = self.docs.get(f"{opinions.PREFIX}{mention_id}")
        found = None if doc is None else decode(Given, doc)
        return found.opinion if found is not None and found.mention_version == version else None


def said_of(table: str, mention_ids: Iterable[str]) -> Said:
    """One read for up to fifty mentions; none where nothing is asked."""
    keys = [text(f"{of}{one}") for one in dict.fromkeys(mention_ids) for of in _PREFIXES]
    return Said({item["key"]["S"]: item["doc"]["S"] for item in get_all(table, [{"key": key} for key in keys])})
