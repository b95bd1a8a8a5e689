"""Pure: what is written is read again as it was, and what is something else is refused by the name of its field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.case import Case
from shared.codec import CodecError, convert, decode, encode
from shared.mention import Mention
from shared.plan import Plan
from shared.statement import Statement
from shared.storm import Decision, Storm
from shared.verdict import Verdict
from tests.builders import a_mention, a_plan, a_statement
from tests.shared.nouns import a_case, a_storm, a_verdict

NOUNS = (a_case(), a_mention(), a_plan(), a_statement(), a_storm(), a_verdict(a_mention()))
SHAPES = (Case, Mention, Plan, Statement, Storm, Verdict)


@pytest.mark.parametrize(("shape", "noun"), list(zip(SHAPES, NOUNS, strict=True)))
def test_each_noun_that_is_kept_is_read_as_it_was_written(shape: type, noun: object) -> None:
    assert decode(shape, encode(noun)) == noun


@settings(database=None, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_words_come_back_letter_by_letter(words: str) -> None:
    assert decode(Mention, encode(a_mention(text=words))).text == words


@pytest.mark.parametrize("text", [b"\xff", b"{", b"[]", b"null", b'{"id": 1}'])
def test_what_is_no_such_noun_is_refused(text: bytes) -> None:
    with pytest.raises(CodecError, match="not a Case"):
        decode(Case, text)


def test_the_refusal_names_the_field() -> None:
    with pytest.raises(CodecError, match=r"state"):
        decode(Case, encode(a_case()).replace('"open"', '"ajar"'))


def test_an_events_detail_becomes_its_noun_or_is_refused() -> None:
    detail = {"who": "ada", "when": "2026-10-02T12:00:00Z", "what": "confirmed"}
    assert convert(Decision, detail).who == "ada"
    with pytest.raises(CodecError, match="when"):
        convert(Decision, {**detail, "when": "noon"})
