"""Pure: times as the company's people say them."""

from __future__ import annotations

import pytest

from functions.notify_owner.clock import clock
from tests.builders import NOON, a_person, a_plan


@pytest.mark.parametrize(("zone", "said"), [("Europe/Berlin", "14:00 CEST"), ("Asia/Kolkata", "17:30 IST")])
def test_times_are_those_of_the_company_with_the_zone_named(zone: str, said: str) -> None:
    assert clock(NOON, a_plan(time_zone=zone, people=[a_person()])).startswith(said)
