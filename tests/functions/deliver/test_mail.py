"""Mails as subscribers read them: in their language where there is one, with the promise's time, and as plain words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from functions.deliver import mail
from functions.deliver.public import Public, Word
from functions.deliver.words import WORDS
from functions.subscribe.words import WORDS as PAGE_WORDS
from shared.subscriber import LANGUAGES
from tests.builders import NOON, minutes
from tests.functions.audience import STATEMENT, Audience, a_public, an_update, audience, put
from tests.harness.world import names
from tests.shared.channels.test_email import Shown
from tests.shared.store.failing import before, hooked, refuse

__all__ = ["audience"]
LEAVE = "https://door.example.com/subscribers/unsubscribe?token=t&l=en"


@pytest.fixture
def word(audience: Audience) -> Callable[..., Word]:
    """The newest word of a page that holds these updates."""

    def read(*updates: dict[str, Any], **changes: Any) -> Word:
        put(f"incidents/{STATEMENT}.json", a_public(updates, **changes))
        return Public(names()["Site"]).word(updates[-1]["id"])

    return read


def test_a_mail_says_the_word_its_promise_and_how_to_leave(word: Callable[..., Word]) -> None:
    told = mail.of_word(word(an_update(1)), "en", LEAVE)
    assert told.subject == "[Acme status] Some of you cannot log in: Investigating"
    assert told.text == (
        "Some of you cannot log in\n\nWord 1: some of you cannot log in.\n\n"
        "The next update comes by 14:45 CEST on 2 October 2026 (12:45 UTC).\n\n"
        f"Read it on the status page:\nhttps://status.example.com/incidents/{STATEMENT}.html\n\n"
        "-- \nYou get this because you asked to be told what Acme says on its status page.\n"
        f"Unsubscribe:\n{LEAVE}\n"
    )
    assert told.unsubscribe == LEAVE


TAKEN_BACK = {"retracted": {"at": "2026-10-02T12:30:00.000Z", "because": "It was another company."}}


@pytest.mark.parametrize(
    ("updates", "changes", "label"),
    [
        ([an_update(1)], {}, "Investigating"),
        ([an_update(1, status="identified")], {}, "Update"),
        ([an_update(1), an_update(2)], {}, "Update"),
        ([an_update(1), an_update(2, status="resolved")], {}, "Resolved"),
        ([an_update(1), an_update(2, firebreak={"corrects": 1})], {}, "Correction"),
        ([an_update(1, firebreak={"retracted": True}), an_update(2)], {"firebreak": TAKEN_BACK}, "Retracted"),
        ([an_update(1, firebreak={"retracted": True})], {"firebreak": TAKEN_BACK}, "Retracted"),
    ],
)
def test_a_subject_ends_with_what_sort_of_news_it_is(
    word: Callable[..., Word], updates: list[dict[str, Any]], changes: dict[str, Any], label: str
) -> None:
    told = mail.of_word(word(*updates, **changes), "en", LEAVE)
    assert told.subject == f"[Acme status] Some of you cannot log in: {label}"


def test_what_was_taken_back_before_it_was_sent_says_so_and_promises_nothing(word: Callable[..., Word]) -> None:
    told = mail.of_word(word(an_update(1, firebreak={"retracted": True}), firebreak=TAKEN_BACK), "en", LEAVE)
    assert "This has since been taken back." in told.text
    assert "comes by" not in told.text


def test_a_mail_that_comes_late_repeats_no_promise_that_is_over(word: Callable[..., Word]) -> None:
    over = {"next_update_at": "2026-10-02T12:45:00.000Z", "answered_at": "2026-10-02T12:40:00.000Z"}
    assert "comes by" not in mail.of_word(word(an_update(1, firebreak={"promise": over})), "en", LEAVE).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_says_what_was_wrong_and_what_it_corrects_says_that_it_was(
    word: Callable[..., Word], language: str
) -> None:
    right = mail.of_word(word(an_update(2, firebreak={"corrects": 1, "because": "It began at 1."})), language, LEAVE)
    assert "It began at 1." in right.text
    wrong = mail.of_word(word(an_update(1, firebreak={"corrected_by": 2})), language, LEAVE)
    assert WORDS[language].corrected in wrong.text
    assert "14:45" not in wrong.text


def test_a_translation_is_read_by_those_who_asked_for_its_language_and_the_main_text_by_the_rest(
    word: Callable[..., Word],
) -> None:
    there = {"pt": {"name": "Sem acesso", "body": "Alguns de vocês não conseguem entrar."}}
    said = word(an_update(1, firebreak={"translations": there}))
    portuguese, german = mail.of_word(said, "pt", LEAVE), mail.of_word(said, "de", LEAVE)
    assert portuguese.subject == "[Estado de Acme] Sem acesso: Em investigação"
    assert "Alguns de vocês não conseguem entrar." in portuguese.text
    assert (portuguese.language, german.language) == ("pt", None)
    assert "Word 1" in german.text
    assert "Abmelden" in german.text


def test_every_language_has_all_words_and_all_slots() -> None:
    assert set(WORDS) == set(PAGE_WORDS) == set(LANGUAGES)
    for words in WORDS.values():
        assert set(words.labels) == set(WORDS["en"].labels)
        assert words.subject.format(page="P", title="T", label="L").count("T") >= 1
        assert "{when}" in words.next_word
        assert "{because}" in words.was_wrong
        assert all("{page}" in text for text in (words.why, words.confirm, words.confirm_subject, words.already))


def test_whatever_is_said_is_shown_as_words_and_never_as_markup(
    word: Callable[..., Word], shared_material: Path
) -> None:
    nasty = json.loads((shared_material / "payloads" / "nasty" / "texts.json").read_text(encoding="utf-8"))
    plain = word(an_update(1))
    ordinary = Shown(mail.of_word(plain, "en", LEAVE).html)
    for text in (one["text"].encode("utf-8", "replace").decode() for one in nasty):
        said = replace(
            plain,
            page=replace(plain.page, name=text),
            incident=replace(plain.incident, name=text),
            update=replace(plain.update, body=text),
        )
        for told in (
            mail.of_word(said, "en", LEAVE),
            mail.of_confirmation(said.page, "de", LEAVE),
            mail.of_known(said.page, "fr", LEAVE),
        ):
            shown = Shown(told.html)
            assert shown.tags <= ordinary.tags
            assert shown.attributes <= ordinary.attributes | {"lang"}
            assert not {"\r", "\n", "\0"} & {*told.subject}


def test_a_mail_can_be_left_with_one_click(audience: Audience) -> None:
    requests: list[dict[str, Any]] = []
    audience.a_subscriber()
    later = NOON + timedelta(days=9999)
    with (
        hooked("sesv2", "provide-client-params.sesv2.SendEmail", lambda params, **_: requests.append(params)),
        time_machine.travel(later, tick=False),
    ):
        audience.says(an_update(1, later))
    headers = {one["Name"]: one["Value"] for one in requests[0]["Content"]["Simple"]["Headers"]}
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = headers["List-Unsubscribe"]
    assert link.startswith("<https://door.example.com/subscribers/unsubscribe?token=sub-")
    query = link.strip("<>").partition("?")[2]
    assert audience.call("POST", "/unsubscribe", "List-Unsubscribe=One-Click", query=query)["statusCode"] == 200
    assert audience.of(audience.id_of()).state == "unsubscribed"


def test_a_mail_that_ses_cannot_take_now_costs_no_try_and_comes_a_little_later(
    audience: Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    with time_machine.travel(NOON - minutes(60), tick=False) as clock:
        who = audience.a_subscriber()
        clock.move_to(NOON)
        with before("sesv2", "SendEmail", refuse("TooManyRequestsException"), times=99):
            audience.says(an_update(1))
        [left] = [one for one in audience.store.deliveries(who) if one.what == "word"]
        assert (left.state, left.tries, left.failed) == ("due", 0, "SES refused the mail: TooManyRequestsException")
        clock.shift(minutes(2.1))
        audience.world.call("DeliverFunction", {})
    assert audience.words_told() == ["1"]


def test_a_refused_mail_is_tried_by_the_schedule_and_its_reader_is_never_disabled(audience: Audience) -> None:
    with time_machine.travel(NOON - minutes(60), tick=False) as clock:
        who = audience.a_subscriber()
        clock.move_to(NOON)
        with before("sesv2", "SendEmail", refuse("MessageRejected"), times=99):
            audience.says(an_update(1))
            for _ in range(12):
                clock.shift(timedelta(hours=27))
                audience.world.call("DeliverFunction", {})
    [left] = [one for one in audience.store.deliveries(who) if one.what == "word"]
    assert (left.state, left.tries) == ("given_up", 10)
    assert audience.of(who).state == "active"
