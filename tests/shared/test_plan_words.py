"""The plan's words for statements: read whole, or told with line, column and remedy."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shared.codec import decode, encode
from shared.plan import GateRules, Plan, PromiseRules, Template
from shared.plan_file import read_plan
from tests.shared.plan_text import PLAN, WHOLE, findings_of, line_of


def test_everything_that_a_plan_may_say_is_read() -> None:
    plan = read_plan(WHOLE)
    instance, component = plan.instance("late"), plan.components[0]
    assert instance.update_every == timedelta(minutes=30)
    assert instance.translations == (
        Template("Atrasos", "Desde {since}.", "Mais às {next_update}.", "Em linha.", "pt"),
    )
    assert (component.group, component.since) == ("Travel", date(2026, 1, 15))
    assert component.contact == "tel:+351-800-000-000"
    assert plan.promise == PromiseRules(
        writer_before=timedelta(minutes=20),
        backup_before=timedelta(minutes=10),
        late_every=timedelta(minutes=30),
        authority="director",
        nothing_new_by_itself=True,
        by_itself_at_most=3,
    )
    assert plan.gate == GateRules(("full refund",), ("pax",), ("+351 800 000 000",))
    assert [ready.form for ready in plan.forms] == ["identified", "nothing_new"]
    assert [one.title for one in plan.templates("late", "identified")] == ["Found", ""]


def test_a_plan_that_is_kept_comes_back_as_it_was() -> None:
    plan = read_plan(WHOLE)
    assert decode(Plan, encode(plan)) == plan


def test_an_instances_own_form_comes_before_that_of_all() -> None:
    assert [one.what_we_know for one in read_plan(WHOLE).templates("late", "fixed")] == ["Mended: {done}."]


def test_a_plan_that_says_none_of_it_has_the_ordinary_rules() -> None:
    plan = read_plan(PLAN)
    assert (plan.promise, plan.gate, plan.forms) == (PromiseRules(), GateRules(), ())
    assert plan.instance("late").translations == ()


@pytest.mark.parametrize("written", ["2026-01-15", "'2026-01-15'"])
def test_a_day_is_read_with_quotes_and_without(written: str) -> None:
    component = read_plan(WHOLE.replace("since: 2026-01-15", f"since: {written}")).components[0]
    assert component.since == date(2026, 1, 15)


@pytest.mark.parametrize(
    "contact", ["https://www.example.com/contact", "tel:+351800000000", "tel:112", "mailto:care@example.com"]
)
def test_a_contact_point_is_a_page_a_number_or_a_mailbox(contact: str) -> None:
    component = read_plan(WHOLE.replace("tel:+351-800-000-000", contact)).components[0]
    assert component.contact == contact


# What is written instead of what, what the finding says, and at which fragment of the broken text it stands.
WORDS = [
    (", more: Em linha.", "", "`more` is missing", "pt: {title"),
    ("more: Em linha.", "more: ' '", "`more` is empty", "' '}"),
    ("title: Atrasos, ", "", "`title` is missing", "pt: {what"),
    ("title: Atrasos", "title: ''", "`title` is empty", "''"),
    ("title: Atrasos", "titel: Atrasos", "`titel` is not a word of the plan; did you mean `title`?", "titel"),
    ("Desde {since}", "Desde {desde}", "`{desde}` can't be filled in", '"Desde'),
    ("Desde {since}", "Desde {since}, {cause}", "`{cause}` can't be filled in", '"Desde'),
    ("Mais às {next_update}.", "Em breve.", "promises no time", '"Em breve'),
    ("      pt: {title", "      de: {title", "`de` is none of the company's languages (en, pt)", "de: {title"),
    ("      pt: {title", "      en: {title", "`en` is the company's main language", "en: {title"),
    ("translations:\n", "translations: {}\n    transaltions:\n", "did you mean `translations`?", "transaltions"),
    ("      pt: {title: Atrasos", "      - {title: Atrasos", "`translations` holds no languages", "translations"),
]
FORMS = [
    ("more: Pergunte.", "mroe: Pergunte.", "did you mean `more`?", "mroe"),
    ("  identified:", "  identifid:", "did you mean `identified`?", "identifid"),
    (
        "  identified:",
        "  looking_into:",
        "the words here are identified, fixed, nothing_new, correction",
        "looking_into",
    ),
    ("    pt: {what", "    fr: {what", "`fr` is none of the company's languages", "fr: {what"),
    (
        "  nothing_new:\n    en:",
        "  nothing_new:\n    pt:",
        "`nothing_new` has no words in `en`",
        "nothing_new:\n    pt",
    ),
    ("A causa: {cause}.", "", "`what_we_know` is empty", '"", next'),
    ("Mended: {done}.", "Mended: {don}.", "use one of {company}", '"Mended'),
    ("Mended: {done}.", "Mended by {next_update}.", "stands outside `next_update`", '"Mended'),
    ("Nothing new yet.", "'{done}, and nothing new.'", "`{done}` can't be filled in", "'{done}"),
    ("title: Found", "title: '{'", "stands alone", "'{'"),
]
CLOCKS = [
    (
        "backup_before: 10m",
        "backup_before: 20m",
        "no later than the writer; write less than `writer_before`",
        "20m\n  late",
    ),
    ("backup_before: 10m", "backup_before: 30s", "`backup_before` is too short", "30s"),
    ("writer_before: 20m", "writer_before: 2d", "`writer_before` is too short or too long; write from 1m to 1d", "2d"),
    ("late_every: 30m", "late_every: 59s", "`late_every` is too short", "59s"),
    ("late_every: 30m", "late_every: 25h", "`late_every` is too short or too long", "25h"),
    ("authority: director", "authority: nobody", "no person `nobody`", "nobody"),
    ("nothing_new: by_itself", "nothing_new: alone", "can't be `alone`; write `by_hand` or `by_itself`", "alone"),
    ("by_itself_at_most: 3", "by_itself_at_most: 0", "not from 1 to 10", "0\ngate"),
    ("update_every: 30m", "update_every: 4m", "too short or too long; write from 5m to 7d", "4m"),
    ("update_every: 1h", "update_every: 8d", "too short or too long", "8d"),
    ("jargon: [pax]", "jargon: ['']", "an empty text under `jargon`", "''"),
    ("  jargon:", "  slang:", "`slang` is not a word of the plan", "slang"),
    ("+351-800-000-000", "+351 800 000 000", "is no address by which", '"tel:'),
    ('"tel:+351-800-000-000"', "http://example.com", "is no address by which", "http://example"),
    ('"tel:+351-800-000-000"', "mailto:nobody", "is no address by which", "mailto:"),
    ("group: Travel", "group: ''", "`group` is empty", "''"),
    ("since: 2026-01-15", "since: soon", "`soon` is not a day; write it like `2026-01-15`", "soon"),
    ("since: 2026-01-15", "since: 2026-01-15 10:00:00", "is not a day", "2026-01-15 10"),
    ("since: 2026-01-15", "since: '2026-02-31'", "`2026-02-31` is not a day", "'2026-02"),
    ("since: 2026-01-15", "since: 20260115", "`20260115` is not a day", "20260115"),
    ("since: 2026-01-15", "since: '20260115'", "`20260115` is not a day", "'20260115'"),
]


@pytest.mark.parametrize(("right", "wrong", "told", "at"), WORDS + FORMS + CLOCKS)
def test_each_fault_is_told_with_its_line_and_a_way_to_mend_it(right: str, wrong: str, told: str, at: str) -> None:
    assert right in WHOLE
    broken = WHOLE.replace(right, wrong, 1)
    [finding] = [finding for finding in findings_of(broken) if told in str(finding)]
    assert finding.mend
    assert finding.line == line_of(at, broken)


def test_a_plan_without_any_instance_is_told_and_its_words_are_left_alone() -> None:
    start, end = WHOLE.index("instances:\n"), WHOLE.index("sources:\n")
    [finding] = findings_of(f"{WHOLE[:start]}instances: []\n{WHOLE[end:]}")
    assert "no instance `late`" in finding.what


def test_nothing_goes_out_by_itself_without_words_for_it() -> None:
    silent = WHOLE[: WHOLE.index("  nothing_new:\n    en:")]
    [finding] = findings_of(silent)
    assert "nothing could go out by itself about `late`" in finding.what
    assert finding.line == line_of("nothing_new: by_itself", silent)
    assert read_plan(silent.replace("by_itself\n", "by_hand\n")).promise.nothing_new_by_itself is False


@pytest.mark.parametrize(
    ("right", "wrong", "part", "found", "at"),
    [
        ("{what} at {where} since {since}.", "We promise a full refund.", "what_we_know", "full refund", '"We promise'),
        ("Ask us.}\nsources", "Ask eve.hall@example.org.}\nsources", "more", "@", 'en: {what_we_know: "Mended'),
        ("title: Delays", "title: This is user error", "title", "user error", "This is user"),
        ("More by {next_update}.\n", "More by {next_update}, you liars!\n", "next_update", "liars", "More by"),
    ],
)
def test_a_text_that_the_gate_would_refuse_is_told_where_it_stands(
    right: str, wrong: str, part: str, found: str, at: str
) -> None:
    assert right in WHOLE
    broken = WHOLE.replace(right, wrong, 1)
    refused = [one for one in findings_of(broken) if f"`{part}` would be refused by the gate" in one.what]
    assert any(found in one.what and one.line == line_of(at, broken) and one.mend for one in refused)
