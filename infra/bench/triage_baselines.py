"""Others to be judged beside us: VADER, and TF-IDF with logistic regression, trained on the very texts that ours may.

    .firebreak/model/bin/python -m infra.bench.triage_baselines SHARED <texts.jsonl >answers.jsonl

Each line in has id and text; each line out has by, id, and what `firebreak triage` would say: complaint, kind,
severity, sentiment, asks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_union
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from infra.model.rows import Row, kept_back, own, permitted
from shared.triage.heads import ASKS, KINDS, SENTIMENTS

#: Where its own documentation draws the lines between negative, neutral and positive.
VADER_NEUTRAL = 0.05
TFIDF, VADER = "TF-IDF", "VADER"
Said = dict[str, Any]


def main(shared: Path) -> int:
    asked = [json.loads(line) for line in sys.stdin]
    texts = [one["text"] for one in asked]
    for by, says in ((VADER, vader(texts)), (TFIDF, tfidf(texts, trained_on(shared)))):
        for one, said in zip(asked, says, strict=True):
            print(json.dumps({"by": by, "id": one["id"], **said}))
    return 0


def trained_on(shared: Path) -> list[Row]:
    return [row for row in (*own(), *permitted(shared)) if row.weight and not kept_back(row)]


def vader(texts: Iterable[str]) -> list[Said]:
    """It knows tones alone: what is negative is taken for a complaint, as grave as it is negative."""
    analyzer = SentimentIntensityAnalyzer()
    out = []
    for text in texts:
        tone = analyzer.polarity_scores(text)["compound"]
        sentiment = SENTIMENTS[0 if tone <= -VADER_NEUTRAL else 2 if tone >= VADER_NEUTRAL else 1]
        kind = {"negative": "specific_complaint", "neutral": "other", "positive": "praise"}[sentiment]
        out.append(
            {
                # 0.5 lies at the border that its documentation draws.
                "complaint": min(1.0, max(0.0, (1 - VADER_NEUTRAL - tone) / 2)),
                "kind": kind, "severity": max(0.0, -tone) * 4, "sentiment": sentiment, "asks": [],
            }
        )  # fmt: skip  # a list to be read across
    return out


def tfidf(texts: Sequence[str], rows: Sequence[Row]) -> list[Said]:
    """One logistic regression a question, over words 1-2 and the letters 2-5 within words; no weights of sources."""
    reader = make_union(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True),
    )
    reader.fit([row.text for row in rows])
    x = reader.transform(texts)

    def told(head: str, label: Callable[[tuple[float, ...]], int], heads: tuple[str, ...] = ()) -> Any:
        """Probabilities (texts, labels) of a question that is answered by the rows with such a head."""
        known = [(row, target) for row in rows for name in (heads or (head,)) if (target := row.targets.get(name))]
        model = OneVsRestClassifier(LogisticRegression(C=3.0, solver="liblinear"))
        model.fit(reader.transform([row.text for row, _ in known]), [label(target) for _, target in known])
        return model.predict_proba(x)

    complaint = told("complaint", lambda target: int(target[0]))[:, 1]
    kinds = told("kind", lambda target: int(np.argmax(target)))
    levels = told("level", lambda target: int(sum(target)))
    tones = told("tone", lambda target: int(np.argmax(target)), ("tone", "mood"))
    asks = [told("asks", partial(_at, at))[:, 1] for at in range(len(ASKS))]
    return [
        {
            "complaint": float(complaint[i]),
            "kind": KINDS[int(kinds[i].argmax())],
            "severity": float(levels[i] @ np.arange(levels.shape[1])),
            "sentiment": SENTIMENTS[int(tones[i].argmax())],
            "asks": [ask for ask, likely in zip(ASKS, asks, strict=True) if likely[i] >= 0.5],
        }
        for i in range(len(texts))
    ]


def _at(place: int, target: tuple[float, ...]) -> int:
    return int(target[place])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
