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
OUTSIDE = "O"


class Chunk(NamedTuple):
    """A name by the numbers of its first token and of the one after its last."""

    first: int
    last: int
    kind: ActorKind
    score: float  # the probability that the model gives its least certain token


class Tagger:
    """Finds names in the features of sentences; loads in some hundredths of a second."""

    def __init__(self, model: bytes) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._model = model  # the tagger reads it where it is
        self._tagger.open_inmemory(model)
        self._alone = Lock()  # the tagger remembers one sentence at a time

    def names_in(self, features: Sequence[Sequence[str]]) -> list[Chunk]:
        """Give the names of a sentence, in its order."""
        with self._alone:
            self._tagger.set(features)
            return self._chunks(self._tagger.tag())

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


def train_model(examples: Iterable[tuple[Sequence[Sequence[str]], Sequence[str]]]) -> bytes:
    """Learn from sentences with their labels; the same examples give the same bytes."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_SETTINGS, verbose=False)
    for features, labels in examples:
        trainer.append(features, labels)
    with TemporaryDirectory() as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return path.read_bytes()
