"""ministack 1.5.33: schedules are looked at every 10 s only, and a rate first fires when its whole span is over.

AWS looks each second, and EventBridge Scheduler fires a new rate at once ("Schedule types": from its start date).
"""

from collections.abc import Callable
from typing import Any

from infra.local.engine_edge.patching import ministack, wrap

LOOK_EVERY_SECONDS = 1
# So that the stack is whole, and people see something happen in their first minute.
FIRST_AFTER_SECONDS = 3


def apply() -> None:
    """Look each second; let each new rate fire first after a few seconds, and from then on at its rate."""
    schedules, rules = ministack("services.scheduler"), ministack("services.eventbridge")
    schedules._SCHEDULE_TICK_INTERVAL = rules._SCHEDULER_TICK_INTERVAL = LOOK_EVERY_SECONDS
    span = rules._parse_rate_seconds

    def before(tick: Callable[[], None], store: Any, fired: dict[Any, float], made_at: str) -> Callable[[], None]:
        def look() -> None:
            for key, each in list(store._data.items()):
                seconds = span(each.get("ScheduleExpression", ""))
                if seconds is not None and key not in fired and made_at in each:
                    fired[key] = each[made_at] - seconds + FIRST_AFTER_SECONDS
            tick()

        return look

    wrap(
        schedules,
        "_tick_schedules",
        lambda was: before(was, schedules._schedules, schedules._schedule_last_fired, "CreationDate"),
    )
    wrap(
        rules,
        "_tick_scheduled_rules",
        lambda was: before(was, rules._rules, rules._rule_last_fired, "CreationTime"),
    )
