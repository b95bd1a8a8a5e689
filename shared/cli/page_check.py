"""What the shape of a page's file allows, and no page can be made of: the place, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from shared.page.wording.languages import is_tag
from shared.plan import Plan
from shared.statement import Statement

#: A statement's id becomes a file's name.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f]+", re.IGNORECASE)
#: Any zone's clock can show what lies between.
_YEARS = range(2, 9999)


def wrong(plan: Plan, statements: Sequence[Statement], door: str | None) -> str | None:
    """The first thing, where it stands and how to mend it; None where a page can be made."""
    return next(_all(plan, statements, door), None)


def _all(plan: Plan, statements: Sequence[Statement], door: str | None) -> Iterator[str]:
    yield from _company(plan, door)
    seen = set[str]()
    for at, one in enumerate(statements):
        yield from (f"$.statements[{at}]{found}" for found in _statement(one))
        if one.id in seen:
            yield f"$.statements: {one.id} is there twice; leave the older one out"
        seen.add(one.id)


def _company(plan: Plan, door: str | None) -> Iterator[str]:
    company = plan.company
    try:
        ZoneInfo(company.time_zone)
    except (KeyError, ValueError, OSError):
        yield f"$.plan.company.time_zone: no zone {company.time_zone!r}; such as Europe/Lisbon"
    places = {"plan.company.status_page": company.status_page, "plan.company.contact_page": company.contact_page}
    for place, address in (places | ({"door": door} if door is not None else {})).items():
        if not _is_address(address):
            yield f"$.{place}: {address!r} is no address of a page; write it whole, such as https://status.example.com"


def _is_address(text: str) -> bool:
    try:
        return _ADDRESS.fullmatch(text) is not None and bool(urlsplit(text).hostname)
    except ValueError:
        return False


def _statement(one: Statement) -> Iterator[str]:
    if not _ID.fullmatch(one.id):
        yield f".id: {one.id!r} makes no file's name; use a-z, 0-9, -"
    for at, update in enumerate(one.updates):
        if not update.words:
            yield f".updates[{at}].words: nothing is said; write the text, with its language"
        for words in update.words:
            if not is_tag(words.language):
                yield f".updates[{at}].words: {words.language!r} names no language; such as en or pt-BR"
    for place, instant in _instants(one):
        if instant.utcoffset() is None or instant.year not in _YEARS:
            yield f".{place}: {instant.isoformat()} is no instant that a page can show; such as 2026-10-02T12:00:00Z"


def _instants(one: Statement) -> Iterator[tuple[str, datetime]]:
    yield from (("created_at", one.created_at), ("started_at", one.started_at), ("updated_at", one.updated_at))
    for at, update in enumerate(one.updates):
        for name in ("published_at", "next_update_at", "kept_at"):
            if (instant := getattr(update, name)) is not None:
                yield f"updates[{at}].{name}", instant
    if one.window is not None:
        yield from (("window.begins_at", one.window.begins_at), ("window.ends_at", one.window.ends_at))
    if one.retraction is not None:
        yield "retraction.when", one.retraction.when
