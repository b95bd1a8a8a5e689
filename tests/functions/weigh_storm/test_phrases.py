"""Phrases that set a storm apart: counted by people, never one person's, and in any script."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.weigh_storm.clauses import Clause, clauses_of
from functions.weigh_storm.grams import grouped
from functions.weigh_storm.keyness import bar, keyness
from functions.weigh_storm.phrases import telling_phrases
from shared.storm_summary import Phrase

#: What people say of a ferry on a quiet day, in words that no storm below uses.
QUIET = ("lovely crossing", "coffee on board", "sunny deck, calm sea", "friendly crew again", "dolphins on the way")

Post = tuple[str, str]


def read(posts: Iterable[Post], language: str | None) -> list[Clause]:
    return [
        clause
        for at, (author, text) in enumerate(posts)
        for clause in clauses_of(text, language, author=author, post=f"p{at}", most=1_000)
    ]


def phrases_of(inside: Sequence[Post], before: Sequence[Post] = (), language: str | None = "en") -> dict[str, Phrase]:
    telling = telling_phrases(
        grouped(read(inside, language)),
        read(before, language),
        people=len({author for author, _ in inside}),
        people_before=len({author for author, _ in before}),
    )
    return {one.phrase.words: one.phrase for one in telling}


def by_each(*texts: str, name: str = "a") -> list[Post]:
    return [(f"{name}{at}", text) for at, text in enumerate(texts)]


QUIET_RECORD = by_each(*QUIET * 10, name="b")


def test_a_bar_for_one_phrase_is_the_tables_five_percent() -> None:
    # Chi-squared with one degree of freedom: 5 %, 1 % and 0.1 %.
    assert [round(bar(tried), 2) for tried in (1, 5, 50)] == [3.84, 6.63, 10.83]
    assert bar(0) == bar(1)


def test_keyness_is_nothing_where_shares_are_equal_and_twice_the_information_where_they_are_opposite() -> None:
    assert keyness(5, 10, 50, 100) == pytest.approx(0)
    assert keyness(20, 20, 0, 20) == pytest.approx(2 * 40 * 0.693147, rel=1e-5)
    assert keyness(10, 10, 10, 10) == 0


def test_what_everybody_says_now_and_nobody_said_before_comes_first() -> None:
    storm = by_each(*["The booking page is down!"] * 12, *["booking page down again", "Booking page... why"] * 4)
    (first, *_) = phrases_of(storm, QUIET_RECORD).values()
    assert first == Phrase("booking page", 20, 1.0, None)


def test_a_phrase_tells_how_many_times_the_usual_share_says_it() -> None:
    record = [*by_each(*["no refund"] * 5, name="c"), *by_each(*QUIET * 9, name="b")]
    found = phrases_of(by_each(*["no refund"] * 30, *QUIET * 2), record)
    assert found["no refund"].times_usual == pytest.approx((30 / 40) / (5 / 50))


def test_what_is_said_as_ever_is_not_shown() -> None:
    assert phrases_of(by_each(*QUIET * 20), QUIET_RECORD) == {}


def test_what_is_certain_but_less_than_twice_the_usual_is_not_shown() -> None:
    record = by_each(*["late"] * 300, *["fine"] * 200, name="b")
    assert keyness(400, 500, 300, 500) > bar(10)
    assert "late" not in phrases_of(by_each(*["late"] * 400, *["fine"] * 100), record)


def test_chance_alone_sets_nothing_apart() -> None:
    """Both samples from one distribution, forty times: the bar allows for one in twenty to show anything."""
    words = [f"{a}{b}{c}" for a in "bdfgkl" for b in "aeiou" for c in "mnrst"]
    weights = [1 / (at + 1) for at in range(len(words))]
    chance = random.Random(5)
    shown = 0
    for _ in range(40):
        drawn = [" ".join(chance.choices(words, weights, k=8)) for _ in range(240)]
        shown += bool(phrases_of(by_each(*drawn[:120]), by_each(*drawn[120:], name="b")))
    assert shown <= 4


@pytest.mark.parametrize("people", [1, 2, 3])
def test_a_phrase_takes_three_people(people: int) -> None:
    storm = [(f"a{at % people}", "booking page down") for at in range(60)]
    assert bool(phrases_of(storm)) == (people == 3)


def test_one_loud_account_counts_as_one() -> None:
    storm = by_each(*["booking page down"] * 5, *["lost my luggage"] * 4)
    loud = [("a8", "lost my luggage")] * 500
    assert phrases_of([*storm, *loud], QUIET_RECORD) == phrases_of(storm, QUIET_RECORD)


def test_the_longer_phrase_is_shown_where_it_is_nearly_as_common() -> None:
    storm = by_each(*["the booking page is down"] * 8, "page?", "booking?")
    assert list(phrases_of(storm)) == ["booking page is down"]


def test_the_shorter_phrase_is_shown_where_few_say_the_longer() -> None:
    ways = ("refund now", "refund please", "where is my refund", "refund refused", "the refund form", "refund, when")
    assert list(phrases_of(by_each(*ways * 2))) == ["refund"]


def test_a_sentence_that_everybody_copies_is_not_shown_in_pieces() -> None:
    petition = "We demand an immediate refund for all passengers stranded overnight at the northern harbour"
    assert len(phrases_of(by_each(*[petition] * 40), QUIET_RECORD)) == 1


def test_two_things_that_a_few_people_say_in_one_sentence_are_both_shown() -> None:
    found = phrases_of(
        by_each("booking page down lost money", "lost money booking page down", "booking page down lost money")
    )
    assert set(found) == {"booking page down", "lost money"}


def test_small_words_are_only_within() -> None:
    found = phrases_of(by_each(*["it was in the end of the pier for us"] * 5))
    assert set(found) == {"end of the pier"}


def test_a_no_belongs_to_what_it_denies_and_says_nothing_alone() -> None:
    assert set(phrases_of(by_each("no refund", "no refund!", "No refund?", "no", "no"))) == {"no refund"}
    assert not phrases_of(by_each("no", "no", "no", "can't", "can't", "can't"))


def test_the_brands_name_is_no_news() -> None:
    posts = [
        clause
        for at in range(5)
        for clause in clauses_of(
            "Example Ferries cancelled", "en", author=f"a{at}", post=f"{at}", most=99, brand="Example Ferries"
        )
    ]
    (only,) = telling_phrases(grouped(posts), (), people=5, people_before=0)
    assert only.phrase.words == "cancelled"


def test_accents_and_case_make_no_other_phrase_and_it_is_shown_as_most_write_it() -> None:
    ways = ["página de reservas", "Página de reservas", "PÁGINA DE RESERVAS", "pagina de reservas"]
    assert phrases_of(by_each(*ways), language="es")["página de reservas"].authors == 4


def test_a_writing_of_fewer_than_three_is_not_shown() -> None:
    assert list(phrases_of(by_each("Rückgeld", "Rúckgeld", "Rùckgeld"), language="de")) == ["ruckgeld"]


def test_what_cannot_be_seen_is_not_shown() -> None:
    assert list(phrases_of(by_each(*["é-bo\u202eok\u200bing"] * 3))) == ["é booking"]


def test_a_control_character_within_a_word_is_not_shown() -> None:
    assert list(phrases_of(by_each(*["fer\x1bry can\x00celled"] * 3))) == ["ferry cancelled"]


def test_marks_without_end_over_a_letter_are_not_shown() -> None:
    assert list(phrases_of(by_each(*["f" + "\u0301" * 500 + "erry"] * 3))) == ["ferry"]


def test_a_word_as_long_as_a_key_is_none() -> None:
    assert list(phrases_of(by_each(*[f"late {'x' * 41} again"] * 3))) == ["again", "late"]


def test_short_numbers_are_shown_and_long_ones_are_not() -> None:
    assert list(phrases_of(by_each(*["gate 42 closed"] * 3))) == ["gate 42 closed"]
    assert list(phrases_of(by_each(*["street 4711 now"] * 3))) == ["now", "street"]


def test_a_shorter_phrase_is_shown_where_the_longer_one_repeats_another() -> None:
    storm = by_each(*["pin wrong", "the pin!", "pin?"] * 10, *["unblock my pin"] * 10, *["unblock it"] * 2)
    found = phrases_of(storm, QUIET_RECORD)
    assert (found["pin"].authors, found["unblock"].authors) == (40, 12)


def test_beside_too_short_a_record_what_most_say_is_shown() -> None:
    storm = by_each(*["refund"] * 3, *QUIET * 2)
    assert "refund" in phrases_of(storm, by_each(*QUIET, name="b"))
    assert "coffee on board" not in phrases_of(storm, QUIET_RECORD)


@pytest.mark.parametrize(
    ("language", "texts", "expected"),
    [
        ("ja", ("予約サイトが落ちてる", "予約サイトにつながらない！", "また予約サイト落ちた…"), "予約サイト"),
        ("th", ("จองตั๋วไม่ได้เลย", "เว็บล่ม จองตั๋วไม่ได้", "ทำไมจองตั๋วไม่ได้คะ"), "จองตั๋วไม่ได้"),
        ("zh", ("订票网站崩溃了", "订票网站打不开", "无语，订票网站又崩溃了"), "订票网站"),
        ("ko", ("예약 사이트 안 돼요", "또 예약 사이트 오류", "예약 사이트!"), "예약 사이트"),
        (
            "ar",
            ("موقع الحجز لا يعمل منذ الصباح", "لماذا موقع الحجز لا يعمل؟", "موقع الحجز لا يعمل!!"),
            "موقع الحجز لا يعمل",
        ),
        ("he", ("אתר ההזמנות נפל", "שוב אתר ההזמנות", "אתר ההזמנות!"), "אתר ההזמנות"),
        ("hi", ("बुकिंग वेबसाइट बंद", "फिर बुकिंग वेबसाइट", "बुकिंग वेबसाइट?"), "बुकिंग वेबसाइट"),
        ("fr", ("L’application ne marche pas", "l'application plante", "L'APPLICATION"), "application"),
        (None, ("so late 😡😡😡", "😡 again", "why 😡"), "😡"),
        (None, ("😡😡😡", "😡😡😡", "😡😡"), "😡"),
        (None, ("👍🏽 sure", "👍🏽 yes, very", "👍🏽"), "👍"),
        (None, ("🇬🇧", "🇬🇧🇬🇧", "a 🇬🇧"), "🇬🇧"),
    ],
)
def test_any_script_has_its_phrases(language: str | None, texts: tuple[str, ...], expected: str) -> None:
    assert expected in phrases_of(by_each(*texts), language=language)


#: What belongs to one person, and the parts of it that must not be seen.
PERSONAL = [
    ("mail john.smith@example.com today", ("john", "smith", "example")),
    ("mail john.smith@localhost today", ("john", "smith", "localhost")),
    ("mail anna (at) example (dot) org today", ("anna", "org")),
    # As long as the gate's finding says it, and four characters more.
    (
        f"mail anna (at) {'-'.join(['bobs'] * 11)}.{'-'.join(['house'] * 9)}xx.org today",
        ("anna", "bobs", "house", "org"),
    ),
    ("ask @john_smith today", ("john", "smith")),
    ("ask ＠johnsmith today", ("johnsmith",)),
    ("ask @张三李四 today", ("张", "三", "李", "四")),
    ("ask @bob@social.example today", ("bob", "social")),
    ("ask u/bobby today", ("bobby",)),
    ("ask bobby#1234 today", ("bobby", "1234")),
    ("ask bobby_the_third today", ("bobby", "third")),
    ("see https://doxx.example.net/bobby?q=street today", ("bobby", "street", "doxx")),
    ("see t.me/bobby today", ("bobby",)),
    ("ring +44 20 7946 0958 today", ("44", "20", "7946", "0958")),
    ("ring 555-0100 123 today", ("555", "0100")),
    ("order 12345678 today", ("1234",)),
    ("booking reference QWERTY today", ("qwerty",)),
    ("card 4111 1111 1111 1111 today", ("4111", "1111")),
    ("account GB82 WEST 1234 5698 7654 32 today", ("gb82", "west", "5698")),
    ("ring ٠٢٠٧٩٤٦٠٩٥٨ today", ("٠٢", "020")),
]


@pytest.mark.parametrize(("text", "hidden"), PERSONAL)
def test_what_belongs_to_one_person_is_not_shown_whoever_repeats_it(text: str, hidden: tuple[str, ...]) -> None:
    shown = " ".join(phrases_of(by_each(*[text] * 9, *["today"] * 9)))
    assert "today" in shown
    assert not any(part in shown for part in hidden)


@pytest.mark.parametrize(("text", "hidden"), PERSONAL)
def test_what_stands_across_the_end_of_what_is_read_is_not_shown_in_part(text: str, hidden: tuple[str, ...]) -> None:
    for most in range(1, len(text)):
        clauses = [one for at in range(3) for one in clauses_of(text, "en", author=f"a{at}", post=f"{at}", most=most)]
        shown = " ".join(one.phrase.words for one in telling_phrases(grouped(clauses), (), people=3, people_before=0))
        assert not any(part in shown for part in hidden)


WORDS = (
    "the",
    "booking",
    "page",
    "is",
    "down",
    "no",
    "refund",
    "予約",
    "サイト",
    "😡",
    "l'appli",
    "can't",
    "12",
    "@bob",
    "١٢",
)
texts = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(WORDS),
        max_size=9,
    ).map(" ".join),
)
posts = st.lists(st.tuples(st.sampled_from("abcdefgh"), texts), max_size=30)


@given(inside=posts, before=posts, seed=st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_any_posts_in_any_order_have_the_same_phrases_each_by_three_people(
    inside: list[Post], before: list[Post], seed: int
) -> None:
    found = phrases_of(inside, before)
    assert len(found) <= 8
    for phrase in found.values():
        assert 3 <= phrase.authors <= len({author for author, _ in inside})
        assert 0 < phrase.share <= 1
        assert sum(map(str.isdigit, phrase.words)) <= 3
        assert "@" not in phrase.words
        assert phrase.words.strip()
    shuffled = random.Random(seed)
    shuffled.shuffle(inside)
    shuffled.shuffle(before)
    assert list(phrases_of(inside, before).items()) == list(found.items())
