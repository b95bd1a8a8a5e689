"""Sends one notice to one person by one way, once; what became of it is kept."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from shared.case import Notice
from shared.channels.message import ChannelError, Message
from shared.plan import Person, Way
from shared.secrets import SecretError, Secrets
from shared.store.cases import CaseStore
from shared.store.marks import Marks

#: What became of a notice: `settled` and `held` are a claim's answers, `again` is a failure that may pass.
End = Literal["sent", "failed", "settled", "held", "again"]
#: A notice whose channel fails for the moment is tried so often, a minute apart.
TRIES = 3

logger = Logger(child=True)


class HeldError(Exception):
    """A claimed notice may be a crash's. No minute tick asks again for it: Lambda's own retry does."""


@dataclass(frozen=True, slots=True)
class Sender:
    cases: CaseStore
    secrets: Secrets
    marks: Marks
    sender_address: str

    def deliver(self, notice: Notice, person: Person, message: Message, now: datetime) -> End:
        """Sends one notice that nobody else has sent. A failure is kept and told, and stops no other notice."""
        return self.deliver_all([notice], person, lambda _: message, now)[0]

    def deliver_all(
        self, notices: list[Notice], person: Person, word: Callable[[list[Notice]], Message], now: datetime
    ) -> list[End]:
        """One message for those of these notices (of one person and way) that nobody has sent; `word` makes it."""
        ends: list[End] = []
        claimed: list[Notice] = []
        for notice in notices:
            claim = self.cases.claim_notice(notice, now)
            if claim.state == "claimed":
                claimed.append(replace(notice, tries=claim.tries))
            else:
                ends.append(claim.state)
        if claimed:
            failed = self._send(claimed[0].way, person, word(claimed), now)
            ends += [self._settle(notice, failed, now) for notice in claimed]
        return ends

    def try_way(self, way: str, person: Person, message: Message, now: datetime) -> ChannelError | None:
        """One message, without a notice being kept: why it failed, or None."""
        return self._send(way, person, message, now)

    def end(self, way: str, person: Person, message: Message) -> ChannelError | None:
        """Closes what a message opened elsewhere: why that failed, or None."""
        try:
            self.channel(way).resolve(self.address(way, person), message.thread)
        except ChannelError as error:
            return error
        return None

    def channel(self, way: str) -> Any:
        """The module of that channel: only who is told by it pays for it."""
        return importlib.import_module(f"shared.channels.{way}")

    def address(self, way: str, person: Person) -> str:
        """Where the channel finds this person. Raises SecretError where the plan names a secret that isn't there."""
        named = str(getattr(person, way))
        return named if way in ("email", "sms") else self.secrets.of(named)[0]

    def _send(self, way: str, person: Person, message: Message, now: datetime) -> ChannelError | None:
        failed: ChannelError | None = None
        try:
            address = self.address(way, person)
            if way == "email":
                self.channel(way).send(self.sender_address, address, message)
            else:
                self.channel(way).send(address, message)
        except ChannelError as error:
            failed = error
        except SecretError as error:
            failed = ChannelError(str(error), transient=False)
        except (ClientError, BotoCoreError) as error:
            failed = ChannelError(f"{way} could not be reached: {type(error).__name__}", transient=True)
        self._mark(way, failed, now)
        return failed

    def _mark(self, way: str, failed: ChannelError | None, now: datetime) -> None:
        named: Way = way  # type: ignore[assignment]  # a person's ways are these
        try:
            self.marks.channel(named, failed is None, now, "" if failed is None else str(failed))
        except (ClientError, BotoCoreError) as error:
            # The notice is out, or its failure is about to be kept; a mark is not worth doing it twice.
            logger.error("the channel could not be marked", way=way, reason=type(error).__name__)

    def _settle(self, notice: Notice, failed: ChannelError | None, now: datetime) -> End:
        facts: dict[str, Any] = {
            "case_id": notice.case_id,
            "telling": notice.telling,
            "person": notice.person,
            "way": notice.way,
        }
        if failed is None:
            # This try was none that failed.
            self.cases.settle_notice(replace(notice, sent_at=now, tries=notice.tries - 1), now)
            logger.info("notice sent", **facts)
            return "sent"
        logger.error("notice failed", **facts, reason=str(failed), tries=notice.tries)
        if failed.transient and notice.tries < TRIES:
            self.cases.release_notice(notice)
            return "again"
        self.cases.settle_notice(replace(notice, failed=str(failed)), now)
        return "failed"
