"""Pure: how many parts a text takes, by the standard's own numbers (3GPP TS 23.038 and 23.040)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.channels.gsm import is_gsm, only_gsm, parts, plainer, septets


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 459, 3),
        ("a" * 460, 4),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # 76 of them and the half of one more would be 153 septets: the 77th begins the next part.
        ("€" * 152, 2),
        ("€" * 153, 3),
        ("ш" * 70, 1),
        ("ш" * 71, 2),
        ("ш" * 134, 2),
        ("ш" * 135, 3),
        ("ш" * 201, 3),
        ("ш" * 202, 4),
        # A pair of 2 units, of which 33 fit into 67: one unit of each part stays empty.
        ("🔥" * 35, 1),
        ("🔥" * 66, 2),
        ("🔥" * 67, 3),
        ("é" * 160, 1),
        ("ê" * 71, 2),
    ],
)
def test_a_text_takes_so_many_parts(text: str, count: int) -> None:
    assert parts(text) == count


def test_the_alphabet_has_its_128_characters_less_the_escape_and_ten_more() -> None:
    every = [chr(code) for code in range(0x10000) if is_gsm(chr(code))]
    assert len(every) == 127 + 10
    assert "".join(letter for letter in every if septets(letter) == 2) == "\f[\\]^{|}~€"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“It’s late” – really…", '"It\'s late" - really...'),
        ("Reclamação: não dá", "Reclamacao: nao dà".replace("à", "a")),
        ("Żółć œuvre ﬁn ²", "Zolc oeuvre fin 2"),
        ("a\u00a0b\u2003c\u200bd", "a b cd"),
        ("on fire 🔥🧯 →", "on fire  "),
        ("Größe, ñandú, Åse, Ωμέγα", "Größe, ñandu, Åse, Ωμέγα"),
        ("привет سلام 日本", "привет سلام 日本"),
    ],
)
def test_what_says_the_same_in_the_alphabet_is_written_in_it(text: str, plain: str) -> None:
    assert plainer(text) == plain


@given(st.text())
def test_only_the_alphabet_is_left(text: str) -> None:
    assert is_gsm(only_gsm(text))
    assert only_gsm(only_gsm(text)) == only_gsm(text)
