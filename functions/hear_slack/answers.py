"""What Slack is told after a press: to all of the channel what was done, to the presser alone what was not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from functions.hear_slack.interaction import BLOCK, FIELD
from shared.case import Case
from shared.case_life import MOST_WORDS
from shared.pressing import Press, View

#: A section's text takes 3,000 characters (https://docs.slack.dev/reference/block-kit/blocks/section-block).
SECTION_CHARACTERS = 3000
_USER = re.compile(r"[UW][A-Z0-9]{1,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reply:
    """A message as Slack's `response_url` takes it."""

    body: dict[str, Any]


def to_all(words: str) -> Reply:
    """In the channel, for all who were told."""
    return Reply({"response_type": "in_channel", "replace_original": False, **_message(words)})


def to_presser(words: str) -> Reply:
    """Seen by who pressed, and by nobody else."""
    return Reply({"response_type": "ephemeral", "replace_original": False, **_message(words)})


def gone() -> Reply:
    """Takes away the message that was pressed: the form, once it was used."""
    return Reply({"delete_original": True})


def unknown(user: str) -> Reply:
    """Slack says who pressed, the plan not which of its people that is."""
    member = user if _USER.fullmatch(user) else "U..."
    return to_presser(
        f"Nothing was done: the crisis plan has nobody with your Slack member id. Add slack_user: {member} "
        "to your entry under people, and publish the plan: firebreak plan publish FILE"
    )


def ask_cause(case: Case, press: Press, view: View, wrong: str = "") -> Reply:
    """A field for the root cause, and the button that resolves with it."""
    words = f"Resolve {case.id} ({case.title})? Who has it: {view.holder(case)}."
    if wrong:
        words = f"Not resolved: {wrong}. {words}"
    message = _message(words)
    field = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": MOST_WORDS,
    }
    button = {
        "type": "button",
        "style": "primary",
        "action_id": "firebreak:resolve_with",
        "value": f"{press.case_id}:{press.telling}",
        "text": _plain("Resolve: it is over"),
    }
    blocks = [
        *message["blocks"],
        {"type": "input", "block_id": BLOCK, "element": field, "label": _plain("Root cause")},
        {"type": "actions", "elements": [button]},
    ]
    return Reply({"response_type": "ephemeral", "replace_original": False, "text": message["text"], "blocks": blocks})


def _message(words: str) -> dict[str, Any]:
    """Plain text, so that nothing in it can call people or make links; escaped where Slack reads it as more."""
    cut = words[:SECTION_CHARACTERS]
    escaped = cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": escaped, "blocks": [{"type": "section", "text": _plain(cut)}]}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
