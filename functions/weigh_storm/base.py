"""What part of the company's customers can have spoken: an interval, never one figure."""

from __future__ import annotations

from dataclasses import dataclass

from functions.weigh_storm.interval import how_many
from functions.weigh_storm.people import People


@dataclass(frozen=True, slots=True)
class Heard:
    """Of `authors` who complain, were read and have no part in a brigade's copies: who tells of an own loss, who is a
    known customer.
    """

    authors: int
    own: int
    customers: int | None


def share_of_base(heard: Heard, people: People, base: int | None) -> tuple[float, float] | None:
    """The lowest and the highest share of the base that can have spoken (95 %); None without a base.

    With a list of customers it is they, as many as the sample lets expect among all who complain. Without one it lies
    between those who report a loss of their own and everybody: a customer can be angry for others, a stranger can say
    "my". One person with accounts on two platforms counts twice, at the high end.
    """
    if not base:
        return None
    certain = heard.own if heard.customers is None else heard.customers
    low, _ = how_many(certain, heard.authors, max(people.low, heard.authors))
    high = people.high
    if heard.customers is not None:
        _, high = how_many(heard.customers, heard.authors, max(people.high, heard.authors))
    return min(1.0, low / base), min(1.0, high / base)
