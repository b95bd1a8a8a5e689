"""With moto: what was approved and kept is on the page, in its newest words, however often it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import time_machine

from shared import aws
from shared.codec import encode
from shared.statement import Statement
from shared.store.ledger import Ledger
from shared.store.statements import StatementStore
from tests.builders import NOON, a_plan, a_statement, an_update, minutes
from tests.harness.world import World, names
from tests.shared.store.failing import before, refuse


@pytest.fixture
def statements(world: World) -> StatementStore:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return StatementStore(names()["Statements"])


def kept(*told: Statement) -> dict[str, Any]:
    """The stream's records of those statements."""
    images: list[dict[str, Any]] = [{"id": {"S": one.id}, "doc": {"S": encode(one)}} for one in told]
    return {"Records": [{"eventName": "MODIFY", "dynamodb": {"NewImage": image}} for image in images]}


def publish(world: World, event: dict[str, Any]) -> int:
    with time_machine.travel(NOON + minutes(1), tick=False):
        return int(world.call("PublishStatementFunction", event)["written"])


def page(key: str = "index.html") -> str:
    return aws.s3().get_object(Bucket=names()["Site"], Key=key)["Body"].read().decode("utf-8")


def test_a_published_statement_is_on_the_page(world: World, statements: StatementStore) -> None:
    statements.create(a_statement())
    assert publish(world, kept(a_statement())) > 5
    assert "Some of you cannot log in" in page()
    assert "We are looking for the cause" in page("incidents/st-0000000001.html")


def test_a_second_rendering_of_the_same_writes_nothing(world: World, statements: StatementStore) -> None:
    statements.create(a_statement())
    publish(world, kept(a_statement()))
    assert publish(world, kept(a_statement())) == 0


def test_a_statement_is_shown_although_the_index_has_not_heard_of_it_yet(
    world: World, statements: StatementStore
) -> None:
    publish(world, kept(a_statement()))
    assert "Some of you cannot log in" in page()


def test_the_newest_revision_wins_whether_it_comes_by_the_stream_or_from_the_table(
    world: World, statements: StatementStore
) -> None:
    old = a_statement()
    new = replace(a_statement(title="It works again", updates=[an_update(body="It works again.")]), revision=1)
    statements.create(old)
    publish(world, kept(new))
    assert "It works again" in page()
    statements.save(replace(new, revision=0))
    publish(world, kept(old))
    assert "It works again" in page()
    assert "Some of you cannot log in" not in page()


def test_a_draft_is_on_no_page(world: World, statements: StatementStore) -> None:
    draft = a_statement(state="draft", updates=[], title="Nobody approved this")
    statements.create(draft)
    publish(world, kept(draft))
    keys = [item["Key"] for item in aws.s3().list_objects_v2(Bucket=names()["Site"])["Contents"]]
    assert keys
    assert [key for key in keys if "Nobody approved this" in page(key) or draft.id in key] == []


def test_without_a_plan_there_is_no_page_and_no_error(world: World) -> None:
    assert publish(world, kept(a_statement())) == 0
    assert "Contents" not in aws.s3().list_objects_v2(Bucket=names()["Site"])


def test_a_new_plan_is_rendered_without_a_statement(world: World, statements: StatementStore) -> None:
    publish(world, {"detail-type": "PlanPublished", "detail": {"version": 1}})
    assert "Acme" in page()


def test_a_publishing_that_died_half_way_is_finished_by_the_next(world: World, statements: StatementStore) -> None:
    event = kept(a_statement())
    statements.create(a_statement())
    with before("s3", "PutObject", int, times=0) as calls:
        publish(world, event)
    whole = len(calls)
    statements.save(a_statement(title="It is worse", updates=[an_update(body="It is worse.")]))
    writes = iter(range(99))

    def third() -> None:
        if next(writes) == 3:
            refuse("ServiceUnavailable")()

    with before("s3", "PutObject", third, times=99), pytest.raises(Exception, match="ServiceUnavailable"):
        publish(world, event)
    assert "It is worse" not in page()
    rest = publish(world, event)
    assert 0 < rest < whole
    assert "It is worse" in page()


def test_a_record_without_an_image_is_passed_over(world: World, statements: StatementStore) -> None:
    assert publish(world, {"Records": [{"eventName": "REMOVE", "dynamodb": {"Keys": {"id": {"S": "x"}}}}]}) > 0
