"""Every strange text in the words of every platform's post: kept as it was written, plain, and harmless where shown."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from functions.ingest.reading import read
from infra.bench.ears_answers import ASKED, JSON_FEED
from infra.bench.ears_bodies import CALLED, TEXT, Sample
from infra.fuzz.oracle import holds
from shared.cli.terminal import block, safe_json
from shared.codec import encode
from shared.delivery import Parsed
from shared.mention import Mention
from shared.small_page import facts, page

#: What only names a post holds no words.
SAMPLES = [sample for sample in (*CALLED.values(), *ASKED.values(), JSON_FEED) if not sample.names]
#: Who sends HTML, or a text that is coded for it; all others send the words as they were typed.
AS_HTML = ("f5bot", "google_alerts", "hackernews", "mastodon", "rss", "stackexchange", "x")
#: A comment in Markdown is shown to nobody: GitHub's templates are full of them.
UNSHOWN = {"github": "<!--[if]>"}
#: What a terminal obeys: a control character, a direction that is turned around.
OBEYED = {*map(chr, (*range(9), *range(11, 32), *range(127, 160))), "\u202e", "\u2066", "\u2067", "\u2068"}


def texts(material: Path) -> list[str]:
    found = json.loads((material / "payloads" / "nasty" / "texts.json").read_text(encoding="utf-8"))
    return [entry["text"] for entry in found]


def with_text(value: Any, text: str) -> Any:
    """The sample's body with that text in the place of its own."""
    if isinstance(value, dict):
        return {key: with_text(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_text(inner, text) for inner in value]
    return value.replace(TEXT, text) if isinstance(value, str) else value


def found_in(sample: Sample, text: str) -> Parsed:
    """What `ingest` reads of the sample's post with those words."""
    coded = html.escape(text, quote=False) if sample.source.platform in AS_HTML else text
    raw = sample.body()
    body = (
        raw.decode().replace(TEXT, html.escape(coded)).encode()
        if raw.startswith(b"<")
        else json.dumps(with_text(json.loads(raw), coded)).encode()
    )
    found = read(replace(sample.delivery(), body=body), sample.source)
    assert isinstance(found, Parsed), found
    return found


def bare(text: str) -> str:
    """The text without control characters (and a feed's own mark at its beginning), each space the same."""
    return " ".join("".join(c for c in text if (c >= " " and c != "\ufeff") or c in "\n\t").split())


def may_stand_in(text: str, sample: Sample) -> bool:
    # XML has no control characters (XML 1.0, 2.2): YouTube sends none, and a lenient reader of feeds drops them.
    return sample.source.platform != "youtube" or sample.how == "sweep" or text == bare(text) or text.isprintable()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.source.platform}-{sample.how}")
def test_a_strange_text_is_kept_as_it_was_written(shared_material: Path, sample: Sample) -> None:
    unshown = UNSHOWN.get(sample.source.platform, "\0")
    for text in texts(shared_material):
        if not may_stand_in(text, sample) or text.startswith(unshown):
            continue
        found = found_in(sample, text)
        holds(found)
        assert found.faults == ()
        [mention] = found.mentions
        assert bare(text) in bare(mention.text), text


def test_in_a_terminal_it_is_words(shared_material: Path) -> None:
    for mention in kept(shared_material):
        for shown in (block(mention.text), block(safe_json(encode(mention)))):
            assert not OBEYED & set(shown)
            shown.encode("utf-8")


def test_on_a_page_it_is_words(shared_material: Path) -> None:
    harmless = tags(str(page(200, "en", "x", "x", facts([("said", "x")]))["body"]))
    for mention in kept(shared_material):
        shown = page(200, "en", mention.text, mention.text, facts([("said", mention.text)]))
        assert tags(str(shown["body"])) == harmless, mention.text


def kept(material: Path) -> list[Mention]:
    """Each text as one mention, by way of a forum."""
    return [found_in(CALLED["discourse"], text).mentions[0] for text in texts(material)]


def tags(markup: str) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(f"{tag} {sorted(name for name, _ in attrs)}")

    Reader().feed(markup)
    return found
