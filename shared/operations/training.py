"""What an operator does for the model: trains it on what people said, and puts one or another in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from shared.correction import Correction
from shared.mention import Mention
from shared.operations.deployment import Deployment
from shared.statement_moves import Refused
from shared.store.corrections import Corrections
from shared.store.mentions import MentionStore
from shared.store.mentions_of import mentions_of
from shared.store.models import Models
from shared.trained import SHIPPED, InForce, Trained
from shared.triage.model import SHIPPED as SHIPPED_FILE
from shared.triage.overlay import OtherModelError, Overlaid, OverlayTooLargeError, bare, overlaid, parsed
from shared.triage.refit import Progress, Refit, refit
from shared.triage.table import BadModelError, load
from shared.triage.taught import Heard, Taught

#: Of the stream so many of the newest stand beside corrections, looked for so far back: each hour is a question.
MOST_HEARD, STREAM_LASTS = 5_000, timedelta(days=7)
#: More corrections than these, the newest ones, teach nothing that they don't.
MOST_CORRECTIONS = 3_000


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to learn from; `gone` are corrections whose mention is deleted, or was edited since."""

    taught: tuple[Taught, ...]
    heard: tuple[Heard, ...]
    gone: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A correction with its text, as a company may keep it, or bring it from elsewhere: one line of a file."""

    id: str
    text: str
    author: str = ""
    kind: str | None = None
    instance: str | None = None
    severity: int | None = None
    sentiment: str | None = None
    by: str = ""
    at: datetime | None = None


class Training:
    def __init__(self, deployment: Deployment, shipped: Path = SHIPPED_FILE) -> None:
        self._mentions_table = deployment.mentions_table
        self._mentions = MentionStore(deployment.mentions_table)
        self._corrections = Corrections(deployment.ledger_table)
        self._models = Models(deployment.ledger_table)
        self._shipped = shipped

    def material(self, now: datetime, within: timedelta, more: Sequence[Taught] = ()) -> Material:
        """What people said in that time, with `more` from elsewhere, and the newest of the stream."""
        found = list(self._corrections.newest(MOST_CORRECTIONS, now - within))
        said = [taught_by(mention, correction) for mention, correction in self._with_mentions(found)]
        stream = self._mentions.seen_between(now - min(within, STREAM_LASTS), now, MOST_HEARD)
        heard = tuple(
            Heard(one.mention.id, one.mention.text, author_of(one.mention)) for one in stream if _theirs(one.mention)
        )
        return Material((*more, *said), heard, len(found) - len(said))

    def train(self, material: Material, progress: Progress) -> Refit | Refused:
        """Learns, and judges what it learned; installs nothing."""
        model = self._in_force()
        if isinstance(model, Refused):
            return model
        try:
            return refit(model, material.taught, material.heard, progress)
        except OverlayTooLargeError as error:
            return Refused(str(error))

    def install(self, made: Refit, by: str, now: datetime) -> Trained:
        """Puts in force what was compared and is better. Raises LostRaceError."""
        if made.compared is None or made.agreement is None:
            raise ValueError("nothing was compared: there is nothing to install")
        base = parsed(made.content, "the overlay").base
        trained = Trained(0, 0, base, by, now, made.corrections, made.heard, made.agreement, made.compared)
        return self._models.install(trained, made.content)

    def back(self, to: int | None, by: str, now: datetime) -> InForce | Refused:
        """Puts in force that version, 0 for the one that ships; None: the one before the one in force."""
        state = self._models.in_force()
        if to is None:
            current = self._models.version(state.version)
            to = SHIPPED if current is None else current.before
        if to == state.version:
            return Refused(f"{named(to)} is in force already; see: firebreak train list")
        if to != SHIPPED:
            try:
                parsed(self._models.content(to), named(to))
            except BadModelError as error:
                return Refused(str(error))
        self._models.put_in_force(to, by, now)
        return self._models.in_force()

    def in_force(self) -> InForce:
        return self._models.in_force()

    def versions(self) -> list[Trained]:
        """Those that are kept, the newest first."""
        return self._models.versions()

    def version(self, wanted: int) -> Trained | None:
        return self._models.version(wanted)

    def due(self) -> str | None:
        """Why a training is due, though one is in force; None where it isn't, or where none was ever made."""
        state = self._models.in_force()
        if state.trouble is not None:
            return state.trouble.why
        if state.version == SHIPPED:
            return None
        try:
            overlay = parsed(self._models.content(state.version), named(state.version))
            overlaid(load(self._shipped), overlay, named(state.version))
        except BadModelError as error:
            return str(error)
        return None

    def labelled(self, now: datetime, within: timedelta) -> list[Labelled]:
        """The corrections with their texts, the newest first."""
        found = list(self._corrections.newest(None, now - within))
        return [_labelled(mention, correction) for mention, correction in self._with_mentions(found)]

    def _with_mentions(self, found: Sequence[Correction]) -> list[tuple[Mention, Correction]]:
        """Of each whose words are still those that the person read."""
        known = mentions_of(self._mentions_table, [one.mention_id for one in found])
        both = [(known[one.mention_id].mention, one) for one in found if one.mention_id in known]
        return [(mention, one) for mention, one in both if mention.version == one.mention_version and _theirs(mention)]

    def _in_force(self) -> Overlaid | Refused:
        """The one in force; the shipped one where that was made for another: what it learned is learned anew."""
        try:
            base = load(self._shipped)
        except BadModelError as error:
            return Refused(f"there is no model to start from: {error}")
        state = self._models.in_force()
        if state.version == SHIPPED:
            return bare(base)
        called = named(state.version)
        try:
            return overlaid(base, parsed(self._models.content(state.version), called), called)
        except OtherModelError:
            return bare(base)
        except BadModelError as error:
            return Refused(str(error))


def named(version: int) -> str:
    return "the shipped model" if version == SHIPPED else f"version {version}"


def author_of(mention: Mention) -> str:
    """A pseudonym; "" where the platform says nothing of who wrote it."""
    who = mention.author
    return mention.author_key if who.id or who.handle or who.name else ""


def taught_by(mention: Mention, correction: Correction) -> Taught:
    return Taught(
        mention.id,
        mention.text,
        author_of(mention),
        kind=correction.kind,
        level=correction.severity,
        tone=correction.sentiment,
    )


def _theirs(mention: Mention) -> bool:
    return not mention.from_staff


def _labelled(mention: Mention, correction: Correction) -> Labelled:
    return Labelled(
        mention.id,
        mention.text,
        author_of(mention),
        correction.kind,
        "none" if correction.no_instance else correction.instance,
        correction.severity,
        correction.sentiment,
        correction.by,
        correction.at,
    )
