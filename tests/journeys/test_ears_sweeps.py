"""Every platform that is asked, from the minute's tick to what is known: by a server here, the queues, the tables."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest

from shared.ears.known import names, platform
from shared.mention import Mention
from shared.plan import Source
from shared.plan_rules_sources import broken_sources
from tests.builders import NOON, a_plan, minutes
from tests.functions.sweep.server import Site, other
from tests.journeys.answers import Answers
from tests.journeys.asked import SWEPT
from tests.journeys.called import TEXT, WRITTEN_AT
from tests.journeys.listening import PARTS, Listening, listening, named, site

__all__ = ["listening", "other", "site"]

each = pytest.mark.parametrize("swept", SWEPT, ids=lambda swept: swept.platform)


def listens(listening: Listening, swept: Answers, *ours: str) -> Source:
    source = swept.source(listening.site.url, *ours)
    listening.answers(swept.answers)
    listening.to(source)
    return source


def all_answer(listening: Listening) -> None:
    for swept in SWEPT:
        listening.answers(swept.answers)


def here(listening: Listening, words: str | None) -> str | None:
    """With the name of the server here, where a platform's ids hold it."""
    return None if words is None else words.replace("{host}", listening.site.url.removeprefix("http://"))


def needed(swept: Answers) -> list[str]:
    """The parts of its credentials without which that platform can't be asked."""
    found = platform(swept.platform)
    assert found is not None
    assert found.sweep is not None
    return [one.part for one in found.sweep.credentials if not one.optional]


def test_every_platform_that_is_asked_is_asked_here() -> None:
    asked = {name for name in names() if (found := platform(name)) is not None and found.sweep is not None}
    assert {swept.platform for swept in SWEPT} == asked


@each
def test_an_answer_becomes_the_mention_that_it_tells_and_the_next_adds_nothing(
    listening: Listening, swept: Answers
) -> None:
    source = listens(listening, swept)
    first = listening.swept()
    listening.ingested()
    mention = listening.mention(swept.platform, here(listening, swept.id) or "")
    assert (mention.text, mention.created_at, mention.brand) == (TEXT, WRITTEN_AT, "acme")
    assert mention.author == replace(swept.author, id=here(listening, swept.author.id))
    assert (mention.public, mention.from_staff) == (True, False)
    assert listening.known() == {mention.id: mention}
    assert listening.mark(source).swept_at == NOON
    assert listening.swept(1) == [], "it is not due"
    second = listening.swept(15)
    listening.ingested()
    assert listening.known() == {mention.id: mention}
    assert listening.mark(source).swept_at == NOON + minutes(15)
    assert not any(swept.cursor in asked for asked in first if swept.cursor)
    assert any(swept.cursor in asked for asked in second)
    assert list(broken_sources(replace(a_plan(), sources=(swept.source("https://proxy.example.com"),)))) == []


def test_those_that_ask_for_a_pause_are_left_alone_and_no_other_with_them(listening: Listening, other: Site) -> None:
    sources = [swept.source(listening.site.url) for swept in SWEPT]
    other.answers["*"] = (200, {}, b'<rss version="2.0"><channel/></rss>')
    listening.answers({"*": (429, {"Retry-After": "3600"}, {"error": "too many"})})
    listening.to(*sources, Source("news", "rss", "sweep", "acme", url=f"{other.url}/feed"))
    assert [len(listening.swept(at)) for at in (0, 15, 45)] == [len(sources), 0, 0]
    assert len(other.asked) == 3
    assert [source.name for source in sources if listening.mark(source).unswept_since] == []
    listening.site.answers.clear()
    all_answer(listening)
    assert listening.swept(61)
    listening.ingested()
    assert set(listening.known()) == {f"{swept.platform}:{here(listening, swept.id)}" for swept in SWEPT}


def test_wrong_credentials_are_marked_with_what_to_type_and_never_with_themselves(listening: Listening) -> None:
    shown = [swept for swept in SWEPT if swept.refused]
    for swept in shown:
        listening.answers(dict.fromkeys(swept.answers, swept.refused))
    listening.to(*(swept.source(listening.site.url) for swept in shown))
    with contextlib.suppress(ExceptionGroup):  # what no second try mends fails the mark alone, and not the run
        listening.swept()
    for swept in shown:
        mark = listening.mark(swept.source(listening.site.url))
        assert mark.unswept_since == NOON, swept.platform
        assert f"firebreak source secret {named(swept.platform)} --part " in mark.why
        assert not any(value in mark.why for value in PARTS.values())
    assert listening.known() == {}


def test_what_our_own_accounts_write_is_known_as_ours(listening: Listening) -> None:
    all_answer(listening)
    ours = [swept for swept in SWEPT if swept.ours]
    listening.to(*(swept.source(listening.site.url, swept.ours) for swept in ours))
    listening.swept()
    listening.ingested()
    known = listening.known()
    assert {id_: isinstance(one, Mention) and one.from_staff for id_, one in known.items()} == dict.fromkeys(
        known, True
    )
    assert len(known) == len(ours)


# ---------------------------------------------------------------- what stops a sweep
def test_without_its_credentials_nobody_is_asked_and_the_mark_says_what_to_type(listening: Listening) -> None:
    needing = [swept for swept in SWEPT if needed(swept)]
    listening.to(*(swept.source(listening.site.url) for swept in needing))
    listening.keeps({})
    assert listening.swept() == []
    for swept in needing:
        mark = listening.mark(swept.source(listening.site.url))
        assert mark.lasting, swept.platform
        for part in needed(swept):
            assert f"set it: firebreak source secret {named(swept.platform)} --part {part}" in mark.why


def test_the_cap_stops_x_and_the_audit_says_so_until_it_is_raised(listening: Listening) -> None:
    x = replace(next(swept for swept in SWEPT if swept.platform == "x"), settings={"posts_a_month": "10"})
    source = listens(listening, x)
    assert len(listening.swept()) == 1
    assert listening.mark(source).note.startswith("1 of 10 posts read this month")
    assert listening.swept(15) == []
    why = listening.mark(source).why
    assert why.startswith("the cap is reached: 1 of 10 posts read this month")
    assert "Nothing more is read until 2026-11-01 (UTC); to read on, raise posts_a_month in the plan" in why
    found = listening.audited()
    assert [finding.name for finding in found] == [source.name]
    assert why in found[0].what
    listening.to(replace(source, settings={"posts_a_month": "10000"}))
    assert len(listening.swept(30)) == 1
    assert (listening.mark(source).why, listening.audited()) == ("", [])
