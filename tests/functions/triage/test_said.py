"""With moto: what a person or a second reader said is in the next verdict, and what nobody is sure of is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared import aws
from shared.correction import Correction, was_of
from shared.mention import Mention
from shared.opinion import Opinion
from shared.plan import SecondReader
from shared.store.corrections import Corrections
from shared.store.doubts import Doubts
from shared.store.histories import Histories
from shared.store.history_items import author_of, of_post
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.opinions import Given, Opinions
from shared.verdict import Verdict
from tests.builders import NOON, a_mention, a_plan
from tests.functions.triage.test_handler import URGENT, parked, records, told, triage
from tests.harness.world import World, names
from tests.shared.store.failing import before, refuse

FOREIGN = "予約できません。助けてください"
KEPT = timedelta(days=400)


@pytest.fixture
def mentions(world: World) -> MentionStore:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return MentionStore(names()["Mentions"])


@pytest.fixture
def read_twice(world: World) -> MentionStore:
    """The plan names a second reader."""
    rules = SecondReader("bedrock", "some.model", price_in=1.0, price_out=1.0)
    Ledger(names()["Ledger"]).publish_plan(replace(a_plan(), second_reader=rules))
    return MentionStore(names()["Mentions"])


def foreign(native_id: str = "1", **more: Any) -> Mention:
    return replace(a_mention(native_id, text=FOREIGN, created_at=NOON - timedelta(minutes=5)), **more)


def verdict_of(mentions: MentionStore, mention: Mention) -> Verdict:
    known = mentions.get(mention.id)
    assert known is not None
    assert known.verdict is not None
    return known.verdict


def judge(world: World, mentions: MentionStore, *of: Mention) -> list[str]:
    for mention in of:
        mentions.keep(mention)
    return triage(world, records(*of))


def say(mentions: MentionStore, mention: Mention, **parts: Any) -> None:
    was = was_of(verdict_of(mentions, mention))
    word = replace(Correction(mention.id, mention.version, "ada", NOON, was), **parts)
    Corrections(names()["Ledger"]).put(word, KEPT)
    mentions.rejudge(mention.id, NOON)


def doubts() -> list[tuple[str, str]]:
    found = Doubts(names()["Mentions"]).between(NOON - timedelta(days=9), NOON + timedelta(days=1), 50)
    return [(one.known.mention.native_id, one.why) for one in found]


def events(name: str) -> list[str]:
    """The ids of the mentions that events of that kind are about; one without a kind is a MentionDoubted."""
    return [one["mention_id"] for one in told() if ("kind" in one) == (name == "MentionTriaged")]


def test_a_persons_word_is_in_the_verdict_and_the_bus_is_told(world: World, mentions: MentionStore) -> None:
    mention = foreign()
    judge(world, mentions, mention)
    told()
    say(mentions, mention, kind="specific_complaint", severity=3, instance="website_problem")
    assert triage(world, records(mention)) == []
    verdict = verdict_of(mentions, mention)
    assert (verdict.kind, verdict.instance, verdict.judged_by) == ("specific_complaint", "website_problem", "person")
    [event] = told()
    assert (event["complaint"], event["priority"], event["instance"]) == (True, "high", "website_problem")


def test_who_was_never_judged_is_not_looked_up(world: World, mentions: MentionStore) -> None:
    mentions.keep(foreign())
    with before("dynamodb", "BatchGetItem", lambda: None) as looked:
        assert triage(world, records(foreign())) == []
    # What is known of its author, and nothing else.
    assert len(looked) == 1


def test_a_batch_of_many_that_come_again_is_looked_up_in_one_read(world: World, mentions: MentionStore) -> None:
    several = [foreign(str(number)) for number in range(6)]
    judge(world, mentions, *several)
    for mention in several:
        say(mentions, mention, kind="praise")
    with before("dynamodb", "BatchGetItem", lambda: None) as looked:
        triage(world, records(*several))
    # One for what was said, one for what is known of the authors.
    assert len(looked) == 2
    assert {verdict_of(mentions, mention).kind for mention in several} == {"praise"}


def test_what_an_edit_says_is_judged_anew(world: World, mentions: MentionStore) -> None:
    mention = foreign()
    judge(world, mentions, mention)
    say(mentions, mention, kind="praise")
    edited = foreign(version=2, text="I cannot log in since this morning, order 4711 is gone")
    judge(world, mentions, edited)
    assert verdict_of(mentions, edited).judged_by != "person"


def test_a_poisoned_mention_loses_only_itself_among_those_that_come_again(world: World, mentions: MentionStore) -> None:
    good, bad = foreign("1"), foreign("2")
    judge(world, mentions, good, bad)
    say(mentions, good, kind="praise")
    say(mentions, bad, kind="praise")
    event = records(bad, good)
    event["Records"][0]["dynamodb"]["NewImage"]["doc"] = {"S": '{"source": 1}'}
    assert triage(world, event) == []
    assert parked() == [("discourse:2", "CodecError")]
    assert verdict_of(mentions, good).kind == "praise"


def test_what_we_are_unsure_of_is_listed_until_a_person_speaks(world: World, mentions: MentionStore) -> None:
    mention, sure = foreign("1"), a_mention("2", text=URGENT)
    judge(world, mentions, mention, sure)
    assert doubts() == [("1", "is in a language that we don't read (ja)")]
    say(mentions, mention, kind="question")
    assert doubts() == []
    triage(world, records(mention))
    assert doubts() == []
    assert verdict_of(mentions, mention).confidence == "high"


def test_a_doubt_that_aws_did_not_take_comes_again(world: World, mentions: MentionStore) -> None:
    mention = foreign()
    mentions.keep(mention)
    event = records(mention)
    calls = iter(range(9))

    def second() -> None:
        if next(calls) == 1:
            refuse("ProvisionedThroughputExceededException")()

    with before("dynamodb", "UpdateItem", second, times=9):
        assert triage(world, event) == ["0"]
    assert triage(world, event) == []
    assert len(doubts()) == 1


def test_a_second_reader_is_asked_once_and_only_where_the_plan_names_one(
    world: World, read_twice: MentionStore
) -> None:
    mention = foreign()
    judge(world, read_twice, mention)
    assert events("MentionDoubted") == [mention.id]
    opinion = Opinion("A reader", "A reader could not tell", 0.0)
    Opinions(names()["Ledger"]).put(Given(mention.id, mention.version, opinion), NOON, KEPT)
    read_twice.rejudge(mention.id, NOON)
    triage(world, records(mention))
    assert events("MentionDoubted") == []
    assert len(doubts()) == 1


def test_without_a_second_reader_in_the_plan_nothing_asks_for_one(world: World, mentions: MentionStore) -> None:
    judge(world, mentions, foreign())
    assert events("MentionDoubted") == []


@pytest.mark.parametrize("more", [{"public": False}, {"from_staff": True}], ids=str)
def test_private_messages_and_our_own_answers_are_never_given_to_it(
    world: World, read_twice: MentionStore, more: dict[str, Any]
) -> None:
    judge(world, read_twice, foreign(**more))
    assert events("MentionDoubted") == []


def test_its_opinion_is_in_the_verdict_and_takes_the_doubt_off(world: World, read_twice: MentionStore) -> None:
    mention = foreign()
    judge(world, read_twice, mention)
    opinion = Opinion("A reader", "A reader read it as that", 0.0, kind="specific_complaint", severity=2)
    Opinions(names()["Ledger"]).put(Given(mention.id, mention.version, opinion), NOON, KEPT)
    read_twice.rejudge(mention.id, NOON)
    triage(world, records(mention))
    assert (verdict_of(read_twice, mention).kind, doubts()) == ("specific_complaint", [])
    say(read_twice, mention, kind="praise")
    triage(world, records(mention))
    assert verdict_of(read_twice, mention).kind == "praise"


def test_who_spoke_while_a_batch_was_to_come_again_is_not_asked_about_it(world: World, mentions: MentionStore) -> None:
    mention = foreign()
    mentions.keep(mention)
    first = records(mention)
    calls = iter(range(9))

    def second() -> None:
        if next(calls) == 1:
            refuse("ProvisionedThroughputExceededException")()

    with before("dynamodb", "UpdateItem", second, times=9):
        assert triage(world, first) == ["0"]
    say(mentions, mention, kind="question")
    later = records(mention)
    assert triage(world, first) == []
    assert triage(world, later) == []
    assert verdict_of(mentions, mention).judged_by == "person"
    assert doubts() == []


@pytest.mark.parametrize("of", ["correction", "opinion"])
def test_a_word_that_can_not_be_read_loses_only_its_own_mention(world: World, mentions: MentionStore, of: str) -> None:
    good, bad = foreign("1"), foreign("2")
    judge(world, mentions, good, bad)
    say(mentions, good, kind="praise")
    say(mentions, bad, kind="praise")
    damage("Ledger", {"key": {"S": f"{of}#{bad.id}"}}, "doc")
    assert triage(world, records(bad, good)) == []
    assert parked() == [(bad.id, "CodecError")]
    assert verdict_of(mentions, good).kind == "praise"


def test_what_is_known_of_an_author_and_can_not_be_read_holds_no_verdict_up(
    world: World, mentions: MentionStore
) -> None:
    first, next_one = a_mention("1", text=URGENT), a_mention("2", text=URGENT)
    judge(world, mentions, first)
    author = author_of(first)
    damage("Mentions", {"id": {"S": f"history#{author}"}}, f"p{of_post(first.id)}")
    assert judge(world, mentions, next_one) == []
    assert parked() == []
    assert verdict_of(mentions, next_one).is_complaint
    # What can't be read is taken off with the next thing that is noted there.
    known, _ = Histories(names()["Mentions"]).read([author])
    assert [post.id for post in known[author].posts] == [next_one.id]


def damage(table: str, key: dict[str, Any], attribute: str) -> None:
    aws.dynamodb().update_item(
        TableName=names()[table],
        Key=key,
        UpdateExpression="SET #one = :nonsense",
        ExpressionAttributeNames={"#one": attribute},
        ExpressionAttributeValues={":nonsense": {"S": '{"half": '}},
    )
