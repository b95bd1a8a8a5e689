"""With moto: one correction holds for a mention, the newest are listed first, and what is erased is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared import aws
from shared.correction import Correction, was_of
from shared.opinion import Opinion
from shared.store.corrections import Corrections
from shared.store.opinions import Given, Opinions
from shared.store.said import said_of
from shared.verdict import Kind
from tests.builders import NOON, a_mention, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_verdict

KEPT = timedelta(days=400)


@pytest.fixture
def corrections(world: World) -> Corrections:
    return Corrections(names()["Ledger"])


def of(number: int, kind: Kind = "praise", after: float = 0) -> Correction:
    verdict = a_verdict(a_mention(str(number)))
    return Correction(verdict.mention_id, 1, "ada", NOON + minutes(after), was_of(verdict), kind=kind)


def test_the_last_one_holds_and_those_before_stay_in_the_log(corrections: Corrections) -> None:
    first, second = of(1), of(1, "question", after=3)
    for one in (first, second):
        corrections.put(one, KEPT)
    assert corrections.of(["discourse:1", "discourse:2"]) == {"discourse:1": second}
    assert corrections.log("discourse:1") == (second, first)
    assert corrections.log("discourse:2") == ()
    assert list(corrections.newest()) == [second]


def test_the_newest_are_listed_first_up_to_so_many_and_back_to_then(corrections: Corrections) -> None:
    for number in (2, 1, 3):
        corrections.put(of(number, after=number), KEPT)
    assert [one.mention_id for one in corrections.newest(2)] == ["discourse:3", "discourse:2"]
    assert [one.mention_id for one in corrections.newest(since=NOON + minutes(3))] == ["discourse:3"]


def test_what_is_erased_is_gone_from_everywhere(corrections: Corrections) -> None:
    for number in (1, 2):
        corrections.put(of(number), KEPT)
    corrections.erase(["discourse:1", "discourse:9"])
    assert [one.mention_id for one in corrections.newest()] == ["discourse:2"]
    assert corrections.log("discourse:1") == ()


def test_it_goes_when_the_words_go(corrections: Corrections) -> None:
    corrections.put(of(1), KEPT)
    key = {"key": {"S": "correction#discourse:1"}}
    item = aws.dynamodb().get_item(TableName=names()["Ledger"], Key=key)["Item"]
    assert int(item["expires"]["N"]) == int((NOON + KEPT).timestamp())
    assert "log in" not in str(item)


def test_what_people_and_readers_said_is_read_at_once_and_is_of_its_version(corrections: Corrections) -> None:
    opinion = Opinion("Reader", "Reader read it as that", 0.0, kind="praise")
    Opinions(names()["Ledger"]).put(Given("discourse:2", 3, opinion), NOON, KEPT)
    corrections.put(of(1), KEPT)
    said = said_of(names()["Ledger"], ["discourse:1", "discourse:2", "discourse:2", "discourse:3"])
    assert said.correction("discourse:1", 1) == of(1)
    assert said.correction("discourse:1", 2) is None
    assert said.opinion("discourse:2", 3) == opinion
    assert said.opinion("discourse:2", 4) is None
    assert said.correction("discourse:3", 1) is None


def test_many_mentions_are_asked_for_in_as_many_reads_as_it_takes(corrections: Corrections) -> None:
    for number in range(60):
        corrections.put(replace(of(number), mention_id=f"discourse:{number}"), KEPT)
    assert len(said_of(names()["Ledger"], [f"discourse:{n}" for n in range(60)]).docs) == 60
