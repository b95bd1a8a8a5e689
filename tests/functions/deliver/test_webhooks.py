"""Webhooks as their receivers see them: signed, one id for all tries, by the schedule, and no longer than wanted."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from standardwebhooks import Webhook

from functions.deliver import payload, send
from functions.deliver.schedule import WAITS
from shared.operations.audience import Audience as Operations
from shared.subscriber import Delivery
from tests.builders import NOON, minutes
from tests.functions.audience import STATEMENT, Audience, an_update, audience
from tests.functions.deliver.hook import ENDLESS, HANGS, Hook, hook
from tests.functions.ears import log

__all__ = ["audience", "hook", "log"]
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON - HOUR, tick=False) as clock:
        yield clock


@pytest.fixture
def told(audience: Audience, hook: Hook, clock: Any) -> tuple[str, str]:
    """A webhook that is subscribed; its id and secret."""
    subscribed = audience.a_webhook(f"{hook.origin}/hook")
    clock.move_to(NOON)
    return subscribed


def run_until(audience: Audience, clock: Any, end: datetime, step: timedelta) -> None:
    while datetime.now(UTC) < end:
        clock.shift(step)
        audience.world.call("DeliverFunction", {})


def test_a_word_is_posted_in_statuspages_shape_and_with_a_signature_that_the_library_believes(
    audience: Audience, hook: Hook, told: tuple[str, str]
) -> None:
    audience.says(an_update(1))
    [(path, headers, body)] = hook.taken[1:]
    assert Webhook(told[1]).verify(body, headers) == json.loads(body)
    sent = json.loads(body)
    assert (path, sent["type"], sent["timestamp"]) == ("/hook", "statement.published", "2026-10-02T12:00:00.000Z")
    assert set(sent["meta"]) == {"unsubscribe", "documentation", "generated_at"}
    assert sent["page"]["status_indicator"] == "major"
    assert sent["incident"]["incident_updates"][0]["body"] == "Word 1: some of you cannot log in."
    assert (sent["incident"]["backfilled"], sent["incident"]["id"]) == (False, STATEMENT)
    assert sent["firebreak"]["update_id"] == f"{STATEMENT}-1"
    assert "." not in headers["webhook-id"]


def test_an_older_word_is_told_as_it_was(audience: Audience, hook: Hook, told: tuple[str, str], clock: Any) -> None:
    hook.answers["/hook"] = [(500, {}, b""), (204, {}, b"")]
    audience.says(an_update(1))
    clock.shift(minutes(2))
    audience.says(an_update(2, NOON + minutes(2), status="resolved"), status="resolved")
    audience.world.call("DeliverFunction", {})
    kinds = {(one["type"], one["incident"]["status"], len(one["incident"]["incident_updates"])) for one in hook.sent()}
    assert kinds == {("statement.published", "investigating", 1), ("statement.resolved", "resolved", 2)}


def test_published_vectors_are_signed_as_published(shared_material: Path) -> None:
    folder = shared_material / "payloads"
    found = json.loads((folder / "signature_vectors.json").read_text(encoding="utf-8"))
    vectors = [one for one in found if one["platform"] == "standardwebhooks" and "expected_header" in one]
    assert vectors
    for one in vectors:
        at = datetime.fromtimestamp(int(one["timestamp"]), UTC)
        assert Webhook(one["secret"]).sign(one["webhook_id"], at, one["body"]) == one["expected_header"]


def test_a_server_that_fails_is_tried_by_the_whole_schedule_with_one_id_and_then_given_up(
    audience: Audience, hook: Hook, told: tuple[str, str], clock: Any
) -> None:
    hook.answers["/hook"] = [(500, {}, b"")]
    audience.says(an_update(1))
    began, times = NOON, [NOON]
    for wait in WAITS:
        clock.move_to(times[-1] + wait - timedelta(seconds=1))
        audience.world.call("DeliverFunction", {})
        assert len(hook.sent()) == len(times), "not before its time"
        clock.move_to(times[-1] + wait * 1.1 + timedelta(seconds=1))
        audience.world.call("DeliverFunction", {})
        times.append(datetime.now(UTC))
        assert len(hook.sent()) == len(times)
    assert times[-1] - began >= timedelta(hours=75)
    words = [(headers["webhook-id"], headers["webhook-timestamp"]) for _, headers, _ in hook.taken[1:]]
    assert len({word for word, _ in words}) == 1
    assert len({at for _, at in words}) == len(WAITS) + 1
    [delivery] = [one for one in audience.store.deliveries(told[0]) if one.what == "word"]
    assert (delivery.state, delivery.failed, delivery.tries) == ("given_up", "it answered 500", 10)
    assert audience.of(told[0]).state == "disabled"
    assert "failed since 2026-10-02" in audience.of(told[0]).because
    # An operator resumes it, and what was given up is told.
    hook.answers.clear()
    Operations(audience.world.deployment()).resume(told[0], datetime.now(UTC))
    audience.world.call("DeliverFunction", {})
    assert len(hook.sent()) == 11
    assert (audience.of(told[0]).state, audience.of(told[0]).failing_since) == ("active", None)


def test_410_disables_at_once(audience: Audience, hook: Hook, told: tuple[str, str]) -> None:
    hook.answers["/hook"] = [(410, {}, b"")]
    audience.says(an_update(1))
    assert (audience.of(told[0]).state, audience.of(told[0]).because) == ("disabled", "its server answered 410 Gone")
    audience.says(an_update(2))
    assert len(hook.sent()) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429, 503])
def test_every_other_answer_is_a_failure_that_is_tried_again(
    audience: Audience, hook: Hook, told: tuple[str, str], clock: Any, status: int
) -> None:
    hook.answers["/hook"] = [(status, {"Location": f"{hook.origin}/elsewhere"}, b""), (204, {}, b"")]
    audience.says(an_update(1))
    clock.shift(minutes(1))
    audience.world.call("DeliverFunction", {})
    assert [path for path, _, _ in hook.taken[1:]] == ["/hook", "/hook"]
    assert audience.of(told[0]).failing_since is None


def test_a_server_that_asks_for_a_pause_gets_it_within_a_day(
    audience: Audience, hook: Hook, told: tuple[str, str], clock: Any
) -> None:
    hook.answers["/hook"] = [
        (503, {"Retry-After": "7200"}, b""),
        (429, {"Retry-After": "99999999"}, b""),
        (204, {}, b""),
    ]
    audience.says(an_update(1))
    clock.shift(minutes(119))
    audience.world.call("DeliverFunction", {})
    assert len(hook.sent()) == 1
    clock.shift(minutes(2))
    audience.world.call("DeliverFunction", {})
    assert len(hook.sent()) == 2
    clock.shift(timedelta(hours=24, minutes=1))
    audience.world.call("DeliverFunction", {})
    assert len(hook.sent()) == 3


def test_a_server_that_hangs_is_left_and_holds_up_nobody(audience: Audience, hook: Hook, clock: Any) -> None:
    slow, _ = audience.a_webhook(f"{hook.origin}/slow")
    good, _ = audience.a_webhook(f"{hook.origin}/good")
    audience.a_subscriber("mia@example.com")
    hook.answers["/slow"] = [(HANGS, {}, b"")]
    clock.move_to(NOON)
    deliver = audience.world.handler("DeliverFunction")
    patient = deliver.ways()
    audience.shows(an_update(1))
    now = datetime.now(UTC)
    for who in (slow, good, audience.id_of("mia@example.com")):
        audience.store.add(Delivery(who, "word", f"{STATEMENT}-1", now, now))
    run = deliver.Run(replace(patient, within=2.0), time.monotonic() + 30, at_once=True)
    deliver.tell(run, audience.store.due(now, 10))
    assert run.errors == []
    assert len(hook.sent("/good")) == 1
    assert audience.words_told("mia@example.com") == ["1"]
    states = {who: [one.state for one in audience.store.deliveries(who) if one.what == "word"] for who in (slow, good)}
    assert states == {slow: ["due"], good: ["sent"]}
    assert [one.failed for one in audience.store.deliveries(slow)][-1] == "no whole answer in time"
    # From now on it is left to the minute's run: the stream goes past it.
    audience.says(an_update(2))
    assert len(hook.sent("/slow")) == 1
    assert len(hook.sent("/good")) == 2


def test_an_endless_answer_is_not_read(audience: Audience, hook: Hook, told: tuple[str, str]) -> None:
    hook.answers["/hook"] = [(ENDLESS, {}, b"")]
    audience.says(an_update(1))
    assert [one.state for one in audience.store.deliveries(told[0])] == ["sent", "sent"]


def test_a_webhook_that_does_not_say_the_challenge_back_is_never_told(
    audience: Audience, hook: Hook, clock: Any
) -> None:
    hook.silent = True
    answer = audience.signs_up(url=f"{hook.origin}/hook")
    assert json.loads(answer["body"])["secret"].startswith("whsec_")
    audience.world.settle()
    run_until(audience, clock, NOON, minutes(10))
    audience.says(an_update(1))
    assert hook.sent() == []
    assert len(hook.taken) >= 3
    assert audience.store.listed("active") == []


def test_the_challenge_is_signed_with_the_secret_that_was_shown(audience: Audience, hook: Hook, clock: Any) -> None:
    _, secret = audience.a_webhook(f"{hook.origin}/hook")
    [(_, headers, body)] = hook.taken
    assert Webhook(secret).verify(body, headers)["type"] == "subscriber.challenge"


def test_a_second_sign_up_of_an_active_webhook_changes_nothing_and_looks_the_same(
    audience: Audience, hook: Hook, told: tuple[str, str], clock: Any
) -> None:
    clock.shift(2 * HOUR)
    answer = json.loads(audience.signs_up(url=f"{hook.origin}/hook")["body"])
    audience.world.settle()
    assert answer["secret"].startswith("whsec_")
    assert answer["secret"] != told[1] == audience.of(told[0]).secret
    assert len(hook.taken) == 1


def test_the_link_in_a_delivery_unsubscribes(audience: Audience, hook: Hook, told: tuple[str, str]) -> None:
    audience.says(an_update(1))
    query = hook.sent()[0]["meta"]["unsubscribe"].partition("?")[2]
    assert audience.call("POST", "/unsubscribe", query=query)["statusCode"] == 200
    audience.says(an_update(2))
    assert len(hook.sent()) == 1
    assert (audience.of(told[0]).address, audience.of(told[0]).secret) == ("", "")


def test_an_address_that_leads_into_a_network_is_not_called(
    audience: Audience, hook: Hook, told: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name was public when it signed up, and is not any more."""

    def rebound(*_: object, **__: object) -> list[Any]:
        return [(2, 1, 6, "", ("10.0.0.1", 443))]

    monkeypatch.setattr("socket.getaddrinfo", rebound)
    who = told[0]
    known = audience.of(who)
    audience.store.change(who, lambda _: replace(known, address="https://rebound.example.com/hook"))
    audience.says(an_update(1))
    [delivery] = [one for one in audience.store.deliveries(who) if one.what == "word"]
    assert "only public ones are called" in delivery.failed


def test_no_address_and_no_secret_is_in_any_log_line(
    audience: Audience, hook: Hook, told: tuple[str, str], log: list[logging.LogRecord], clock: Any
) -> None:
    hook.answers["/hook"] = [(500, {}, b""), (204, {}, b"")]
    audience.says(an_update(1))
    clock.shift(minutes(1))
    audience.world.call("DeliverFunction", {})
    lines = "\n".join(str(record.__dict__) for record in log)
    assert told[0] in lines
    assert "127.0.0.1" not in lines
    assert told[1] not in lines
    assert "token=" not in lines


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": "Fri, 02 Oct 2026 12:01:00 GMT"}, 60),
        ({"retry-after": "Fri, 02 Oct 2020 12:01:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({}, None),
    ],
)
def test_a_pause_is_read_in_seconds_or_as_a_date(headers: dict[str, str], seconds: int | None) -> None:
    pause = send.pause(headers, NOON)
    assert (None if pause is None else pause.total_seconds()) == seconds


def test_a_long_history_is_cut_and_stays_small() -> None:
    assert payload.MOST_UPDATES * 1500 < 20_000
