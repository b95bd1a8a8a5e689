"""Personal data, in any language: what belongs to one customer must not be said to all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from shared.gate.finding import Finding, Level
from shared.gate.folded import fold
from shared.gate.numbers import iban_length, is_card
from shared.gate.part import Part

Place = tuple[int, int]

# Words and digits of numbers are ASCII's once folded, so that a number may stand right after a kana or a kanji.
# Each pattern begins where a run of its characters begins, so that no run is read more than once.
_MAIL = re.compile(
    r"(?<![\w.%+@-])[\w.%+-]+(?:@| ?[(\[{] ?(?:at|arroba|chez|chiocciola) ?[)\]}] ?)"
    r"[\w-]{1,63}(?:(?:\.| ?[(\[{] ?(?:dot|punto|point|punkt|ponto) ?[)\]}] ?)[\w-]{1,63}){1,5}"
)
_HANDLE = re.compile(r"(?<![\w@/.])@[a-z_][\w-]{1,63}(?:\.[\w-]{1,63}){0,5}(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})?")
_CARD = re.compile(r"(?<![\w+-])\d(?:[ -]?\d){12,18}(?![\w-])", re.ASCII)
_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d{2}(?:[ -]?[a-z0-9]){11,30}", re.ASCII)
_DATE = re.compile(
    r"(?<![\w./-])(?:(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./](?:(?:19|20)\d\d|\d\d))(?![\d-]|[./]\d)",
    re.ASCII,
)
_TIME = re.compile(r"(?<![\w.,])(?:[01]?\d|2[0-3])[.:h][0-5]\d(?![\w]|[.:]\d)", re.ASCII)
_PHONES = re.compile(
    r"(?<![\w./:,+-])(?:"
    r"\+[ (]{0,2}[1-9](?:[ ().\/-]{0,2}\d){7,14}"  # E.164 has 15 digits at most
    r"|\(?00[ (]{0,2}[1-9](?:[ ().\/-]{0,2}\d){7,14}"
    r"|\(?0[1-9](?:[ ().\/-]{0,2}\d){7,10}"  # a trunk prefix, and nine to twelve digits in all
    r"|(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[ .-]\d{4}"  # the North American plan
    r")(?![\d-]|[.,:]\d)",
    re.ASCII,
)
_AFTER_CUE = re.compile(r"(?<![\w./:,+-])\(?\d(?:[ ().\/-]{0,2}\d){6,14}(?![\d-]|[.,:]\d)", re.ASCII)
_PHONE_CUE = re.compile(
    r"(?<!\w)(?:phone|telephone|call(?: us| me)?|ring|dial|mobile|cell|whatsapp|tel|fon|telefon\w*|anruf\w*|handy"
    r"|telefono|movil|llam\w*|telephon\w*|appel\w*|portable|chiam\w*|cellulare|lig\w{1,3}|telemovel|celular|simu)(?!\w)"
    r"|電話|هاتف|फोन|फ़ोन|电话|전화",
    re.ASCII,
)
_CUE_REACH = 24
_ORDER = re.compile(
    r"(?:(?<!\w)(?:order|booking|reservation|ticket|invoice|case|reference|ref|confirmation|pnr|account|parcel|tracking"
    r"|consignment|customer|pedido|reserva|billete|factura|expediente|localizador|commande|billet|facture"
    r"|dossier|bestell\w{0,10}|auftrag\w{0,10}|buchung\w{0,10}|rechnung\w{0,10}|kundennummer|vorgang\w{0,10}"
    r"|sendung\w{0,10}|ordine|prenotazione|biglietto|fattura|pratica|encomenda|bilhete|fatura|processo|oda|tiketi)"
    r"|注文番号|予約番号|رقم الطلب|رقم الحجز)"
    r"[ :#=.-]{0,3}(?:(?:number|numbers|no|nr|num|numero|nummer|n|nº|n°|id|code|codigo|codice"
    r"|ref|reference|is|was|namba)[ :#=.°-]{1,3}){0,2}#?(?P<number>[a-z0-9][a-z0-9-]{4,30})(?!\w)",
    re.ASCII,
)
# Airlines' own references may be all letters: only a cue that names one counts, and capitals.
_LOCATOR = re.compile(
    r"(?<!\w)(?:pnr|booking reference|booking code|reservation code|record locator|localizador|buchungscode"
    r"|code de reservation|codice di prenotazione|codigo de reserva)(?: is| es| est| ist| e)?[ :#=-]{1,3}"
    r"(?P<number>[a-z0-9]{5,8})(?!\w)",
    re.ASCII,
)
_HASH = re.compile(r"(?<![\w&])#(?P<number>\d{5,20})(?!\w)", re.ASCII)
_LONG = re.compile(r"(?<![\w.,:/+-])\d{9,20}(?![\w-]|[.,:]\d)", re.ASCII)
_FEWEST_DIGITS = 4


def personal(part: Part) -> Iterator[Finding]:
    """What looks like one person's, once a place: the surest kind of it."""
    taken: list[Place] = []
    bare = _without_links_and_dates(part)
    for kind, level, places, why, mend in _KINDS:
        for start, end in places(part, bare):
            if any(first < end and start < last for first, last in taken):
                continue
            taken.append((start, end))
            if not part.stands(start, end) and not _a_known_number(part, start, end):
                yield part.finding(kind, level, start, end, why, mend, mask=_mask(kind, part.text, start, end))


def _without_links_and_dates(part: Part) -> str:
    """The folded text with `\\x00` for what holds numbers of another kind, each at its place."""
    bare = list(part.text)
    for start, end in part.links:
        bare[start:end] = "\x00" * (end - start)
    text = _DATE.sub(lambda date: "\x00" * len(date[0]), "".join(bare))
    return _TIME.sub(lambda time: "\x00" * len(time[0]), text)


def _mails(part: Part, _bare: str) -> Iterator[Place]:
    for match in _MAIL.finditer(part.text):
        # A domain ends in letters; `package@1.2.3` is none.
        if re.search(r"[^\W\d_]{2}-?$", match[0]):
            yield match.span()


def _handles(part: Part, _bare: str) -> Iterator[Place]:
    return (match.span() for match in _HANDLE.finditer(part.text))


def _cards(_part: Part, bare: str) -> Iterator[Place]:
    for match in _CARD.finditer(bare):
        ends = [at + 1 for at in range(*match.span()) if bare[at].isdigit() and not bare[at + 1 : at + 2].isdigit()]
        whole = (end for end in reversed(ends) if is_card(_digits(bare[match.start() : end])))
        for end in whole:
            yield match.start(), end
            break


def _ibans(_part: Part, bare: str) -> Iterator[Place]:
    for match in _IBAN.finditer(bare):
        places = [at for at in range(*match.span()) if bare[at] not in " -"]
        length = iban_length("".join(bare[at] for at in places))
        if length is not None:
            yield match.start(), places[length - 1] + 1


def _orders(part: Part, bare: str) -> Iterator[Place]:
    for pattern in (_ORDER, _HASH):
        for match in pattern.finditer(bare):
            if len(_digits(match["number"])) >= _FEWEST_DIGITS:
                yield match.span("number")
    for match in _LOCATOR.finditer(bare):
        if part.written(*match.span("number")).isupper():
            yield match.span("number")


def _phones(_part: Part, bare: str) -> Iterator[Place]:
    for match in _PHONES.finditer(bare):
        yield match.span()
    for match in _AFTER_CUE.finditer(bare):
        if _PHONE_CUE.search(bare, max(0, match.start() - _CUE_REACH), match.start()):
            yield match.span()


def _long_numbers(_part: Part, bare: str) -> Iterator[Place]:
    return (match.span() for match in _LONG.finditer(bare))


def _a_known_number(part: Part, start: int, end: int) -> bool:
    """Whether the plan allows this number, however it is grouped, with or without its country."""
    digits = _digits(part.text[start:end]).lstrip("0")
    if len(digits) < 7:
        return False
    known = (_digits(fold(one).text).lstrip("0") for one in part.allowed)
    return any(len(one) >= 7 and (one.endswith(digits) or digits.endswith(one)) for one in known)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isdigit())


def _mask(kind: str, text: str, start: int, end: int) -> list[int]:
    """All letters and digits but the first and the last ones: enough to find the place."""
    if kind == "handle":
        return []
    places = [at for at in range(start, end) if text[at].isalnum()]
    kept = 2 if len(places) >= 9 else 1
    return places[1 if kind == "email_address" else kept : -kept]


_LEAVE = "Leave it out, and write to that customer in private; what is the company's own can be allowed in the plan."
_Row = tuple[str, Level, Callable[[Part, str], Iterator[Place]], str, str]
_KINDS: tuple[_Row, ...] = (
    ("email_address", "refuse", _mails, "An e-mail address in public gets one person strangers' mail.", _LEAVE),
    ("iban", "refuse", _ibans, "This is a bank account's number; its check digits fit.", _LEAVE),
    ("card_number", "refuse", _cards, "This is a payment card's number; its check digit fits.", _LEAVE),
    ("order_number", "refuse", _orders, "With an order's or booking's number others can read and change it.", _LEAVE),
    ("phone_number", "refuse", _phones, "A phone number in public gets one person strangers' calls.", _LEAVE),
    ("long_number", "warn", _long_numbers, "A number as long as this is mostly one customer's or one order's.", _LEAVE),
    ("handle", "warn", _handles, "This names an account, and readers will seek out whose it is.", _LEAVE),
)
