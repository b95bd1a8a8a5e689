"""How large a statement may become: one that has no room left must still be ended in public. Pure."""

from __future__ import annotations

from shared.codec import encode
from shared.statement import LAST_WORDS, Statement
from shared.statement_moves import Refused

#: A statement with all its updates, in bytes of its JSON. DynamoDB's limit is 400 KB an item, with its names and keys:
#: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
MAX_BYTES = 300_000
#: The last word, each step to it, and a retraction have room of their own: 20,000 characters in three languages fit.
MAX_BYTES_TO_END = 390_000


def unkeepable(statement: Statement) -> Refused | None:
    """Why that statement can't be kept: it is too large, or holds what is no letter; None where it can."""
    ends = statement.over or (statement.draft is not None and statement.draft.progress in LAST_WORDS)
    try:
        size = len(encode(statement).encode())
    except UnicodeEncodeError:
        return Refused("the text holds half a letter (a lone surrogate); write it anew, in a terminal that is UTF-8")
    if size <= (MAX_BYTES_TO_END if ends else MAX_BYTES):
        return None
    return Refused(
        f"{statement.id} has grown too long to be kept. Start another statement that goes on with it, then end this "
        f'one: firebreak statement edit {statement.id} --progress resolved --body "..."'
    )
