"""Messages for the tests of channels: a usual one, and any that there can be."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from shared.channels.message import Button, Deed, Message
from shared.verdict import Priority

ACK = "https://door.example.com/cases/case-1.0.ada.1790000000.c2lnbmF0dXJl"
MESSAGE = Message(
    subject="[urgent] Website problem: I cannot log in",
    lines=("Website problem: I cannot log in", "You own “Website problem” in the crisis plan (version 1)."),
    facts=(
        ("Case", "case-1 (urgent)"),
        ("About", "Website problem"),
        ("Please acknowledge by", "12:05 UTC on 2 October"),
        ("Because", "says that money is gone"),
        ("Because", "names a sum"),
    ),
    quote="I cannot log in since this morning",
    commands=("firebreak ack case-1 --as ada",),
    thread="case-1",
    links=(("The case", "https://door.example.com/cases/case-1"),),
    buttons=(
        Button("acknowledge", "Acknowledge", "case-1 0 ada", ACK),
        Button("resolve", "Resolve", "case-1 0 ada", "https://door.example.com/resolve"),
    ),
)

#: Texts that are long, in several scripts, of control characters, pictures, marks of direction and halves of pairs.
_LETTERS = st.characters() | st.sampled_from(
    "\x00\x1b\r\n\u2028\u202e\u2066&<>|[]()*_`{}\\\"'’…ñçé€سل日本👩‍🚒🏴\ud800\ufeff"
)
_SHORT = st.text(_LETTERS, max_size=40)
_LONG = st.builds(
    lambda part, times: (part * times)[:100_000], st.text(_LETTERS, min_size=1, max_size=8), st.integers(0, 100_000)
)
_TEXT = _SHORT | _LONG
_URLS = (
    st.sampled_from(
        [
            "",
            ACK,
            "https://x.example/?" + "&" * 1900,
            "https://x.example/" + "a" * 2500,
            "javascript:x",
            "https://x.example/a|b>",
        ]
    )
    | _SHORT
)
_BUTTONS = st.builds(Button, st.sampled_from(get_args(Deed)), _TEXT, _TEXT, _URLS)

any_text = _TEXT
any_message = st.builds(
    Message,
    subject=_TEXT,
    lines=st.lists(_TEXT, max_size=4).map(tuple),
    facts=st.lists(st.tuples(_SHORT | st.just("Please acknowledge by"), _TEXT), max_size=30).map(tuple),
    quote=st.none() | _TEXT,
    commands=st.lists(_TEXT, max_size=4).map(tuple),
    thread=st.none() | _SHORT,
    links=st.lists(st.tuples(_TEXT, _URLS), max_size=30).map(tuple),
    buttons=st.lists(_BUTTONS, max_size=10).map(tuple),
    priority=st.sampled_from(get_args(Priority)),
)
