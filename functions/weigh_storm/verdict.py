"""The verdict: whom a crowd speaks for. Few numbers decide, and each has its reason here."""

from __future__ import annotations

from functions.weigh_storm.found import Found, Part
from functions.weigh_storm.interval import wilson
from shared.crowd import Voice

#: Of fewer complaints a share is not known to within 18 points (95 %), and a half can't be told from a third.
ENOUGH = 30
#: "Most of it", for copies, complaints about others, and posts of the loudest tenth. That wrote 19 to 34 % on 35 days
#: of airlines in 2015, of 118 to 1,064 posts each (the shared replay).
MOST = 0.5
#: Copies in lock-step that are less than most of it count where most of the accounts are young as well.
MUCH = 0.25
#: Of consumers with a small problem 3 % complained (Goodman and Newman, "Understand Customer Behavior and Complaints",
#: Quality Progress, 2003): so few who spoke can stand for so many. To the company, that is; fewer do so in public.
SPEAKS_UP = 0.03
#: The bulk of the base is half of it; less than this is next to none of it.
HALF, NEXT_TO_NONE = 0.5, 0.01
#: The report of an own loss has become rare at this part of what is usual.
DROPPED = 0.5
#: What is usual where no record says. Of 6,888 complaints to airlines, 924 to 93 brands and 2,367 to banks (the shared
#: sets) 62, 57 and 68 % report an own loss by our words, and 12, 8 and 15 % speak of others.
USUALLY_OWN = 0.6


def judge(found: Found) -> Voice:
    """One of five words. To accuse takes more: a brigade is told by its copies and by signs that people don't give."""
    if found.complaints < ENOUGH:
        return "not enough to say"
    if is_brigade(found):
        return "brigade"
    if could_be_either(found):
        return "not enough to say"
    if is_bulk(found):
        return "bulk"
    if is_loud_few(found) or is_pile_on(found) or is_few_of_base(found):
        return "vocal minority"
    return "many" if found.apart.authors >= ENOUGH else "not enough to say"


def is_brigade(found: Found) -> bool:
    """Copies in lock-step with a sign that they are no people's; or accounts made lately, most of them to judge."""
    young = most_young(found)
    return found.coordinated.share >= (MUCH if young else MOST) or (young and speak_of_others(found))


def most_young(found: Found) -> bool:
    """Most of the accounts; not of the few whose age is known."""
    return found.young.of >= max(ENOUGH, MOST * found.heard.authors) and wilson(*found.young)[0] >= MOST


def speak_of_others(found: Found) -> bool:
    return found.own.of >= ENOUGH and found.about_others.share >= MOST


def could_be_either(found: Found) -> bool:
    """Nothing tells a text that people share in a hurry from a brigade's, or those who joined to complain from bots."""
    return hurried(found) >= MOST or most_young(found)


def hurried(found: Found) -> float:
    return found.coordinated.share + found.unexplained.share


def is_bulk(found: Found) -> bool:
    """A few don't stand for the silent: they must be half of the base themselves."""
    stand_for = SPEAKS_UP if found.apart.authors >= ENOUGH else 1
    return found.reached is not None and found.reached[0] >= HALF * stand_for


def is_loud_few(found: Found) -> bool:
    return found.people.top_share >= MOST


def is_pile_on(found: Found) -> bool:
    """Most speak of others, and the report of an own loss has dropped: to half, and by more than chance does."""
    usual = USUALLY_OWN if found.usual_own is None else found.usual_own
    return speak_of_others(found) and found.own.share <= DROPPED * usual and upper(found.own) < usual


def is_few_of_base(found: Found) -> bool:
    """Next to none of the base, even with the silent ones counted in; and most of them report no loss of their own."""
    small = found.reached is not None and found.reached[1] / SPEAKS_UP < NEXT_TO_NONE
    return small and found.own.of >= ENOUGH and upper(found.own) < MOST


def upper(part: Part) -> float:
    return wilson(*part)[1]
