"""With moto: whatever comes in whatever order, a mention ends as its newest words, or as its tombstone."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import aws
from shared.keeping import KEPT
from shared.mention import Mention, Tombstone
from shared.store.items import LostRaceError, expiry, instant
from shared.store.mentions import MentionStore
from tests.builders import NOON, a_mention, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_tombstone, a_verdict
from tests.shared.store.failing import before

_numbers = itertools.count()


@pytest.fixture
def mentions(world: World) -> MentionStore:
    return MentionStore(names()["Mentions"])


def item(mention_id: str) -> dict[str, object]:
    return dict(aws.dynamodb().get_item(TableName=names()["Mentions"], Key={"id": {"S": mention_id}}).get("Item", {}))


def kept(mentions: MentionStore, nouns: Sequence[Mention | Tombstone]) -> list[str]:
    return [mentions.keep(noun) if isinstance(noun, Mention) else mentions.bury(noun) for noun in nouns]


#: Versions 1 to 4 with few different words, so that edits are taken back too; None is a deletion.
STEPS = st.lists(st.one_of(st.tuples(st.integers(1, 4), st.sampled_from("ab")), st.none()), min_size=1, max_size=6)


@settings(database=None, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.randoms(use_true_random=False))
def test_any_order_of_versions_repeats_and_deletions_ends_alike(
    mentions: MentionStore, steps: list[tuple[int, str] | None], random: Random
) -> None:
    # One version has one text: the platform says so, and the first that names it counts.
    texts = dict(reversed([step for step in steps if step is not None]))
    native_id = str(next(_numbers))
    nouns: list[Mention | Tombstone] = [
        a_tombstone(native_id) if step is None else a_mention(native_id, version=step[0], text=texts[step[0]])
        for step in steps
    ]
    kept(mentions, [nouns[at] for at in random.sample(range(len(nouns)), len(nouns))])
    found = mentions.get(f"discourse:{native_id}")
    if None in steps:
        assert found is None
        assert "doc" not in item(f"discourse:{native_id}")
    else:
        assert found is not None
        assert found.mention.text == texts[max(texts)]


def test_each_step_says_what_became_of_it(mentions: MentionStore) -> None:
    edit = a_mention(version=5, text="edited")
    nouns: list[Mention | Tombstone] = [a_mention(), a_mention(), edit, a_mention(), a_tombstone(), a_tombstone(), edit]
    assert kept(mentions, nouns) == ["new", "known", "newer", "known", "deleted", "known", "deleted"]


def test_a_tombstone_beats_every_later_version_and_holds_no_word_of_it(mentions: MentionStore) -> None:
    secret = a_mention(text="my order 4711")
    assert kept(mentions, [a_tombstone(), secret, replace(secret, version=99)]) == ["deleted"] * 3
    assert "4711" not in str(item(secret.id))
    assert "mia" not in str(item(secret.id)).lower()


def test_a_tombstone_of_a_post_that_was_deleted_long_ago_lasts_from_when_we_heard_of_it(mentions: MentionStore) -> None:
    # Else it would be over at once, and an older delivery that still waits would bring the post.
    told = replace(a_tombstone(deleted_at=NOON - timedelta(days=900)), heard_at=NOON)
    mentions.bury(told)
    assert item(told.id)["expires"] == expiry(NOON, KEPT)
    assert item(told.id)["deleted_at"] == instant(told.deleted_at)


def test_a_deletion_takes_the_words_the_author_and_the_verdict_with_it(mentions: MentionStore) -> None:
    mention = a_mention(text="my order 4711")
    mentions.keep(mention)
    mentions.put_verdict(a_verdict(mention))
    mentions.bury(a_tombstone())
    assert set(item(mention.id)) == {"id", "source", "deleted_at", "reason", "expires"}


def test_an_edit_that_was_taken_back_shuts_out_the_edit_between(mentions: MentionStore) -> None:
    first, between, back = (a_mention(version=v, text=text) for v, text in ((1, "a"), (2, "b"), (3, "a")))
    assert kept(mentions, [first, back, between]) == ["new", "known", "known"]
    found = mentions.get(first.id)
    assert found is not None
    assert found.mention.text == "a"


def test_a_newer_version_of_the_same_words_leaves_the_verdict(mentions: MentionStore) -> None:
    mention = a_mention()
    mentions.keep(mention)
    mentions.put_verdict(a_verdict(mention))
    assert mentions.keep(replace(mention, version=9)) == "known"
    found = mentions.get(mention.id)
    assert found is not None
    assert found.verdict == a_verdict(mention)


def test_what_is_liked_and_passed_on_more_is_counted_and_its_verdict_stays_that_of_its_words(
    mentions: MentionStore,
) -> None:
    post = replace(a_mention("p1", version=1), engagement=2)
    mentions.keep(post)
    verdict = a_verdict(post)
    mentions.put_verdict(verdict)
    liked, fewer = replace(post, engagement=9), replace(post, engagement=5)
    assert kept(mentions, [liked, fewer, replace(post, version=3, reposts=4, engagement=7)]) == ["known"] * 3
    found = mentions.get(post.id)
    assert found is not None
    assert (found.mention.engagement, found.mention.reposts, found.mention.version) == (7, 4, 1)
    assert found.verdict == verdict, "no version of these words waits for another verdict"
    assert kept(mentions, [replace(post, version=2, text="other words")]) == ["known"], "it was taken back by version 3"


def test_an_edit_that_comes_while_another_is_looked_at_wins_if_it_is_newer(mentions: MentionStore) -> None:
    mentions.keep(a_mention(version=1, text="a"))
    edit = a_mention(version=2, text="b")
    with before("dynamodb", "UpdateItem", lambda: mentions.keep(edit)):
        assert mentions.keep(a_mention(version=3, text="a")) == "newer"
    found = mentions.get(edit.id)
    assert found is not None
    assert (found.mention.text, found.mention.version) == ("a", 3)


def test_an_edit_begins_without_the_verdict_of_the_old_words(mentions: MentionStore) -> None:
    mentions.keep(a_mention())
    mentions.put_verdict(a_verdict(a_mention()))
    mentions.keep(a_mention(version=2, text="edited"))
    found = mentions.get("discourse:1")
    assert found is not None
    assert (found.mention.version, found.verdict) == (2, None)


@pytest.mark.parametrize("later", [a_mention(version=2, text="edited"), a_tombstone()])
def test_a_verdict_on_words_that_are_gone_is_a_lost_race(mentions: MentionStore, later: Mention | Tombstone) -> None:
    kept(mentions, [a_mention(), later])
    with pytest.raises(LostRaceError):
        mentions.put_verdict(a_verdict(a_mention()))


def test_a_verdict_can_be_kept_twice(mentions: MentionStore) -> None:
    mentions.keep(a_mention())
    for _ in range(2):
        mentions.put_verdict(a_verdict(a_mention()))
    found = mentions.get("discourse:1")
    assert found is not None
    assert found.verdict == a_verdict(a_mention())


def test_only_what_has_no_verdict_is_touched_and_rejudging_takes_the_verdict_away(mentions: MentionStore) -> None:
    mentions.keep(a_mention())
    mentions.put_verdict(a_verdict(a_mention()))
    before_it = item("discourse:1")
    mentions.touch("discourse:1", NOON)
    assert item("discourse:1") == before_it
    mentions.rejudge("discourse:1", NOON)
    assert "verdict" not in item("discourse:1")
    assert "doc" in item("discourse:1")


def test_what_is_gone_is_brought_back_by_nothing(mentions: MentionStore) -> None:
    mentions.bury(a_tombstone())
    for mention_id in ("discourse:1", "discourse:never"):
        mentions.touch(mention_id, NOON)
        mentions.rejudge(mention_id, NOON)
    assert "touched_at" not in item("discourse:1")
    assert item("discourse:never") == {}


def test_what_arrived_is_listed_newest_first_over_the_hours_and_cut_at_the_most(mentions: MentionStore) -> None:
    for number in range(12):
        mentions.keep(a_mention(str(number), created_at=NOON - minutes(20 * number)))
    mentions.bury(a_tombstone("3"))
    listed = mentions.seen_between(NOON - timedelta(hours=2), NOON + minutes(1), 100)
    assert [known.mention.native_id for known in listed] == ["0", "1", "2", "4", "5", "6"]
    few = mentions.seen_between(NOON - timedelta(hours=9), NOON + minutes(1), 4)
    assert [known.mention.native_id for known in few] == ["0", "1", "2", "4"]


@settings(database=None, deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=50))
def test_all_words_come_back_as_they_were_kept(mentions: MentionStore, words: str) -> None:
    mention = a_mention(f"words-{next(_numbers)}", text=words)
    mentions.keep(mention)
    found = mentions.get(mention.id)
    assert found is not None
    assert found.mention == mention
