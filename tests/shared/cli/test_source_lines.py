"""Pure: a source as lines of a plan's file, and where they go."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.cli.source_lines import Entry, added, lines, quoted
from shared.plan_file import read_plan
from shared.plan_yaml import PlanFile
from tests.shared.plan_text import PLAN

NEWS = Entry("news", "rss", "sweep", "Tide Tables", url="https://news.example.com/feed.xml")
LINES = """\
  - name: news
    platform: rss
    how: sweep
    brand: Tide Tables
    url: https://news.example.com/feed.xml
"""
LAST = "    brand: Tide Tables\n"


def test_a_source_goes_behind_the_last_one() -> None:
    assert added(PLAN, NEWS) == PLAN + LINES


def test_what_follows_the_sources_stays_behind_them_with_its_comments() -> None:
    rest = "\n# What must not be said.\ngate: {jargon: [synergy]}\n"
    assert added(PLAN + rest, NEWS) == PLAN + LINES + rest
    for near in (rest.removeprefix("\n"), "  # No more of them.\n" + rest):
        assert added(PLAN + near, NEWS) == PLAN + LINES + near


@pytest.mark.parametrize(
    "own",
    [
        "    # quiet_after: 3d  # once it is used\n",
        "    quiet_after: never  # it sleeps\n    # until winter\n",
        "    settings:\n      username: |\n        reader\n\n",
        '    look_for: [a,\n      "b"]  # two\n',
        "    look_for:\n    - a\n    - 'b\n\n      c'\n",
        "    secret:  # its own\n",
    ],
)
def test_what_belongs_to_the_last_source_stays_with_it(own: str) -> None:
    assert added(PLAN + own + "gate: {}\n", NEWS) == PLAN + own + LINES + "gate: {}\n"


def test_a_list_that_is_not_indented_goes_on_so() -> None:
    flat = PLAN.replace(
        "  - name: forum\n    platform: discourse\n    how: webhook\n    brand",
        "- name: forum\n  platform: discourse\n  how: webhook\n  brand",
    )
    changed = added(flat, NEWS)
    assert changed is not None
    assert changed.startswith(flat)
    assert "\n- name: news\n  platform: rss\n" in changed


def test_a_file_without_an_end_of_its_last_line_gets_one() -> None:
    assert added(PLAN.removesuffix("\n"), NEWS) == PLAN + LINES


def test_the_line_ends_of_windows_stay_what_they_are() -> None:
    windows = PLAN.replace("\n", "\r\n")
    assert added(windows, NEWS) == windows + LINES.replace("\n", "\r\n")


def test_an_empty_list_of_sources_is_begun() -> None:
    empty = PLAN[: PLAN.index("sources:")] + "sources: []  # none yet\ngate: {}\n"
    assert added(empty, NEWS) == empty.replace("sources: []  # none yet\n", f"sources:  # none yet\n{LINES}")


def test_a_plan_that_has_no_sources_yet_begins_a_list() -> None:
    bare = PLAN[: PLAN.index("sources:")]
    assert added(bare, NEWS) == f"{bare}sources:\n{LINES}"


@pytest.mark.parametrize(
    "sources", ["sources: [{name: forum, platform: discourse, how: webhook, brand: a}]\n", "sources: none\n"]
)
def test_sources_that_are_not_one_below_the_other_are_left_alone(sources: str) -> None:
    assert added(PLAN[: PLAN.index("sources:")] + sources, NEWS) is None
    assert added("{company: {}, sources: []}", NEWS) is None


def test_all_that_can_be_said_of_a_source_is_read_back() -> None:
    whole = Entry(
        "play",
        "github",
        "sweep",
        "Tide Tables: boats",
        "https://example.com/a?b=c#d",
        "30m",
        "never",
        "forum",
        ("tide/tables", "yes", "007", "22:30", '"two words" -is:reply', "it's #1: all"),
        ("@tides", "12"),
    )
    changed = added(PLAN, replace(whole, settings={}))
    assert changed is not None
    source = read_plan(changed).sources[-1]
    assert (source.brand, source.url, source.secret) == (whole.brand, whole.url, "forum")
    assert (source.look_for, source.ours) == (whole.look_for, whole.ours)
    assert "      - '\"two words\" -is:reply'\n" in changed


def test_settings_stand_below_their_word() -> None:
    told = list(lines(Entry("x-main", "x", "sweep", "Acme", settings={"posts_a_month": "10000", "authors": "no"})))
    assert told[-3:] == ["  settings:", '    posts_a_month: "10000"', '    authors: "no"']


@settings(max_examples=150)
@given(st.text() | st.text("az09 :#-\"'[]{},&*!|>%@`\\\n\t~?.", max_size=12))
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    file = PlanFile(f"sources:\n  - name: {quoted(text)}\n    brand: b\n")
    assert file.content == {"sources": [{"name": text, "brand": "b"}]}
    assert yaml.safe_load(quoted(text)) == text


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["# a\n", "  # b\n", "    # c\n", "\n", "    every: 5m\n", "   # d\n"]), max_size=5))
def test_whatever_comments_there_are_every_line_stays_and_the_rest_of_the_plan_with_them(own: list[str]) -> None:
    text = PLAN + "".join(dict.fromkeys(own))
    changed = added(text, NEWS)
    assert changed is not None
    assert changed.replace(LINES, "", 1) == text
    before, after = read_plan(text), read_plan(changed)
    assert replace(after, sources=after.sources[:-1]) == before
