"""A verdict in words: one sentence with its figures, and what carried it."""

from __future__ import annotations

from collections.abc import Iterator

from functions.weigh_storm import verdict as v
from functions.weigh_storm.found import Found
from functions.weigh_storm.interval import wilson
from functions.weigh_storm.people import People
from shared.crowd import Voice, percent, span

SPOKEN = "this is who has spoken, not who is affected"
#: A part that is not worth a word in the one sentence.
WORTH_SAYING = 0.1

METHOD = (
    "effective authors: Simpson, Measurement of Diversity, 1949; Hill, Diversity and Evenness, 1973",
    "authors of posts not read: Chao, Nonparametric Estimation of the Number of Classes, 1984; Chao and Lin, 2012",
    "near copies: Broder, On the Resemblance and Containment of Documents, 1997 (minhash)",
    "lock-step within a minute: Keller et al., Political Astroturfing on Twitter, 2020; Schoch et al., 2022",
    "pile-on by the drop of 'I' and 'my': Strathern et al., Against the Others!, 2020",
    "intervals: Clopper and Pearson, 1934 (finite form); Wilson, 1927",
    "who complains of those with a small problem, 3 %: Goodman and Newman, Understand Customer Behavior, 2003",
)


def sentence(found: Found, voice: Voice) -> str:
    """The verdict with its figures; it never is a bare count."""
    if voice == "not enough to say":
        return f"Not enough to say whom it speaks for: {_lacking(found)}."
    said = {
        "brigade": _brigade,
        "bulk": _bulk,
        "vocal minority": _minority,
        "many": _many,
    }[voice](found)
    return f"{said}; {_of_base(found)}."


def reasons(found: Found) -> tuple[str, ...]:
    """What was found, in words and figures, also what speaks against the verdict."""
    return tuple(_reasons(found))


def _lacking(found: Found) -> str:
    if found.posts and not found.read:
        return f"none of its {found.posts:,} posts is left to be read as a complaint"
    if found.complaints < v.ENOUGH:
        return f"{_of_read(found)}, {_complain(found.complaints)}, and below {v.ENOUGH} a share says little"
    if v.hurried(found) >= v.MOST:
        return (
            f"{percent(v.hurried(found))} of {found.complaints:,} complaints are copies posted within minutes of one "
            "another, which people who share a ready-made text do as well as a brigade"
        )
    if v.most_young(found):
        return (
            f"{percent(found.young.share)} of {found.young.of:,} accounts of known age are less than 30 days old, "
            "which people who join to complain are as well as a brigade"
        )
    return (
        f"{found.complaints:,} complaints come from {_counted(found.apart.authors)}"
        f"{_without_copies(found)}, and it takes {v.ENOUGH}"
    )


def _without_copies(found: Found) -> str:
    return " with no part in a brigade's copies" if found.coordinated.found else ""


def _brigade(found: Found) -> str:
    part = found.coordinated
    if part.share < v.MUCH:
        return (
            f"A brigade: {percent(found.young.share)} of {found.young.of:,} accounts are less than 30 days old, "
            f"and {percent(found.about_others.share)} of the complaints judge or repeat what happened to others"
        )
    return (
        f"A brigade: {percent(part.share)} of {part.of:,} complaints are near copies by several accounts; "
        f"{', '.join(found.signs)}; beside them {_complaining(found.apart)}"
    )


def _bulk(found: Found) -> str:
    loud = f"; {_loud(found)}" if v.is_loud_few(found) else ""
    people = _complaining(found.apart)
    return f"It can speak for the bulk of the customers: {people}, {_own(found)}{_beside(found)}{loud}"


def _many(found: Found) -> str:
    tenth = f"the loudest tenth of them wrote {percent(found.apart.top_share)}"
    return f"Many speak: {_complaining(found.apart)}, {tenth}, {_own(found)}{_beside(found)}"


def _beside(found: Found) -> str:
    """What must not go unsaid of a crowd that is real."""
    share = found.coordinated.share
    return f", beside copies that speak of a brigade, {percent(share)} of all" if share >= WORTH_SAYING else ""


def _minority(found: Found) -> str:
    if v.is_loud_few(found):
        return f"A vocal minority: {_loud(found)}"
    if v.is_pile_on(found):
        usual = "" if found.usual_own is None else f" (usually {percent(found.usual_own)})"
        return (
            f"A vocal minority: {_complaining(found.apart)}, but only {percent(found.own.share)} of {_judged(found)} "
            f"report a loss of the writer's own{usual}, and {percent(found.about_others.share)} judge or repeat others'"
        )
    return f"A vocal minority: {_complaining(found.apart)}, {_own(found)}"


def _loud(found: Found) -> str:
    people = found.people
    if people.top_accounts == 1:
        return f"one account of {people.authors:,} wrote {percent(people.top_share)} of the complaints"
    return (
        f"{people.top_accounts:,} accounts of {people.authors:,} wrote {percent(people.top_share)} of the complaints, "
        f"the busiest alone {percent(people.loudest)}"
    )


def _own(found: Found) -> str:
    if found.own.of == 0:
        return "in languages in which it can't be told whether the loss is their own"
    return f"{percent(found.own.share)} of {_judged(found)} about a loss of the writer's own"


def _judged(found: Found) -> str:
    """What the shares of own losses are of: of copies one, and only what is in a language that is known."""
    if found.own.of == found.complaints:
        return "the complaints"
    return "1 text" if found.own.of == 1 else f"{found.own.of:,} different texts"


def _of_base(found: Found) -> str:
    if found.reached is None or found.base is None:
        return f"what share of the customers that is can't be told without their number, and {SPOKEN}"
    known = "by the list of customers, " if found.heard.customers is not None else ""
    return f"{known}that is {_share_of(found.reached, found.base)}, and {SPOKEN}"


def _share_of(reached: tuple[float, float], base: int) -> str:
    return f"{span(*reached)} of {base:,} {'customer' if base == 1 else 'customers'}"


def _complaining(people: People) -> str:
    return f"{_people(people)} {'complains' if people.high == 1 else 'complain'}"


def _people(people: People) -> str:
    if people.low == people.high:
        return _counted(people.authors)
    return f"about {people.authors:,} people ({people.low:,} to {people.high:,})"


def _counted(people: int) -> str:
    return "1 person" if people == 1 else f"{people:,} people"


def _of_read(found: Found) -> str:
    return f"of {found.read:,} posts read" + (f" (of {found.posts:,})" if found.read < found.posts else "")


def _complain(count: int) -> str:
    return {0: "none complains", 1: "one complains"}.get(count, f"{count:,} complain")


def _reasons(found: Found) -> Iterator[str]:
    people = found.people
    said = _of_read(found)
    yield f"{said[0].upper()}{said[1:]}, {_complain(found.complaints)}"
    if not found.complaints:
        return
    busiest = "the busiest" if people.top_accounts == 1 else f"the {people.top_accounts:,} busiest"
    yield (
        f"{_complaining(people)}; {busiest} wrote {percent(people.top_share)}, "
        f"the effective number of authors is {people.effective:,.0f}"
    )
    if found.spread.found:
        yield f"{percent(found.spread.share)} are reposts, which say whose words they are: spreading, not copying"
    if found.copies.found:
        yield f"{percent(found.copies.share)} are near copies of another account's post"
    if found.coordinated.found:
        yield f"{percent(found.coordinated.share)} are copies that speak of a brigade: {', '.join(found.signs)}"
    if found.unexplained.found:
        yield f"{percent(found.unexplained.share)} are copies close together in time, with nothing else odd about them"
    if found.young.of:
        yield f"{percent(found.young.share)} of {found.young.of:,} accounts of known age are less than 30 days old"
    if found.own.of:
        low, high = wilson(*found.own)
        usual = "" if found.usual_own is None else f", usually {percent(found.usual_own)}"
        interval = f"{percent(found.own.share)} of {_judged(found)} ({span(low, high)}{usual})"
        yield f"{interval} report a loss of the writer's own"
        yield f"{percent(found.about_others.share)} judge or repeat what happened to others"
    if found.heard.customers is not None:
        yield f"{found.heard.customers:,} of {found.heard.authors:,} authors read are on the list of customers"
    if found.reached is not None and found.base is not None:
        yield f"{_share_of(found.reached, found.base)} can have spoken"
