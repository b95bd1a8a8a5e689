"""From a notice to an acknowledged case with one tap: the link in its mail, the button in its Slack message."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from moto.sesv2.models import sesv2_backends

from shared import aws
from tests.builders import NOON, minutes
from tests.functions.hear_slack.slack import SECRET, a_call, a_form, a_payload, signed
from tests.functions.told import CASE, LATER, PEOPLE, Told, told
from tests.harness.world import ACCOUNT, REGION, names
from tests.shared.channels.door import Door, door

__all__ = ["told"]

RUNG: dict[str, Any] = {"detail-type": "RungReached", "detail": {"case_id": CASE, "telling": 1}}


@pytest.fixture
def slack(told: Told) -> Iterator[Door]:
    """Ada has mail and Slack, and was told of the case by both."""
    told.cases.save(replace(told.case(), told=False))
    told.publish([replace(one, slack="slack-ada") if one.id == "ada" else one for one in PEOPLE])
    told.cases.save(replace(told.case(), plan_version=2))
    with door() as here:
        values = json.dumps({"slack-ada": here.url, "slack-signing": SECRET})
        aws.secretsmanager().put_secret_value(SecretId=names()["ChannelSecrets"], SecretString=values)
        with time_machine.travel(NOON, tick=False):
            told.world.call("NotifyOwnerFunction", RUNG)
        yield here


def buttons(block: object) -> Iterator[dict[str, str]]:
    """Every button in a message, wherever it stands."""
    if isinstance(block, dict):
        if block.get("type") == "button" and "value" in block:
            yield block
        for inner in block.values():
            yield from buttons(inner)
    elif isinstance(block, list):
        for inner in block:
            yield from buttons(inner)


def test_the_link_in_a_mail_acknowledges(told: Told, slack: Door) -> None:
    [mail] = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages
    tokens = re.findall(r"https://door\.example\.com/cases/([\w.-]+)", str(mail.body))
    [token] = {token for token in tokens if ".acknowledge." in token}
    assert told.opened(token)["statusCode"] == 200
    assert told.case().state == "open"
    assert told.pressed(token)["statusCode"] == 200
    assert (told.case().state, told.case().acknowledged_by) == ("acknowledged", "ada")
    # Nobody further is told, once the rung's time is over.
    with time_machine.travel(NOON + minutes(30), tick=False):
        told.world.call("EscalateFunction", {})
    assert (told.case().telling, told.case().state) == (1, "acknowledged")


@pytest.mark.parametrize("presser", ["ada", "grace"])
def test_the_button_in_slack_acknowledges_for_whoever_presses_it(told: Told, slack: Door, presser: str) -> None:
    [message] = slack.taken
    assert "/cases/" not in json.dumps(message)  # a channel has many readers, and a link is in the name of one
    button = {one["action_id"]: one for one in buttons(message)}["firebreak:acknowledge"]
    payload = a_payload(actions=[button], user=f"U0{presser.upper()}", response_url=slack.url)
    body = a_form(payload)
    with time_machine.travel(LATER, tick=False):
        answer = told.world.call("HearSlackFunction", a_call(body, signed(body)))
    assert answer["statusCode"] == 200
    assert told.case().acknowledged_by == presser
    assert slack.taken[-1]["response_type"] == "in_channel"
    assert slack.taken[-1]["text"] == f"{presser.title()} has acknowledged case-1, 14:03 CEST"
