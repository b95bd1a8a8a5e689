"""Which words the page has that nobody was told of yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from shared.events import StatementSpoken
from shared.statement import Statement

#: Where nothing is remembered, words that are older than this were told: nothing stays unpublished for so long.
NEWS = timedelta(days=1)


def last_word(statement: Statement) -> int:
    """The number of its newest word in public: an update's, and one more once it is taken back."""
    taken_back = 1 if statement.retraction is not None else 0
    return statement.updates[-1].number + taken_back


def untold(
    statements: Iterable[Statement], told: Mapping[str, int], intact: bool, now: datetime
) -> Iterator[StatementSpoken]:
    """In the order in which they were said, for each statement. `told` are the last words told, `intact` where none is
    forgotten."""
    for statement in statements:
        for word in range(told.get(statement.id, 0) + 1, last_word(statement) + 1):
            if intact or now - _said_at(statement, word) < NEWS:
                yield StatementSpoken(statement.id, word)


def _said_at(statement: Statement, word: int) -> datetime:
    said = {update.number: update.published_at for update in statement.updates}
    return said.get(word, statement.updated_at)
