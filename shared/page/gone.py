"""What takes the place of pages that the site has no more: nobody goes on reading there what was true once.

A language may leave the plan, a statement the store. Links from outside still lead to their pages; frozen as they were,
those would never say that a word was taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shared.page import pages
from shared.page.digest import fingerprint
from shared.page.shown import Shown
from shared.page.site import HTML, JSON, Past, Planned
from shared.page.view import view

#: A machine finds no incident there.
_NO_INCIDENT = b'{"incident":null}'


def gone(written: Iterable[str], planned: Iterable[str], statements: Iterable[str], past: Past) -> list[str]:
    """The keys among those once written that are neither planned now nor a page of one of those statements."""
    wanted = {*planned, *(key for one in statements for key in past.keys(one))}
    return sorted(key for key in set(written) - wanted if key.endswith((".html", ".json")))


def in_their_place(keys: Iterable[str], shown: Shown, past: Past) -> Iterator[Planned]:
    """A page that leads to the one that is kept up, as the one for what was never there does."""
    made_of = fingerprint("gone", past.of_plan)
    nothing = view((), shown.plan, shown.now, (), shown.door)
    for key in keys:
        if key.endswith(".html"):
            yield Planned(key, made_of, lambda: pages.not_found(nothing).encode(), HTML, old=True)
        else:
            yield Planned(key, made_of, lambda: _NO_INCIDENT, JSON, old=True)
