"""The sentiment of texts that aren't English. Written for this purpose; no line of it has trained a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.triage.foreign import LANGUAGES, MODELS, plain, tone_of, why_unread
from shared.triage.heads import SENTIMENTS
from tests.shared.triage.test_language import NASTY

# The plain ones of each language: the tables tell two of three texts, and a test must not hang on the third.
PLAIN = [
    ("es", "negative", "qué vergüenza de servicio, llevo un mes esperando y nadie responde, pésimo"),
    ("es", "positive", "muchas gracias por todo, sois geniales, me encanta 😍"),
    ("fr", "negative", "service nul, j'en ai marre, encore une panne, c'est honteux"),
    ("fr", "positive", "merci beaucoup, équipe formidable, je suis ravie 😊"),
    ("de", "negative", "so ein Mist, der Zug ist schon wieder ausgefallen, das nervt nur noch"),
    ("de", "positive", "vielen Dank, das war wunderbar, ich freue mich so 😍"),
    ("it", "negative", "che schifo di servizio, nessuno risponde, vergognatevi"),
    ("it", "positive", "bellissima serata, grazie di cuore a tutti 😍"),
    ("pt", "negative", "que vergonha, péssimo atendimento, odeio esta empresa, não funciona nada"),
    ("pt", "positive", "adorei, maravilhoso, muito obrigada, parabéns ❤"),
    ("sw", "negative", "huduma mbaya sana, mnakera, nimechoka na nyinyi, wezi wakubwa 😡"),
    ("sw", "positive", "asante sana, huduma nzuri sana, mungu awabariki, hongereni 👏"),
    ("ar", "negative", "خدمة سيئة جدا، نصابين وكذابين، حسبي الله ونعم الوكيل"),
    ("ar", "positive", "شكرا لكم، خدمة رائعة جدا، الله يسعدكم ❤"),
    ("hi", "negative", "bahut ghatiya service, bakwas company, sharam karo chor log 😡"),
    ("hi", "positive", "bahut badhiya, maza aa gaya, thank you so much ❤"),
]


@pytest.mark.parametrize(("language", "tone", "text"), PLAIN)
def test_a_plain_sentence_has_the_sentiment_that_a_reader_sees(language: str, tone: str, text: str) -> None:
    found = tone_of(text, language)
    assert found is not None
    assert SENTIMENTS[found.index(max(found))] == tone


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_table(language: str) -> None:
    assert why_unread(language) is None


@pytest.mark.parametrize("language", ["en", "nl", "und", "", "../es"])
def test_a_language_without_a_table_has_no_sentiment_and_is_for_a_person(language: str) -> None:
    assert tone_of("ik ben zo blij", language) is None
    assert "a person should read it" in (why_unread(language) or "")


@pytest.mark.parametrize("content", [None, b"", b"{}\n", b"\xff\x00", (MODELS / "tone_es.model").read_bytes()[:-9]])
def test_a_missing_or_damaged_table_gives_no_sentiment_and_says_so(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "tone_es.model").write_bytes(content)
    assert tone_of(PLAIN[0][2], "es", tmp_path) is None
    assert "tone_es.model" in (why_unread("es", tmp_path) or "")


def test_spellings_that_mean_the_same_are_read_the_same() -> None:
    assert tone_of("QUÉ MALA ATENCIÓN", "es") == tone_of("que mala atencion", "es")
    assert tone_of("jajajajaja", "es") == tone_of("jajaja", "es")
    assert plain("el año", "es") != plain("el ano", "es")
    assert tone_of("خِدْمَة سَيِّئَة", "ar") == tone_of("خدمه سيئة", "ar")


def test_all_tables_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in [MODELS / "language.model", *MODELS.glob("tone_*.model")]) < 2_500_000


@pytest.mark.parametrize("text", ["", *NASTY])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_too_nasty(text: str, language: str) -> None:
    found = tone_of(text, language)
    assert found is not None
    assert sum(found) == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(st.text(), st.sampled_from(LANGUAGES))
def test_whatever_the_text_there_are_three_chances_and_always_the_same(text: str, language: str) -> None:
    found = tone_of(text, language)
    assert found is not None
    assert all(0 <= chance <= 1 for chance in found)
    assert found == tone_of(text, language)
