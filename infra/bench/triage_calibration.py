"""Whether the probabilities and the three words of confidence can be believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infra.bench.figures import table
from infra.bench.triage_sets import Answers, Item
from infra.bench.triage_tasks import airline_kind
from shared.verdict import Confidence

BINS = 10
BANDS: tuple[Confidence, ...] = ("high", "medium", "low")
COLUMNS = ("texts, band", "share of them", "complaint right", "kind right")
NOTES = (
    "Expected calibration error: in ten bins of `complaint`, by how much the share of complaints lies beside the mean"
    " probability, weighed by how many texts each bin has (Naeini et al., AAAI 2015). 0 is true, to the last bin.",
    "The share of texts in each band, and how often it is right that one is a complaint; and its kind, as far as the"
    " airline's labels tell it (venting is there what names no reason, question and other are one).",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: what was said of it, and what it is. `kind_right` is None where the set does not tell kinds."""

    probability: float
    complaint: bool
    confidence: Confidence
    kind_right: bool | None


def report(found: dict[str, list[Item]], answers: dict[str, Answers]) -> str:
    parts: list[str] = []
    for name, title in (("complaints", "complaints, all rows"), ("airline", "airline, negative = complaint")):
        if name not in found:
            continue
        judged = [_judged(name, one, answers[name]) for one in found[name]]
        rows = [(f"{title}: {band}", *cells) for band in BANDS if (cells := _band(judged, band))]
        error = expected_calibration_error([(one.probability, one.complaint) for one in judged])
        notes = () if parts else NOTES
        parts.append(table(f"Calibration, {title}: expected error {error:.3f}", COLUMNS, rows, notes))
    return "\n".join(parts)


def expected_calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    """Of probabilities and whether it came so; 0 of none."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, came in said:
        bins[min(int(probability * BINS), BINS - 1)].append((probability, came))
    return sum(
        abs(sum(probability for probability, _ in one) - sum(came for _, came in one)) / len(said)
        for one in bins
        if one
    )


def _judged(name: str, one: Item, answers: Answers) -> Judged:
    said = answers[one.id]
    if name == "complaints":
        return Judged(said["complaint"], one.labels["complaint"] == "1", said["confidence"], None)
    right = airline_kind(said)[0] == one.labels["kind"]
    return Judged(said["complaint"], one.labels["sentiment"] == "negative", said["confidence"], right)


def _band(judged: Sequence[Judged], band: Confidence) -> tuple[str, str, str] | None:
    own = [one for one in judged if one.confidence == band]
    if not own:
        return None
    right = sum((one.probability >= 0.5) == one.complaint for one in own) / len(own)
    kinds = [one.kind_right for one in own if one.kind_right is not None]
    return (
        f"{len(own) / len(judged):.0%}",
        f"{right:.3f}",
        f"{sum(kinds) / len(kinds):.3f}" if kinds else "-",
    )
