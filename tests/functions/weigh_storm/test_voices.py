"""Pure: whose trouble a complaint tells, in the languages that it can be told in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.weigh_storm.own_words import IN
from functions.weigh_storm.voices import whose

OWN = [
    ("en", "My card was charged twice"),
    ("en", "I’ve been on hold for two hours"),
    ("en", "I think you lost my bag"),
    ("de", "Seit Montag warte ich auf mein Geld"),
    ("es", "Llevo tres días sin poder entrar en mi cuenta"),
    ("fr", "J'attends toujours mon remboursement"),
    ("it", "Ho pagato due volte e nessuno risponde"),
    ("pt", "Fiquei sem o meu pedido"),
    ("nl", "Mijn pakket is nooit aangekomen"),
    ("pt-BR", "Paguei e não recebi nada"),
]
OTHERS = [
    ("en", "How they treated that man is a disgrace, boycott"),
    ("en", "I can't believe what they did to her"),
    ("en", "I hope they lose every case, shame on them"),
    ("de", "Was ihr der Frau angetan habt, ist widerlich"),
    ("es", "Qué vergüenza cómo tratan a la gente"),
    ("fr", "Je pense que c'est une honte pour leurs employés"),
    ("it", "Secondo me quelle persone meritano rispetto, vergogna"),
    ("pt", "Eu acho uma vergonha o que fizeram com essas pessoas"),
    ("nl", "Ik vind het schandalig voor die mensen"),
]


@pytest.mark.parametrize(("language", "text"), OWN)
def test_a_loss_of_ones_own_is_told_in_the_first_person(language: str, text: str) -> None:
    assert whose(text, language) == "own"


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_an_opinion_on_what_happened_to_others_is_no_loss_of_ones_own(language: str, text: str) -> None:
    assert whose(text, language) == "others"


def test_who_only_says_what_is_wrong_says_neither() -> None:
    assert whose("Website down again in Porto", "en") == "neither"


@pytest.mark.parametrize("language", [None, "", "und", "th", "sw"])
def test_in_another_language_nothing_is_told(language: str | None) -> None:
    assert whose("My card was charged twice", language) is None


@settings(max_examples=60, database=None, deadline=None)
@given(st.text(max_size=300), st.sampled_from(sorted(IN)))
def test_any_text_has_a_voice(text: str, language: str) -> None:
    assert whose(text, language) in ("own", "others", "neither")
