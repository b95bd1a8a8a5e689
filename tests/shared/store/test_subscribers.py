"""The Subscribers table: a word has one delivery, a delivery one holder, a sign-up both of its items or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.store.subscribers import CLAIM_HOLDS, SubscriberStore
from shared.subscriber import Delivery, question, signed_up
from tests.builders import NOON
from tests.harness.world import World, names
from tests.shared.store.failing import before, refuse

WORD = Delivery("sub-1", "word", "st-1-1", NOON, NOON)


@pytest.fixture
def store(world: World) -> SubscriberStore:
    return SubscriberStore(names()["Subscribers"])


def test_a_delivery_that_came_to_its_end_is_not_begun_again(store: SubscriberStore) -> None:
    assert store.add(WORD)
    claimed = store.claim(WORD, NOON)
    assert claimed is not None
    store.save(replace(claimed, state="sent", over_at=NOON))
    assert not store.add(WORD)
    assert [one.state for one in store.deliveries("sub-1")] == ["sent"]
    assert store.due(NOON + timedelta(days=9), 10) == []


def test_a_delivery_has_one_holder_until_the_claim_is_over(store: SubscriberStore) -> None:
    store.add(WORD)
    first = store.claim(WORD, NOON)
    assert first is not None
    assert store.claim(WORD, NOON) is None
    assert store.due(NOON + CLAIM_HOLDS - timedelta(seconds=1), 10) == []
    [again] = store.due(NOON + CLAIM_HOLDS, 10)
    assert again == first
    assert store.claim(again, NOON + CLAIM_HOLDS) is not None
    # Who comes back after the claim was over has lost it.
    assert store.save(replace(first, state="sent")) is None


def test_who_has_been_tried_least_is_first(store: SubscriberStore) -> None:
    for number, tries in enumerate((3, 0, 1)):
        store.add(replace(WORD, subscriber_id=f"sub-{number}", tries=tries))
    assert [one.tries for one in store.due(NOON, 10)] == [0, 1, 3]


def test_a_sign_up_that_fails_leaves_nothing_and_can_be_made_again(store: SubscriberStore) -> None:
    fresh = signed_up("sub-1", "email", "mia@example.com", "en", NOON)
    with (
        before("dynamodb", "TransactWriteItems", refuse("InternalServerError")),
        pytest.raises(Exception, match="InternalServerError"),
    ):
        store.sign_up(fresh, question(fresh, NOON))
    assert store.get("sub-1") is None
    assert store.sign_up(fresh, question(fresh, NOON))
    assert not store.sign_up(fresh, question(fresh, NOON))


def test_a_change_that_lost_its_race_is_decided_anew(store: SubscriberStore) -> None:
    fresh = signed_up("sub-1", "email", "mia@example.com", "en", NOON)
    store.change("sub-1", lambda _: fresh)
    seen: list[str] = []

    def decide(known: object) -> object:
        seen.append("once")
        if len(seen) == 1:
            store.change("sub-1", lambda other: replace(other, language="pt") if other else None)
        return replace(known, state="active")  # type: ignore[type-var]  # it is there: made above

    after, changed = store.change("sub-1", decide)  # type: ignore[arg-type]  # the same
    assert after is not None
    assert (changed, after.language, after.state, len(seen)) == (True, "pt", "active", 2)
