"""In which language a text is, and how sure that is. Written for this purpose; no line of it has trained the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.triage.language import MODEL, UNKNOWN, Language, identify, language_of, why_unread

OURS = [
    ("en", "my parcel never turned up and nobody at the shop picks up the phone"),
    ("en", "u guys were brilliant today, thx for sorting the seats"),
    ("en", "abeg why una network dey do like this since morning"),
    ("es", "llevo media hora en la parada y el autobús no aparece"),
    ("es", "q pena, mi hermana perdio el vuelo y no le devuelven nada"),
    ("fr", "toujours aucune nouvelle de mon remboursement, c'est long"),
    ("fr", "jsuis trop contente ma place est confirmée"),
    ("de", "seit heute früh kommt bei uns kein warmes Wasser mehr"),
    ("de", "hab grad mein Paket abgeholt, alles heil"),
    ("it", "ho aspettato un'ora allo sportello e poi hanno chiuso"),
    ("it", "che bella giornata oggi al lago con i bambini"),
    ("pt", "faz três dias que a minha encomenda está parada"),
    ("pt", "vocês cobraram duas vezes e ninguém resolve"),
    ("sw", "nimelipa jana lakini bado sijapata tiketi yangu"),
    ("sw", "basi lilikuwa safi na dereva alikuwa na heshima"),
    ("ar", "طلبت من أسبوعين والى الآن ما وصل شي"),
    ("ar", "شكرا على سرعة الرد"),
    ("hi", "मेरा सामान अब तक नहीं पहुंचा और कोई फोन नहीं उठाता"),
    ("hi", "mera saman abhi tak nahi pahucha aur koi phone nahi utha raha"),
    ("hi", "yaar kal ka match dekha kya, kitna mast tha"),
]
#: Brand names, English words that all languages borrow, and tags don't turn a text English.
MIXED = [
    ("es", "@ExampleAir el check in online no funciona y el call center tampoco #CustomerService #Fail"),
    ("fr", "Le wifi du Grand Central Hotel ne marche pas, le room service non plus #travel #holidays"),
    ("de", "Das Update von Example Cloud hat mir die Smartwatch zerschossen #bug #support #help"),
    ("it", "Il delivery di Burger Planet è arrivato freddo, che weekend #food #delivery"),
    ("pt", "O app do Fast Pay Bank não abre desde o update, cadê o feedback? #fail"),
    ("sw", "Hii app ya Quick Money inasumbua sana, customer care hawapokei simu #network #down"),
    ("es", "va fatal el internet hoy #customerservice #worstcompanyever #internetdown #brokenpromises #thisisnotfunny"),
    ("fr", "mon colis est perdu #badservice #neveragain #whereismyparcel #customerservicefail"),
    ("hi", "Example Mart ka customer care bilkul bakwas hai, refund nahi diya abhi tak #worstservice"),
]
OTHERS = [
    "ik wacht al drie weken op mijn pakketje en niemand reageert",
    "czekam na przesyłkę od tygodnia i nikt nie odbiera telefonu",
    "kargom hala gelmedi, müşteri hizmetleri telefonu açmıyor",
    "paket saya belum sampai juga, tolong dicek ya kak",
    "pakettini on edelleen hukassa eikä kukaan vastaa puhelimeen",
    "đơn hàng của tôi mãi vẫn chưa tới nơi",
]
SCRIPTS = [
    ("ru", "посылка так и не пришла"),
    ("uk", "посилка досі не прийшла, її ніхто не бачив"),
    ("ja", "荷物がまだ届きません"),
    ("zh", "包裹还没有到"),
    ("ko", "택배가 아직 안 왔어요"),
    ("el", "το δέμα δεν ήρθε ακόμα"),
    ("he", "החבילה עדיין לא הגיעה"),
    ("th", "พัสดุยังไม่มาถึงเลย"),
    ("am", "ዕቃዬ እስካሁን አልደረሰም"),
    ("bn", "আমার পার্সেল এখনো আসেনি"),
    ("ta", "என் பொருள் இன்னும் வரவில்லை"),
    ("fa", "بسته من هنوز نرسیده و هیچ کس پاسخگو نیست، پیگیری کنید چرا"),
    ("ur", "میرا پارسل ابھی تک نہیں پہنچا اور کوئی فون نہیں اٹھاتا"),
    ("mr", "माझे पार्सल अजून आले नाही आणि कोणी उत्तर देत नाही"),
    ("ne", "मेरो सामान अहिले सम्म आएको छैन, कसैले फोन उठाउँदैन"),
]
SILENT = ["", "  \n", "😀😀", "🚢🌊", "ok", "@someone ??", "https://www.example.com/x", "12:30", "haha", "\u200b\u2060"]
NASTY = [
    "a" * 100_000,
    "não " * 30_000,
    "\u202eabc\u202c def \u200f\u200f",
    "ок ok 好 ok हाँ ok",
    "\u0301" * 500,
    "#" * 2_000,
    "@" * 2_000,
    "\ud800 lone",
    "ﷺ ﷽",
    "\x00\x01\x02",
]


@pytest.mark.parametrize(("code", "text"), [*OURS, *MIXED])
def test_each_of_our_languages_is_known_by_a_sentence_of_it(code: str, text: str) -> None:
    assert identify(text).code == code


@pytest.mark.parametrize("text", OTHERS)
def test_a_language_that_is_not_ours_is_not_taken_for_one_of_ours(text: str) -> None:
    found = identify(text)
    assert (found.code, found.sure) == (UNKNOWN, False)


def test_a_language_that_is_not_ours_has_the_name_that_the_platform_gives_it() -> None:
    assert identify(OTHERS[0], "nl-BE").code == "nl"
    assert identify(OTHERS[0], "es").code == UNKNOWN


@pytest.mark.parametrize(("code", "text"), SCRIPTS)
def test_a_script_tells_its_language(code: str, text: str) -> None:
    assert identify(text).code == code


@pytest.mark.parametrize("text", SILENT)
def test_a_silent_text_has_the_platforms_language_else_the_main_one_and_is_not_sure(text: str) -> None:
    assert (identify(text, "pt-BR", "de").code, identify(text, None, "de").code) == ("pt", "de")
    assert identify(text).code == UNKNOWN
    assert not identify(text, "pt", "de").sure


def test_what_the_text_says_outweighs_the_platform() -> None:
    assert identify("Where on earth is my ticket, I have been waiting for an hour", "nl").code == "en"
    assert identify("llevo una hora esperando y nadie me dice nada", "en").code == "es"


def test_most_plain_sentences_are_sure() -> None:
    assert sum(identify(text).sure for _, text in OURS) >= len(OURS) - 2


def test_the_old_question_has_the_same_answer() -> None:
    assert all(language_of(text, text.split()) == identify(text).code for _, text in [*OURS, *MIXED])


@pytest.mark.parametrize("text", NASTY)
def test_no_text_is_too_nasty(text: str) -> None:
    assert identify(text) == identify(text)


@settings(max_examples=150, deadline=None)
@given(st.text(), st.one_of(st.none(), st.text(max_size=8)))
def test_whatever_the_text_the_answer_is_one_code_and_always_the_same(text: str, platform_says: str | None) -> None:
    found = identify(text, platform_says)
    assert found == identify(text, platform_says)
    assert found.code == UNKNOWN or (len(found.code) == 2 and found.code.isascii())


@pytest.mark.parametrize("content", [None, b"", b"{}\n", b"\xff\x00", MODEL.read_bytes()[:-9]])
def test_without_its_table_a_text_is_silent_and_the_reason_is_told(tmp_path: Path, content: bytes | None) -> None:
    model = tmp_path / "language.model"
    if content is not None:
        model.write_bytes(content)
    assert identify(OURS[3][1], "es", "en", model).code == "es"
    assert identify(OURS[3][1], None, "", model) == Language(UNKNOWN, False)
    assert identify(SCRIPTS[0][1], None, "", model).code == "ru"
    assert "language.model" in (why_unread(model) or "")
    assert why_unread() is None
