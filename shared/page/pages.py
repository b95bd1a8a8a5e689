"""The HTML pages, in each of the company's languages. `view.now` shows only in which promises have been missed."""

from __future__ import annotations

from shared.page.incident import Incident
from shared.page.line import Line
from shared.page.markup import ENVIRONMENT, STYLE, policy
from shared.page.text import excerpt, paragraphs
from shared.page.view import View
from shared.page.writer import Writer, prefix

#: The index is a first look, at most 14 KB compressed: longer texts and older incidents are one link away.
INDEX_BODY_CHARACTERS = 1_200
INDEX_PLANNED_CHARACTERS = 400
#: Of all open incidents together, and of all planned work together: where there are many, each says less.
INDEX_ALL_BODIES_CHARACTERS = 4_800
INDEX_LEAST_CHARACTERS = 120
#: Reasons of retractions and corrections, in lists; each page has its own whole.
REASON_CHARACTERS = 300
INDEX_PAST_INCIDENTS = 8
INDEX_ANSWERED_PROMISES = 6
#: The newest months are on one page as long as there are not too many lines; each older one has its own.
HISTORY_MONTHS = 12
HISTORY_LINES = 200


def path(view: View, language: str, page: str) -> str:
    """The key of a page in that language: `pt/history.html`."""
    return prefix(view, language) + page


def index(view: View, language: str = "") -> str:
    """`index.html`: what is wrong, since when, when the next word comes, where to turn."""
    return _page(view, "index.html", language, "index.html", past=view.lines[:INDEX_PAST_INCIDENTS])


def incident_page(view: View, one: Incident, language: str = "") -> str:
    """`incidents/<id>.html`: all that was said, newest first."""
    return _page(view, "incident.html", language, f"incidents/{one.id}.html", one=one)


def history(view: View, language: str = "") -> str:
    """`history.html`: the newest months of what is over, without its texts, and the way to the older months."""
    shown = _newest_months(view)
    older = view.months[len(shown) :]
    return _page(view, "history.html", language, "history.html", months=shown, older=older, month=None)


def history_month(view: View, month: str, language: str = "") -> str:
    """`history/2026-11.html`, for each of `view.months`."""
    shown = [(month, view.by_month[month])]
    return _page(view, "history.html", language, f"history/{month}.html", months=shown, older=(), month=month)


def not_found(view: View) -> str:
    """`404.html`. It is served at any depth, so its links are absolute."""
    return _page(view, "404.html", view.language, "index.html", root=f"{view.url}/")


def _newest_months(view: View) -> list[tuple[str, tuple[Line, ...]]]:
    """At least one, where there are any."""
    shown: list[tuple[str, tuple[Line, ...]]] = []
    for month, lines in tuple(view.by_month.items())[:HISTORY_MONTHS]:
        if shown and sum(len(each) for _, each in shown) + len(lines) > HISTORY_LINES:
            break
        shown.append((month, lines))
    return shown


def _share(most: int, texts: int) -> int:
    """How many characters of each the index shows."""
    return max(INDEX_LEAST_CHARACTERS, min(most, INDEX_ALL_BODIES_CHARACTERS // max(1, texts)))


def _page(view: View, template: str, language: str, page: str, *, root: str | None = None, **about: object) -> str:
    language = language or view.language
    depth = path(view, language, page).count("/")
    return ENVIRONMENT.get_template(template).render(
        view=view,
        write=Writer(view, language, page, "../" * depth if root is None else root),
        style=STYLE,
        policy=policy(STYLE, view.door),
        paragraphs=paragraphs,
        excerpt=excerpt,
        body_characters=_share(INDEX_BODY_CHARACTERS, len(view.unresolved)),
        planned_characters=_share(INDEX_PLANNED_CHARACTERS, len(view.active) + len(view.upcoming)),
        reason_characters=REASON_CHARACTERS,
        answered_promises=INDEX_ANSWERED_PROMISES,
        **about,
    )
