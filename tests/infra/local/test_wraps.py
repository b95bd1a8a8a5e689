"""Wraps that show best from inside: each test runs a few lines in the engine's own Python, on a wrapped ministack."""

import os
import subprocess

import pytest

from infra.local.engine_home import EngineHome, install_engine
from infra.local.interpreter import find_interpreter
from tests.infra.local.conftest import REPOSITORY

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def home() -> EngineHome:
    return install_engine(REPOSITORY / ".firebreak", find_interpreter(), print)


def inside(home: EngineHome, code: str) -> str:
    """What these lines print."""
    done = subprocess.run(
        [home.python, "-B", "-c", code],
        cwd=REPOSITORY,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_batch_may_hold_more_than_ten_messages(home: EngineHome) -> None:
    told = inside(
        home,
        """
from infra.local.engine_edge import batch_size
from ministack.services import sqs
batch_size.apply()
url = sqs._act_create_queue({"QueueName": "q"}, "")["QueueUrl"]
for place in range(30):
    sqs._act_send_message({"MessageBody": str(place)}, url)
print(len(sqs._receive_messages_for_esm(url, 25)), len(sqs._receive_messages_for_esm(url, 25)))
""",
    )
    assert told == "25 5"


def test_a_rate_fires_soon_and_then_at_its_rate(home: EngineHome) -> None:
    told = inside(
        home,
        """
import time
from infra.local.engine_edge import schedules as wrap
from ministack.services import eventbridge, scheduler
wrap.apply()
now, fired = 1_000_000.0, []
time.time = lambda: now
eventbridge._invoke_target = lambda *rest: fired.append(now - 1_000_000)
target = {"Arn": "arn:aws:sqs:us-east-1:000000000000:q", "RoleArn": "arn:aws:iam::000000000000:role/r"}
body = {"ScheduleExpression": "rate(1 minute)", "FlexibleTimeWindow": {"Mode": "OFF"}, "Target": target}
scheduler._create_schedule("each-minute", body)
for _ in range(200):
    now += 1
    scheduler._tick_schedules()
print(fired, scheduler._SCHEDULE_TICK_INTERVAL)
""",
    )
    assert told == "[3.0, 63.0, 123.0, 183.0] 1"


def test_another_version_of_ministack_is_refused(home: EngineHome) -> None:
    told = inside(
        home,
        """
from infra.local.engine_edge import __main__ as edge
edge.PINNED = "1.5.32"
try:
    edge.main()
except SystemExit as refusal:
    print(refusal)
""",
    )
    assert told == "ministack 1.5.33 is installed; its gaps are wrapped for 1.5.32 only"


def test_a_name_that_ministack_no_longer_has_is_not_wrapped_in_silence(home: EngineHome) -> None:
    told = inside(
        home,
        """
from infra.local.engine_edge.patching import ministack, put
try:
    put(ministack("services.sqs"), "_no_such_name", None)
except AttributeError as error:
    print(error)
""",
    )
    assert "_no_such_name" in told


def test_functions_see_what_lambda_has_and_nothing_of_the_engine(home: EngineHome) -> None:
    asked = "import boto3, botocore, dateutil, jmespath, s3transfer, six, urllib3"
    subprocess.run([home.function_python, "-I", "-c", asked], check=True)
    for name in ("ministack", "yaml", "hypercorn", "pip"):
        missing = subprocess.run([home.function_python, "-I", "-c", f"import {name}"], check=False, capture_output=True)
        assert b"ModuleNotFoundError" in missing.stderr


def test_options_reach_their_route_where_the_api_has_no_cors_of_its_own(home: EngineHome) -> None:
    told = inside(
        home,
        """
import asyncio
from infra.local.engine_edge import options
from ministack.services import apigateway as gateway
options.apply()

async def invoked(integration, api, stage, path, method, headers, body, query, key, parameters, **named):
    return integration, method, key, parameters, headers

gateway._invoke_lambda_proxy = invoked
for api, cors in (("open", None), ("cors", {"allowOrigins": ["*"]})):
    gateway._apis[api] = {"corsConfiguration": cors}
    gateway._stages[api] = {"$default": {}}
    gateway._routes[api] = {"r": {"routeKey": "OPTIONS /webhooks/{source}", "target": "integrations/i"}}
    gateway._integrations[api] = {"i": "ours"}

def ask(api, path):
    given = (api, "$default", path, "OPTIONS", {"Origin": "https://a.example.com"}, b"", {}, "1", "eu-west-1")
    return asyncio.run(gateway._handle_execute_in_scope(*given))

print(ask("open", "/webhooks/forum"))
print(ask("open", "/elsewhere")[0], ask("cors", "/webhooks/forum")[0] in (200, 204))
""",
    )
    asked, others = told.splitlines()
    assert asked == str(
        ("ours", "OPTIONS", "OPTIONS /webhooks/{source}", {"source": "forum"}, {"origin": "https://a.example.com"})
    )
    assert others == "404 True"
