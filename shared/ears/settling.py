"""What was read of a delivery, as it is kept: settled, and with our own posts known as such. Pure."""

from __future__ import annotations

from dataclasses import replace

from shared.delivery import Parsed
from shared.mention import Mention, settled, settled_id
from shared.plan import Source


def as_kept(parsed: Parsed, source: Source) -> Parsed:
    return replace(
        parsed,
        mentions=tuple(settled(by_us(mention, source)) for mention in parsed.mentions),
        tombstones=tuple(replace(grave, native_id=settled_id(grave.native_id)) for grave in parsed.tombstones),
    )


def by_us(mention: Mention, source: Source) -> Mention:
    """The mention, known as our own where one of the plan's own accounts wrote it.

    Digits alone are an id, as anybody may take our number for a handle; written `@123` they are a handle.
    """
    ours = {_account(one) for one in source.ours if not one.strip().removeprefix("@").isdecimal()}
    ids = {one.strip() for one in source.ours if one.strip().isdecimal()}
    handles = {_account(one) for one in source.ours if one.strip().startswith("@")}
    theirs = {_account(one) for one in (mention.author.id, mention.author.handle) if one}
    mine = ours & theirs or mention.author.id in ids or _account(mention.author.handle or "") in handles - {""}
    return replace(mention, from_staff=True) if mine else mention


def _account(name: str) -> str:
    """An account's id or handle, however people write it: with an @ or without (at Reddit u/), in any case."""
    return name.strip().removeprefix("@").removeprefix("/").removeprefix("u/").casefold()
