"""A time as the company's people say it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from shared.plan import Plan
from shared.spoken import zone_name


def clock(at: datetime, plan: Plan) -> str:
    """`10:03 WET on 2 March`: in the company's zone, with the zone named."""
    local = at.astimezone(ZoneInfo(plan.company.time_zone))
    return f"{local:%H:%M} {zone_name(local)} on {local.day} {local:%B}"
