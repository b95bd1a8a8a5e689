"""How much a mention weighs by how many people follow its author."""

from __future__ import annotations

import math

#: An account with so many followers is an ordinary one: it weighs little more than one of which nothing is known.
ORDINARY_FOLLOWERS = 100


def weight_of(followers: int) -> float:
    """1 for an author whom nobody is known to follow; one more for each ten times as many followers as ordinary.

    By the logarithm, as a sum of followers would be the sum of the one or two largest accounts, and as how far a post
    is carried grows much less than they do: Cha, Haddadi, Benevenuto and Gummadi, "Measuring user influence in Twitter:
    the million follower fallacy", ICWSM 2010; Kwak, Lee, Park and Moon, "What is Twitter", WWW 2010.
    """
    return 1.0 + math.log10(1.0 + max(0, followers) / ORDINARY_FOLLOWERS)
