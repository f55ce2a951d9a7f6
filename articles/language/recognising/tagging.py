"""The model: a conditional random field that tells which tokens are names (python-crfsuite)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import pycrfsuite

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from articles.language.known import ActorKind

MODEL = Path(__file__).with_name("names.crfsuite")
_SETTINGS = {
    "c1": 0.1,
    "c2": 0.1,
    "max_iterations": 120,
    "feature.possible_transitions": True,
}
_LABELS: dict[ActorKind, str] = {
    "person": "PER",
    "organisation": "ORG",
    "place": "LOC",
    "country": "LOC",  # the curated table knows the countries
}
_KINDS: dict[str, ActorKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_INSIDE = [f"I-{label}" for label in _KINDS]
OUTSIDE = "O"
Example = tuple["Sequence[Sequence[str]]", "Sequence[str]"]  # features of tokens, and their labels


class Chunk(NamedTuple):
    """A name by the numbers of its first token and of the one after its last."""

    first: int
    last: int
    kind: ActorKind
    score: float  # the probability that the model gives its least certain token


class Asked(NamedTuple):
    """What may be a name, by its tokens as with `Chunk`."""

    first: int
    last: int
    kind: ActorKind


class Tagger:
    """Finds names in the features of sentences; loads in some hundredths of a second."""

    def __init__(self, model: bytes) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._model = model  # the tagger reads it where it is
        self._tagger.open_inmemory(model)
        self._alone = Lock()  # the tagger remembers one sentence at a time

    def known(self) -> frozenset[str] | None:
        """Give the features that the model knows; None where that cannot be told."""
        try:
            info = self._tagger.info()
        except OSError:  # it writes them to a temporary file
            return None
        known = frozenset(info.attributes)
        return known if len(known) == int(info.header["num_attrs"]) else None

    def read(
        self, features: Sequence[Sequence[str]], asked: Iterable[Asked] = ()
    ) -> tuple[list[Chunk], list[float]]:
        """Give the names of a sentence, in its order, and how probable each name `asked` is."""
        with self._alone:
            self._tagger.set(features)
            found = self._chunks(self._tagger.tag())
            return found, [self._probability(one, len(features)) for one in asked]

    def _probability(self, asked: Asked, length: int) -> float:
        """Give the probability that a name of this kind stands there, and no longer one.

        It is that of its most certain token (models are at odds with the al-Assad of Bashar
        al-Assad), or less where the name is likely to go on.
        """
        label = _LABELS[asked.kind]
        within = max(
            self._either(f"B-{label}", f"I-{label}", place)
            for place in range(asked.first, asked.last)
        )
        borders = [asked.first, *([asked.last] if asked.last < length else [])]
        goes_on = max(sum(self._tagger.marginal(i, place) for i in _INSIDE) for place in borders)
        return float(max(0.0, min(within, 1.0 - goes_on)))

    def _either(self, one: str, other: str, place: int) -> float:
        return float(self._tagger.marginal(one, place) + self._tagger.marginal(other, place))

    def labelled(self, features: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
        """Give the label of each token of a sentence, with its probability."""
        with self._alone:
            self._tagger.set(features)
            return [
                (label, self._tagger.marginal(label, place))
                for place, label in enumerate(self._tagger.tag())
            ]

    def _chunks(self, labels: Sequence[str]) -> list[Chunk]:
        chunks: list[Chunk] = []
        place = 0
        while place < len(labels):
            first, label = place, labels[place]
            place += 1
            if label == OUTSIDE:
                continue
            inside = f"I-{label[2:]}"
            while place < len(labels) and labels[place] == inside:
                place += 1
            score = min(self._tagger.marginal(labels[n], n) for n in range(first, place))
            chunks.append(Chunk(first, place, _KINDS[label[2:]], score))
        return chunks


def labels_of(length: int, chunks: Iterable[tuple[int, int, ActorKind]]) -> list[str]:
    """Give the labels by which the model learns the names of a sentence of so many tokens."""
    labels = [OUTSIDE] * length
    for first, last, kind in chunks:
        label = _LABELS[kind]
        labels[first:last] = [f"B-{label}", *[f"I-{label}"] * (last - first - 1)]
    return labels


def train_model(examples: Iterable[Example]) -> bytes:
    """Learn from sentences with their labels; the same examples give the same bytes."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_SETTINGS, verbose=False)
    for features, labels in examples:
        trainer.append(features, labels)
    with TemporaryDirectory() as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return path.read_bytes()
