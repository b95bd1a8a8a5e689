"""Fake nouns for what is kept beside a storm: whom it speaks for, what they say, and why it was suspected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from shared.crowd import Crowd
from shared.storm import Factor, Grounds
from shared.storm_summary import Phrase, Place, Summary
from tests.builders import NOON, minutes

SENTENCE = "Many independent people: about 29 of them, most report a loss of their own."


def a_crowd(**change: Any) -> Crowd:
    crowd = Crowd(
        weighed_at=NOON - minutes(1),
        posts=41,
        read=41,
        complaints=34,
        authors=29,
        authors_low=29,
        authors_high=29,
        effective_authors=27.6,
        top_share=0.18,
        top_accounts=5,
        copies=0.06,
        coordinated=0.0,
        spread=0.1,
        young=None,
        first_person=0.71,
        usual_first_person=0.6,
        about_others=0.08,
        customers=None,
        base=240_000,
        share_low=0.00008,
        share_high=0.00017,
        voice="many",
        sentence=SENTENCE,
        reasons=("29 people wrote 34 complaints",),
        method=("effective number of authors: Hill (1973)",),
    )
    return replace(crowd, **change)


def a_summary(**change: Any) -> Summary:
    summary = Summary(
        summed_at=NOON - minutes(1),
        posts=41,
        read=41,
        since=NOON - minutes(20),
        phrases=(Phrase("booking page", 17, 0.5, 42.4), Phrase("paid twice", 9, 0.31, None)),
        platforms=(Place("discourse", 30, 0.73), Place("rss", 11, 0.27)),
        sources=(Place("forum", 41, 1.0),),
        languages=(Place("en", 41, 1.0),),
        first_post="discourse:1",
        most_spread="discourse:2",
        typical=("discourse:1",),
        kinds=(Place("specific_complaint", 34, 0.83),),
        people_before=60,
    )
    return replace(summary, **change)


def some_grounds(**change: Any) -> Grounds:
    """A score of 0.6: half as much again as was needed."""
    grounds = Grounds(
        score=0.6,
        minutes=15,
        whole=36,
        short=21,
        bar=22.5,
        usual=11,
        most=14,
        days=12.4,
        trust=0.961,
        factors=(Factor("on 2 platforms at once", 0.9), Factor("what people said of storms in it before", 1.25)),
    )
    return replace(grounds, **change)
