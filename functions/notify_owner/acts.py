"""What the reader of a notice can do at once: by a signed link in their name, or by a button in Slack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from shared.case import Case
from shared.case_tap import made_at, sign
from shared.channels.message import Button, Deed
from shared.plan import SLACK_SIGNING, Person, Way
from shared.secrets import SecretError, Secrets
from shared.tap import Tap
from shared.tap import sign as sign_tap

LABELS: dict[Deed, str] = {"acknowledge": "I have it", "escalate": "Tell the next one", "resolve": "It is solved"}

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class Acts:
    links: Secrets
    channels: Secrets
    door_url: str

    def of(self, case: Case, person: Person, way: Way, now: datetime) -> tuple[Button, ...]:
        """A Slack channel has many readers, and Slack says who presses: no link in one person's name goes there."""
        if way == "slack":
            value = f"{case.id}:{case.telling}"
            return tuple(Button(deed, LABELS[deed], value) for deed in LABELS) if self._slack_comes_back() else ()
        key = self.key()
        if key is None:
            return ()
        return tuple(Button(deed, LABELS[deed], url=self._link(key, deed, case, person, now)) for deed in LABELS)

    def of_promise(self, tap: Tap) -> str | None:
        key = self.key()
        return None if key is None else f"{self._door}/promises/{sign_tap(key, tap)}"

    def key(self) -> str | None:
        """The key that signs links; None where there is none: a notice without its links is still one."""
        try:
            return self.links.of("key")[0]
        except (SecretError, ClientError, BotoCoreError) as error:
            logger.error("no link could be signed", reason=type(error).__name__)
            return None

    def _link(self, key: str, deed: Deed, case: Case, person: Person, now: datetime) -> str:
        return f"{self._door}/cases/{sign(key, made_at(now, case.id, deed, person.id, case.telling))}"

    @property
    def _door(self) -> str:
        return self.door_url.rstrip("/")

    def _slack_comes_back(self) -> bool:
        try:
            return bool(self.channels.of(SLACK_SIGNING))
        except (SecretError, ClientError, BotoCoreError):
            return False
