"""`python -m infra.bench`, and what a cold start is held against."""

from __future__ import annotations

import pytest

from infra.bench.__main__ import PARTS, main
from infra.bench.imports import services_of
from infra.bench.on_engine import others
from tests.harness import template as t


def test_an_unknown_part_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["speed"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert all(part in said for part in PARTS)


def test_a_functions_services_are_what_the_template_lets_it_use() -> None:
    assert services_of("ReceiveFunction") == ("dynamodb", "secretsmanager", "sqs")
    assert services_of("PublishStatementFunction") == ("dynamodb", "events", "s3")
    assert services_of("NotifyOwnerFunction") == ("dynamodb", "secretsmanager", "sesv2", "sns")


def test_every_function_uses_some_service() -> None:
    assert all(services_of(function) for function in t.functions())


def test_the_floor_on_the_engine_writes_other_mentions_of_the_same_size() -> None:
    params = {"Key": {"id": {"S": "discourse:forum.example.com/p/70000012"}}, "Limit": 70_000_012}
    assert others(params) == {"Key": {"id": {"S": "discourse:forum.example.com/p/80000012"}}, "Limit": 70_000_012}
