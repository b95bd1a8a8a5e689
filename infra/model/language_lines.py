"""The lines from which the tables for languages learn, each with its weight: labelled tweets, and the project's own.

The lists of words in texts/words_in_languages.tsv are lines like others: a word, and what it says of a text with it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.model.rows import TEXTS
from shared.triage.heads import SENTIMENTS
from shared.triage.language import OURS, heard

#: Languages that aren't ours, by kin: what they have in common is learnt from few lines of each.
KIN = {
    "germanic": "nl af sv da no is",
    "romance": "ro ca gl la eo mt ht",
    "slavic": "pl cs sk hr sl ru uk lv lt",
    "uralic": "fi et hu tr az uz eu",
    "austronesian": "id ms tl mg vi",
    "african": "ha yo ig",
    "bantu": "rw zu xh so",
    "celtic": "cy ga sq",
    "indic": "bn ta",
}
_KIN_OF = {language: kin for kin, listed in KIN.items() for language in listed.split()}
#: Pidgin is English to us; Urdu in Latin letters is what Hindi is in them.
_SAME = {"pcm": "en", "pt-MZ": "pt", "ur": "hi"}
#: The outputs of the table: Arabic is told by its script.
OUTPUTS = (*(language for language in OURS if language != "ar"), *KIN)
#: How much the project's own lines and words count beside a labelled tweet, by cross-validation on these.
OWN_WEIGHT, WORD_WEIGHT = 0.5, 2.0
#: What clear words say agrees with the labels of the Hindi tweets a third as well as with those of the English ones.
_TWEET_WEIGHT = {"hi": 0.3}

_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LATIN_WORD = re.compile("[a-z']{2,}")
#: A tweet of which so much is words that English tweets have often is English, whatever its label says.
_ENGLISH_SHARE, _OFTEN = 0.75, 15
_MOST_OF_A_SOURCE = 2_200


@dataclass(frozen=True, slots=True)
class Line:
    """A text, the name of its output, its weight, the source of it, and the text that it is a part of, if one."""

    text: str
    output: str
    weight: float
    source: str
    part_of: str = ""


def language_lines(shared: Path) -> list[Line]:
    """What the table for languages learns from, in a fixed order."""
    english = _often(row["text"] for row in _set(shared, "sentiment_en"))
    taken: Counter[str] = Counter()
    found: list[Line] = []
    for row in _set(shared, "sentiment_multi"):
        language = row["lang"]
        output = _SAME.get(language, _KIN_OF.get(language, language))
        if output not in OUTPUTS or taken[language] >= _MOST_OF_A_SOURCE:
            continue
        if output != "en" and _is_english(row["text"], english):
            continue
        taken[language] += 1
        found.append(Line(row["text"], output, 1.0 if language in OURS else 0.6, language))
    found += [Line(row["text"], "en", 1.0, "semeval") for row in _set(shared, "sentiment_en")][:2_000]
    french = [row["text"] for row in _set(shared, "app_reviews") if row["lang"] == "fr"]
    found += [Line(text, "fr", 0.7, "apps") for text in french[:1_000]]
    for path in sorted(TEXTS.glob("*.tsv")):
        if not path.stem.endswith("languages"):
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [Line(line.split("\t")[-1], "en", 1.0, "own") for line in lines[:400]]
    for language, _, text in _own_tones():
        if language != "ar" and not _DEVANAGARI.search(text):
            found.append(Line(text, language, 2.0, "own"))
    for line in (TEXTS / "other_languages.tsv").read_text(encoding="utf-8").splitlines():
        language, text = line.split("\t")
        found.append(Line(text, _SAME.get(language) or _KIN_OF[language], 4.0, "others"))
    for language, _, word in _own_words():
        if language != "ar" and re.search(r"[^\W\d_]{3}", word) and not _DEVANAGARI.search(word):
            found.append(Line(word, language, 0.15, "words"))
    return [*found, *_parts(found)]


def tone_lines(shared: Path, language: str) -> list[Line]:
    """What the table for a language's sentiment learns from: labelled tweets first, then the project's own."""
    tweets = {row["text"]: row for row in _set(shared, "sentiment_multi") if row["lang"] == language}
    return [
        *(
            Line(text, row["sentiment"], _TWEET_WEIGHT.get(language, 1.0), row["source"])
            for text, row in tweets.items()
        ),
        *(Line(text, tone, OWN_WEIGHT, "own") for of, tone, text in _own_tones() if of == language),
        *(Line(word, tone, WORD_WEIGHT, "words") for of, tone, word in _own_words() if of == language),
    ]


def _parts(lines: Sequence[Line]) -> Iterator[Line]:
    """A few words of each longer text, here from its middle and there from an end: short texts are the hard ones."""
    for number, line in enumerate(lines):
        words = heard(line.text).split()
        if len(words) > 6 and number % 5 < 2:
            count = 2 + number % 3
            start = number * 7 % (len(words) - count + 1)
            text = " ".join(words[start : start + count])
            yield Line(text, line.output, 0.3 * line.weight, line.source, line.text)


def _often(texts: Iterable[str]) -> frozenset[str]:
    counts = Counter(word for text in texts for word in set(_LATIN_WORD.findall(text.casefold())))
    return frozenset(word for word, count in counts.items() if count >= _OFTEN)


def _is_english(text: str, english: frozenset[str]) -> bool:
    words = _LATIN_WORD.findall(heard(text).casefold())
    return text.isascii() and sum(word in english for word in words) > _ENGLISH_SHARE * len(words)


def _own_tones() -> Iterator[tuple[str, str, str]]:
    """The project's own lines: language, sentiment, text."""
    for name in ("languages", "more_languages"):
        path = TEXTS / f"{name}.tsv"
        for line in path.read_text(encoding="utf-8").splitlines():
            language, tone, text = line.split("\t")
            yield language, SENTIMENTS["nup".index(tone)], text


def _own_words() -> Iterator[tuple[str, str, str]]:
    """The project's own words: language, sentiment, word or phrase."""
    for line in (TEXTS / "words_in_languages.tsv").read_text(encoding="utf-8").splitlines():
        language, tone, listed = line.split("\t")
        for word in listed.split(", "):
            yield language, SENTIMENTS["nup".index(tone)], word.strip()


def _set(shared: Path, name: str) -> Iterator[dict[str, str]]:
    with (shared / "triage" / name / "dev.csv").open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)
