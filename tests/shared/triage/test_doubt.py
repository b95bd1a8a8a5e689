"""What a person should read: where we are unsure, and it may matter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shared.mention import Mention
from shared.triage.doubt import MAY_BE_COMPLAINT, doubtful
from shared.verdict import Verdict
from tests.builders import a_mention
from tests.shared.nouns import a_verdict

CHATTER = replace(a_verdict(a_mention()), kind="other", sentiment="neutral", severity=0, confidence="low")


def saying(text: str, **more: Any) -> Mention:
    return replace(a_mention(text=text), **more)


@pytest.mark.parametrize(
    ("verdict", "mention", "why"),
    [
        (replace(CHATTER, language="ja"), saying("予約できません"), "in a language that we don't read (ja)"),
        (replace(CHATTER, kind="venting"), saying("well, well"), "may be a complaint, or none"),
        (replace(CHATTER, complaint=0.41), saying("well, well"), "41%"),
        (replace(CHATTER, kind="question"), saying("and now"), "may ask something"),
        (CHATTER, saying("¿y ahora?"), "may ask something"),
        (CHATTER, saying("कब؟"), "may ask something"),
        (CHATTER, saying("", rating=1), "rates us 1 of 5"),
        (replace(CHATTER, sentiment="negative"), saying("meh"), "bad mood"),
        (CHATTER, saying("hi there", public=False), "sent to us alone"),
    ],
)
def test_what_may_matter_is_doubted_and_says_why(verdict: Verdict, mention: Mention, why: str) -> None:
    assert why in (doubtful(verdict, mention) or "")


@pytest.mark.parametrize(
    ("verdict", "mention"),
    [
        (CHATTER, saying("on the boat")),
        (CHATTER, saying("")),
        (CHATTER, saying("🎉🎉")),
        (replace(CHATTER, language="und"), saying("lol")),
        (replace(CHATTER, complaint=MAY_BE_COMPLAINT - 0.01), saying("on the boat")),
        (replace(CHATTER, kind="praise", sentiment="positive"), saying("", rating=5)),
        (replace(CHATTER, kind="venting", confidence="medium"), saying("well, well")),
        (replace(CHATTER, kind="venting", judged_by="person"), saying("well, well")),
        (replace(CHATTER, kind="venting", language="ja"), saying("予約できません", from_staff=True)),
    ],
)
def test_what_can_not_matter_or_is_known_is_not_doubted(verdict: Verdict, mention: Mention) -> None:
    assert doubtful(verdict, mention) is None
