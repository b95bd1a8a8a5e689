"""The examples of the CloudEvents specification: none is a post, and each says why, until the plan explains it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.delivery import Parsed
from shared.plan import Source
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import only, parsed

BUS = Source("bus", "cloudevents", "webhook", "acme")
_BYTES = "its data is neither an object nor a text"
_NO_TEXT = "no text at `text`; name its place with the setting field_text"
REASONS = {"json_format_example_0": [_BYTES], "json_format_example_2": [_NO_TEXT]}
REASONS["json_format_example_6"] = [_BYTES, _NO_TEXT]


def read(material: Path, name: str, source: Source = BUS) -> Parsed:
    return parsed(source, payload(material, f"cloudevents/{name}.json").body)


@pytest.mark.parametrize("name", REASONS)
def test_an_event_without_words_is_passed_over(shared_material: Path, name: str) -> None:
    result = read(shared_material, name)
    assert [skipped.reason for skipped in result.skipped] == REASONS[name]
    assert (result.mentions, result.tombstones, result.faults) == ((), (), ())


def test_data_that_is_a_text_is_what_somebody_said(shared_material: Path) -> None:
    mention = only(read(shared_material, "json_format_example_4"))
    assert (mention.native_id, mention.text) == ("bus//mycontext/D234-1234-1234", "I'm just a string")
    assert mention.created_at == datetime(2018, 4, 5, 17, 31, tzinfo=UTC)
    assert mention.version == 1522949460000
    assert (mention.url, mention.thread, mention.author.name) == (None, None, None)


def test_the_plan_can_explain_another_shape(shared_material: Path) -> None:
    source = Source("bus", "cloudevents", "webhook", "acme", settings={"field_text": "appinfoA"})
    mention = only(read(shared_material, "json_format_example_2", source))
    assert (mention.native_id, mention.text) == ("bus//mycontext/C234-1234-1234", "abc")
    [other] = read(shared_material, "json_format_example_6", source).mentions
    assert other.native_id == "bus//mycontext/9/C234-1234-1234"


def test_no_event_payload_is_left_out(shared_material: Path) -> None:
    known = {*REASONS, "json_format_example_4"}
    assert {Path(name).stem for name in names(shared_material, "cloudevents")} == known
