"""What is read for a page: one query, and only those statements that the manifest does not answer for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from functions.publish_statement.words import last_word
from shared.page.digest import fingerprint
from shared.page.line import line
from shared.page.manifest import Manifest, Remembered
from shared.page.shown import NEWEST, Shown, shown
from shared.page.site import Past, past_of
from shared.plan import Plan
from shared.statement import Statement
from shared.store.statements import Listed, StatementStore, listed_as


@dataclass(frozen=True, slots=True)
class Read:
    """What to show, the state that this is (compare it), and what to remember of each statement once all is written.

    `public` are the statements that were read whole.
    """

    shown: Shown
    state: str
    remembered: dict[str, Remembered]
    public: dict[str, Statement]

    @property
    def version(self) -> str:
        """Of the whole page: the plan's, and how often statements have been written. It only grows."""
        return f"{self.shown.plan.version}.{sum(known.revision for known in self.remembered.values())}"


def read(
    store: StatementStore,
    plan: Plan,
    now: datetime,
    door: str | None,
    have: Mapping[str, Statement],
    known: Manifest,
    there: Mapping[str, str],
) -> Read:
    """`have` came with the stream or an earlier look, `there` are the bucket's ETags, taken before this."""
    index, not_in_it = _found(store, have, known)
    rows, past = listed(index, not_in_it, known), past_of(plan, door)
    sure = {row.id for row in rows if answered(row, known, there, past)} - behind(index, known)
    wanted = [row for row in rows if row.id not in sure] + newest(rows, sure, known, have)
    documents = _documents(store, wanted, have)
    public = {of: one for of, one in documents.items() if one.public}
    unread = {row.id for row in rows} - {row.id for row in wanted}
    lines = {of: one for of in unread if (one := known.statements[of].line) is not None}
    split = shown([row.id for row in rows], public, lines, plan, now, door)
    remembered = {of: known.statements[of] for of in unread}
    remembered |= {of: Remembered(one.revision, last_word(one), line(one)) for of, one in public.items()}
    now_listed = [listed_as(documents[row.id]) if row.id in documents else row for row in rows]
    return Read(split, state_of(now_listed, plan.version, door), remembered, public)


def listed(rows: Iterable[Listed], have: Iterable[Statement], known: Manifest) -> list[Listed]:
    """What was ever public, each in its newest revision known, newest first: the index lags behind stream and page."""
    by_id = {row.id: row for row in rows}
    for one in have:
        if one.id not in by_id or by_id[one.id].revision < one.revision:
            by_id[one.id] = listed_as(one)
    for of, remembered in known.statements.items():
        if of in by_id and by_id[of].revision < remembered.revision:
            by_id[of] = replace(by_id[of], revision=remembered.revision, public=True)
    public = [row for row in by_id.values() if row.public]
    return sorted(public, key=lambda row: (row.begun, row.id), reverse=True)


def behind(index: Iterable[Listed], known: Manifest) -> set[str]:
    """Whose revision in the index is earlier than one that was seen: it lags, or the table was restored."""
    remembered = known.statements
    return {row.id for row in index if row.id in remembered and row.revision < remembered[row.id].revision}


def newest(
    rows: Iterable[Listed], sure: Container[str], known: Manifest, have: Mapping[str, Statement]
) -> list[Listed]:
    """Of those that need no reading, the newest of each kind, planned work or not: these are given in full too.

    One whose kind only reading tells takes nobody's place: rather one too many is read.
    """
    kinds = Counter[bool | None]()
    found = []
    for row in rows:
        kind = _kind(row.id, known, have)
        kinds[kind] += 1
        if row.id in sure and kinds[kind] <= NEWEST:
            found.append(row)
    return found


def answered(row: Listed, known: Manifest, there: Mapping[str, str], past: Past) -> bool:
    """Whether the manifest says all there is to know: it is over, unchanged, and its own pages are as they should."""
    remembered = known.statements.get(row.id)
    if remembered is None or remembered.revision != row.revision or remembered.line is None:
        return False
    for key, wanted in past.objects(row.id, row.revision):
        fact = known.objects.get(key)
        if fact is None or fact.fingerprint != wanted or there.get(key) != fact.etag:
            return False
    return True


def state_of(rows: Iterable[Listed], plan_version: int, door: str | None) -> str:
    """One short text for all that the page is made of, but the time of day."""
    revisions = sorted((row.id, row.revision) for row in rows if row.public)
    return fingerprint(revisions, plan_version, door)


def _kind(of: str, known: Manifest, have: Mapping[str, Statement]) -> bool | None:
    """Whether it is planned work; None where only reading tells."""
    if of in have:
        return have[of].window is not None
    told = known.statements[of].line if of in known.statements else None
    return told.maintenance if told is not None else None


def _found(
    store: StatementStore, have: Mapping[str, Statement], known: Manifest
) -> tuple[list[Listed], list[Statement]]:
    """The index, and what it may not have yet: that is rare, and looked at itself."""
    rows = store.rows()
    in_index = {row.id for row in rows}
    missing = [of for of in known.statements if of not in in_index and of not in have]
    return rows, [*have.values(), *(store.all_of(missing) if missing else ())]


def _documents(store: StatementStore, wanted: Sequence[Listed], have: Mapping[str, Statement]) -> dict[str, Statement]:
    """Open statements are read anew each time; one that is over is taken as it was seen, where that is its revision."""
    over = {of: one for of, one in have.items() if line(one) is not None}
    asked = [row.id for row in wanted if row.id not in over or over[row.id].revision < row.revision]
    newest = dict(have)
    for one in store.all_of(asked):
        if one.id not in newest or newest[one.id].revision <= one.revision:
            newest[one.id] = one
    return {row.id: newest[row.id] for row in wanted if row.id in newest}
