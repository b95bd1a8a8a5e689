"""Pure: a mention is settled before it is kept: bounded, well-formed, and not from the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.codec import decode
from shared.mention import MAX_TEXT_CHARACTERS, Author, milliseconds, settled, settled_id, well_formed
from tests.builders import NOON, a_mention, minutes


def test_an_ordinary_mention_stays_as_it_is() -> None:
    assert settled(a_mention()) == a_mention()


@pytest.mark.parametrize("created_at", [NOON + minutes(6), NOON.replace(year=2040), NOON.replace(year=1970)])
def test_a_time_that_can_not_be_is_claimed_and_not_believed(created_at: datetime) -> None:
    mention = settled(replace(a_mention(), created_at=created_at, seen_at=NOON))
    assert (mention.created_at, mention.claimed_at) == (NOON, created_at)


def test_a_clock_that_is_a_little_ahead_is_believed() -> None:
    mention = settled(replace(a_mention(), created_at=NOON + minutes(5), seen_at=NOON))
    assert (mention.created_at, mention.claimed_at) == (NOON + minutes(5), None)


@pytest.mark.parametrize(
    ("joined_at", "believed"),
    [(NOON.replace(year=2019), True), (NOON.replace(year=1970), False), (NOON.replace(year=2040), False)],
)
def test_an_account_that_was_made_before_the_web_or_is_yet_to_be_made_has_no_age(
    joined_at: datetime, believed: bool
) -> None:
    mention = settled(replace(a_mention(), author=Author(id="u1", joined_at=joined_at), seen_at=NOON))
    assert mention.author.joined_at == (joined_at if believed else None)


def test_an_author_that_was_kept_before_accounts_had_an_age_can_be_read() -> None:
    assert decode(Author, '{"id": "u1", "name": null, "handle": "mia", "followers": 3}').joined_at is None


def test_a_version_from_the_future_shuts_out_no_edit() -> None:
    future = milliseconds(NOON + timedelta(days=5000))
    first = settled(replace(a_mention(), version=future, seen_at=NOON))
    edit = settled(replace(a_mention(), version=milliseconds(NOON + minutes(1)), seen_at=NOON + minutes(2)))
    assert first.version < edit.version


def test_a_long_text_is_cut_and_says_so() -> None:
    mention = settled(a_mention(text="😡" * (MAX_TEXT_CHARACTERS + 1)))
    assert (len(mention.text), mention.truncated) == (MAX_TEXT_CHARACTERS, True)


def test_an_address_is_whole_or_none() -> None:
    assert settled(replace(a_mention(), url="https://e.example/" + "a" * 3000)).url is None


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("cut \ud83d end", "cut \ufffd end"),
        ("\ude21\ud83d", "\ufffd\ufffd"),
        ("joined \ud83d\ude21", "joined 😡"),
        ("n\x00ul\x1b[0m\r\n\ttab", "nul[0m\n\ttab"),
        ("\u200fלא עובד \U0001f469\u200d\U0001f467", "\u200fלא עובד \U0001f469\u200d\U0001f467"),
    ],
)
def test_half_a_character_becomes_one_mark_and_controls_go(text: str, mended: str) -> None:
    assert well_formed(text) == mended


@settings(database=None, deadline=None)
@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters(min_codepoint=0xD700, max_codepoint=0xE010)))
def test_whatever_comes_can_be_stored(text: str, odd: str) -> None:
    author = Author(id=odd, name=text + odd, handle=odd)
    mention = settled(
        replace(a_mention(odd or "1", text=odd + text), author=author, brand=odd, thread=text, parent=odd)
    )
    for written in (mention.id, mention.text, mention.brand, mention.author.name or "", mention.thread or ""):
        written.encode("utf-8")
    assert settled(mention) == mention


@settings(database=None, deadline=None)
@given(st.text(alphabet=st.characters()))
def test_what_was_well_formed_once_stays_as_it_is(text: str) -> None:
    clean = well_formed(text)
    clean.encode("utf-8")
    assert well_formed(clean) == clean
    assert not any(ord(character) < 32 and character not in "\n\t" for character in clean)


def test_bidirectional_marks_and_joiners_stay_as_they_are_written() -> None:
    for text in ("\u202egnp.exe\u202c look", "\u2066x\u2069", "\ufeffBOM", "👩\u200d👩\u200d👧", "e\u0301"):
        assert well_formed(text) == text


@pytest.mark.parametrize("brand", ["", "\x00", "\x1b\x07"])
def test_a_brand_that_is_no_word_is_its_sources_name(brand: str) -> None:
    assert settled(replace(a_mention(), brand=brand)).brand == "forum"


@settings(database=None, deadline=None)
@given(st.datetimes(timezones=st.just(UTC)), st.integers(-(2**70), 2**70))
def test_no_time_and_no_version_lies_in_the_future(created_at: datetime, version: int) -> None:
    mention = settled(replace(a_mention(), created_at=created_at, version=version, seen_at=NOON))
    assert datetime(1991, 1, 1, tzinfo=UTC) <= mention.created_at <= NOON + minutes(5)
    assert mention.version <= milliseconds(NOON + minutes(5))
    assert settled(mention) == mention


def test_the_same_words_by_the_same_author_are_the_same_content_whatever_else_changes() -> None:
    one = a_mention()
    assert replace(one, version=9, engagement=500, seen_at=NOON + minutes(9)).content_hash == one.content_hash
    for other in (replace(one, text="other"), replace(one, rating=1), replace(one, public=False)):
        assert other.content_hash != one.content_hash


def test_an_author_is_the_same_under_another_name_and_another_on_another_platform() -> None:
    one = replace(a_mention("1"), author=Author(id="u1", name="Mia", handle="mia"))
    assert replace(a_mention("2"), author=Author(id="u1", name="Mia B.")).author_key == one.author_key
    assert replace(one, platform="x").author_key != one.author_key
    nobody, nobody_else = (replace(a_mention(n), author=Author()) for n in ("1", "2"))
    assert nobody.author_key != nobody_else.author_key


@pytest.mark.parametrize("character", ["a", "é", "😡"])
def test_an_endless_id_becomes_a_key_of_its_own(character: str) -> None:
    one, other = settled_id(character * 5000), settled_id(character * 5001)
    assert one != other
    assert len(one.encode()) <= 2000


def test_less_than_nobody_counts_as_not_said() -> None:
    odd = replace(a_mention(), engagement=-3, reposts=-1, author=Author(id="u1", followers=-7))
    mention = settled(odd)
    assert (mention.engagement, mention.reposts, mention.author.followers) == (0, None, None)
