"""Adding a source to a plan's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.shared.cli.conftest import Operator
from tests.shared.plan_text import PLAN


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_source_is_added_and_what_is_next_is_told(bare: Operator, file: Path) -> None:
    seen = bare.sees(
        *("source", "add", "x-main", "--platform", "x", "--how", "sweep", "--look-for", "tide tables"),
        *("--look-for", "#tides", "--setting", "posts_a_month=10000", "--every", "30m", "--plan", str(file)),
    )
    new = file.read_text(encoding="utf-8").removeprefix(PLAN)
    assert new == (
        "  - name: x-main\n    platform: x\n    how: sweep\n    brand: Tide Tables\n    every: 30m\n"
        '    look_for:\n      - tide tables\n      - "#tides"\n    settings:\n      posts_a_month: "10000"\n'
    )
    assert new in seen
    assert f"firebreak plan publish {file}" in seen
    assert "firebreak source secret x-main --part token    the app's bearer token" in seen
    assert "firebreak source check x-main" in seen
    assert bare.asked == []


def test_without_its_way_a_source_comes_by_the_best_that_the_platform_has(bare: Operator, file: Path) -> None:
    added = bare.reads("source", "add", "talk", "--platform", "discourse", "--plan", str(file), "--ours", "tides")
    assert (added["source"]["how"], added["source"]["brand"], added["written"]) == ("webhook", "Tide Tables", True)
    assert added["lines"][-2:] == ["  ours:", "    - tides"]


def test_a_dry_run_writes_nothing(bare: Operator, file: Path) -> None:
    assert "Would be added" in bare.sees(
        "source", "add", "hn", "--platform", "hackernews", "--look-for", "tides", "--dry-run", "--plan", str(file)
    )
    assert file.read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("talk", "--platform", "discorse"), "nobody can read `discorse`; did you mean `discourse`?"),
        (("forum", "--platform", "discourse"), "`forum` stands twice under `sources`; give each its own"),
        (("My forum", "--platform", "discourse"), "a source can't be named `My forum`; use only a to z"),
        (("hn", "--platform", "hackernews"), "nothing is said to look for; add `look_for`: words to search for"),
        (("hn", "--platform", "hackernews", "--how", "webhook"), "`hackernews` comes by sweep; write `how: sweep`"),
        (("hn", "--platform", "hackernews", "--look-for", "a", "--every", "soon"), "is not a length of time"),
        (("f", "--platform", "facebook", "--setting", "ap=1"), "knows no setting `ap`; did you mean `app`?"),
    ],
)
def test_what_plan_check_would_refuse_is_refused_in_its_words(
    bare: Operator, file: Path, words: tuple[str, ...], told: str
) -> None:
    refused = bare.refused("source", "add", *words, "--plan", str(file))
    assert told in refused
    assert refused.endswith("Nothing was written.\n")
    assert file.read_text(encoding="utf-8") == PLAN


def test_a_plan_that_is_broken_already_is_to_be_mended_first(bare: Operator, file: Path) -> None:
    file.write_text(PLAN.replace("owner: pilot", "owner: pirate"), encoding="utf-8")
    assert "pirate" in bare.refused("source", "add", "talk", "--platform", "discourse", "--plan", str(file))


def test_a_plan_in_another_layout_is_left_alone_and_the_lines_are_shown(bare: Operator, file: Path) -> None:
    text = json.dumps([{"name": "forum", "platform": "discourse", "how": "webhook", "brand": "Tide Tables"}])
    file.write_text(f"{PLAN[: PLAN.index('sources:')]}sources: {text}\n", encoding="utf-8")
    refused = bare.refused("source", "add", "talk", "--platform", "discourse", "--plan", str(file))
    assert "add this yourself:\n- name: talk\n  platform: discourse\n" in refused


def test_whose_mentions_they_are_must_be_said_where_the_plan_has_several_brands(bare: Operator, file: Path) -> None:
    second = "  - name: talk\n    platform: discourse\n    how: webhook\n    brand: Other\n"
    file.write_text(PLAN + second, encoding="utf-8")
    told = bare.misused("source", "add", "hn", "--platform", "hackernews", "--plan", str(file))
    assert "--brand (Other, Tide Tables)" in told


def test_a_file_that_begins_with_a_byte_order_mark_keeps_it(bare: Operator, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + PLAN.encode())
    bare.sees("source", "add", "talk", "--platform", "discourse", "--plan", str(file))
    assert file.read_bytes().startswith(b"\xef\xbb\xbfcompany:")


def test_a_setting_without_a_value_and_a_plan_from_a_pipe_are_wrong_usage(bare: Operator, file: Path) -> None:
    words = ("source", "add", "f", "--platform", "facebook")
    assert "write it like units_a_day=5000" in bare.misused(*words, "--setting", "app", "--plan", str(file))
    assert "name the plan's file" in bare.misused(*words, "--plan", "-")
