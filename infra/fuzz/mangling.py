"""Mutations that keep a body's shape: a fuzzer that flips bits of JSON mostly learns that it is no JSON any more."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

from infra.fuzz.case import HOWS, Case, read_case

#: Bytes to bytes, at most so long: libFuzzer's own mutation.
Bits = Callable[[bytes, int], bytes]

#: What a field may turn into.
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e308, 10**30, -(10**19), 253402300800, 1e18, "", " ", "0", "-1", "1e5", "x"),
    *(
        "\ud83d",
        "\x00",
        "\u202e",
        "9" * 400,
        "٣",
        "²",
        "2026-13-45T99:99:99Z",
        "0001-01-01",
        "9999-12-31T23:59:59-23:59",
    ),
    *("null", "https://[", "http://a b", "javascript:alert(1)", "//x", "https://\ud83d/", "%zz", "urn:li:comment:(,)"),
    *(
        [],
        {},
        [[]],
        [None],
        [{}],
        {"a": 1},
        [1, "a"],
        "<b>x</b>" * 50,
        "&#55357;",
        "&#x110000;",
        "<a href=",
        "]]>",
        "://",
    ),
)
PIECES = (
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<item>", b"</item>", b"<entry>", b"</entry>", b"\x00", b"\xff\xfe"),
    *("é".encode(), b"&#xD83D;", b"&#x110000;", b"&nbsp;", b"<x:y>", b'<?xml version="1.0" encoding="utf-16"?>'),
    *(
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&a;",
        b"\xef\xbb\xbf",
        b"\\ud83d",
        b"NaN",
        b"1e999",
        b"{",
        b"[",
        b'"',
        b"\n",
    ),
)
_TAG = re.compile(rb"<[^<>]{1,300}>")
#: Headers that decide what a body means, and what may stand there.
_HEADERS = {
    "content-type": ("application/json", "text/html", "application/xml; charset=koi8-r", "x; charset=\udcff", ""),
    "firebreak-status": ("404", "410", "429", "x"),
    "firebreak-asked": ("1", "1,2", "t3_abc,t1_def", ",", "accounts/1/locations/2/reviews/3", "\udcff"),
    "x-discourse-event": ("post_destroyed", "post_edited", "topic_created", ""),
    "x-discourse-event-type": ("post", "topic", "ping"),
    "x-discourse-instance": ("https://forum.example.com", "https://[", "", "ftp://x", "https://a:b@c:d"),
    "x-github-event": ("issues", "issue_comment", "discussion", "discussion_comment", "ping"),
}
_MOST_CHANGES = 3
_MOST_COPIES = 40


def mutated(raw: bytes, most: int, seed: int, bits: Bits) -> bytes:
    """Another input, much like that one."""
    chance = Random(seed)  # noqa: S311  # the same input again, not a secret
    case = read_case(raw)
    if case is None:
        return bits(raw, most)
    roll = chance.random()
    if roll < 0.65:
        case = replace(case, body=_reshaped(case.body, chance, lambda body: bits(body, most)))
    elif roll < 0.8:
        case = _readdressed(case, chance)
    else:
        case = replace(case, body=bits(case.body, most))
    made = case.to_bytes()
    return made if len(made) <= most else raw


def mangled(value: Any, chance: Random) -> Any:
    """The value with one to three fields dropped, retyped, nested, repeated, swapped or given other words."""
    value = copy.deepcopy(value)
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        places = list(_places(value))
        if not places:
            return copy.deepcopy(chance.choice(ODD))
        _change(chance, *chance.choice(places), places)
    return value


def _change(chance: Random, holder: Any, key: Any, places: list[tuple[Any, Any]]) -> None:
    how = chance.choice(("drop", "odd", "odd", "list", "object", "repeat", "swap", "words", "deep"))
    if how == "drop":
        del holder[key]
    elif how == "odd":
        holder[key] = copy.deepcopy(chance.choice(ODD))
    elif how == "list":
        holder[key] = [holder[key]]
    elif how == "object":
        holder[key] = {str(key): holder[key]}
    elif how == "repeat" and isinstance(holder, list):
        holder[key:key] = [copy.deepcopy(holder[key]) for _ in range(chance.randint(1, _MOST_COPIES))]
    elif how == "swap":
        other, place = chance.choice(places)
        holder[key] = copy.deepcopy(other[place]) if _still_there(other, place) else None
    elif how == "deep":
        for _ in range(chance.choice((3, 60))):
            holder[key] = [holder[key]]
    elif isinstance(holder[key], str):
        holder[key] = _other_words(holder[key], chance)


def _still_there(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


def _other_words(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    odd = chance.choice([one for one in ODD if isinstance(one, str)])
    return text[:at] + odd + text[at + chance.choice((0, 0, 1, 9)) :]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        yield value, step
        yield from _places(value[step])


def _reshaped(body: bytes, chance: Random, bits: Callable[[bytes], bytes]) -> bytes:
    if body.lstrip()[:1] in (b"<", b"\xef"):
        return _splintered(body, chance)
    try:
        value = json.loads(body)
        return json.dumps(mangled(value, chance), ensure_ascii=chance.random() < 0.9).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return bits(body)


def _splintered(body: bytes, chance: Random) -> bytes:
    """XML with pieces put in, tags lost, doubled or exchanged."""
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        tags = list(_TAG.finditer(body))
        if tags and chance.random() < 0.5:
            one, other = chance.choice(tags), chance.choice(tags)
            body = body[: one.start()] + chance.choice((b"", one[0] * 2, other[0])) + body[one.end() :]
        else:
            at = chance.randint(0, len(body))
            body = body[:at] + chance.choice(PIECES) + body[at + chance.choice((0, 0, 1, 30)) :]
    return body


def _readdressed(case: Case, chance: Random) -> Case:
    if chance.random() < 0.2:
        return replace(case, how=chance.choice(HOWS))
    name = chance.choice((*_HEADERS, *case.headers))
    headers = {key: value for key, value in case.headers.items() if key != name or chance.random() < 0.5}
    return replace(case, headers=headers | {name: chance.choice(_HEADERS.get(name, ("", "\udcff", "x" * 300)))})
