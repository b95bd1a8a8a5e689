"""The Mentions table, many at once: what a list of cases shows beside them."""

from __future__ import annotations

from collections.abc import Iterable

from shared.store.items import get_all, text
from shared.store.mentions import known
from shared.verdict import Known


def mentions_of(table: str, ids: Iterable[str]) -> dict[str, Known]:
    """The mentions of those ids by their ids; one that isn't known, or was deleted, is left out."""
    items = get_all(table, [{"id": text(one)} for one in dict.fromkeys(ids)])
    return {item["id"]["S"]: known(item) for item in items if "doc" in item}
