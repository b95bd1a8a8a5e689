"""How things look at the widths that terminals have, and where there is no terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from shared.cli.moments import ago, length, moment, span
from shared.cli.terminal import block, one_line, safe_json
from shared.statement import Move
from shared.store.storms import StormStore
from shared.storm import Judgement
from tests.builders import NOON, a_draft, a_mention, a_statement, minutes, some_words
from tests.harness.world import World
from tests.shared.cli.conftest import SAMPLE_PLAN, Operator, Past, a_case, a_storm
from tests.shared.storm_nouns import a_crowd, a_summary, some_grounds

LONG = "日本語 and words " * 30
SCREENS = (
    ("mentions",),
    ("mention", "discourse:forum.example.com:1234567"),
    ("cases",),
    ("case", "case-0000000001"),
    ("storms",),
    ("storm", "storm-0000000001"),
    ("storms", "explain", "storm-0000000001"),
    ("source", "list"),
    ("source", "list", "--platforms"),
    ("source", "check", "news", "--no-ask"),
    ("statement", "list"),
    ("statement", "show", "st-0000000001"),
    ("plan", "show"),
    ("status",),
)


@pytest.fixture
def busy(world: World, operator: Operator) -> Operator:
    world.lives_through(much_happens)
    return operator


def much_happens(world: World) -> None:
    operator, past = Operator(world.deployment()), Past(world.deployment())
    operator.sees("plan", "publish", str(SAMPLE_PLAN))
    long_id = "forum.example.com:1234567"
    past.mentions().keep(a_mention(long_id, text=LONG, created_at=NOON - minutes(5)))
    past.case(a_case(title=LONG))
    past.storm(replace(a_storm(), grounds=some_grounds(), judgement=Judgement("ada", NOON, "vocal minority", LONG)))
    store = StormStore(past.deployment.storms_table)
    store.put_beside("storm-0000000001", "crowd", a_crowd(sentence=LONG, voice="not enough to say"))
    store.put_beside("storm-0000000001", "summary", a_summary(first_post=f"discourse:{long_id}"))
    pt = some_words(LONG, LONG, "pt", "grace")
    refused = a_draft(LONG + "{cause}", title=LONG, translations=[pt], corrects=1, because=LONG)
    past.statement(a_statement(title=LONG, draft=refused, moves=(Move("ada", "edited", NOON, LONG),)))


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("screen", SCREENS, ids=" ".join)
def test_every_screen_fits_its_terminal(busy: Operator, screen: tuple[str, ...], width: int) -> None:
    busy.width = width
    lines = busy.sees(*screen).split("\n")
    assert max(map(cell_len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


def test_without_a_terminal_every_row_is_one_line(busy: Operator) -> None:
    row = busy.sees("cases").split("\n")[1]
    assert row.startswith("case-0000000001  high")
    assert row.endswith("…")
    assert row.count("日本語") > 15


def test_in_a_narrow_terminal_words_stand_below_their_row(busy: Operator) -> None:
    busy.width = 80
    _, row, words, *_ = busy.sees("cases").split("\n")
    assert row.startswith("case-0000000001  high")
    assert words.startswith("    日本語 and words")


def test_nothing_is_colored_without_a_terminal(busy: Operator) -> None:
    assert "\x1b" not in busy.sees("status")


@given(st.text())
def test_no_text_keeps_what_a_terminal_obeys(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", block(text))
    assert "\n" not in one_line(text)


@given(st.text())
def test_safe_json_says_the_same_to_machines(text: str) -> None:
    document = json.dumps({"text": text}, ensure_ascii=False)
    assert json.loads(safe_json(document)) == {"text": text}
    assert block(safe_json(document)) == safe_json(document)


def test_an_emoji_of_several_parts_and_persian_stay_as_they_are() -> None:
    for words in ("👩‍🚒 hears", "می‌خواهم"):
        assert one_line(words) == words


@pytest.mark.parametrize(
    ("words", "meant"),
    [("90s", timedelta(seconds=90)), ("30m", timedelta(minutes=30)), ("7d", timedelta(days=7))],
)
def test_a_span_has_a_number_and_a_unit(words: str, meant: timedelta) -> None:
    assert span(words) == meant


@pytest.mark.parametrize("words", ["", "30", "m", "0m", "-5m", "1.5h", "30 m", "٣m", "9999999d"])
def test_anything_else_is_no_span(words: str) -> None:
    with pytest.raises(typer.BadParameter):
        span(words)


@pytest.mark.parametrize("words", ["999999d", "tomorrow", "2026-13-01T00:00Z", "2026-11-21", "18:00"])
def test_what_names_no_instant_is_no_moment(words: str) -> None:
    with pytest.raises(typer.BadParameter):
        moment(words, datetime(2026, 11, 21, tzinfo=UTC) if words != "999999d" else datetime(9000, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("passed", "told"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=5), "5 h ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(minutes=-30), "in 30 min"),
        (timedelta(seconds=-30), "in seconds"),
    ],
)
def test_a_time_is_told_by_its_distance(passed: timedelta, told: str) -> None:
    assert ago(NOON, NOON + passed) == told
    assert length(abs(passed)) in told or "min" not in told
