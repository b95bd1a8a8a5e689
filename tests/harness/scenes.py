"""The states in which a reader may find the page: calm, a storm, a late promise, all mended, words taken back or put
right, planned work, and a storm told in two and three languages."""

from __future__ import annotations

from datetime import timedelta

from shared.statement import Statement
from tests.builders import NOON, minutes
from tests.harness.scene import DOOR, GROUPED, Scene, about, statement
from tests.harness.scenes_planned import ahead, at_work, corrected, explained, planned
from tests.harness.scenes_spoken import PROMISED_AT, small, storm

__all__ = ["PROMISED_AT", "SCENES", "Scene"]


def _mended() -> Statement:
    """Resolved a week before, after one promise that was kept and one that was late."""
    then = NOON - timedelta(days=7)
    told = about("Some of you could not log in", "minor", "website")
    updates = (
        told(1, published_at=then, next_update_at=then + minutes(30), kept_at=then + minutes(28)),
        told(
            2,
            progress="identified",
            body="A supplier's certificate had run out. A new one is on its way to all our servers.",
            published_at=then + minutes(28),
            next_update_at=then + minutes(60),
            kept_at=then + minutes(72),
        ),
        told(
            3,
            progress="resolved",
            body="You can log in again. Nobody lost a booking, and no data left our systems.",
            published_at=then + minutes(72),
            next_update_at=None,
        ),
    )
    return statement("st-mended", "resolved", told, updates, started_at=then - minutes(9))


def _taken_back() -> Statement:
    then = NOON - timedelta(days=2)
    told = about("Cards were charged twice", "major", "booking")
    update = told(
        1,
        body="Some cards were charged twice this morning. We pay every second charge back by itself.",
        published_at=then,
        next_update_at=then + minutes(60),
        kept_at=then + minutes(24),
    )
    return statement(
        "st-taken-back",
        "retracted",
        told,
        (update,),
        started_at=then - minutes(10),
        updated_at=then + minutes(24),
        retracted_because="Each card was charged once. What looked like a second charge was a hold, and is gone.",
    )


CALM = Scene("calm", (), NOON)
STORM = Scene("storm", (storm(), small(), _mended()), NOON + minutes(40), "st-storm")
LATE = Scene("late", (storm(), _mended()), PROMISED_AT + minutes(12), "st-storm")
RESOLVED = Scene("resolved", (storm(over=True), _mended()), NOON + minutes(90), "st-storm")
RETRACTED = Scene("retracted", (_taken_back(), _mended()), NOON, "st-taken-back")
CORRECTED = Scene("corrected", (corrected(), _mended()), NOON + minutes(40), "st-corrected")
EXPLAINED = Scene("explained", (explained(),), NOON, "st-explained")
PLANNED = Scene("planned", (planned(), _mended()), NOON, "st-planned", components=GROUPED)
AT_WORK = Scene(
    "at-work",
    (at_work(), ahead()),
    NOON + minutes(100),
    "st-work",
    components=GROUPED,
    door=DOOR,
)
TWO_LANGUAGES = Scene(
    "two-languages",
    (storm("pt"), _mended()),
    NOON + minutes(40),
    "st-storm",
    languages=("en", "pt"),
    components=GROUPED,
    door=DOOR,
)
#: Its lesser trouble is told in English only.
THREE_LANGUAGES = Scene(
    "three-languages",
    (storm("pt", "ar"), small(), _mended(), planned()),
    NOON + minutes(40),
    "st-storm",
    languages=("en", "pt", "ar"),
    components=GROUPED,
    door=DOOR,
)
SCENES = (
    CALM, STORM, LATE, RESOLVED, RETRACTED, CORRECTED, EXPLAINED, PLANNED, AT_WORK, TWO_LANGUAGES, THREE_LANGUAGES,
)  # fmt: skip
