"""The storm and the lesser trouble beside it, in as many languages as a scene asks for."""

from __future__ import annotations

from shared.statement import Statement, Words
from tests.builders import NOON, minutes
from tests.harness.scene import about, statement

#: When the storm's next word is due: 14:15 in Lisbon.
PROMISED_AT = NOON + minutes(75)
TITLE = "Paying for a booking fails for many of you"
FIRST = (
    "Since this morning many of you tell us that paying for a booking fails. We are looking for the cause.\n\n"
    "If you sail today: your seat is kept, with or without a receipt. Say your name at the gate."
)
SECOND = (
    "We know the cause: our payment provider turns away cards of some banks. They are mending it; meanwhile a "
    "second provider takes about half of all payments.\n\n"
    "Nothing that failed was charged. More at https://www.example.com/payments"
)
#: Title, first and second word.
TRANSLATED = {
    "pt": (
        "O pagamento de reservas falha para muitos de vós",
        "Desde esta manhã muitos de vós contam-nos que o pagamento de uma reserva falha. Procuramos a causa.\n\n"
        "Se viaja hoje: o seu lugar está guardado, com ou sem recibo. Diga o seu nome no embarque.",
        "Sabemos a causa: o nosso fornecedor de pagamentos recusa cartões de alguns bancos. Está a corrigi-lo; "
        "entretanto um segundo fornecedor recebe cerca de metade dos pagamentos.\n\n"
        "Nada do que falhou foi cobrado. Mais em https://www.example.com/payments",
    ),
    "ar": (
        "الدفع مقابل الحجز لا ينجح عند كثير منكم",
        "منذ هذا الصباح يخبرنا كثير منكم أن الدفع مقابل الحجز لا ينجح. نبحث عن السبب.\n\n"
        "إن كنت مسافرًا اليوم فمقعدك محفوظ، مع إيصال أو من دونه. اذكر اسمك عند البوابة.",
        "عرفنا السبب: مزوّد الدفع لدينا يرفض بطاقات بعض البنوك، وهو يصلح ذلك الآن. وفي هذه الأثناء يقبل مزوّد ثانٍ نحو "
        "نصف المدفوعات.\n\n"
        "لم يُخصم أي مبلغ من عملية فاشلة. المزيد على https://www.example.com/payments",
    ),
}


def storm(*languages: str, over: bool = False) -> Statement:
    """In English and those languages. Its next word is due at PROMISED_AT; resolved five minutes before where over."""
    told = about(TITLE, "major", "booking", "website")
    first = told(1, body=FIRST, kept_at=NOON + minutes(27), translations=_in(languages, 1))
    second = told(
        2,
        progress="identified",
        body=SECOND,
        published_at=NOON + minutes(27),
        next_update_at=PROMISED_AT,
        kept_at=NOON + minutes(70) if over else None,
        translations=_in(languages, 2),
    )
    last = told(
        3,
        progress="resolved",
        body="All payments work again. If one still fails for you, please tell us: it is another fault.",
        published_at=NOON + minutes(70),
        next_update_at=None,
    )
    updates = (first, second, last) if over else (first, second)
    return statement("st-storm", "resolved" if over else "published", told, updates)


def small() -> Statement:
    """A lesser trouble beside the storm, promised for later than the storm's next word; in English only."""
    told = about("Timetables load slowly", "minor", "website")
    body = "Timetables take up to a minute to load in the app. The website has them at once."
    return statement("st-small", "published", told, (told(1, body=body, next_update_at=NOON + minutes(180)),))


def _in(languages: tuple[str, ...], word: int) -> tuple[Words, ...]:
    return tuple(Words(each, TRANSLATED[each][0], TRANSLATED[each][word], ("ada",)) for each in languages)
