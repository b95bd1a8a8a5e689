"""A source in the plan: what its platform must be told, and what nobody would read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.plan import Source
from shared.plan_broken import Broken
from shared.plan_file import PlanFileError, read_plan
from shared.plan_rules_sources import MOST_LOOKED_FOR, broken_sources
from tests.builders import a_plan
from tests.shared.plan_text import PLAN

FORUM = Source("forum", "discourse", "webhook", "acme")
STREAM = Source("stream", "standard_webhooks", "webhook", "acme")
SWEPT = Source("posts", "discourse", "sweep", "acme", url="https://forum.example.com")


def broken(source: Source) -> list[Broken]:
    return list(broken_sources(replace(a_plan(), sources=(source,))))


@pytest.mark.parametrize("source", [FORUM, SWEPT, replace(SWEPT, look_for=("acme",)), replace(FORUM, secret="keys-1")])
def test_a_source_that_says_what_its_platform_needs_is_whole(source: Source) -> None:
    assert broken(source) == []


@pytest.mark.parametrize(
    ("source", "place", "what", "mend"),
    [
        (replace(FORUM, platform="discorse"), "platform", "nobody can read `discorse`", "did you mean `discourse`?"),
        (replace(FORUM, platform="zzz"), "platform", "nobody can read `zzz`", "use one of `"),
        (Source("a", "standard_webhooks", "sweep", "b"), "how", "comes by webhook", "write `how: webhook`"),
        (replace(SWEPT, url=None), None, "no address is given", "add its `url`: the forum's address"),
        (replace(SWEPT, url="http://forum.example.com"), "url", "can't be fetched", "only `https://`"),
        (replace(SWEPT, url="http://127.0.0.1.forum.example.com"), "url", "can't be fetched", "only `https://`"),
        (replace(SWEPT, url="http://127.0.0.1@forum.example.com"), "url", "can't be fetched", "without a password"),
        (replace(SWEPT, url="https://forum.example.com:8443"), "url", "can't be fetched", "on port 443"),
        (replace(SWEPT, url="https://10.0.0.1/forum"), "url", "inside a network", "of a public host"),
        (replace(SWEPT, url="https://[::ffff:10.0.0.1]/"), "url", "inside a network", "of a public host"),
        (
            replace(SWEPT, url="https://me:word@forum.example.com"),
            "url",
            "a name and password in",
            "without a password",
        ),
        (replace(SWEPT, url="https://"), "url", "can't be fetched", "write the whole address"),
        (replace(SWEPT, url="https://["), "url", "can't be fetched", "write the whole address"),
        (replace(SWEPT, url="forum"), "url", "is no address", "write the whole address"),
        (replace(SWEPT, look_for=(" ",)), "look_for", "an empty text", "remove it"),
        (replace(SWEPT, look_for=("a",) * (MOST_LOOKED_FOR + 1)), "look_for", "looks for 51 things", "split it"),
        (replace(FORUM, settings={"colour": "red"}), "settings", "knows no setting `colour`", "use one of `username`"),
        (replace(STREAM, settings={"colour": "red"}), "settings", "knows no setting `colour`", "remove it"),
        (replace(FORUM, secret="a/b"), "secret", "no name of credentials", "only a to z"),
        (replace(FORUM, name="The Forum"), "name", "can't be named", "use only a to z"),
        (replace(SWEPT, every=timedelta(seconds=10)), "every", "too short or too long", "write from 1m to 1d"),
        (replace(SWEPT, quiet_after=timedelta(minutes=10)), "quiet_after", "before it is swept again", "more than"),
        (replace(FORUM, quiet_after=timedelta(minutes=1)), "quiet_after", "too short or too long", "from 5m to 90d"),
    ],
)
def test_what_nobody_could_hear_is_told_with_its_mend(source: Source, place: str | None, what: str, mend: str) -> None:
    [found] = broken(source)
    assert (found.place[:2], found.place[2:3]) == (("sources", 0), (place,) if place else ())
    assert what in found.what
    assert mend in found.mend


def lines(more: str) -> str:
    """The plan with more said of its first source."""
    head, first, rest = PLAN.partition("    how: webhook\n")
    return head + first + more + rest


def source_with(more: str) -> Source:
    return read_plan(lines(more)).sources[0]


def test_ids_may_stand_unquoted_and_settings_be_numbers_or_yes() -> None:
    found = source_with("    look_for: [12345, acme]\n    ours: [99]\n    settings: {}\n")
    assert (found.look_for, found.ours) == (("12345", "acme"), ("99",))


def test_where_silence_is_usual_the_plan_says_never() -> None:
    assert source_with("    quiet_after: never\n").quiet_after == timedelta(0)
    assert source_with("    quiet_after: 24h\n").quiet_after == timedelta(days=1)
    assert source_with("").quiet_after is None
    with pytest.raises(PlanFileError, match="not a length of time"):
        source_with("    quiet_after: nie\n")


def test_a_source_has_its_credentials_under_its_own_name_or_under_anothers() -> None:
    assert source_with("").credentials == source_with("").name
    assert source_with("    secret: shared-app\n").credentials == "shared-app"
