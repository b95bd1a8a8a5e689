"""Corrections teach the routing with the words that the mentions still have, read once a minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.triage.lessons import KEPT_SECONDS, Taught
from shared import aws
from shared.correction import Correction, Was
from shared.mention import Mention, Tombstone
from shared.store.corrections import Corrections
from shared.store.mentions import MentionStore
from shared.triage.lessons import Lesson, Lessons
from tests.builders import NOON, a_mention
from tests.harness.world import World, names

WAS = Was("venting", None, 1, "negative")
KEPT = timedelta(days=400)


class Watch:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def taught(world: World, watch: Watch) -> Taught:
    return Taught(names()["Ledger"], names()["Mentions"], watch)


def said(world: World, mention: Mention, instance: str | None, minutes: int = 0) -> Correction:
    correction = Correction(
        mention.id, mention.version, "ana", NOON + timedelta(minutes=minutes), WAS,
        instance=instance, no_instance=instance is None,
    )  # fmt: skip  # a list to be read across
    MentionStore(names()["Mentions"]).keep(mention)
    Corrections(names()["Ledger"]).put(correction, KEPT)
    return correction


def test_a_correction_teaches_with_the_words_of_its_mention_the_newest_first(world: World, taught: Taught) -> None:
    first, second = a_mention(native_id="1", text="cold shower"), a_mention(native_id="2", text="no towel")
    said(world, first, "machines")
    said(world, second, None, minutes=1)
    assert taught.lessons() == Lessons(
        (
            Lesson("no towel", None, "ana", NOON + timedelta(minutes=1)),
            Lesson("cold shower", "machines", "ana", NOON),
        )
    )


def test_a_mention_that_was_erased_teaches_nothing(world: World, taught: Taught) -> None:
    mention = a_mention()
    said(world, mention, "machines")
    MentionStore(names()["Mentions"]).bury(
        Tombstone(mention.source, mention.platform, mention.native_id, "deleted", NOON)
    )
    assert taught.lessons() == Lessons()


def test_a_mention_that_was_edited_since_teaches_nothing(world: World, taught: Taught) -> None:
    mention = a_mention()
    said(world, mention, "machines")
    MentionStore(names()["Mentions"]).keep(replace(mention, version=mention.version + 1, text="never mind"))
    assert taught.lessons() == Lessons()


def test_a_correction_of_another_part_teaches_no_instance(world: World, taught: Taught) -> None:
    mention = a_mention()
    MentionStore(names()["Mentions"]).keep(mention)
    Corrections(names()["Ledger"]).put(Correction(mention.id, mention.version, "ana", NOON, WAS, kind="question"), KEPT)
    assert taught.lessons() == Lessons()


def test_a_new_correction_teaches_within_a_minute(world: World, taught: Taught, watch: Watch) -> None:
    assert taught.lessons() == Lessons()
    said(world, a_mention(), "machines")
    assert taught.lessons() == Lessons()
    watch.seconds = KEPT_SECONDS
    assert len(taught.lessons().told) == 1


def test_a_store_that_refuses_leaves_what_was_known(world: World, watch: Watch) -> None:
    nowhere = Taught("no-such-table", names()["Mentions"], watch)
    assert nowhere.lessons() == Lessons()


def test_what_can_not_be_read_teaches_nothing_and_stops_no_other_lesson(world: World, taught: Taught) -> None:
    good, correction, words = (a_mention(native_id=one, text="cold shower") for one in "123")
    for mention in (good, correction, words):
        said(world, mention, "machines")
    for table, key in (
        ("Ledger", {"key": {"S": f"correction#{correction.id}"}}),
        ("Mentions", {"id": {"S": words.id}}),
    ):
        aws.dynamodb().update_item(
            TableName=names()[table],
            Key=key,
            UpdateExpression="SET doc = :nonsense",
            ExpressionAttributeValues={":nonsense": {"S": '{"half": '}},
        )
    assert taught.lessons() == Lessons((Lesson("cold shower", "machines", "ana", NOON),))
