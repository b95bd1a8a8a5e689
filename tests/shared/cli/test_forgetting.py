"""`firebreak forget`: one author's posts go, nobody else's do, and the report holds no word of theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.case import LogEntry, Notice
from shared.correction import Correction, was_of
from shared.mention import Author, Mention
from shared.opinion import Opinion
from shared.store.cases import CaseStore
from shared.store.corrections import Corrections
from shared.store.opinions import Given, Opinions
from tests.builders import NOON, a_mention
from tests.shared.cli.conftest import Operator, Past, a_case
from tests.shared.nouns import a_verdict

MIA = Author(id="u1", name="Mia Merkel", handle="mia")
WORDS = "zzyzx ferry"


def by(author: Author, native_id: str, platform: str = "discourse", source: str = "forum") -> Mention:
    return replace(a_mention(native_id, text=f"{WORDS} {native_id}"), author=author, platform=platform, source=source)


@pytest.fixture
def posts(operator: Operator, past: Past) -> list[Mention]:
    """Three of one author's, by two sources and two handles; one of somebody else's."""
    kept = [
        by(MIA, "1"),
        by(MIA, "2", source="archive"),
        by(replace(MIA, handle="older"), "3"),
        by(Author(id="u2", handle="max"), "4"),
    ]
    for mention in kept:
        past.mentions().keep(mention)
    return kept


def kept(past: Past, posts: list[Mention]) -> list[str]:
    return [post.native_id for post in posts if past.mentions().get(post.id) is not None]


def test_all_that_one_author_wrote_goes_and_nothing_else(operator: Operator, past: Past, posts: list[Mention]) -> None:
    told = operator.sees("forget", "@mia", "--yes")
    assert kept(past, posts) == ["4"]
    assert "3 posts on discourse are erased" in told
    assert "archive (1), forum (2)" in told


def test_what_was_said_of_their_posts_goes_with_them(operator: Operator, past: Past, posts: list[Mention]) -> None:
    corrections, opinions = Corrections(past.deployment.ledger_table), Opinions(past.deployment.ledger_table)
    for post in posts:
        verdict = a_verdict(post)
        corrections.put(Correction(post.id, 1, "ada", NOON, was_of(verdict), kind="praise"), timedelta(days=9))
        opinions.put(Given(post.id, 1, Opinion("Reader", "Reader read it", 0.0)), NOON, timedelta(days=9))
    ids = [post.id for post in posts]
    operator.sees("forget", "@mia", "--dry-run")
    assert len(corrections.of(ids)) == len(opinions.of(ids)) == 4
    operator.sees("forget", "@mia", "--yes")
    assert [*corrections.of(ids), *opinions.of(ids)] == ["discourse:4", "discourse:4"]


def test_the_report_holds_no_word_and_no_name_of_the_author(operator: Operator, posts: list[Mention]) -> None:
    for options in (("--dry-run",), ("--dry-run", "--json"), ("--yes",)):
        told = operator.sees("forget", "mia", *options).lower()
        assert not any(word in told for word in ("zzyzx", "mia", "merkel", "u1", "older"))


def test_a_dry_run_tells_the_same_and_leaves_all(operator: Operator, past: Past, posts: list[Mention]) -> None:
    told = operator.reads("forget", "mia", "--dry-run")
    assert (told["posts"], told["erased_at"]) == (3, None)
    assert kept(past, posts) == ["1", "2", "3", "4"]


def test_without_a_yes_nothing_is_erased(operator: Operator, past: Past, posts: list[Mention]) -> None:
    assert operator.types("forget", "mia", given="n\n").exit_code == 1
    assert operator.types("forget", "mia").exit_code == 1
    assert kept(past, posts) == ["1", "2", "3", "4"]
    assert operator.types("forget", "mia", given="y\n").exit_code == 0
    assert kept(past, posts) == ["4"]


def test_the_same_posts_stay_out_and_a_new_one_comes_in(operator: Operator, past: Past, posts: list[Mention]) -> None:
    operator.sees("forget", "mia", "--yes")
    again = [past.mentions().keep(replace(posts[0], version=9, text="edited")), past.mentions().keep(by(MIA, "9"))]
    assert again == ["deleted", "new"]
    assert operator.reads("forget", "mia", "--yes")["posts"] == 1


def test_the_same_name_on_two_platforms_is_refused_until_one_is_named(
    operator: Operator, past: Past, posts: list[Mention]
) -> None:
    past.mentions().keep(by(Author(id="did:plc:7", handle="mia"), "at://7", "bluesky"))
    assert "bluesky, discourse" in operator.refused("forget", "mia", "--yes")
    assert operator.reads("forget", "mia", "--platform", "bluesky", "--yes")["posts"] == 1
    assert kept(past, posts) == ["1", "2", "3", "4"]


def test_an_author_of_whom_nothing_is_kept_is_refused(operator: Operator, posts: list[Mention]) -> None:
    assert "no post by that author" in operator.refused("forget", "nobody", "--yes")


def test_a_platform_that_nobody_knows_is_wrong_usage_and_not_an_author_of_whom_nothing_is_kept(
    operator: Operator, posts: list[Mention]
) -> None:
    assert "did you mean discourse?" in operator.misused("forget", "mia", "--platform", "discorse", "--yes")


def test_posts_by_a_name_alone_are_told_also_where_others_have_an_id(
    operator: Operator, past: Past, posts: list[Mention]
) -> None:
    assert operator.reads("forget", "mia", "--dry-run")["named_only"] is False
    past.mentions().keep(by(Author(name="Mia"), "8"))
    assert operator.reads("forget", "mia", "--dry-run")["named_only"] is True
    assert "different people may have written" in operator.sees("forget", "mia", "--yes")


def test_notices_that_quoted_the_posts_are_told_and_notes_that_name_the_author(
    operator: Operator, past: Past, posts: list[Mention]
) -> None:
    store = CaseStore(past.deployment.cases_table)
    quoting, other = replace(a_case(), first_mention=posts[0].id), replace(a_case("case-2"), first_mention=posts[3].id)
    for case in (quoting, other):
        past.case(case)
        store.settle_notice(Notice(case.id, 0, "ada", "email", sent_at=NOON), NOON)
        store.settle_notice(Notice(case.id, 0, "grace", "email", failed="refused"), NOON)
    store.join(quoting.id, posts[0].id, NOON)
    store.join(other.id, posts[1].id, NOON)
    store.save(other, LogEntry("ada", "noted", NOON, "called Mia Merkel back"))
    told = operator.reads("forget", "mia", "--yes")
    assert told["cases"] == [quoting.id, other.id]
    assert told["noted"] == [other.id]
    assert [(one["case_id"], one["person"], one["way"]) for one in told["told"]] == [(quoting.id, "ada", "email")]


def test_backups_and_tombstones_are_told_with_their_day(operator: Operator, posts: list[Mention]) -> None:
    told = operator.sees("forget", "mia", "--yes")
    assert f"until {NOON + timedelta(days=35):%Y-%m-%d}" in told
    assert f"until {NOON + timedelta(days=400):%Y-%m-%d}" in told
