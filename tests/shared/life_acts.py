"""Whatever people may try with a statement, for property tests: random acts, by several people, on a moving clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from shared.plan import Plan
from shared.promise import step
from shared.statement import Statement, Words
from shared.statement_gate import override
from shared.statement_life import edit, redraft
from shared.statement_moves import Refused
from shared.statement_review import approve, send_back, submit
from shared.statement_speech import BY_ITSELF, publish, retract, say_nothing_new, stand_by
from shared.statement_start import THE_PLAN, ready_draft
from tests.builders import NOON, minutes

PEOPLE = ("ada", "grace", "linus")
PROGRESS = ("investigating", "identified", "monitoring", "resolved", "postmortem")
FORMS = ("identified", "fixed", "nothing_new", "correction")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody tries. `with_` are its further words; `passes` is how far the clock moves before it."""

    what: str
    who: str
    passes: timedelta
    with_: dict[str, Any]


def acts(*, most: int = 10) -> st.SearchStrategy[list[Act]]:
    """Mostly forward in time, sometimes back. Scenes that make sense stand between acts that may not."""
    scenes = st.one_of(_scene(), _scene(), _act().map(lambda act: [act]))
    return st.lists(scenes, min_size=4, max_size=most).map(lambda found: [act for scene in found for act in scene])


def tried(statement: Statement, act: Act, now: datetime, plan: Plan) -> Statement | Refused:
    """What comes of it. An act that makes no sense is refused like any other."""
    who, more = act.who, dict(act.with_)
    if act.what == "edit":
        return edit(statement, who, now, **more)
    if act.what == "form":
        draft = ready_draft(plan, statement, fills={}, who=who, **more)
        return draft if isinstance(draft, Refused) else redraft(statement, draft, who, now)
    if act.what == "submit":
        return submit(statement, who, now)
    if act.what == "send back":
        return send_back(statement, who, now, **more)
    if act.what == "approve":
        return approve(statement, who, now, plan, **more)
    if act.what == "override":
        return override(statement, who, now, plan, **more)
    if act.what == "publish":
        ahead = more["ahead"]
        return publish(statement, who, now, plan, None if ahead is None else now + minutes(ahead), more.get("every"))
    if act.what == "stand by":
        words = Words("en", statement.title, "Still looking. More by {next_update}.", (more["author"],))
        return stand_by(statement, who, now, plan, [words])
    if act.what == "nothing new":
        return say_nothing_new(statement, BY_ITSELF if more["by_itself"] else who, now, plan)
    if act.what == "retract":
        return retract(statement, who, now, plan, **more)
    return step(statement, plan, now) or Refused("no step is due")


@dataclass(frozen=True, slots=True)
class Lived:
    """One act that was done: the statement before and after it."""

    act: Act
    at: datetime
    before: Statement
    after: Statement


def lived(statement: Statement, all_acts: list[Act], plan: Plan) -> list[Lived]:
    """All that was not refused, in order."""
    now, done = NOON, []
    for act in all_acts:
        now += act.passes
        answer = tried(statement, act, now, plan)
        if isinstance(answer, Statement):
            done.append(Lived(act, now, statement, answer))
            statement = answer
    return done


def _passes() -> st.SearchStrategy[timedelta]:
    forward = st.integers(0, 40 * 60).map(lambda seconds: timedelta(seconds=seconds))
    return st.one_of(forward, forward, forward, st.integers(-90, -1).map(minutes))


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def _act() -> st.SearchStrategy[Act]:
    """Anything, by anybody; a retraction ends it all, so it comes rarely."""
    return st.integers(0, 14).flatmap(lambda dice: _of("retract", _reason()) if dice == 14 else _ordinary())


def _reason() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"because": st.sampled_from(["it was about another company", ""])})


def _ordinary() -> st.SearchStrategy[Act]:
    choices: dict[str, st.SearchStrategy[dict[str, Any]]] = {
        "edit": _edits(),
        "form": _forms(),
        "submit": st.just({}),
        "send back": _reason(),
        "approve": st.fixed_dictionaries({}, optional={"language": st.sampled_from(["en", "pt", "de"])}),
        "publish": st.fixed_dictionaries(
            {"ahead": _maybe(st.sampled_from([15, 60, 0.5, 0, -5]))},
            optional={"every": st.sampled_from([timedelta(hours=1), timedelta(days=1)])},
        ),
        "override": st.just({"rule": "blame", "because": "it is so"}),
        "stand by": st.fixed_dictionaries({"author": st.sampled_from([THE_PLAN, *PEOPLE])}),
        "nothing new": st.fixed_dictionaries({"by_itself": st.booleans()}),
        "clock": st.just({}),
    }
    return st.sampled_from(sorted(choices)).flatmap(lambda what: _of(what, choices[what]))


def _edits() -> st.SearchStrategy[dict[str, Any]]:
    """One or two things changed at once, and nothing that was not meant."""
    parts: dict[str, st.SearchStrategy[Any]] = {
        "title": st.sampled_from(["Login fails", "Login is slow", ""]),
        "body": st.sampled_from([*BODIES, ""]),
        "progress": st.sampled_from(PROGRESS),
        "language": st.sampled_from(["en", "pt"]),
        "drop": st.booleans(),
        "impact": st.sampled_from(["minor", "major"]),
        "components": st.sampled_from([("website",), (), ("website", "checkout")]),
        "because": st.sampled_from(["the time was wrong", ""]),
    }
    names = st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=2, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: parts[name] for name in chosen}))


def _forms() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"form": st.sampled_from(FORMS)},
        optional={"progress": st.sampled_from(PROGRESS), "corrects": st.integers(1, 3), "because": st.just("wrong")},
    )


def _of(what: str, more: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Act]:
    return st.builds(Act, st.just(what), st.sampled_from(PEOPLE), _passes(), more)


def _scene() -> st.SearchStrategy[list[Act]]:
    """A word on its usual way out, in one or two languages; what may come before and after it."""
    return st.builds(
        lambda start, review, end, passes: [replace(start[0], passes=passes), *start[1:], *review, *end],
        st.sampled_from(
            [*(_written(body, to) for body in BODIES for to in PROGRESS), _RENAMED, _RENAMED, _TRANSLATED, *_CORRECTED]
        ),
        st.sampled_from([_APPROVED, _APPROVED, _REVIEWED, _SENT_BACK, _BY_LANGUAGE, _CHANGED]),
        st.sampled_from([_SAID, _SAID, _SAID + _QUIET, _SAID + _QUIET[1:], _SAID + _LATE, []]),
        _passes(),
    )


SOON = minutes(1)
BODIES = ("Text one. More by {next_update}.", "Text two.", "Text three!")


def _by(who: str, what: str, **more: Any) -> Act:
    return Act(what, who, SOON, more)


def _written(body: str, progress: str) -> list[Act]:
    return [_by("ada", "edit", body=body, progress=progress)]


_RENAMED = [_by("ada", "edit", title="Login is slow", body="Text two.", progress="investigating")]
_TRANSLATED = [
    *_written(BODIES[0], "investigating"),
    _by("grace", "edit", language="pt", title="T", body="Olá, mundo."),
]
_CORRECTED = [
    [_by("ada", "edit", body="Text four.", corrects=1, because="the time was wrong")],
    [_by("grace", "form", form="fixed", corrects=2, because="the place was wrong")],
]
_APPROVED = [_by("linus", "approve")]
_REVIEWED = [_by("ada", "submit"), *_APPROVED]
_SENT_BACK = [
    _by("ada", "submit"),
    _by("linus", "send back", because="say since when"),
    *_written(BODIES[1], "monitoring"),
]
_BY_LANGUAGE = [_by("grace", "approve", language="en"), _by("ada", "edit", language="pt", drop=True)]
_CHANGED = [*_APPROVED, _by("ada", "edit", language="pt", body="Olá."), _by("grace", "edit", impact="minor")]
_SAID = [_by("grace", "approve"), _by("grace", "publish", ahead=None)]
_QUIET = [_by("linus", "stand by", author=THE_PLAN), Act("nothing new", "ada", minutes(20), {"by_itself": False})]
_LATE = [Act("clock", "ada", minutes(25 * step), {}) for step in (1, 2)]


def a_first_draft(statement: Statement, author: str) -> Statement:
    """The statement with its draft's words by that author."""
    assert statement.draft is not None
    words = tuple(replace(one, authors=(author,)) for one in statement.draft.words)
    return replace(statement, draft=replace(statement.draft, words=words))
