"""Our own public answers end the customer's waiting: finds their case, whichever of the two is heard first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from aws_lambda_powertools import Logger

from functions.open_case.answer import (
    answered_in_public,
    asked_by_one,
    is_for_all,
    keys_of_question,
    of_post,
    of_talk,
    of_thread,
)
from shared.acting import Acting
from shared.case import Case
from shared.case_life import wrote_again
from shared.ears.known import platform
from shared.mention import Mention, mention_id
from shared.statement_moves import Refused
from shared.store.answers import Answers
from shared.store.cases import CaseStore
from shared.store.mentions import MentionStore
from shared.store.mentions_of import mentions_of

#: So many posts up from our answer, its question is sought.
MOST_UP = 8
#: So many of a case's posts are looked at: one customer who wrote more often is answered by a person's word.
MOST_POSTS = 200

logger = Logger(child=True)


class Answering:
    def __init__(self, cases: CaseStore, mentions: MentionStore, table: str, answers: Answers, acting: Acting) -> None:
        self._cases, self._mentions, self._table = cases, mentions, table
        self._answers, self._acting = answers, acting

    def take(self, ours: Mention, now: datetime) -> None:
        """An answer of ours: the case of what it answers has one. Where there is no case yet, it waits for it."""
        for key in self._answered_by(ours):
            found = [case for one in self._answers.answered(key, ours.id, now).case_ids if (case := self._open(one))]
            if len({case.id for case in found}) == 1:
                self._settle(found[0], ours, now)
                return

    def question(self, theirs: Mention, case_id: str, now: datetime) -> None:
        """A customer's mention is in a case: it is found by its answers, and those that came before it count."""
        waiting = dict.fromkeys(self._answers.in_case(key, case_id, now).answer for key in keys_of_question(theirs))
        for answer_id in waiting:
            known = self._mentions.get(answer_id) if answer_id is not None else None
            case = self._open(case_id)
            if known is not None and case is not None:
                self._settle(case, known.mention, now)

    def _answered_by(self, ours: Mention) -> Iterator[str]:
        """What it may be an answer to, the nearest first: the posts above it; below a thread itself, all of that."""
        above, post = ours.parent, None
        for _ in range(MOST_UP):
            if above is None:
                break
            yield of_post(ours.platform, above)
            known = self._mentions.get(mention_id(ours.platform, above))
            if known is None:
                break
            post = known.mention
            if not post.from_staff:
                yield of_talk(post)
            above = post.parent
        if post is None and is_for_all(ours):
            yield of_thread(ours)

    def _settle(self, case: Case, ours: Mention, now: datetime) -> None:
        posts = mentions_of(self._table, self._cases.mentions(case.id, MOST_POSTS))
        asked = asked_by_one(case, (known.mention for known in posts.values()))
        if asked is None:
            return
        who = f"us on {_title(ours.platform)}"
        done = self._acting.do(case.id, who, now, lambda at, plan: answered_in_public(at, plan, ours, asked, who, now))
        if isinstance(done, Refused):
            return
        logger.info("customer answered in public", case_id=case.id, mention_id=ours.id)
        if asked.last_at > ours.created_at:
            # They wrote once more after it, which was heard first.
            self._acting.do(
                case.id, "firebreak", now, lambda at, plan: wrote_again(at, plan, now) or Refused("it is known")
            )

    def _open(self, case_id: str) -> Case | None:
        """The case of that id, or the one that it came to by merging; None where it is over."""
        case = self._cases.get(case_id)
        while case is not None and case.merged_into is not None:  # ends: each was merged before the one it is in
            case = self._cases.get(case.merged_into)
        return None if case is None or case.state == "resolved" else case


def _title(name: str) -> str:
    found = platform(name)
    return found.title if found is not None else name
