"""What the page behind a tap shows: the very words that would go out, then what became of them."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from shared.nothing_new import previewed, words_hash
from shared.plan import Plan
from shared.small_page import button, page
from shared.spoken import spoken
from shared.statement import Statement, Words

TITLE = "Nothing new yet"
LANGUAGE = "en"


def ask(
    statement: Statement, words: tuple[Words, ...], plan: Plan, now: datetime, again: bool = False
) -> dict[str, Any]:
    """The words, and the button that says them. `again`: they have changed since they were read."""
    due = f" We promised the next word by {promised_by(statement, plan)}."
    says = "The words have changed since you read them; read them again." if again else f"“{statement.title}”.{due}"
    texts = "".join(
        f'<blockquote lang="{escape(one.language)}" dir="auto">'
        f"<b>{escape(one.title)}</b>\n{escape(one.body)}</blockquote>"
        for one in previewed(statement, words, plan, now)
    )
    return page(200, LANGUAGE, TITLE, says, texts + button("Say this in public now", {"read": words_hash(words)}))


def promised_by(statement: Statement, plan: Plan) -> str:
    promised = statement.updates[-1].next_update_at
    return "" if promised is None else spoken(promised, ZoneInfo(plan.company.time_zone))


def said(statement: Statement, plan: Plan) -> dict[str, Any]:
    by = f" The next word is promised by {promised_by(statement, plan)}."
    return page(200, LANGUAGE, "Said", f"It is public; the page shows it within seconds.{by}")


def kept_already(statement: Statement) -> dict[str, Any]:
    if statement.state == "retracted":
        return page(200, LANGUAGE, TITLE, f"Nothing more is promised: “{statement.title}” was taken back.")
    return page(200, LANGUAGE, TITLE, f"Somebody has kept this promise already: “{statement.title}” has a newer word.")


def refused(why: str) -> dict[str, Any]:
    return page(409, LANGUAGE, TITLE, f"Nothing was said: {why}")


def void() -> dict[str, Any]:
    return page(404, LANGUAGE, TITLE, "This link is not good (any more). Use the newest reminder, or the command.")
