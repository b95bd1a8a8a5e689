"""The unattended run's second half: an operator answers, says it in public, and the page is checked by HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import urllib3

from infra.local import reader
from infra.local.operator import Operator
from infra.local.watching import Seen

#: Who acts, in the sample plan: one person writes, another approves.
WRITER, APPROVER = "care-lead", "duty-director"
#: Seconds until something that must come is missed.
PATIENCE = 90.0

T = TypeVar("T")
Say = Callable[[str], None]


class RehearsalError(Exception):
    """Something that must happen did not; the message says what was waited for."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in public, and how long it took from the approval to the page, and to a subscriber, in seconds."""

    statement: str
    next_update_at: datetime
    approved_to_public: float
    approved_to_mail: float


class Answer:
    """The operator's part, beside the replay: it begins when the first storm's first notice is out."""

    def __init__(self, url: str, operator: Operator, seen: Seen, say: Say) -> None:
        self._url, self._operator, self._seen, self._say = url, operator, seen, say
        self._called_off = threading.Event()
        self._thread = threading.Thread(target=self._answer, daemon=True, name="operator")
        self._said: Said | None = None
        self._failed: Exception | None = None

    def start(self) -> None:
        self._thread.start()

    def wait(self) -> Said:
        """What was said, of the storm or, without one, by hand. Raises what the operator could not do."""
        if not self._seen.storms:
            self._called_off.set()
        self._thread.join()
        if self._failed is not None:
            raise self._failed
        if self._said is None:
            subscribe(self._url, self._say)
            self._said = say_by_hand(self._url, self._operator, self._say)
        return self._said

    def _answer(self) -> None:
        while not (self._seen.storms and self._seen.notices):
            if self._called_off.wait(0.2):
                return
        try:
            subscribe(self._url, self._say)
            self._said = answer_storm(self._url, self._operator, self._seen.storms[0], self._say)
        except Exception as error:  # noqa: BLE001  # raised again in wait()
            self._failed = error


def subscribe(url: str, say: Say) -> None:
    """A customer signs up by mail, in two steps, and hears what is said from then on."""
    say("a customer signs up for updates by mail")
    reader.sign_up(url)
    eventually("the mail that asks for a yes", lambda: reader.confirm(url) or None)


def answer_storm(url: str, operator: Operator, storm_id: str, say: Say) -> Said:
    """Confirms the storm, acknowledges its case, edits, approves and publishes its statement, and reads the page."""
    case = eventually("the storm's case", lambda: _of_storm(operator.run("cases"), storm_id))
    say(f"the owner of {case['id']} takes it, by the link in their mail")
    eventually("the mail with its one-tap link", lambda: reader.acknowledge(url, case["id"]) or None)
    taken = operator.run("case", case["id"])["case"]
    if taken["state"] != "acknowledged":
        raise RehearsalError(f"the tap was answered, but {case['id']} is {taken['state']}")
    _do(operator, say, "confirm", storm_id, "--as", WRITER, "--why", "many different people report the same fault")
    statement = eventually("the proposed statement", lambda: _of_storm(operator.run("statement", "list"), storm_id))
    proposed = statement["draft"]["words"][0]["body"]
    body = f"{proposed}\n\nIf you were charged twice, you need not do anything: we will pay it back."
    _do(operator, say, "statement", "edit", statement["id"], "--as", WRITER, "--body", body)
    return _approve_and_publish(url, operator, statement["id"], say)


def say_by_hand(url: str, operator: Operator, say: Say) -> Said:
    """A person says something in public without a storm, and the page is read."""
    words = ("--instance", "website_problem", "--title", "Planned work on our website tonight")
    body = "Booking rests from 02:00 to 03:00. We say here by {next_update} whether that stays so."
    drafted = _do(operator, say, "statement", "draft", *words, "--body", body, "--as", WRITER)
    return _approve_and_publish(url, operator, drafted["id"], say)


def _approve_and_publish(url: str, operator: Operator, statement_id: str, say: Say) -> Said:
    _do(operator, say, "statement", "approve", statement_id, "--as", APPROVER)
    approved_at = datetime.now(UTC)
    published = _do(operator, say, "statement", "publish", statement_id, "--as", APPROVER, "--next-update", "45m")
    said = published["updates"][-1]
    seen_at = eventually("the statement on the page", lambda: read_page(url, statement_id, said))
    first = " ".join(said["words"][0]["body"].split())[:60]
    heard_at = eventually("the mail to the customer who signed up", lambda: reader.told(url, first))
    promised = _keep_promise(url, operator, statement_id, say)
    return Said(
        statement_id, promised, (seen_at - approved_at).total_seconds(), (heard_at - approved_at).total_seconds()
    )


def _keep_promise(url: str, operator: Operator, statement_id: str, say: Say) -> datetime:
    """Nothing new yet is a word too: it keeps the promise, and makes the next one."""
    kept = _do(operator, say, "statement", "nothing-new", statement_id, "--as", WRITER, "--next-update", "1h")
    said = kept["updates"][-1]
    eventually("“nothing new yet” on the page", lambda: read_page(url, statement_id, said))
    first = " ".join(said["words"][0]["body"].split())[:60]
    eventually("the mail that says so", lambda: reader.told(url, first))
    return datetime.fromisoformat(said["next_update_at"])


def read_page(url: str, statement_id: str, update: dict[str, Any]) -> datetime | None:
    """When the page, its incident's own page and the JSON all said it, with the next update's time; None: not yet."""
    index = _get(f"{url}/")
    incident = _get(f"{url}/incidents/{statement_id}.html")
    summary = _get(f"{url}/api/v2/summary.json")
    if index is None or incident is None or summary is None:
        return None
    promised = datetime.fromisoformat(update["next_update_at"])
    stamps = {found.get("firebreak", {}).get("promise", {}).get("next_update_at") for found in _incidents(summary)}
    told = any(stamp is not None and datetime.fromisoformat(stamp) == promised for stamp in stamps)
    spoken = promised.strftime("%Y-%m-%dT%H:%M")
    return datetime.now(UTC) if told and spoken in index and spoken in incident else None


def eventually(what: str, look: Callable[[], T | None], patience: float = PATIENCE) -> T:
    """What `look` finds, as soon as it finds it. Raises RehearsalError when the patience (seconds) is over."""
    until = time.monotonic() + patience
    while True:
        found = look()
        if found is not None:
            return found
        if time.monotonic() > until:
            raise RehearsalError(f"waited {patience:.0f} s for {what}, and it did not come")
        time.sleep(0.3)


def _do(operator: Operator, say: Say, *arguments: str) -> Any:
    shown = " ".join(
        argument if len(argument) < 60 else f"'{argument[:40]}…'".replace("\n", " ") for argument in arguments
    )
    say(f"$ firebreak {shown}")
    return operator.run(*arguments)


def _of_storm(found: list[dict[str, Any]], storm_id: str) -> dict[str, Any] | None:
    return next((one for one in found if one.get("storm_id") == storm_id), None)


def _incidents(summary: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(summary)["incidents"]
    return found


def _get(url: str) -> str | None:
    answer = urllib3.request("GET", url, timeout=10, retries=1)
    return answer.data.decode("utf-8") if answer.status == 200 else None
