"""What is ours in the API, under the key `firebreak` of Statuspage's objects: languages, promises, corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.statement import Form


@dataclass(frozen=True, slots=True)
class PromisesPlus:
    """`late` counts a missed promise too whose word has not come; `minutes_late` has only those that have."""

    kept: int
    late: int
    rate: float | None
    minutes_late: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PagePlus:
    """`promises` are all that the page ever made; null in the answer about one incident, which has its own."""

    contact_page: str
    languages: tuple[str, ...]
    promises: PromisesPlus | None


@dataclass(frozen=True, slots=True)
class PromisePlus:
    """`minutes_late` is null while the promise is open and where it was taken back in time, and 0 where it was kept."""

    next_update_at: str
    answered_at: str | None
    minutes_late: int | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class TranslationPlus:
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class UpdatePlus:
    """`corrects` and `corrected_by` are numbers of updates, the last part of their ids; `because` tells what was wrong
    in the one that is corrected, or in all where the whole is taken back."""

    promise: PromisePlus | None
    retracted: bool
    corrects: int | None
    corrected_by: int | None
    because: str | None
    form: Form | None
    translations: Mapping[str, TranslationPlus]
    language: str


@dataclass(frozen=True, slots=True)
class RetractedPlus:
    at: str
    because: str


@dataclass(frozen=True, slots=True)
class IncidentPlus:
    """`promise` is the open one."""

    promise: PromisePlus | None
    promises: PromisesPlus
    retracted: RetractedPlus | None
