"""With moto and a reader of our own: what we are unsure of is read once, and judged again; a failure loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import time_machine
from botocore.exceptions import ClientError, ReadTimeoutError

from shared import aws
from shared.mention import Mention
from shared.opinion import Opinion
from shared.plan import Instance, SecondReader
from shared.second.reader import LastingError
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.opinions import Given, Opinions, Readings
from tests.builders import NOON, a_mention, a_plan
from tests.harness.world import World, names
from tests.shared.nouns import a_verdict
from tests.shared.store.failing import before, refuse

WORDS = "予約できません"


@dataclass
class AReader:
    fails: Exception | None = None
    name: str = "A reader"
    read_words: list[str] = field(default_factory=list)

    def read(self, text: str, instances: Sequence[Instance]) -> Opinion:
        self.read_words.append(text)
        if self.fails is not None:
            raise self.fails
        return Opinion(self.name, "A reader read it as that", 0.002, kind="specific_complaint", severity=2)


@pytest.fixture
def opinions(world: World) -> Opinions:
    Ledger(names()["Ledger"]).publish_plan(replace(a_plan(), second_reader=SecondReader("bedrock", "m", most_a_day=2)))
    return Opinions(names()["Ledger"])


def doubted(native_id: str = "1", **more: Any) -> Mention:
    mention = replace(a_mention(native_id, text=WORDS), **more)
    MentionStore(names()["Mentions"]).keep(mention)
    MentionStore(names()["Mentions"]).put_verdict(replace(a_verdict(mention), confidence="low"))
    return mention


def read_again(world: World, reader: AReader, mention: Mention, version: int | None = None) -> None:
    wanted = mention.version if version is None else version
    event = {"detail-type": "MentionDoubted", "detail": {"mention_id": mention.id, "mention_version": wanted}}
    readers: Callable[[SecondReader], AReader] = lambda rules: reader  # noqa: E731  # typed
    with time_machine.travel(NOON, tick=False):
        world.handler("ReadAgainFunction").handle(event, None, readers)


def waits_for_triage(mention: Mention) -> bool:
    found = MentionStore(names()["Mentions"]).get(mention.id)
    return found is not None and found.verdict is None


def test_an_opinion_is_kept_without_words_and_the_mention_is_judged_again(world: World, opinions: Opinions) -> None:
    mention, reader = doubted(), AReader()
    read_again(world, reader, mention)
    assert reader.read_words == [WORDS]
    assert opinions.of([mention.id])[mention.id].opinion.kind == "specific_complaint"
    assert waits_for_triage(mention)
    assert opinions.readings(NOON) == Readings(1, 0.002)
    kept = aws.dynamodb().get_item(TableName=names()["Ledger"], Key={"key": {"S": f"opinion#{mention.id}"}})
    assert WORDS not in str(kept)


def test_an_event_that_comes_twice_asks_once(world: World, opinions: Opinions) -> None:
    mention, reader = doubted(), AReader()
    for _ in range(2):
        read_again(world, reader, mention)
    assert len(reader.read_words) == 1


def test_a_crash_after_the_answer_has_it_judged_again_without_asking_again(world: World, opinions: Opinions) -> None:
    mention, reader = doubted(), AReader()
    # The third of its updates: a turn is taken, the cost is noted.
    calls = iter(range(9))

    def third() -> None:
        if next(calls) == 2:
            refuse("InternalServerError")()

    with before("dynamodb", "UpdateItem", third, times=9), pytest.raises(ClientError):
        read_again(world, reader, mention)
    assert not waits_for_triage(mention)
    read_again(world, reader, mention)
    assert waits_for_triage(mention)
    assert len(reader.read_words) == 1


@pytest.mark.parametrize("more", [{"public": False}, {"from_staff": True}], ids=str)
def test_private_messages_and_our_own_answers_are_shown_to_nobody(
    world: World, opinions: Opinions, more: dict[str, Any]
) -> None:
    reader = AReader()
    read_again(world, reader, doubted(**more))
    assert reader.read_words == []


def test_what_a_person_was_quicker_to_judge_is_not_paid_for(world: World, opinions: Opinions) -> None:
    mention, reader = doubted(), AReader()
    store = MentionStore(names()["Mentions"])
    store.put_verdict(replace(a_verdict(mention), judged_by="person"))
    read_again(world, reader, mention)
    assert (reader.read_words, waits_for_triage(mention)) == ([], False)


def test_what_was_edited_or_deleted_since_is_not_read(world: World, opinions: Opinions) -> None:
    reader = AReader()
    read_again(world, reader, doubted(), version=0)
    read_again(world, reader, a_mention("gone"))
    assert reader.read_words == []


def test_an_edit_is_read_anew(world: World, opinions: Opinions) -> None:
    mention, reader = doubted(), AReader()
    read_again(world, reader, mention)
    read_again(world, reader, doubted(version=2, text="anders"))
    assert reader.read_words == [WORDS, "anders"]
    assert opinions.of([mention.id])[mention.id].mention_version == 2


def test_where_the_plan_names_no_reader_any_more_nobody_is_asked(world: World, opinions: Opinions) -> None:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    reader = AReader()
    read_again(world, reader, doubted())
    assert reader.read_words == []


def test_beyond_the_days_number_nobody_is_asked_and_the_verdict_stands(world: World, opinions: Opinions) -> None:
    reader = AReader()
    several = [doubted(str(number)) for number in range(3)]
    for mention in several:
        read_again(world, reader, mention)
    assert len(reader.read_words) == 2
    assert not waits_for_triage(several[-1])


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "ThrottlingException", "Message": WORDS}}, "Converse"),
        ReadTimeoutError(endpoint_url="https://bedrock.invalid"),
    ],
    ids=["throttled", "too slow"],
)
def test_what_may_pass_is_tried_again_and_costs_no_turn(world: World, opinions: Opinions, error: Exception) -> None:
    mention = doubted()
    with pytest.raises(Exception, match="did not answer") as told:
        read_again(world, AReader(fails=error), mention)
    assert WORDS not in str(told.value)
    assert not waits_for_triage(mention)
    assert opinions.readings(NOON).asked == 0
    read_again(world, AReader(), mention)
    assert waits_for_triage(mention)


def test_a_refusal_that_lasts_is_kept_to_be_shown_and_fills_no_queue(world: World, opinions: Opinions) -> None:
    mention = doubted()
    for _ in range(3):
        read_again(world, AReader(fails=LastingError("enable the model")), mention)
    assert opinions.readings(NOON) == Readings(0, 0.0, "enable the model")
    assert not waits_for_triage(mention)


def test_an_opinion_of_another_mention_is_none_of_this_one(world: World, opinions: Opinions) -> None:
    other = Opinion("A reader", "A reader read it as that", 0.0)
    opinions.put(Given("discourse:2", 1, other), NOON, a_plan().company.keep_texts)
    reader = AReader()
    read_again(world, reader, doubted("1"))
    assert reader.read_words == [WORDS]
