"""What the templates may ask: how an instant, a span, a promise or a title reads on a page, and where links lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from markupsafe import Markup, escape

from shared.page import kept
from shared.page.entry import Promise
from shared.page.incident import Incident, title_in
from shared.page.line import Line
from shared.page.markup import breakable
from shared.page.moment import Moment, duration, minutes, moment, month_name
from shared.page.view import View
from shared.page.wording.languages import direction, name_of, primary, wording
from shared.page.wording.wording import Wording


@dataclass(frozen=True, slots=True)
class Writer:
    """One page: in which language, and under which path (`history/2026-11.html`, the same in each language)."""

    view: View
    language: str
    path: str
    root: str

    @property
    def words(self) -> Wording:
        return wording(self.language)

    @property
    def html_language(self) -> str:
        """The page's, or the one that its fixed words are in."""
        return self.language if primary(self.language) == self.words.code else self.words.code

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def foreign(self) -> Markup:
        """The mark of the plan's own words, which are in the main language, on a page in another; else nothing."""
        main = self.view.language
        return Markup() if self.html_language == main else Markup(' lang="{}"').format(main)

    @property
    def home(self) -> str:
        """The way to this language's own pages."""
        return self.root + prefix(self.view, self.language)

    def switch(self) -> list[tuple[str, str, str]]:
        """Each language of the page: its code, what it calls itself, and the way to this page in it."""
        languages = self.view.languages
        return [(each, name_of(each), self.root + prefix(self.view, each) + self.path) for each in languages]

    def alternates(self) -> list[tuple[str, str, str]]:
        """The same, by whole addresses."""
        return [
            (code, name, f"{self.view.url}/{prefix(self.view, code)}{self.path}") for code, name, _ in self.switch()
        ]

    def incident(self, incident_id: str) -> str:
        return f"{self.home}incidents/{quote(incident_id, safe='')}.html"

    def fill(self, sentence: str, **slots: object) -> Markup:
        """The sentence with its slots filled; what is no markup is escaped."""
        return Markup(escape(sentence)).format(**slots)  # noqa: S704  # escaped before, and so are the slots

    def isolated(self, name: str) -> Markup:
        """A name within our words, whichever way it runs."""
        return Markup("<bdi>{}</bdi>").format(name)

    def code(self, text: str) -> Markup:
        return Markup('<code dir="ltr">{}</code>').format(breakable(text))

    @property
    def place(self) -> str:
        """Whose time it is: the city that the zone is named by, which has its English name there; else the zone."""
        zone = self.view.zone.key
        return zone.rpartition("/")[2].replace("_", " ") if self.words.code == "en" else zone

    def when(self, at: datetime) -> Moment:
        return moment(at, self.view.zone, self.words)

    def month(self, month: str) -> str:
        return month_name(month, self.words)

    def title(self, one: Incident | Line) -> tuple[str, str]:
        """With the language that it is in."""
        return title_in(one.titles, self.language)

    def overdue(self, promise: Promise) -> bool:
        return promise.overdue(self.view.now)

    def lasted(self, one: Incident | Line) -> str:
        span = one.ended_at - one.started_at if one.ended_at else timedelta()
        form = self.words.completed_after if self._planned(one) else self.words.resolved_after
        return form.format(span=duration(span, self.words))

    def late(self, promise: Promise) -> str:
        """`12 minutes late`, `on time`; empty while the promise is open."""
        if promise.minutes_late is None:
            return ""
        if not promise.minutes_late:
            return self.words.on_time
        return self.words.late.format(span=minutes(promise.minutes_late, self.words))

    def record(self, one: Incident | Line) -> str:
        """How its promises went, in one sentence; empty where there were none, or none is over."""
        return kept.told(one.kept_by(self.view.now) if isinstance(one, Incident) else one.record, self.words)

    def record_in_all(self) -> str:
        return kept.told_in_all(self.view.records, self.words)

    def headline(self) -> str:
        return self.words.under_maintenance if self.view.maintained else self.words.headlines[self.view.indicator]

    @staticmethod
    def _planned(one: Incident | Line) -> bool:
        return one.maintenance if isinstance(one, Line) else one.window is not None


def prefix(view: View, language: str) -> str:
    """The main language's pages stand at the root, the others' in a folder named by their code."""
    return "" if language == view.language else f"{language}/"
