"""The first view of the worst day fits into one flight of packets, whatever the page has to offer."""

from __future__ import annotations

import gzip
import random

from shared.plan import Component
from shared.statement import Impact
from tests.builders import a_statement, an_update, some_words
from tests.shared.page.pages_of import DOOR, a_plan_in, pages

#: Ten segments of 1,460 bytes, less the headers (RFC 6928).
FIRST_FLIGHT_BYTES = 14_000


def prose(count: int, seed: int) -> str:
    """Words that compress about as badly as prose does."""
    dice = random.Random(seed)
    return " ".join(
        "".join(dice.choices("eeeettaaooiinnssrrhhldcumfpgwybvk", k=dice.randint(2, 9))) for _ in range(count)
    )


def test_a_storm_in_two_languages_with_groups_ways_and_the_form_fits() -> None:
    impacts: tuple[Impact, ...] = ("critical", "major", "minor")
    storm = [
        a_statement(
            f"st-{n}",
            impact=impact,
            title=prose(12, n),
            updates=(
                an_update(body=prose(900, n + 10), translations=(some_words(prose(900, n + 20), prose(12, n), "pt"),)),
            ),
        )
        for n, impact in enumerate(impacts)
    ]
    over = [
        a_statement(
            f"st-o{n}",
            title=prose(12, n + 40),
            state="resolved",
            updates=(an_update(progress="resolved", next_update_at=None),),
        )
        for n in range(20)
    ]
    components = [
        Component(f"c{n}", prose(3, n + 70), prose(8, n + 90), group=f"Group {n % 3}", contact=None) for n in range(15)
    ]
    ways = [Component(f"w{n}", prose(2, n), contact=f"https://example.com/{n}") for n in range(3)]
    found = pages(*storm, *over, plan=a_plan_in("en", "pt", components=[*components, *ways]), door=DOOR)
    for key in ("index.html", "pt/index.html"):
        assert len(gzip.compress(found[key].encode(), mtime=0)) <= FIRST_FLIGHT_BYTES


def test_300_kilobytes_of_text_make_no_first_view_longer() -> None:
    long = pages(a_statement(updates=(an_update(body=prose(60_000, 3)),)))
    assert len(long["index.html"]) < 40_000
    assert len(long["incidents/st-0000000001.html"]) > 300_000
