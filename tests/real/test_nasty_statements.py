"""Every nasty text as a title, a body, a reason and a person's filling: refused in words, or kept as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from shared.codec import decode, encode
from shared.page.site import render
from shared.statement import Statement, Window
from shared.statement_gate import findings_now, override, standing
from shared.statement_life import redraft
from shared.statement_moves import Refused
from shared.statement_review import approve
from shared.statement_speech import publish, retract
from shared.statement_start import Start, ready_draft, started
from tests.builders import NOON, a_statement, minutes
from tests.shared.speakers import a_speaking_plan

PLAN = a_speaking_plan()
SOUND = "Some of you cannot pay. We write here again by {next_update}."


def texts(material: Path) -> list[str]:
    found: list[dict[str, str]] = json.loads(
        (material / "payloads" / "nasty" / "texts.json").read_text(encoding="utf-8")
    )
    return [entry["text"] for entry in found]


def begun(text: str) -> Iterator[Statement | Refused]:
    window = Window(NOON + minutes(60), NOON + minutes(90))
    for start in (
        Start(title=text, body=SOUND),
        Start(title="Paying fails", body=text),
        Start(title=text, body=text, window=window),
        Start(fills={"cause": text}),
        Start(title="Paying fails", body=SOUND, brand=text or "-"),
    ):
        yield started(PLAN, "website_problem", None, "ada", NOON, start)
    filled = ready_draft(PLAN, a_statement(), "identified", "ada", {"cause": text})
    yield filled if isinstance(filled, Refused) else redraft(a_statement(), filled, "ada", NOON)
    corrected = ready_draft(PLAN, a_statement(), "correction", "ada", {"wrong": text, "right": text}, None, 1, text)
    yield corrected if isinstance(corrected, Refused) else redraft(a_statement(), corrected, "ada", NOON)


def forgiven(statement: Statement) -> Statement:
    """With all that can be let pass let pass: the page has to bear it."""
    for rule in {one.rule for one in standing(statement, findings_now(statement, PLAN, NOON))}:
        answer = override(statement, "linus", NOON, PLAN, rule, "to see that the page bears it")
        statement = statement if isinstance(answer, Refused) else answer
    return statement


def test_a_nasty_text_is_refused_in_words_or_said_as_it_is_and_the_page_bears_it(shared_material: Path) -> None:
    public: list[Statement] = []
    for number, text in enumerate(texts(shared_material)):
        for answer in begun(text):
            if isinstance(answer, Refused):
                assert answer.why
                continue
            assert decode(Statement, encode(answer)) == answer
            approved = approve(forgiven(answer), "grace", NOON, PLAN)
            said = approved if isinstance(approved, Refused) else publish(approved, "grace", NOON, PLAN)
            if isinstance(said, Statement):
                public.append(replace(said, id=f"st-{number:05}{len(public):05}"))
        taken_back = retract(a_statement(), "ada", NOON, PLAN, text)
        assert isinstance(taken_back, Statement) or taken_back.why
    assert len(public) > 200
    assert render(public[::7], PLAN, NOON)[-1].key == "index.html"
