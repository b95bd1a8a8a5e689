"""What is asked of each labelled set, by which measure, what we aim at, and what others reached.

Published figures and those of a plain model in the set's own domain are ../shared/design/triage-notes.md's, sections 2
and 3, which name their sources; they are of texts kept aside or of ten folds, and no like is told where none is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.bench.triage_sets import Labels

#: What is said of one text: the label, and its probability or expected level where there is one.
Said = tuple[str, float | None]
NO, YES, KEPT_BACK = "no", "yes", "kept back"


@dataclass(frozen=True, slots=True)
class Measure:
    """One of score.py's figures. `plain`: TF-IDF and logistic regression trained on rows of the very set."""

    name: str
    aims: tuple[float, ...] = ()
    plain: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One question. `truth` is a row's label, None where it has none; `trained`: whether the model saw these rows."""

    set: str
    title: str
    column: str
    truth: Callable[[Labels], str | None]
    said: Callable[[Mapping[str, Any]], Said]
    measures: tuple[Measure, ...]
    trained: str
    where: str = ""
    beside: bool = True


def complaint(said: Mapping[str, Any]) -> Said:
    return str(int(said["complaint"] >= 0.5)), said["complaint"]


def level(said: Mapping[str, Any]) -> Said:
    return str(round(said["severity"])), said["severity"]


def sentiment(said: Mapping[str, Any]) -> Said:
    return said["sentiment"], None


def airline_kind(said: Mapping[str, Any]) -> Said:
    """The set's labels are derived from its sentiments and reasons: they know questions and others as one."""
    return "question_or_other" if said["kind"] in ("question", "other") else said["kind"], None


def asks(wanted: str) -> Callable[[Mapping[str, Any]], Said]:
    return lambda said: (str(int(wanted in said["asks"])), None)


def column(name: str) -> Callable[[Labels], str | None]:
    return lambda row: row[name] or None


def whole_number(name: str) -> Callable[[Labels], str | None]:
    return lambda row: str(int(float(row[name]))) if row[name] else None


def is_one(name: str, *values: str) -> Callable[[Labels], str | None]:
    return lambda row: str(int(row[name] in values))


def in_language(code: str) -> Callable[[Labels], str | None]:
    return lambda row: row["sentiment"] if row["lang"] == code else None


#: Pidgin counts as English, and what is written in Mozambique as Portuguese; the set's Hindi is in Latin letters, which
#: no two-letter code tells, so that it is left out.
_CODES = {"pcm": "en", "pt-MZ": "pt", "hi": ""}
EIGHT = ("ar", "de", "en", "es", "fr", "it", "pt", "sw")
_SPOKEN = {
    "es": Measure("macro_f1", (0.60,), ".544", "FastText .501, best transformer .685"),
    "en": Measure("macro_f1", (), ".541", "FastText .509, best transformer .706"),
    "fr": Measure("macro_f1", (), ".602", "FastText .548, best transformer .720"),
    "de": Measure("macro_f1", (), ".651", "FastText .596, best transformer .773"),
    "it": Measure("macro_f1", (), ".574", "FastText .547, best transformer .715"),
    "pt": Measure("macro_f1", (), ".623", "FastText .551, best transformer .760"),
    "ar": Measure("macro_f1", (), ".489", "FastText .460, best transformer .677"),
    "hi": Measure("macro_f1", (), ".421", "FastText .371, best transformer .564"),
    "sw": Measure("weighted_f1", (0.62,), ".560", "winner of the shared task .657"),
    "ha": Measure("weighted_f1", (), ".743", "winner .826"),
    "ig": Measure("weighted_f1", (), ".809", "winner .830"),
    "yo": Measure("weighted_f1", (), ".757", "winner .802"),
    "pcm": Measure("weighted_f1", (), ".615", "winner .760"),
    "rw": Measure("weighted_f1", (), ".612", "winner .726"),
    "pt-MZ": Measure("weighted_f1", (), ".631", "winner .750"),
    "am": Measure("weighted_f1"),
}


def _code(row: Labels) -> str | None:
    return _CODES.get(row["lang"], row["lang"]) or None


def _code_of_eight(row: Labels) -> str | None:
    return code if (code := _code(row)) in EIGHT else None


def _tongue(said: Mapping[str, Any]) -> Said:
    return said["language"], None


_DOMAIN = (Measure("auc", (0.90,)), Measure("macro_f1"))

TASKS: tuple[Task, ...] = (
    Task(
        "complaints", "complaint, all rows", "complaint", column("complaint"), complaint,
        (
            Measure("macro_f1", (0.85, 0.88), ".812", ".79 (2019), .87, .882 (BERT, 10 folds)"),
            Measure("auc", (0.925, 0.945), ".898"),
        ),
        NO,
    ),
    Task(
        "complaints", "complaint, annotated rows", "complaint", column("complaint"), complaint,
        (Measure("macro_f1", (0.81,), ".772"), Measure("auc", (0.885,), ".856")), NO, where="annotated==1",
    ),
    Task(
        "complaints", "severity", "severity", whole_number("severity"), level,
        (Measure("auc_level_3_up", (0.87,), ".83"), Measure("spearman", (0.70,), ".64")), NO,
    ),
    Task("airline", "negative = complaint", "negative", is_one("sentiment", "negative"), complaint, _DOMAIN, NO),
    Task(
        "airline", "sentiment", "sentiment", column("sentiment"), sentiment,
        (Measure("macro_f1", (0.75,), ".755", "RoBERTa .82 (own split)"),), NO,
    ),
    Task(
        "airline", "kind, 4", "kind", column("kind"), airline_kind,
        (Measure("macro_f1", (), ".637"), Measure("accuracy")), NO,
    ),
    Task("finance_complaints", "complaint", "complaint", whole_number("complaint"), complaint, _DOMAIN, YES),
    Task(
        "finance_complaints", "severity", "severity", whole_number("severity"), level,
        (Measure("auc_level_3_up"), Measure("spearman")), YES,
    ),
    Task("review_complaints", "complaint", "complaint", whole_number("complaint"), complaint, _DOMAIN, YES),
    Task(
        "review_complaints", "severity", "severity", whole_number("severity"), level,
        (Measure("auc_level_3_up"), Measure("spearman")), YES,
    ),
    Task(
        "app_reviews", "problem report = complaint", "problem", whole_number("problem_report"), complaint, _DOMAIN, YES,
    ),
    Task(
        "sentiment_en", "sentiment", "sentiment", column("sentiment"), sentiment,
        (Measure("macro_recall", (0.70,), ".634", "SVM .629, RoBERTa .713, TimeLMs .737 (its own test)"),), KEPT_BACK,
    ),
    Task(
        "tweet_acts", "asks: question", "act", is_one("act", "question"), asks("question"),
        (Measure("f1", (), ".805"),), YES,
    ),
    Task(
        "tweet_acts", "asks: request", "act", is_one("act", "request", "suggestion"), asks("request"),
        (Measure("f1", (), ".647 (requests alone)"),), YES,
    ),
    Task(
        "tweet_acts", "asks: threat", "act", is_one("act", "threat"), asks("threat"), (Measure("f1", (), ".559"),), YES,
    ),
    Task(
        "sentiment_multi", "language, 13", "lang", _code, _tongue,
        (Measure("accuracy", (), "", "py3langid .985 (with these 13 alone), fastText .687"),), YES, beside=False,
    ),
    Task(
        "sentiment_multi", "language, our 8", "lang", _code_of_eight, _tongue,
        (Measure("accuracy", (), "", "py3langid .990, fastText .929"),), YES, beside=False,
    ),
    *(
        Task(
            "sentiment_multi", f"sentiment, {code}", "sentiment", in_language(code), sentiment, (measure,), YES,
            beside=False,
        )
        for code, measure in _SPOKEN.items()
    ),
)  # fmt: skip  # a table, to be read across
