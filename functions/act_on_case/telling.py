"""What the page behind a case's link shows: the case, what the button would do, then what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from shared.case import Case, LogEntry
from shared.case_life import MOST_WORDS
from shared.channels.message import Deed
from shared.pressing import Press, View, did
from shared.small_page import button, facts, listed, page, text_field

LANGUAGE = "en"
#: Lines of the log that a page shows, the newest.
MOST_LINES = 8
_ASKS: dict[Deed, str] = {
    "acknowledge": "Acknowledge this case?",
    "escalate": "Escalate this case?",
    "resolve": "Resolve this case?",
}
_BUTTONS: dict[Deed, str] = {
    "acknowledge": "Acknowledge: I have it",
    "escalate": "Escalate: tell the next now",
    "resolve": "Resolve: it is over",
}
_DONE: dict[Deed, str] = {"acknowledge": "Acknowledged", "escalate": "Escalated", "resolve": "Resolved"}
CAUSE = "cause"


def ask(
    case: Case, press: Press, view: View, since: Sequence[LogEntry], typed: str = "", wrong: str | None = None
) -> dict[str, Any]:
    """The case, and the button. `wrong` is what was wrong with the root cause that was `typed`."""
    field = ""
    if press.deed == "resolve":
        hint = f"The fault on the ground behind it. At most {MOST_WORDS:,} characters; required."
        told = None if wrong is None else f"Not resolved: {wrong}."
        field = text_field(CAUSE, "Root cause", hint, MOST_WORDS, typed, told)
    more = _about(case, view) + button(_BUTTONS[press.deed], {}, field) + _since(since, view)
    return page(200 if wrong is None else 400, LANGUAGE, _ASKS[press.deed], _would(case, press, view), more)


def done(case: Case, press: Press, view: View) -> dict[str, Any]:
    says = f"{did(case, press, view)}."
    if press.deed == "acknowledge":
        says += f" You are asked again at {view.clock(case.step_at)}."
    return page(200, LANGUAGE, _DONE[press.deed], says, _about(case, view))


def stale(
    case: Case, view: View, why: str, since: Sequence[LogEntry], status: int = 200, typed: str = ""
) -> dict[str, Any]:
    """Who came first, and when. What was `typed` meanwhile is given back."""
    kept = f"<p>You wrote:</p><blockquote>{escape(typed)}</blockquote>" if typed else ""
    return page(status, LANGUAGE, "Nothing left to do here", why, _about(case, view) + kept + _since(since, view))


def void() -> dict[str, Any]:
    return page(
        404,
        LANGUAGE,
        "This link is not good",
        "It is too old, it is not whole, or its person is not in the crisis plan any more. Nothing was done. "
        "Use the newest notice of the case, or the command: firebreak cases",
    )


def _would(case: Case, press: Press, view: View) -> str:
    match press.deed:
        case "acknowledge":
            again = view.clock(view.now + view.own.cases.ask_after)
            return f"It is yours then, and nobody further is told. You are asked again at {again}."
        case "escalate":
            return f"At once told: {view.next_told(case)}. It is theirs to acknowledge then, whoever has it now."
        case "resolve":
            return "It is over then for everybody who was told, and never escalates again."


def _about(case: Case, view: View) -> str:
    told = [("Case", f"{case.title} ({case.id})"), ("Priority", case.priority)]
    if case.state == "resolved":
        told.append(("Resolved", f"by {view.name(case.resolved_by)}, {view.clock(case.resolved_at)}"))
    else:
        told.append(("Who has it", view.holder(case)))
    return facts([*told, ("Opened", view.clock(case.opened_at))])


def _since(entries: Sequence[LogEntry], view: View) -> str:
    lines = [f"{view.clock(entry.when)}: {_who(entry.who, view)}{entry.what}" for entry in entries[-MOST_LINES:]]
    return listed("Since you were told", lines)


def _who(who: str, view: View) -> str:
    return "" if who == "firebreak" else f"{view.name(who)}, "
