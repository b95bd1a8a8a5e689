"""What is told of a storm beside its figures: its state, whom it speaks for, and what they say. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shared.crowd import Crowd
from shared.storm import Judgement, Storm, StormState
from shared.storm_summary import Phrase, Summary

STATES: Mapping[StormState, str] = {
    "candidate": "candidate (suspected; nobody has decided yet)",
    "confirmed": "confirmed (a person says that it is one)",
    "dismissed": "dismissed (a person says that it is none)",
    "subsided": "subsided (it is over)",
}
#: A phrase that fewer people wrote may be somebody's own words; it is never told, whoever kept it.
LEAST_AUTHORS = 3
#: So many phrases go into a notice, and so many characters of a person's reason.
MOST_IN_NOTICE, MOST_WHY = 4, 300


@dataclass(frozen=True, slots=True)
class Heard:
    """What a storm was weighed and summed up to, as far as that has happened; and a person's own word.

    `storm` is how it stands by now, where that is to be told with it.
    """

    crowd: Crowd | None = None
    summary: Summary | None = None
    judgement: Judgement | None = None
    storm: Storm | None = None


def told_phrases(summary: Summary | None) -> tuple[Phrase, ...]:
    """The phrases that may be told, the most telling first."""
    return () if summary is None else tuple(one for one in summary.phrases if one.authors >= LEAST_AUTHORS)


def quoted(phrase: Phrase) -> str:
    return f"“{phrase.words}” ({phrase.authors} people)"


def usual_words(phrase: Phrase, people_before: int) -> str:
    """How much more of it is heard than usual: a share of the people, over the same share before the storm."""
    if not people_before:
        return "with no record to compare"
    if phrase.times_usual is None:
        return f"by none of {people_before:,} people before"
    return (
        f"{phrase.times_usual:.2g} times the usual"
        if phrase.times_usual < 10
        else f"{phrase.times_usual:.0f} times the usual"
    )


def voice_words(heard: Heard) -> tuple[tuple[str, str], ...]:
    """Whom it speaks for, in sentences: the machine's with its figures, and beside it a person's own."""
    told: list[tuple[str, str]] = []
    if heard.crowd is not None:
        told.append(("Speaks for", heard.crowd.sentence))
    if heard.judgement is not None:
        why = f": {heard.judgement.why}" if heard.judgement.why else ""
        told.append(("By a person", f"{heard.judgement.who} judged “{heard.judgement.voice}”{why}"))
    return tuple(told)


def notice_words(heard: Heard) -> tuple[tuple[str, str], ...]:
    """What a notice says of it: no post's own words, as a post can be deleted and a notice can not."""
    phrases = ", ".join(quoted(one) for one in told_phrases(heard.summary)[:MOST_IN_NOTICE])
    voices = voice_words(replace(heard, judgement=_shortened(heard.judgement)))
    return (*_by_now(heard.storm), *voices, *((("They say", phrases),) if phrases else ()))


def _by_now(storm: Storm | None) -> tuple[tuple[str, str], ...]:
    """How it stands, once it has moved on from what its case says of its beginning."""
    if storm is None or (storm.last_judged_at is None and storm.state == "candidate"):
        return ()
    grown = f"; {storm.total:,} complaints since it began" if storm.total else ""
    return (("By now", f"{STATES[storm.state]}{grown}"),)


def _shortened(judgement: Judgement | None) -> Judgement | None:
    if judgement is None:
        return None
    why = " ".join(judgement.why.split())
    return replace(judgement, why=why if len(why) <= MOST_WHY else f"{why[: MOST_WHY - 1].rstrip()}…")
