"""A mention goes to the plan's instance by keyword, else by likeness to an example, else to none."""

from __future__ import annotations

from datetime import timedelta

from shared.triage.lexicon import words_of
from shared.triage.routing import Route, route
from shared.plan import Instance, Template


def an_instance(instance_id: str, *, keywords: tuple[str, ...] = (), examples: tuple[str, ...] = ()) -> Instance:
    return Instance(
        id=instance_id,
        name=instance_id,
        keywords=keywords,
        examples=examples,
        owner="owner",
        backups=("deputy",),
        wait=timedelta(minutes=10),
        template=Template("Title", "What we know", "{next_update}", "More"),
        first_answer=timedelta(minutes=30),
    )


BILLING = an_instance("billing", keywords=("refund", "charged twice"), examples=("Money has left my account.",))
WEBSITE = an_instance(
    "website", keywords=("website", "app"), examples=("The page shows an error after I enter my card.",)
)


def routed(text: str, *instances: Instance) -> Route | None:
    return route(words_of(text), instances or (BILLING, WEBSITE))


def name_of(found: Route | None) -> str | None:
    return found.instance if found else None


def test_a_keyword_decides_and_is_named() -> None:
    assert routed("Where is my refund?") == Route("billing", "says 'refund'")


def test_a_longer_keyword_also_fits_its_endings_and_a_short_one_does_not() -> None:
    assert name_of(routed("refunded yet?")) == "billing"
    assert name_of(routed("your app froze")) == "website"
    assert name_of(routed("what an appalling trip")) is None


def test_a_keyword_does_not_fit_in_the_middle_of_a_word() -> None:
    assert name_of(routed("a nonrefundable fare")) is None


def test_the_instance_with_more_of_its_words_wins() -> None:
    assert name_of(routed("The website charged twice")) == "billing"


def test_of_equals_the_first_in_the_plan_wins() -> None:
    text = "The website owes me a refund"
    assert name_of(routed(text, BILLING, WEBSITE)) == "billing"
    assert name_of(routed(text, WEBSITE, BILLING)) == "website"


def test_an_example_decides_where_no_keyword_fits() -> None:
    found = routed("I entered my card and the page only shows errors")
    assert found == Route("website", "reads like the plan's example “The page shows an error after I enter my card.”")


def test_one_word_in_common_is_not_likeness() -> None:
    assert name_of(routed("A page of my diary about the sea")) is None


def test_a_keyword_beats_any_likeness() -> None:
    assert name_of(routed("refund: the page shows an error after I enter my card")) == "billing"


def test_nothing_fits_an_empty_text_or_an_empty_plan() -> None:
    assert routed("") is None
    assert route(["refund"], ()) is None
