"""Scenario files: what they say, and what is told of those that say nothing."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.drill.__main__ import streams
from infra.drill.scenario import Answers, Scenario
from infra.drill.scenario_file import ScenarioError, built_in, find, read

GOOD = """\
name: A night
starts: 2026-11-22 03:00
ends after: 3d
mentions:
  - {after: 2m, text: Somebody fell.}
people:
  default: never
  care-lead: [sleeps 22:00-07:00, acknowledges after 4m, resolves after 2h with cause "a wet plate"]
statement: {writes: care-lead, after: 20m, approves: duty-director, within: 5m, next update: 45m, keeps: yes}
"""
PEOPLE = ("care-lead", "duty-director")


def read_text(text: str) -> Scenario:
    return read(text, "night.yaml", {}, PEOPLE)


def test_a_scenario_says_when_what_comes_and_who_answers_how() -> None:
    scenario = read_text(GOOD)
    assert scenario.starts.isoformat() == "2026-11-22T03:00:00"
    assert scenario.ends_after == timedelta(days=3)
    assert scenario.of("care-lead") == Answers(
        timedelta(minutes=4), resolves=timedelta(hours=2), cause="a wet plate", sleeps=(time(22), time(7))
    )
    assert scenario.of("anybody").silent
    assert scenario.speaking is not None
    assert scenario.speaking.keeps


@pytest.mark.parametrize(
    ("before", "after", "finding"),
    [
        ("starts: 2026-11-22 03:00", "starts: at night", "line 2: `at night` is no day with its time; write it like"),
        ("starts: 2026-11-22 03:00", "begins: x", "line 2: a scenario has no word `begins`"),
        ("ends after: 3d", "ends after: 99d", "line 3: a drill lasts more than nothing, and 31 days at most"),
        ("ends after: 3d", "end after: 3d", "line 3: a scenario has no word `end after`; did you mean `ends after`?"),
        ("after: 2m, text", "after: soon, text", "line 5: `soon` is not a length of time; write it like `90s`"),
        ("default: never", "default: maybe", "line 7: `maybe` says nothing that a person can do; use `never`"),
        ("  care-lead:", "  care-laed:", "line 8: the plan has no person `care-laed`; did you mean `care-lead`?"),
        (" with cause \"a wet plate\"", "", "line 8: a case ends with its cause; write `resolves after 2h with cause"),
        ("22:00-07:00", "26:00-07:00", "line 8: `sleeps 26:00-07:00` has a time that no day has"),
        ("acknowledges after 4m, ", "", "line 8: who answers or resolves has the case; say first"),
        ("approves: duty-director, ", "", "line 9: `approves:` is missing; write for example `approves:"),
        ("keeps: yes", "keeps: perhaps", "line 9: `perhaps` is neither `yes` nor `no`"),
        ("mentions:\n  - {after: 2m, text: Somebody fell.}\n", "", "line 1: nothing happens in it; give it a `stream:"),
        ("mentions:\n", "stream: nowhere.jsonl\nmentions:\n", "line 4: there is no stream 'nowhere.jsonl'"),
        ("name: A night", "name: [", "line 3: expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_how_to_mend_it(before: str, after: str, finding: str) -> None:
    assert before in GOOD
    with pytest.raises(ScenarioError) as told:
        read_text(GOOD.replace(before, after, 1))
    assert f"night.yaml, {finding}" in str(told.value)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 12), st.text(max_size=8))
def test_any_change_of_a_file_is_read_or_told_with_a_line_of_it(at: int, cut: int, put: str) -> None:
    text = GOOD[:at] + put + GOOD[at + cut :]
    try:
        read_text(text)
    except ScenarioError as error:
        for line in str(error).splitlines() or [""]:
            found = re.match(r"night\.yaml(, line (\d+))?: ", line)
            assert found is not None, line
            assert int(found[2] or 1) <= len(text.splitlines()) + 2


@pytest.mark.parametrize("name", built_in())
def test_every_built_in_scenario_is_read(name: str) -> None:
    path = find(name)
    if name == "airline" and not streams()["airline"].is_file():
        pytest.skip("needs the shared material: ../shared/replay (set FIREBREAK_SHARED)")
    assert read(path.read_text(encoding="utf-8"), str(path), streams()).name


def test_a_stream_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    path = find("airline")
    with pytest.raises(ScenarioError, match="there is no stream 'airline'; give a file, or one of sample"):
        read(path.read_text(encoding="utf-8"), str(path), {"sample": tmp_path})


def test_the_recorded_stream_that_lies_elsewhere_is_missed_in_words(tmp_path: Path) -> None:
    path = find("airline")
    with pytest.raises(ScenarioError, match=r"it lies beside this project, .* set FIREBREAK_SHARED"):
        read(path.read_text(encoding="utf-8"), str(path), {"airline": tmp_path / "replay/airline.jsonl"})


def test_an_unknown_scenario_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ScenarioError, match="give a file, or one of airline, crisis, night, quiet-week, storm"):
        find("thunder")
