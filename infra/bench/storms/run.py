"""`make bench-storm`: the tweet counts beside the published detectors, and storms of known onset beside the rivals."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context

from infra.bench import crowds, storm_scale
from infra.bench.figures import about_this_machine
from infra.bench.storms import material, nab, ours, race, tables
from infra.bench.storms.bases import Choice, choices
from infra.bench.storms.race import Card, Ran
from infra.bench.storms.result import result
from infra.bench.storms.rivals import RIVALS, Rival

SEED = 20_260_301
#: So many onsets over each base: with all shapes and sizes it keeps the whole within minutes.
ONSETS = 2
#: A burst of 100,000 takes the doubles a quarter of an hour: ask for it with --mentions.
MENTIONS = 20_000
#: Of a quick look.
QUICK_SHAPES, QUICK_TIMES = ("sudden", "two_peaks", "loved_launch"), (5, 50)


def run(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-storm", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="storms and bases follow from it")
    parser.add_argument("--quick", action="store_true", help="made-up bases of days and few storms: a look, no figure")
    parser.add_argument("--onsets", type=int, default=ONSETS, help="how many storms of each shape and size over a base")
    parser.add_argument("--alone", action="store_true", help="race the detector on complaints alone, not all of ours")
    parser.add_argument("--processes", type=int, default=2, help="how many bases at a time")
    parser.add_argument("--mentions", type=int, default=MENTIONS, help="of a burst in one minute on one brand")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    print(about_this_machine(datetime.now(UTC)), flush=True)
    if not given.quick:
        print(benchmark(), flush=True)
    us = ours.ALONE if given.alone else ours.OURS
    print(storms(given.seed, us, given.onsets, quick=given.quick, processes=given.processes), flush=True)
    if not given.quick:
        for said in (crowds.report, storm_scale.series, storm_scale.ticks, partial(storm_scale.bursts, given.mentions)):
            print(said(), flush=True)
    print(f"\ntook {time.monotonic() - began:.0f} s")
    return 0


def benchmark() -> str:
    folder = material.storm_folder()
    if folder is None:
        return f"\nleft out: {material.NOT_HERE.format(material.wanted())}"
    return nab.report(folder, ours.detect)


def storms(seed: int, us: Rival, onsets: int = ONSETS, *, quick: bool = False, processes: int = 2) -> str:
    folder = None if quick else material.storm_folder()
    chosen = choices(folder, seed, quick)
    entrants = (us, *RIVALS)
    card = Card(entrants, seed, 1, QUICK_SHAPES, QUICK_TIMES) if quick else Card(entrants, seed, onsets)
    said = f"\nstorms of known onset, seed {seed}: {', '.join(choice.name for choice in chosen)}"
    if folder is None and not quick:
        said += f"\nthese are made up: {material.NOT_HERE.format(material.wanted())}"
    return f"{said}\n{tables.report(result(raced(chosen, card, processes), us, RIVALS))}"


def raced(chosen: Sequence[Choice], card: Card, processes: int) -> list[Ran]:
    """Each base by itself, some at a time; the same whatever their number."""
    if processes <= 1:
        return [race.run(choice, card) for choice in chosen]
    with get_context("spawn").Pool(processes) as pool:
        return pool.map(partial(race.run, card=card), chosen, chunksize=1)


if __name__ == "__main__":
    sys.exit(run())
