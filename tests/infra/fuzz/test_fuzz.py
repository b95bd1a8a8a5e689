"""The fuzzing without its fuzzer: every seed holds, a spoilt reading is found, and mutations keep a body's shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from infra.fuzz import __main__ as fuzz
from infra.fuzz.case import Case, read_case
from infra.fuzz.mangling import mangled, mutated
from infra.fuzz.oracle import BrokenError, holds
from infra.fuzz.targets import TARGETS
from shared.delivery import Fault, Parsed, Skipped
from shared.mention import Author, Media, Mention
from tests.builders import a_mention

BODY = {"a": [1, {"b": "c"}], "d": "e"}
CASE = Case("discourse", "webhook", json.dumps(BODY).encode(), {"x-discourse-event": "post_created"})


def as_it_is(raw: bytes, _most: int) -> bytes:
    return raw


@pytest.mark.parametrize("name", TARGETS)
def test_each_seed_of_a_target_holds(name: str) -> None:
    seeds = TARGETS[name].seeds(None)
    assert seeds
    for seed in seeds:
        TARGETS[name].run(seed)


@pytest.mark.parametrize("name", [name for name, target in TARGETS.items() if target.cases])
def test_some_mutations_of_each_seed_hold(name: str) -> None:
    for number, seed in enumerate(TARGETS[name].seeds(None)[::2]):
        TARGETS[name].run(mutated(seed, 20_000, number, as_it_is))


def test_the_captured_payloads_are_seeds_where_they_are(shared_material: Path) -> None:
    assert len(TARGETS["parse"].seeds(shared_material)) > len(TARGETS["parse"].seeds(None)) + 50


def test_a_case_is_read_as_it_was_written() -> None:
    assert read_case(CASE.to_bytes()) == CASE
    assert read_case(b"\x00\x01") is None


def test_the_same_seed_mutates_in_the_same_way_and_mostly_into_json() -> None:
    raw, shapes = CASE.to_bytes(), set()
    for seed in range(60):
        made = mutated(raw, 20_000, seed, as_it_is)
        assert made == mutated(raw, 20_000, seed, as_it_is)
        case = read_case(made)
        assert case is not None
        shapes.add(json.dumps(json.loads(case.body)))
    assert len(shapes) > 20


def test_what_is_mangled_is_a_copy() -> None:
    before = json.dumps(BODY)
    assert any(mangled(BODY, Random(seed)) != BODY for seed in range(5))  # for tests
    assert json.dumps(BODY) == before


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda m: replace(m, native_id=""),
        lambda m: replace(m, text=" \x00"),
        lambda m: replace(m, rating=6),
        lambda m: replace(m, url="javascript:alert(1)"),
        lambda m: replace(m, media=(Media("image", "data:x"),)),
        lambda m: replace(m, media=(Media("picture", "https://e.example/1"),)),
        lambda m: replace(m, text="", media=(), rating=None, author=Author(name="x")),
    ],
)
def test_a_mention_that_can_not_be_kept_is_found(spoilt: Callable[[Mention], Mention]) -> None:
    holds(Parsed(mentions=(a_mention(),)))
    with pytest.raises(BrokenError):
        holds(Parsed(mentions=(spoilt(a_mention()),)))


@pytest.mark.parametrize(
    "told",
    [
        Parsed(faults=(Fault("", "is missing"),)),
        Parsed(faults=(Fault("a.b", "x" * 500),)),
        Parsed(faults=(Fault("a", "said: Still no ferry"),)),
        Parsed(skipped=(Skipped("post", ""),)),
        Parsed(skipped=(Skipped("no ferry", "no post"),)),
    ],
)
def test_a_reason_that_says_nothing_or_too_much_is_found(told: Parsed) -> None:
    with pytest.raises(BrokenError):
        holds(told)


def test_a_time_beyond_all_is_settled_and_held_to_be_well() -> None:
    holds(Parsed(mentions=(replace(a_mention(), created_at=a_mention().seen_at + timedelta(days=9_000)),)))


def test_without_the_fuzzer_it_says_so_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--seconds", "1"]) == 0
    assert "nothing was fuzzed: atheris is not here" in capsys.readouterr().out


def test_a_figure_is_made_of_what_the_fuzzer_says() -> None:
    said = "Done 900 runs in 3 second(s)\nstat::number_of_executed_units: 900\n"
    assert (fuzz.rate(said, 10), fuzz.rate("", 10)) == ("300", "?")
