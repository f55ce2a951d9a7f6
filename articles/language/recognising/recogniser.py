"""Who and what is named in an article beside those whom the curated table knows."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from articles.language.names import Span
from articles.language.recognising.borders import mended
from articles.language.recognising.consistency import Mention, gather
from articles.language.recognising.definitions import with_long_forms
from articles.language.recognising.features import Features
from articles.language.recognising.overlooked import overlooked
from articles.language.recognising.precedence import DOUBTED, may_stand, outside
from articles.language.recognising.reading import asked_in, known_places, read_article
from articles.language.recognising.short_forms import short_forms_in
from articles.language.recognising.tagging import MODEL, Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from articles.language.known import ActorKind
    from articles.language.names import FoundActor
    from articles.language.recognising.consistency import Bearer
    from articles.language.recognising.reading import Known, Sentence
    from articles.language.recognising.tagging import Chunk

_GENITIVE = "s"
Believed = dict[tuple[str, int], float]  # the model's share, by field and first character


class FoundName(NamedTuple):
    """A name that the model found, with its mentions in reading order.

    `text` is the fullest form and `surfaces` are the distinct ones, without a genitive -s;
    `score` (0 to 1) is the model's probability of its most certain mention. One of less than
    `DOUBTED` is a name of the table that the model does not believe.
    """

    text: str
    kind: ActorKind
    spans: tuple[Span, ...]
    surfaces: tuple[str, ...]
    score: float


class Recogniser:
    """Finds names that the curated table lacks; keep one and use it often."""

    def __init__(self, model: bytes, features: Features | None = None) -> None:
        self._tagger = Tagger(model)
        self._features = features or Features(self._tagger.known())

    def find(self, fields: Mapping[str, str], curated: Iterable[FoundActor]) -> list[FoundName]:
        """Find names, most mentioned first, then by first place.

        `curated` is what `Gazetteer.find` gives for the same fields, and wins: no name is given
        that stands where one of those does, unless it is surely longer or the model does not
        believe the table there. That last doubt is given as a name too (see `certain`).
        """
        names, texts = list(fields), list(fields.values())
        curated = tuple(curated)
        known = [known_places(name, curated) for name in names]
        read = read_article(texts, known)
        found, believed = self._read(names, read)
        doubts = _doubts_about(curated, fields, believed)
        known = [_undoubted(one, name, doubts) for one, name in zip(known, names, strict=True)]
        bare = {token.text for sentence in read for token in sentence.passage.tokens}
        mentions = (_mention(texts, sentence, chunk, bare) for sentence, chunk in found)
        kept = [one for one in mentions if may_stand(one, texts[one.field], known[one.field])]
        names_found = assemble(names, texts, read, known, kept)
        return [*names_found, *outside(doubts, names_found)]

    def _read(
        self, names: Sequence[str], read: Sequence[Sentence]
    ) -> tuple[list[tuple[Sentence, Chunk]], Believed]:
        """Give the names that the model reads, and how far it believes those of the table."""
        rows = self._features.of_article([sentence.passage for sentence in read])
        found: list[tuple[Sentence, Chunk]] = []
        believed: Believed = {}
        for sentence, features in zip(read, rows, strict=True):
            tokens = sentence.passage.tokens
            asked = asked_in(sentence.passage)
            chunks, shares = self._tagger.read(features, asked)
            found += [(sentence, chunk) for chunk in mended(chunks, tokens)]
            for one, share in zip(asked, shares, strict=True):
                believed[names[sentence.field], tokens[one.first].start] = share
        return found, believed


def _doubts_about(
    curated: Iterable[FoundActor], fields: Mapping[str, str], believed: Believed
) -> list[FoundName]:
    """Give the forms of known actors that the model believes nowhere in the article."""
    doubts = []
    for actor in curated:
        forms: defaultdict[str, list[Span]] = defaultdict(list)
        for span in actor.spans:
            forms[fields[span.field][span.start : span.end]].append(span)
        for form, spans in forms.items():
            share = max(believed.get((span.field, span.start), 1.0) for span in spans)
            if share < DOUBTED and form not in actor.derived:
                doubts.append(FoundName(form, actor.kind, tuple(spans), (form,), share))
    return doubts


def _undoubted(known: Iterable[Known], field: str, doubts: Iterable[FoundName]) -> list[Known]:
    doubted = {span.start for doubt in doubts for span in doubt.spans if span.field == field}
    return [one for one in known if one.start not in doubted]


def _mention(texts: Sequence[str], sentence: Sentence, chunk: Chunk, bare: set[str]) -> Mention:
    field, (tokens, _) = sentence
    start, end = tokens[chunk.first].start, tokens[chunk.last - 1].end
    text = without_genitive(texts[field][start:end], chunk.kind, bare)
    return Mention(field, start, end, text, chunk.kind, chunk.score)


def assemble(
    names: Sequence[str],
    texts: Sequence[str],
    read: Sequence[Sentence],
    known: Sequence[Sequence[Known]],
    found: Iterable[Mention],
) -> list[FoundName]:
    """Give mentions to whom they name, with those that were overlooked; the fields by number."""
    mentions = with_long_forms(texts, list(found), known)
    short_forms = short_forms_in(texts, mentions)
    mentions += overlooked(read, known, mentions, short_forms)
    bearers = gather(mentions, short_forms)
    return sorted(
        (_found_name(names, bearer) for bearer in bearers), key=lambda name: -len(name.spans)
    )


def without_genitive(text: str, kind: ActorKind, bare: set[str]) -> str:
    """Leave out a final -s where the article has the name without it too."""
    first, _, last = text.rpartition(" ")
    if last.endswith(_GENITIVE) and last[:-1] in bare and (not first or kind == "person"):
        return text[:-1]
    return text


def _found_name(names: Sequence[str], bearer: Bearer) -> FoundName:
    return FoundName(
        bearer.text,
        bearer.kind,
        tuple(Span(names[one.field], one.start, one.end) for one in bearer.mentions),
        tuple(dict.fromkeys(one.text for one in bearer.mentions)),
        max(DOUBTED, *(one.score for one in bearer.mentions)),
    )


@lru_cache(maxsize=1)
def load_recogniser() -> Recogniser:
    """Load the model that comes with the archive, once per process."""
    return Recogniser(MODEL.read_bytes())
