"""With moto: what changed since it was looked at is neither taken away nor moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.keeping import Keeping
from shared.store.mentions import MentionStore
from shared.store.mentions_due import DueMentions, DuePost
from tests.builders import NOON, a_mention
from tests.harness.world import World, names
from tests.shared.nouns import a_tombstone

DAY = timedelta(days=1)
DAILY = Keeping(recheck_every=DAY)
FIRST = replace(a_mention(), seen_at=NOON)
POST = DuePost("discourse", "1", "forum", NOON)


@pytest.fixture
def mentions(world: World) -> MentionStore:
    store = MentionStore(names()["Mentions"])
    store.keep(FIRST, DAILY)
    return store


@pytest.fixture
def due() -> DueMentions:
    return DueMentions(names()["Mentions"])


def test_what_was_edited_since_is_not_old(mentions: MentionStore, due: DueMentions) -> None:
    mentions.keep(replace(FIRST, version=9, text="edited", seen_at=NOON + DAY), DAILY)
    assert not due.bury_old(a_tombstone(), NOON, DAILY)
    assert due.bury_old(a_tombstone(), NOON + DAY, DAILY)
    assert not due.bury_old(a_tombstone(), NOON + DAY, DAILY)
    assert mentions.get(FIRST.id) is None


def test_what_was_seen_again_since_is_not_unseen_though_it_may_be_old(mentions: MentionStore, due: DueMentions) -> None:
    assert mentions.keep(replace(FIRST, seen_at=NOON + DAY), DAILY) == "known"
    assert not due.bury_unseen(a_tombstone(), NOON, DAILY)
    assert due.bury_old(a_tombstone(), NOON, DAILY)


def test_what_was_seen_again_since_is_not_moved_back(mentions: MentionStore, due: DueMentions) -> None:
    mentions.keep(replace(FIRST, seen_at=NOON + DAY), DAILY)
    due.ask_again(POST, NOON + timedelta(hours=30))
    assert due.to_ask("discourse", NOON + timedelta(hours=40), 10) == []
    assert [one.id for one in due.to_ask("discourse", NOON + 2 * DAY, 10)] == [FIRST.id]


def test_what_is_seen_again_at_once_is_not_written_again(mentions: MentionStore, due: DueMentions) -> None:
    mentions.keep(replace(FIRST, seen_at=NOON + timedelta(hours=1)), DAILY)
    assert due.to_ask("discourse", NOON + DAY, 10) == [POST]


def test_no_more_are_given_out_than_asked_for(mentions: MentionStore, due: DueMentions) -> None:
    for number in range(2, 30):
        mentions.keep(replace(FIRST, native_id=str(number)), DAILY)
    assert 0 < len(due.to_ask("discourse", NOON + DAY, 8)) <= 8
