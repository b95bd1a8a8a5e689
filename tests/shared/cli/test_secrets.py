from __future__ import annotations

import json
from typing import Any

from shared import aws
from tests.shared.cli.conftest import Operator

FIRST, SECOND, THIRD = "s3cret-one", "s3cret-two", "s3cret-three"


def kept(operator: Operator) -> Any:
    answer = aws.secretsmanager().get_secret_value(SecretId=operator.deployment.source_secrets)
    return json.loads(answer["SecretString"])


def put(operator: Operator, values: str) -> None:
    aws.secretsmanager().put_secret_value(SecretId=operator.deployment.source_secrets, SecretString=values)


def test_the_value_before_stays_good_until_the_next(operator: Operator) -> None:
    for value in (FIRST, SECOND, THIRD):
        operator.sees("secret", "source", "forum", given=f"{value}\n")
    assert kept(operator)["forum"] == [THIRD, SECOND]


def test_the_same_value_again_does_not_push_out_the_one_before(operator: Operator) -> None:
    for value in (FIRST, SECOND, SECOND):
        operator.sees("secret", "source", "forum", given=value)
    assert kept(operator)["forum"] == [SECOND, FIRST]


def test_other_names_keep_their_values(operator: Operator) -> None:
    put(operator, json.dumps({"stream": "one", "forum": "plain"}))
    operator.sees("secret", "source", "forum", given=FIRST)
    assert kept(operator) == {"stream": "one", "forum": [FIRST, "plain"]}


def test_a_value_is_never_printed(operator: Operator) -> None:
    for words in (("source", "forum"), ("channel", "care"), ("source", "forum", "--json")):
        for value in (FIRST, SECOND):
            assert value not in operator.types("secret", *words, given=value).output


def test_an_empty_value_is_wrong_usage(operator: Operator) -> None:
    assert "1 to 8,192 characters" in operator.misused("secret", "source", "forum", given="\n")


def test_a_value_on_the_command_line_is_wrong_usage(operator: Operator) -> None:
    operator.misused("secret", "source", "forum", "--value", FIRST)
    assert operator.types("secret", "source", "forum", FIRST).exit_code == 2


def test_a_name_that_the_plan_lacks_is_set_with_a_note(operator: Operator) -> None:
    result = operator.types("secret", "source", "forun", given=FIRST)
    assert result.exit_code == 0
    assert "no source 'forun' (it has forum)" in result.stderr


def test_a_secret_that_is_no_list_of_names_is_left_alone(operator: Operator) -> None:
    put(operator, "not json")
    assert "not a JSON object" in operator.refused("secret", "source", "forum", given=FIRST)
