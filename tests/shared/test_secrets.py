"""With moto: a secret is read seldom, a rotated one soon, and its value is in no error."""

from __future__ import annotations

import json

import pytest

from shared import aws
from shared.operations.rotation import VALID_AT_ONCE, rotate
from shared.secrets import ASKED_AGAIN_SECONDS, KEPT_SECONDS, SecretError, Secrets
from tests.harness.world import World, names
from tests.shared.store.failing import before


class Clock:
    """The process's own clock, which only this test moves."""

    seconds = 1000.0

    def shift(self, by: float) -> None:
        self.seconds += by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("time.monotonic", lambda: clock.seconds)
    return clock


@pytest.fixture
def secrets(world: World) -> Secrets:
    put({"slack-ada": "https://hooks.example/ada", "forum": ["new", "old"]})
    return Secrets(secret_id())


def secret_id() -> str:
    return names()["ChannelSecrets"]


def put(values: object) -> None:
    aws.secretsmanager().put_secret_value(SecretId=secret_id(), SecretString=json.dumps(values))


def test_a_name_has_one_value_or_several_the_newest_first(secrets: Secrets) -> None:
    assert secrets.of("slack-ada") == ("https://hooks.example/ada",)
    assert secrets.of("forum") == ("new", "old")


def test_a_secret_is_read_once_and_again_when_it_is_old(secrets: Secrets, clock: Clock) -> None:
    with before("secretsmanager", "GetSecretValue", int) as calls:
        for _ in range(5):
            secrets.of("forum")
        put({"forum": ["newest", "new"]})
        clock.shift(KEPT_SECONDS - 1)
        assert (secrets.of("forum")[0], len(calls)) == ("new", 1)
        clock.shift(2)
        assert (secrets.of("forum")[0], len(calls)) == ("newest", 2)


def test_a_name_that_is_not_there_yet_is_found_soon_and_not_asked_for_each_time(secrets: Secrets, clock: Clock) -> None:
    with before("secretsmanager", "GetSecretValue", int) as calls:
        for _ in range(5):
            with pytest.raises(SecretError, match="no value for 'slack-new'"):
                secrets.of("slack-new")
        assert len(calls) == 1
        put({"slack-new": "x"})
        clock.shift(ASKED_AGAIN_SECONDS + 1)
        assert secrets.of("slack-new") == ("x",)


def test_what_is_doubted_is_read_again_though_not_each_time(secrets: Secrets, clock: Clock) -> None:
    assert secrets.of("forum") == ("new", "old")
    put({"forum": ["newest", "new"]})
    assert (secrets.doubted(), secrets.of("forum")[0]) == (False, "new")
    clock.shift(ASKED_AGAIN_SECONDS + 1)
    assert (secrets.doubted(), secrets.of("forum")[0]) == (True, "newest")
    assert not secrets.doubted()


def test_a_name_with_an_empty_list_has_no_value(secrets: Secrets) -> None:
    put({"slack-ada": []})
    with pytest.raises(SecretError, match="no value for 'slack-ada'"):
        secrets.of("slack-ada")


@pytest.mark.parametrize(
    "text", ["", "not json: hunter2", '["hunter2"]', '{"a": 7}', '{"a": [7]}', '{"a": null}', '"hunter2"']
)
def test_what_is_no_secret_is_told_without_its_value(secrets: Secrets, text: str) -> None:
    aws.secretsmanager().put_secret_value(SecretId=secret_id(), SecretString=text or " ")
    with pytest.raises(SecretError, match="not a JSON object") as told:
        secrets.of("a")
    assert "hunter2" not in str(told.value)


# ---------------------------------------------------------------- rotating
def test_a_rotated_value_is_the_newest_and_the_one_before_it_is_still_good(secrets: Secrets) -> None:
    assert rotate(secret_id(), "forum", "newest") == VALID_AT_ONCE
    assert secrets.of("forum") == ("newest", "new")
    assert secrets.of("slack-ada") == ("https://hooks.example/ada",)


def test_rotating_twice_by_mistake_does_not_rotate_the_good_one_out(secrets: Secrets) -> None:
    assert [rotate(secret_id(), "forum", "newest") for _ in range(3)] == [2, 2, 2]
    assert secrets.of("forum") == ("newest", "new")


def test_a_first_value_is_the_only_one_and_a_single_text_becomes_a_list(secrets: Secrets) -> None:
    assert rotate(secret_id(), "new-source", "one") == 1
    assert rotate(secret_id(), "slack-ada", "https://hooks.example/other") == 2
    assert secrets.of("slack-ada") == ("https://hooks.example/other", "https://hooks.example/ada")


def test_a_secret_that_is_no_object_is_left_as_it_is(secrets: Secrets) -> None:
    aws.secretsmanager().put_secret_value(SecretId=secret_id(), SecretString="hunter2")
    with pytest.raises(SecretError, match="mend it") as told:
        rotate(secret_id(), "forum", "newest")
    assert "hunter2" not in str(told.value)
    assert aws.secretsmanager().get_secret_value(SecretId=secret_id())["SecretString"] == "hunter2"
