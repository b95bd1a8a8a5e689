from __future__ import annotations

from dataclasses import replace

from functions.publish_statement.reading import answered, behind, listed, newest, state_of
from shared.page.line import line
from shared.page.manifest import Fact, Manifest, Remembered, empty
from shared.page.site import Past
from shared.store.statements import Listed, listed_as
from tests.builders import a_statement
from tests.shared.page.growing import said

OVER = said(1, 2, over=True)
PAST = Past("plan", ("en",))


def a_manifest() -> Manifest:
    facts = {key: Fact(made_of, f"etag of {key}") for key, made_of in PAST.objects(OVER.id, OVER.revision)}
    return replace(empty(), statements={OVER.id: Remembered(OVER.revision, 2, line(OVER))}, objects=facts)


def etags(manifest: Manifest) -> dict[str, str]:
    return {key: fact.etag for key, fact in manifest.objects.items()}


def test_the_newest_revision_known_counts_whoever_knows_it() -> None:
    row = replace(listed_as(OVER), revision=1)
    assert listed([row], [], empty()) == [row]
    assert listed([row], [OVER], empty()) == [listed_as(OVER)]
    assert listed([listed_as(OVER)], [said(1, 1)], empty()) == [listed_as(OVER)]
    assert listed([row], [], a_manifest())[0].revision == OVER.revision


def test_where_the_index_has_an_earlier_revision_than_was_seen_the_table_is_asked() -> None:
    row = listed_as(OVER)
    assert behind([row, Listed("st-new", 0, public=True, begun="2026")], a_manifest()) == set()
    assert behind([replace(row, revision=1)], a_manifest()) == {OVER.id}


def test_the_newest_of_each_kind_are_read_and_what_is_open_takes_no_place() -> None:
    told = {kind: replace(ended, maintenance=kind) for kind in (False, True) if (ended := line(OVER))}
    lines = {f"st-{number:03}": told[number % 3 == 0] for number in range(180)}
    known = replace(empty(), statements={of: Remembered(1, 1, one) for of, one in lines.items()})
    rows = [Listed(of, 1, public=True, begun=of) for of in ("st-open", *sorted(lines, reverse=True))]
    found = [row.id for row in newest(rows, lines, known, {})]
    assert found == [
        of for of in sorted(lines, reverse=True) if of >= ("st-030" if lines[of].maintenance else "st-106")
    ]


def test_what_the_index_does_not_have_yet_is_listed_too_the_newest_first() -> None:
    assert [row.id for row in listed([listed_as(OVER)], [said(0, 1), said(2, 1)], empty())] == [
        "st-0002",
        "st-0001",
        "st-0000",
    ]


def test_a_draft_is_not_listed_until_it_is_published() -> None:
    row = Listed("st-draft", 3, public=False, begun="2026")
    assert listed([row], [], empty()) == []
    published = replace(a_statement("st-draft"), revision=4)
    assert listed([row], [published], empty()) == [listed_as(published)]


def test_only_what_is_over_and_unchanged_and_whole_in_the_bucket_is_not_read() -> None:
    row, known = listed_as(OVER), a_manifest()
    there = etags(known)
    assert answered(row, known, there, PAST)
    assert not answered(replace(row, revision=9), known, there, PAST)
    assert not answered(row, empty(), there, PAST)
    assert not answered(row, known, there, Past("another plan", ("en",)))
    assert not answered(row, known, there, Past("plan", ("en", "pt")))
    assert not answered(row, known, {**there, "incidents/st-0001.html": "other"}, PAST)
    assert not answered(row, known, {"incidents/st-0001.html": there["incidents/st-0001.html"]}, PAST)
    still_open = replace(known, statements={OVER.id: Remembered(OVER.revision, 2, None)})
    assert not answered(row, still_open, there, PAST)


def test_a_state_is_told_by_revisions_plan_and_door_and_by_no_draft() -> None:
    rows = [listed_as(OVER), listed_as(said(2, 1))]
    state = state_of(rows, 1, None)
    assert state == state_of([*reversed(rows), Listed("st-draft", 1, public=False, begun="2026")], 1, None)
    assert state not in (state_of(rows[:1], 1, None), state_of(rows, 2, None), state_of(rows, 1, "https://d.example"))
    assert state != state_of([rows[0], replace(rows[1], revision=7)], 1, None)
