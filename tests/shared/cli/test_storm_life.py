"""A storm, as its operators live it: from the suspicion to the kept promise."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.case import case_id
from shared.cli.storm_explained import explained
from shared.store.cases import CaseStore
from shared.store.storms import StormStore
from shared.storm import Factor, Grounds, Storm
from shared.storm_summary import Phrase
from tests.builders import NOON, a_mention
from tests.shared.cli.conftest import Operator, Past, a_case, a_storm, a_storm_draft
from tests.shared.nouns import a_tombstone
from tests.shared.storm_nouns import SENTENCE, a_crowd, a_summary, some_grounds


def test_a_storm_becomes_a_promise_in_public_and_the_promise_is_kept(
    operator: Operator, past: Past, tmp_path: Path
) -> None:
    storm = past.storm(a_storm())
    draft = past.statement(a_storm_draft(storm))
    words = tmp_path / "words.md"
    words.write_text("Some of you can't log in. The next word comes by {next_update}.\n", encoding="utf-8")

    assert "candidate" in operator.sees("storms")
    assert f"firebreak statement show {draft.id}" in operator.sees("confirm", storm.id, "--as", "ada")
    assert re.search("confirmed.* already", operator.refused("confirm", storm.id, "--as", "grace"))
    operator.sees("statement", "edit", draft.id, "--file", str(words), "--as", "ada")
    assert "ada wrote this text" in operator.refused("statement", "approve", draft.id, "--as", "ada")
    assert "approve it first" in operator.refused("statement", "publish", draft.id, "--as", "ada")
    assert "Some of you can't log in." in operator.sees("statement", "approve", draft.id, "--as", "grace")

    told = operator.sees("statement", "publish", draft.id, "--next-update", "30m", "--as", "ada")
    assert "https://status.example.com" in told
    assert "the next word by 14:30 CEST on 2 October 2026, in 30 min" in told
    assert "comes by 14:30 CEST on 2 October 2026." in operator.sees("statement", "show", draft.id)
    assert "in 30 min" in operator.sees("status")

    operator.waits(42)
    assert "late by 12 min" in operator.sees("status")
    operator.sees(
        "statement", "edit", draft.id, "--body", "Mended at 12:40.", "--progress", "resolved", "--as", "grace"
    )
    assert "published + draft" in operator.sees("statement", "list")
    operator.sees("statement", "approve", draft.id, "--as", "ada")
    assert "promise  none is open" in operator.sees("statement", "publish", draft.id, "--as", "ada")
    shown = operator.sees("statement", "show", draft.id)
    assert "promise      late by 12 min" in shown
    assert shown.index("Update 2") < shown.index("Update 1")


def test_without_a_time_the_next_word_is_promised_after_what_the_plan_says(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    published = operator.reads("statement", "publish", draft.id, "--as", "grace")
    assert published["updates"][-1]["next_update_at"] == "2026-10-02T12:30:00Z"


def test_the_next_word_can_be_promised_for_an_instant_of_any_zone(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    published = operator.reads(
        "statement", "publish", draft.id, "--next-update", "2026-10-02T18:00+02:00", "--as", "grace"
    )
    assert published["updates"][-1]["next_update_at"] == "2026-10-02T16:00:00Z"


def test_a_promise_for_the_past_is_refused(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    publish = ("statement", "publish", draft.id, "--as", "grace")
    assert "Promise a later time" in operator.refused(*publish, "--next-update", "2026-10-02T11:59Z")
    assert "names no zone" in operator.misused(*publish, "--next-update", "2026-10-02T18:00")


def test_a_dismissal_needs_a_reason(operator: Operator, past: Past) -> None:
    storm = past.storm(a_storm())
    assert "--why" in operator.misused("dismiss", storm.id, "--as", "ada")
    assert "--why" in operator.misused("dismiss", storm.id, "--why", " ", "--as", "ada")
    operator.sees("dismiss", storm.id, "--why", "a quiz of our own", "--as", "ada")
    assert "ada  dismissed: a quiz of our own" in operator.sees("storm", storm.id)
    assert operator.sees("storms") == "No storm runs.\n"
    assert storm.id in operator.sees("storms", "--all")


def test_the_case_of_a_dismissed_storm_that_took_mentions_in_stays_and_is_named(operator: Operator, past: Past) -> None:
    storm = past.storm(a_storm())
    case = past.case(replace(a_case(), id=case_id(storm.id), storm_id=storm.id))
    CaseStore(past.deployment.cases_table).join(case.id, "forum:1", NOON)
    told = operator.sees("dismiss", storm.id, "--why", "a quiz of our own", "--as", "ada")
    assert f"Its case {case.id} stays open" in told


def test_a_storm_that_is_not_there_is_told_with_where_to_look(operator: Operator) -> None:
    assert "see: firebreak storms --all" in operator.refused("storm", "storm-none")


# ---------------------------------------------------------------- what is shown
@pytest.fixture
def weighed(operator: Operator, past: Past) -> Storm:
    """A storm that was weighed and summed up, with its first post still there and its most spread one deleted."""
    storm = past.storm(replace(a_storm(), said="complaints about acme", grounds=some_grounds(), total=120))
    store = StormStore(past.deployment.storms_table)
    store.put_beside(storm.id, "crowd", a_crowd())
    phrases = (*a_summary().phrases, Phrase("my own words", 2, 0.07, None))
    store.put_beside(storm.id, "summary", a_summary(phrases=phrases))
    for number in ("1", "2"):
        past.mentions().keep(a_mention(number, text=f"words of post {number}"))
    past.mentions().bury(a_tombstone("2"))
    return storm


def test_a_storm_says_whom_it_speaks_for_what_they_say_and_what_its_record_is_worth(
    operator: Operator, weighed: Storm
) -> None:
    screen = " ".join(operator.sees("storm", weighed.id).split())
    for words in (
        "candidate (suspected; nobody has decided yet)",
        "96 % in a record of 12 days",
        f"weighed many: {SENTENCE}",
        "nobody has said: firebreak storms judge",
        "“booking page” 17 people (50 %), 42 times the usual",
        "“paid twice” 9 people (31 %), by none of 60 people before",
        "platforms discourse 73 %, rss 27 %",
        "since 2026-10-02 11:40 UTC",
        "first post discourse:1: words of post 1",
        "most spread discourse:2: the post was deleted",
        "of the base 0.008 to 0.02 % of 240,000 customers can have spoken",
        "method effective number of authors: Hill (1973)",
    ):
        assert words in screen
    assert "words of post 2" not in screen
    assert "my own words" not in screen


def test_what_is_said_of_a_storm_that_went_on_says_of_how_much_of_it(
    operator: Operator, past: Past, weighed: Storm
) -> None:
    screen = " ".join(operator.sees("storm", weighed.id).split())
    assert "41 of 41 posts, 2026-10-02 11:59 UTC; it has 120 by now" in screen


def test_of_a_post_as_long_as_a_book_its_beginning_is_shown(operator: Operator, past: Past, weighed: Storm) -> None:
    past.mentions().keep(a_mention("1", text="word " * 4_000, version=2))
    screen = operator.sees("storm", weighed.id)
    assert screen.count("word word") > 0
    assert len(screen) < 5_000
    assert operator.reads("storm", weighed.id)["posts"] == {"discourse:1": "word " * 4_000}


def test_without_a_record_nothing_is_said_of_what_is_usual(operator: Operator, past: Past, weighed: Storm) -> None:
    StormStore(past.deployment.storms_table).put_beside(weighed.id, "summary", a_summary(people_before=0))
    assert "9 people (31 %), with no record to compare" in operator.sees("storm", weighed.id)


def test_shares_are_told_alike_and_never_as_none_of_some(operator: Operator, past: Past, weighed: Storm) -> None:
    few = (Phrase("paid twice", 3, 0.003, 5.0),)
    store = StormStore(past.deployment.storms_table)
    store.put_beside(weighed.id, "summary", a_summary(phrases=few))
    store.put_beside(weighed.id, "crowd", a_crowd(share_low=1.0, share_high=1.0, base=1, coordinated=0.25))
    screen = operator.sees("storm", weighed.id)
    assert "3 people (0.3 %)" in screen
    assert "100 % of 1 customers can have spoken" in screen
    assert "25 % of a brigade's kind" in screen


def test_a_list_tells_all_that_a_storm_has_and_not_only_its_last_window(operator: Operator, past: Past) -> None:
    past.storm(replace(a_storm(), complaints=2, authors=2, total=179, total_authors=178, last_judged_at=NOON))
    assert "179 by 178" in operator.sees("storms")
    screen = " ".join(operator.sees("storm", a_storm().id).split())
    assert "complaints 2 by 2 people in the window that was judged last" in screen
    assert "in all 179 by about 178 people since it began" in screen


def test_the_people_of_all_complaints_are_not_said_to_be_those_of_one_kind(operator: Operator, past: Past) -> None:
    storm = replace(a_storm(), series="about:login", complaints=9, authors=25, total=12, total_authors=40)
    past.storm(storm)
    screen = " ".join(operator.sees("storm", storm.id).split())
    assert "complaints 9 in the window that was judged last, where all of the brand's are by 25 people" in screen
    assert "in all 12 since it began, where all of the brand's are by about 40 people" in screen
    assert "12 by" not in operator.sees("storms")


def test_machines_get_the_storm_with_what_is_beside_it(operator: Operator, past: Past, weighed: Storm) -> None:
    shown = operator.reads("storm", weighed.id)
    assert (shown["id"], shown["crowd"]["voice"], shown["summary"]["posts"]) == (weighed.id, "many", 41)
    assert shown["posts"] == {"discourse:1": "words of post 1"}
    past.mentions().keep(a_mention("1", text="said in private", version=2, public=False))
    assert operator.reads("storm", weighed.id)["posts"] == {}
    [listed] = operator.reads("storms")
    assert (listed["id"], listed["state"], listed["voice"]) == (weighed.id, "candidate", "many")


def test_a_storm_that_was_not_weighed_yet_says_so(operator: Operator, past: Past) -> None:
    storm = past.storm(a_storm())
    assert operator.sees("storm", storm.id).count("ot weighed yet") == 2
    assert operator.reads("storm", storm.id)["crowd"] is None
    assert operator.reads("storms")[0]["voice"] is None


def test_a_persons_own_word_on_whom_it_speaks_for_stands_beside_the_machines(
    operator: Operator, weighed: Storm
) -> None:
    judge = ("storms", "judge", weighed.id, "vocal minority", "--why", "one fan forum", "--as", "ada")
    assert "by you, storm-0000000001 speaks for “vocal minority”; weighed, it is “many”" in operator.sees(*judge)
    screen = operator.sees("storm", weighed.id)
    assert f"many: {SENTENCE}" in screen
    assert "vocal minority, says ada (2026-10-02 12:00 UTC): one fan forum" in screen
    assert re.search("many .*ada judged “vocal minority”", operator.sees("storms"))
    assert operator.reads(*judge)["judgement"]["voice"] == "vocal minority"
    assert "VOICE" in operator.misused("storms", "judge", weighed.id, "everybody", "--as", "ada")


def test_a_suspicion_is_explained_step_by_step(operator: Operator, weighed: Storm) -> None:
    said = operator.sees("storms", "explain", weighed.id)
    for words in (
        "complaints about acme: 36 in 15 minutes, 21 of them in the last 5 (up to 2026-10-02 11:54 UTC)",
        "came to 11",
        "the highest of all to 14",
        "on 2 platforms at once: lowered the bar to 0.9 times",
        "what people said of storms in it before: raised the bar to 1.25 times",
        "asked for 22.5 in 15 minutes; 36 is 1.6 times that",
        "The score is 0.60 of 1",
        "stand 1.5 times as high as was needed",
        "about 24 in 15 minutes would have been just enough",
    ):
        assert words in said
    document = operator.reads("storms", "explain", weighed.id)
    assert document["grounds"]["bar"] == 22.5
    assert document["steps"][0]["step"] == "What was counted"


def test_a_storm_without_grounds_is_explained_by_its_reasons(operator: Operator, past: Past) -> None:
    assert a_storm().reasons[0] in operator.sees("storms", "explain", past.storm(a_storm()).id)


@given(
    st.builds(
        Grounds,
        score=st.floats(0, 1),
        minutes=st.integers(1, 360),
        whole=st.floats(0, 1e9),
        short=st.floats(0, 1e9),
        bar=st.floats(0, 1e9),
        usual=st.floats(0, 1e9),
        most=st.floats(0, 1e9),
        days=st.floats(0, 30),
        trust=st.floats(0, 1),
        factors=st.lists(st.builds(Factor, what=st.text(), times=st.floats(0, 9))).map(tuple),
    )
)
def test_any_grounds_can_be_told(grounds: Grounds) -> None:
    steps = explained(replace(a_storm(), grounds=grounds))
    assert len(steps) == 5
    assert all(sentences for _, sentences in steps)


# ---------------------------------------------------------------- what is decided
def test_a_decision_says_what_it_taught(operator: Operator, past: Past) -> None:
    first, second = past.storm(replace(a_storm(), said="complaints about acme")), past.storm(a_storm("storm-2"))
    told = operator.sees("dismiss", first.id, "--why", "a quiz", "--as", "ada")
    assert "From here on, complaints about acme must reach 1.25 times as much" in told
    assert "the plan's limit is 2" in told
    assert "Learned: from here on" in operator.sees("storm", first.id)
    assert "must reach 1.12 times as much" in operator.sees("confirm", second.id, "--as", "ada")


def test_a_person_closes_a_storm_with_a_reason(operator: Operator, past: Past) -> None:
    storm = past.storm(a_storm())
    case = past.case(replace(a_case(), id=case_id(storm.id), storm_id=storm.id))
    assert "--why" in operator.misused("storms", "close", storm.id, "--as", "ada")
    assert "--why" in operator.misused("storms", "close", storm.id, "--why", " ", "--as", "ada")
    told = operator.sees("storms", "close", storm.id, "--why", "it sails again", "--as", "ada")
    for words in ("it has subsided", f"firebreak confirm {storm.id}", f"firebreak resolve {case.id}"):
        assert words in told
    assert "closed by ada" in operator.refused("storms", "close", storm.id, "--why", "again", "--as", "ada")
    assert "ada  closed: it sails again" in operator.sees("storm", storm.id)
    assert "subsided (it is over)" in operator.sees("storm", storm.id)
    assert operator.sees("storms") == "No storm runs.\n"


def test_options_of_the_list_are_not_lost_before_the_words_that_follow(operator: Operator) -> None:
    assert "storms explain ID" in operator.misused("storms", "--json", "explain", "storm-1")


def test_the_case_of_a_storm_shows_what_is_heard_in_it(operator: Operator, past: Past, weighed: Storm) -> None:
    case = past.case(replace(a_case(), id=case_id(weighed.id), storm_id=weighed.id))
    screen = operator.sees("case", case.id)
    for words in (
        f"{weighed.id}, candidate",
        SENTENCE,
        "“booking page” (17 people), “paid twice” (9 people)",
        "discourse:1: words of post 1",
    ):
        assert words in screen
    assert "my own words" not in screen
    assert operator.reads("case", case.id)["storm"]["crowd"]["voice"] == "many"
    other = past.case(a_case("case-1"))
    assert operator.reads("case", other.id)["storm"] is None
