"""A case with all that belongs to it, and the queue of cases, as an operator looks at them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.case import Case, LogEntry, Notice
from shared.operations.storm_file import DELETED, StormFile
from shared.plan import Plan
from shared.verdict import Known

_TOOK_IN = re.compile(r"took in (case-[0-9a-z-]+)")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with its log, the notices that went out, some mentions that it gathered, and its version of the plan.

    `merged` are the ids of the cases that ended as a part of it; `reasons` are its first
    mention's while that is public; `storm` is the one that it is about, where it is a storm's case.
    """

    case: Case
    log: tuple[LogEntry, ...]
    notices: tuple[Notice, ...]
    mentions: tuple[Known, ...]
    plan: Plan
    merged: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    storm: StormFile | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """The cases that were asked for, `more` of which are left out, with their first mentions and versions of the plan.

    `whole` is false where there were too many cases to look through all of them.
    """

    cases: tuple[Case, ...] = ()
    more: int = 0
    whole: bool = True
    known: Mapping[str, Known] = field(default_factory=dict)
    plans: Mapping[int, Plan] = field(default_factory=dict)


def titled(case: Case, known: Mapping[str, Known]) -> str:
    """The title, with the customer's words while they are public: they are read when they are shown, not kept."""
    if case.first_mention is None:
        return case.title
    found = known.get(case.first_mention)
    if found is None:
        return f"{case.title}: {DELETED}"
    return f"{case.title}: {found.mention.text}" if found.mention.public else case.title


def merged_of(log: tuple[LogEntry, ...]) -> tuple[str, ...]:
    """The ids of the cases that a log says were taken in, each once."""
    found = (_TOOK_IN.match(line.what) for line in log)
    return tuple(dict.fromkeys(match[1] for match in found if match))
