from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from shared.page.line import line
from shared.page.manifest import Fact, Manifest, Remembered, empty, from_bytes, to_bytes
from tests.shared.page.growing import said

OVER = said(1, 2, over=True)
KEPT = replace(
    empty(),
    statements={OVER.id: Remembered(2, 2, line(OVER)), "st-0002": Remembered(1, 1, None)},
    objects={"index.html": Fact("f", "e")},
)


def test_a_manifest_comes_back_as_it_was() -> None:
    assert from_bytes(to_bytes(KEPT)) == KEPT
    assert to_bytes(replace(KEPT, statements=dict(reversed(KEPT.statements.items())))) == to_bytes(KEPT)


@settings(max_examples=60)
@given(some.data())
def test_one_wrong_byte_makes_it_no_manifest(data: some.DataObject) -> None:
    whole = bytearray(to_bytes(KEPT))
    at = data.draw(some.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(some.integers(1, 255))
    assert from_bytes(bytes(whole)) is None


@settings(max_examples=40)
@given(some.binary(max_size=200))
def test_garbage_is_no_manifest_even_where_its_sum_is_right(garbage: bytes) -> None:
    assert from_bytes(garbage) is None
    assert from_bytes(hashlib.sha256(garbage).hexdigest().encode() + garbage) is None


def test_another_versions_lines_are_forgotten_and_what_was_told_is_not() -> None:
    read = from_bytes(to_bytes(replace(KEPT, code="another")))
    assert read == Manifest(
        empty().code, {OVER.id: Remembered(-1, 2, None), "st-0002": Remembered(-1, 1, None)}, KEPT.objects
    )
