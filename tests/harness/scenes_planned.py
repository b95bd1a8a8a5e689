"""Planned work before and while it goes on, a word put right, and what was said after the end."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.statement import Statement, Window
from tests.builders import NOON, minutes
from tests.harness.scene import about, statement

#: How long before planned work its customers are told, and how long it is to take.
AHEAD, LASTS = timedelta(hours=20), timedelta(hours=3)


def planned() -> Statement:
    """Announced for this evening."""
    return _work("st-planned", NOON + timedelta(hours=9), begun=False)


def at_work() -> Statement:
    """Begun at NOON."""
    return _work("st-work", NOON, begun=True)


def ahead() -> Statement:
    """Announced for three days later."""
    told = about("New gates at the north pier", "none", "sailings")
    window = Window(NOON + timedelta(days=3), NOON + timedelta(days=3) + LASTS)
    body = "Boarding takes ten minutes more that day. Please come early."
    first = told(1, progress="scheduled", body=body, next_update_at=window.begins_at + minutes(15))
    return statement("st-gates", "published", told, (first,), window=window)


def _work(key: str, begins_at: datetime, *, begun: bool) -> Statement:
    window = Window(begins_at, begins_at + LASTS)
    told = about("A new database for bookings", "none", "booking")
    before = told(
        1,
        progress="scheduled",
        body="We move all bookings to a new database. Meanwhile nothing can be booked or changed; tickets stay valid.",
        published_at=NOON - AHEAD,
        next_update_at=window.begins_at + minutes(15),
        kept_at=window.begins_at + minutes(5) if begun else None,
    )
    now = told(
        2,
        progress="in_progress",
        body="We have begun. Half of all bookings are moved.",
        published_at=window.begins_at + minutes(5),
        next_update_at=window.begins_at + minutes(120),
    )
    updates = (before, now) if begun else (before,)
    return statement(key, "updated" if begun else "published", told, updates, window=window)


def corrected() -> Statement:
    """Open; its newest word puts the one before right."""
    told = about("Cards are charged twice", "major", "booking")
    wrong = told(
        1,
        body="Every card that was used today was charged twice. We pay each second charge back by itself.",
        next_update_at=NOON + minutes(60),
        kept_at=NOON + minutes(25),
    )
    right = told(
        2,
        body="Cards of two banks were charged twice today, about one in twenty. We pay each second charge back.",
        published_at=NOON + minutes(25),
        next_update_at=NOON + minutes(180),
        corrects=1,
        because="Only cards of two banks were charged twice, not every card.",
    )
    return statement("st-corrected", "updated", told, (wrong, right))


def explained() -> Statement:
    """Resolved two days before, and explained the day after."""
    then = NOON - timedelta(days=2)
    told = about("No boarding passes in the app", "critical", "website", "sailings")
    updates = (
        told(
            1,
            body="The app shows no boarding passes. Your name at the gate is enough, for everybody who sails today.",
            published_at=then,
            next_update_at=then + minutes(30),
            kept_at=then + minutes(29),
        ),
        told(
            2,
            progress="resolved",
            body="The app shows all boarding passes again.",
            published_at=then + minutes(29),
            next_update_at=None,
        ),
        told(
            3,
            progress="postmortem",
            body="A change to the app asked for passes in a form that our older servers do not know. We had tried it "
            "on new servers only.\n\nFrom now on each change is tried on both.",
            published_at=then + timedelta(days=1),
            next_update_at=None,
        ),
    )
    return statement("st-explained", "postmortem", told, updates, started_at=then - minutes(16))
