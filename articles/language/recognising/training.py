"""Learning to recognise names from marked articles, and judging what was learned."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from articles.language.names import Gazetteer
from articles.language.recognising.features import Features
from articles.language.recognising.judged import JudgedText, Lessons, compared
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
from articles.language.recognising.precedence import certain
from articles.language.recognising.reading import known_places, read_article
from articles.language.recognising.recogniser import FoundName, Recogniser
from articles.language.recognising.tagging import labels_of, train_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.language.known import KnownActor
    from articles.language.names import FoundActor
    from articles.language.recognising.splitting import Token
    from articles.language.recognising.tagging import Example

_FOLDS = 5
_ARCHIVE_HEADER = re.compile(r"\s*date \d{4}[\d-]*\s+")
_FIELD = "text"
Text = TypeVar("Text", MarkedText, JudgedText)

Measures = dict[Way, dict[str, Measure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The measures by way and kind ("all" for the sum), on articles that did not train.

    Countries and places count as one kind, and a name once per article for each of its forms.
    `judged` measures by kind where editors judged, in articles that did not train either.
    """

    measured_on: int  # articles
    measures: Measures
    judged_on: int = 0  # articles
    judged: dict[str, Measure] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        """The F1 of table and model over all that was measured."""
        marked = self.measures["both"][TOTAL]
        return marked.and_also(self.judged[TOTAL]).f1 if self.judged else marked.f1


def fold_of(document: MarkedText | JudgedText) -> int:
    """Give the fifth to which a text belongs, by its name alone; that of 0 never trains."""
    return int.from_bytes(sha256(document.name.encode()).digest()) % _FOLDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What to learn from and to measure on; of the documents and the judged texts a fifth.

    `extra` are marked texts that only train. The `actors` are the table without those whom
    editors confirmed: a name that the table has teaches the model nothing.
    """

    documents: Sequence[MarkedText]
    actors: Sequence[KnownActor]
    extra: Sequence[MarkedText] = ()
    judged: Sequence[JudgedText] = ()


def train(material: Material, present: bytes | None = None) -> tuple[bytes, Report]:
    """Learn from all but the held-out fifths, and measure on those.

    The `present` model labels what stands around judged names; without one, it is what the
    documents teach. The same material, in the same order, gives the same model.
    """
    school = School(material.actors)
    learned, held_out = _divided(map(without_header, material.documents))
    judged, judged_held_out = _divided(material.judged)
    marked = [*learned, *material.extra]
    if judged:
        model = school.teach(marked, judged, present or school.teach(marked))
    else:
        model = school.teach(marked)
    return model, school.examine(model, held_out, judged_held_out)


def judge(model: bytes, material: Material) -> Report:
    """Measure a model on the held-out fifths."""
    _, held_out = _divided(map(without_header, material.documents))
    return School(material.actors).examine(model, held_out, _divided(material.judged)[1])


def _divided(texts: Iterable[Text]) -> tuple[list[Text], list[Text]]:
    parts: tuple[list[Text], list[Text]] = ([], [])
    for text in texts:
        parts[fold_of(text) == 0].append(text)
    return parts


class School:
    """Teaches and examines with one curated table."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        known = tuple(actors)
        self.gazetteer = Gazetteer(known)
        self._features = Features()
        self._names = frozenset(name.text.lower() for actor in known for name in actor.names)

    def teach(
        self,
        documents: Iterable[MarkedText],
        judged: Iterable[JudgedText] = (),
        present: bytes = b"",
    ) -> bytes:
        """Give the model that the marks teach, and what was judged with a `present` model."""
        examples = [example for document in documents for example in self._examples(document)]
        if present:
            lessons = Lessons(self.gazetteer, self._features, present)
            examples += [example for text in judged for example in lessons.of(text)]
        return train_model(examples)

    def examine(
        self, model: bytes, documents: Sequence[MarkedText], judged: Sequence[JudgedText] = ()
    ) -> Report:
        """Compare what is found in the documents with their marks, and with what was judged."""
        recogniser = Recogniser(model, self._features)
        compared: dict[Way, list[tuple[set[TypedForm], set[TypedForm]]]] = {w: [] for w in WAYS}
        for document in documents:
            marked = {typed(kind, document.text[a:b]) for a, b, kind in document.names}
            for way, found in self._found(recogniser, document).items():
                compared[way].append((found, marked))
        measures = {way: measure(articles) for way, articles in compared.items()}
        return Report(
            measured_on=len(documents),
            measures=measures,
            judged_on=len(judged),
            judged=measure(self._compared(recogniser, judged)) if judged else {},
        )

    def _compared(
        self, recogniser: Recogniser, judged: Iterable[JudgedText]
    ) -> Iterator[tuple[set[TypedForm], set[TypedForm]]]:
        for text in judged:
            curated = self.gazetteer.find(text.fields)
            sure, _, names = certain(curated, recogniser.find(text.fields, curated))
            yield compared(text, sure, names)

    def _examples(self, document: MarkedText) -> Iterator[Example]:
        curated = self.gazetteer.find({_FIELD: document.text})
        read = read_article([document.text], [known_places(_FIELD, curated)])
        rows = self._features.of_article([sentence.passage for sentence in read])
        for (_, passage), features in zip(read, rows, strict=True):
            yield features, _labels(passage.tokens, document.names)

    def _found(self, recogniser: Recogniser, document: MarkedText) -> dict[Way, set[TypedForm]]:
        fields = {_FIELD: document.text}
        curated = self.gazetteer.find(fields)
        sure, _, names = certain(curated, recogniser.find(fields, curated))
        of_table = self._forms(document.text, sure)
        return {
            "table": self._forms(document.text, curated),
            "model": _forms_of(recogniser.find(fields, ())),
            "certain": of_table,
            "both": of_table | _forms_of(names),
        }

    def _forms(self, text: str, curated: Iterable[FoundActor]) -> set[TypedForm]:
        """Give the forms that are names; adjectives and demonyms are not marked."""
        found = set()
        for actor in curated:
            for _, start, end in actor.spans:
                form = text[start:end]
                if form not in actor.derived:
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
