"""The credentials of a source, by the command that sets them; `secret source` is the same one (test_secrets.py)."""

from __future__ import annotations

import json
from typing import Any

from shared import aws
from shared.operations.upkeep import Upkeep
from shared.plan import Source
from tests.builders import a_plan
from tests.harness.world import World
from tests.shared.cli.conftest import Operator

FIRST, SECOND = "s3cret-one", "s3cret-two"
SOURCES = (
    Source("forum", "discourse", "webhook", "acme"),
    Source("reviews", "trustpilot", "webhook", "acme"),
    Source("page", "facebook", "webhook", "acme", secret="meta"),
    Source("news", "rss", "sweep", "acme", url="https://news.example.com/feed.xml"),
)


def a_plan_with_many_sources(world: World) -> None:
    Upkeep(world.deployment()).publish_plan(a_plan(sources=SOURCES))


def kept(operator: Operator) -> Any:
    answer = aws.secretsmanager().get_secret_value(SecretId=operator.deployment.source_secrets)
    return json.loads(answer["SecretString"])


def test_each_part_lies_under_its_own_name_and_the_secret_under_the_sources(world: World, bare: Operator) -> None:
    world.lives_through(a_plan_with_many_sources)
    bare.sees("source", "secret", "forum", given=f"{FIRST}\n")
    assert "forum/token is set" in bare.sees("source", "secret", "forum", "--part", "token", given=SECOND)
    assert kept(bare) == {"forum": [FIRST], "forum/token": [SECOND]}


def test_credentials_that_sources_share_lie_under_their_common_name(world: World, bare: Operator) -> None:
    world.lives_through(a_plan_with_many_sources)
    bare.sees("source", "secret", "page", "--part", "verify", given=FIRST)
    assert kept(bare) == {"meta/verify": [FIRST]}


def test_a_part_that_the_platform_does_not_know_is_refused_with_those_that_it_does(
    world: World, bare: Operator
) -> None:
    world.lives_through(a_plan_with_many_sources)
    told = bare.refused("source", "secret", "page", "--part", "tokn", given=FIRST)
    assert "Facebook has no credential 'tokn'; it has" in told
    assert "--part verify: the verify token (you choose it: any long word)" in told
    assert "RSS, Atom, JSON Feed has no credential 'secret'; it needs none" in bare.refused("source", "secret", "news")


def test_once_a_rotation_is_done_the_older_value_is_retired(operator: Operator) -> None:
    for value in (FIRST, SECOND):
        operator.sees("source", "secret", "forum", given=value)
    assert "Only the newest value of forum is good now" in operator.sees("source", "secret", "forum", "--retire")
    assert kept(operator) == {"forum": [SECOND]}
    assert "had only one value" in operator.sees("source", "secret", "forum", "--retire")
    assert operator.reads("source", "secret", "forum", "--retire") == {"name": "forum", "gone": 0}


def test_what_was_never_set_can_not_be_retired(operator: Operator) -> None:
    assert "has no value" in operator.refused("source", "secret", "forum", "--retire")


def test_a_value_is_never_printed(world: World, bare: Operator) -> None:
    world.lives_through(a_plan_with_many_sources)
    for name in ("forum", "reviews"):
        for value in (f"{FIRST}/+=", SECOND):
            result = bare.types("source", "secret", name, given=value)
            assert value not in result.output + result.stderr


def test_a_secret_that_can_not_end_an_address_is_noted(world: World, bare: Operator) -> None:
    world.lives_through(a_plan_with_many_sources)
    assert "can't hold all of its characters" in bare.types("source", "secret", "reviews", given="a/b").stderr
    bare.sees("source", "secret", "reviews", given="a-b_c.d~e")
    bare.sees("source", "secret", "forum", given="a/b")


def test_without_a_plan_only_a_name_can_be_set(bare: Operator) -> None:
    bare.sees("source", "secret", "forum", "--part", "token", given=FIRST)
    assert kept(bare) == {"forum/token": [FIRST]}
    assert "a to z, 0 to 9 and -" in bare.misused("source", "secret", "forum/token", given=FIRST)
