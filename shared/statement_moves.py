"""The table of legal moves in a statement's life. Pure; a legal "no" is a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from shared.statement import Move, Statement, StatementState

Act = Literal["edit", "submit", "send_back", "approve", "publish", "nothing_new", "retract"]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a move is not made, and what to do instead."""

    why: str


_UNSAID: Mapping[StatementState, Mapping[Act, tuple[StatementState, ...]]] = {
    # An edit that leaves out a translation, the last text that waited for its yes, leaves an approved draft.
    "draft": {
        "edit": ("draft", "approved"),
        "submit": ("in_review",),
        "approve": ("draft", "approved"),
        "retract": ("retracted",),
    },
    "in_review": {
        "edit": ("draft", "approved"),
        "send_back": ("draft",),
        "approve": ("in_review", "approved"),
        "retract": ("retracted",),
    },
    "approved": {
        "edit": ("draft", "approved"),
        "send_back": ("draft",),
        "publish": ("published", "resolved"),
        "retract": ("retracted",),
    },
}


def _said(state: StatementState, *after: StatementState) -> Mapping[Act, tuple[StatementState, ...]]:
    """A public statement stays what it is while its next draft goes the same way as the first one went."""
    return {
        "edit": (state,),
        "submit": (state,),
        "send_back": (state,),
        "approve": (state,),
        "publish": after,
        "retract": ("retracted",),
    }


#: What may be done in each state, and to which states it leads. What isn't here is refused.
MOVES: Mapping[StatementState, Mapping[Act, tuple[StatementState, ...]]] = {
    **_UNSAID,
    "published": {**_said("published", "updated", "resolved"), "nothing_new": ("updated",)},
    "updated": {**_said("updated", "updated", "resolved"), "nothing_new": ("updated",)},
    # What is over can still be put right (a correction), and told about in full (a post-mortem).
    "resolved": _said("resolved", "resolved", "postmortem"),
    "postmortem": _said("postmortem", "postmortem"),
    "retracted": {},
}


def illegal(statement: Statement, act: Act) -> Refused | None:
    """Why that act is not open to this statement now; None where it is."""
    if act in MOVES[statement.state]:
        return None
    words = act.replace("_", " ")
    if statement.state == "retracted":
        return Refused(f"{statement.id} is retracted; what was said stays as it is. Start another statement.")
    if act == "nothing_new":
        return Refused(f"{statement.id} is {statement.state}: it has no promise that “nothing new yet” could keep")
    if act == "publish":
        return Refused(f"{statement.id} has no approved text; approve it first (a changed text needs a new approval)")
    open_acts = ", ".join(one.replace("_", " ") for one in MOVES[statement.state])
    return Refused(f"{statement.id} is {statement.state.replace('_', ' ')}: no {words} now; it can have: {open_acts}")


def moved(statement: Statement, who: str, what: str, now: datetime, why: str = "") -> Statement:
    """The statement with that line in its log, which only grows."""
    return replace(statement, moves=(*statement.moves, Move(who, what, now, why)))


def staged(statement: Statement) -> Statement:
    """Before its first word a statement is what its draft is."""
    if statement.public or statement.stage is None:
        return statement
    state: Literal["draft", "in_review", "approved"] = statement.stage
    return replace(statement, state=state)
