"""What a person at the terminal reads of a mention while it happens."""

from __future__ import annotations

from typing import Any

import pytest

from infra.local.narration import Narration

TRIAGED: dict[str, Any] = {
    "mention_id": "telegram:1",
    "kind": "specific_complaint",
    "priority": "normal",
    "instance": None,
    "public": True,
    "source": "chat",
    "created_at": "2026-10-02T12:00:00Z",
}


@pytest.mark.parametrize(("public", "shown"), [(True, "my order 4711"), (False, "a private message")])
def test_the_words_of_a_mention_are_told_and_of_a_private_message_that_it_is_one(
    capsys: pytest.CaptureFixture[str], public: bool, shown: str
) -> None:
    narration = Narration([])
    narration.look = lambda _: "my order 4711"
    narration.tell("MentionTriaged", TRIAGED | {"public": public})
    told = capsys.readouterr().out
    assert shown in told
    assert ("4711" in told) is public
