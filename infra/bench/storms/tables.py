"""The race in tables: who saw each shape, how soon, at what price in false alarms, and who was earlier."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import median

from infra.bench.figures import Cell, table
from infra.bench.storms.race import SECOND
from infra.bench.storms.rates import weeks
from infra.bench.storms.result import Entrant, Result
from infra.bench.storms.shapes import LAUNCH, SHAPES

#: A rival has an easy time with a second peak, and the tables say so.
AGAIN = (
    "Seen is an alarm that the first peak alone would not give. A rival that never rests gives one in every minute "
    "above its threshold, so its user is not told of a second storm; it counts here as if they were."
)


def report(held: Result) -> str:
    raced = {storm.shape for storm in held.storms}
    shapes = [name for name in (*SHAPES, SECOND) if name != LAUNCH and name in raced]
    parts = [
        _prices(held),
        _overview(held, shapes),
        *(_shape(held, name) for name in shapes),
        _ours(held, shapes),
        _sizes(held),
    ]
    if LAUNCH in raced:
        parts.append(_launches(held))
    return "\n".join(parts)


def _prices(held: Result) -> str:
    for_weeks = weeks(held.ran)
    rows: list[tuple[Cell, ...]] = [(held.ours.rival.name, "", _rate(held.ours, for_weeks), "", "")]
    for as_is, set_so in zip(held.published, held.equal, strict=True):
        value = "one each" if as_is.rival.by_brand else f"{next(iter(set_so.thresholds.values())):.3g}"
        rows.append((as_is.rival.name, as_is.rival.published, _rate(as_is, for_weeks), value, _rate(set_so, for_weeks)))
    columns = ("on days without a storm", "threshold", "false per brand-week", "set as ours", "false then")
    note = (
        f"{for_weeks:.0f} brand-weeks over {len(held.ran)} bases, outside the labelled windows and after three days of "
        "learning. A rival's threshold is then set on these very days, so that it is wrong as often as ours: hindsight "
        "that its user would not have."
    )
    return table("What each costs in false alarms", columns, rows, [note])


def _overview(held: Result, shapes: Sequence[str]) -> str:
    rows = []
    for entrant in held.equal:
        pairs = [_earlier(held, entrant, _of(held, shape)) for shape in shapes]
        rows.append((entrant.rival.name, *(f"{ours} : {theirs}" for ours, _, theirs, _ in pairs)))
    note = (
        "Of all storms of a shape: in how many ours was earlier : in how many the rival was, at equal false alarms. "
        "What only one of them saw, it saw earlier. The rest they saw in the same minute, or neither did."
    )
    return table("Who is earlier, ours : theirs", ("", *shapes), rows, [note])


def _shape(held: Result, shape: str) -> str:
    chosen = _of(held, shape)
    rows: list[tuple[Cell, ...]] = [(held.ours.rival.name, *_seen(held, held.ours, chosen))]
    for as_is, set_so in zip(held.published, held.equal, strict=True):
        seen, equal = _seen(held, as_is, chosen), _seen(held, set_so, chosen)
        rows.append((as_is.rival.name, *seen, *equal, *_earlier(held, set_so, chosen)))
    found = ("seen", "minutes", "posts", "at our rate: seen", "minutes", "posts")
    columns = ("", *found, "ours earlier", "together", "theirs", "neither")
    title = f"{shape}: {len(chosen)} storms; as published, and at our rate of false alarms"
    notes = ["Minutes and complaints from the onset: medians of what each saw, so of other storms for each."]
    if shape == SECOND:
        notes.append(AGAIN)
    return table(title, columns, [_filled(row, len(columns)) for row in rows], notes)


def _ours(held: Result, shapes: Sequence[str]) -> str:
    sizes = _by_size(held)
    rows = []
    for shape in shapes:
        chosen = set(_of(held, shape))
        cells = [_seen(held, held.ours, [place for place in of if place in chosen]) for of in sizes.values()]
        rows.append((shape, *(f"{share}, {minutes} min" if minutes else share for share, minutes, _ in cells)))
    note = "The share that was seen, and the median of minutes from the onset of what was."
    return table("Ours, by the size of the storm", ("", *(f"{times} x" for times in sizes)), rows, [note])


def _sizes(held: Result) -> str:
    """Of all storms but loved launches, the share that was seen, by size."""
    sizes = _by_size(held)
    rows = [
        (entrant.rival.name, *(_share(_found(entrant, of), len(of)) for of in sizes.values()))
        for entrant in (held.ours, *held.equal)
    ]
    note = "At equal false alarms. The storm's peak in 15 minutes is so many times the base's median in 15 minutes."
    return table("Seen, by the size of the storm", ("", *(f"{times} x" for times in sizes)), rows, [note])


def _launches(held: Result) -> str:
    chosen = _of(held, LAUNCH)
    rows: list[tuple[Cell, ...]] = [(held.ours.rival.name, _share(_found(held.ours, chosen), len(chosen)), "")]
    for as_is, set_so in zip(held.published, held.equal, strict=True):
        shares = [_share(_found(entrant, chosen), len(chosen)) for entrant in (as_is, set_so)]
        rows.append((as_is.rival.name, *shares))
    note = (
        "A launch's size is in mentions, of which a twentieth complain: at 50 times the base the complaints alone are "
        "16 times theirs, and some are a burst by themselves."
    )
    columns = (f"{LAUNCH}: {len(chosen)}", "taken for a storm", "at equal false alarms")
    return table("Loved launches taken for storms (fewer is better)", columns, rows, [note])


def _seen(held: Result, entrant: Entrant, chosen: Sequence[int]) -> tuple[Cell, Cell, Cell]:
    """The share that was seen, the median of minutes and of posts from the onset until then."""
    after = [(held.storms[place], entrant.after[place]) for place in chosen]
    seen = [(storm, minutes) for storm, minutes in after if minutes is not None]
    posts = [storm.said[minutes - 1] for storm, minutes in seen]
    return _share(len(seen), len(chosen)), _middle([minutes for _, minutes in seen]), _middle(posts)


def _earlier(held: Result, entrant: Entrant, chosen: Sequence[int]) -> tuple[str, str, str, str]:
    pairs = [(_late(held.ours.after[place]), _late(entrant.after[place])) for place in chosen]
    kinds: tuple[Callable[[float, float], bool], ...] = (
        lambda us, them: us < them,
        lambda us, them: us == them < math.inf,
        lambda us, them: them < us,
        lambda us, them: us == them == math.inf,
    )
    shares = [_share(sum(kind(us, them) for us, them in pairs), len(pairs)) for kind in kinds]
    return shares[0], shares[1], shares[2], shares[3]


def _by_size(held: Result) -> dict[int, list[int]]:
    """The storms of each size, loved launches left out."""
    return {
        times: [place for place, one in enumerate(held.storms) if one.times == times and one.shape != LAUNCH]
        for times in sorted({storm.times for storm in held.storms})
    }


def _of(held: Result, shape: str) -> list[int]:
    return [place for place, storm in enumerate(held.storms) if storm.shape == shape]


def _found(entrant: Entrant, chosen: Sequence[int]) -> int:
    return sum(entrant.after[place] is not None for place in chosen)


def _late(minutes: int | None) -> float:
    return math.inf if minutes is None else minutes


def _rate(entrant: Entrant, for_weeks: float) -> str:
    return f"{entrant.false / for_weeks:.2f}"


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:.0f} %" if of else ""


def _middle(values: Sequence[int]) -> str:
    return f"{median(values):.0f}" if values else ""


def _filled(row: tuple[Cell, ...], length: int) -> tuple[Cell, ...]:
    return (*row, *[""] * (length - len(row)))
