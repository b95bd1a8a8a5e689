"""Complaints, praise and questions are told apart in the eight languages beside English, with little confidence."""

from __future__ import annotations

import pytest

from shared.triage.fold import folded, words_of
from shared.verdict import COMPLAINTS, Kind
from tests.shared.triage.test_judge import verdict_on

COMPLAINT = "complaint"
TABLE = [
    ("es", COMPLAINT, "Llevo tres semanas y no he recibido mi pedido, nadie responde"),
    ("es", COMPLAINT, "Pésima atención, una vergüenza de empresa, nunca más"),
    ("es", "praise", "Excelente servicio, muy amables, muchas gracias"),
    ("es", "question", "Hola, ¿cuándo abre la taquilla del puerto?"),
    ("fr", COMPLAINT, "Je n'ai toujours pas reçu mon colis et personne ne répond"),
    ("fr", COMPLAINT, "Service nul, c'est une honte, je suis vraiment déçu de vous"),
    ("fr", "praise", "Merci beaucoup, équipe très sympathique et service impeccable"),
    ("fr", "question", "Bonjour, est-ce que vous avez des cabines pour les chiens ?"),
    ("de", COMPLAINT, "Mein Paket ist immer noch nicht da und niemand antwortet"),
    ("de", COMPLAINT, "Das ist eine Unverschämtheit, nie wieder mit euch"),
    ("de", "praise", "Vielen Dank für die schnelle Hilfe, ich bin sehr zufrieden"),
    ("de", "question", "Wann öffnet der Schalter und wie lange ist er offen?"),
    ("it", COMPLAINT, "Non ho ricevuto il rimborso e nessuno risponde da settimane"),
    ("it", COMPLAINT, "Servizio pessimo, vergognatevi, mai più con voi"),
    ("it", "praise", "Grazie mille, personale gentilissimo e servizio perfetto"),
    ("it", "question", "Ciao, quando apre la biglietteria della stazione?"),
    ("pt", COMPLAINT, "Ainda não recebi a minha encomenda e ninguém responde"),
    ("pt", COMPLAINT, "Péssimo atendimento, uma vergonha, não recomendo"),
    ("pt", "praise", "Muito obrigada, atendimento excelente e muito simpáticos"),
    ("pt", "question", "Olá, quando abre a bilheteira e quanto custa o bilhete para os meus filhos?"),
    ("sw", COMPLAINT, "Bado sijapata pesa zangu na hamjibu simu"),
    ("sw", COMPLAINT, "Huduma mbovu sana, ni aibu kwa kampuni hii"),
    ("sw", "praise", "Asante sana kwa huduma nzuri ya leo"),
    ("sw", "question", "Habari, ofisi yenu inafungua saa ngapi?"),
    ("ar", COMPLAINT, "لم تصلني الشحنة حتى الآن ولا أحد يرد"),
    ("ar", COMPLAINT, "خدمة سيئة جدا والموظف وقح"),
    ("ar", "praise", "شكرا لكم خدمة ممتازة وتعامل رائع"),
    ("ar", "question", "متى يفتح المكتب؟"),
    ("hi", COMPLAINT, "मेरा ऑर्डर अभी तक नहीं आया, कोई जवाब नहीं दे रहा"),
    ("hi", COMPLAINT, "बहुत घटिया सर्विस है, शर्म करो"),
    ("hi", "praise", "बहुत अच्छी सेवा, धन्यवाद"),
    ("hi", "question", "दफ्तर कब खुलता है?"),
]


@pytest.mark.parametrize(("language", "kind", "text"), TABLE)
def test_each_kind_is_known_in_each_language_and_never_with_high_confidence(
    language: str, kind: Kind | str, text: str
) -> None:
    verdict = verdict_on(text)
    assert verdict.language == language
    assert verdict.kind in (COMPLAINTS if kind == COMPLAINT else {kind})
    assert verdict.confidence != "high"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("mera order nahi aaya aur koi jawab nahi", True),
        ("bahut ghatiya service hai bhai", True),
        ("bahut accha, dhanyavad", False),
    ],
)
def test_romanised_hindi_is_read_where_its_language_is_known_or_nothing_else_is(text: str, complaint: bool) -> None:
    assert verdict_on(text, language="hi").is_complaint == complaint


def test_accents_may_be_left_out() -> None:
    assert verdict_on("Pesima atencion, nadie me responde desde hace dias y no he recibido nada").is_complaint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("मेरे पैसे वापस नहीं मिले।", ["मेरे", "पैसे", "वापस", "नहीं", "मिले"]),
        ("सर्विस, हिन्दी", ["सर्विस", "हिन्दी"]),
        ("தமிழ் ไม่ดี বাংলা", ["தமிழ்", "ไม่ดี", "বাংলা"]),
        ("مُحَامٍ المحـــامي", ["مُحَامٍ", "المحامي"]),
        ("cafe\u0301 Don’t can't_stop", ["café", "don't", "can't", "stop"]),
        ("'quoted' o'clock' 5G", ["quoted", "o'clock", "5g"]),
        ("l’Été 👍🏽", ["l'été", "👍"]),
    ],
)
def test_a_word_is_not_broken_at_its_vowel_signs(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المحامي", "محامي"),
        ("وبالمحكمة", "محكمه"),
        ("للشرطة", "شرطة"),
        ("أُصيب", "اصيب"),
        ("l'avocat", "avocat"),
        ("dell'ospedale", "ospedale"),
        ("größe", "groesse"),
        ("não", "nao"),
        ("हूँ", "हूं"),
        ("दफ़्तर", "दफ्तर"),
    ],
)
def test_words_that_are_looked_up_alike(one: str, other: str) -> None:
    assert folded(words_of(one)) == folded(words_of(other))


def test_what_is_short_keeps_its_accent_and_its_first_letter() -> None:
    assert folded(["è", "نار", "وقف", "don't"]) == ["è", "نار", "وقف", "don't"]
