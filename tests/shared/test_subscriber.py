"""Pure: addresses in one spelling or not at all, masked where they are listed; and the steps of a subscriber's life."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import subscriber as life
from shared.subscriber import Subscriber, language_of, mail_address, masked, question, signed_up
from tests.builders import NOON

LIFE = settings(max_examples=60, deadline=None, database=None)


def a_subscriber(**changes: object) -> Subscriber:
    one = signed_up("sub-1", "email", "mia@example.com", "en", NOON)
    return replace(one, **changes)  # type: ignore[arg-type]  # the test names fields that there are


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Mia.Example+a@Example.COM ", "Mia.Example+a@example.com"),
        ("o'neill@example.co", "o'neill@example.co"),
        ("mia@bücher.example", "mia@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_kept_in_one_spelling(given: str, kept: str) -> None:
    assert mail_address(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        *("", "@", "mia", "mia@", "@example.com", "mia@localhost", "mia@1.2.3.4", "mia@-a.com", "a b@example.com"),
        *(
            "mia@example.com\r\nBcc: all@example.com",
            "mia@example.com,eve@example.com",
            "<mia@example.com>",
            ".a@b.com",
        ),
        *("x" * 65 + "@example.com", "mia@" + "a." * 130 + "com", "mía@example.com", "mia@exa mple.com", "a@b..com"),
    ],
)
def test_what_ses_could_not_send_to_is_no_address(given: str) -> None:
    assert mail_address(given) is None


@LIFE
@given(st.text(max_size=300) | st.from_regex(r"[^@]{0,20}@[^@]{0,20}"))
def test_whatever_is_given_an_address_is_one_line_of_one_address(text: str) -> None:
    kept = mail_address(text)
    assert kept is None or (
        kept.isascii() and kept.isprintable() and kept.count("@") == 1 and not {*kept} & {*' ,<>;:"'}
    )
    assert kept is None or mail_address(kept) == kept


@pytest.mark.parametrize(
    ("address", "shown"),
    [("mia@example.com", "m…@e….com"), ("https://hooks.example.com/a/b", "https://h….com/…"), ("", "-")],
)
def test_a_masked_address_does_not_tell_whose_it_is(address: str, shown: str) -> None:
    assert masked(address) == shown


@pytest.mark.parametrize(
    ("wanted", "given"), [("pt-BR", "pt"), ("FR", "fr"), ("sw", "en"), ("", "en"), ("de_AT", "de")]
)
def test_a_language_without_words_is_the_first_of_ours(wanted: str, given: str) -> None:
    assert language_of(wanted) == given


def test_the_question_is_one_an_hour() -> None:
    one = a_subscriber()
    parts = {question(one, NOON + timedelta(minutes=count)).part for count in (0, 30, 59)}
    assert parts == {"confirmation#2026-10-02T12"}
    assert question(one, NOON + timedelta(hours=1)).part not in parts


def test_each_webhook_has_a_secret_of_its_own() -> None:
    first, second = (signed_up("sub-1", "webhook", "https://example.com/a", "en", NOON) for _ in range(2))
    assert first.secret != second.secret
    assert first.secret.startswith("whsec_")


STEPS = st.lists(
    st.sampled_from(["sign up", "confirm", "unsubscribe", "disable", "resume"]).flatmap(
        lambda step: st.tuples(st.just(step), st.integers(0, 3000))
    ),
    max_size=12,
)


@LIFE
@given(STEPS)
def test_nobody_is_active_without_a_yes_and_no_address_outlives_a_no(steps: list[tuple[str, int]]) -> None:
    known, now, said_yes = None, NOON, False
    for step, passed in steps:
        now += timedelta(minutes=passed)
        if step == "sign up":
            after = life.asked(known, signed_up("sub-1", "email", "mia@example.com", "en", now))
        elif known is None:
            continue
        elif step == "confirm":
            after = life.confirmed(known, now)
            said_yes = said_yes or after is not None
        elif step == "unsubscribe":
            after, said_yes = life.unsubscribed(known, now), False
        elif step == "disable":
            after = life.disabled(known, "410", now)
        else:
            after = life.resumed(known)
        if step == "sign up" and after is not None:
            said_yes = False
        known = after or known
        if known is not None:
            assert known.state != "active" or (said_yes and known.address and known.confirmed_at is not None)
            assert (known.address == "") == (known.state == "unsubscribed")
