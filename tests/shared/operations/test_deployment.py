"""A deployment is what its stack's outputs say; a stack that can't be read says what to do."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from shared.operations.deployment import DeploymentError, from_outputs, from_stack, output_name
from tests.harness.world import World
from tests.shared.store.failing import before, refuse


def outputs(world: World) -> dict[str, str]:
    return {output_name(name): value for name, value in asdict(world.deployment()).items()}


def test_every_output_becomes_its_field_and_others_are_passed_over(world: World) -> None:
    assert from_outputs({**outputs(world), "Later": "x"}) == world.deployment()


def test_a_stack_that_is_older_than_the_command_is_told_what_it_lacks(world: World) -> None:
    known = outputs(world)
    del known["CasesTable"], known["BusName"]
    with pytest.raises(DeploymentError, match=r"no output BusName, CasesTable; deploy"):
        from_outputs(known)


def test_a_stack_that_can_not_be_read_says_what_to_check(world: World) -> None:
    def nobody() -> None:
        raise NoCredentialsError

    for trouble in (refuse("ValidationError"), nobody):
        with (
            before("cloudformation", "DescribeStacks", trouble),
            pytest.raises(DeploymentError, match=r"stack firebreak-dev can't be read.*your AWS credentials") as told,
        ):
            from_stack("firebreak-dev")
        assert isinstance(told.value.__cause__, (ClientError, NoCredentialsError))
