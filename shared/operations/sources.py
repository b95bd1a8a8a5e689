"""What an operator does with sources: look how each fares, what it lacks and what it answers; pause one, resume it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from shared import aws
from shared.audit import Finding
from shared.ears.asking import Fetch, missing, refusal
from shared.ears.credentials import keys_of
from shared.ears.cursor import Cursor, read_cursor
from shared.ears.fetch import TOTAL_SECONDS, fetch
from shared.ears.platform import Credential, Keys, Platform, Round
from shared.mark import Paused, SourceMark
from shared.mention import Mention
from shared.operations.deployment import Deployment
from shared.operations.source_trial import Trial, tried
from shared.plan import Source
from shared.plan_live import credentials_of
from shared.secrets import Secrets
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.mentions import MentionStore

#: The newest mention is looked for so far back from when its source was last heard: what came then may be no mention.
LOOKED_BACK = timedelta(hours=6)
#: A mark is written at most every minute and a half, so it may be a little older than the newest mention.
MARK_LAG = timedelta(minutes=5)
MOST_LOOKED_AT = 500
#: With these a platform's calls to us are believed; they open nothing of its own.
_OF_THE_DOOR = ("secret", "verify")


@dataclass(frozen=True, slots=True)
class Standing:
    """A source, what its mark says of it, and who paused it; None where it is heard."""

    source: Source
    mark: SourceMark
    paused: Paused | None = None


class Sources:
    def __init__(self, deployment: Deployment) -> None:
        self._webhooks_url = deployment.webhooks_url.rstrip("/")
        self._secret_id = deployment.source_secrets
        self._secrets = Secrets(deployment.source_secrets)
        self._ledger = Ledger(deployment.ledger_table)
        self._marks = Marks(deployment.ledger_table)
        self._mentions = MentionStore(deployment.mentions_table)

    def standings(self, sources: Iterable[Source], now: datetime) -> list[Standing]:
        """How each of them fares, in the order of the plan."""
        listed = list(sources)
        marks, paused = self._marks.sources([one.name for one in listed]), self._marks.paused(now)
        return [Standing(one, marks.get(one.name, SourceMark()), paused.get(one.name)) for one in listed]

    def pause(self, name: str, paused: Paused) -> None:
        self._marks.pause(name, paused)

    def resume(self, name: str, now: datetime) -> Paused | None:
        """Has it be heard again; returns who had paused it, None where nobody had."""
        paused = self._marks.paused(now).get(name)
        if paused is not None:
            self._marks.resume(name)
        return paused

    def findings(self, name: str) -> tuple[Finding, ...]:
        """What the audit last found wrong with a source."""
        audit = self._marks.last_audit()
        found = () if audit is None else audit.findings
        return tuple(one for one in found if one.name == name and one.kind in ("source", "lease", "token"))

    def newest(self, name: str, heard_at: datetime | None) -> Mention | None:
        """The newest mention of a source; None where none came in the hours before it was last heard."""
        if heard_at is None:
            return None
        seen = self._mentions.seen_between(heard_at - LOOKED_BACK, heard_at + MARK_LAG, MOST_LOOKED_AT)
        return next((known.mention for known in seen if known.mention.source == name), None)

    def address(self, source: Source, platform: Platform) -> str:
        """Where the platform calls us; a part that is secret is only named."""
        secret = "/SECRET" if platform.door is not None and platform.door.secret_path else ""
        return f"{self._webhooks_url}/{source.name}{secret}"

    def keys(self, source: Source) -> Keys:
        """The source's credentials; none where no source was ever given one. Raises SecretError."""
        try:
            return keys_of(self._secrets, source)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") != "ResourceNotFoundException":
                raise
            return Keys()

    def keys_changed_at(self) -> datetime | None:
        """When a credential of any source was last set; None where that can't be known."""
        try:
            return aws.secretsmanager().describe_secret(SecretId=self._secret_id).get("LastChangedDate")
        except ClientError:
            return None  # who may set secrets need not be allowed to look at this

    def rest(self, source: Source) -> Cursor:
        """Where the last sweep of it ended."""
        return read_cursor(self._ledger.cursor(source.name), source)

    def trials(
        self, source: Source, platform: Platform, keys: Keys, now: datetime, *, allow_loopback: bool
    ) -> Iterator[Trial]:
        """Tries the credentials, and for a source that is swept a round, from where the last one ended."""
        rest, needed = self.rest(source), credentials_of(source, platform)
        if missing(source, keys, needed) is not None:
            return
        round_ = Round(source, rest.known, keys, now, self.address(source, platform))
        ask, refused = _asking(allow_loopback), refusal(source, needed)
        if platform.check is not None and _has_to_show(source, keys, needed):
            yield tried("credentials", platform.check(round_), source, platform, ask, now, refused)
        if source.how == "sweep" and platform.sweep is not None:
            if rest.not_before is not None and now < rest.not_before:
                yield Trial("round", not_before=rest.not_before)
                return
            yield tried("round", platform.sweep.run(round_), source, platform, ask, now, refused)


def _asking(allow_loopback: bool) -> Fetch:
    return lambda ask, within: fetch(ask, allow_loopback=allow_loopback, within=min(TOTAL_SECONDS, within))


def _has_to_show(source: Source, keys: Keys, needed: tuple[Credential, ...]) -> bool:
    """Whether there is anything to try: one that only calls us may need no credentials for its API."""
    shown = [one for one in needed if one.part not in _OF_THE_DOOR]
    return source.how == "sweep" or not shown or any(keys.all(one.part) for one in shown)
