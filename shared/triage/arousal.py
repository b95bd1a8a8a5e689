"""Whether a complaint was written in high arousal: anger is passed on, disappointment less so.

Berger and Milkman, "What makes online content viral?", Journal of Marketing Research 49(2), 2012: content that stirs
up (anger, anxiety, awe) is passed on more than content that dampens (sadness), whatever its sentiment.
"""

from __future__ import annotations

from collections.abc import Iterable

from shared.triage.lexicon import Sign, words_of
from shared.triage.marks import Marks

#: Insults and condemnation, and threats to take it elsewhere.
_HEATED: tuple[Sign, ...] = ("insult", "blame", "lawyer", "regulator", "press", "staff_threat")
#: What has quieter words beside those of anger.
_MIXED: tuple[Sign, ...] = ("reproach", "accusation", "slogan")
_ANGRY = frozenset(
    words_of(
        """angry furious livid fuming outrageous outraged disgusting disgusted disgusts disgraceful appalling hate hated
        hating unacceptable ridiculous insane shocking bullshit bs wtf shame boycott boycotting bankrupt vergüenza honte
        honteux scandaleux frechheit unverschämt unverschämtheit vergogna scandaloso vergonha schande 😡 🤬 😠"""
    )
)


def is_heated(marks: Marks) -> bool:
    """Insults, blames, threatens, shouts (two exclamation marks, capitals) or says that it is angry."""
    return marks.shouting or bool(marks.of(*_HEATED)) or _says_so(marks.of(*_MIXED), marks.words)


def _says_so(carried: Iterable[str], words: Iterable[str]) -> bool:
    """By the signs that were found ("not angry" is none), and by emoji, which carry no sign."""
    said = {word for phrase in carried for word in phrase.split()}
    return not _ANGRY.isdisjoint(said | {word for word in words if not word.isalpha()})
