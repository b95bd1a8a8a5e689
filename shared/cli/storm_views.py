"""How a storm looks: its figures, whom it speaks for, and what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.case import case_id
from shared.cli.moments import ago, clock, when
from shared.cli.tables import Cell, Screen, colored
from shared.crowd import Crowd, Voice, percent, span
from shared.operations.storm_file import StormFile
from shared.statement import statement_id
from shared.storm import Storm
from shared.storm_summary import Phrase, Place, Summary
from shared.storm_words import STATES, told_phrases, usual_words

#: Of more platforms, sources or languages than these, the rest is a number.
MOST_PLACES = 5
LAST = "in the window that was judged last"
NOT_WEIGHED = "not weighed yet; that comes within minutes of the suspicion"

Table = tuple[tuple[str, ...], list[list[Cell]]]


def storms_table(listed: list[Storm], now: datetime, voices: Mapping[str, Voice] | None = None) -> Table:
    """Without `voices`, by the storms' ids, there is no column for whom they speak for."""
    headings = ("storm", "state", "began", "complaints", "record", *(("voice",) if voices is not None else ()), "about")
    return headings, [
        [
            one.id,
            colored(one.state),
            ago(one.began_at, now),
            _gathered(one),
            f"x{one.ratio:g}",
            *([voices.get(one.id, "-")] if voices is not None else []),
            _about(one),
        ]
        for one in listed
    ]


def facts_of(storm: Storm, now: datetime) -> list[tuple[str, Cell]]:
    facts: list[tuple[str, Cell]] = [
        ("state", colored(STATES[storm.state])),
        ("instance", storm.instance or "no one kind"),
        (
            "complaints",
            f"{_by_people(storm, storm.complaints, f'{storm.authors:,}', LAST)}; {storm.peak:,} at the peak",
        ),
    ]
    if storm.said:
        facts.insert(1, ("series", storm.said))
    if storm.total:
        facts.append(("in all", _by_people(storm, storm.total, f"about {storm.total_authors:,}", "since it began")))
    facts.append(("record", f"{storm.ratio:g} times what it takes by this brand's own record"))
    if storm.grounds is not None:
        facts.append(("trust", trust_words(storm.grounds.days, storm.grounds.trust)))
    if storm.waves > 1:
        facts.append(("waves", f"it has risen {storm.waves} times"))
    return [
        *facts,
        ("began", when(storm.began_at, now)),
        ("noticed", when(storm.noticed_at, now)),
        ("subsided", when(storm.subsided_at, now)),
        ("case", case_id(storm.id)),
        ("statement", statement_id(storm.id)),
    ]


def trust_words(days: float, trust: float) -> str:
    """How far the length of the record can be trusted."""
    length = f"{days * 24:.0f} hours" if days < 2 else f"{days:.0f} days"
    return f"{percent(trust)} in a record of {length} with somebody to hear"


def show_voice(screen: Screen, file: StormFile) -> None:
    """Whom it speaks for: the machine's word with its figures, and beside it a person's own."""
    screen.heading("Whom it speaks for")
    crowd, judgement = file.heard.crowd, file.storm.judgement
    own = f"nobody has said: firebreak storms judge {file.storm.id} VOICE"
    if judgement is not None:
        why = f": {judgement.why}" if judgement.why else ""
        own = f"{judgement.voice}, says {judgement.who} ({clock(judgement.when)}){why}"
    if crowd is None:
        screen.facts([("weighed", NOT_WEIGHED), ("a person", own)])
        return
    screen.facts([("weighed", f"{crowd.voice}: {crowd.sentence}"), ("a person", own), *_figures(crowd)])


def show_summary(screen: Screen, file: StormFile) -> None:
    """What they say, where and since when. Posts are quoted as they are now, or not at all."""
    screen.heading("What they say")
    summary = file.heard.summary
    if summary is None:
        screen.say(f"  {NOT_WEIGHED[0].upper()}{NOT_WEIGHED[1:]}.")
        return
    phrases = told_phrases(summary)
    screen.facts([(f"“{one.words}”", _heard_of(one, summary)) for one in phrases])
    if not phrases:
        screen.say("  No phrase of three people or more sets it apart.")
    screen.facts(_places(summary, file.storm.total))
    named = [("first post", summary.first_post), ("most spread", summary.most_spread)]
    named += [("typical", one) for one in summary.typical]
    screen.facts([(name, f"{one}: {file.words_of(one)}") for name, one in named if one is not None])


def _figures(crowd: Crowd) -> list[tuple[str, Cell]]:
    read = f"{crowd.read} of {crowd.posts} posts read, {crowd.complaints} of them complaints"
    told: list[tuple[str, Cell]] = [
        (
            "people",
            f"{_range(crowd)}; so uneven that they count as {crowd.effective_authors:,.0f} equally busy ones ({read})",
        ),
        ("busiest", f"{percent(crowd.top_share)} by the {crowd.top_accounts:,} busiest"),
        ("copies", _copied(crowd)),
    ]
    if crowd.young is not None:
        told.append(("new accounts", percent(crowd.young)))
    if crowd.first_person is not None:
        usual = "" if crowd.usual_first_person is None else f" ({percent(crowd.usual_first_person)} is usual)"
        others = "" if crowd.about_others is None else f"; {percent(crowd.about_others)} judge others'"
        told.append(("own loss", f"{percent(crowd.first_person)} report one of their own{usual}{others}"))
    if crowd.customers is not None:
        told.append(("customers", f"{crowd.customers} are known customers"))
    if crowd.share_low is not None and crowd.share_high is not None and crowd.base:
        spoken = f"{span(crowd.share_low, crowd.share_high)} of {crowd.base:,} customers can have spoken"
        told.append(("of the base", spoken))
    told += [("because", one) for one in crowd.reasons]
    return [*told, *(("method", one) for one in crowd.method), ("as of", clock(crowd.weighed_at))]


def _copied(crowd: Crowd) -> str:
    kinds = f"{percent(crowd.copies)} near copies, {percent(crowd.coordinated)} of a brigade's kind"
    return f"{kinds}; {percent(crowd.spread)} reposts"


def _heard_of(phrase: Phrase, summary: Summary) -> str:
    usual = usual_words(phrase, summary.people_before)
    return f"{phrase.authors:,} people ({percent(phrase.share)}), {usual}"


def _places(summary: Summary, total: int) -> list[tuple[str, Cell]]:
    told: list[tuple[str, Cell]] = [("since", clock(summary.since))]
    for name, places in (
        ("platforms", summary.platforms),
        ("sources", summary.sources),
        ("languages", summary.languages),
        ("kinds", summary.kinds),
    ):
        if places:
            told.append((name, _shares(places)))
    since = f"; it has {total:,} by now" if total > summary.posts else ""
    return [*told, ("read", f"{summary.read:,} of {summary.posts:,} posts, {clock(summary.summed_at)}{since}")]


def _shares(places: Sequence[Place]) -> str:
    told = [f"{one.name} {percent(one.share)}" for one in places[:MOST_PLACES]]
    rest = len(places) - MOST_PLACES
    return ", ".join([*told, f"{rest} more"] if rest > 0 else told)


def _about(storm: Storm) -> str:
    about = " ".join(filter(None, (storm.brand, storm.instance and f"({storm.instance})")))
    return about if storm.judgement is None else f"{about}; {storm.judgement.who} judged “{storm.judgement.voice}”"


def _gathered(storm: Storm) -> str:
    """All that it has, for a list; the people only where they are those of its own complaints."""
    if storm.scope is not None:
        return f"{storm.total or storm.complaints}"
    if storm.total:
        return f"{storm.total} by {storm.total_authors}"
    return f"{storm.complaints} by {storm.authors}"


def _by_people(storm: Storm, complaints: int, people: str, when: str) -> str:
    """People are counted of all the brand's complaints, also beside a storm of one kind of trouble."""
    if storm.scope is None:
        return f"{complaints:,} by {people} people {when}"
    return f"{complaints:,} {when}, where all of the brand's are by {people} people"


def _range(crowd: Crowd) -> str:
    if crowd.authors_low == crowd.authors_high:
        return f"{crowd.authors:,}"
    return f"about {crowd.authors:,} ({crowd.authors_low:,} to {crowd.authors_high:,})"
