"""Learning from corrections: a company to which "grounded" means something else, and a model that thinks otherwise."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from shared.trained import Compared
from shared.triage.heads import KINDS
from shared.triage.model import Model
from shared.triage.overlay import Overlaid, overlaid, parsed
from shared.triage.refit import LEAST_CORRECTIONS, Refit, refit
from shared.triage.refit_says import Line, says
from shared.triage.taught import COLUMNS, LEARNED, Heard, Taught, target_of
from tests.shared.triage.small_model import BAD, grounded, sentences, small_model, stream


@cache
def made(count: int = 60) -> Refit:
    return refit(small_model(), grounded(count), stream())


def after(refitted: Refit) -> Overlaid:
    return overlaid(small_model().base, parsed(refitted.content, "overlay"), "small+1")


def compared(refitted: Refit) -> Compared:
    assert refitted.compared is not None, refitted.why_not
    return refitted.compared


def test_what_sixty_people_said_of_a_word_holds_for_posts_that_nobody_corrected() -> None:
    assert made().why_not is None
    found = compared(made())
    assert found.held_back == 60
    assert found.new.loss < found.old.loss
    assert found.old.accuracy == 0
    assert (found.new.accuracy or 0) > 0.7
    text = "my grounded coffee with the train"
    assert Model(small_model()).read(text).kind == "specific_complaint"
    assert Model(after(made())).read(text).kind == "praise"


def test_what_nobody_corrected_stays_where_it_is() -> None:
    agreement = made().agreement
    assert agreement is not None
    assert agreement >= 0.95
    old, new = Model(small_model()), Model(after(made()))
    texts = sentences(BAD[1:], 60)
    assert {old.read(text).kind for text in texts} == {"specific_complaint"}
    assert [new.read(text).kind for text in texts].count("specific_complaint") >= 42


@pytest.mark.parametrize("seed", range(4))
def test_words_by_chance_are_not_installed(seed: int) -> None:
    pick = random.Random(seed)
    texts = sentences((*BAD, "lovely", "where", "so"), 80)
    taught = [Taught(f"said:{at}", text, f"b{at}", kind=pick.choice(KINDS)) for at, text in enumerate(texts)]
    assert refit(small_model(), taught, stream()).why_not is not None


def test_who_confirms_what_is_thought_teaches_nothing_new() -> None:
    taught = [replace(one, kind="specific_complaint") for one in grounded(40)]
    assert "hardly more often right" in str(refit(small_model(), taught, stream()).why_not)


def test_the_same_corrections_give_the_same_bytes_in_whatever_order_they_come() -> None:
    again = refit(small_model(), grounded(60)[::-1], [*stream()[::-1], *stream()[:9]])
    assert again == made()


def test_too_few_corrections_are_told_and_how_many_are_missing() -> None:
    told = refit(small_model(), grounded(LEAST_CORRECTIONS - 7), stream())
    assert (told.missing, told.content, told.compared) == (7, b"", None)
    assert "7 more are needed" in str(told.why_not)


def test_a_company_that_hears_little_is_told_that_it_is_too_little_to_judge_by() -> None:
    assert "60 mentions" in str(refit(small_model(), grounded(40), stream(60)).why_not)


def test_what_was_learned_from_judges_no_later_training() -> None:
    model = after(made())
    told = refit(model, grounded(60), stream())
    assert (told.corrections, told.new, told.missing) == (60, 0, LEAST_CORRECTIONS)
    assert "has not learned from" in str(told.why_not)
    others = [replace(one, id=f"more:{one.id}", kind="question") for one in grounded(40)]
    assert compared(refit(model, [*grounded(60), *others], stream())).held_back == 40


def test_a_training_goes_on_from_the_one_before() -> None:
    cancelled = [
        Taught(f"c:{at}", text, f"c{at}", kind="question") for at, text in enumerate(sentences(("cancelled",), 60))
    ]
    second = refit(after(made()), cancelled, [one for one in stream() if "cancelled" not in one.text])
    assert second.why_not is None
    both = Model(after(second))
    assert both.read("my cancelled coffee with the train").kind == "question"
    assert both.read("my grounded coffee with the train").kind == "praise"


def test_corrections_that_would_turn_the_stream_round_are_refused() -> None:
    loud = [Taught(f"{one.id}:{n}", one.text, one.author, kind="other") for one in stream()[::2] for n in range(8)]
    told = refit(small_model(), loud, [replace(one, id=f"other:{one.id}") for one in stream()])
    assert told.why_not is not None
    assert told.agreement is not None
    assert told.content == b""
    assert "of the stream" in told.why_not


def test_a_word_of_one_person_is_never_learned_and_one_of_three_is() -> None:
    def said(word: str, authors: int) -> list[Taught]:
        return [
            replace(one, id=f"{word}:{one.id}", text=f"{one.text} {word}", author=f"{word}{at % authors}")
            for at, one in enumerate(grounded(20))
        ]

    rows = parsed(refit(small_model(), [*said("macgillicuddy", 2), *said("frappemax", 3)], stream()).content, "o").rows
    assert not any("macgillicuddy" in part for part in rows)
    assert "frappemax" in rows


def test_texts_of_which_nobody_knows_the_author_count_as_one_persons() -> None:
    taught = [replace(one, text=f"{one.text} frappemax", author="") for one in grounded(40)]
    assert not any("frappemax" in part for part in parsed(refit(small_model(), taught, stream()).content, "o").rows)


def test_words_that_people_judged_both_ways_are_told() -> None:
    one, other, *rest = grounded(60)
    told = refit(small_model(), [one, replace(other, text=one.text.upper(), kind="venting"), *rest], stream())
    assert told.both_ways == ((one.id, other.id),)
    assert made().both_ways == ()


def test_a_severity_and_a_mood_are_learned_without_a_kind() -> None:
    taught = [replace(one, kind=None, level=4, tone="positive") for one in grounded(60)]
    told = refit(small_model(), taught, stream())
    assert told.why_not is None
    found = compared(told)
    assert found.new.accuracy is None
    assert found.old.level_error is not None
    assert found.new.level_error is not None
    assert found.new.level_error < found.old.level_error
    assert Model(after(told)).read("@us my grounded coffee").sentiment == "positive"


def test_a_correction_that_says_nothing_teaches_nothing() -> None:
    assert refit(small_model(), [Taught("1", "x")], stream()).corrections == 0


def test_the_severity_of_what_is_no_complaint_is_none() -> None:
    target = target_of(Taught("1", "x", kind="praise", level=3))
    assert sum(target.told) == 10
    assert target.wanted[6:10] == (0, 0, 0, 0)
    assert sum(target_of(Taught("1", "x", kind="venting")).told) == 6


def test_what_training_reads_is_what_the_model_reads() -> None:
    """The formulas are written twice, as a training wants them by themselves: here they are held together."""
    new = after(made())
    line = Line(new.meaning["complaint"]["slope"], new.meaning["complaint"]["shift"])
    for text in (*sentences((*BAD, "lovely"), 20), "", "words that nobody knows"):
        outputs = new.read(text).outputs
        mine, its = says([outputs[place] for place in COLUMNS], line), Model(new).read(text)
        assert mine.complaint == pytest.approx(its.complaint)
        assert mine.kind == its.kind
        assert mine.level == pytest.approx(its.level)


def test_what_is_learned_are_the_first_heads() -> None:
    assert tuple(COLUMNS) == tuple(range(13))
    assert LEARNED == ("complaint", "kind", "level", "tone")


def test_a_mention_that_somebody_corrected_is_no_part_of_the_stream() -> None:
    taught = grounded(40)
    told = refit(small_model(), taught, [*stream(), *(Heard(one.id, one.text) for one in taught)])
    assert told.heard == len(stream())
