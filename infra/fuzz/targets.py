"""What is fuzzed: each target takes bytes, and raises where something that must hold does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from functions.receive.answer import Answer
from functions.receive.door import Called, greeted, judged
from functions.receive.request import read_request
from infra.bench.ears_answers import ASKED, JSON_FEED
from infra.bench.ears_bodies import CALLED, SEEN, Sample
from infra.fuzz.case import Case, case_of, read_case
from infra.fuzz.oracle import BrokenError, holds
from shared.delivery import Delivery, Fault, How
from shared.ears import fields
from shared.ears.fields import FieldError, Fields
from shared.ears.html import plain_text
from shared.ears.known import names, platform
from shared.ears.platform import Keys
from shared.ears.request import Request
from shared.inbox import from_message, to_message
from shared.mention import MAX_TEXT_CHARACTERS
from tests.shared.ears.signers import SIGNERS, google_keys

FEEDS = ("rss", "google_alerts", "youtube")
#: Plain text from HTML that was cut: decoding an entity makes a text shorter, and a line more for each tag longer.
_MOST_PLAIN = 4 * MAX_TEXT_CHARACTERS
_KINDS: tuple[Callable[[Any], Any], ...] = (
    *(fields.as_text, fields.as_word, fields.as_id, fields.as_flag, fields.as_count),
    *(fields.as_instant, fields.as_seconds, fields.as_milliseconds),
)


@dataclass(frozen=True, slots=True)
class Target:
    """`run` takes what `seeds` begins with, and whatever became of it; `share` of the time is its own. `cases`: its
    inputs are cases (case.py), whose bodies keep their shape.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[Path | None], list[bytes]]
    share: float
    cases: bool = True


# ---------------------------------------------------------------- parsers
def parse(raw: bytes) -> None:
    """Each platform's parser, behind a queue message."""
    case = read_case(raw)
    known = platform(case.platform) if case is not None else None
    if case is None or known is None:
        return
    source = _sample(case.platform, case.how).source
    message = to_message(Delivery("s", case.platform, case.how, case.body, _writable(case.headers), SEEN))
    delivery = from_message(message)
    if delivery.body != case.body:
        raise BrokenError("a queue message that changes a body")
    holds(known.parse(delivery, replace(source, how="webhook" if case.how == "webhook" else "sweep")))


def _parse_seeds(material: Path | None) -> list[bytes]:
    samples = [*CALLED.values(), *ASKED.values(), JSON_FEED]
    made = [case_of(sample.delivery(min(count, sample.most))) for sample in samples for count in (1, 2)]
    answers = [replace(case, how="fetch", headers={**case.headers, **_ASKED}) for case in made]
    missing = [Case(name, "fetch", b"{}", {**_ASKED, "firebreak-status": "404"}) for name in names() if _fetches(name)]
    return [case.to_bytes() for case in (*made, *answers, *missing, *_captured(material))]


_ASKED = {"firebreak-asked": "1,t3_1,2"}


def _fetches(name: str) -> bool:
    known = platform(name)
    return known is not None and known.fetch is not None


def _captured(material: Path | None) -> Iterator[Case]:
    """The captured payloads, where they are, but the largest."""
    for meta in sorted((material / "payloads").glob("*/*.meta.json")) if material is not None else ():
        name, about = meta.parent.name.replace("standardwebhooks", "standard_webhooks"), json.loads(meta.read_text())
        body = next(path for path in meta.parent.glob(meta.name.removesuffix(".meta.json") + ".*") if path != meta)
        if name in names() and body.stat().st_size <= MOST_SEED_BYTES:
            headers = {key.lower(): value for key, value in about.get("headers", {}).items()}
            yield Case(name, "webhook" if about["kind"] == "webhook" else "sweep", body.read_bytes(), headers)


#: Larger inputs take longer, and hold nothing that smaller ones don't.
MOST_SEED_BYTES = 6_000


# ---------------------------------------------------------------- receive
def receive(raw: bytes) -> None:
    """All of `receive` that decides: a body that was mutated before it was signed, and the same one after."""
    case = read_case(raw)
    if case is None or case.platform not in SIGNERS:
        return
    signer, known = SIGNERS[case.platform], platform(case.platform)
    if known is None or known.door is None:
        raise BrokenError("a platform that calls us without a door")
    source = replace(CALLED[case.platform].source, settings=dict(signer.settings))
    secret, _, other = signer.secrets
    keys = Keys({"secret": (secret,), "verify": (secret,), "certs": (google_keys(secret),)})
    at = Called(source, known.door)
    signed, key = signer.sign(case.body, secret, SEEN)
    whole = Request("POST", source.name, {**case.headers, **signed}, case.body, {}, key)
    _well(judged(whole, at, keys, SEEN), case.body)
    bare = replace(
        whole, headers={name: value for name, value in whole.headers.items() if name != signer.header}, key=""
    )
    _refused(judged(bare, at, keys, SEEN))
    wrong, wrong_key = signer.sign(case.body, other, SEEN)
    _refused(judged(replace(whole, headers={**case.headers, **wrong}, key=wrong_key), at, keys, SEEN))
    if signer.covers:
        _refused(judged(replace(whole, body=case.body + b" "), at, keys, SEEN))
    _unsigned(replace(whole, headers={**signed, **case.headers}), at, keys)


def _unsigned(request: Request, at: Called, keys: Keys) -> None:
    """With the input's own headers over the signature's, as an event, and as a greeting: an answer, whatever it is."""
    _well(judged(request, at, keys, SEEN), request.body)
    event = {
        "requestContext": {"http": {"method": "GET"}},
        "pathParameters": {"source": request.source},
        "headers": dict(request.headers),
        "rawQueryString": request.body[:2_000].decode("utf-8", "replace"),
        "body": request.body.decode("utf-8", "replace"),
    }
    if "isBase64Encoded" in request.headers:
        event["isBase64Encoded"] = True
    told = greeted(read_request(event), at, keys, SEEN)
    if not 200 <= told.status < 600:
        raise BrokenError("a greeting that no HTTP has")


def _well(outcome: Delivery | Answer, body: bytes) -> None:
    if isinstance(outcome, Delivery):
        if outcome.body != body:
            raise BrokenError("a delivery of other bytes")
        from_message(to_message(replace(outcome, headers=_writable(outcome.headers))))
    elif not 200 <= outcome.status < 600:
        raise BrokenError("an answer that no HTTP has")


def _refused(outcome: Delivery | Answer) -> None:
    if isinstance(outcome, Delivery) or outcome.status != 401:
        raise BrokenError("a call that nobody signed was believed, or refused for another reason")


def _receive_seeds(material: Path | None) -> list[bytes]:
    cases = [case_of(sample.delivery()) for sample in CALLED.values()]
    captured = [case for case in _captured(material) if case.how == "webhook" and case.platform in SIGNERS]
    return [case.to_bytes() for case in (*cases, *captured)]


# ---------------------------------------------------------------- the parts
def read_fields(raw: bytes) -> None:
    """Any JSON, and each of its values as each kind of field: a value, or one fault with its place."""
    value = fields.read_value(raw)
    if isinstance(value, Fault):
        return
    for inner in _values(value, 0):
        faults: list[Fault] = []
        held = Fields({"a": {"b": inner}}, "body", faults)
        for kind in _KINDS:
            held.get(kind, "a", "b")
        try:
            list(held.parts("a", "b"))
        except FieldError as error:
            faults.append(error.fault)
        if any(not fault.where.startswith("body.a.b") or len(fault.what) > 100 for fault in faults):
            raise BrokenError("a fault that doesn't say where")


def _values(value: Any, depth: int) -> Iterator[Any]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if depth < 20:
            yield from _values(inner, depth + 1)


def html(raw: bytes) -> None:
    text = raw.decode("utf-8", "surrogateescape")
    plain = plain_text(text)
    plain.encode("utf-8")
    if len(plain) > _MOST_PLAIN:
        raise BrokenError("a text that grew")


def _html_seeds(_material: Path | None) -> list[bytes]:
    return [
        b"<p>a &amp; b<br>c</p>",
        b"<script>x</script><img alt='y'>",
        b"<a href='https://e.example'>\xf0\x9f\x98\xa1</a>",
    ]


def _field_seeds(_material: Path | None) -> list[bytes]:
    return [b'{"a": [1, "2", true, null, 1.5]}', b'["2026-10-02T11:00:00.123456789Z", "\\ud83d", 1e18, "9"]']


def _feed_seeds(material: Path | None) -> list[bytes]:
    kept = ("rss ", "google_alerts ", "youtube webhook")
    return [seed for seed in _parse_seeds(material) if seed.decode("utf-8", "replace").startswith(kept)]


def _sample(name: str, how: How) -> Sample:
    return CALLED[name] if how == "webhook" and name in CALLED else ASKED.get(name) or CALLED[name]


def _writable(headers: Mapping[str, str]) -> dict[str, str]:
    # API Gateway and urllib3 hand over text that can be encoded.
    return {name: value.encode("utf-8", "replace").decode() for name, value in headers.items()}


TARGETS: dict[str, Target] = {
    "parse": Target(parse, _parse_seeds, 0.45),
    "receive": Target(receive, _receive_seeds, 0.2),
    "feed": Target(parse, _feed_seeds, 0.2),
    "fields": Target(read_fields, _field_seeds, 0.075, cases=False),
    "html": Target(html, _html_seeds, 0.075, cases=False),
}
