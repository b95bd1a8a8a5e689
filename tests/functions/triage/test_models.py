"""The model that judges: the one in force, else the one that ships, else none; and what is told of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from functions.triage.models import Judging
from shared import aws
from shared.store.models import Models
from shared.triage.heads import OUTPUTS
from shared.triage.overlay import Overlay, packed
from tests.builders import NOON
from tests.harness.world import World, names
from tests.shared.store.failing import hooked
from tests.shared.store.test_models import MADE
from tests.shared.triage.small_model import MEANING, small_bytes, small_table

TABLE = small_table()
PRAISE = {("complaint", "complaint"): -30.0, ("kind", "praise"): 30.0}
ROW = tuple(PRAISE.get(output, 0.0) for output in OUTPUTS)
OVERLAY = Overlay(TABLE.name, {"grounded": ROW}, (0.0,) * len(OUTPUTS), MEANING)
TEXT = "grounded coffee"


@pytest.fixture
def models(world: World) -> Models:
    return Models(names()["Ledger"])


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    path = tmp_path / "small.model"
    path.write_bytes(small_bytes())
    return path


def judged(models: Models, shipped: Path) -> tuple[str, str]:
    """By which model, and which kind, in a container that has just begun."""
    model = Judging(models, shipped).in_force(NOON)
    return ("rules", "") if model is None else (model.name, model.read(TEXT).kind)


def test_what_ships_judges_where_nothing_was_trained(models: Models, shipped: Path) -> None:
    assert judged(models, shipped) == (TABLE.name, "specific_complaint")


def test_what_was_trained_judges_by_its_own_name_until_somebody_goes_back(models: Models, shipped: Path) -> None:
    models.install(MADE, packed(OVERLAY))
    assert judged(models, shipped) == (f"{TABLE.name}+1", "praise")
    models.put_in_force(0, "ada", NOON)
    assert judged(models, shipped) == (TABLE.name, "specific_complaint")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (packed(OVERLAY)[:-1] + b"\x00", "is damaged"),
        (packed(replace(OVERLAY, base="older-1")), "learned on older-1"),
        (packed(replace(OVERLAY, meaning={})), "does not say what it means"),
        (packed(replace(OVERLAY, biases=(0.0,), rows={})), "other questions"),
    ],
    ids=["damaged", "of another model", "without meaning", "of other questions"],
)
def test_what_can_not_be_used_is_told_once_and_what_ships_judges(
    models: Models, shipped: Path, content: bytes, why: str
) -> None:
    models.install(MADE, content)
    told: list[str] = []
    judging = Judging(models, shipped, lambda what, **more: told.append(f"{what}: {more['why']}"))
    for _ in range(3):
        model = judging.in_force(NOON)
        assert model is not None
        assert model.name == TABLE.name
    [line] = told
    assert line.startswith("what was learned is not used")
    assert why in line
    trouble = models.in_force().trouble
    assert trouble is not None
    assert why in trouble.why


def test_a_new_container_does_not_write_the_same_trouble_again(models: Models, shipped: Path) -> None:
    models.install(MADE, b"damaged")
    judged(models, shipped)
    writes: list[Any] = []
    with hooked("dynamodb", "before-call.dynamodb.UpdateItem", lambda **_: writes.append(1)):
        judged(models, shipped)
    assert writes == []


def test_a_trouble_that_is_over_is_taken_back(models: Models, shipped: Path) -> None:
    models.install(MADE, packed(OVERLAY))
    (shipped.parent / "other.model").write_bytes(small_bytes("other"))
    judged(models, shipped.parent / "other.model")
    assert models.in_force().trouble is not None
    judged(models, shipped)
    assert models.in_force().trouble is None


@pytest.mark.parametrize("content", [None, b"", b"damaged"], ids=["missing", "empty", "damaged"])
def test_without_the_model_that_ships_rules_judge_and_it_is_told(
    models: Models, shipped: Path, content: bytes | None
) -> None:
    models.install(MADE, packed(OVERLAY))
    shipped.unlink() if content is None else shipped.write_bytes(content)
    told: list[str] = []
    judging = Judging(models, shipped, lambda what, **more: told.append(f"{what}: {more['why']}"))
    assert [judging.in_force(NOON), judging.in_force(NOON)] == [None, None]
    [line] = told
    assert line.startswith("no model: rules judge: small.model")


def test_it_is_asked_once_a_minute_which_one_is_in_force(models: Models, shipped: Path) -> None:
    judging = Judging(models, shipped)
    asked: list[Any] = []
    with hooked("dynamodb", "before-call.dynamodb.GetItem", lambda **_: asked.append(1)):
        for _ in range(5):
            judging.in_force(NOON)
    assert len(asked) == 1


@pytest.mark.parametrize("key", ["model", "model#1"], ids=["what is in force", "the version"])
def test_where_what_is_kept_of_the_training_can_not_be_read_the_shipped_model_judges(
    models: Models, shipped: Path, key: str
) -> None:
    models.install(MADE, packed(OVERLAY))
    aws.dynamodb().update_item(
        TableName=names()["Ledger"],
        Key={"key": {"S": key}},
        UpdateExpression="SET doc = :nonsense",
        ExpressionAttributeValues={":nonsense": {"S": '{"half": '}},
    )
    told: list[str] = []
    model = Judging(models, shipped, lambda what, **more: told.append(f"{what}: {more['why']}")).in_force(NOON)
    assert model is not None
    assert model.name == TABLE.name
    [line] = told
    assert line.startswith("what was learned is not used")
