"""The whole system on the local engine: the real template, real processes, every function under its own role."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import urllib3
from standardwebhooks import Webhook

from infra.local.machine import LocalMachine
from infra.local.operator import Operator
from infra.local.posting import Poster
from infra.local.prepare import SAMPLE, prepare
from infra.local.rehearsal import answer_storm, eventually, subscribe
from infra.local.replay import Line, post_of
from infra.local.run import PARAMETERS
from infra.local.try_it import curl_line
from shared.watermark import OVERTAKING
from tests.harness.template import ROOT, functions
from tests.journeys.story import COMPLAINT, PRAISE, URGENT

pytestmark = [pytest.mark.engine, pytest.mark.slow]

BRAND = "Example Ferries"


@dataclass
class Running:
    """The machine, who operates it, and the secrets that sign."""

    machine: LocalMachine
    operator: Operator
    secrets: dict[str, str]

    def post(self, line: Line) -> int:
        return Poster(self.machine.url, self.secrets, set).post(line)

    def send(self, source: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        answer = urllib3.request("POST", f"{self.machine.url}/webhooks/{source}", body=body, headers=headers)
        return answer.status, answer.data

    def verdict(self, line: Line) -> dict[str, Any] | None:
        known = [m for m in self.operator.run("mentions", "--last", "2d", "--most", "500") if _id(m) == line.id]
        return known[0]["verdict"] if known else None

    def dead_letters(self) -> dict[str, int]:
        return {queue["queue"]: int(queue["messages"]) for queue in self.operator.run("status")["dead_letters"]}


def _id(known: dict[str, Any]) -> str:
    return str(known["mention"]["native_id"]).rpartition("/")[2]


def a_line(name: str, at: datetime, text: str) -> Line:
    return Line(name, f"author-of-{name}", text.format(n=name), at, BRAND)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    state = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as environment:
        # The tests' own AWS settings are for moto; the machine has its own.
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION", "AWS_REGION"):
            environment.delenv(name, raising=False)
        machine = LocalMachine.start(
            ROOT, state, PARAMETERS, port=0, log=lambda _: None, feeds=SAMPLE, cache=ROOT / ".firebreak"
        )
        with machine:
            operator = Operator(state)
            yield Running(machine, operator, prepare(machine, state, operator))


@pytest.fixture(scope="module")
def storm(running: Running) -> str:
    """Three quiet hours and a burst, posted within seconds; returns the storm's id."""
    now = datetime.now(UTC)
    quiet = [
        a_line(f"q{n}", now - timedelta(hours=4, minutes=-20 * n), PRAISE if n % 3 else COMPLAINT) for n in range(9)
    ]
    burst = [a_line(f"b{n}", now - timedelta(minutes=20) + timedelta(seconds=30 * n), COMPLAINT) for n in range(16)]
    for line in [*quiet, *burst]:
        assert running.post(line) == 200
    eventually("the last verdict", lambda: running.verdict(burst[-1]))
    time.sleep(OVERTAKING.total_seconds() + 1)
    assert running.post(a_line("after", now - timedelta(minutes=1), PRAISE)) == 200
    found = eventually("the storm", lambda: running.operator.run("storms") or None)
    return str(found[0]["id"])


def test_the_page_is_there_before_anything_was_said(running: Running) -> None:
    page = eventually("the page", lambda: _page(running.machine.url))
    assert BRAND in page


def test_a_storm_is_told_answered_and_stated_and_the_page_keeps_the_next_word(running: Running, storm: str) -> None:
    told = eventually("the notices", lambda: [s for s in running.machine.outbox() if "storm" in s.subject + s.text])
    assert {"mail", "slack"} >= {sent.by for sent in told}
    subscribe(running.machine.url, lambda _: None)
    said = answer_storm(running.machine.url, running.operator, storm, lambda _: None)
    assert said.next_update_at > datetime.now(UTC)


def test_an_urgent_mention_reaches_its_owner_by_mail_and_by_slack(running: Running) -> None:
    line = a_line("urgent", datetime.now(UTC) - timedelta(hours=6), URGENT)
    assert running.post(line) == 200
    told = eventually(
        "both notices", lambda: _both([s for s in running.machine.outbox() if "gangway" in s.subject + s.text])
    )
    assert told == {"mail", "slack"}


def test_a_wrong_signature_is_refused_and_nothing_of_it_is_kept(running: Running) -> None:
    line = a_line("forged", datetime.now(UTC), COMPLAINT)
    forged = post_of(line, {**running.secrets, "stream": "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}, datetime.now(UTC))
    status, _ = running.send(forged.source, forged.body, forged.headers)
    assert status == 401
    assert running.verdict(line) is None


def test_a_source_that_the_plan_does_not_have_is_not_found(running: Running) -> None:
    status, said = running.send("nowhere", b"{}", {"content-type": "application/json"})
    assert status == 404
    assert b"crisis plan" in said


def test_what_cannot_be_read_waits_with_its_reason_and_can_be_redriven(running: Running) -> None:
    line = a_line("unreadable", datetime.now(UTC), COMPLAINT)
    made = post_of(line, running.secrets, datetime.now(UTC))
    body = made.body.replace(b'"id": "unreadable"', b'"id": {"not": "an id"}')
    assert body != made.body
    signed = {**made.headers, "webhook-signature": _sign(running.secrets["stream"], made.headers, body)}
    status, _ = running.send(made.source, body, signed)
    assert status == 200
    eventually("the parked delivery", lambda: running.dead_letters()["inbox"] == 1 or None)
    reasons = next(q["reasons"] for q in running.operator.run("status")["dead_letters"] if q["queue"] == "inbox")
    assert "id" in " ".join(reasons)
    assert running.operator.run("redrive")["inbox"] == 1
    eventually("the delivery, parked again", lambda: running.dead_letters()["inbox"] == 1 or None)


def test_a_feed_is_swept_by_the_schedule(running: Running) -> None:
    def swept() -> list[Any] | None:
        found = running.operator.run("mentions", "--last", "2d", "--most", "500")
        return [m for m in found if m["mention"]["source"] == "news"] or None

    assert eventually("the feed's mentions", swept)


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("openssl")), reason="needs curl and openssl")
def test_the_printed_line_posts_a_mention_of_ones_own(running: Running) -> None:
    command = ["bash", "-c", curl_line(running.machine.url, running.secrets)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert "accepted" in done.stdout

    def arrived() -> bool | None:
        found = running.operator.run("mentions", "--last", "1h", "--most", "500")
        return any("EF-20417" in m["mention"]["text"] for m in found) or None

    assert eventually("one's own mention", arrived)


def test_no_function_failed_and_none_was_denied_anything(running: Running, storm: str) -> None:
    assert storm
    assert {queue: count for queue, count in running.dead_letters().items() if queue != "inbox"} == {
        "triage": 0,
        "triaged": 0,
        "failures": 0,
    }
    for function in functions():
        trouble = [line for line in running.machine.logs(function) if "AccessDenied" in line or "[ERROR]" in line]
        assert trouble == [], function


def _both(sent: list[Any]) -> set[str] | None:
    ways = {one.by for one in sent}
    return ways if len(ways) == 2 else None


def _page(url: str) -> str | None:
    answer = urllib3.request("GET", f"{url}/")
    return answer.data.decode() if answer.status == 200 else None


def _sign(secret: str, headers: dict[str, str], body: bytes) -> str:
    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    return Webhook(secret).sign(headers["webhook-id"], at, body.decode())
