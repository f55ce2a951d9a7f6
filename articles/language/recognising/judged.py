"""Names that editors judged one by one, in articles of which the rest is not marked.

What else stands in their sentences is labelled as the present model reads it (self-training), so
a sentence teaches only where the model is sure of all the rest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from articles.language.recognising.measuring import TypedForm, typed
from articles.language.recognising.reading import known_places, read_article
from articles.language.recognising.tagging import Tagger, labels_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from articles.language.known import ActorKind
    from articles.language.names import FoundActor, Gazetteer
    from articles.language.recognising.features import Features
    from articles.language.recognising.recogniser import FoundName
    from articles.language.recognising.splitting import Token
    from articles.language.recognising.tagging import Example

_SURE = 0.5  # the probability from which a label of the model may teach
_MOST_TIMES = 5  # that one name may teach, so that a frequent one does not drown the others
_GENITIVE = 2  # characters: 's


class JudgedName(NamedTuple):
    """A place of which an editor said who or what is named there, or that nothing is."""

    field: str
    start: int
    end: int
    kind: ActorKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedText:
    """An article with the names that were judged; `name` tells articles apart."""

    name: str
    fields: Mapping[str, str]
    names: tuple[JudgedName, ...]


class Lessons:
    """Makes examples of judged texts with what the present model and the table say."""

    def __init__(self, gazetteer: Gazetteer, features: Features, model: bytes) -> None:
        self._gazetteer = gazetteer
        self._features = features
        self._tagger = Tagger(model)
        self._times: defaultdict[tuple[str, ActorKind | None], int] = defaultdict(int)

    def of(self, text: JudgedText) -> Iterator[Example]:
        """Give the sentences that teach; a name does so a few times over all texts."""
        fields, texts = list(text.fields), list(text.fields.values())
        curated = self._gazetteer.find(text.fields)
        read = read_article(texts, [known_places(field, curated) for field in fields])
        rows = self._features.of_article([sentence.passage for sentence in read])
        for (number, passage), features in zip(read, rows, strict=True):
            here = [name for name in text.names if name.field == fields[number]]
            judged = _chunks(passage.tokens, here)
            forms = [_form(passage.tokens, *chunk) for chunk in judged]
            if not any(self._times[form] < _MOST_TIMES for form in forms):
                continue
            labels = _labels(self._tagger.labelled(features), judged)
            if labels is not None:
                for form in forms:
                    self._times[form] += 1
                yield features, labels


Chunk = tuple[int, int, "ActorKind | None"]


def _chunks(tokens: Sequence[Token], names: Iterable[JudgedName]) -> list[Chunk]:
    chunks: list[Chunk] = []
    for _, start, end, kind in sorted(names, key=lambda name: name.start):
        inside = [place for place, token in enumerate(tokens) if start <= token.start < end]
        if inside and (not chunks or chunks[-1][1] <= inside[0]):
            chunks.append((inside[0], inside[-1] + 1, kind))
    return chunks


def _form(
    tokens: Sequence[Token], first: int, last: int, kind: ActorKind | None
) -> tuple[str, ActorKind | None]:
    return " ".join(token.text for token in tokens[first:last]), kind


def _labels(read: Sequence[tuple[str, float]], judged: Sequence[Chunk]) -> list[str] | None:
    """Give the labels of a sentence, or None where the model may be wrong about the rest.

    A name of the model's that reaches past a judged one is such a doubt.
    """
    labels = [label for label, _ in read]
    borders = {place for first, last, _ in judged for place in (first, last)}
    if any(labels[place].startswith("I") for place in borders if place < len(labels)):
        return None
    inside = {place for first, last, _ in judged for place in range(first, last)}
    if any(share < _SURE for place, (_, share) in enumerate(read) if place not in inside):
        return None
    wanted = labels_of(len(read), [(a, b, kind) for a, b, kind in judged if kind is not None])
    return [wanted[place] if place in inside else label for place, label in enumerate(labels)]


def compared(
    text: JudgedText, curated: Iterable[FoundActor], names: Iterable[FoundName]
) -> tuple[set[TypedForm], set[TypedForm]]:
    """Give what was found where an editor judged, and what should have been."""
    spans = [(span, actor.kind) for actor in curated for span in actor.spans]
    spans += [(span, name.kind) for name in names for span in name.spans]
    found, right = set(), set()
    for judged in text.names:
        form = text.fields[judged.field][judged.start : judged.end]
        if judged.kind is not None:
            right.add(typed(judged.kind, form))
        for (field, start, end), kind in spans:
            if field == judged.field and start < judged.end and judged.start < end:
                same = start == judged.start and abs(end - judged.end) <= _GENITIVE
                found.add(typed(kind, form if same else text.fields[field][start:end]))
    return found, right
