"""With moto: who is on the company's list is asked once for a batch, where it matters, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

import pytest

from functions.triage.customers import KEPT_SECONDS, KnownCustomers
from shared import aws
from shared.correction import Correction, was_of
from shared.mention import Author, Mention
from shared.operations.customers import Customers
from shared.secrets import Secrets
from shared.store.corrections import Corrections
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.verdict import Verdict
from tests.builders import NOON, a_mention, a_plan
from tests.functions.triage.test_handler import parked, records, told, triage
from tests.functions.triage.test_lessons import KEPT, Watch
from tests.harness.world import World, names
from tests.shared.store.failing import before, hooked, refuse

COMPLAINT = "I paid for booking EF-17 on your website and got no ticket. The payment page fails."
QUESTION = "When does your shop open again on Sundays?"
PRAISE = "Lovely crossing this morning, thank you to the crew."
WHY = "a known customer"
MIA, TOM = Author(id="u1", handle="mia"), Author(id="u2", handle="tom")


@pytest.fixture
def mentions(world: World) -> MentionStore:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return MentionStore(names()["Mentions"])


def load(world: World, *accounts: str) -> None:
    Customers(world.deployment()).load((("discourse", account) for account in accounts), "ada", NOON)


def by(author: Author, text: str = COMPLAINT, native_id: str = "1", **more: Any) -> Mention:
    return replace(a_mention(native_id, text=text, author=author), **more)


def judge(world: World, mentions: MentionStore, *of: Mention) -> list[Verdict]:
    for mention in of:
        mentions.keep(mention)
    assert triage(world, records(*of)) == []
    found = [mentions.get(mention.id) for mention in of]
    return [one.verdict for one in found if one is not None and one.verdict is not None]


def is_known(verdict: Verdict) -> bool:
    return WHY in [reason.why for reason in verdict.reasons if reason.about == "priority"]


@contextmanager
def asked() -> Iterator[list[str]]:
    """The keys of the list that are read, and each time the key of its hashes is."""
    keys: list[str] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        for wanted in params.get("RequestItems", {}).get(names()["Ledger"], {}).get("Keys", []):
            keys.append(wanted["key"]["S"])

    with ExitStack() as stack:
        stack.enter_context(hooked("dynamodb", "provide-client-params.dynamodb.BatchGetItem", note))
        secret = "before-call.secretsmanager.GetSecretValue"
        stack.enter_context(hooked("secretsmanager", secret, lambda **_: keys.append("the key")))
        yield keys


# ---------------------------------------------------------------- who is known
@pytest.mark.parametrize("account", ["mia", "@Mia", "u1"])
def test_a_known_customer_is_told_from_a_stranger_by_handle_or_id(
    world: World, mentions: MentionStore, account: str
) -> None:
    load(world, account)
    mia, tom = judge(world, mentions, by(MIA), by(TOM, native_id="2"))
    assert (is_known(mia), is_known(tom)) == (True, False)


def test_the_same_words_are_more_pressing_from_a_known_customer_where_the_points_allow(
    world: World, mentions: MentionStore
) -> None:
    load(world, "mia")
    two = by(MIA), by(TOM, native_id="2")
    for mention, verdict in zip(two, judge(world, mentions, *two), strict=True):
        # 30 points for a complaint and 16 for its severity: with ten more they are high.
        word = Correction(mention.id, 1, "ada", NOON, was_of(verdict), kind="specific_complaint", severity=2)
        Corrections(names()["Ledger"]).put(word, KEPT)
        mentions.rejudge(mention.id, NOON)
    assert [verdict.priority for verdict in judge(world, mentions, *two)] == ["high", "normal"]


def test_a_question_by_a_known_customer_says_so_and_praise_asks_after_nobody(
    world: World, mentions: MentionStore
) -> None:
    load(world, "mia")
    with asked() as keys:
        [praise] = judge(world, mentions, by(MIA, PRAISE))
        assert keys == []
        [question] = judge(world, mentions, by(MIA, QUESTION, "2"))
    assert (praise.kind, praise.priority, question.kind) == ("praise", "low", "question")
    assert (is_known(praise), is_known(question)) == (False, True)


def test_what_a_person_says_is_a_complaint_is_asked_after(world: World, mentions: MentionStore) -> None:
    load(world, "mia")
    [verdict] = judge(world, mentions, by(MIA, PRAISE))
    word = Correction(by(MIA).id, 1, "ada", NOON, was_of(verdict), kind="venting", severity=2)
    Corrections(names()["Ledger"]).put(word, KEPT)
    mentions.rejudge(by(MIA).id, NOON)
    assert [is_known(one) for one in judge(world, mentions, by(MIA, PRAISE))] == [True]


def test_our_own_people_are_never_asked_after(world: World, mentions: MentionStore) -> None:
    load(world, "mia")
    ours = by(MIA, from_staff=True)
    with asked() as keys:
        [verdict] = judge(world, mentions, ours)
        assert KnownCustomers(names()["Ledger"], Secrets(world.deployment().link_secret)).among([ours]) == {}
    assert (keys, is_known(verdict)) == ([], False)


def test_a_verdict_holds_no_account_and_an_event_not_even_that_one_is_known(
    world: World, mentions: MentionStore
) -> None:
    load(world, "mia")
    [verdict] = judge(world, mentions, by(MIA))
    assert "mia" not in str(verdict)
    assert WHY not in str(told())


# ---------------------------------------------------------------- what it costs
def test_without_a_list_nothing_is_asked(world: World, mentions: MentionStore) -> None:
    with asked() as keys:
        [verdict] = judge(world, mentions, by(MIA))
    assert (keys, is_known(verdict)) == ([], False)


def test_all_of_a_batch_are_asked_after_in_one_read_of_a_hundred_keys(world: World, mentions: MentionStore) -> None:
    load(world, *(f"somebody{number}" for number in range(4_000)), "mia7")
    batch = [by(Author(id=f"u{n}", handle=f"mia{n}"), native_id=str(n)) for n in range(10)]
    with asked() as keys, before("dynamodb", "BatchGetItem", lambda: None) as reads:
        verdicts = judge(world, mentions, *batch)
    assert [is_known(verdict) for verdict in verdicts] == [number == 7 for number in range(10)]
    # One for what is known of the authors, and one for the list.
    assert (len(reads), keys.count("the key")) == (2, 1)
    assert len(set(keys)) == len(keys) <= 17


def test_which_list_holds_is_looked_at_once_a_minute(world: World, mentions: MentionStore) -> None:
    del mentions
    watch = Watch()
    known = KnownCustomers(names()["Ledger"], Secrets(world.deployment().link_secret), watch)
    with before("dynamodb", "GetItem", lambda: None) as looks:
        assert [known.listed() for _ in range(3)] == [False] * 3
        load(world, "mia")
        looks.clear()
        assert known.listed() is False
        watch.seconds = KEPT_SECONDS
        assert [known.listed() for _ in range(3)] == [True] * 3
    assert len(looks) == 1


def test_a_list_that_was_replaced_since_it_was_looked_at_is_asked_by_the_new_one(
    world: World, mentions: MentionStore
) -> None:
    load(world, "mia")
    judge(world, mentions, by(MIA))
    load(world, "tom")
    mia, tom = judge(world, mentions, by(MIA, native_id="2"), by(TOM, native_id="3"))
    assert (is_known(mia), is_known(tom)) == (False, True)


def test_a_list_that_was_forgotten_since_makes_strangers_of_all(world: World, mentions: MentionStore) -> None:
    load(world, "mia")
    judge(world, mentions, by(MIA))
    Customers(world.deployment()).forget()
    assert [is_known(verdict) for verdict in judge(world, mentions, by(MIA, native_id="2"))] == [False]


# ---------------------------------------------------------------- when it can't be read
def unreadable() -> None:
    refuse("ProvisionedThroughputExceededException")()


def test_without_its_key_all_are_strangers_and_judged(world: World, mentions: MentionStore) -> None:
    load(world, "mia")
    aws.secretsmanager().put_secret_value(SecretId=world.deployment().link_secret, SecretString="no JSON")
    assert [is_known(verdict) for verdict in judge(world, mentions, by(MIA))] == [False]


@pytest.mark.parametrize(("service", "operation", "nth"), [
    ("dynamodb", "BatchGetItem", 2), ("secretsmanager", "GetSecretValue", 1),
])  # fmt: skip  # a list to be read across
def test_a_list_that_can_not_be_read_holds_no_verdict_up(
    world: World, mentions: MentionStore, service: str, operation: str, nth: int
) -> None:
    load(world, "mia")
    calls = iter(range(1, 99))

    def fail() -> None:
        if next(calls) == nth:
            unreadable()

    with before(service, operation, fail, times=99):
        verdicts = judge(world, mentions, by(MIA))
    assert [is_known(verdict) for verdict in verdicts] == [False]
    assert parked() == []


def test_after_a_failure_nothing_is_asked_for_a_minute(world: World, mentions: MentionStore) -> None:
    del mentions
    load(world, "mia")
    watch = Watch()
    known = KnownCustomers(names()["Ledger"], Secrets(world.deployment().link_secret), watch)
    with before("dynamodb", "GetItem", unreadable, times=9) as looks:
        assert [known.listed() for _ in range(3)] == [False] * 3
    assert len(looks) == 1
    watch.seconds = KEPT_SECONDS
    assert known.listed()
    watch.seconds += KEPT_SECONDS / 2
    with before("dynamodb", "BatchGetItem", unreadable, times=9):
        assert known.among([by(MIA)]) == {}
    watch.seconds += KEPT_SECONDS * 0.75
    assert not known.listed()
    watch.seconds += KEPT_SECONDS / 2
    assert known.among([by(MIA), by(TOM, native_id="2")]) == {"discourse:1": True, "discourse:2": False}


def test_a_mention_that_can_not_be_read_stops_no_other_from_being_asked_after(
    world: World, mentions: MentionStore
) -> None:
    load(world, "mia")
    good, bad = by(MIA), by(TOM, native_id="2")
    for mention in (good, bad):
        mentions.keep(mention)
    event = records(bad, good)
    event["Records"][0]["dynamodb"]["NewImage"]["doc"] = {"S": '{"source": 1}'}
    assert triage(world, event) == []
    assert parked() == [("discourse:2", "CodecError")]
    found = mentions.get(good.id)
    assert found is not None
    assert found.verdict is not None
    assert is_known(found.verdict)
