"""Pure: settings are read from the environment, or everything that is wrong with it is said at once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from shared.config import SettingError, read_settings


@dataclass(frozen=True)
class Settings:
    cases_table: str
    most: int
    loud: bool
    site_url: str = ""


def test_each_field_is_the_variable_of_its_name() -> None:
    environ = {"CASES_TABLE": "cases", "MOST": "12", "LOUD": "True", "SITE_URL": "https://s.example", "OTHER": "x"}
    assert read_settings(Settings, environ) == Settings("cases", 12, True, "https://s.example")


def test_a_field_with_a_default_may_be_left_out() -> None:
    assert read_settings(Settings, {"CASES_TABLE": "c", "MOST": "1", "LOUD": "false"}) == Settings("c", 1, False)


def test_all_that_is_wrong_is_said_at_once_and_where_it_is_set() -> None:
    with pytest.raises(SettingError) as told:
        read_settings(Settings, {"MOST": "many", "LOUD": "perhaps"})
    for words in ("CASES_TABLE is missing", "MOST is 'many'", "no int", "LOUD is 'perhaps'", "template.yaml"):
        assert words in str(told.value)


def test_an_empty_variable_is_a_value_of_its_own() -> None:
    assert read_settings(Settings, {"CASES_TABLE": "", "MOST": "0", "LOUD": "false"}).cases_table == ""
