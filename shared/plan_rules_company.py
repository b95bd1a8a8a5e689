"""What makes a plan's company one that can be reached: its zone, its languages, its pages, its hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from shared.plan import Plan
from shared.plan_broken import Broken, Place, not_from_to, out_of_bounds, time_zones
from shared.schedule import Hours

#: More customers than there will be people.
MOST_CUSTOMERS = 10_000_000_000
#: A delivery may wait in two queues for 14 days each before it is read: what is kept for less would be gone on arrival.
KEEP_TEXTS = (timedelta(days=30), timedelta(days=3650))
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def broken_company(plan: Plan) -> Iterator[Broken]:
    company = plan.company
    yield from unknown_zone(("company", "time_zone"), company.time_zone)
    if not company.languages:
        yield Broken(("company", "languages"), "no language is named", "name at least one, such as `en`")
    for position, language in enumerate(company.languages):
        if not _LANGUAGE.fullmatch(language):
            mend = "write its code, such as `en` or `pt`"
            yield Broken(("company", "languages", position), f"`{language}` is no language code", mend)
        if language in company.languages[:position]:
            yield Broken(("company", "languages", position), f"`{language}` stands twice", "name each language once")
    for word in ("contact_page", "status_page"):
        address: str = getattr(company, word)
        if not _is_page(address):
            mend = "write the whole address, with `https://`"
            yield Broken(("company", word), f"`{address}` is no address of a page", mend)
    yield from no_days(("company", "hours"), company.hours)
    seen: set[date] = set()
    for position, day in enumerate(company.holidays):
        if day in seen:
            yield Broken(("company", "holidays", position), f"`{day}` stands twice", "name each day once")
        seen.add(day)
    if company.customers is not None:
        mend = "write about how many customers you have, or leave `customers` out"
        yield from not_from_to(("company", "customers"), company.customers, 1, MOST_CUSTOMERS, mend)
    yield from out_of_bounds(("company", "keep_texts"), company.keep_texts, *KEEP_TEXTS)


def unknown_zone(place: Place, zone: str) -> Iterator[Broken]:
    if zone not in time_zones():
        mend = "write a zone of the tz database, such as `Europe/Lisbon` or `Etc/UTC`"
        yield Broken(place, f"`{zone}` is no time zone", mend)


def no_days(place: Place, hours: Hours | None) -> Iterator[Broken]:
    if hours is not None and not hours.days:
        what = "these hours are on no day of the week"
        yield Broken((*place, "days"), what, "name the days, or leave `days` out for all of them")


def _is_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and not re.search(r"\s", address)
    except ValueError:
        return False
