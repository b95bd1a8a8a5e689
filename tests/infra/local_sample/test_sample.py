"""The sample is what its script makes, its plan is whole, and triage sees the storm in it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest

from infra.local.sample.make_storm import BEGINS, BRAND, OUTAGE, lines
from infra.local.sample.phrases import KINDS
from shared.coverage import shifts
from shared.forms import FORM_PROGRESS, PERSON_SLOTS, drafted
from shared.gate.gate import Text, check
from shared.mention import Author, Mention
from shared.plan import Plan
from shared.plan_file import read_plan
from shared.plan_shape import WORDS
from shared.plan_yaml import PlanFile
from shared.statement import Form
from shared.statement_gate import rules_of
from shared.triage.judge import triage
from shared.verdict import Verdict

SAMPLE = Path(__file__).parents[3] / "infra/local/sample"
Line = dict[str, Any]


@pytest.fixture(scope="module")
def told() -> list[Line]:
    return [json.loads(line) for line in (SAMPLE / "storm.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan((SAMPLE / "plan.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def first_told(told: list[Line]) -> list[Line]:
    """Each post once, as it was first told."""
    return list({line["id"]: line for line in reversed(told)}.values())[::-1]


@pytest.fixture(scope="module")
def verdicts(first_told: list[Line], plan: Plan) -> list[tuple[datetime, Verdict]]:
    judged = []
    for line in first_told:
        at = datetime.fromisoformat(line["created_at"])
        author = Author(id=line["author"])
        mention = Mention(
            line["via"], "discourse", line["id"], line["brand"], 1, author, line["text"], created_at=at, seen_at=at
        )
        judged.append((at, triage(mention, plan, at)))
    return judged


def test_the_committed_storm_is_what_the_script_makes(told: list[Line]) -> None:
    assert told == lines()


def test_every_line_has_the_promised_words_and_no_other(told: list[Line]) -> None:
    promised = {"id", "author", "text", "created_at", "brand", "via"}
    for line in told:
        assert promised <= line.keys() <= promised | {"edited_at", "deleted"}
        assert line["brand"] == BRAND
        assert line["via"] in ("forum", "stream")
        # Discourse's own ids are numbers.
        assert line["id"].isdigit() == (line["via"] == "forum")


def test_it_holds_repeats_two_edits_and_one_deletion(told: list[Line]) -> None:
    edits = [line for line in told if "edited_at" in line and not line.get("deleted")]
    assert len(edits) == 2
    assert len([line for line in told if line.get("deleted")]) == 1
    whole = Counter(json.dumps(line, sort_keys=True) for line in told)
    assert sum(count - 1 for count in whole.values()) == 4


def test_it_is_told_in_the_order_of_time_over_twelve_hours(told: list[Line]) -> None:
    times = [datetime.fromisoformat(line.get("edited_at") or line["created_at"]) for line in told]
    assert times == sorted(times)
    assert times[0] - BEGINS < timedelta(minutes=10)
    assert timedelta(hours=11, minutes=30) < times[-1] - BEGINS <= timedelta(hours=12)
    assert 350 <= len(told) <= 420


def test_no_two_posts_have_the_same_words(first_told: list[Line]) -> None:
    assert len({line["text"] for line in first_told}) == len(first_told)


def test_the_urgent_ones_are_each_told_in_their_own_way(first_told: list[Line]) -> None:
    sentences = [sentence.split("{")[0] for sentence in KINDS["urgent"]]
    for sentence in sentences:
        assert len([line for line in first_told if line["text"].lower().startswith(sentence.lower())]) == 1, sentence


def test_the_grammar_leaves_no_name_unfilled_and_no_word_doubled(first_told: list[Line]) -> None:
    for line in first_told:
        assert "{" not in line["text"]
        words = line["text"].lower().split()
        assert all(a != b for a, b in pairwise(words)), line["text"]


def test_the_plan_has_no_findings_and_five_examples_and_two_backups_an_instance(plan: Plan) -> None:
    assert {"customer_cancellation", "website_problem", "negative_review"} <= {i.id for i in plan.instances}
    for instance in plan.instances:
        assert (len(instance.examples), len(instance.backups)) == (5, 2), instance.id


@pytest.mark.parametrize("day", ["2026-01-01", "2026-12-25", "2028-02-29", "2031-06-30", "2036-12-31"])
def test_the_plan_has_no_findings_whatever_the_day_on_which_it_is_checked(day: str) -> None:
    text = (SAMPLE / "plan.yaml").read_text(encoding="utf-8")
    assert read_plan(text, datetime.fromisoformat(f"{day}T23:30+00:00")).last_resort == "duty-director"


def test_every_schedule_of_the_plan_always_has_somebody_on_duty(plan: Plan) -> None:
    begin = BEGINS - timedelta(days=30)
    for schedule in plan.schedules:
        found = shifts(schedule, begin, begin + timedelta(weeks=52), plan.company.time_zone)
        assert [shift for shift in found if not shift.people] == [], schedule.id


def test_every_word_that_a_plan_may_hold_is_used_in_it() -> None:
    used = {step for place in PlanFile((SAMPLE / "plan.yaml").read_text(encoding="utf-8")).places for step in place}
    known = {word for words in WORDS.values() for word in words}
    # Shown in comments: the local run asks nobody outside.
    reader = {"second_reader", "by", "model", "region", "most_a_day", "price_in", "price_out"}
    assert known - used == {"two_people_approve", "look_for", "secret", "settings", *reader}


def test_the_search_that_stands_in_a_comment_can_be_used_as_it_is() -> None:
    text = (SAMPLE / "plan.yaml").read_text(encoding="utf-8")
    at = text.index("  # - name: x-search")
    plan = read_plan(text[:at] + text[at:].replace("  # ", "  "))
    found = plan.source("x-search")
    assert found is not None
    assert (found.credentials, found.settings, len(found.look_for)) == ("x-app", {"posts_a_month": "5000"}, 2)


def test_everything_ready_is_ready_in_each_of_the_companys_languages(plan: Plan) -> None:
    for instance in plan.instances:
        for form in get_args(Form):
            told = [template.language for template in plan.templates(instance.id, form)]
            assert told == list(plan.company.languages), (instance.id, form)


def test_the_gate_has_nothing_against_any_text_but_that_short_channels_need_a_shorter_one(plan: Plan) -> None:
    known = dict.fromkeys(PERSON_SLOTS, "…")
    for instance in plan.instances:
        for form in get_args(Form):
            fills = {**known, **{f"pt:{slot}": text for slot, text in known.items()}}
            for words in drafted(plan, instance.id, form, BEGINS, "firebreak", fills=fills):
                found = check(
                    Text(words.language, words.title, words.body),
                    progress=FORM_PROGRESS[form] or "identified",
                    next_update_at=BEGINS + timedelta(hours=1),
                    now=BEGINS,
                    rules=rules_of(plan),
                )
                assert [one for one in found if not one.rule.startswith("too_long_for_")] == []


def test_customers_have_three_ways_in_besides_the_page(plan: Plan) -> None:
    ways = {component.contact.split(":")[0] for component in plan.components if component.contact}
    assert ways == {"https", "tel", "mailto"}
    assert {component.group for component in plan.components} == {"Travel", "Online", "Contact"}


def test_complaints_in_the_storms_hour_are_five_times_those_of_any_ordinary_hour(
    verdicts: list[tuple[datetime, Verdict]],
) -> None:
    breaks = BEGINS + timedelta(minutes=OUTAGE)
    hours = Counter((at - breaks) // timedelta(hours=1) for at, verdict in verdicts if verdict.is_complaint)
    ordinary = [count for hour, count in hours.items() if hour < 0]
    assert len(ordinary) >= 7
    assert hours[0] >= 5 * max(ordinary)


def test_the_outage_is_known_as_a_website_problem(verdicts: list[tuple[datetime, Verdict]]) -> None:
    breaks = BEGINS + timedelta(minutes=OUTAGE)
    instances = Counter(verdict.instance for at, verdict in verdicts if at > breaks and verdict.is_complaint)
    assert instances.most_common(1)[0][0] == "website_problem"
    assert instances["website_problem"] >= 0.5 * instances.total()


def test_a_handful_are_urgent_and_none_before_the_outage(verdicts: list[tuple[datetime, Verdict]]) -> None:
    urgent = [at for at, verdict in verdicts if verdict.priority == "urgent"]
    assert 2 <= len(urgent) <= 12
    assert min(urgent) > BEGINS + timedelta(minutes=OUTAGE)


def test_the_news_feed_has_four_items_two_of_them_about_the_outage() -> None:
    channel = ElementTree.parse(SAMPLE / "news.xml").getroot().find("channel")
    assert channel is not None
    items = channel.findall("item")
    assert len({item.findtext("guid") for item in items}) == 4
    for item in items:
        assert parsedate_to_datetime(item.findtext("pubDate") or "").date() == BEGINS.astimezone(UTC).date()
    titles = [item.findtext("title") or "" for item in items]
    assert sum("site" in title for title in titles) == 2
