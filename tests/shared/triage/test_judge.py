"""A verdict tells a specific complaint from steam, is urgent only for a stated reason, and never fails on a text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.codec import decode, encode
from shared.mention import MAX_TEXT_CHARACTERS, Author, Mention
from shared.plan import Plan, Rule
from shared.plan_file import read_plan
from shared.triage.judge import triage
from shared.verdict import COMPLAINTS, Kind, Priority, Verdict

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("FIREBREAK_SHARED", ROOT.parent / "shared"))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAMPLE: Plan = read_plan((ROOT / "infra/local/sample/plan.yaml").read_text(encoding="utf-8"))
#: Without what the plan itself holds to be pressing: priorities are the verdict's own.
PLAN = replace(SAMPLE, instances=tuple(replace(one, priority=None) for one in SAMPLE.instances))


def verdict_on(
    text: str,
    *,
    rating: int | None = None,
    language: str | None = None,
    staff: bool = False,
    followers: int | None = None,
    engagement: int = 0,
    plan: Plan = PLAN,
) -> Verdict:
    mention = Mention(
        source="forum",
        platform="discourse",
        native_id="forum.example.com:7",
        brand="Example Ferries",
        version=3,
        author=Author(id="u1", followers=followers),
        text=text,
        created_at=NOON,
        seen_at=NOON,
        rating=rating,
        language=language,
        from_staff=staff,
        engagement=engagement,
    )
    return triage(mention, plan, NOON)


# Written for this purpose; the last ones of each kind are the hard ones.
TABLE: list[tuple[Kind, str]] = [
    ("specific_complaint", "I paid for two cabins on Friday and my booking EF-20931 only shows one."),
    ("specific_complaint", "We were left on the quay at Port Arden for five hours without a word from anybody."),
    ("specific_complaint", "Your site took 84.50 euros from my card and then said that the payment failed."),
    ("specific_complaint", "I tried to change my return ticket three times and it keeps throwing me out. Please help."),
    ("specific_complaint", "Still waiting for the refund you promised me in January, claim 7741."),
    ("specific_complaint", "Thanks for losing our suitcase on the 14:30 crossing, really well done."),
    (
        "specific_complaint",
        "The lift on deck 5 is broken, so my wife could not get out of the car with her wheelchair.",
    ),
    ("specific_complaint", "Not one of the four people I spoke to could tell me why the 9:15 boat was cancelled."),
    ("venting", "You are the worst company on this coast."),
    ("venting", "What a joke this lot are. Clowns, all of them."),
    ("venting", "Absolutely pathetic. Shame on you."),
    ("venting", "Boycott these crooks!!"),
    ("venting", "lol of course, typical, nobody is surprised"),
    ("venting", "ugh. hate them so much"),
    ("venting", "THEY ARE USELESS AND THEY DO NOT CARE"),
    ("venting", "Not great. Not great at all, and never was."),
    ("question", "What time does check-in close for foot passengers?"),
    ("question", "Can I bring a kayak on the roof of my van?"),
    ("question", "Hello, do you have a timetable for the summer yet?"),
    ("question", "Does anyone know whether dogs are allowed in the lounge?"),
    ("question", "Is there parking near the terminal, and how much is it?"),
    ("question", "How do I add a second driver to a booking?"),
    ("question", "Wondering if the night boat has showers"),
    ("question", "No complaint, just curious: which of the ships is the newest?"),
    ("praise", "Lovely crossing this morning, thank you to everybody on board!"),
    ("praise", "Best coffee at sea, and such friendly people."),
    ("praise", "Kudos to the team at the gate, they were brilliant with our kids."),
    ("praise", "No problem at all this year, smooth from start to finish."),
    ("praise", "Really impressed by how quickly you answered. Thanks!"),
    ("praise", "I can't complain: on time, clean and a great breakfast."),
    ("praise", "Never had any issues with them and I travel a lot, recommended."),
    ("praise", "Thank you for fixing my booking so fast, you saved our holiday"),
    ("other", "On the boat to the islands."),
    ("other", "Example Ferries to add a second ship on the northern route, says harbour board"),
    ("other", "https://www.example.com/timetable"),
    ("other", "Photo: the harbour at dawn, taken from deck 7"),
    ("other", "Anders is moving to the islands in May."),
    ("other", "🚢🌊"),
    ("other", "Selling two foot passenger tickets for the 12th, message me"),
    ("other", "Ferry tale of the week: a seal followed the boat into the harbour"),
]


@pytest.mark.parametrize(("kind", "text"), TABLE)
def test_each_mention_of_the_table_is_of_its_kind(kind: Kind, text: str) -> None:
    assert verdict_on(text).kind == kind


def test_the_table_has_eight_of_each_kind() -> None:
    kinds = [kind for kind, _ in TABLE]
    assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(dict.fromkeys(kinds), 8)


def test_a_verdict_names_the_mention_its_version_and_the_time_it_was_told() -> None:
    verdict = verdict_on("hello")
    assert (verdict.mention_id, verdict.mention_version) == ("discourse:forum.example.com:7", 3)
    assert verdict.triaged_at == NOON
    assert decode(Verdict, encode(verdict)) == verdict


def test_the_reasons_quote_what_the_customer_said() -> None:
    verdict = verdict_on("I was charged twice for order 4411 since Monday, and nobody answers.")
    assert [reason.why for reason in verdict.reasons if reason.about == "kind"] == [
        "says what happened and when: 'nobody answers', 'order 4411', 'since Monday'"
    ]
    assert "holds it against us: 'charged twice'" in [reason.why for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("text", "of_what"),
    [
        ("A man was injured on the ramp.", "hurt or fell ill"),
        ("My aunt missed her hospital appointment because the boat never came.", "hurt or fell ill"),
        ("You will hear from my lawyer.", "legal action"),
        ("I have written to the ombudsman.", "a regulator"),
        ("I'm a journalist and would like a comment, thank you!", "the press"),
        ("My card details were used: this is fraud.", "fraud"),
        ("Your guard made racist remarks to us.", "discrimination"),
        ("Great trip, but the smell of gas on the car deck worried me.", "somebody's safety"),
        ("They couldn't stop the bleeding.", "hurt or fell ill"),
        ("¿Hay heridos? El barco sigue parado y nadie responde", "hurt or fell ill"),
    ],
)
def test_an_alarm_makes_a_mention_urgent_whatever_else_it_says(text: str, of_what: str) -> None:
    verdict = verdict_on(text)
    assert verdict.priority == "urgent"
    assert any(reason.about == "rule" and of_what in reason.why for reason in verdict.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "What is your hospitality package?",
        "The view is to die for, and the sea was on fire at sunset",
        "This boat is a lifesaver, safe and sound again",
        "Nobody was injured, thankfully",
        "There was no danger and no ambulance was called",
        "Absolutely criminal price for a sandwich",
    ],
)
def test_a_harmless_word_that_sounds_grave_is_not_urgent(text: str) -> None:
    assert verdict_on(text).priority != "urgent"


@pytest.mark.parametrize(
    ("severity", "text"),
    [
        (0, "When does the next boat go?"),
        (1, "My ticket never arrived."),
        (2, "My ticket never arrived, I am disappointed."),
        (3, "My ticket never arrived and you ignored both of my letters."),
        (4, "My ticket never arrived. Shame on you, incompetent lot."),
    ],
)
def test_severity_rises_from_no_reproach_to_blame(severity: int, text: str) -> None:
    assert verdict_on(text).severity == severity


def test_a_low_rating_without_words_is_a_complaint_and_a_high_one_is_praise() -> None:
    assert verdict_on("", rating=1).is_complaint
    assert verdict_on("", rating=5).kind == "praise"
    assert verdict_on("", rating=3).kind == "other"


def test_staff_never_complain_to_ourselves() -> None:
    verdict = verdict_on("We are sorry: the site is down and one person was injured.", staff=True)
    assert (verdict.kind, verdict.priority, verdict.severity, verdict.instance) == ("other", "low", 0, None)
    assert verdict.reasons[0].why == "is by our own staff"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "No puedo cancelar mi reserva y nadie responde desde el lunes"),
        ("fr", "Le site ne marche pas depuis hier, je ne peux pas payer"),
        ("de", "Die Seite funktioniert nicht und ich kann seit gestern nicht buchen"),
        ("pt", "O site não funciona e não consigo pagar a minha viagem"),
        ("it", "Il sito non funziona da ieri e nessuno risponde"),
    ],
)
def test_a_clear_complaint_in_another_language_is_one_of_medium_confidence(language: str, text: str) -> None:
    verdict = verdict_on(text)
    assert (verdict.language, verdict.kind, verdict.confidence) == (language, "specific_complaint", "medium")
    assert any(reason.about == "language" for reason in verdict.reasons)


@pytest.mark.parametrize("text", ["Die Fähre ist heute schön beleuchtet", "今日は船に乗りました", "Паром в порту"])
def test_what_we_can_not_read_is_other_with_low_confidence(text: str) -> None:
    verdict = verdict_on(text)
    assert verdict.language != "en"
    assert (verdict.kind, verdict.confidence) == ("other", "low")


def test_the_platforms_word_for_the_language_counts_where_the_text_is_silent() -> None:
    assert verdict_on("Ok", language="nl-BE").language == "nl"
    assert verdict_on("Where is my ticket, please?", language="nl").language == "en"


@pytest.mark.parametrize(
    "text", ["", "  \n", "🚢🌊", "😀😀😀", "https://www.example.com/x", "\u200b\u200d\u2060", "x" * 20_000]
)
def test_a_text_without_words_gets_low_confidence(text: str) -> None:
    assert verdict_on(text).confidence == "low"


def test_the_end_of_a_long_text_is_read_too() -> None:
    long = "It rained. " * 1_800
    assert verdict_on(long).priority == "low"
    assert verdict_on(long + "You will hear from my lawyer.").priority == "urgent"


def test_a_long_text_full_of_little_words_is_no_complaint() -> None:
    long = "We sat there only because it was still early, but not for long, and then even the gulls were quiet again. "
    assert not verdict_on(long * 20).is_complaint


def test_a_negation_reaches_no_further_than_its_clause() -> None:
    assert verdict_on("No, the page is down").kind == "specific_complaint"
    assert verdict_on("There was no problem").kind == "praise"


def test_no_nasty_string_breaks_triage() -> None:
    texts = SHARED / "payloads/nasty/texts.json"
    if not texts.exists():
        pytest.skip(f"the shared material is not here: no {texts}; set FIREBREAK_SHARED")
    cases = json.loads(texts.read_text(encoding="utf-8"))
    assert len(cases) > 100
    for case in cases:
        assert verdict_on(case["text"]).mention_version == 3


PIECES = """I my you never arrived order 4411 refund lawyer injured not great thanks the worst ? ! clowns please help
wheelchair ignored disappointed can Monday and but no problem http://a.example @b fraud on fire hospital 🚢 ñ للغاية"""
TEXTS = st.lists(st.sampled_from(PIECES.split()), max_size=25).map(" ".join)


@given(text=TEXTS, followers=st.sampled_from([None, 10, 60_000]), engagement=st.sampled_from([0, 900]))
def test_a_rule_that_is_set_off_makes_any_mention_urgent_and_is_named(
    text: str, followers: int | None, engagement: int
) -> None:
    verdict = verdict_on(text, followers=followers, engagement=engagement)
    assert bool(verdict.rules) == any(reason.about == "rule" for reason in verdict.reasons)
    assert (verdict.priority == "urgent") >= bool(verdict.rules)
    assert (verdict.severity > 0) == (verdict.kind in COMPLAINTS)
    assert verdict.kind != "question" or verdict.priority != "low"


@given(
    text=st.text(max_size=300),
    rating=st.one_of(st.none(), st.integers(1, 5)),
    language=st.one_of(st.none(), st.text(max_size=6)),
)
def test_triage_never_raises(text: str, rating: int | None, language: str | None) -> None:
    verdict = verdict_on(text, rating=rating, language=language)
    assert 0 <= verdict.severity <= 4
    assert verdict.reasons


def test_a_text_built_to_confuse_the_patterns_is_read_in_bounded_steps() -> None:
    # A pattern that backtracks would not come back from these at all; the read part of a text is bounded as well.
    for piece in ("1.,", "order # ", "a-", "@", "$1", "I was 20 ", "http://", "'", "in the "):
        verdict_on((piece * MAX_TEXT_CHARACTERS)[:MAX_TEXT_CHARACTERS])


def test_somebody_who_can_not_wait_makes_a_complaint_high_and_a_question_not() -> None:
    assert verdict_on("My ticket never arrived.").priority == "normal"
    assert verdict_on("My ticket never arrived and I need my wheelchair booked.").priority == "high"
    assert verdict_on("Is there room for a wheelchair?").priority == "normal"


def test_venting_is_low_unless_many_people_see_it() -> None:
    assert verdict_on("What a joke this lot are. Clowns, all of them.").priority == "low"
    seen = verdict_on("What a joke this lot are. Clowns, all of them.", followers=120_000)
    assert seen.priority == "high"
    assert "followed by 120,000" in [reason.why for reason in seen.reasons if reason.about == "priority"]


def test_a_rule_of_the_plan_sends_a_mention_before_any_keyword_does() -> None:
    text = "There was smoke in the lounge and your website is broken."
    assert verdict_on(text).instance == "safety"
    off = replace(PLAN, rules=tuple(Rule(rule.id, off=True) for rule in PLAN.rules))
    unruled = verdict_on(text, plan=off)
    assert (unruled.instance, unruled.rules) == ("website_problem", ())
    ruled = verdict_on(text, plan=replace(PLAN, rules=(Rule("safety", instance="billing"),)))
    assert (ruled.instance, ruled.rules, ruled.priority) == ("billing", ("safety",), "urgent")
    assert "the plan sends somebody's safety to billing" in [one.why for one in ruled.reasons if one.about == "rule"]


def test_importing_triage_loads_neither_pydantic_nor_boto3_nor_yaml() -> None:
    heavy = {"pydantic", "boto3", "yaml", "regex"}
    code = f"import sys, shared.triage.judge; print(*({heavy} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


@pytest.mark.parametrize(
    ("least", "expected"), [("urgent", "urgent"), ("high", "high"), ("low", "normal"), (None, "normal")]
)
def test_a_complaint_is_at_least_as_pressing_as_the_plan_holds_its_instance_to_be(
    least: Priority | None, expected: Priority
) -> None:
    text = "I paid for two cabins on your website on Friday and the booking page only shows one."
    instances = tuple(replace(one, priority=least) for one in PLAN.instances)
    verdict = verdict_on(text, plan=replace(PLAN, instances=instances))
    assert verdict.priority == expected
    told = [reason.why for reason in verdict.reasons if reason.about == "priority"]
    assert any("the plan holds" in why for why in told) == (least in ("urgent", "high"))


def test_praise_is_pressing_in_no_instance() -> None:
    plan = replace(PLAN, instances=tuple(replace(one, priority="urgent") for one in PLAN.instances))
    text = "Lovely crossing this morning, and the website was a joy to book on. Thank you!"
    assert verdict_on(text, plan=plan).priority == "low"
