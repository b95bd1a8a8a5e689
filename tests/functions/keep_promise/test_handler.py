"""With moto: one tap says what was read, once, for the promise that it was made for, and a link alone says nothing."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from shared import aws
from shared.plan import Plan, ReadyForm, Template
from shared.statement import Approval, Standby, Statement
from shared.statement_room import MAX_BYTES
from shared.store.ledger import Ledger
from shared.store.statements import StatementStore
from shared.tap import Tap, sign
from tests.builders import NOON, a_plan, a_statement, an_update, minutes, some_words
from tests.harness.world import World, names

WORDS = Template("", "There is nothing new yet.", "We write again by {next_update}.", "Ask us at {contact_page}.", "en")
FORM = ReadyForm("nothing_new", (WORDS,))
NEAR = NOON + minutes(20)


@pytest.fixture
def statements(world: World) -> StatementStore:
    Ledger(names()["Ledger"]).publish_plan(a_plan_with(FORM))
    store = StatementStore(names()["Statements"])
    store.create(a_statement())
    return store


def a_plan_with(*forms: ReadyForm) -> Plan:
    return replace(a_plan(), forms=forms)


def a_link(word: int = 1, person: str = "ada", statement_id: str = "st-0000000001") -> str:
    key = names()["LinkSecret"]
    secret = json.loads(aws.secretsmanager().get_secret_value(SecretId=key)["SecretString"])["key"]
    return sign(secret, Tap(statement_id, word, person, NOON + timedelta(hours=25)))


def opened(world: World, token: str, method: str = "GET", body: str = "", at: datetime = NEAR) -> dict[str, Any]:
    event = {
        "version": "2.0",
        "rawPath": f"/promises/{token}",
        "pathParameters": {"token": token},
        "requestContext": {"http": {"method": method, "path": f"/promises/{token}"}},
        "headers": {"content-type": "application/x-www-form-urlencoded"},
        "body": body,
        "isBase64Encoded": False,
    }
    with time_machine.travel(at, tick=False):
        answer: dict[str, Any] = world.call("KeepPromiseFunction", event)
    return answer


def pressed(world: World, token: str, page: dict[str, Any], at: datetime = NEAR) -> dict[str, Any]:
    """The page's own form, sent."""
    found = re.search(r'name="read" value="([^"]+)"', page["body"])
    assert found
    return opened(world, token, "POST", f"read={found[1]}", at)


def the_statement(store: StatementStore, statement_id: str = "st-0000000001") -> Statement:
    found = store.get(statement_id)
    assert found is not None
    return found


def test_a_link_shows_the_words_and_says_nothing(world: World, statements: StatementStore) -> None:
    before = the_statement(statements)
    page = opened(world, a_link())
    assert page["statusCode"] == 200
    assert "We write again by 14:50 CEST on 2 October 2026." in page["body"]
    assert the_statement(statements) == before


def test_the_button_says_what_was_read_with_a_new_time(world: World, statements: StatementStore) -> None:
    page = opened(world, a_link())
    answer = pressed(world, a_link(), page)
    said = the_statement(statements).updates[-1]
    assert answer["statusCode"] == 200
    assert (said.form, said.next_update_at) == ("nothing_new", NEAR + minutes(30))
    assert said.body.startswith("There is nothing new yet.\n\nWe write again by 14:50 CEST")
    assert said.approved_by == "ada"


def test_pressed_twice_it_is_said_once(world: World, statements: StatementStore) -> None:
    page = opened(world, a_link())
    pressed(world, a_link(), page)
    again = pressed(world, a_link(), page, NEAR + minutes(1))
    assert len(the_statement(statements).updates) == 2
    assert "kept this promise already" in again["body"]


def test_words_that_changed_since_they_were_read_are_shown_again(world: World, statements: StatementStore) -> None:
    page = opened(world, a_link())
    other = (some_words("We are still looking. We write again by {next_update}."),)
    approvals = (Approval("en", "0" * 16, "grace", NEAR),)
    statements.save(replace(the_statement(statements), standby=Standby(other, approvals, "investigating")))
    later = NEAR + minutes(2)
    again = pressed(world, a_link(), page, later)
    assert len(the_statement(statements).updates) == 1
    assert "read them again" in again["body"]
    assert "We are still looking." in html.unescape(again["body"])


def test_a_link_for_an_older_promise_says_nothing(world: World, statements: StatementStore) -> None:
    page = opened(world, a_link(word=2))
    assert "kept this promise already" in page["body"]


@pytest.mark.parametrize("token", ["", "x", "st-0000000001.1.ada.9999999999." + "A" * 43])
def test_a_link_that_we_did_not_sign_is_void(world: World, statements: StatementStore, token: str) -> None:
    assert opened(world, token)["statusCode"] == 404


def test_a_link_that_is_too_old_is_void(world: World, statements: StatementStore) -> None:
    assert opened(world, a_link(), at=NOON + timedelta(hours=26))["statusCode"] == 404


def test_without_words_in_the_plan_nothing_is_said(world: World, statements: StatementStore) -> None:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    page = opened(world, a_link())
    assert page["statusCode"] == 409
    assert "no words for" in page["body"]


def test_who_is_not_in_the_plan_any_more_says_nothing(world: World, statements: StatementStore) -> None:
    page = opened(world, a_link())
    assert opened(world, a_link(person="gone"))["statusCode"] == 404
    assert pressed(world, a_link(person="gone"), page)["statusCode"] == 404
    assert len(the_statement(statements).updates) == 1


def test_who_is_gone_does_not_say_what_another_approved_ahead_either(world: World, statements: StatementStore) -> None:
    approvals = (Approval("en", "0" * 16, "grace", NEAR),)
    words = (some_words("We are still looking. We write again by {next_update}."),)
    statements.save(replace(the_statement(statements), standby=Standby(words, approvals, "investigating")))
    answer = pressed(world, a_link(person="gone"), opened(world, a_link()))
    assert answer["statusCode"] == 404
    assert len(the_statement(statements).updates) == 1


def test_the_titles_that_would_go_out_are_read_too(world: World, statements: StatementStore) -> None:
    words = (some_words("Still looking.", "Login fails"), some_words("Ainda à procura.", "O login falha", "pt"))
    approvals = (Approval("en", "0" * 16, "grace", NEAR),)
    statements.save(replace(the_statement(statements), standby=Standby(words, approvals, "investigating")))
    assert "O login falha" in opened(world, a_link())["body"]


def test_what_has_no_room_left_is_told_and_not_lost(world: World, statements: StatementStore) -> None:
    words = (some_words("x" * (MAX_BYTES // 10)),)
    updates = tuple(an_update(number, kept_at=NOON) for number in range(1, 11))
    full = tuple(replace(one, words=words) for one in updates)
    last = replace(full[-1], kept_at=None)
    statements.save(replace(the_statement(statements), updates=(*full[:-1], last)))
    answer = pressed(world, a_link(word=10), opened(world, a_link(word=10)))
    assert answer["statusCode"] == 409
    assert "grown too long" in answer["body"]


def test_what_was_taken_back_is_not_told_as_kept(world: World, statements: StatementStore) -> None:
    statements.save(replace(the_statement(statements), state="retracted"))
    body = opened(world, a_link())["body"]
    assert "was taken back" in body
    assert "<form" not in body


HOSTILE: Sequence[str] = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</blockquote></main>")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_the_words_becomes_markup(world: World, statements: StatementStore, text: str) -> None:
    form = ReadyForm("nothing_new", (replace(WORDS, what_we_know=text),))
    Ledger(names()["Ledger"]).publish_plan(a_plan_with(form))
    statements.save(replace(the_statement(statements), title=text))
    body = opened(world, a_link())["body"]
    assert text not in body
    assert body.count("<form") == 1


@pytest.mark.parametrize("body", ["read=", "=&=&=", "read=" + "x" * 5000, "\x00", "read=a&read=b"])
def test_a_form_that_is_not_ours_says_nothing(world: World, statements: StatementStore, body: str) -> None:
    answer = opened(world, a_link(), "POST", body)
    assert answer["statusCode"] == 200
    assert len(the_statement(statements).updates) == 1
