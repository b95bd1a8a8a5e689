"""With moto: a source's credentials are found by their parts, and by the name that the plan gives them."""

from __future__ import annotations

import json

import pytest

from shared import aws
from shared.ears.credentials import keys_of, name_of
from shared.ears.platform import Credential
from shared.plan import Source
from shared.secrets import ASKED_AGAIN_SECONDS, KEPT_SECONDS, SecretError, Secrets
from tests.harness.world import World, names
from tests.shared.store.failing import before

PAGE = Source("page", "facebook", "webhook", "acme")
VERIFY = Credential("verify", "the verify token", "you choose it")


class Clock:
    """The process's own clock, which only this test moves."""

    seconds = 1000.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("time.monotonic", lambda: clock.seconds)
    return clock


@pytest.fixture
def secrets(world: World) -> Secrets:
    put({"page": ["new", "old"], "page/token": "t", "pages": "another's", "page-2/token": "another's", "empty": []})
    return Secrets(names()["SourceSecrets"])


def put(values: object) -> None:
    aws.secretsmanager().put_secret_value(SecretId=names()["SourceSecrets"], SecretString=json.dumps(values))


def test_each_part_has_its_values_the_newest_first_and_nobody_elses(secrets: Secrets) -> None:
    keys = keys_of(secrets, PAGE)
    assert keys.values == {"secret": ("new", "old"), "token": ("t",)}
    assert (keys.newest("secret"), keys.all("token"), keys.newest("verify")) == ("new", ("t",), "")


def test_sources_that_share_credentials_name_them(secrets: Secrets) -> None:
    second = Source("second", "facebook", "webhook", "acme", secret="page")
    assert keys_of(secrets, second) == keys_of(secrets, PAGE)
    assert (name_of(second, "secret"), name_of(second, "token")) == ("page", "page/token")


@pytest.mark.parametrize("name", ["elsewhere", "empty"])
def test_a_source_without_credentials_has_none(secrets: Secrets, name: str) -> None:
    keys = keys_of(secrets, Source(name, "rss", "sweep", "acme"))
    assert (keys.all(), keys.newest("token")) == ((), "")


def test_all_parts_of_all_sources_cost_one_read(secrets: Secrets, clock: Clock) -> None:
    with before("secretsmanager", "GetSecretValue", int) as reads:
        for _ in range(5):
            keys_of(secrets, PAGE)
            keys_of(secrets, Source("elsewhere", "rss", "sweep", "acme"))
        assert len(reads) == 1
        clock.seconds += KEPT_SECONDS + 1
        keys_of(secrets, PAGE)
        assert len(reads) == 2


def test_a_needed_part_that_was_just_set_is_found_soon(secrets: Secrets, clock: Clock) -> None:
    assert keys_of(secrets, PAGE, [VERIFY]).newest("verify") == ""
    put({"page": "new", "page/verify": "v"})
    assert keys_of(secrets, PAGE, [VERIFY]).newest("verify") == ""
    clock.seconds += ASKED_AGAIN_SECONDS + 1
    assert keys_of(secrets, PAGE, [VERIFY]).newest("verify") == "v"


def test_a_part_that_may_be_missing_is_not_looked_for_again(secrets: Secrets, clock: Clock) -> None:
    optional = Credential("app-token", "a token", "anywhere", optional=True)
    with before("secretsmanager", "GetSecretValue", int) as reads:
        keys_of(secrets, PAGE, [optional])
        clock.seconds += ASKED_AGAIN_SECONDS + 1
        keys_of(secrets, PAGE, [optional])
        assert len(reads) == 1


def test_a_secret_that_is_no_object_is_told(secrets: Secrets) -> None:
    put(["hunter2"])
    with pytest.raises(SecretError, match="not a JSON object") as told:
        keys_of(secrets, PAGE)
    assert "hunter2" not in str(told.value)
