"""A storm with what is kept beside it, as an operator looks at it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.storm import Storm
from shared.storm_words import Heard
from shared.verdict import Known

DELETED = "the post was deleted"
#: Of a longer post its beginning is shown, in characters; a screen has some 2,000.
MOST_SHOWN = 500
PRIVATE = "a private message, which is not shown here"


@dataclass(frozen=True, slots=True)
class StormFile:
    """`known` are the posts that its summary names, as they are now: one that was deleted is not among them."""

    storm: Storm
    heard: Heard
    known: Mapping[str, Known] = field(default_factory=dict)

    def words_of(self, mention_id: str) -> str:
        """A post's own words, or their beginning, while it is there and public; else what became of it."""
        found = self.known.get(mention_id)
        if found is None:
            return DELETED
        if not found.mention.public:
            return PRIVATE
        words = found.mention.text
        return words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN - 1].rstrip()}…"


def named_posts(heard: Heard) -> tuple[str, ...]:
    """The ids of the posts that the summary names, each once."""
    if heard.summary is None:
        return ()
    named = (heard.summary.first_post, heard.summary.most_spread, *heard.summary.typical)
    return tuple(dict.fromkeys(one for one in named if one is not None))
