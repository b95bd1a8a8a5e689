"""By moto: what is heard is kept for as long as the plan says, and due again when its platform demands it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.ingest.reading import keeping_of
from shared.delivery import Delivery
from shared.inbox import to_message
from shared.keeping import GRACE, Keeping
from tests.builders import NOON, a_plan
from tests.functions.ears import FORUM, Ears, ears
from tests.shared.platforms.deliveries import a_post

__all__ = ["ears"]

DAY = timedelta(days=1)


@pytest.mark.parametrize(("name", "every"), [("discourse", None), ("x", DAY), ("youtube", 25 * DAY), ("nowhere", None)])
def test_the_plan_says_for_how_long_and_the_platform_how_often_it_is_asked(name: str, every: timedelta | None) -> None:
    plan = a_plan()
    kept = replace(plan, company=replace(plan.company, keep_texts=90 * DAY))
    assert keeping_of(name, kept) == Keeping(90 * DAY, every)


def test_what_is_heard_goes_by_itself_soon_after_the_plans_time(ears: Ears) -> None:
    plan = a_plan(sources=(FORUM,))
    ears.ledger.publish_plan(replace(plan, company=replace(plan.company, keep_texts=30 * DAY)))
    ears.cold_start()
    headers = {"x-discourse-event": "post_created", "x-discourse-instance": "https://forum.example.com"}
    body = json.dumps({"post": a_post()}).encode()
    assert ears.ingest([to_message(Delivery("forum", "discourse", "webhook", body, headers, NOON))]) == []
    [item] = ears.mention_items()
    assert item["expires"] == {"N": str(int((NOON + 30 * DAY + GRACE).timestamp()))}
    assert "recheck_on" not in item
