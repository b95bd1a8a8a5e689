"""Pure: a reminder says what was promised, and whether it is late."""

from __future__ import annotations

import pytest

from functions.notify_owner.wording_statement import notice_of_promise
from tests.builders import NOON, a_plan, a_statement, minutes

PLAN = a_plan()
ADA, GRACE, LINUS = PLAN.people


@pytest.mark.parametrize(
    ("after", "words"), [(-15, "is due soon"), (-1, "is due soon"), (0, "is late"), (9, "is late")]
)
def test_a_reminder_says_whether_the_promise_is_still_to_be_kept(after: int, words: str) -> None:
    promised_at = NOON + minutes(30)
    told = notice_of_promise(a_statement(), promised_at, ADA, PLAN, promised_at + minutes(after))
    assert words in told.subject
    assert "14:30 CEST on 2 October" in told.as_text()
    assert told.commands == (
        "firebreak statement edit st-0000000001 --as ada",
        "firebreak statement nothing-new st-0000000001 --as ada",
    )
