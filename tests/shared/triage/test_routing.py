"""A mention goes to the plan's instance by keyword, else by likeness to what the plan says, else to none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.bench.departments import an_instance, departments
from shared.plan import Instance
from shared.triage import vectors
from shared.triage.fold import words_of
from shared.triage.lessons import NONE, Lesson, Lessons
from shared.triage.routing import Routed, routed

BILLING = replace(
    an_instance("billing", "Billing", "", ("Money has left my account.",)), keywords=("refund", "charged twice")
)
WEBSITE = replace(
    an_instance("website", "Website", "", ("The page shows an error after I enter my card.",)),
    keywords=("website", "app"),
)
#: A plan for a gym, written for this test.
GYM = (
    an_instance(
        "classes",
        "Classes",
        "Yoga, spinning and other courses: times, places, teachers who don't turn up.",
        (
            "The yoga class was cancelled again.",
            "Why is spinning always full?",
            "Our teacher didn't show up tonight.",
            "Is there a pilates course for beginners?",
            "The timetable for Saturday is wrong.",
        ),
    ),
    an_instance(
        "machines",
        "Machines and rooms",
        "Equipment, showers, lockers and how clean it is.",
        (
            "The treadmill has been broken for weeks.",
            "The showers are cold.",
            "The changing room is filthy.",
            "There are no free weights left.",
            "My locker doesn't close.",
        ),
    ),
    an_instance(
        "contracts",
        "Contracts",
        "Joining, ending and paying for a membership.",
        (
            "I cancelled my membership and you still take the money.",
            "How do I end my contract?",
            "The monthly price went up and nobody told me.",
            "You charged me twice this month.",
            "Is there a discount for students?",
        ),
    ),
)
SPOKEN = {
    "Tonight's spinning course is cancelled and nobody told us": "classes",
    "The instructor of the evening class never came": "classes",
    "When does the beginners yoga start?": "classes",
    "Every pilates class is full for two weeks": "classes",
    "The schedule on the door says 6 but the class began at 5": "classes",
    "Third week in a row that our trainer did not turn up": "classes",
    "Are there any dance courses on Sunday?": "classes",
    "The shower has no hot water": "machines",
    "Half of the treadmills don't work": "machines",
    "There is mould in the changing room, disgusting": "machines",
    "The lock on my locker is broken": "machines",
    "Rowing machine out of order since June": "machines",
    "All the weights are taken after five": "machines",
    "The toilets are so dirty": "machines",
    "I want to end my membership": "contracts",
    "You took money from my bank account after I had cancelled my contract": "contracts",
    "Why has the price of the membership gone up?": "contracts",
    "Charged two times for October": "contracts",
    "Do students pay less?": "contracts",
    "How long is the notice period of my contract?": "contracts",
}


def sent(text: str, *instances: Instance, lessons: Lessons = NONE) -> Routed:
    return routed(text, words_of(text), instances or (BILLING, WEBSITE), lessons=lessons)


def test_a_keyword_decides_and_is_named() -> None:
    found = sent("Where is my refund?")
    assert (found.instance, found.why) == ("billing", "says 'refund'")


def test_a_longer_keyword_also_fits_its_endings_and_a_short_one_does_not() -> None:
    assert sent("refunded yet?").instance == "billing"
    assert sent("your app froze").instance == "website"
    assert sent("what an appalling trip").instance is None


def test_a_keyword_is_found_in_a_hashtag_and_without_its_accents() -> None:
    accented = replace(WEBSITE, keywords=("página",))
    assert sent("#refund #now").instance == "billing"
    assert sent("la pagina no carga", BILLING, accented).instance == "website"


def test_a_keyword_does_not_fit_in_the_middle_of_a_word() -> None:
    assert sent("a nonrefundable fare", WEBSITE, replace(BILLING, examples=())).why != "says 'refund'"


def test_the_instance_with_more_of_its_words_wins() -> None:
    assert sent("The website charged twice").instance == "billing"


def test_of_keywords_that_say_as_much_likeness_decides() -> None:
    text = "refund me, the website page shows an error when I enter the card"
    assert sent(text, BILLING, WEBSITE).instance == sent(text, WEBSITE, BILLING).instance == "website"


def test_of_equals_the_first_in_the_plan_wins() -> None:
    twin = replace(BILLING, id="twin")
    assert sent("Where is my refund?", BILLING, twin).instance == "billing"
    assert sent("Where is my refund?", twin, BILLING).instance == "twin"


def test_an_example_decides_where_no_keyword_fits() -> None:
    found = sent("I entered my card and the page only shows errors")
    assert found.instance == "website"
    assert found.why == "reads like the plan's example “The page shows an error after I enter my card.”"


def test_a_new_plan_routes_nineteen_of_twenty_things_said_in_other_words() -> None:
    wrong = {text: sent(text, *GYM).instance for text, right in SPOKEN.items() if sent(text, *GYM).instance != right}
    assert len(wrong) <= 1, wrong


def test_what_has_nothing_to_do_with_the_plan_goes_to_none_of_it() -> None:
    for text in ("", "👍", "my sister has married", "what a goal, unbelievable match", "où est mon colis"):
        assert sent(text, *GYM).instance is None


def test_an_empty_plan_has_no_instance() -> None:
    assert routed("refund", ["refund"], ()) == Routed(None)


LESSON = Lesson(
    "the coffee machine in the lobby is empty again", "contracts", "Ana Silva", datetime(2026, 3, 3, 9, tzinfo=UTC)
)


def test_one_correction_decides_the_next_mention_like_it_and_says_whose_it_was() -> None:
    again = "Coffee machine in the lobby is empty, again"
    found = sent(again, *GYM, lessons=Lessons((LESSON,)))
    assert sent(again, *GYM).instance != "contracts"
    assert (found.instance, found.why) == ("contracts", "like a mention that Ana Silva gave to contracts on 3 March")


def test_a_correction_changes_no_mention_that_is_not_like_it() -> None:
    for text in SPOKEN:
        assert sent(text, *GYM, lessons=Lessons((LESSON,))) == sent(text, *GYM)


def test_a_correction_beats_a_keyword_for_what_says_the_same() -> None:
    text = "the app store gave me a refund for the game"
    lessons = Lessons((Lesson(text, "website"),))
    assert sent(text).instance == "billing" or sent(text).instance == "website"
    assert sent(f"{text}!", lessons=lessons).instance == "website"
    assert sent("Where is my refund?", lessons=lessons).instance == "billing"


def test_a_correction_to_none_takes_the_next_one_off_too() -> None:
    text = "The treadmill at my hotel is broken"
    found = sent(text, *GYM, lessons=Lessons((Lesson(text, None, "Ana Silva"),)))
    assert (found.instance, found.why) == (None, "like a mention that Ana Silva gave to none of the instances")


def test_the_newest_of_two_corrections_of_the_same_words_holds() -> None:
    newer, older = replace(LESSON, instance="classes"), LESSON
    assert sent(LESSON.text, *GYM, lessons=Lessons((newer, older))).instance == "classes"


def test_a_correction_to_an_instance_that_is_gone_teaches_nothing() -> None:
    gone = Lessons((replace(LESSON, instance="parking"),))
    assert sent(LESSON.text, *GYM, lessons=gone) == sent(LESSON.text, *GYM)


def test_without_its_vectors_it_goes_by_shared_words_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(vectors, "SHIPPED", tmp_path / "vectors.model")
    vectors.shipped.cache_clear()
    found = sent("I entered my card and the page only shows errors", BILLING, WEBSITE)
    vectors.shipped.cache_clear()
    assert found.instance == "website"
    assert found.fault is not None
    assert "shared words alone" in found.fault


@given(st.text(max_size=300), st.lists(st.sampled_from([*GYM, *departments(), BILLING]), max_size=6, unique_by=id))
@settings(max_examples=60)
def test_whatever_the_text_and_the_plan_the_shares_are_shares(text: str, plan: list[Instance]) -> None:
    lessons = Lessons((LESSON,))
    found = routed(text, words_of(text), tuple(plan), lessons=lessons)
    assert found == routed(text, words_of(text), tuple(plan), lessons=lessons)
    shares = [found.share, *(other.share for other in found.alternatives)]
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) <= 1 + 1e-9
    assert found.instance not in {other.instance for other in found.alternatives}
