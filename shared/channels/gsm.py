"""How long a text is as SMS: in the GSM 7-bit alphabet (3GPP TS 23.038, 6.2.1), or in UCS-2 where it holds more."""

from __future__ import annotations

import unicodedata

#: One septet each.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: An escape and one more.
_EXTENDED = frozenset("^{}\\[~]|€\f")
#: A lone message, and each of several, which begins with how it hangs together (3GPP TS 23.040, 9.2.3.24.1).
_SEPTETS_ALONE, _SEPTETS_A_PART = 160, 153
_UNITS_ALONE, _UNITS_A_PART = 70, 67
#: What a keyboard writes and the alphabet lacks, by what says the same.
_SAME = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "″": '"',
        "«": '"', "»": '"', "‹": "'", "›": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "•": "-", "·": "-", "×": "x", "™": "TM", "®": "(R)", "©": "(C)", "\t": " ", "ç": "c", "ı": "i",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "œ": "oe", "Œ": "OE", "ẞ": "SS", "¹": "1", "²": "2", "³": "3",
    }
)  # fmt: skip


def is_gsm(text: str) -> bool:
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def plainer(text: str) -> str:
    """The text in the alphabet as far as it says the same: typographic marks, and Latin letters without their accents.

    Pictures and other signs are left out; letters of other scripts stay.
    """
    return "".join(map(_plainer, text.translate(_SAME)))


def only_gsm(text: str) -> str:
    """The text without whatever the alphabet lacks."""
    return "".join(letter for letter in plainer(text) if is_gsm(letter))


def septets(text: str) -> int:
    """What a text in the alphabet takes of the room."""
    return sum(2 if letter in _EXTENDED else 1 for letter in text)


def parts(text: str) -> int:
    """How many messages a phone gets. No character is split between two of them."""
    if is_gsm(text):
        sizes = [2 if letter in _EXTENDED else 1 for letter in text]
        alone, a_part = _SEPTETS_ALONE, _SEPTETS_A_PART
    else:
        sizes = [2 if ord(letter) > 0xFFFF else 1 for letter in text]
        alone, a_part = _UNITS_ALONE, _UNITS_A_PART
    if sum(sizes) <= alone:
        return 1
    count, room = 1, a_part
    for size in sizes:
        if size > room:
            count, room = count + 1, a_part
        room -= size
    return count


def _plainer(letter: str) -> str:
    if is_gsm(letter):
        return letter
    if unicodedata.category(letter)[0] in "SCM":
        return ""
    if unicodedata.category(letter)[0] == "Z":
        return " "
    base = unicodedata.normalize("NFKD", letter)
    bare = "".join(each for each in base if not unicodedata.combining(each))
    return bare if is_gsm(bare) else letter
