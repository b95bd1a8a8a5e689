"""By moto: a call in, an answer out, and on the queue what was accepted and nothing else."""

from __future__ import annotations

import json
import logging
import random
from typing import Any

import pytest

from shared import aws
from shared.delivery import MAX_BODY_BYTES
from shared.inbox import from_message
from shared.operations.rotation import rotate
from shared.plan import Source
from shared.secrets import ASKED_AGAIN_SECONDS
from tests.functions.calls import a_call, signed_by_discourse, signed_by_standard_webhooks
from tests.functions.ears import FORUM_SECRET, STREAM_SECRET, Ears, ears, log
from tests.harness.world import names
from tests.shared.store.failing import before

__all__ = ["ears", "log"]

POST = b'{"post":{"id":1}}'


def call(ears: Ears, event: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    answer = ears.receive(event)
    return answer["statusCode"], json.loads(answer["body"])


def test_a_signed_delivery_is_accepted_with_its_bytes_unchanged(ears: Ears) -> None:
    body = b'{"post": {"id": 1,\r\n "raw": "caf\\u00e9 \\/ \\ud83d"}}'
    assert call(ears, a_call(body, signed_by_discourse(body))) == (200, {"accepted": True})
    [delivery] = map(from_message, ears.queued())
    assert (delivery.source, delivery.platform, delivery.how, delivery.body) == ("forum", "discourse", "webhook", body)


def test_a_delivery_that_api_gateway_coded_as_base64_is_decoded_before_its_signature_is_checked(ears: Ears) -> None:
    body = '{"post":{"id":1,"raw":"Zoë 😡"}}'.encode()
    assert call(ears, a_call(body, signed_by_discourse(body), as_base64=True))[0] == 200
    assert from_message(ears.queued()[0]).body == body


def test_what_claims_to_be_base64_and_is_not_is_refused(ears: Ears) -> None:
    event = a_call(POST, signed_by_discourse(POST)) | {"isBase64Encoded": True}
    assert call(ears, event)[0] == 401


def test_only_the_headers_that_the_platforms_module_reads_are_kept(ears: Ears) -> None:
    headers = {**signed_by_discourse(POST), "Authorization": "Bearer abc", "Cookie": "a=b"}
    call(ears, a_call(POST, headers))
    assert from_message(ears.queued()[0]).headers == {
        "content-type": "application/json",
        "x-discourse-instance": "https://forum.example.com",
        "x-discourse-event-type": "post",
        "x-discourse-event": "post_created",
        "x-discourse-event-id": "47",
    }


def test_headers_count_whatever_their_case(ears: Ears) -> None:
    headers = {name.title(): value for name, value in signed_by_discourse(POST).items()}
    assert call(ears, a_call(POST, headers))[0] == 200


def test_a_standard_webhook_is_accepted_with_either_secret_while_one_is_rotated(ears: Ears) -> None:
    for secret in (STREAM_SECRET, "whsec_" + "A" * 32):
        headers = signed_by_standard_webhooks(POST, secret)
        assert call(ears, a_call(POST, headers, source="stream"))[0] == 200
    assert len(ears.queued()) == 2


def test_an_unsigned_call_is_refused_stored_nowhere_and_told_in_one_line(
    ears: Ears, log: list[logging.LogRecord]
) -> None:
    body = b'{"post":{"raw":"a customer wrote this"}}'
    for headers in ({}, signed_by_discourse(body, "wrong"), signed_by_standard_webhooks(body)):
        log.clear()
        status, told = call(ears, a_call(body, headers))
        assert status == 401
        assert set(told) == {"error", "mend"}
        [line] = log
        assert line.__dict__["reason"] in ("signature_missing", "signature_wrong")
        assert "customer" not in str(line.__dict__)
        assert FORUM_SECRET not in str(line.__dict__)
    assert ears.queued() == []


def test_a_discourse_ping_is_answered_and_not_queued(ears: Ears) -> None:
    body = b'{"ping":"OK"}'
    assert call(ears, a_call(body, signed_by_discourse(body, event="ping"))) == (200, {"pong": True})
    assert call(ears, a_call(body, {"x-discourse-event-type": "ping"}))[0] == 401
    assert ears.queued() == []


def test_an_unknown_source_is_not_found(ears: Ears) -> None:
    status, told = call(ears, a_call(POST, signed_by_discourse(POST), source="elsewhere"))
    assert (status, told["error"]) == (404, "the crisis plan has no such webhook source")


def test_a_swept_source_takes_no_calls(ears: Ears) -> None:
    assert call(ears, a_call(POST, source="news"))[0] == 410


def test_without_a_plan_a_platform_is_asked_to_come_back(ears: Ears) -> None:
    aws.dynamodb().delete_item(TableName=names()["Ledger"], Key={"key": {"S": "plan"}})
    answer = ears.receive(a_call(POST, signed_by_discourse(POST)))
    assert (answer["statusCode"], answer["headers"]["retry-after"]) == (503, "60")


def test_a_source_without_a_secret_lets_nobody_in_and_says_which_to_set(
    ears: Ears, log: list[logging.LogRecord]
) -> None:
    ears.listen_to(Source("second-forum", "discourse", "webhook", "acme"))
    assert call(ears, a_call(POST, signed_by_discourse(POST, ""), source="second-forum"))[0] == 401
    [line] = log
    assert line.levelno == logging.ERROR
    assert line.__dict__["secret"] == names()["SourceSecrets"]
    assert line.__dict__["mend"].startswith("set it: firebreak source secret second-forum;")


def test_who_signs_with_a_secret_that_was_set_a_moment_ago_is_believed_and_strangers_cost_no_more_than_a_look(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    call(ears, a_call(POST, signed_by_discourse(POST)))
    rotate(names()["SourceSecrets"], "forum", "the-newest-of-all-secrets")
    rotated = a_call(POST, signed_by_discourse(POST, "the-newest-of-all-secrets"))
    now[0] += ASKED_AGAIN_SECONDS + 1
    with before("secretsmanager", "GetSecretValue", int) as calls:
        assert [call(ears, rotated)[0], call(ears, a_call(POST, signed_by_discourse(POST)))[0]] == [200, 200]
        strangers = [call(ears, a_call(POST, signed_by_discourse(POST, "a guess")))[0] for _ in range(20)]
        assert (set(strangers), len(calls)) == ({401}, 1)


def test_a_platform_that_never_calls_is_told_to_us(ears: Ears, log: list[logging.LogRecord]) -> None:
    ears.listen_to(Source("page", "friendster", "webhook", "acme"))
    assert call(ears, a_call(POST, source="page"))[0] == 501
    [line] = log
    assert (line.levelno, line.__dict__["reason"]) == (logging.ERROR, "unknown_platform")


def test_credentials_lie_under_the_name_that_the_plan_gives_them(ears: Ears) -> None:
    ears.listen_to(Source("second-forum", "discourse", "webhook", "acme", secret="forum"))
    assert call(ears, a_call(POST, signed_by_discourse(POST), source="second-forum"))[0] == 200


def test_a_secret_that_nobody_can_read_keeps_no_delivery_from_coming_again(
    ears: Ears, log: list[logging.LogRecord]
) -> None:
    aws.secretsmanager().put_secret_value(SecretId=names()["SourceSecrets"], SecretString="hunter2")
    answer = ears.receive(a_call(POST, signed_by_discourse(POST)))
    assert (answer["statusCode"], answer["headers"]["retry-after"]) == (503, "60")
    [line] = log
    assert line.levelno == logging.ERROR
    assert "hunter2" not in str(line.__dict__)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_there_is_nothing_to_get(ears: Ears, method: str) -> None:
    answer = ears.receive(a_call(b"", source="forum", method=method))
    assert (answer["statusCode"], answer["headers"]["allow"]) == (405, "POST")


def test_a_body_that_no_message_can_hold_is_too_large(ears: Ears) -> None:
    large = b'{"a":"' + b"x" * MAX_BODY_BYTES + b'"}'
    assert call(ears, a_call(large, signed_by_discourse(large)))[0] == 413
    assert ears.queued() == []


def test_the_largest_body_that_is_allowed_fits_into_a_message(ears: Ears) -> None:
    # Random hex digits: compression finds as little in them as in any text.
    body = b'{"a":"' + random.Random(1).randbytes(MAX_BODY_BYTES // 2 - 10).hex().encode() + b'"}'
    assert call(ears, a_call(body, signed_by_discourse(body)))[0] == 200
    assert from_message(ears.queued()[0]).body == body


def test_an_unreadable_body_is_refused_only_to_whoever_may_speak(ears: Ears) -> None:
    assert call(ears, a_call(b"{", signed_by_discourse(b"{")))[0] == 400
    assert call(ears, a_call(b"{"))[0] == 401
    assert call(ears, a_call(b"", signed_by_discourse(b"")))[0] == 400
    assert call(ears, a_call(b"\xff\xfe", signed_by_discourse(b"\xff\xfe"), as_base64=True))[0] == 400
    assert ears.queued() == []


def test_bytes_that_api_gateway_had_to_replace_are_told_as_no_utf8_and_not_as_a_wrong_signature(ears: Ears) -> None:
    sent = b'{"post": {"id": 1, "raw": "caf\xe9"}}'
    arrived = sent.decode("utf-8", "replace").encode()
    status, said = call(ears, a_call(arrived, signed_by_discourse(sent)))
    assert (status, "UTF-8" in said["error"]) == (400, True)
    assert ears.queued() == []


def test_a_post_that_really_holds_the_replacement_character_is_accepted(ears: Ears) -> None:
    body = '{"post": {"id": 1, "raw": "\ufffd"}}'.encode()
    assert call(ears, a_call(body, signed_by_discourse(body)))[0] == 200


def test_a_call_without_a_body_is_answered(ears: Ears) -> None:
    event = a_call(b"")
    del event["body"]
    assert call(ears, event)[0] == 401
