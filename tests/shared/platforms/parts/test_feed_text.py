"""Pure: a feed's bytes as text, whatever its sender says of them."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.platforms.parts.feed_text import told

RUSSIAN = "Не могу войти в личный кабинет уже третий день, поддержка молчит. Деньги списали дважды."
JAPANESE = "予約したフェリーが突然欠航になりました。サポートに電話しても誰も出ません。"
CHINESE = "轮渡被取消了,没有人接电话,也没有退款。我们已经等了三个小时。"
KOREAN = "페리가 갑자기 취소되었는데 고객센터는 전화를 받지 않습니다. 환불은 언제 되나요?"
FRENCH = "Le ferry a été annulé sans prévenir, personne ne répond au téléphone, c'est scandaleux."
POLISH = "Prom został odwołany bez ostrzeżenia, nikt nie odbiera telefonu. Żądam zwrotu pieniędzy."
GREEK = "Το πλοίο ακυρώθηκε χωρίς προειδοποίηση και κανείς δεν απαντά στο τηλέφωνο."


def a_feed(words: str, declared: str = "") -> str:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{head}<rss version='2.0'><channel><item><title>{words}</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("words", "charset"),
    [
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "windows-1251"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc-kr"),
        (FRENCH, "windows-1252"),
        (POLISH, "windows-1250"),
        (GREEK, "windows-1253"),
    ],
)
def test_a_charset_that_nobody_says_is_known_by_its_letters_and_told(words: str, charset: str) -> None:
    found = told(a_feed(words).encode(charset), "application/xml")
    assert found.text == a_feed(words)
    assert found.note.startswith("it says no charset; read as ")


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251"])
def test_a_server_is_believed_before_the_feed_itself(charset: str) -> None:
    body = a_feed(RUSSIAN, "iso-8859-1").encode(charset)
    found = told(body, f"text/xml; charset={charset}")
    assert (found.text, found.note) == (a_feed(RUSSIAN, "iso-8859-1"), "")


def test_the_feeds_own_word_is_believed_where_the_server_says_none_or_one_that_is_none() -> None:
    body = a_feed(RUSSIAN, "koi8-r").encode("koi8-r")
    for server in ("", "application/xml", "text/xml; charset=utf-9", "text/xml; charset=punycode"):
        assert told(body, server).text == a_feed(RUSSIAN, "koi8-r")


def test_utf_8_is_utf_8_whatever_is_said_and_the_lie_is_told() -> None:
    body = a_feed(FRENCH, "iso-8859-1").encode()
    assert told(body).text == a_feed(FRENCH, "iso-8859-1")
    assert told(body).note == "it says cp1252, and is UTF-8"
    assert told(a_feed(FRENCH, "utf-8").encode(), "text/xml; charset=UTF-8").note == ""


def test_what_says_utf_8_and_is_none_is_known_by_its_letters() -> None:
    found = told(a_feed(RUSSIAN, "utf-8").encode("koi8-r"))
    assert found.text == a_feed(RUSSIAN, "utf-8")
    assert found.note.startswith("it says utf-8, and is not; read as ")


def test_a_few_broken_bytes_cost_those_and_not_all_the_words() -> None:
    body = a_feed(FRENCH * 20).encode().replace("é".encode(), b"\xe9", 1)
    found = told(body)
    assert found.text == a_feed(FRENCH * 20).replace("é", "\ufffd", 1)
    assert found.note == "not all of its text is UTF-8; what is not was left out"


@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8-sig"]
)
def test_wide_letters_and_marks_are_known_by_the_first_bytes(charset: str) -> None:
    assert told(a_feed(RUSSIAN).encode(charset)).text == a_feed(RUSSIAN)


def test_what_is_called_latin_1_is_the_larger_set_that_everybody_means() -> None:
    words = "“3 € more”"
    assert told(a_feed(words, "iso-8859-1").encode("cp1252")).text == a_feed(words, "iso-8859-1")


@pytest.mark.parametrize("name", ["punycode", "unicode_escape", "zlib", "rot13", "idna", "utf-7", "../x", "x" * 40])
def test_a_charset_that_is_none_of_peoples_is_not_used(name: str) -> None:
    body = a_feed("+ADw-b+AD4 \\x41", name).encode()
    assert told(body, f"text/xml; charset={name}").text == body.decode()


@settings(database=None, deadline=None, max_examples=60)
@given(
    st.binary(max_size=200),
    st.sampled_from(["", "utf-8", "utf-16", "shift_jis", "punycode", "nonsense", "big5"]),
    st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_BE, b"<?xml version='1.0' encoding='euc-kr'?>"]),
)
def test_any_bytes_are_some_text(body: bytes, charset: str, head: bytes) -> None:
    told(head + body, f"text/xml; charset={charset}").text.encode("utf-8", "surrogatepass")
