"""The list of customers: hashed, replaced as a whole, never shown again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shared import aws
from shared.customers import account_hash
from shared.store.customers import CustomerStore
from tests.harness.world import names
from tests.shared.cli.conftest import Operator

KEY = ("generated" * 8)[:64]
LIST = "platform,account\ndiscourse,mia\nforum,@Tom\n"


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    return tmp_path / "customers.csv"


def load(operator: Operator, file: Path, text: str | bytes) -> Any:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return operator.types("customers", "load", str(file), "--as", "ada")


def known(operator: Operator, *accounts: tuple[str, str]) -> list[bool] | None:
    hashes = [account_hash(KEY, place, account) for place, account in accounts]
    store = CustomerStore(operator.deployment.ledger_table)
    current = store.current()
    found = None if current is None else store.known(current, hashes)
    return None if found is None else [one in found for one in hashes]


def everything() -> str:
    return str(aws.dynamodb().scan(TableName=names()["Ledger"])["Items"])


def test_who_is_on_the_list_is_known_and_nobody_else(operator: Operator, a_file: Path) -> None:
    result = load(operator, a_file, LIST)
    assert "2 accounts are known now" in result.stdout
    assert known(operator, ("discourse", "Mia"), ("forum", "tom"), ("forum", "mio")) == [True, True, False]


def test_the_list_is_neither_kept_nor_shown_in_its_words(operator: Operator, a_file: Path) -> None:
    shown = load(operator, a_file, LIST.replace("mia", "mia-the-customer")).output
    shown += operator.sees("customers") + operator.sees("customers", "--json")
    assert "mia-the-customer" not in shown + everything()


def test_a_new_list_takes_the_place_of_the_old_one_and_leaves_nothing_of_it(operator: Operator, a_file: Path) -> None:
    load(operator, a_file, LIST)
    load(operator, a_file, "discourse,tom\n")
    assert known(operator, ("discourse", "mia"), ("discourse", "tom")) == [False, True]
    assert everything().count("customers#") == 1


def test_the_same_list_again_in_any_order_is_the_same_list(operator: Operator, a_file: Path) -> None:
    load(operator, a_file, LIST)
    first = operator.reads("customers")
    load(operator, a_file, "forum,tom\ndiscourse,mia\ndiscourse,MIA\n\n")
    assert operator.reads("customers") == first
    assert everything().count("customers#") == 1


def test_a_list_says_how_many_it_has_since_when_and_by_whom(operator: Operator, a_file: Path) -> None:
    load(operator, a_file, LIST)
    operator.waits(30)
    told = operator.sees("customers")
    assert "2, as hashes" in told
    assert "30 min ago" in told
    assert "by ada" in told


def test_a_list_that_is_forgotten_is_gone(operator: Operator, a_file: Path) -> None:
    load(operator, a_file, LIST)
    assert "2 accounts are forgotten" in operator.sees("customers", "forget")
    assert known(operator, ("discourse", "mia")) is None
    assert "customers#" not in everything()
    assert "No list of customers is kept" in operator.sees("customers")
    assert "No list of customers is kept" in operator.sees("customers", "forget")


def test_a_list_may_come_by_a_pipe(operator: Operator) -> None:
    operator.sees("customers", "load", "-", given="\ufeffPlatform, Account\ndiscourse,mia\n")
    assert known(operator, ("discourse", "mia")) == [True]


def test_a_place_that_the_plan_lacks_is_told_by_their_number(operator: Operator, a_file: Path) -> None:
    told = load(operator, a_file, LIST + "discord,mia\nmia,discourse\n").stderr
    assert told == "Note: 2 lines name no platform and no source of the plan in force (it has discourse, forum).\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("discourse,mia\nlonely-mia\n", ":2: 1 columns, where two are needed: platform,account"),
        ("discourse,mia,lonely\n", ":1: 3 columns"),
        ("discourse,\n", ":1: a platform or an account is missing"),
        ("discourse,@\n", ":1: a platform or an account is missing"),
        (",lonely-mia\n", ":1: a platform or an account is missing"),
        ("discourse," + "lonely" * 60 + "\n", ":1: no account; one has up to 300 characters"),
        ('discourse,mia\ndiscourse,"lonely\n', ":2: no CSV; look for a quote"),
        ("discourse,lon\0ely\n", ":1: "),
        (b"discourse,mia\ndiscourse,lonely\xff\n", "not UTF-8 text"),
        ("", "names no account"),
        ("platform,account\n\n", "names no account"),
    ],
)
def test_a_line_that_is_no_account_is_told_by_its_number_and_changes_nothing(
    operator: Operator, a_file: Path, text: str | bytes, told: str
) -> None:
    load(operator, a_file, LIST)
    first = operator.reads("customers")
    result = load(operator, a_file, text)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "Nothing was changed" in result.stderr
    assert "lonely" not in result.output
    assert operator.reads("customers") == first


def test_a_file_that_is_not_there_is_wrong_usage(operator: Operator, a_file: Path) -> None:
    assert "can't be read" in operator.misused("customers", "load", str(a_file))
