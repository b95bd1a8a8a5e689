"""The gate as the tests ask it: at noon, of an update that promises the next one in an hour."""

from __future__ import annotations

from datetime import datetime

from shared.gate.finding import Finding
from shared.gate.gate import Rules, Text, check, refusals
from tests.builders import NOON, minutes

RULES = Rules(
    forbidden_promises=("full refund", "free upgrade", "全額返金"),
    jargon=("flux capacitor",),
    allowed=("https://www.example.com/contact", "0800 123 4567", "help@example.com"),
)
SOON = NOON + minutes(60)


def checked(
    body: str,
    language: str = "en",
    *,
    title: str = "A delay",
    progress: str = "identified",
    next_update_at: datetime | None = SOON,
    rules: Rules = RULES,
) -> tuple[Finding, ...]:
    return check(Text(language, title, body), progress=progress, next_update_at=next_update_at, now=NOON, rules=rules)


def refused(body: str, language: str = "en", *, title: str = "A delay", rules: Rules = RULES) -> list[tuple[str, str]]:
    return [(one.rule, one.words) for one in refusals(checked(body, language, title=title, rules=rules))]
