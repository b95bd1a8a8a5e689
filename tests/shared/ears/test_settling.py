"""Pure: what was read is settled, and known as ours where one of our accounts wrote it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.delivery import Parsed
from shared.ears.settling import as_kept, by_us
from shared.mention import MAX_ID_BYTES, MAX_TEXT_CHARACTERS, Author
from shared.plan import Source
from tests.builders import a_mention
from tests.shared.nouns import a_tombstone

OURS = Source("x", "x", "sweep", "acme", ours=("ferries",))


@pytest.mark.parametrize(
    ("ours", "author", "staff"),
    [
        (("ferries",), Author(handle="@Ferries"), True),
        (("@FERRIES ",), Author(handle="ferries"), True),
        (("17841",), Author(id="17841", handle="other"), True),
        (("u/ferries",), Author(handle="ferries"), True),
        # Anybody may take our number for a handle, where handles may be numbers.
        (("17841",), Author(id="2", handle="17841"), False),
        (("@17841",), Author(id="2", handle="17841"), True),
        (("ferries",), Author(id="1", handle="ferries_fan", name="ferries"), False),
        # Who looks like us is not us: what a terminal doesn't show is no part of our account.
        (("ferries",), Author(handle="ferr\u200bies"), False),
        (("ferries",), Author(handle="ｆｅｒｒｉｅｓ"), False),
        (("",), Author(), False),
        ((), Author(handle="ferries"), False),
    ],
)
def test_what_our_own_accounts_write_is_known_as_such(ours: tuple[str, ...], author: Author, staff: bool) -> None:
    assert by_us(a_mention(author=author), replace(OURS, ours=ours)).from_staff is staff
    assert by_us(a_mention(from_staff=True), OURS).from_staff


def test_what_is_kept_is_settled_and_known_as_ours() -> None:
    long = a_mention("1" * 2 * MAX_ID_BYTES, text="x" * 2 * MAX_TEXT_CHARACTERS, author=Author(handle="ferries"))
    kept = as_kept(Parsed(mentions=(long,), tombstones=(a_tombstone(long.native_id),)), OURS)
    [mention], [tombstone] = kept.mentions, kept.tombstones
    assert (mention.from_staff, mention.truncated, len(mention.text)) == (True, True, MAX_TEXT_CHARACTERS)
    assert mention.id == tombstone.id
