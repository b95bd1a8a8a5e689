"""What the tests of the page ask of a rendered site: its pages as a reader sees them, its JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.page.site import render
from shared.plan import Component, Plan
from shared.statement import Statement
from tests.builders import NOON, a_plan

DOOR = "https://api.example.com/prod"


def a_plan_in(*languages: str, components: Sequence[Component] | None = None) -> Plan:
    plan = a_plan(components=components)
    return replace(plan, company=replace(plan.company, languages=languages))


def pages(
    *statements: Statement, plan: Plan | None = None, now: datetime = NOON, door: str | None = None
) -> dict[str, str]:
    """Every object that is text, by its key."""
    return {one.key: one.body.decode() for one in render(statements, plan or a_plan(), now, door)}


def answer(key: str, *statements: Statement, plan: Plan | None = None, now: datetime = NOON) -> Any:
    """The JSON object below `api/v2/`, or of one incident."""
    found = pages(*statements, plan=plan, now=now)
    return json.loads(found.get(f"api/v2/{key}.json") or found[f"{key}.json"])


def words(page: str) -> str:
    """The text that a reader sees, on one line; what is hidden until a promise is missed is left out."""
    body = page.split("<body>")[-1]
    shown = re.sub(r"<(span|p|div)[^>]* hidden>.*?</\1>", "", body, flags=re.DOTALL)
    apart = re.sub(r"</(?:p|dt|dd|div|li|span|small|b)>|<br>", " ", shown)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", apart)).replace(" ,", ",")
