"""Who reads mail in the unattended run: a customer who signs up and says yes, and an owner who takes a case."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import urllib3

#: The reader of the unattended run.
ADDRESS = "reader@example.com"
#: The link of the button "I have it", in a mail's text.
_TAP = re.compile(r"I have it:?\s+(https?://\S+/cases/\S+)")
_CONFIRM = re.compile(r"https?://\S+/subscribers/confirm\?\S+")


class ReaderError(Exception):
    """A sign-up that did not go as a customer would expect; the message says where."""


def sign_up(url: str) -> None:
    """What the form on the page sends."""
    answer = _post(f"{url}/subscribers", {"email": ADDRESS, "language": "en"})
    if answer.status >= 300:
        raise ReaderError(f"the sign-up was answered with {answer.status}: {answer.data[:200]!r}")


def confirm(url: str) -> bool:
    """Opens the mail's link and presses its button; False while there is no such mail yet."""
    links = [found[0] for mail in mails(url) if (found := _CONFIRM.search(mail["text"]))]
    if not links:
        return False
    token = parse_qs(urlsplit(links[0]).query)["token"][0]
    answer = _post(f"{url}/subscribers/confirm", {"token": token})
    if answer.status >= 300:
        raise ReaderError(f"the confirmation was answered with {answer.status}: {answer.data[:200]!r}")
    return True


def told(url: str, words: str) -> datetime | None:
    """When the first mail with those words came; None: not yet."""
    came = [datetime.fromisoformat(mail["sent_at"]) for mail in mails(url) if words in _plain(mail["text"])]
    return min(came, default=None)


def mails(url: str) -> list[dict[str, Any]]:
    """What came to this reader, newest first."""
    return [mail for mail in _all_mails(url) if ADDRESS in mail["to"]]


def _all_mails(url: str) -> list[dict[str, Any]]:
    answer = urllib3.request("GET", f"{url}/outbox.json", timeout=10, retries=1)
    found: list[dict[str, Any]] = json.loads(answer.data)["messages"]
    return [sent for sent in found if sent["by"] == "mail"]


def acknowledge(url: str, case_id: str) -> bool:
    """Opens the one-tap link of the first mail about that case, as its reader would, and presses its button.

    False while there is no such mail yet.
    """
    links = [found[1] for mail in _all_mails(url) if case_id in mail["text"] and (found := _TAP.search(mail["text"]))]
    if not links:
        return False
    # The front door answers under this address, whatever the mail calls it.
    place = f"{url}{urlsplit(links[-1]).path}"
    shown = urllib3.request("GET", place, timeout=10, retries=False)
    if shown.status != 200 or b"<button" not in shown.data:
        raise ReaderError(f"the one-tap link was answered with {shown.status}: {shown.data[:200]!r}")
    pressed = _post(place, {})
    if pressed.status != 200:
        raise ReaderError(f"the one tap was answered with {pressed.status}: {pressed.data[:200]!r}")
    return True


def _plain(text: str) -> str:
    return " ".join(text.split())


def _post(url: str, fields: dict[str, str]) -> urllib3.BaseHTTPResponse:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return urllib3.request("POST", url, body=urlencode(fields), headers=headers, timeout=10, retries=False)
