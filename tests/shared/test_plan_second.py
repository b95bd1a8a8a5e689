"""A second reader is off unless the plan names one, and what it would cost must stand there."""

from __future__ import annotations

import pytest

from shared.plan import SecondReader
from shared.plan_file import read_plan
from tests.shared.plan_text import DUTY, findings_of, line_of

BEDROCK = "second_reader: {by: bedrock, model: eu.amazon.nova-micro-v1:0, price_in: 0.046, price_out: 0.184}\n"
COMPREHEND = "second_reader: {by: comprehend, region: eu-west-1, most_a_day: 50, price_in: 100}\n"


def test_without_a_word_of_it_or_with_none_nobody_is_asked() -> None:
    assert read_plan(DUTY).second_reader is None
    assert read_plan(f"{DUTY}second_reader: {{by: none}}\n").second_reader is None


def test_a_model_is_named_with_its_prices() -> None:
    assert read_plan(DUTY + BEDROCK).second_reader == SecondReader(
        "bedrock", "eu.amazon.nova-micro-v1:0", None, 200, 0.046, 0.184
    )
    assert read_plan(DUTY + COMPREHEND).second_reader == SecondReader("comprehend", None, "eu-west-1", 50, 100.0)


@pytest.mark.parametrize(
    ("part", "instead", "told"),
    [
        ("by: bedrock", "by: oracle", "oracle"),
        (", model: eu.amazon.nova-micro-v1:0", "", "no `model` is named"),
        ("eu.amazon.nova-micro-v1:0", "the best one", "no model's id"),
        ("price_in: 0.046", "price_in: 0", "`price_in` is not above 0"),
        ("price_in: 0.046", "price_in: .nan", "`price_in`"),
        (", price_out: 0.184", "", "`price_out` is not above 0"),
        ("price_in", "most_a_day: 0, price_in", "most_a_day"),
        ("price_in", "region: Frankfurt, price_in", "`Frankfurt` is no region of AWS"),
        ("price_in", "price_inn", "did you mean `price_in`?"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(part: str, instead: str, told: str) -> None:
    assert part in BEDROCK
    broken = DUTY + BEDROCK.replace(part, instead)
    findings = findings_of(broken)
    assert any(told in finding.what + finding.mend for finding in findings), findings
    assert {finding.line for finding in findings} == {line_of("second_reader:", broken)}


def test_comprehend_takes_no_model_and_writes_nothing_that_costs() -> None:
    broken = COMPREHEND.replace("price_in", "model: x, price_out: 3, price_in")
    told = [finding.what for finding in findings_of(DUTY + broken)]
    assert told == ["Amazon Comprehend has no `model`", "Amazon Comprehend has no `price_out`"]
