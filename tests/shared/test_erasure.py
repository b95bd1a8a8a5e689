"""Pure: whose posts are meant by a name, and that nobody else's are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.erasure import Whose, account, is_of, remains
from shared.mention import Author, Mention
from shared.statement_moves import Refused
from tests.builders import NOON, a_mention

MIA = Author(id="u1", name="Mia M.", handle="mia")


def by(author: Author, platform: str = "discourse") -> Mention:
    return replace(a_mention(), author=author, platform=platform)


@pytest.mark.parametrize("name", ["u1", "mia", "@Mia", "MIA "])
def test_an_author_is_found_by_id_or_handle_however_it_is_written(name: str) -> None:
    assert account([by(MIA), by(Author(id="u2", handle="max"))], name) == Whose("discourse", "u1", 1)


def test_a_name_counts_only_where_the_platform_shows_nothing_else() -> None:
    assert isinstance(account([by(MIA)], "Mia M."), Refused)
    assert account([by(Author(name="Mia M."))], "Mia M.") == Whose("discourse", None, 1, ("mia m.",))


def test_posts_under_an_older_handle_of_the_same_id_are_theirs_too_and_those_without_an_id() -> None:
    whose = account([by(MIA), by(Author(handle="Mia"))], "mia")
    assert isinstance(whose, Whose)
    assert is_of(by(Author(id="u1", handle="before")), whose)
    assert is_of(by(Author(handle="mia")), whose)
    assert not is_of(by(Author(id="u3", handle="mia")), whose)
    assert not is_of(by(MIA, "bluesky"), whose)


def test_of_one_name_on_two_platforms_or_of_two_ids_a_person_has_to_say_which() -> None:
    platforms = account([by(MIA), by(MIA, "bluesky")], "mia")
    ids = account([by(MIA), by(Author(id="u9", handle="mia"))], "mia")
    assert isinstance(platforms, Refused)
    assert "bluesky, discourse" in platforms.why
    assert isinstance(ids, Refused)
    assert "u1, u9" in ids.why


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Jose\u0301", "José"),  # two ways to write one letter
        ("\u200emia\u200b", "mia"),  # what a terminal doesn't show
        ("mia \u00a0 m.", "mia m."),
        ("ＭＩＡ", "mia"),
        ("می\u200cخ", "می\u200cخ"),
    ],
)
def test_an_author_is_found_as_a_terminal_shows_them_and_as_a_keyboard_writes_them(kept: str, typed: str) -> None:
    assert isinstance(account([by(Author(id="u1", handle=kept))], typed), Whose)
    nameless = account([by(Author(name=kept))], typed)
    assert isinstance(nameless, Whose)
    assert is_of(by(Author(name=kept)), nameless)


def test_an_id_means_its_account_though_another_has_it_as_a_handle() -> None:
    some = [by(MIA), by(Author(id="u9", handle="u1")), by(Author(handle="U1"))]
    whose = account(some, "u1")
    assert whose == Whose("discourse", "u1", 1)
    assert isinstance(whose, Whose)
    assert [is_of(one, whose) for one in some] == [True, False, False]
    nameless = account([by(Author(name="Mia"))], "Mia")
    assert isinstance(nameless, Whose)
    assert not is_of(by(Author(id="mia", name="Somebody else")), nameless)


def test_a_name_of_nothing_means_nobody() -> None:
    assert isinstance(account([by(Author(name="\u200e")), by(Author())], "\u200b"), Refused)


def test_nobody_of_that_name_is_told_without_the_name() -> None:
    none = account([by(MIA)], "somebody")
    assert isinstance(none, Refused)
    assert "somebody" not in none.why


def test_what_remains_is_told_with_its_day_the_soonest_first_and_what_stays_last() -> None:
    days = [one.until for one in remains(NOON, timedelta(days=400))]
    ends = [day for day in days if day is not None]
    assert ends == sorted(ends)
    assert days[len(ends) :] == [None] * (len(days) - len(ends))
    assert NOON + timedelta(days=35) in ends
