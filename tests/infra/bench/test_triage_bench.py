"""The bench of the judging asks what it says it asks, and reckons as it says it does."""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import pytest

from infra.bench import triage, triage_calibration, triage_cost, triage_table
from infra.bench.triage_scoring import NoScoreError, Scorer, f1
from infra.bench.triage_sets import SETS, Item, drawn, items, the_judge, verdicts
from infra.bench.triage_table import Line
from infra.bench.triage_tasks import TASKS, Task

#: In the place of ../shared/triage/score.py, whose packages the tests don't have: tells what it was given.
SCORE = """
import csv, sys
labels, column, predictions = sys.argv[1:4]
truth = {row["id"]: row[column] for row in csv.DictReader(open(labels))}
said = {row["id"]: row for row in csv.DictReader(open(predictions))}
assert truth.keys() == said.keys(), "a row has no prediction"
right = sum(said[id_]["pred"] == label for id_, label in truth.items())
shaded = all("score" in row for row in said.values())
part = right / len(truth)
print(f"n {len(truth)}  accuracy {part}  macro_f1 {part}  shaded {int(shaded)}  more {len(sys.argv) - 4}")
"""
#: The figures that it does not reckon.
MORE = "macro_f1_low 0 macro_f1_high 0 auc 0 spearman 0 auc_level_3_up 0"


@pytest.fixture
def scorer(tmp_path: Path) -> Scorer:
    (tmp_path / "triage").mkdir()
    (tmp_path / "triage/score.py").write_text(SCORE, encoding="utf-8")
    return Scorer(Path(sys.executable), tmp_path)


def a_task(title: str) -> Task:
    return next(one for one in TASKS if one.title == title)


def a_set(shared: Path, name: str, rows: list[dict[str, str]]) -> None:
    folder = shared / "triage" / name
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "dev.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_verdicts_come_by_the_commands_own_path() -> None:
    found = [Item("a", "Where is my order?", {}), Item("b", "", {})]
    said = verdicts(found, the_judge(lambda _said: None))
    assert list(said) == ["a", "b"]
    assert said["a"]["kind"] == "question"


def test_a_tasks_labels_and_answers_reach_the_scorer_with_their_ids(scorer: Scorer) -> None:
    found = [Item("1", "", {"complaint": "1", "annotated": "1"}), Item("2", "", {"complaint": "0", "annotated": "0"})]
    answers = {"1": {"complaint": 0.9}, "2": {"complaint": 0.7}}
    assert scorer.score(a_task("complaint, all rows"), found, answers) == {
        "n": 2, "accuracy": 0.5, "macro_f1": 0.5, "shaded": 1, "more": 0, "f1": pytest.approx(2 / 3)
    }  # fmt: skip
    assert scorer.score(a_task("complaint, annotated rows"), found, answers)["more"] == 2
    assert scorer.majority(a_task("complaint, all rows"), found)["accuracy"] == 0.5


def test_a_row_without_a_label_is_not_asked(scorer: Scorer) -> None:
    found = [
        Item("1", "", {"sentiment": "negative", "lang": "es"}), Item("2", "", {"sentiment": "neutral", "lang": "sw"})
    ]  # fmt: skip
    answers = {"1": {"sentiment": "negative"}, "2": {"sentiment": "negative"}}
    told = scorer.score(a_task("sentiment, es"), found, answers)
    assert (told["n"], told["accuracy"], told["shaded"]) == (1, 1, 0)


def test_what_the_scorer_could_not_do_is_told_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "triage").mkdir()
    (tmp_path / "triage/score.py").write_text("raise SystemExit('2 of 3 rows have no prediction')", encoding="utf-8")
    broken = Scorer(Path(sys.executable), tmp_path)
    with pytest.raises(NoScoreError, match="2 of 3 rows"):
        broken.score(a_task("complaint, all rows"), [Item("1", "", {"complaint": "1"})], {"1": {"complaint": 0.1}})


def test_f1_is_of_the_class_that_is_asked_for() -> None:
    assert f1([("1", "1"), ("1", "0"), ("0", "1"), ("0", "0")]) == 0.5
    assert f1([("0", "0"), ("0", "0")]) == 0


def test_a_perfectly_calibrated_probability_has_no_error() -> None:
    said = [(0.25, came) for came in (True, False, False, False)]
    assert triage_calibration.expected_calibration_error(said) == pytest.approx(0)
    assert triage_calibration.expected_calibration_error([(0.9, False)]) == pytest.approx(0.9)
    assert triage_calibration.expected_calibration_error([]) == 0


def test_a_band_tells_its_share_and_how_often_it_is_right() -> None:
    found = {"airline": [Item(str(n), "", {"sentiment": "negative", "kind": "venting"}) for n in range(4)]}
    answers = {
        str(n): {"complaint": 0.9, "kind": "venting" if n else "other", "confidence": "low" if n else "high"}
        for n in range(4)
    }
    told = triage_calibration.report(found, {"airline": answers})
    assert "high 25% 1.000 0.000" in " ".join(told.split())
    assert "low 75% 1.000 1.000" in " ".join(told.split())


def test_an_aim_is_met_only_on_rows_that_the_model_was_not_trained_on() -> None:
    ours = {"n": 9, "macro_f1": 0.9, "macro_f1_low": 0.8, "macro_f1_high": 1.0, "auc": 0.93, "accuracy": 0.9}
    told = triage_table.report([Line(a_task("complaint, all rows"), ours, {"majority": {"macro_f1": 0.4}})], 10)
    assert "0.85: met, 0.88: met" in told
    assert "0.925: met, 0.945: NOT met" in told
    assert "0.9: trained on" in triage_table.report([Line(a_task("problem report = complaint"), ours, {})], 10)


def test_a_drawn_sample_is_the_same_each_time_and_in_order() -> None:
    found = [Item(str(n), "", {}) for n in range(100)]
    once = drawn(found, 10)
    assert once == drawn(found, 10)
    assert once == sorted(once, key=found.index)
    assert drawn(found, 200) == found


def test_english_sentiment_is_judged_on_rows_that_training_keeps_back(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"text {n}", "sentiment": "neutral"} for n in range(200)]
    a_set(tmp_path, "sentiment_en", rows)
    a_set(tmp_path, "sentiment_multi", [{"id": "m", "text": "text 1", "sentiment": "neutral", "lang": "en"}])
    found = {one.text for one in items(tmp_path, "sentiment_en")}
    assert 10 < len(found) < 90
    assert "text 1" not in found


def test_every_set_with_a_task_is_read_and_each_names_its_figures() -> None:
    assert {task.set for task in TASKS} == set(SETS)
    assert all(task.measures for task in TASKS)
    assert len({(task.set, task.title) for task in TASKS}) == len(TASKS)


def test_an_unknown_set_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        triage.run(["--only", "airlines", "--python", sys.executable])
    assert "there is no 'airlines'" in capsys.readouterr().err


def test_a_zips_size_is_told_in_megabytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(3_000_000))
    assert 0.002 < triage_cost.zipped([tmp_path / "a"]) < 0.1


def test_others_are_judged_on_the_same_rows_as_we_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # In the place of the environment with the packages: those beside us take no text for a complaint.
    answer = '{"by": "VADER", "complaint": 0, "severity": 4, "id": '
    beside = f"import json, sys\nfor line in sys.stdin: print('{answer}' + json.dumps(json.loads(line)['id']) + '}}')\n"
    (tmp_path / "beside.py").write_text(beside, encoding="utf-8")
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\n[ "$1" = -m ] && exec {sys.executable} {tmp_path}/beside.py\nexec {sys.executable} "$@"\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    rows = [
        {"id": str(n), "text": "You lost my bag!", "complaint": str(int(n < 3)), "severity": "1", "annotated": "1"}
        for n in range(4)
    ]
    a_set(tmp_path, "complaints", rows)
    (tmp_path / "triage/score.py").write_text(f"{SCORE}print(MORE)\n".replace("MORE", repr(MORE)), encoding="utf-8")
    assert triage.run(["--only", "complaints", "--python", str(python)], tmp_path) == 0
    [row] = [line for line in capsys.readouterr().out.splitlines() if "all rows" in line and "macro-F1  " in line]
    # After ours and its interval: who always says the commonest label, then VADER.
    assert re.split(r"\s{2,}", row)[5:7] == ["0.750", "0.250"]
