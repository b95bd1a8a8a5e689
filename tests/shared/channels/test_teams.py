"""What Teams is sent keeps to Adaptive Cards 1.4 and to its size, and no word in it is markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types of its own

from shared.channels import teams
from shared.channels.message import ChannelError, Message
from tests.shared.channels.any_message import ACK, MESSAGE, any_message
from tests.shared.channels.door import door

#: 413 was seen near 21 KB of JSON.
MOST_BYTES = 20_000
FLOW = "https://prod-01.westeurope.logic.azure.com:443/workflows/0123/triggers/manual/paths/invoke"


def closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


_TEXT = {"type": "string", "minLength": 1}
_OPEN = closed({"type": {"const": "Action.OpenUrl"}, "title": _TEXT, "url": {"pattern": "^https?://"}}, ["type", "url"])
_RUN = closed(
    {
        "type": {"const": "TextRun"},
        "text": {"type": "string"},
        "size": {"enum": ["Small", "Large"]},
        "weight": {"const": "Bolder"},
        "color": {"enum": ["Default", "Warning", "Attention"]},
        "fontType": {"const": "Monospace"},
        "selectAction": _OPEN,
    },
    ["type", "text"],
)
_WORDS = closed(
    {
        "type": {"const": "RichTextBlock"},
        "inlines": {"type": "array", "minItems": 1, "items": _RUN},
        "spacing": {"enum": ["None", "Small"]},
    },
    ["type", "inlines"],
)
_ITEMS = {"type": "array", "minItems": 1, "items": _WORDS}
_QUOTE = closed({"type": {"const": "Container"}, "style": {"const": "emphasis"}, "items": _ITEMS}, ["type", "items"])
_CARD = closed(
    {
        "$schema": {"const": "http://adaptivecards.io/schemas/adaptive-card.json"},
        "type": {"const": "AdaptiveCard"},
        "version": {"const": "1.4"},
        "fallbackText": _TEXT,
        "msteams": {"const": {"width": "Full"}},
        "body": {"type": "array", "minItems": 1, "items": {"oneOf": [_WORDS, _QUOTE]}},
        "actions": {"type": "array", "maxItems": 5, "items": _OPEN},
    },
    ["type", "version", "body"],
)
_ATTACHMENT = closed(
    {
        "contentType": {"const": "application/vnd.microsoft.card.adaptive"},
        "contentUrl": {"const": None},
        "content": _CARD,
    },
    ["contentType", "content"],
)
#: The part of adaptivecards.io/explorer that is used, closed: what else there is, Markdown's elements too, is a fault.
SCHEMA = Draft202012Validator(
    closed(
        {
            "type": {"const": "message"},
            "attachments": {"type": "array", "minItems": 1, "maxItems": 1, "items": _ATTACHMENT},
        },
        ["type", "attachments"],
    )
)


def faults(payload: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in SCHEMA.iter_errors(payload)]


def card(message: Message) -> dict[str, Any]:
    found: dict[str, Any] = teams.payload(message)["attachments"][0]["content"]
    return found


def runs(part: Any) -> Iterator[str]:
    """Every word that the card shows in its body."""
    if isinstance(part, dict):
        if part.get("type") == "TextRun":
            yield part["text"]
        else:
            yield from (text for each in part.values() for text in runs(each))
    elif isinstance(part, list):
        yield from (text for each in part for text in runs(each))


def test_a_notice_is_a_card_with_a_button_for_each_link() -> None:
    with door((202, b"", {})) as there:
        teams.send(there.url, MESSAGE)
    [sent] = there.taken
    assert faults(sent) == []
    shown = sent["attachments"][0]["content"]
    assert [action["url"] for action in shown["actions"]] == [
        ACK, "https://door.example.com/resolve", "https://door.example.com/cases/case-1",
    ]  # fmt: skip
    whole = "\n".join(runs(shown["body"]))
    for words in (MESSAGE.subject, *MESSAGE.lines, "12:05 UTC on 2 October", MESSAGE.quote, *MESSAGE.commands):
        assert words is not None
        assert words in whole


@settings(max_examples=60, database=None, deadline=None)
@given(any_message)
@example(replace(MESSAGE, quote="👩‍🚒" * 20_000))
@example(replace(MESSAGE, quote="\n" * 50_000 + "x\n" * 5_000))
def test_whatever_is_said_is_a_card_of_that_size(message: Message) -> None:
    payload = teams.payload(message)
    assert faults(payload) == []
    assert len(json.dumps(payload)) < MOST_BYTES
    json.dumps(payload, ensure_ascii=False).encode()


def test_what_is_cut_is_the_quote_and_no_link() -> None:
    long = card(replace(MESSAGE, quote="Nothing works. " * 5000))
    assert long["actions"] == card(MESSAGE)["actions"]
    assert [*runs(long["body"])][:5] == [*runs(card(MESSAGE)["body"])][:5]


def test_a_link_beyond_the_buttons_that_teams_shows_can_still_be_opened() -> None:
    many = tuple((f"Link {number}", f"https://x.example/{number}") for number in range(8))
    shown = card(replace(MESSAGE, links=many))
    pressed = [
        run["selectAction"]["url"]
        for block in shown["body"]
        for run in block.get("inlines", [])
        if "selectAction" in run
    ]
    opened = [action["url"] for action in shown["actions"]]
    assert opened[2:] + pressed == [url for _, url in many]


def test_no_word_is_read_as_markdown_or_as_a_date(shared_material: Path) -> None:
    """Only TextBlocks and FactSets read Markdown, and there is none (the schema is closed)."""
    nasty = json.loads((shared_material / "payloads" / "nasty" / "texts.json").read_text(encoding="utf-8"))
    calling = ["[your bank](https://evil.example)", "<at>everyone</at>", "{{DATE(2026-01-01T00:00:00Z)}}", "**b**\n# h"]
    for text in [*calling, *(one["text"] for one in nasty)]:
        payload = teams.payload(replace(MESSAGE, subject=text, lines=(text,), facts=((text, text),), quote=text))
        assert faults(payload) == []
        assert "{{" not in json.dumps(payload["attachments"][0]["content"]["body"], separators=(",", ":"))
        assert "entities" not in payload["attachments"][0]["content"]["msteams"]


def test_lines_are_lines() -> None:
    shown = [*runs(card(Message("S", ("one\ntwo\n\nthree",)))["body"])]
    assert shown == ["S", "one", "two", "three"]
    many = [*runs(card(Message("S", ("\n".join(map(str, range(40))),)))["body"])]
    assert many[1:] == [*map(str, range(30)), " ".join(map(str, range(30, 40)))]


def test_a_card_that_was_taken_and_then_refused_is_told() -> None:
    words = b"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error %d"
    for status, transient in ((413, False), (429, True)):
        with door((200, words % status, {})) as there, pytest.raises(ChannelError) as told:
            teams.send(there.url, MESSAGE)
        assert (str(told.value), told.value.transient) == ("Teams took the card and then refused it", transient)


@pytest.mark.parametrize(
    "url",
    [
        f"{FLOW}?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=x",
        "https://default0123.ab.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1?sig=x",
        "http://127.0.0.1:8400/outbox/teams/care",
    ],
)
def test_a_workflows_webhook_is_usable(url: str) -> None:
    assert teams.check(url) is None


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        (f"{FLOW}?api-version=2016-06-01&x=the-secret", "sig="),
        ("https://acme.webhook.office.com/webhookb2/the-secret", "Workflows"),
        ("the-secret", "https://"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_without_it(url: str, wrong: str) -> None:
    said = teams.check(url) or ""
    assert wrong in said
    assert "the-secret" not in said


@pytest.mark.parametrize(
    ("where", "wrong"),
    [("type", "Card"), ("version", "9"), ("body", []), ("body", [{"type": "TextBlock", "text": "x"}]), ("ours", 1),
     ("actions", [{"type": "Action.OpenUrl", "url": "javascript:x"}])],
)  # fmt: skip
def test_a_wrong_card_would_be_found_out(where: str, wrong: Any) -> None:
    payload = teams.payload(MESSAGE)
    payload["attachments"][0]["content"][where] = wrong
    assert faults(payload)
