"""Cross-validated figures of the tables for languages: five folds of the labelled tweets, the rest only trains.

`python -m infra.model.check_languages [es sw ...]` prints them; without names, those of the table for languages.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from infra.model.fit_languages import scores
from infra.model.language_lines import OUTPUTS, Line, language_lines, tone_lines
from infra.model.languages import fit_language, fit_tone, language_features, tone_features
from shared.triage.heads import SENTIMENTS
from shared.triage.language import OURS

SHARED = Path(os.environ.get("FIREBREAK_SHARED", Path(__file__).parents[3] / "shared"))
FOLDS, SEED = 5, 7
_LABELLED = ("umsab", "afrisenti")


def tones(language: str) -> tuple[np.ndarray, np.ndarray]:
    """Labels, and scores by tables that have not seen the text, of all labelled tweets in that language."""
    lines = tone_lines(SHARED, language)
    labelled = [line for line in lines if line.source in _LABELLED]
    rest = [line for line in lines if line.source not in _LABELLED]
    truth = np.array([SENTIMENTS.index(line.output) for line in labelled])
    out = np.zeros((len(labelled), len(SENTIMENTS)))
    for test in folds(truth):
        known = [line for i, line in enumerate(labelled) if i not in set(test)]
        one = fit_tone([*known, *rest], language)
        out[test] = scores(one, [tone_features(labelled[i].text, language) for i in test])
    return truth, out


def languages() -> tuple[list[Line], np.ndarray]:
    """Lines, and scores by tables that have seen no part of their text."""
    lines = language_lines(SHARED)
    whole = [line for line in lines if not line.part_of and line.source != "words"]
    fold_of = {line.text: i % FOLDS for i, line in enumerate(whole)}
    out = np.zeros((len(whole), len(OUTPUTS)))
    for fold in range(FOLDS):
        test = {text for text, own in fold_of.items() if own == fold}
        train = [line for line in lines if line.text not in test and line.part_of not in test]
        at = [i for i, line in enumerate(whole) if line.text in test]
        out[at] = scores(fit_language(train), [language_features(whole[i].text) for i in at])
    return whole, out


def folds(truth: np.ndarray) -> list[np.ndarray]:
    """Places by fold, each fold with its share of each label."""
    order = np.random.RandomState(SEED).permutation(len(truth))
    spread = order[np.argsort(truth[order], kind="stable")]
    return [np.sort(spread[start::FOLDS]) for start in range(FOLDS)]


def f1(truth: np.ndarray, found: np.ndarray, by: str) -> float:
    """F1 of the labels, each the same ("macro") or by how many texts have it ("weighted")."""
    each, share = [], []
    for label in range(int(truth.max()) + 1):
        right = float(((truth == label) & (found == label)).sum())
        each.append(2 * right / max(float((truth == label).sum() + (found == label).sum()), 1.0))
        share.append(float((truth == label).mean()))
    return float(np.mean(each) if by == "macro" else np.average(each, weights=share))


def bands(truth: np.ndarray, out: np.ndarray, sharpness: float) -> list[tuple[float, float, float]]:
    """From which probability on, the share of texts there, and how many of those are right."""
    odds = np.exp(sharpness * (out - out.max(1, keepdims=True)))
    p = (odds / odds.sum(1, keepdims=True)).max(1)
    right = out.argmax(1) == truth
    edges = (0.0, 0.45, 0.55, 0.65, 0.75, 1.01)
    found = []
    for low, high in pairwise(edges):
        at = (p >= low) & (p < high)
        found.append((low, float(at.mean()), float(right[at].mean()) if at.any() else 0.0))
    return found


def sharpness(truth: np.ndarray, out: np.ndarray) -> float:
    """The factor that makes the outputs likeliest."""

    def lost(factor: float) -> float:
        z = factor * (out - out.max(1, keepdims=True))
        return -float((z - np.log(np.exp(z).sum(1, keepdims=True)))[np.arange(len(truth)), truth].mean())

    return float(min(np.arange(0.3, 3.0, 0.05), key=lost))


def _say_tone(language: str) -> None:
    truth, out = tones(language)
    by = "weighted" if language == "sw" else "macro"
    mean = np.mean([f1(truth[test], out[test].argmax(1), by) for test in folds(truth)])
    best = sharpness(truth, out)
    told = "  ".join(
        f"{low:.2f}+: {share:.0%} of texts, {right:.0%} right" for low, share, right in bands(truth, out, best)
    )
    sys.stdout.write(f"{language} {by} F1 {mean:.4f}, {len(truth)} texts, sharpness {best:.2f}; {told}\n")


def _say_languages() -> None:
    lines, out = languages()
    truth = np.array([OUTPUTS.index(line.output) for line in lines])
    found = out.argmax(1)
    margin = np.sort(out, 1)[:, -1] - np.sort(out, 1)[:, -2]
    for source in sorted({line.source for line in lines}):
        at = np.array([line.source == source for line in lines])
        own = sum(OUTPUTS[k] in OURS for k in range(len(OUTPUTS)))
        restricted = np.mean(out[at, :own].argmax(1) == truth[at])
        sure = at & (margin >= 1.5)
        sys.stdout.write(
            f"{source}: {at.sum()} texts, right {np.mean(found[at] == truth[at]):.4f}, among ours {restricted:.4f},"
            f" ours or not {np.mean((found[at] < own) == (truth[at] < own)):.4f},"
            f" sure {sure.sum() / at.sum():.3f} of which right {np.mean(found[sure] == truth[sure]):.4f}\n"
        )


def main(named: Sequence[str]) -> None:
    for language in named:
        _say_tone(language)
    if not named:
        _say_languages()


if __name__ == "__main__":
    main(sys.argv[1:])
