"""Pure: whatever people try with a statement, in whatever order and on whatever clock, its life keeps its rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.statement import LAST_WORDS, Statement, Update
from shared.statement_moves import MOVES, Refused, illegal
from shared.statement_start import THE_PLAN
from tests.builders import NOON
from tests.shared.life_acts import Act, Lived, a_first_draft, acts, lived, tried
from tests.shared.speakers import a_speaking_plan, drafted, made, published

TWO = a_speaking_plan()
ONE = a_speaking_plan(two_people=False)
PLANS = st.sampled_from([TWO, ONE, a_speaking_plan(by_itself=True)])
AUTHORS = st.sampled_from(["ada", THE_PLAN])
whatever_people_try = settings(
    database=None, deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)

#: From where to where: a draft is written, reviewed, approved, published; updated until it is resolved; then there is
#: only the post-mortem. Whatever it is, it can be retracted, and then it stays as it is.
UNSAID = {"draft", "in_review", "approved"}
EXPECTED: dict[str, set[str]] = {
    "draft": {*UNSAID, "retracted"},
    "in_review": {*UNSAID, "retracted"},
    "approved": {"draft", "approved", "published", "resolved", "retracted"},
    "published": {"published", "updated", "resolved", "retracted"},
    "updated": {"updated", "resolved", "retracted"},
    "resolved": {"resolved", "postmortem", "retracted"},
    "postmortem": {"postmortem", "retracted"},
    "retracted": set(),
}
#: What each act is called in the table; an override and an approval ahead change no state, nor does the clock.
ACTS = {"form": "edit", "send back": "send_back", "nothing new": "nothing_new"}


def starting(author: str) -> Statement:
    return a_first_draft(drafted(), author)


def test_the_table_leads_where_the_design_says_and_nowhere_else() -> None:
    table = {state: {after for leads in acts.values() for after in leads} for state, acts in MOVES.items()}
    assert table == EXPECTED


@pytest.mark.parametrize("state", sorted(EXPECTED))
def test_what_is_not_open_is_refused_with_what_is(state: str) -> None:
    statement = replace(drafted(), state=state)  # type: ignore[arg-type]  # one of them
    for act in ("edit", "submit", "send_back", "approve", "publish", "nothing_new", "retract"):
        no = illegal(statement, act)
        assert (no is None) == (act in MOVES[statement.state])
        assert no is None or statement.id in no.why


@whatever_people_try
@given(acts(), PLANS, AUTHORS)
def test_every_change_of_state_is_one_of_the_table(tries: list[Act], plan: object, author: str) -> None:
    for one in lived(starting(author), tries, plan):  # type: ignore[arg-type]  # a plan
        before, after = one.before.state, one.after.state
        assert after == before or after in EXPECTED[before]
        if one.act.what in ("override", "stand by", "clock"):
            assert after == before
        else:
            act = ACTS.get(one.act.what, one.act.what)
            assert after in MOVES[before][act]  # type: ignore[index]  # every word is an act
        assert (after in UNSAID) == (not one.after.updates and after != "retracted")
        if after in UNSAID:
            assert after == one.after.stage


@whatever_people_try
@given(acts(), PLANS, AUTHORS)
def test_each_deed_adds_its_one_line_and_changes_no_other(tries: list[Act], plan: object, author: str) -> None:
    for one in lived(starting(author), tries, plan):  # type: ignore[arg-type]  # a plan
        before, after = one.before.moves, one.after.moves
        if one.act.what == "clock":
            assert after == before
            continue
        assert after[:-1] == before
        line = after[-1]
        assert line.when == one.at
        assert line.who == ("firebreak" if one.act.with_.get("by_itself") else one.act.who)
        assert line.what
        if one.act.what in ("send back", "retract"):
            assert line.why == one.act.with_["because"]


def newly_said(one: Lived) -> Update | None:
    return one.after.updates[-1] if len(one.after.updates) > len(one.before.updates) else None


@whatever_people_try
@given(acts(), PLANS, AUTHORS)
def test_nothing_becomes_public_that_a_person_who_did_not_write_it_has_not_approved(
    tries: list[Act], plan: object, author: str
) -> None:
    for one in lived(starting(author), tries, plan):  # type: ignore[arg-type]  # a plan
        said = newly_said(one)
        if said is None:
            continue
        source = one.before.standby if one.act.what == "nothing new" else one.before.draft
        assert source is not None
        assert [words.language for words in said.words] == [words.language for words in source.words]
        for words, published_words in zip(source.words, said.words, strict=True):
            [approval] = [approval for approval in said.approvals if approval.language == words.language]
            if one.act.what == "publish":
                assert one.before.draft is not None
                assert approval.text_hash == one.before.draft.hash_of(words.language)
            assert approval.who in ("ada", "grace", "linus")
            if plan is not ONE:
                assert approval.who not in words.authors
            assert words.authors
            assert published_words.body == words.body.replace(
                "{next_update}", spoken_in(published_words.body, words.body)
            )


def spoken_in(filled: str, text: str) -> str:
    """What stands in the filled text where the other has its slot."""
    if "{next_update}" not in text:
        return ""
    first, last = text.split("{next_update}", 1)
    return filled[len(first) : len(filled) - len(last)]


@whatever_people_try
@given(acts(), AUTHORS)
def test_an_edit_drops_exactly_the_approvals_of_the_texts_that_it_changed(tries: list[Act], author: str) -> None:
    for one in lived(starting(author), tries, TWO):
        if one.act.what not in ("edit", "form") or one.before.draft is None:
            continue
        before, after = one.before.draft, one.after.draft
        assert after is not None
        shared = ("progress", "impact", "components", "corrects", "because")
        same_frame = all(getattr(before, name) == getattr(after, name) for name in shared)
        texts = {words.language: (words.title, words.body) for words in after.words}
        for words in before.words:
            unchanged = same_frame and texts.get(words.language) == (words.title, words.body)
            held, holds = one.before.approved(words.language), one.after.approved(words.language)
            assert holds == (held if unchanged else None)
            assert (held in one.after.approvals) == unchanged or held is None


@whatever_people_try
@given(acts(), PLANS, AUTHORS)
def test_what_was_said_never_changes_but_for_when_its_promise_was_kept(
    tries: list[Act], plan: object, author: str
) -> None:
    for one in lived(starting(author), tries, plan):  # type: ignore[arg-type]  # a plan
        told = one.after.updates[: len(one.before.updates)]
        assert [replace(update, kept_at=None) for update in told] == [
            replace(update, kept_at=None) for update in one.before.updates
        ]
        for was, now in zip(one.before.updates, told, strict=True):
            assert now.kept_at in (was.kept_at, one.at)
            assert was.kept_at is None or now.kept_at == was.kept_at
        assert [update.number for update in one.after.updates] == list(range(1, len(one.after.updates) + 1))


@whatever_people_try
@given(acts(), PLANS, AUTHORS)
def test_each_promise_is_a_whole_minute_after_its_word_and_only_the_newest_is_open(
    tries: list[Act], plan: object, author: str
) -> None:
    for one in lived(starting(author), tries, plan):  # type: ignore[arg-type]  # a plan
        for update in one.after.updates:
            promised = update.next_update_at
            assert (promised is None) == (update.progress in LAST_WORDS)
            if promised is not None:
                assert promised > update.published_at
                assert (promised.second, promised.microsecond) == (0, 0)
        assert all(update.kept_at or not update.next_update_at for update in one.after.updates[:-1])
        assert (one.after.promise is None) == (one.after.due_at is None)
        assert (one.after.promise is None) == (one.after.state not in ("published", "updated"))


@whatever_people_try
@given(acts(), PLANS, AUTHORS)
def test_after_the_end_only_a_post_mortem_or_a_correction_comes(tries: list[Act], plan: object, author: str) -> None:
    for one in lived(starting(author), tries, plan):  # type: ignore[arg-type]  # a plan
        said = newly_said(one)
        if one.before.over and said is not None:
            assert said.progress == "postmortem" or said.corrects is not None
            assert said.progress in LAST_WORDS
        corrected = [update.corrects for update in one.after.updates if update.corrects is not None]
        assert len(set(corrected)) == len(corrected)
        assert all(
            update.corrects < update.number and update.because for update in one.after.updates if update.corrects
        )


@whatever_people_try
@given(acts(), PLANS, AUTHORS)
def test_a_nothing_new_that_was_approved_ahead_survives_no_change_of_progress_or_title(
    tries: list[Act], plan: object, author: str
) -> None:
    for one in lived(starting(author), tries, plan):  # type: ignore[arg-type]  # a plan
        if one.after.standby is not None:
            assert one.after.standby.progress == one.after.progress
            assert not one.after.over
            assert one.after.standby.words[0].title == one.after.title
            assert all(approval.who in ("ada", "grace", "linus") for approval in one.after.standby.approvals)


@whatever_people_try
@given(acts(most=12))
def test_what_is_retracted_stays_as_it_is(tries: list[Act]) -> None:
    over = made(tried(published(), Act("retract", "ada", NOON - NOON, {"because": "it was wrong"}), NOON, TWO))
    assert lived(over, tries, TWO) == []
    assert all(isinstance(tried(over, one, NOON, TWO), Refused) for one in tries)


def test_every_step_of_the_design_can_be_taken() -> None:
    """The rules above would hold of a life in which nothing ever happened."""

    def by(what: str, who: str = "grace", **more: object) -> Act:
        return Act(what, who, NOON - NOON, more)

    yes, out = by("approve"), by("publish", ahead=None)
    text = {"body": "Text four."}
    begun = [yes, out]
    again = [*begun, by("edit", "ada", **text), yes, out]
    over = [*begun, by("edit", "ada", **text, progress="resolved"), yes, out]
    lives = [
        [by("submit"), yes, by("edit", "ada", **text), by("submit"), by("send back", because="since when?")],
        [
            by("edit", language="pt", title="T", body="Olá."),
            by("approve", language="en"),
            by("edit", language="pt", drop=True),
        ],
        [by("edit", progress="resolved", **text), by("approve", "linus"), out],
        [*again, by("edit", "ada", **text, corrects=1, because="the time was wrong"), yes, out],
        [*begun, by("stand by", author=THE_PLAN), by("nothing new", by_itself=False)],
        [*again, by("edit", "ada", **text, progress="resolved"), yes, out],
        [*over, by("edit", "ada", **text, corrects=1, because="it was wrong"), yes, out],
        [*over, by("edit", "ada", **text), yes, out, by("edit", "ada", **text, corrects=2, because="wrong"), yes, out],
        *([*before, by("retract", because="wrong")] for before in ([], [by("submit")], [yes], begun, again, over)),
    ]
    walked = {(one.before.state, one.after.state) for acts in lives for one in lived(drafted(), acts, TWO)}
    assert walked >= {(before, after) for before, leads in EXPECTED.items() for after in leads} - {
        ("in_review", "in_review"),
        ("approved", "approved"),
        ("postmortem", "retracted"),
    }
