"""Which deployment the command talks to, and what it says where it can't."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from botocore.exceptions import NoCredentialsError
from typer.testing import CliRunner, Result

from shared import aws
from shared.bus import PublishError
from shared.cli.__main__ import app
from shared.cli.context import RefusedError
from shared.cli.local import local_deployment
from shared.cli.trouble import trouble
from shared.codec import CodecError
from shared.operations.deployment import Deployment, output_name
from shared.store.items import LostRaceError
from shared.store.ledger import NoPlanError
from tests.harness.template import ROOT
from tests.shared.cli.conftest import SAMPLE_PLAN, Operator


@pytest.fixture(autouse=True)
def _own_environment() -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def endpoint() -> Iterator[str]:
    """An engine that listens, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def a_local_run(state: Path, endpoint: str) -> None:
    outputs = {output_name(field.name): f"the-{field.name}" for field in fields(Deployment)}
    found = {
        "url": "http://127.0.0.1:8400",
        "endpoint_url": endpoint,
        "region": "us-east-1",
        "stack": "firebreak",
        "aws_access_key_id": "test",
        "aws_secret_access_key": "test",
        "pid": 1,
        "outputs": outputs,
        "physical_ids": {},
    }
    (state / "local.json").write_text(json.dumps(found), encoding="utf-8")


def typed(*words: str, state: Path) -> Result:
    return CliRunner().invoke(app, list(words), env={"FIREBREAK_STATE": str(state)})


def test_the_stage_names_the_deployment(operator: Operator) -> None:
    operator.sees("--stage", "prod", "cases")
    operator.sees("cases", env={"FIREBREAK_STAGE": "test"})
    operator.sees("cases")
    operator.sees("--local", "cases")
    assert operator.asked == [("prod", False), ("test", False), ("dev", False), ("dev", True)]


def test_a_stage_that_no_stack_can_have_is_wrong_usage(operator: Operator) -> None:
    assert "letters, digits" in operator.misused("--stage", "no stage", "cases")


def test_where_nothing_runs_locally_the_answer_says_how_to_start_it(tmp_path: Path) -> None:
    result = typed("--local", "cases", state=tmp_path)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "Start it: make run" in result.stderr


def test_a_local_run_that_has_died_is_noticed_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    a_local_run(tmp_path, f"http://127.0.0.1:{port}")
    result = typed("--local", "cases", state=tmp_path)
    assert result.exit_code == 3
    assert "does not answer" in result.stderr


def test_a_torn_local_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "local.json").write_text('{"endpoint_url": ', encoding="utf-8")
    result = typed("--local", "cases", state=tmp_path)
    assert result.exit_code == 3
    assert "can't be read" in result.stderr


@pytest.fixture
def no_clients_yet() -> Iterator[None]:
    """A process that has made no client, and leaves none behind."""
    aws.client.cache_clear()
    yield
    aws.client.cache_clear()


@pytest.mark.usefixtures("no_clients_yet")
def test_every_client_goes_to_the_local_run_whatever_the_settings_say(
    tmp_path: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_local_run(tmp_path, endpoint)
    for name, value in {
        "FIREBREAK_STATE": str(tmp_path),
        "AWS_PROFILE": "production",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ENDPOINT_URL_SQS": "https://sqs.example.com",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        "HTTP_PROXY": "http://proxy.example.com:3128",
    }.items():
        monkeypatch.setenv(name, value)
    found = local_deployment()
    assert (found.cases_table, found.webhooks_url) == ("the-cases_table", "http://127.0.0.1:8400/webhooks")
    for service in ("dynamodb", "sqs", "secretsmanager"):
        assert aws.client(service).meta.endpoint_url == endpoint
    assert "AWS_PROFILE" not in os.environ


def test_a_table_that_is_gone_is_a_deployment_that_can_not_be_reached(operator: Operator) -> None:
    operator.deployment = replace(operator.deployment, cases_table="no-such-table")
    result = operator.types("cases")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "Check the stage, the region and your AWS credentials" in result.stderr


def test_without_credentials_the_answer_names_the_stack() -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(AWS_EC2_METADATA_DISABLED="true", AWS_CONFIG_FILE=os.devnull)
    os.environ.update(AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_DEFAULT_REGION="eu-central-1")
    result = CliRunner().invoke(app, ["--stage", "prod", "cases"])
    assert result.exit_code == 3
    assert "stack firebreak-prod can't be read" in result.stderr


def test_a_fault_of_the_program_is_not_hidden(operator: Operator) -> None:
    operator.deployment = None  # type: ignore[assignment]
    assert isinstance(operator.types("cases").exception, AttributeError)


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (RefusedError("no"), 1, "no"),
        (LostRaceError("plan"), 1, "somebody else changed plan"),
        (NoPlanError("no plan"), 1, "no plan"),
        (PublishError("1 of 1"), 3, "it is kept"),
        (CodecError("not a Case"), 3, "another version"),
        (NoCredentialsError(), 3, "your AWS credentials"),
    ],
)
def test_each_expected_trouble_has_its_code_and_sentence(error: Exception, code: int, told: str) -> None:
    found = trouble(error)
    assert found is not None
    assert found.code == code
    assert told in found.told


def test_the_command_runs_as_a_process_of_its_own_in_a_terminal_that_knows_ascii_only(tmp_path: Path) -> None:
    plan = tmp_path / "plän.yaml"
    plan.write_text(SAMPLE_PLAN.read_text(encoding="utf-8"), encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "shared.cli", "plan", "check", str(plan)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        cwd=ROOT,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"pl?n.yaml is a plan" in ended.stdout
