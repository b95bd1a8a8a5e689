"""Pure: what has changed of a repository, each list from where the last round ended."""

from __future__ import annotations

from typing import Any

import pytest

from shared.plan import Source
from shared.platforms.parts import github_pages
from tests.shared.platforms.heard import Held, a_round, hold

SWEPT = Source("code", "github", "sweep", "acme", look_for=("Acme/App",))
AN_ISSUE: dict[str, Any] = {"id": 4001, "updated_at": "2026-10-02T11:10:00Z"}


def swept(cursor: dict[str, str] | None, *answers: object, source: Source = SWEPT, token: str = "") -> Held:
    return hold(github_pages.sweep(a_round(source, cursor, token=token)), *answers)


_KEYS = ("acme/app issues", "acme/app issues/comments")
BEFORE = dict.fromkeys(_KEYS, "2026-10-02T11:00:00Z")


def test_the_first_round_asks_for_the_newest_page_of_each_list() -> None:
    held = swept(None, [AN_ISSUE], [])
    assert held.urls == [
        "https://api.github.com/repos/Acme/App/issues?state=all&sort=updated&per_page=100&direction=desc",
        "https://api.github.com/repos/Acme/App/issues/comments?state=all&sort=updated&per_page=100&direction=desc",
    ]
    assert held.done is not None
    assert held.done.cursor == {_KEYS[0]: "2026-10-02T11:10:00Z", _KEYS[1]: "2026-10-02T12:00:00Z"}


def test_the_next_round_asks_from_a_little_before_where_the_last_one_ended() -> None:
    held = swept(BEFORE, [AN_ISSUE], [])
    assert [url.partition("direction=")[2] for url in held.urls] == ["asc&since=2026-10-02T10:58:00Z"] * 2
    assert held.done is not None
    assert held.done.cursor == {_KEYS[0]: "2026-10-02T11:10:00Z", _KEYS[1]: "2026-10-02T11:00:00Z"}


def a_full_page(minute: int) -> list[Any]:
    return [AN_ISSUE | {"updated_at": f"2026-10-02T11:{minute:02}:00Z"}] * 100


def test_a_full_page_is_followed_from_its_end_and_after_three_the_next_round_goes_on() -> None:
    held = swept(BEFORE, a_full_page(1), a_full_page(2), a_full_page(3), [])
    assert [url[-20:] for url in held.urls[:3]] == [f"2026-10-02T{at}:00Z" for at in ("10:58", "11:01", "11:02")]
    assert held.done is not None
    assert (held.done.more, held.done.cursor[_KEYS[0]]) == (True, "2026-10-02T11:03:00Z")


def test_more_than_a_page_of_one_instant_is_read_by_the_number_of_the_page() -> None:
    held = swept(BEFORE, a_full_page(1), a_full_page(1), [AN_ISSUE], [])
    assert [url.partition("&since=")[2] for url in held.urls[1:3]] == [
        "2026-10-02T11:01:00Z",
        "2026-10-02T11:01:00Z&page=2",
    ]
    assert held.done is not None
    assert held.done.more is False


def test_a_clock_ahead_does_not_shut_out_what_comes() -> None:
    held = swept(BEFORE, [AN_ISSUE | {"updated_at": "2030-01-01T00:00:00Z"}], [])
    assert held.done is not None
    assert held.done.cursor[_KEYS[0]] == "2026-10-02T12:00:00Z"


def test_what_was_heard_before_a_failure_is_kept() -> None:
    held = swept(BEFORE, [AN_ISSUE], 502)
    assert held.done is None
    assert held.asked[0].so_far == BEFORE
    assert held.asked[-1].so_far == BEFORE | {_KEYS[0]: "2026-10-02T11:10:00Z"}


@pytest.mark.parametrize(
    ("answer", "told"), [({"private": False}, {}), ({"private": True}, {"firebreak-private": "true"})]
)
def test_with_a_token_a_repository_is_asked_whether_it_is_private(answer: Any, told: dict[str, str]) -> None:
    held = swept(BEFORE, answer, [], [], token="t")
    assert held.asked[0].headers["Authorization"] == "Bearer t"
    assert [dict(ask.told) for ask in held.kept] == [told, told]
    assert len(held.kept) == 2


def test_what_is_no_repository_is_a_problem_that_says_how_to_write_one() -> None:
    held = swept(None, source=Source("code", "github", "sweep", "acme", look_for=("app",)))
    assert held.done is not None
    assert held.done.problem == "`app` is no repository: write it as owner/name under `look_for`"


def test_a_check_reads_the_first_repository() -> None:
    held = hold(github_pages.check(a_round(SWEPT)), {"full_name": "Acme/App"})
    assert held.done is not None
    assert held.done.note == "reads Acme/App"
    assert held.kept == []
