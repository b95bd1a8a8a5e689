"""A history that grows word by word, for tests: statements at any point of their public life."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from shared.statement import Impact, Retraction, Statement, Words
from tests.builders import NOON, a_statement, an_update, minutes


def said(
    which: int, words: int, *, over: bool = False, taken_back: bool = False, impact: Impact = "major"
) -> Statement:
    """The statement number `which`, begun so many days before NOON's first, with that many words, each half an hour on.

    Its revision counts what happened to it, as the store's does.
    """
    begun = NOON + timedelta(days=which, seconds=which)
    updates = []
    for number in range(1, words + 1):
        at = begun + minutes(30) * (number - 1)
        last = number == words
        updates.append(
            an_update(
                number,
                title=f"Trouble {which}",
                body=f"Word {number} about trouble {which}.",
                progress="resolved" if last and over else "investigating",
                published_at=at,
                next_update_at=None if last and over else at + minutes(30),
                kept_at=None if last else at + minutes(30),
                impact=impact,
                translations=(Words("pt", f"Problema {which}", f"Palavra {number}.", ("ada",)),),
            )
        )
    one = a_statement(
        f"st-{which:04}",
        state="resolved" if over else "updated" if words > 1 else "published",
        title=f"Trouble {which}",
        impact=impact,
        updates=updates,
        started_at=begun,
    )
    one = replace(one, created_at=begun - minutes(5), revision=words)
    return taken(one, begun + minutes(30) * words) if taken_back else one


def taken(one: Statement, at: datetime) -> Statement:
    """Retracted."""
    return replace(
        one,
        state="retracted",
        retraction=Retraction("It was another company.", "ada", at),
        updated_at=at,
        revision=one.revision + 1,
    )
