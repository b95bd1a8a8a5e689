from __future__ import annotations

import pytest

from shared.gate.part import Part
from shared.gate.plainness import reading
from tests.shared.gate.checked import checked

EASY = "The ferry is late. We are sorry. You can wait here, or go home and come back at six. " * 3
HARD = (
    "Notwithstanding considerable organisational difficulties necessitating comprehensive operational reorganisation, "
    "passengers experiencing unanticipated inconveniences attributable to aforementioned circumstances may communicate "
    "accordingly with representatives possessing appropriate administrative responsibilities regarding compensation."
)
HARD_GERMAN = (
    "Aufgrund unvorhergesehener betrieblicher Schwierigkeiten verzögern sich vorübergehend sämtliche Abfahrten, "
    "weshalb betroffene Reisende gebeten werden, entsprechende Informationen regelmäßig abzurufen und gegebenenfalls "
    "alternative Verbindungen einzuplanen, sofern ausreichende Kapazitäten vorhanden sind."
)


def test_the_grade_is_kincaids() -> None:
    # 34 words in 7 sentences; all have one syllable but `ferry` and `sorry`, which have two.
    text = "The old ferry is late. We are sorry now. You can wait here. Or go back home. Then come at six. "
    read = reading(Part("body", text + "We are still here. We will be there too, for all of you.", "en"))
    assert read is not None
    words, sentences, syllables = 34, 7, 36
    assert read.score == pytest.approx(0.39 * words / sentences + 11.8 * syllables / words - 15.59)


def test_lix_is_bjornssons() -> None:
    # 30 words in 4 sentences; `Problem`, `unserer` and `Webseite` have more than six letters.
    text = "Wir haben heute ein Problem mit unserer Webseite gehabt. " * 3 + "Danke an Sie."
    read = reading(Part("body", text, "de"))
    assert read is not None
    assert read.score == pytest.approx(30 / 4 + 100 * 9 / 30)


@pytest.mark.parametrize(("text", "language"), [(HARD, "en"), (HARD_GERMAN, "de")])
def test_a_hard_text_is_warned_of_at_its_longest_sentence(text: str, language: str) -> None:
    (found,) = [one for one in checked("Es tut uns leid. " + text, language) if one.rule == "reading_level"]
    assert found.start == 17
    assert "many readers give up" in found.why


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_an_easy_text_is_not(language: str) -> None:
    assert "reading_level" not in [one.rule for one in checked(EASY, language)]


@pytest.mark.parametrize(
    ("text", "language"), [(HARD, "sw"), (HARD, "ja"), ("We are extraordinarily apologetic.", "en")]
)
def test_what_a_formula_says_nothing_of_has_no_level(text: str, language: str) -> None:
    assert reading(Part("body", text, language)) is None
