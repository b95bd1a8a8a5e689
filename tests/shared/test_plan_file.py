"""A plan file is read whole, or every fault in it is told with its line, its column and the way to mend it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.plan import Plan, Rung
from shared.plan_file import MAX_BYTES, PlanFileError, read_plan
from tests.harness.template import ROOT
from tests.shared.plan_text import PLAN, findings_of, line_of

SECOND_LATE = """\
  - id: late
    name: Later
    owner: pilot
    backups: [deputy, mate]
    wait: 1m
    first_answer: 1h
    template: {title: T, what_we_know: W, next_update: "{next_update}", more: M}
sources:
"""


def test_a_whole_plan_is_read_as_version_0() -> None:
    plan = read_plan(PLAN)
    assert isinstance(plan, Plan)
    assert plan.version == 0
    assert plan.update_every == timedelta(hours=1)
    assert plan.instance("late").first_answer == timedelta(minutes=15)
    assert plan.storm.floor == 8
    assert plan.escalation("late").rungs == tuple(
        Rung(tell=(one,), wait=timedelta(seconds=90)) for one in ("pilot", "deputy", "mate")
    )


# What is written instead of what, what the finding says, and at which fragment of the broken text it stands.
RULES = [
    ("owner: pilot", "owner: nobody", "no person, team or schedule `nobody`", "nobody"),
    ("backups: [deputy, mate]", "backups: [mate, ghost]", "no person, team or schedule `ghost`", "mate, ghost"),
    ("backups: [deputy, mate]", "backups: []", "has no back-up", "backups:"),
    ("backups: [deputy, mate]", "backups: [mate, pilot]", "already told", "backups:"),
    ("component: boats", "component: trains", "no component `trains`", "trains"),
    ("default_instance: late", "default_instance: early", "no instance `early`", "early"),
    ("last_resort: director", "last_resort: nobody", "no person `nobody`", "nobody"),
    ("sources:\n", SECOND_LATE, "`late` stands twice", "late\n    name: Later"),
    ("  - id: deputy\n", "  - id: pilot\n", "`pilot` stands twice", "pilot\n    name: Deputy"),
    ("  - id: boats\n", "  - {id: boats, name: B}\n  - id: boats\n", "`boats` stands twice", "boats\n    name"),
    ("id: boats\n", "id: The Boats\n", "can't be an id", "The Boats"),
    ("    slack: care\n", "", "`deputy` can't be told", "id: deputy"),
    ("pilot@example.com", "pilot at example.com", "no e-mail address", "pilot at"),
    ("title: Delays", "title: ' '", "`title` is empty", "' '"),
    ("next_update: More by {next_update}.", "next_update: ''", "`next_update` is empty", "''"),
    ("More by {next_update}.", "More soon.", "promises no time", "More soon."),
    ("See {contact_page}.", "See {phone}.", "`{phone}` can't be filled in", "See {phone}."),
    ("See {contact_page}.", "See {contact_page.", "stands alone", "See {contact_page."),
    ("    keywords: [late]\n", "    keywords: [' ']\n", "an empty text under `keywords`", "' '"),
    ("name: forum", "name: Our Forum", "can't be named `Our Forum`", "Our Forum"),
    ("how: webhook", "how: sweep", "`forum` is swept, but no address", "name: forum"),
    ("how: webhook", "how: sweep\n    url: feeds/news", "`feeds/news` is no address", "feeds/news"),
    ("Europe/Lisbon", "Lisbon", "`Lisbon` is no time zone", "Lisbon"),
    ("[en, pt]", "[]", "no language is named", "languages"),
    ("[en, pt]", "[english]", "`english` is no language code", "english"),
    ("[en, pt]", "[en, en]", "`en` stands twice", "[en, en]"),
    ("https://status.example.com", "status.example.com", "no address of a page", "status.example.com"),
    ("https://status.example.com", "https://[status", "no address of a page", "https://[status"),
    ("people:\n", "storm: {floor: 0}\npeople:\n", "`floor` is below 1", "0}"),
]
SHAPES = [
    ("wait: 90s", "wait: 15", "15 is not a length of time", "15\n    first_answer"),
    ("wait: 90s", "wait: soon", "'soon' is not a length of time", "soon"),
    ("wait: 90s", "wait: 0m", "'0m' is not a length of time", "0m"),
    ("    wait: 90s\n", "", "`wait` is missing", "id: late"),
    ("owner: pilot", "ownr: pilot", "`ownr` is not a word of the plan; did you mean `owner`?", "pilot\n    backups"),
    ("name: Boats", "name: no", "`name` is not a text", "no\ninstances"),
    ("backups: [deputy, mate]", "backups: deputy", "`backups` is not a list", "deputy\n    wait"),
    ("how: webhook", "how: pigeon", "`how` can't be `pigeon`; write `webhook` or `sweep`", "pigeon"),
    ("how: webhook", "how:", "`how` can't be empty; write `webhook` or `sweep`", "how:"),
    ("how: webhook", "how: [webhook]", "`how` can't be a list; write", "how: ["),
    ("components:\n  - id: boats\n    name: Boats", "components: [boats]", "does not hold words with values", "boats]"),
]
YAML = [
    ("name: Boats", "name: Boats\n    name: Ships", "`name` stands twice here", "name: Ships"),
    ("name: Boats", "name: &b Boats", "no anchors", "&b"),
    ("name: Boats", "name: *b", "no anchors", "*b"),
    ("name: Boats", "name: !!python/name:os.system x", "`x` can't be read", "!!python"),
    ("name: Boats", "name: 2026-02-31", "`2026-02-31` can't be read", "2026-02-31"),
    ("name: Boats", "name: Boats: big", "a second `: `", ": big"),
    ("name: Boats", "name: " + "[" * 50, "nested too deeply", "[" * (50 - 17)),
    ("name: Boats", "\tname: Boats", "a tab stands here", "\tname"),
]


@pytest.mark.parametrize(("right", "wrong", "told", "at"), RULES + SHAPES + YAML)
def test_each_fault_is_told_with_its_line_and_a_way_to_mend_it(right: str, wrong: str, told: str, at: str) -> None:
    assert right in PLAN
    broken = PLAN.replace(right, wrong, 1)
    [finding] = [finding for finding in findings_of(broken) if told in str(finding)]
    assert finding.mend
    assert finding.line == line_of(at, broken)


def test_a_finding_points_at_the_column_where_the_wrong_word_begins() -> None:
    [finding] = findings_of(PLAN.replace("component: boats", "component: trains"))
    assert (finding.line, finding.column) == (36, 16)
    assert str(finding).startswith("line 36, column 16: no component `trains`")


def test_a_word_that_the_plan_does_not_know_is_pointed_at_itself_and_not_what_stands_behind_it() -> None:
    [unknown] = [
        one for one in findings_of(PLAN.replace("    owner: pilot", "    ownr: pilot")) if "`ownr`" in one.what
    ]
    assert unknown.column == 5


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    broken = PLAN.replace("owner: pilot", "owner: nobody").replace("Europe/Lisbon", "Lisbon").replace("[late]", "['']")
    assert [finding.line for finding in findings_of(broken)] == [3, 31, 32]


def test_an_instance_that_nothing_could_match_is_told_unless_it_is_the_default() -> None:
    bare = PLAN.replace("    keywords: [late]\n", "")
    assert read_plan(bare).instance("late").keywords == ()
    second = SECOND_LATE.replace("id: late", "id: later")
    [finding] = findings_of(PLAN.replace("sources:\n", second))
    assert "nothing would ever be known as `later`" in finding.what


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\0", "- a\n- b\n", "just words"])
def test_what_is_no_plan_at_all_is_refused_on_line_1(text: str) -> None:
    assert {finding.line for finding in findings_of(text)} == {1}


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    steps = zip("abcdefgh", "bcdefghi", strict=True)
    bomb = "a: &a [x, x]\n" + "".join(f"{to}: &{to} [*{of}, *{of}]\n" for of, to in steps)
    [finding] = findings_of(bomb)
    assert (finding.line, finding.column) == (1, 4)


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    [finding] = findings_of("#" * (MAX_BYTES + 1))
    assert "can't be a plan" in finding.mend


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("platform: discourse", "platform: discours", "nobody can read `discours`"),
        ("platform: rss", "platform: standard_webhooks", "comes by webhook"),
        ("http://127.0.0.1:8400/feeds/news.xml", "http://news.example.com/feed.xml", "can't be fetched"),
        ("times_record: 1.1", "times_record: .inf", "above"),
        ("dismissed_most: 2", "dismissed_most: 0.5", "`dismissed_most` is not from 1 to 10"),
        ("dismissed_most: 2", "dismissed_most: 11", "`dismissed_most` is not from 1 to 10"),
        ("confirmed_least: 0.8", "confirmed_least: .nan", "`confirmed_least` is not from 0.2 to 1"),
        ("window: 15m", "window: 20d", "too short or too long"),
        ("window: 15m", "window: 30s", "too short or too long"),
    ],
)
def test_a_plan_that_would_switch_something_off_is_told(was: str, now: str, told: str) -> None:
    sample = (ROOT / "infra" / "local" / "sample" / "plan.yaml").read_text(encoding="utf-8")
    assert was in sample
    with pytest.raises(PlanFileError) as refused:
        read_plan(sample.replace(was, now, 1))
    assert any(told in finding.what for finding in refused.value.findings)
