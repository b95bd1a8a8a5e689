"""What triage's README shows is what the code says today."""

from __future__ import annotations

from collections import Counter

import pytest

from infra.bench.triage_shown import END, README, Shown, shown, tabled, the_judge, written
from infra.model.rows import own


@pytest.fixture(scope="module")
def found() -> list[Shown]:
    return shown(the_judge(lambda _said: None))


def test_the_readme_shows_what_the_running_code_says(found: list[Shown]) -> None:
    told = README.read_text(encoding="utf-8")
    assert written(told, found) == told, "the verdicts are others now: `make triage-shown`, and read what has changed"


def test_there_are_forty_of_every_kind_and_each_is_one_row(found: list[Shown]) -> None:
    assert len({one.text for one in found}) == 40
    assert min(Counter(one.person for one in found).values()) >= 7
    rows = tabled(found).splitlines()[2:]
    assert len(rows) == 2 + len(found)
    assert len({row.replace("\\|", "").count("|") for row in rows}) == 1


def test_the_model_was_taught_by_none_of_them(found: list[Shown]) -> None:
    taught = {row.text.casefold() for row in own()}
    assert [one.text for one in found if one.text.casefold() in taught] == []


def test_a_wrong_verdict_is_marked_as_wrong(found: list[Shown]) -> None:
    wrong = [one for one in found if not one.right]
    assert tabled(found).count("**wrong: ") == len(wrong)
    assert f"the kind for {len(found) - len(wrong)};" in tabled(found)


def test_a_readme_without_a_place_for_the_table_is_left_alone(found: list[Shown]) -> None:
    with pytest.raises(ValueError, match="put them where the table belongs"):
        written(f"# Triage\n{END}\n", found)
