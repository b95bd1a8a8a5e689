"""One case taken into another: mentions, end, and a line in both logs, in an order in which a crash loses nothing."""

from __future__ import annotations

from datetime import datetime

from shared.case import Case, LogEntry
from shared.rungs import Moved
from shared.store.cases import CaseStore


def merge_into(cases: CaseStore, ended: Moved, into_id: str, who: str, now: datetime) -> Case:
    """Keeps a case's end as a part of another. Raises LostRaceError where either moved on meanwhile.

    All its mentions join the other first, page by page; then the end and both lines are kept together; then joins what
    came between: from then on whatever joins sees where the case went. A crash after a join leaves a mention in both,
    and the next try goes on.
    """
    count = join_all(cases, ended.case.id, into_id, now)
    of_ended = LogEntry(who, ended.what, now, ended.why)
    kept = cases.merge(ended.case, of_ended, into_id, LogEntry(who, took_in(ended.case.id, count), now))
    join_all(cases, ended.case.id, into_id, now)
    return kept


def join_all(cases: CaseStore, case_id: str, into_id: str, now: datetime) -> int:
    """Returns how many mentions there are; those that joined before stay as they are."""
    mentions = cases.mentions(case_id, most=None)
    for mention_id in mentions:
        cases.join(into_id, mention_id, now)
    return len(mentions)


def took_in(case_id: str, mentions: int) -> str:
    """The line in the log of a case that took in another."""
    return f"took in {case_id} ({mentions} mention{'' if mentions == 1 else 's'})"
