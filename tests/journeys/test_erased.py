"""What becomes of a post's words once it went all the way: by real handlers, routed by the template's own rules."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from moto.sesv2.models import sesv2_backends

from shared import aws
from shared.mention import Author, Mention, Tombstone
from shared.operations.care import Care
from shared.operations.forgetting import Forgetting
from shared.operations.voice import Voice
from shared.statement_moves import Refused
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from shared.storm_summary import Summary
from tests.harness import template as t
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.journeys.story import BRAND, MINUTE, MORNING, URGENT, a_burst, pass_time, prepare, quiet_hours, replay

BREAKS = MORNING + timedelta(hours=6)
LATER = BREAKS + 12 * MINUTE
WANDA = Author(id="u-zzyzx-77", name="Wanda Zzyzxova", handle="zz_wanda")
HERS = ("u-zzyzx-77", "zzyzxova", "zz_wanda", "qwyjibo")
PRIVATE = "frobnitz"

ALONE = Mention(
    "stream", "standard_webhooks", "w1", BRAND, 1, WANDA, f"{URGENT} Qwyjibo gangway.", BREAKS, BREAKS, thread="w"
)


def posts() -> list[Mention]:
    """An urgent post before the storm, one within it, a private message of somebody else's."""
    early = replace(ALONE, created_at=BREAKS - 30 * MINUTE, seen_at=BREAKS - 30 * MINUTE)
    in_storm = "I paid on your website and got no ticket. The payment page fails. Qwyjibo!"
    within = replace(ALONE, native_id="w2", thread="w2", text=in_storm, engagement=500)
    private = replace(
        ALONE,
        native_id="p1",
        thread="p1",
        author=Author(id="u-p", name="Peregrine"),
        text=f"{URGENT} {PRIVATE} " * 2,
        public=False,
        created_at=BREAKS - 20 * MINUTE,
        seen_at=BREAKS - 20 * MINUTE,
    )
    return [early, private, within]


def it_storms_around_her(world: World) -> None:
    """Her case, a storm with a post of hers, notices, a statement that is published."""
    early, private, within = posts()
    with time_machine.travel(MORNING - MINUTE, tick=False) as clock:
        prepare(world)
        replay(world, clock, quiet_hours()[:-1], tick_from=BREAKS)
        for mention in (early, private):
            clock.move_to(mention.seen_at)
            MentionStore(names()["Mentions"]).keep(mention)
            world.settle()
        clock.move_to(BREAKS)
        MentionStore(names()["Mentions"]).keep(within)
        replay(world, clock, a_burst(BREAKS), tick_from=LATER)
        pass_time(world, clock, LATER, tick_from=LATER - 4 * MINUTE)
        voice = Voice(world.deployment())
        [proposed] = voice.statements()
        said = [
            voice.approve(proposed.id, "duty-director", LATER),
            voice.publish(proposed.id, "duty-director", LATER, LATER + 45 * MINUTE),
        ]
        assert not [one for one in said if isinstance(one, Refused)]
        world.settle()


@pytest.fixture
def lived(world: World) -> World:
    world.lives_through(it_storms_around_her)
    return world


def everything(*, without: str = "") -> str:
    """All that lies in any table, bucket or queue, in lower case and uncompressed."""
    tables = [name for name in t.resources("AWS::DynamoDB::Table") if name != without]
    queues = [*t.resources("AWS::SQS::Queue"), TAP]
    found = [*(_items(name) for name in tables), *(_objects(name) for name in t.resources("AWS::S3::Bucket"))]
    return "\n".join([*found, *(_messages(name) for name in queues)]).lower()


def _items(table: str) -> str:
    items = aws.dynamodb().scan(TableName=names()[table])["Items"]
    return json.dumps(items, default=_readable, ensure_ascii=False)


def _readable(value: Any) -> str:
    return zlib.decompress(value).decode() if isinstance(value, bytes) else str(value)


def _objects(bucket: str) -> str:
    found = aws.s3().list_objects_v2(Bucket=names()[bucket]).get("Contents", [])
    bodies = (aws.s3().get_object(Bucket=names()[bucket], Key=one["Key"])["Body"].read() for one in found)
    return "\n".join(body.decode("utf-8", "replace") for body in bodies)


def _messages(queue: str) -> str:
    url = names().get(queue) or aws.sqs().get_queue_url(QueueName=queue)["QueueUrl"]
    return "\n".join(_each_message(url))


def _each_message(url: str) -> Iterator[str]:
    while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        yield from (message["Body"] for message in messages)


def mails() -> list[str]:
    sent = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages
    return [str(vars(mail)) for mail in sent]


def deleted_where_it_was(world: World) -> None:
    for post in posts():
        if post.author == WANDA:
            grave = Tombstone(post.source, post.platform, post.native_id, "deleted by its author", LATER)
            MentionStore(world.deployment().mentions_table).bury(grave)


def erased_by_hand(world: World) -> None:
    forgetting = Forgetting(world.deployment())
    found = forgetting.posts("zz_wanda", None)
    assert isinstance(found, list)
    report = forgetting.forget(found, LATER, dry_run=False)
    assert report.posts == 2
    assert {told.way for told in report.told} == {"email"}


@pytest.mark.parametrize("go", [deleted_where_it_was, erased_by_hand])
def test_what_is_deleted_or_erased_after_it_went_all_the_way_is_nowhere(
    lived: World, go: Callable[[World], None]
) -> None:
    care = Care(lived.deployment())
    [storm] = care.storms()
    in_cases = {case.first_mention or case.storm_id for case in care.cases()}
    assert {posts()[0].id, storm.id} <= in_cases
    assert StormStore(names()["Storms"]).beside(storm.id, "summary", Summary) is not None
    with time_machine.travel(LATER, tick=False):
        before = everything()
        assert all(word in before for word in HERS)
        go(lived)
        lived.settle()
        after = everything()
    assert [word for word in HERS if word in after] == []
    assert posts()[1].text.lower() in after  # nobody else's


def test_her_words_lay_in_the_mentions_table_alone_all_the_time(lived: World) -> None:
    with time_machine.travel(LATER, tick=False):
        found = everything(without="Mentions")
    assert [word for word in HERS if word in found] == []


def test_a_private_message_is_quoted_on_no_page_in_no_notice_and_in_no_summary(lived: World) -> None:
    about = [case for case in Care(lived.deployment()).cases() if case.first_mention == posts()[1].id]
    assert [case.title.endswith("(a private message)") for case in about] == [True]
    sent = [mail.lower() for mail in mails()]
    assert any(about[0].id in mail for mail in sent)
    assert any("qwyjibo" in mail for mail in sent)  # what is public is quoted
    assert not [mail for mail in sent if PRIVATE in mail or "peregrine" in mail]
    with time_machine.travel(LATER, tick=False):
        found = everything(without="Mentions")
    assert PRIVATE not in found
    assert "peregrine" not in found
