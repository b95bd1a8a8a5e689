"""What an operator sees and does about people who wait for us: the watch list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.case import Case
from shared.operations.deployment import Deployment
from shared.plan import Plan
from shared.statement_moves import Refused
from shared.store.answers import Answers
from shared.store.cases import CaseStore
from shared.store.histories import Histories
from shared.store.history_items import author_of, keys_of, with_answers
from shared.store.mentions_of import mentions_of
from shared.triage.history import Answer, History
from shared.verdict import Known
from shared.watch import WATCHED, Pressing, ToReach, in_hand, ordered, pressing, there, to_reach

#: So many who wait are looked at for one list.
LOOKED_THROUGH = 400


@dataclass(frozen=True, slots=True)
class WatchList:
    """The first of those to reach, how many more there are, and whether all who wait were looked at."""

    people: tuple[ToReach, ...]
    more: int
    whole: bool


class Watching:
    def __init__(self, deployment: Deployment) -> None:
        self._mentions_table = deployment.mentions_table
        self._histories = Histories(deployment.mentions_table)
        self._answers = Answers(deployment.ledger_table)
        self._cases = CaseStore(deployment.cases_table)

    def people(self, plan: Plan, now: datetime, instance: str | None = None, most: int = 50) -> WatchList:
        """Whom to reach, the most pressing first: nobody who was answered, and nobody whose posts are all gone."""
        waiting = self._histories.waiting(now - WATCHED, now, LOOKED_THROUGH)
        known = mentions_of(self._mentions_table, {post.id for one in waiting.values() for post in one.waiting})
        found = self._pressing(waiting, known, plan, now)
        cases = self._cases_of([one.post.id for one in found])
        left = [
            (one, one.post.id)
            for one in found
            if not in_hand(one, cases.get(one.post.id)) and instance in (None, plan.instance(one.post.instance).id)
        ]
        people = [to_reach(one, known[id_].mention, cases.get(id_)) for one, id_ in ordered(left)[:most]]
        return WatchList(tuple(people), len(left) - len(people), len(waiting) < LOOKED_THROUGH)

    def done(self, mention_id: str, who: str, plan: Plan, now: datetime) -> ToReach | Refused:
        """Takes the author of that mention off the list, whatever they wrote until now."""
        known = mentions_of(self._mentions_table, [mention_id]).get(mention_id)
        if known is None:
            return Refused(f"there is no mention {mention_id} (or it was deleted); see: firebreak watch")
        author = author_of(known.mention)
        found, _ = self._histories.read([author])
        waiting = self._answered({author: found.get(author, History())})[author].waiting
        if not waiting:
            return Refused(f"nobody waits for us who wrote {mention_id}; see: firebreak watch")
        for talk in dict.fromkeys(post.talk for post in waiting):
            self._histories.answered(author, Answer(talk, now, who), plan.company.keep_texts)
        reached = Pressing(waiting[-1], waiting[0].written_at, (f"{who} reached them",), 0)
        return to_reach(reached, known.mention, None)

    def _pressing(
        self, waiting: dict[str, History], known: dict[str, Known], plan: Plan, now: datetime
    ) -> list[Pressing]:
        # Only posts that wait were read: of the others nothing is shown.
        gone = {post.id for one in waiting.values() for post in one.waiting} - known.keys()
        posts = {post.id for one in waiting.values() for post in one.posts} - gone
        answered = self._answered({author: there(one, posts) for author, one in waiting.items()})
        return [found for one in answered.values() if (found := pressing(one, plan, now)) is not None]

    def _answered(self, histories: dict[str, History]) -> dict[str, History]:
        """With our answers to whole threads, and to places in them, which no author's item has."""
        owed = {key: post.talk for one in histories.values() for post in one.waiting for key in keys_of(post)}
        _, answers = self._histories.read((), owed)
        found = [Answer(owed[key], at) for key, at in answers.items()]
        return {author: with_answers(one, *_in(one, found)) for author, one in histories.items()}

    def _cases_of(self, mention_ids: Sequence[str]) -> dict[str, Case]:
        """The case of each mention that is in one: of several the one that is open; what it came to by merging."""
        by_mention = self._answers.cases(f"post {one}" for one in mention_ids)
        cases = {one: self._case(one) for ids in by_mention.values() for one in ids}
        found: dict[str, Case] = {}
        for about, ids in by_mention.items():
            several = [case for one in ids if (case := cases[one]) is not None]
            if several:
                found[about.removeprefix("post ")] = min(several, key=lambda case: case.state == "resolved")
        return found

    def _case(self, case_id: str) -> Case | None:
        case = self._cases.get(case_id)
        while case is not None and case.merged_into is not None:  # ends: each was merged before the one it is in
            case = self._cases.get(case.merged_into)
        return case


def _in(history: History, answers: Iterable[Answer]) -> list[Answer]:
    talks = {post.talk for post in history.posts}
    return [one for one in answers if one.talk in talks]
