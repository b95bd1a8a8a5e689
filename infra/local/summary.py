"""What a run did, in figures that can be checked, and what of it fell short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from infra.local.posting import Posted
from infra.local.rehearsal import Said
from infra.local.replay import Line, mention_id_of
from infra.local.watching import Seen


@dataclass(frozen=True, slots=True)
class Summary:
    """`rows` are read by a person; a run with `failures` has failed."""

    rows: tuple[tuple[str, str], ...]
    failures: tuple[str, ...]


def expected(lines: Sequence[Line]) -> set[str]:
    """The ids of the mentions that must end with a verdict: all but those that were deleted, and the empty ones."""
    deleted = {mention_id_of(line) for line in lines if line.deleted}
    return {mention_id_of(line) for line in lines if line.text.strip()} - deleted


def summarise(
    lines: Sequence[Line],
    posted: Posted,
    seen: Seen,
    files: Sequence[dict[str, Any]],
    storms: Sequence[dict[str, Any]],
    said: Said,
    waiting: dict[str, int],
    *,
    storm_due: bool,
) -> Summary:
    """`storm_due`: this stream has a storm in it, so a run that finds none has failed."""
    unique = expected(lines)
    missing = unique - seen.triaged
    rows = [
        ("deliveries posted", f"{posted.total:,} in {_seconds(posted.first_at, posted.last_at)}"),
        ("unique mentions", f"{len(unique):,}"),
        ("triaged", f"{len(unique) - len(missing):,}"),
        ("urgent", f"{seen.priorities['urgent']:,}"),
        ("cases", f"{len(files):,}"),
        ("notices", ", ".join(f"{count:,} by {way}" for way, count in sorted(seen.notices.items())) or "none"),
        ("storms suspected", f"{len(storms):,}"),
    ]
    for storm in sorted(storms, key=lambda storm: str(storm["suspected_at"])):
        began, suspected = _at(storm["began_at"]), _at(storm["suspected_at"])
        rows.append(
            (
                f"  {storm['brand']}",
                f"first complaint {began:%d %b %H:%M}, suspected {suspected:%d %b %H:%M} (stream time:"
                f" {(suspected - began).total_seconds():.0f} s later){_told(storm, files)};"
                f" {'; '.join(storm['reasons'])}",
            )
        )
    rows += [("case opened to first notice", took) for took in [_to_first_notice(files)] if took]
    rows.append(("approval to public page", f"{said.approved_to_public:.1f} s"))
    rows.append(("approval to a subscriber's mail", f"{said.approved_to_mail:.1f} s"))
    rows.append(("the page promises the next word at", f"{said.next_update_at:%H:%M} UTC"))
    failures = _failures(missing, seen, storms, waiting)
    if storm_due and not storms:
        failures.append("there is a storm in this stream, and it was not suspected")
    return Summary(tuple(rows), tuple(failures))


def _failures(missing: set[str], seen: Seen, storms: Sequence[dict[str, Any]], waiting: dict[str, int]) -> list[str]:
    failures = []
    if missing:
        failures.append(f"{len(missing)} mentions have no verdict, among them {sorted(missing)[0]}")
    failures += [f"{count} things wait in the dead letters of {queue}" for queue, count in waiting.items() if count]
    if storms and not seen.notices:
        failures.append("a storm was suspected and nobody was told")
    return failures


def _told(storm: dict[str, Any], files: Sequence[dict[str, Any]]) -> str:
    """How long after its first complaint the storm's first notice went out: the stream's time to the suspicion, and
    our clock's from there.
    """
    notices = [n for file in files if file["case"]["storm_id"] == storm["id"] for n in file["notices"] if n["sent_at"]]
    if not notices:
        return ""
    to_suspicion = _at(storm["suspected_at"]) - _at(storm["began_at"])
    to_notice = min(_at(notice["sent_at"]) for notice in notices) - _at(storm["noticed_at"])
    return f", first notice {(to_suspicion + to_notice).total_seconds():.0f} s after the first complaint"


def _to_first_notice(files: Sequence[dict[str, Any]]) -> str | None:
    """The median over all cases, by our clock; `files` are what `firebreak case` shows."""
    took = []
    for file in files:
        sent = [_at(notice["sent_at"]) for notice in file["notices"] if notice["sent_at"]]
        if sent:
            took.append((min(sent) - _at(file["case"]["opened_at"])).total_seconds())
    return f"{median(took):.1f} s at the median" if took else None


def _seconds(first: datetime | None, last: datetime | None) -> str:
    return "no time" if first is None or last is None else f"{(last - first).total_seconds():.0f} s"


def _at(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)
