"""The model: what it makes of a text, in probabilities, and which words carried it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from shared.triage.chances import logit, sigmoid, softmax
from shared.triage.features import pairs, tokens
from shared.triage.heads import HEADS, KINDS, SENTIMENTS, places
from shared.triage.table import BadModelError, Summed, Table, load
from shared.verdict import Kind, Sentiment

#: The one that ships. `firebreak train` makes others, which the function finds in its store.
SHIPPED = Path(__file__).parent / "models" / "english.model"


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities, in the order of heads.py; `level` is the expected severity, 0 to 4. `known`: features it knew."""

    complaint: float
    kinds: tuple[float, ...]
    level: float
    sentiments: tuple[float, ...]
    asks: tuple[float, ...]
    heat: float
    areas: tuple[float, ...]
    known: int

    @property
    def kind(self) -> Kind:
        """The likeliest kind that agrees with whether it is a complaint."""
        among = KINDS[:2] if self.complaint >= 0.5 else KINDS[2:]
        return max(among, key=lambda kind: self.kinds[KINDS.index(kind)])

    def with_complaint(self, probability: float) -> Scores:
        return replace(self, complaint=probability)

    @property
    def sentiment(self) -> Sentiment:
        return SENTIMENTS[max(range(3), key=self.sentiments.__getitem__)]


class Model:
    """A table with the meaning of its outputs."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._last: tuple[str, Scores] | None = None
        said = table.meaning
        try:
            layout = [(head.name, *head.outputs) for head in HEADS]
            if [tuple(one) for one in said["heads"]] != layout:
                raise BadModelError(f"{table.name} answers other questions than this version asks; `make model`")
            self._shift: float = said["complaint"]["shift"]
            self._slope: float = said["complaint"]["slope"]
            self._mood_share: tuple[float, float] = (said["mood_share"]["spoken_to"], said["mood_share"]["else"])
            self._least: tuple[float, float] = (said["confidence"]["high"], said["confidence"]["medium"])
        except (KeyError, TypeError) as error:
            raise BadModelError(f"{table.name} does not say what it means: no {error}; `make model`") from error

    @property
    def name(self) -> str:
        return self._table.name

    @property
    def confident_from(self) -> tuple[float, float]:
        """From which probability of being right on a verdict is of high, and of medium confidence."""
        return self._least

    def read(self, text: str) -> Scores:
        """What the model makes of a text; asked twice of the same, it remembers."""
        if self._last is None or self._last[0] != text:
            self._last = text, self._read(text)
        return self._last[1]

    def _read(self, text: str) -> Scores:
        summed = self._table.read(text)
        by_head = {head.name: _probabilities(summed, head.name, head.choice == "one of") for head in HEADS}
        kinds = by_head["kind"]
        # Two heads say whether it is a complaint: one was taught by more texts, the other by the kinds.
        weight = (logit(by_head["complaint"][0]) + logit(kinds[0] + kinds[1])) / 2
        share = self._mood_share[0 if text.lstrip()[:1] == "@" else 1]
        return Scores(
            complaint=sigmoid(self._slope * weight + self._shift),
            kinds=kinds,
            level=sum(by_head["level"]),
            sentiments=tuple(
                (1 - share) * tone + share * mood for tone, mood in zip(by_head["tone"], by_head["mood"], strict=True)
            ),
            asks=by_head["asks"],
            heat=by_head["heat"][0],
            areas=by_head["area"],
            known=summed.known,
        )

    def carried(self, text: str, head: str, output: str, most: int = 3) -> tuple[str, ...]:
        """The words that spoke most for an output, the strongest first: those that carry a twentieth of it or more."""
        at = places(head)[_outputs(head).index(output)]
        found = tokens(text)
        by_word = {word: self._table.weight_of_word(word, at) for word in dict.fromkeys(found)}
        for pair in dict.fromkeys(pairs(found)):
            if (own := self._table.weight(pair, at)) > 0:
                for word in pair.split(" "):
                    if word in by_word:
                        by_word[word] += own / 2
        total = sum(value for value in by_word.values() if value > 0) or 1.0
        ordered = sorted(by_word, key=by_word.__getitem__, reverse=True)
        return tuple(word for word in ordered if by_word[word] >= total / 20)[:most]


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model that came with this version. Raises BadModelError."""
    return Model(load(SHIPPED))


def _outputs(name: str) -> tuple[str, ...]:
    return next(head.outputs for head in HEADS if head.name == name)


def _probabilities(summed: Summed, name: str, one_of: bool) -> tuple[float, ...]:
    own = [summed.outputs[place] for place in places(name)]
    if not one_of:
        return tuple(map(sigmoid, own))
    return softmax(own)
