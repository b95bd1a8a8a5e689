"""What `firebreak train` made: a version of the model, the figures that judged it, and which one is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

#: The model that ships is version 0.
SHIPPED = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """`loss`: nats a correction; `accuracy` and `macro_f1` of the kind; `level_error`: the mean, of 4 steps.

    None where no correction said anything of it.
    """

    loss: float
    complaint_loss: float | None
    complaint_accuracy: float | None
    accuracy: float | None
    macro_f1: float | None
    level_error: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Old and new, on corrections that neither had seen; in which share of the draws the new one was better."""

    held_back: int
    old: Figures
    new: Figures
    loss_better: float
    right_better: float


@dataclass(frozen=True, slots=True)
class Trained:
    """One version: `before` is the one that it was made from and took the place of, `base` the model that ships below.

    `size` in bytes, in so many `chunks`; `sum` begins the SHA-256 of them.
    """

    version: int
    before: int
    base: str
    by: str
    at: datetime
    corrections: int
    heard: int
    agreement: float
    compared: Compared
    size: int = 0
    chunks: int = 0
    sum: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """Who put which version in force, and when."""

    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the function can't use the version that is in force, in words; it judges by the one that ships."""

    version: int
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InForce:
    """`version` judges, `newest` is the last that was made; `log` says who put what in force, the newest first."""

    version: int = SHIPPED
    newest: int = SHIPPED
    log: tuple[Put, ...] = ()
    revision: int = 0
    trouble: Trouble | None = None
