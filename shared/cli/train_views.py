"""What is shown of a training: old and new side by side, and the versions that there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shared.cli.moments import when
from shared.cli.tables import Cell, Screen
from shared.operations.training import named
from shared.trained import Compared, Figures, InForce, Trained
from shared.triage.refit import Refit

_ROWS = (
    ("log loss", "loss", "{:.3f}"),
    ("complaint: log loss", "complaint_loss", "{:.3f}"),
    ("complaint: right", "complaint_accuracy", "{:.1%}"),
    ("kind: right", "accuracy", "{:.1%}"),
    ("kind: macro F1", "macro_f1", "{:.3f}"),
    ("severity: off by", "level_error", "{:.2f}"),
)
#: So many texts that people judged both ways are named.
MOST_NAMED = 5


def show_made(screen: Screen, made: Refit, gone: int) -> None:
    screen.say(
        f"{made.corrections:,} corrections, {made.new:,} of them not learned from before; {made.heard:,} mentions"
    )
    if gone:
        screen.say(f"  {gone:,} more are of mentions that are deleted, or were edited since: left out.")
    for group in made.both_ways[:MOST_NAMED]:
        screen.say(f"  People judged the same words both ways: {', '.join(group)}")
    if len(made.both_ways) > MOST_NAMED:
        screen.say(f"  And {len(made.both_ways) - MOST_NAMED:,} other texts.")
    if made.compared is not None:
        show_compared(screen, made.compared)
    if made.agreement is not None:
        screen.facts([("stream", f"{made.agreement:.1%} of other mentions have the same kind as before")])


def show_compared(screen: Screen, compared: Compared) -> None:
    screen.heading(f"On {compared.held_back:,} held-back corrections")
    screen.listing(("", "OLD", "NEW"), rows(compared.old, compared.new))
    screen.facts([("better", f"log loss in {compared.loss_better:.0%} of draws, right in {compared.right_better:.0%}")])


def rows(old: Figures, new: Figures) -> list[tuple[Cell, ...]]:
    """A line a figure; of what nobody said anything, none."""
    found = [(name, getattr(old, field), getattr(new, field), form) for name, field, form in _ROWS]
    return [(name, form.format(a), form.format(b)) for name, a, b, form in found if a is not None and b is not None]


def versions_table(
    versions: Sequence[Trained], state: InForce, now: datetime
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    lines: list[tuple[Cell, ...]] = [
        (
            str(one.version), "in force" if one.version == state.version else "", when(one.at, now), one.by,
            f"{one.corrections:,}", _right(one.compared), f"made from {named(one.before)}",
        )
        for one in versions
    ]  # fmt: skip  # a list to be read across
    lines.append(("0", "in force" if state.version == 0 else "", "", "", "", "", "the model that ships"))
    return ("version", "", "trained", "by", "corrections", "kind right", "what"), lines


def _right(compared: Compared) -> str:
    if compared.old.accuracy is None or compared.new.accuracy is None:
        return ""
    return f"{compared.old.accuracy:.1%} -> {compared.new.accuracy:.1%}"


def show_version(screen: Screen, one: Trained, state: InForce, now: datetime) -> None:
    screen.say(f"Version {one.version}{', in force' if one.version == state.version else ''}", style="bold")
    screen.facts(
        [
            ("trained", f"{when(one.at, now)} by {one.by}"),
            ("made from", named(one.before)),
            ("over", f"{one.base}, the model that ships"),
            ("learned from", f"{one.corrections:,} corrections, beside {one.heard:,} mentions that nobody corrected"),
            ("stream", f"{one.agreement:.1%} of other mentions kept their kind"),
            ("size", f"{one.size:,} bytes"),
        ]
    )
    show_compared(screen, one.compared)
    screen.heading("In force")
    screen.facts([(when(put.at, now), f"{named(put.version)}, by {put.by}") for put in state.log])
