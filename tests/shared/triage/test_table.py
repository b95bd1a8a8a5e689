"""What is remembered of a word says the same as its letters looked up one by one."""

from __future__ import annotations

import pytest

from shared.triage.features import letters
from shared.triage.heads import OUTPUTS
from shared.triage.model import SHIPPED
from shared.triage.overlay import Overlay, overlaid
from shared.triage.table import ZERO, Table, load, pack, parse

WORD = "grounded"
#: The word itself, some of its letters, and what is no part of it; each with weights of its own, below and above zero.
FEATURES = [WORD, *letters(WORD)[1::3], "_xyz"]
WIDTH = 5


def table() -> Table:
    numbers = bytes(
        value
        for at in range(len(FEATURES))
        for value in (1, *(ZERO + (-1) ** (at + out) * (7 * at + out) for out in range(WIDTH)))
    )
    return parse(pack("t", FEATURES, numbers, [0.1, 0.2, 0.3, 0.4, 0.5], [0.0] * WIDTH, 1.0, {}), "t")


@pytest.mark.parametrize("word", [WORD, "grounds", "qqq"])
@pytest.mark.parametrize("output", range(WIDTH))
def test_a_word_weighs_what_it_and_its_letters_weigh(word: str, output: int) -> None:
    by_letter = sum(table().weight(one, output) for one in letters(word))
    assert table().weight_of_word(word, output) == pytest.approx(by_letter)


def test_what_was_learned_of_a_word_counts_once() -> None:
    learned = overlaid(table(), Overlay(table().name, {WORD: (1.0, 0.0, -2.0, 0.0, 0.5)}, (0.0,) * WIDTH, {}), "t+1")
    for output, added in enumerate((1.0, 0.0, -2.0, 0.0, 0.5)):
        assert learned.weight_of_word(WORD, output) == pytest.approx(table().weight_of_word(WORD, output) + added)
        assert learned.weight_of_word("ground", output) == table().weight_of_word("ground", output)


def test_there_is_a_weight_for_each_output_of_the_model_that_ships() -> None:
    shipped = load(SHIPPED)
    for output in range(len(OUTPUTS)):
        by_letter = sum(shipped.weight(one, output) for one in letters("refund"))
        assert shipped.weight_of_word("refund", output) == pytest.approx(by_letter)
