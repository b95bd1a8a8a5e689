"""`firebreak subscriber`: addresses are masked in lists, a yes is still asked for, and a no holds."""

from __future__ import annotations

from datetime import timedelta

from shared.store.subscribers import SubscriberStore
from shared.subscriber import Delivery, Subscriber, confirmed, disabled, signed_up
from tests.builders import NOON
from tests.harness.world import names
from tests.shared.cli.conftest import Operator

URL = "https://hooks.example.com/status"


def kept(subscriber: Subscriber) -> Subscriber:
    after, _ = SubscriberStore(names()["Subscribers"]).change(subscriber.id, lambda _: subscriber)
    assert after is not None
    return after


def an_active(address: str = "mia@example.com", kind: str = "email") -> Subscriber:
    who = "sub-" + "0" * 23 + ("1" if kind == "email" else "2")
    fresh = signed_up(who, "email" if kind == "email" else "webhook", address, "en", NOON - timedelta(days=1))
    active = confirmed(fresh, NOON - timedelta(hours=23))
    assert active is not None
    return kept(active)


def test_a_list_masks_addresses_and_holds_no_secret(operator: Operator) -> None:
    an_active()
    an_active(URL, "webhook")
    seen = operator.sees("subscriber", "list")
    assert "m…@e….com" in seen
    assert "https://h….com/…" in seen
    for text in (seen, str(operator.reads("subscriber", "list"))):
        assert "mia" not in text
        assert "hooks" not in text
        assert "whsec_" not in text


def test_an_empty_list_says_so(operator: Operator) -> None:
    assert operator.sees("subscriber", "list", "--state", "disabled") == "No subscriber is disabled.\n"
    assert "say pending, active" in operator.misused("subscriber", "list", "--state", "gone")


def test_who_is_added_is_asked_first(operator: Operator) -> None:
    assert "is asked" in operator.sees("subscriber", "add", "Mia@example.com", "--language", "pt")
    [pending] = operator.reads("subscriber", "list", "--state", "pending")
    assert (pending["state"], pending["language"]) == ("pending", "pt")
    assert "within this hour" in operator.refused("subscriber", "add", "mia@example.com")
    assert "no address that can be told" in operator.refused("subscriber", "add", "nobody")
    assert "no address that can be told" in operator.refused("subscriber", "add", "http://127.0.0.1:1/hook")


def test_a_webhooks_secret_is_shown_when_it_is_added_and_never_again(operator: Operator) -> None:
    secret = operator.reads("subscriber", "add", URL)["secret"]
    assert secret.startswith("whsec_")
    assert secret not in operator.sees("subscriber", "show", URL)
    assert secret not in str(operator.reads("subscriber", "show", URL))


def test_one_is_shown_with_what_became_of_each_word(operator: Operator) -> None:
    one = an_active()
    SubscriberStore(names()["Subscribers"]).add(
        Delivery(one.id, "word", "st-1-1", NOON, NOON, "given_up", 10, "it answered 500", NOON)
    )
    seen = operator.sees("subscriber", "show", one.id)
    assert "mia@example.com" in seen
    assert "given up, 10 tries: it answered 500" in seen
    assert "there is no such subscriber" in operator.refused("subscriber", "show", "eve@example.com")


def test_who_is_removed_is_forgotten(operator: Operator) -> None:
    one = an_active()
    assert "deleted" in operator.sees("subscriber", "remove", one.id)
    assert "mia" not in operator.sees("subscriber", "show", one.id)
    assert "already" in operator.refused("subscriber", "remove", one.id)


def test_who_was_disabled_is_resumed_with_what_was_given_up(operator: Operator) -> None:
    one = an_active(URL, "webhook")
    off = disabled(one, "its server answered 410 Gone", NOON)
    assert off is not None
    kept(off)
    store = SubscriberStore(names()["Subscribers"])
    store.add(Delivery(one.id, "word", "st-1-1", NOON, NOON, "given_up", 1, "it answered 410", NOON))
    assert "is told again" in operator.sees("subscriber", "resume", one.id)
    [due] = store.due(NOON, 10)
    assert (due.state, due.tries) == ("due", 0)
    assert "nothing that it was to be told was given up" in operator.refused("subscriber", "resume", one.id)
