"""What an operator does for an author who asks to be forgotten: finds all that they wrote, and takes it away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from shared.erasure import REASON, Erasure, Told, account, is_of, places, remains
from shared.keeping import Keeping
from shared.mention import Author, Mention, Tombstone
from shared.operations.deployment import Deployment
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.corrections import Corrections
from shared.store.erasing import cases_with, every_mention
from shared.store.histories import Histories
from shared.store.history_items import author_of
from shared.store.ledger import Ledger, NoPlanError
from shared.store.mentions import MentionStore
from shared.store.opinions import Opinions
from shared.store.plans import Plans

#: Lines of a case's log that are looked through for the author's name.
MOST_LINES = 10_000
#: A name of fewer characters is in too many words to be looked for.
LEAST_NAME = 3


class Forgetting:
    def __init__(self, deployment: Deployment) -> None:
        self._mentions_table, self._cases_table = deployment.mentions_table, deployment.cases_table
        self._mentions = MentionStore(deployment.mentions_table)
        self._cases = CaseStore(deployment.cases_table)
        self._corrections = Corrections(deployment.ledger_table)
        self._opinions = Opinions(deployment.ledger_table)
        self._histories = Histories(deployment.mentions_table)
        self._plans = Plans(Ledger(deployment.ledger_table))

    def posts(self, author: str, platform: str | None) -> list[Mention] | Refused:
        """All posts of the one account that is meant: those under another name, too, where it has an id."""
        whose = account(self._all(platform), author)
        if isinstance(whose, Refused):
            return whose
        return [mention for mention in self._all(whose.platform) if is_of(mention, whose)]

    def forget(self, posts: Sequence[Mention], now: datetime, *, dry_run: bool) -> Erasure:
        """Buries each post, and tells what else there is. It can be repeated: what is buried is not found again."""
        keeping = self._keeping()
        ids = {post.id for post in posts}
        # Looked up before: afterwards nobody knows any more in which cases the author was.
        cases = cases_with(self._cases_table, ids)
        erasure = Erasure(
            platform=posts[0].platform,
            posts=len(posts),
            places=places(posts),
            cases=tuple(cases),
            noted=tuple(one for one in cases if self._is_named(one, [post.author for post in posts])),
            told=tuple(told for one in cases for told in self._told(one, ids)),
            remains=remains(now, keeping.buried),
            erased_at=None if dry_run else now,
            named_only=any(post.author.id is None and post.author.handle is None for post in posts),
        )
        if not dry_run:
            self._corrections.erase(ids)
            self._opinions.erase(ids)
            self._histories.erase(map(author_of, posts))
            for post in posts:
                self._mentions.bury(Tombstone(post.source, post.platform, post.native_id, REASON, now), keeping)
        return erasure

    def _all(self, platform: str | None) -> Iterable[Mention]:
        return (one for one in every_mention(self._mentions_table) if platform in (None, one.platform))

    def _keeping(self) -> Keeping:
        try:
            return Keeping(self._plans.in_force().company.keep_texts)
        except NoPlanError:
            return Keeping()

    def _is_named(self, case_id: str, authors: Sequence[Author]) -> bool:
        names = {name.casefold() for author in authors for name in (author.name, author.handle, author.id) if name}
        lines = [f"{line.what} {line.why}".casefold() for line in self._cases.log(case_id, MOST_LINES)]
        return any(name in line for name in names if len(name) >= LEAST_NAME for line in lines)

    def _told(self, case_id: str, ids: set[str]) -> list[Told]:
        """The notices of a case that began with one of these posts: only that one is quoted, and none in a storm's."""
        case = self._cases.get(case_id)
        if case is None or case.first_mention not in ids:
            return []
        sent = self._cases.notices(case_id, most=None)
        return [Told(case_id, one.person, one.way, one.sent_at) for one in sent if one.sent_at is not None]
