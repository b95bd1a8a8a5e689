"""Keywords that another plan gives to another instance. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from shared.plan import Plan
from shared.plan_change import Change

Claims = dict[str, list[str]]


def of_keywords(before: Plan, after: Plan) -> Iterator[Change]:
    """What each instance that stays, or goes, loses and gains, and to whom or from whom.

    A new instance is told of by what it takes from others; an instance's order of keywords means nothing, and is told.
    """
    old, new = _claims(before), _claims(after)
    then = {one.id: one.keywords for one in before.instances}
    now = {one.id: one.keywords for one in after.instances}
    for id_ in dict.fromkeys((*now, *then)):
        was, is_ = then.get(id_, ()), now.get(id_, ())
        for word in dict.fromkeys(was):
            if word not in is_:
                taken = _list(new.get(word, []), old.get(word, []))
                yield Change("instance", id_, f"the keyword `{word}` {'goes to ' + taken if taken else 'is dropped'}")
        for word in dict.fromkeys(is_):
            given = _list(old.get(word, []), new.get(word, []))
            if word not in was and (given or id_ in then):
                yield Change("instance", id_, f"the keyword `{word}` {'comes from ' + given if given else 'is new'}")
        if id_ in then and id_ in now and was != is_ and set(was) == set(is_):
            yield Change("instance", id_, "its keywords are the same, in another order or number")


def _claims(plan: Plan) -> Claims:
    """Which instances claim each keyword."""
    found: Claims = {}
    for instance in plan.instances:
        for word in instance.keywords:
            found.setdefault(word, []).append(instance.id)
    return found


def _list(those: list[str], but: list[str]) -> str:
    return " and ".join(dict.fromkeys(one for one in those if one not in but))
