"""With moto: what a person should read is listed by how pressing it is, and goes with its mention."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shared.mention import Mention
from shared.store.doubts import Doubts
from shared.store.mentions import MentionStore
from shared.verdict import Priority
from tests.builders import NOON, a_mention, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_tombstone, a_verdict

DAY = timedelta(days=1)


@pytest.fixture
def doubts(world: World) -> Doubts:
    return Doubts(names()["Mentions"])


def mentions() -> MentionStore:
    return MentionStore(names()["Mentions"])


def doubted(doubts: Doubts, native_id: str, priority: Priority = "low", seen_at: datetime = NOON) -> Mention:
    mention = replace(a_mention(native_id), seen_at=seen_at)
    verdict = a_verdict(mention, priority=priority)
    mentions().keep(mention)
    mentions().put_verdict(verdict)
    doubts.put(mention, verdict, "may ask something of us")
    return mention


def listed(doubts: Doubts, within: timedelta = DAY, most: int = 50) -> list[str]:
    return [one.known.mention.native_id for one in doubts.between(NOON - within, NOON, most)]


def test_the_most_pressing_come_first_and_of_these_the_newest(doubts: Doubts) -> None:
    doubted(doubts, "1", "low")
    doubted(doubts, "2", "urgent", NOON - minutes(90))
    doubted(doubts, "3", "normal", NOON - minutes(9))
    doubted(doubts, "4", "normal", NOON - minutes(5))
    doubted(doubts, "5", "normal", NOON - 13 * minutes(60))
    assert listed(doubts) == ["2", "4", "3", "5", "1"]
    assert listed(doubts, most=3) == ["2", "4", "3"]
    assert listed(doubts, minutes(10)) == ["4", "3", "1"]
    assert doubts.between(NOON - DAY, NOON, 1)[0].why == "may ask something of us"


def test_what_was_seen_before_or_after_is_not_asked_for(doubts: Doubts) -> None:
    doubted(doubts, "1", seen_at=NOON - 3 * DAY)
    doubted(doubts, "2", seen_at=NOON + minutes(1))
    assert listed(doubts) == []
    assert listed(doubts, 3 * DAY) == ["1"]


def test_a_doubt_goes_with_its_mention(doubts: Doubts) -> None:
    edited, buried, settled = (doubted(doubts, str(number)) for number in (1, 2, 3))
    newer = replace(edited, version=2, text="It works again, thank you")
    mentions().keep(newer)
    mentions().put_verdict(a_verdict(newer))
    mentions().bury(a_tombstone(buried.native_id))
    doubts.take_off(settled)
    assert listed(doubts) == []
    # What comes late is about words that are gone.
    doubts.put(edited, a_verdict(edited), "late")
    doubts.put(buried, a_verdict(buried), "late")
    assert listed(doubts) == []


def test_what_is_judged_anew_at_the_moment_is_not_shown(doubts: Doubts) -> None:
    mention = doubted(doubts, "1")
    mentions().rejudge(mention.id, NOON)
    assert listed(doubts) == []


def test_taking_off_what_is_not_on_does_nothing(doubts: Doubts) -> None:
    mention = a_mention("1")
    mentions().keep(mention)
    doubts.take_off(mention)
    doubts.take_off(a_mention("2"))
    assert mentions().get("discourse:2") is None
