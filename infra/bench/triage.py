"""`make bench-triage`: the judging of mentions on every labelled set, beside others; its cost; its calibration."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from infra.bench import triage_calibration, triage_cost, triage_learning, triage_routing, triage_table
from infra.bench.figures import about_this_machine
from infra.bench.triage_scoring import ONE_THREAD, Scorer
from infra.bench.triage_sets import SETS, Answers, Item, drawn, items, the_judge, verdicts
from infra.bench.triage_table import Line
from infra.bench.triage_tasks import TASKS
from shared.triage.model import SHIPPED, Model, shipped
from shared.triage.table import BadModelError, load

ROOT = Path(__file__).parents[2]
#: Asked for by name like a set: what is no set. The last one takes minutes, and is in only where it is named.
PARTS = (*SETS, "routing", "cost", "calibration", "learning")
#: score.py draws a thousand samples of what it is given: others are judged on so many rows of each set.
BESIDE_ROWS = 2_500
QUICK_ROWS = 600
#: Of a set that is judged on a part, so many: more would not move its figure.
MOST_ROWS = {"sentiment_en": 5_000}


def run(words: Sequence[str], shared: Path | None = None) -> int:
    given = _given(words)
    shared = shared or Path(os.environ.get("FIREBREAK_SHARED", ROOT.parent / "shared"))
    if not (shared / "triage").is_dir():
        print(f"no labelled sets at {shared}: set FIREBREAK_SHARED to where they lie", file=sys.stderr)
        return 1
    only = given.only.split(",") if given.only else list(PARTS[:-1])
    began = time.monotonic()
    print(about_this_machine(datetime.now(UTC)))
    judge = the_judge(lambda said: print(f"  ! {said}"))
    wanted = [name for name in SETS if name in only or ("calibration" in only and name in ("airline", "complaints"))]
    found = {name: items(shared, name, QUICK_ROWS if given.quick else MOST_ROWS.get(name)) for name in wanted}
    answers = {name: verdicts(of, judge) for name, of in found.items()}
    asked = {name: of for name, of in found.items() if name in only}
    lines = list(_lines(Scorer(given.python, shared), asked, answers, beside=not given.quick))
    if lines:
        print(triage_table.report(lines, BESIDE_ROWS))
    model = _model()
    if "routing" in only:
        print(triage_table.routing(triage_routing.figures(shared, model, quick=given.quick)))
    if "calibration" in only:
        print(triage_calibration.report(found, answers))
    if "cost" in only:
        tweets = [one for name in ("complaints", "airline") for one in items(shared, name)]
        print(triage_cost.report(drawn(tweets, triage_cost.MENTIONS), judge))
    if "learning" in only and model is not None:
        triage_learning.main()
    print(f"\ntook {time.monotonic() - began:.0f} s")
    return 0


def _model() -> Model | None:
    """The one that ships; what its file says of itself is told. None was told already by who judges."""
    try:
        print(*triage_table.told_by(load(SHIPPED).meaning), sep="\n")
        return shipped()
    except BadModelError:
        return None


def _given(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-triage", description=__doc__)
    parser.add_argument("--only", help=f"some of these, with commas between: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROWS} rows of each set, and nobody beside us")
    parser.add_argument(
        "--python", type=Path, default=ROOT / ".firebreak/model/bin/python", help="has scikit-learn, pandas and scipy"
    )
    given = parser.parse_args(list(words))
    unknown = [name for name in (given.only or "").split(",") if name and name not in PARTS]
    if unknown:
        parser.error(f"there is no {unknown[0]!r}; there are {', '.join(PARTS)}")
    if not given.python.exists():
        parser.error(f"there is no {given.python}; `make bench-triage` makes it")
    return given


def _lines(
    scorer: Scorer, found: dict[str, list[Item]], answers: dict[str, Answers], *, beside: bool
) -> Iterator[Line]:
    """Each task with our figures and others', two at a time."""
    few = {name: drawn(of, BESIDE_ROWS) for name, of in found.items()}
    tasks = [task for task in TASKS if task.set in found]
    with ThreadPoolExecutor(2) as pool:
        ours = [pool.submit(scorer.score, task, found[task.set], answers[task.set]) for task in tasks]
        compared = [task for task in tasks if task.beside] if beside else []
        majority = {task.title + task.set: pool.submit(scorer.majority, task, few[task.set]) for task in compared}
        others = _others(scorer, {task.set: few[task.set] for task in compared}) if compared else {}
        theirs = {
            (by, task.title + task.set): pool.submit(scorer.score, task, few[task.set], said[task.set])
            for by, said in others.items()
            for task in compared
        }
        for task, done in zip(tasks, ours, strict=True):
            key = task.title + task.set
            figures = {by: job.result() for (by, of), job in theirs.items() if of == key}
            if key in majority:
                figures["majority"] = majority[key].result()
            yield Line(task, done.result(), figures)


def _others(scorer: Scorer, found: dict[str, list[Item]]) -> dict[str, dict[str, Answers]]:
    """What VADER and the plain model say, by their names and by set."""
    lines = [json.dumps({"id": f"{name} {one.id}", "text": one.text}) for name, of in found.items() for one in of]
    ran = subprocess.run(
        [str(scorer.python), "-m", "infra.bench.triage_baselines", str(scorer.shared)],
        cwd=ROOT,
        env=os.environ | ONE_THREAD,
        input="\n".join(lines),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    out: dict[str, dict[str, dict[str, dict[str, object]]]] = {}
    for said in map(json.loads, ran.stdout.splitlines()):
        name, _, id_ = said["id"].partition(" ")
        out.setdefault(said["by"], {}).setdefault(name, {})[id_] = said
    return {by: dict(sets) for by, sets in out.items()}
