"""By moto: whatever the order, the repeats, the batches and the failures, the store ends as if all had gone well."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shared import aws
from shared.delivery import Delivery
from shared.inbox import from_message, to_message
from shared.store.ledger import Ledger
from shared.store.mentions import known
from tests.builders import NOON, a_plan
from tests.harness.world import World, names
from tests.journeys.disorder import BEGAN, POSTS, SOURCES, TWICE, stream
from tests.journeys.test_crashes import failing

#: Few streams, each in many orders: what a stream ends as in order is looked up once.
STREAMS = 3
#: One write fails in each replay: of fifty deliveries none needs more.
MOST_BATCHES = 120


@dataclass(frozen=True)
class Ended:
    """What is kept of each post (its words, and the newest version heard of; nothing of one that is gone), and what is
    parked: each once here, however often there."""

    posts: dict[str, tuple[str, int] | None]
    parked: frozenset[bytes]


@dataclass(frozen=True)
class Disorder:
    """How a stream comes."""

    seed: int
    largest_batch: int
    fails: int
    #: Whether the platform delivers in disorder, or only our own queue.
    stamped_late: bool


DISORDERS = st.builds(Disorder, st.integers(0, 10**6), st.integers(2, 12), st.integers(0, 40), st.booleans())


def listening(world: World) -> None:
    Ledger(names()["Ledger"]).publish_plan(a_plan(sources=SOURCES))


def shuffled(deliveries: list[Delivery], disorder: Disorder) -> list[Delivery]:
    """The stream with repeats, in another order."""
    chance = Random(disorder.seed)
    twice = [*deliveries, *chance.choices(deliveries, k=max(3, POSTS * TWICE // 100))]
    chance.shuffle(twice)
    if not disorder.stamped_late:
        return twice
    return [replace(delivery, received_at=NOON + timedelta(seconds=number)) for number, delivery in enumerate(twice)]


def replay(world: World, deliveries: list[Delivery], disorder: Disorder) -> Ended:
    """Batches until none is left; what failed comes again in a later one, as from SQS."""
    world.lives_through(listening)
    chance, waiting, batches = Random(disorder.seed), [to_message(delivery) for delivery in deliveries], 0
    # A write fails before it took effect; another world's, after.
    with failing(disorder.fails, after=disorder.seed % 2 == 1):
        while waiting:
            batch, waiting = split(waiting, chance.randint(1, disorder.largest_batch))
            records = [{"messageId": str(number), "body": body} for number, body in enumerate(batch)]
            answer = world.call("IngestFunction", {"Records": records})
            failed = [batch[int(one["itemIdentifier"])] for one in answer["batchItemFailures"]]
            if failed and chance.random() < 0.5:
                failed = batch  # the answer was lost: the whole batch comes again
            waiting += failed
            batches += 1
            assert batches < MOST_BATCHES, "something fails for ever"
    return ended()


def split(waiting: list[str], count: int) -> tuple[list[str], list[str]]:
    return waiting[:count], waiting[count:]


def ended() -> Ended:
    posts: dict[str, tuple[str, int] | None] = {}
    for item in aws.dynamodb().scan(TableName=names()["Mentions"])["Items"]:
        kept = None if "deleted_at" in item else (known(item).mention.text, int(item["latest"]["N"]))
        posts[item["id"]["S"]] = kept
    return Ended(posts, frozenset(parked()))


def parked() -> list[bytes]:
    bodies, url = [], names()["InboxDeadLetters"]
    while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            bodies.append(from_message(message["Body"]).body)
            aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies


_IN_ORDER: dict[int, Ended] = {}


def in_order(world: World, number: int) -> Ended:
    if number not in _IN_ORDER:
        _IN_ORDER[number] = replay(world, stream(number), Disorder(0, 10, 0, stamped_late=False))
    return _IN_ORDER[number]


@pytest.mark.slow
# A smaller disorder tells no more than the one that was found, and each takes half a second.
@settings(
    max_examples=6,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(number=st.integers(0, STREAMS - 1), disorder=DISORDERS)
def test_in_any_order_the_store_ends_in_the_same_state(world: World, number: int, disorder: Disorder) -> None:
    assert replay(world, shuffled(stream(number), disorder), disorder) == in_order(world, number)


@pytest.mark.parametrize("number", range(STREAMS))
def test_a_stream_has_edits_deletions_and_poison_and_each_ends_as_it_should(world: World, number: int) -> None:
    end = in_order(world, number)
    assert len(end.posts) == POSTS
    assert len(end.parked) == 2
    assert 1 <= sum(post is None for post in end.posts.values()) <= 2
    assert any(post is not None and not post[0].endswith("version 0") for post in end.posts.values())
    assert all(post is None or post[1] >= int(BEGAN.timestamp() * 1000) - 3_600_000 for post in end.posts.values())
