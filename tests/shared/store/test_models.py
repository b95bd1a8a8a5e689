"""With moto: what was trained is in force whole or not at all, and the one before comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from botocore.exceptions import ClientError

from shared import aws
from shared.store.items import LostRaceError
from shared.store.models import CHUNK_BYTES, KEPT_VERSIONS, Models
from shared.trained import Compared, Figures, InForce, Put, Trained, Trouble
from shared.triage.table import BadModelError
from tests.builders import NOON, minutes
from tests.harness.world import World, names
from tests.shared.store.failing import before, refuse

FIGURES = Figures(1.0, 0.5, 0.8, 0.6, 0.5, None)
MADE = Trained(0, 0, "small-1", "ada", NOON, 60, 300, 0.97, Compared(60, FIGURES, FIGURES, 0.99, 0.9))
#: Three chunks.
LONG = bytes(range(256)) * (CHUNK_BYTES // 100)


@pytest.fixture
def models(world: World) -> Models:
    return Models(names()["Ledger"])


def items() -> set[str]:
    found = aws.dynamodb().scan(TableName=names()["Ledger"])["Items"]
    return {item["key"]["S"] for item in found if item["key"]["S"].startswith("model")}


def test_the_model_that_ships_judges_until_one_is_trained(models: Models) -> None:
    assert models.in_force() == InForce()
    assert models.versions() == []
    assert models.version(1) is None


def test_what_is_installed_is_in_force_whole_with_who_did_it(models: Models) -> None:
    made = models.install(MADE, LONG)
    assert (made.version, made.before, made.size, made.chunks) == (1, 0, len(LONG), 3)
    assert models.content(1) == LONG
    assert models.version(1) == made
    assert models.in_force() == InForce(1, 1, (Put(1, "ada", NOON),), 1)


def test_the_one_before_comes_back_and_a_number_is_never_used_again(models: Models) -> None:
    models.install(MADE, b"one")
    models.install(MADE, b"two")
    models.put_in_force(1, "grace", NOON + minutes(1))
    assert models.in_force().version == 1
    third = models.install(MADE, b"three")
    assert (third.version, third.before) == (3, 1)
    assert [one.version for one in models.versions()] == [3, 2, 1]
    assert [put.version for put in models.in_force().log] == [3, 1, 2, 1]


def test_a_crash_before_the_switch_leaves_the_old_one_in_force(models: Models) -> None:
    models.install(MADE, LONG)
    with before("dynamodb", "TransactWriteItems", refuse("InternalServerError")), pytest.raises(ClientError):
        models.install(MADE, LONG[::-1])
    assert models.in_force().version == 1
    assert models.content(1) == LONG
    assert models.install(MADE, b"again").version == 2
    assert models.content(2) == b"again"


def test_a_crash_between_chunks_leaves_the_old_one_in_force(models: Models) -> None:
    with before("dynamodb", "PutItem", refuse("InternalServerError")), pytest.raises(ClientError):
        models.install(MADE, LONG)
    assert models.in_force() == InForce()


def test_of_two_trainings_at_once_one_is_told_that_it_lost(models: Models) -> None:
    def another() -> None:
        Models(names()["Ledger"]).install(MADE, b"faster")

    with before("dynamodb", "TransactWriteItems", another), pytest.raises(LostRaceError, match="the model in force"):
        models.install(MADE, b"slower")
    assert models.in_force().version == 1
    assert models.content(1) == b"faster"


def test_the_last_ten_are_kept(models: Models) -> None:
    for at in range(KEPT_VERSIONS + 3):
        models.install(replace(MADE, at=NOON + minutes(at)), f"content {at}".encode())
    assert [one.version for one in models.versions()] == list(range(KEPT_VERSIONS + 3, 3, -1))
    assert len(items()) == 1 + 2 * KEPT_VERSIONS
    assert models.version(3) is None


def test_a_chunk_that_is_gone_is_told_with_the_way_back(models: Models) -> None:
    models.install(MADE, LONG)
    [lost] = [key for key in items() if key.endswith("#1") and key != "model#1"]
    aws.dynamodb().delete_item(TableName=names()["Ledger"], Key={"key": {"S": lost}})
    with pytest.raises(BadModelError, match="firebreak train back"):
        models.content(1)
    with pytest.raises(BadModelError, match="version 7 is not there"):
        models.content(7)


def test_a_trouble_is_told_until_it_is_mended_or_another_version_judges(models: Models) -> None:
    trouble = Trouble(1, "it is damaged", NOON)
    models.install(MADE, b"one")
    models.tell(trouble)
    assert models.in_force().trouble == trouble
    models.mended()
    assert models.in_force().trouble is None
    models.tell(trouble)
    models.install(MADE, b"two")
    assert models.in_force().trouble is None
    models.tell(trouble)
    assert models.in_force().trouble is None
