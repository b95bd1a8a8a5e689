"""By moto: what Slack sends again, and what somebody plays back to us after minutes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from shared import aws
from tests.builders import NOON
from tests.functions.ears import Ears, ears
from tests.functions.hear_slack.slack import SECRET, a_call, signed
from tests.harness.world import World, names
from tests.real.hostile import body_of
from tests.real.payloads import sequences

__all__ = ["ears"]


def answered(world: World, delivery: dict[str, Any], headers: dict[str, str]) -> int:
    secret = json.dumps({"slack-signing": [SECRET]})
    aws.secretsmanager().put_secret_value(SecretId=names()["ChannelSecrets"], SecretString=secret)
    with time_machine.travel(NOON, tick=False):
        answer = world.call("HearSlackFunction", a_call(body_of(delivery), {**delivery["headers"], **headers}))
    return int(answer["statusCode"])


@pytest.mark.parametrize("number", range(4))
def test_slack_retries_are_answered_and_nothing_comes_of_them(ears: Ears, shared_material: Path, number: int) -> None:
    delivery = sequences(shared_material)["seq_slack_retries"][number]
    assert answered(ears.world, delivery, signed(body_of(delivery), NOON)) == 200
    # An event, and no press of a button: it changes no case and is no mention.
    assert aws.dynamodb().scan(TableName=names()["Cases"])["Items"] == []
    assert (ears.mention_items(), ears.queued()) == ([], [])


def test_slack_stale_timestamp_is_refused_though_the_signature_is_right(ears: Ears, shared_material: Path) -> None:
    [delivery] = sequences(shared_material)["seq_slack_stale_timestamp"]
    then = datetime.fromtimestamp(int(delivery["headers"]["X-Slack-Request-Timestamp"]), UTC)
    assert answered(ears.world, delivery, signed(body_of(delivery), then)) == 401
    assert answered(ears.world, delivery, signed(body_of(delivery), NOON)) == 200
