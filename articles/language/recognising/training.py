"""Learning to recognise names from marked articles, and judging what was learned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from articles.language.names import Gazetteer
from articles.language.recognising.features import Features
from articles.language.recognising.marking import MarkedName, MarkedText
from articles.language.recognising.measuring import (
    TOTAL,
    WAYS,
    Measure,
    TypedForm,
    Way,
    measure,
    typed,
)
from articles.language.recognising.precedence import outside
from articles.language.recognising.reading import known_places, read_article
from articles.language.recognising.recogniser import FoundName, Recogniser
from articles.language.recognising.tagging import labels_of, train_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.language.known import KnownActor
    from articles.language.names import FoundActor
    from articles.language.recognising.splitting import Token

_FOLDS = 5
_ARCHIVE_HEADER = re.compile(r"\s*date \d{4}[\d-]*\s+")
_FIELD = "text"


Measures = dict[Way, dict[str, Measure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The measures by way and kind ("all" for the sum), on articles that did not train.

    Countries and places count as one kind, and a name once per article for each of its forms.
    """

    measured_on: int  # articles
    measures: Measures

    @property
    def f1(self) -> float:
        return self.measures["both"][TOTAL].f1


def fold_of(document: MarkedText) -> int:
    """Give the fifth to which a text belongs, by its name alone; that of 0 never trains."""
    return int.from_bytes(sha256(document.name.encode()).digest()) % _FOLDS


def train(
    documents: Iterable[MarkedText],
    actors: Iterable[KnownActor],
    extra: Iterable[MarkedText] = (),
) -> tuple[bytes, Report]:
    """Learn from all documents but the held-out fifth, and measure on that.

    `extra` are texts with what editors confirmed; they only train. The same documents, in the
    same order, give the same model.
    """
    school = School(actors)
    learned, held_out = _divided(documents)
    model = school.teach([*learned, *extra])
    return model, school.examine(model, held_out)


def judge(model: bytes, documents: Iterable[MarkedText], actors: Iterable[KnownActor]) -> Report:
    """Measure a model on the held-out fifth of the documents."""
    _, held_out = _divided(documents)
    return School(actors).examine(model, held_out)


def _divided(documents: Iterable[MarkedText]) -> tuple[list[MarkedText], list[MarkedText]]:
    parts: tuple[list[MarkedText], list[MarkedText]] = ([], [])
    for document in map(without_header, documents):
        parts[fold_of(document) == 0].append(document)
    return parts


class School:
    """Teaches and examines with one curated table."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        known = tuple(actors)
        self._gazetteer = Gazetteer(known)
        self._features = Features()
        names = [name for actor in known for name in actor.names]
        self._names = frozenset(name.text.lower() for name in names)
        self._derived = frozenset(
            name.text.lower() for name in names if name.kind in {"adjective", "demonym"}
        )

    def teach(self, documents: Iterable[MarkedText]) -> bytes:
        """Give the model that the marks teach."""
        return train_model(
            example for document in documents for example in self._examples(document)
        )

    def examine(self, model: bytes, documents: Sequence[MarkedText]) -> Report:
        """Compare what is found in the documents with their marks."""
        recogniser = Recogniser(model, self._features)
        compared: dict[Way, list[tuple[set[TypedForm], set[TypedForm]]]] = {w: [] for w in WAYS}
        for document in documents:
            marked = {typed(kind, document.text[a:b]) for a, b, kind in document.names}
            for way, found in self._found(recogniser, document).items():
                compared[way].append((found, marked))
        measures = {way: measure(articles) for way, articles in compared.items()}
        return Report(measured_on=len(documents), measures=measures)

    def _examples(
        self, document: MarkedText
    ) -> Iterator[tuple[Sequence[Sequence[str]], Sequence[str]]]:
        curated = self._gazetteer.find({_FIELD: document.text})
        read = read_article([document.text], [known_places(_FIELD, curated)])
        rows = self._features.of_article([sentence.passage for sentence in read])
        for (_, passage), features in zip(read, rows, strict=True):
            yield features, _labels(passage.tokens, document.names)

    def _found(self, recogniser: Recogniser, document: MarkedText) -> dict[Way, set[TypedForm]]:
        fields = {_FIELD: document.text}
        curated = self._gazetteer.find(fields)
        names = recogniser.find(fields, curated)
        return {
            "table": self._forms(document.text, curated),
            "model": _forms_of(recogniser.find(fields, ())),
            "both": _forms_of(names) | self._forms(document.text, outside(curated, names)),
        }

    def _forms(self, text: str, curated: Iterable[FoundActor]) -> set[TypedForm]:
        """Give the forms that are names; adjectives and demonyms are not marked."""
        found = set()
        for actor in curated:
            for _, start, end in actor.spans:
                form = text[start:end]
                if form.lower() not in self._derived:
                    found.add(typed(actor.kind, self._nominative(form)))
        return found

    def _nominative(self, form: str) -> str:
        """Leave out a genitive -s, which a curated mention includes."""
        lowered = form.lower()
        if lowered not in self._names and lowered.endswith("s"):
            return form[:-1].rstrip("'’")
        return form


def _forms_of(names: Iterable[FoundName]) -> set[TypedForm]:
    return {typed(name.kind, form) for name in names for form in name.surfaces}


def _labels(tokens: Sequence[Token], names: Iterable[MarkedName]) -> list[str]:
    chunks = []
    for start, end, kind in names:
        inside = [place for place, token in enumerate(tokens) if start <= token.start < end]
        if inside:
            chunks.append((inside[0], inside[-1] + 1, kind))
    return labels_of(len(tokens), chunks)


def without_header(document: MarkedText) -> MarkedText:
    """Leave out what newspaper archives put before the title, and the parser takes off."""
    match = _ARCHIVE_HEADER.match(document.text)
    if match is None:
        return document
    cut = match.end()
    names = tuple(MarkedName(a - cut, b - cut, kind) for a, b, kind in document.names)
    return MarkedText(name=document.name, text=document.text[cut:], names=names)
