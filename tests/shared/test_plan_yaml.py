"""A plan file's YAML: what it means by the words that YAML has other plans for, and the same at either speed."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shared.plan_file import PlanFileError, read_plan
from shared.plan_yaml import PlanFile
from tests.shared.plan_text import DUTY, findings_of, line_of

#: What a slip of the hand puts into a file.
SLIPS = (
    *r"""::-#'"[]{},|>&*!%@?é…~=<`\\""",
    *(": ", "|- ", ">-", "&a", "*a", "!x ", "---\n", "...\n", "? ", "\n", "\n\n", " ", "  ", "\t", "\r\n", "\0"),
    *("\x85", "\u2028", "\ud800", "\ufeff", "{a: }", "[,]", "'' ", "!!binary ", "%YAML 1.1\n", "<<: "),
)


@pytest.mark.parametrize("written", ["22:00", '"22:00"', "'22:00'"])
def test_a_time_of_day_is_read_with_quotes_and_without(written: str) -> None:
    quiet = read_plan(DUTY.replace("quiet: {from: 22:00", f"quiet: {{from: {written}")).people[1].quiet
    assert quiet is not None
    assert (quiet.hours.start, quiet.hours.end) == (time(22), time(7))


@pytest.mark.parametrize("written", ["1320", "22", "22:60", "24:01", "22:00:00", "10pm", "noon", "yes", "2026-01-05"])
def test_what_is_no_time_of_day_is_told(written: str) -> None:
    [finding] = findings_of(DUTY.replace("quiet: {from: 22:00", f"quiet: {{from: {written}"))
    assert "is not a time of day" in finding.what


def test_curly_quotes_are_told_by_what_to_write_instead() -> None:
    [finding] = findings_of(DUTY.replace("quiet: {from: 22:00", "quiet: {from: “22:00”"))
    assert "plain quotes" in finding.mend


def test_midnight_at_the_days_end_may_be_written_as_such() -> None:
    hours = read_plan(DUTY.replace('from: 08:00, to: "18:00"', "from: 0:00, to: 24:00")).company.hours
    assert hours is not None
    assert (hours.start, hours.end) == (time(0), time(0))


@pytest.mark.parametrize("written", ["2026-01-05 09:00", '"2026-01-05T09:00"', "2026-01-05 09:00:00"])
def test_a_moment_is_read_with_quotes_and_without(written: str) -> None:
    rotation = read_plan(DUTY.replace("starts: 2026-01-05 09:00", f"starts: {written}")).schedules[0].rotations[0]
    assert rotation.starts == datetime(2026, 1, 5, 9)  # noqa: DTZ001  # a wall clock's time has no zone


@pytest.mark.parametrize("word", ["on", "off", "no", "yes", "y", "007", "1_000", "0x1F", ".5", "~", "2026-12-25"])
def test_an_id_that_yaml_takes_for_something_else_is_told_or_is_that_id(word: str) -> None:
    renamed = DUTY.replace("mate", word)
    told = [] if word == "y" else findings_of(renamed)
    if word != "y":  # a bool in the standard, a text for PyYAML
        assert {one.line for one in told} >= {line_of(f"  - id: {word}", renamed)}
        assert any("is not a text" in one.what and "in quotes" in one.mend for one in told)


def test_yes_and_no_are_told_as_yaml_reads_them() -> None:
    [finding] = findings_of(DUTY.replace("members: [deputy, mate]", "members: [deputy, no]"))
    assert str(finding.what) == "`members` is not a text: YAML reads `no` as false"


def _read(text: str, *, quick: bool) -> object:
    try:
        file = PlanFile(text, quick=quick)
    except PlanFileError as error:
        return error.findings
    return file.content, [file.finding(place, "here", "") for place in file.places]


@settings(max_examples=50, deadline=None, derandomize=True)  # libyaml is no work of ours: look for news on purpose
@given(at=st.integers(0, len(DUTY)), cut=st.integers(0, 3), slip=st.sampled_from(SLIPS))
@example(at=0, cut=0, slip="")
@example(at=1, cut=0, slip="\t")
@example(at=DUTY.index("mon, tue") + 1, cut=0, slip="?")
@example(at=DUTY.index(", from: 08:00"), cut=0, slip=",")
@example(at=DUTY.index("late\nlast_resort"), cut=0, slip="!")
def test_the_quick_parser_finds_the_same_at_the_same_places_as_the_slow_one(at: int, cut: int, slip: str) -> None:
    text = DUTY[:at] + slip + DUTY[at + cut :]
    # A NaN is not even itself.
    assert repr(_read(text, quick=True)) == repr(_read(text, quick=False))
