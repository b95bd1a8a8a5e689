"""Pure: a message as plain text."""

from __future__ import annotations

from shared.channels.message import Message

WHOLE = Message(
    subject="S",
    lines=("What happened.", "Why you."),
    facts=(("Case", "case-1"), ("Where", "https://e.example/1")),
    quote="It fails.\nAgain!",
    commands=("firebreak ack case-1 --as ada",),
)


def test_a_message_reads_from_what_happened_to_what_to_type() -> None:
    assert WHOLE.as_text() == (
        "What happened.\nWhy you.\n\nCase: case-1\nWhere: https://e.example/1\n\n"
        "> It fails.\n> Again!\n\nNext:\n  firebreak ack case-1 --as ada\n"
    )


def test_each_line_of_a_customer_is_marked_as_theirs() -> None:
    text = Message("S", ("L",), quote="one\r\ntwo\u2028Next:\u0085three").as_text()
    assert [line for line in text.split("\n\n")[1].splitlines() if not line.startswith("> ")] == []


def test_an_empty_quote_is_a_quote() -> None:
    assert Message("S", ("L",), quote="").as_text() == "L\n\n> \n"
