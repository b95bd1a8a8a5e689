"""The mails to subscribers: a word of a statement, or the question whether a sign-up is wanted. As text and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

from functions.deliver.public import Page, Word
from functions.deliver.words import WORDS
from shared.channels.email import Mail
from shared.spoken import spoken

#: A longer title is cut, so that the subject still ends with what sort of news it is.
TITLE_CHARACTERS = 80
_STYLE = "font:16px/1.5 system-ui,sans-serif"


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    url: str


#: A paragraph: words, or a link.
Part = str | Link


def of_word(word: Word, language: str, unsubscribe: str) -> Mail:
    """The word in the subscriber's language where it was said in it, else in the main one."""
    ours = WORDS[language]
    there = word.update.firebreak.translations.get(language)
    title, body = (there.name, there.body) if there else (word.incident.name, word.update.body)
    parts: list[Part] = [_plain(title), _plain(body), *_beside(word, language)]
    parts.append(Link(ours.read, word.incident.shortlink))
    feet: list[Part] = [ours.why.format(page=word.page.name), Link(ours.unsubscribe, unsubscribe)]
    subject = ours.subject.format(
        page=_line(word.page.name), title=_line(title)[:TITLE_CHARACTERS], label=_label(word, language)
    )
    said_in = language if there else None
    return Mail(subject, _text(parts, feet), _html(parts, feet, said_in), word.incident.id, said_in, unsubscribe)


def _beside(word: Word, language: str) -> Iterator[str]:
    """What this word puts right, what became of it since, and the promise while it is open: mails can be late."""
    ours, plus = WORDS[language], word.update.firebreak
    if plus.corrects is not None and plus.because:
        yield ours.was_wrong.format(because=_plain(plus.because))
    if plus.retracted:
        yield ours.taken_back
    elif plus.corrected_by is not None:
        yield ours.corrected
    elif plus.promise is not None and plus.promise.answered_at is None:
        yield ours.next_word.format(when=_when(plus.promise.next_update_at, word.page.time_zone, language))


def of_confirmation(page: Page, language: str, confirm: str) -> Mail:
    """Asks whether the sign-up was wanted. Nothing in it was given by whoever signed up."""
    ours = WORDS[language]
    parts: list[Part] = [ours.confirm.format(page=page.name), Link(ours.confirm_link, confirm), ours.ignore]
    subject = ours.confirm_subject.format(page=_line(page.name))
    return Mail(subject, _text(parts, []), _html(parts, [], language), language=language)


def of_known(page: Page, language: str, unsubscribe: str) -> Mail:
    """For an address that is signed up once more: on the page the answer is the same for all."""
    ours = WORDS[language]
    parts: list[Part] = [ours.already.format(page=page.name), Link(ours.unsubscribe, unsubscribe)]
    subject = ours.already_subject.format(page=_line(page.name))
    return Mail(subject, _text(parts, []), _html(parts, [], language), language=language, unsubscribe=unsubscribe)


def _label(word: Word, language: str) -> str:
    labels = WORDS[language].labels
    if word.update.firebreak.retracted:
        return labels["retracted"]
    if word.sort == "published":
        return labels["investigating" if word.update.status == "investigating" else "updated"]
    return labels[word.sort]


def _when(at: datetime, zone: str, language: str) -> str:
    beside = "" if zone == "UTC" else f" ({at.astimezone(UTC):%H:%M} UTC)"
    return spoken(at, ZoneInfo(zone), language) + beside


def _text(parts: Sequence[Part], feet: Sequence[Part]) -> str:
    def told(part: Part) -> str:
        return f"{part.name}:\n{part.url}" if isinstance(part, Link) else part

    body = "\n\n".join(map(told, parts)) + "\n"
    # Two dashes and a blank: clients show what follows as a signature (RFC 3676, 4.3).
    return body + ("\n-- \n" + "\n".join(map(told, feet)) + "\n" if feet else "")


def _html(parts: Sequence[Part], feet: Sequence[Part], language: str | None) -> str:
    def told(part: Part) -> str:
        if isinstance(part, Link):
            return f'<p><a href="{escape(part.url)}">{escape(part.name)}</a></p>'
        return f'<p dir="auto" style="white-space:pre-wrap">{escape(part)}</p>'

    small = f'<div style="color:#555;font-size:13px">{"".join(map(told, feet))}</div>' if feet else ""
    spoken_in = f' lang="{language}"' if language else ""
    return f'<div{spoken_in} style="{_STYLE}">{"".join(map(told, parts))}{small}</div>'


def _line(words: str) -> str:
    return " ".join(_plain(words).split())


def _plain(words: str) -> str:
    """Without control characters, which some mail servers refuse."""
    return "".join(letter for letter in words if letter in "\n\t" or ord(letter) >= 32)
