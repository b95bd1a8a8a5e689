"""The JSON Schema of a plan's file says what the reader of that file says, as far as one word is concerned."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from shared.plan_schema import as_text, schema
from shared.plan_yaml import PlanFile
from tests.harness.template import ROOT
from tests.shared.plan_text import DUTY, PLAN, WHOLE, findings_of

SAMPLE = ROOT / "infra" / "local" / "sample"
SCHEMA = schema()


def _faults(text: str) -> list[str]:
    """What the schema has against that plan, read as an editor reads it: a day is a text there."""
    content = json.loads(json.dumps(PlanFile(text).content, default=_as_text))
    return [fault.message for fault in Draft202012Validator(SCHEMA).iter_errors(content)]


def _as_text(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_file_beside_the_sample_is_the_schema_and_the_sample_names_it() -> None:
    assert (SAMPLE / "plan.schema.json").read_text(encoding="utf-8") == as_text(), (
        "run: .venv/bin/python -m shared.plan_schema > infra/local/sample/plan.schema.json"
    )
    first = (SAMPLE / "plan.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=plan.schema.json"


@pytest.mark.parametrize("text", [PLAN, WHOLE, DUTY, (SAMPLE / "plan.yaml").read_text(encoding="utf-8")])
def test_a_plan_that_is_read_passes_it(text: str) -> None:
    assert _faults(text) == []


def test_a_reader_of_yaml_that_counts_in_sixties_passes_it_too() -> None:
    content = yaml.safe_load(DUTY)
    assert content["people"][1]["quiet"]["from"] == 1320
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(json.dumps(content, default=_as_text)))) == []


def test_every_word_of_the_plan_is_explained() -> None:
    words = list(_words(SCHEMA))
    assert len(words) > 100
    assert [name for name, word in words if not word.get("description")] == []


def _words(part: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for shape in (part, *part["$defs"].values()):
        assert shape["additionalProperties"] is False
        yield from shape["properties"].items()


# A slip in one word, that both must see.
SLIPS = [
    ("wait: 90s", "wait: 90"),
    ("wait: 90s", "wait: 0m"),
    ("wait: 90s", "wait: 1234567m"),
    ("wait: 90s", "wait: soon"),
    ("    wait: 90s\n", ""),
    ("authority: 3", "authority: '3'"),
    ("authority: 3", "authority: yes"),
    ("owner: pilot", "ownr: pilot"),
    ("owner: pilot", "owner: [pilot]"),
    ("name: Boats", "name: no"),
    ("backups: [deputy, mate]", "backups: deputy"),
    ("priority: high", "priority: highest"),
    ("clock: business", "clock: busy"),
    ("how: webhook", "how: pigeon"),
    ("platform: discourse", "platform: pigeon"),
    ("since: 2026-01-15", "since: soon"),
    ("since: 2026-01-15", "since: '20260115'"),
    ("every: 2 days", "every: fortnight"),
    ("every: 2 days", "every: 0 days"),
    ("days: [mon, tue]", "days: [monday]"),
    ("days: [mon, tue]", "days: mondays"),
    ('to: "06:00"', 'to: "25:00"'),
    ('to: "06:00"', 'to: "6"'),
    ('starts: "2026-01-05 21:00"', "starts: '2026-01-05'"),
    ('starts: "2026-01-05 21:00"', "starts: '2026-01-05 21:00Z'"),
    ("urgent: [sms, pagerduty]", "urgent: [pigeon]"),
    ("repeat: 2", "repeat: twice"),
    ("tell: [owner, watch]", "tell: owner"),
    (", wait: 15m}", "}"),
    ("crisis: {complaints: 60, authors: 30, escalation: short}", "crisis: {complaints: 60}"),
    ("nothing_new: by_itself", "nothing_new: alone"),
    ("      pt: {title: Atrasos, ", "      pt: {"),
    ("  identified:", "  identifid:"),
    ("cases: {", "cases: {gather: 1h, "),
    ("members: [deputy, mate]", "members: [{id: deputy}]"),
]


@pytest.mark.parametrize(("right", "wrong"), SLIPS)
def test_a_slip_in_a_word_fails_both_the_schema_and_the_reader(right: str, wrong: str) -> None:
    assert right in DUTY
    broken = DUTY.replace(right, wrong, 1)
    assert _faults(broken)
    assert findings_of(broken)
