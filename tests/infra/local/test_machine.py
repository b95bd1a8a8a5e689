"""The small template on the engine: each test proves a wrap, or what needs none."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.local.machine import LocalMachine
from tests.infra.local.conftest import drain, eventually, item, put

pytestmark = pytest.mark.engine


def post(machine: LocalMachine, path: str, body: bytes, **headers: str) -> Any:
    request = urllib.request.Request(machine.url + path, data=body, headers=headers, method="POST")
    return urllib.request.urlopen(request, timeout=30)


def batches(machine: LocalMachine, *keys: str) -> list[list[str]]:
    """The batches of the stream that held any of these keys, in the order of delivery."""
    lines = [line.removeprefix("batch ") for line in machine.logs("TriageFunction") if line.startswith("batch ")]
    return [batch for batch in map(json.loads, lines) if set(keys) & set(batch)]


def test_a_webhook_becomes_a_mail_and_a_slack_message(machine: LocalMachine) -> None:
    mention = {"pk": "whole-path", "severity": 5, "brand": "acme"}
    with post(machine, "/webhooks/forum", json.dumps(mention).encode(), **{"X-Signature": "v1=abc"}) as answer:
        assert answer.headers["x-signature-seen"] == "v1=abc"
    sent = eventually(
        lambda: [each for each in machine.outbox() if "whole-path" in each.subject + each.text],
        lambda found: len(found) == 2,
    )
    assert {each.by for each in sent} == {"mail", "slack"}
    assert item(machine, "whole-path")["verdict"] == {"S": "venting"}


def test_an_sms_is_caught_and_reaches_no_phone(machine: LocalMachine) -> None:
    machine.client("sns").publish(PhoneNumber="+351912345678", Message="[urgent] A case")
    assert [(one.to, one.text) for one in machine.outbox() if one.by == "sms"] == [
        (("+351912345678",), "[urgent] A case")
    ]


def test_a_handshake_is_answered_through_the_front_door(machine: LocalMachine) -> None:
    with urllib.request.urlopen(f"{machine.url}/webhooks/x?challenge=a%20b") as answer:
        assert answer.read() == b"a b"


def test_a_failing_function_is_500_and_says_nothing(machine: LocalMachine) -> None:
    with pytest.raises(urllib.error.HTTPError) as failure:
        post(machine, "/webhooks/broken", b"{}")
    with failure.value as answer:
        assert (answer.status, json.load(answer)) == (500, {"message": "Internal Server Error"})
    log = eventually(lambda: machine.logs("ReceiveFunction"), lambda lines: any("no caller" in line for line in lines))
    assert any(line.startswith("[ERROR] RuntimeError") for line in log)


def test_an_exception_keeps_its_type(machine: LocalMachine) -> None:
    answer = machine.client("lambda").invoke(
        FunctionName=machine.stack.physical_ids["NotifyOwnerFunction"],
        Payload=json.dumps({"detail": {"key": "explode"}}),
    )
    told = json.load(answer["Payload"])
    assert (answer["FunctionError"], told["errorType"]) == ("Unhandled", "RuntimeError")


def test_only_the_failed_message_of_a_batch_ends_in_the_failure_queue(machine: LocalMachine) -> None:
    bodies = ['{"pk": "good-1"}', "no json at all", '{"pk": "good-2"}']
    machine.client("sqs").send_message_batch(
        QueueUrl=machine.stack.physical_ids["Inbox"],
        Entries=[{"Id": str(place), "MessageBody": body} for place, body in enumerate(bodies)],
    )
    assert eventually(lambda: drain(machine, "InboxFailures")) == ["no json at all"]
    assert item(machine, "good-1")
    assert item(machine, "good-2")


def test_a_batch_is_delivered_again_from_its_failed_record_on(machine: LocalMachine) -> None:
    put(machine, "early", "flaky", "late")
    eventually(lambda: item(machine, "late").get("verdict"))
    seen = eventually(lambda: batches(machine, "early", "flaky", "late"), lambda found: len(found) == 2)
    assert seen == [["early", "flaky", "late"], ["flaky", "late"]]


def test_a_poison_record_ends_in_the_failure_queue(machine: LocalMachine) -> None:
    put(machine, "before", "poison", "after")
    told = json.loads(eventually(lambda: drain(machine, "TriageFailures"))[0])
    assert told["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert told["DDBStreamBatchInfo"]["batchSize"] == 1
    assert eventually(lambda: item(machine, "before").get("verdict"))
    assert eventually(lambda: item(machine, "after").get("verdict"))
    alone = eventually(lambda: batches(machine, "poison").count(["poison"]), lambda count: count >= 3)
    assert alone == 3  # once, and MaximumRetryAttempts: 2


def test_a_record_that_keeps_being_reported_takes_the_rest_of_its_batch_along(machine: LocalMachine) -> None:
    put(machine, "ahead", "stuck", "behind")
    told = json.loads(eventually(lambda: drain(machine, "TriageFailures"))[0])
    assert told["DDBStreamBatchInfo"]["batchSize"] == 2
    assert "verdict" not in item(machine, "behind")


def test_a_filter_lets_through_only_mentions_without_a_verdict(machine: LocalMachine) -> None:
    table, dynamodb = machine.stack.outputs["MentionsTable"], machine.client("dynamodb")
    dynamodb.put_item(TableName=table, Item={"pk": {"S": "judged"}, "verdict": {"S": "praise"}})
    put(machine, "unjudged")
    dynamodb.delete_item(TableName=table, Key={"pk": {"S": "judged"}})
    eventually(lambda: item(machine, "unjudged").get("verdict"))
    assert batches(machine, "judged") == []
    assert eventually(lambda: batches(machine, "unjudged")) == [["unjudged"]]


def test_a_rule_sends_to_a_queue_what_another_keeps_from_a_function(machine: LocalMachine) -> None:
    put(machine, "calm", severity=1)
    put(machine, "urgent", severity=4)
    eventually(lambda: [sent for sent in machine.outbox() if "urgent" in sent.subject])
    events = [json.loads(body) for body in drain(machine, "Audit")]
    assert {"calm", "urgent"} <= {event["detail"]["key"] for event in events}
    assert drain(machine, "Closed") == []
    assert not [sent for sent in machine.outbox() if "calm" in sent.subject]


def test_an_event_that_a_function_cannot_handle_ends_in_its_failure_queue(machine: LocalMachine) -> None:
    put(machine, "explode", severity=5)
    told = json.loads(eventually(lambda: drain(machine, "NotifyFailures"))[0])
    assert told["requestPayload"]["detail"]["key"] == "explode"
    assert told["responsePayload"]["errorType"] == "RuntimeError"


def test_a_schedule_fires(machine: LocalMachine) -> None:
    assert eventually(lambda: item(machine, "tick"))


@pytest.mark.parametrize(
    ("service", "call", "argument"),
    [("dynamodb", "scan", "TableName"), ("s3", "list_objects_v2", "Bucket"), ("sqs", "receive_message", "QueueUrl")],
)
def test_a_permission_that_the_template_does_not_give_is_missing(
    machine: LocalMachine, service: str, call: str, argument: str
) -> None:
    ids = {"dynamodb": "Mentions", "s3": "Site", "sqs": "Inbox"}
    told = pry(machine, service, call, {argument: machine.stack.physical_ids[ids[service]]})
    assert told["errorType"] in ("ClientError", "AccessDeniedException", "AccessDenied")
    assert "not authorized" in told["errorMessage"] or "AccessDenied" in told["errorMessage"]


def test_a_secret_can_be_read_by_who_was_given_its_reference(machine: LocalMachine) -> None:
    arn = machine.stack.physical_ids["Token"]
    assert arn.startswith("arn:aws:secretsmanager:")
    assert pry(machine, "secretsmanager", "get_secret_value", {"SecretId": arn}) == {"status": 200}
    value = machine.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]
    assert len(value) == 40
    assert value.isalnum()


def test_a_function_may_send_mail_as_its_own_identity_only(machine: LocalMachine) -> None:
    def sent_as(sender: str) -> dict[str, Any]:
        body = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
        mail = {"FromEmailAddress": sender, "Destination": {"ToAddresses": ["o@example.com"]}, "Content": body}
        return pry(machine, "sesv2", "send_email", mail)

    assert sent_as("Firebreak <firebreak@example.com>") == {"status": 200}
    assert "AccessDenied" in sent_as("somebody@example.com")["errorMessage"]


def test_a_table_expires_what_its_template_says(machine: LocalMachine) -> None:
    told = machine.client("dynamodb").describe_time_to_live(TableName=machine.stack.outputs["MentionsTable"])
    assert told["TimeToLiveDescription"] == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}


def test_metrics_that_a_function_logs_are_recorded(machine: LocalMachine) -> None:
    put(machine, "measured", severity=5)
    metric = eventually(lambda: machine.client("cloudwatch").list_metrics(Namespace="Small")["Metrics"])[0]
    assert (metric["MetricName"], metric["Dimensions"]) == ("Told", [{"Name": "service", "Value": "notify"}])


def test_a_malformed_event_is_told_and_the_others_are_taken(machine: LocalMachine) -> None:
    entry = {"EventBusName": machine.stack.outputs["BusName"], "Source": "test", "DetailType": "T"}
    details = ["{}", "{", "[]", '{"a": 1}']
    answer = machine.client("events").put_events(Entries=[{**entry, "Detail": detail} for detail in details])
    assert answer["FailedEntryCount"] == 2
    codes = [told.get("ErrorCode") for told in answer["Entries"]]
    assert codes == [None, "MalformedDetail", "MalformedDetail", None]


def test_events_over_the_limit_are_refused(machine: LocalMachine) -> None:
    entry = {"EventBusName": machine.stack.outputs["BusName"], "Source": "test", "DetailType": "T"}
    with pytest.raises(ClientError, match="over the limit"):
        machine.client("events").put_events(Entries=[{**entry, "Detail": json.dumps({"a": "x" * 262_144})}])


def pry(machine: LocalMachine, service: str, call: str, arguments: dict[str, Any]) -> dict[str, Any]:
    answer = machine.client("lambda").invoke(
        FunctionName=machine.stack.physical_ids["PryFunction"],
        Payload=json.dumps({"service": service, "call": call, "arguments": arguments}),
    )
    told: dict[str, Any] = json.load(answer["Payload"])
    return told
