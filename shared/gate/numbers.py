"""Numbers that belong to one person: cards and accounts, by their own checksums."""

from __future__ import annotations

# The registry of ISO 13616 (https://www.swift.com/standards/data-standards/iban-international-bank-account-number):
# how many characters an account number has, by country.
_IBANS = """
    ad24 ae23 al28 at20 az28 ba20 be16 bg22 bh22 bi27 br29 by28 ch21 cr22 cy28 cz24 de22 dj27 dk18 do28 ee20 eg29 es24
    fi18 fk18 fo18 fr27 gb22 ge22 gi23 gl18 gr27 gt28 hr21 hu28 ie22 il23 iq23 is26 it27 jo30 kw30 kz20 lb28 lc32 li21
    lt20 lu20 lv21 ly25 mc27 md24 me22 mk19 mn20 mr27 mt31 mu30 ni28 nl18 no15 om23 pk24 pl28 ps29 pt25 qa29 ro24 rs22
    ru33 sa24 sc31 sd18 se24 si19 sk24 sm27 so23 st25 sv28 tl23 tn24 tr26 ua29 va22 vg24 xk20
"""
_IBAN_LENGTHS = {one[:2]: int(one[2:]) for one in _IBANS.split()}
# The first four digits that payment cards have (ISO/IEC 7812 gives the ranges to the networks).
_CARDS = ((2221, 2720), (3000, 3059), (3400, 3499), (3528, 3589), (3600, 3999), (4000, 5899), (6000, 6999))


def is_card(digits: str) -> bool:
    """Whether 13 to 19 digits are a payment card's number: a network's range, and the check digit of ISO/IEC 7812-1."""
    if not 13 <= len(digits) <= 19 or not any(low <= int(digits[:4]) <= high for low, high in _CARDS):
        return False
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + at % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban_length(folded: str) -> int | None:
    """How many of these characters (lower case, no spaces) are an account number; None where they don't begin one."""
    length = _IBAN_LENGTHS.get(folded[:2])
    if length is None or len(folded) < length:
        return None
    account = folded[4:length] + folded[:4]
    # ISO 7064, MOD 97-10: letters count from 10, and the whole leaves 1.
    return length if int("".join(str(int(char, 36)) for char in account)) % 97 == 1 else None
