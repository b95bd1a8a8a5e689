from __future__ import annotations

from dataclasses import replace

import pytest

from functions.publish_statement.bucket import Bucket
from functions.publish_statement.writing import Writing, in_order
from shared.page.manifest import KEY, Fact
from shared.page.site import Planned
from tests.harness.world import World, names
from tests.shared.store.failing import before, refuse


def an_object(key: str, body: str = "") -> Planned:
    return Planned(key, f"of {key} {body}", (body or key).encode)


@pytest.fixture
def writing(world: World) -> Writing:
    bucket = Bucket(names()["Site"])
    return Writing(bucket, bucket.manifest(), {}, checkpoint=2)


def test_what_is_new_comes_before_what_may_lead_to_it() -> None:
    planned = [an_object(key) for key in ("a", "b", "c", "index")]
    assert [item.key for item in in_order(planned, {"a", "index"})] == ["b", "c", "a", "index"]


def test_an_object_that_is_as_it_was_is_not_even_made(writing: Writing) -> None:
    writing.write([an_object("a")], "1")
    made: list[str] = []
    again = replace(an_object("a"), make=lambda: made.append("a") or b"a")  # type: ignore[func-returns-value]  # notes that it was called
    assert writing.write([again], "2") == 0
    assert made == []


def test_an_object_that_was_made_anew_and_is_the_same_is_not_written(writing: Writing) -> None:
    writing.write([an_object("a", "same")], "1")
    assert writing.write([replace(an_object("a", "same"), fingerprint="another")], "2") == 0
    assert writing.facts["a"].fingerprint == "another"


def test_what_was_written_before_a_publisher_died_is_remembered(writing: Writing) -> None:
    # The manifest is written after the second object, and the third one fails.
    writes = iter(range(9))

    def fourth() -> None:
        if next(writes) == 3:
            refuse("SlowDown")()

    planned = [an_object(key) for key in "abcd"]
    with before("s3", "PutObject", fourth, times=9), pytest.raises(Exception, match="SlowDown"):
        writing.write(planned, "1")
    found = writing.bucket.manifest()
    assert found.intact
    assert found.settled is None
    assert found.manifest.objects == {key: Fact(f"of {key} ", writing.there[key]) for key in "ab"}
    after = Writing(writing.bucket, found, writing.bucket.etags(), dict(found.manifest.objects), checkpoint=2)
    assert after.write(planned, "1") == 2
    assert set(writing.bucket.etags()) == {*"abcd", KEY}
