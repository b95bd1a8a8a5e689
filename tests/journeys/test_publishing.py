"""Publishers that meet, die and are overtaken: a reader finds, at every moment, a page whose links lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import time_machine
from botocore.exceptions import EndpointConnectionError
from hypothesis import given, settings
from hypothesis import strategies as some
from moto import mock_aws

from shared import aws
from shared.page.site import SiteObject
from shared.plan import Plan
from shared.statement import Statement
from tests.builders import NOON, a_plan, minutes
from tests.functions.publish_statement.conftest import Publishing, streamed
from tests.functions.publish_statement.conftest import there as objects
from tests.harness.world import World
from tests.journeys.interleaved import Interleaved
from tests.shared.page.growing import said, taken
from tests.shared.page.links import links

PLAN = a_plan()
IN_TWO_LANGUAGES = replace(PLAN, company=replace(PLAN.company, languages=("en", "pt")))
FIRST, OVER = said(1, 1), said(0, 1, over=True)
#: What may happen meanwhile, in this order; each also comes by the stream or the bus in the end.
CHANGES: tuple[Statement | Plan, ...] = (said(1, 2), said(2, 1), IN_TWO_LANGUAGES, taken(said(1, 2), NOON))


@dataclass
class Reader:
    """Looks at all that is there; `gone` are links that led nowhere."""

    gone: list[tuple[str, str]] = field(default_factory=list)
    known: dict[SiteObject, set[str]] = field(default_factory=dict)

    def look(self) -> None:
        there = {one.key: one for one in objects()}
        seen, ahead = set[str](), {"index.html"} & there.keys()
        # Machines come by their own addresses, and follow what leads to incidents.
        machines = {key for key in there if key.startswith(("api/", "feed", "history.")) and not key.endswith(".html")}
        for key in machines:
            ahead |= {to for to in self._links(there[key]) if to.startswith("incidents/")}
        while ahead:
            key = ahead.pop()
            seen.add(key)
            leads_to = self._links(there[key]) if key in there else set()
            self.gone += [(key, to) for to in leads_to if to not in there]
            if key not in there:
                self.gone.append(("a machine's answer", key))
            ahead |= (leads_to & there.keys()) - seen

    def _links(self, one: SiteObject) -> set[str]:
        if one not in self.known:
            self.known[one] = links(one)
        return self.known[one]


@contextmanager
def a_page(*history: Statement) -> Iterator[Publishing]:
    """A fresh world in which that is published, an hour after noon."""
    with mock_aws(), time_machine.travel(NOON + minutes(60), tick=False):
        world = World()
        world.build()
        publishing = Publishing(world, NOON + minutes(60))
        publishing.plan(PLAN)
        publishing.keep(*history)
        publishing.tick()
        yield publishing


def change(publishing: Publishing, what: Statement | Plan) -> None:
    if isinstance(what, Plan):
        publishing.plan(what)
    else:
        publishing.keep(what)


def events_of(what: Statement | Plan) -> dict[str, Any]:
    return {"detail-type": "PlanPublished", "detail": {}} if isinstance(what, Plan) else streamed(what)


def newest(*changes: Statement | Plan) -> list[Statement]:
    by_id = {one.id: one for one in (OVER, FIRST, *changes) if isinstance(one, Statement)}
    return list(by_id.values())


# Who steps next: either publisher, or (2) the next change happens.
ORDERS = some.lists(some.sampled_from([0, 0, 0, 1, 1, 1, 2]), min_size=40, max_size=90)


@settings(deadline=None, max_examples=5)
@given(ORDERS)
def test_two_publishers_in_any_order_end_in_one_page_and_no_link_ever_leads_nowhere(order: list[int]) -> None:
    reader, changes = Reader(), list(CHANGES)
    with a_page(OVER) as publishing:
        publishing.keep(FIRST)
        with Interleaved(
            lambda: publishing.run(streamed(FIRST)), lambda: publishing.run({"detail-type": "x", "detail": {}})
        ) as both:
            for which in order:
                if which == 2 and changes:
                    change(publishing, changes.pop(0))
                elif which in both.waiting and both.step(which) == "PutObject":
                    reader.look()
        done = CHANGES[: len(CHANGES) - len(changes)]
        assert all("looked at" in str(failure) for failure in both.failures)
        for each in (FIRST, *done) if both.failures else done:
            publishing.run(events_of(each))
            reader.look()
        assert publishing.whole(*newest(*done))
        assert publishing.tick() == 0
    assert reader.gone == []


def test_two_publishers_without_a_change_need_nobody_to_come_after_them() -> None:
    with a_page(OVER) as publishing:
        publishing.keep(FIRST)
        with Interleaved(lambda: publishing.run(streamed(FIRST)), lambda: publishing.run(streamed(FIRST))) as both:
            while both.waiting:
                both.step(both.waiting[-1])
                if both.waiting:
                    both.step(both.waiting[0])
        assert both.failures == []
        assert publishing.whole(OVER, FIRST)
        assert publishing.tick() == 0


def test_a_slow_publisher_puts_no_older_page_over_a_newer_one() -> None:
    with a_page(OVER) as publishing:
        publishing.keep(FIRST)
        with Interleaved(lambda: publishing.run(streamed(FIRST))) as slow:
            for _ in range(9):  # it has read, and begun to write
                slow.step(0)
            withdrawn = taken(FIRST, NOON)
            publishing.keep(withdrawn)
            publishing.run(streamed(withdrawn))
            assert publishing.whole(OVER, withdrawn)
            while slow.waiting:
                slow.step(0)
                assert publishing.whole(OVER, withdrawn)


# ---------------------------------------------------------------- a publisher that dies
#: What a publisher calls to change anything.
CHANGING = ("s3.PutObject", "events.PutEvents")


@contextmanager
def dying(nth: int) -> Iterator[list[str]]:
    """A publisher dies right after its nth change was made.

    That is all that a death can leave behind: before its next call, wherever that is, it has left just the same.
    """
    made: list[str] = []

    def note(event_name: str, **_: Any) -> None:
        made.append(event_name)
        if len(made) == nth:
            raise EndpointConnectionError(endpoint_url="https://example.invalid")

    hooks = [(aws.client(change.partition(".")[0]).meta.events, f"after-call.{change}") for change in CHANGING]
    for events, name in hooks:
        events.register(name, note)
    try:
        yield made
    finally:
        for events, name in hooks:
            events.unregister(name, note)


@pytest.mark.slow
def test_after_whichever_change_a_publisher_dies_the_next_minute_finishes_its_page() -> None:
    reader, spoken, lived, nth, told_again = Reader(), [OVER], False, 0, 0
    with a_page(OVER) as publishing:
        while not lived:
            nth += 1
            # A new one each time: its pages have to be there before anything leads to them.
            spoken.append(said(nth, 1, over=nth > 2))
            publishing.keep(spoken[-1])
            with dying(nth):
                try:
                    publishing.run(streamed(spoken[-1]))
                    lived = True
                except EndpointConnectionError:
                    reader.look()
            publishing.tick()
            assert publishing.whole(*spoken), nth
            told = publishing.told()
            assert f"st-{nth:04}-1" in told, nth
            told_again += len(told) - 1
    assert nth > 12
    # Harmless, and rare: only where it died between telling and remembering.
    assert told_again < 6
    assert reader.gone == []
