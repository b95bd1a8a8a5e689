"""Pure: near copies in any script, and no others."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.weigh_storm.likeness import alike, same_words, says_enough

LONG = "My parcel was left in the rain again and nobody at the hotline could tell me who will pay for it"


def are_alike(*texts: str) -> bool:
    return len(set(alike(texts))) == 1


@pytest.mark.parametrize(
    "copy",
    [
        LONG.upper(),
        f"@acme {LONG}!!! https://example.com/a?b=1",
        LONG.replace("parcel", "package"),
        "M\u0335y\u0342 " + LONG[3:],
        f"{LONG} 😡😡😡",
        LONG.replace(" ", "  \n"),
    ],
)
def test_a_copy_with_small_changes_is_a_copy(copy: str) -> None:
    assert are_alike(LONG, copy)


def test_numbers_are_all_one() -> None:
    assert are_alike(f"{LONG}, order 48213", f"{LONG}, order 99120")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, "My card was charged twice this morning and the hotline hangs up on me, I want it back today"),
        (
            "荷物が三日も届かないのに問い合わせても返事がありません、どうなっているのですか",
            "予約した部屋が勝手に取り消されて泊まる所がなくなりました、責任を取ってください",
        ),
    ],
)
def test_two_complaints_are_no_copies(one: str, other: str) -> None:
    assert not are_alike(one, other)


@pytest.mark.parametrize(
    "text",
    [
        "荷物が三日も届かないのに問い合わせても返事がありません",
        "الطلب لم يصل منذ أسبوع ولا أحد يرد على رسائلي في خدمة العملاء",
        "พัสดุของฉันไม่มาสามวันแล้วและไม่มีใครตอบข้อความของฉันเลยสักคน",
        "Моя посылка третий день не приходит и никто не отвечает на письма",
    ],
)
def test_a_copy_is_a_copy_in_any_script(text: str) -> None:
    assert are_alike(text, f"{text} 1", f"@acme {text}")


@pytest.mark.parametrize("text", ["", "down again", "😡" * 500, "+1", "site is down again!!", "同意"])
def test_what_everybody_says_is_no_copy(text: str) -> None:
    assert not are_alike(text, text)


def test_copies_of_copies_belong_together() -> None:
    first, second, third = (
        LONG,
        LONG.replace("parcel", "package"),
        LONG.replace("parcel", "package").replace("rain", "mud"),
    )
    assert are_alike(first, second, third)


@settings(max_examples=40, database=None, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=8), st.integers(0, 100))
def test_any_text_in_any_order_gives_the_same_groups(texts: list[str], seed: int) -> None:
    texts = [*texts, LONG, LONG + " again"]
    order = list(range(len(texts)))
    Random(seed).shuffle(order)
    straight, shuffled = alike(texts), alike([texts[at] for at in order])
    groups = {frozenset(at for at, group in enumerate(straight) if group == number) for number in straight}
    again = {frozenset(order[at] for at, group in enumerate(shuffled) if group == number) for number in shuffled}
    assert groups == again


def test_a_huge_text_costs_no_more_than_its_beginning() -> None:
    assert len(same_words("\ufdfa" * 20_000)) <= 1_000
    assert says_enough(same_words("word " * 100_000))
