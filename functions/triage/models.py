"""The model that judges: the one that ships, with what the company's corrections changed of it laid over it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from aws_lambda_powertools import Logger

from shared.codec import CodecError
from shared.store.models import Models
from shared.trained import SHIPPED, InForce, Trouble
from shared.triage.model import SHIPPED as SHIPPED_FILE
from shared.triage.model import Model
from shared.triage.overlay import overlaid, parsed
from shared.triage.table import BadModelError, Table
from shared.triage.tables import opened

#: How long a model is used before it is asked again which one is in force, in seconds.
KEPT_SECONDS = 60

logger = Logger()


class Judging:
    """Kept in memory, as long as the function's container lives. What can't be used is told once."""

    def __init__(
        self, models: Models, shipped: Path = SHIPPED_FILE, complain: Callable[..., None] = logger.error
    ) -> None:
        self._models, self._shipped, self._complain = models, shipped, complain
        self._version = -1
        self._model: Model | None = None
        self._looked_at: float | None = None

    def in_force(self, now: datetime) -> Model | None:
        """At most a minute old; the shipped one where that is damaged, and None (rules) where both are."""
        # A monotonic clock, as this is about the age of a cache and not about the time of day.
        if self._looked_at is None or time.monotonic() - self._looked_at > KEPT_SECONDS:
            state = self._state()
            if state.version != self._version:
                self._model, self._version = self._made(state, now), state.version
            self._looked_at = time.monotonic()
        return self._model

    def _state(self) -> InForce:
        try:
            return self._models.in_force()
        except CodecError as error:
            if self._version != SHIPPED:
                self._complain("what was learned is not used: the shipped model judges", version=None, why=str(error))
            return InForce()

    @cached_property
    def _base(self) -> Table | None:
        # Opened once a process: half of a cold start, and of a test of one.
        table = opened(self._shipped)
        if isinstance(table, str):
            self._complain("no model: rules judge", why=table)
            return None
        return table

    def _made(self, state: InForce, now: datetime) -> Model | None:
        if self._base is None:
            return None
        if state.version != SHIPPED:
            called = f"{self._base.name}+{state.version}"
            try:
                model = Model(overlaid(self._base, parsed(self._models.content(state.version), called), called))
            except BadModelError as error:
                self._tell(state, Trouble(state.version, str(error), now))
            else:
                if state.trouble is not None:
                    self._models.mended()
                return model
        return self._plain(self._base)

    def _plain(self, base: Table) -> Model | None:
        try:
            return Model(base)
        except BadModelError as error:
            self._complain("no model: rules judge", why=str(error))
            return None

    def _tell(self, state: InForce, trouble: Trouble) -> None:
        """To the log, and to `firebreak train list`; not again by each new container."""
        self._complain(
            "what was learned is not used: the shipped model judges", version=trouble.version, why=trouble.why
        )
        if state.trouble is None or state.trouble.why != trouble.why:
            self._models.tell(trouble)
