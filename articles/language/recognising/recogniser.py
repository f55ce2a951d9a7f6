"""Who and what is named in an article beside those whom the curated table knows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from articles.language.names import Span
from articles.language.recognising.borders import mended
from articles.language.recognising.consistency import Mention, gather
from articles.language.recognising.features import Features
from articles.language.recognising.overlooked import overlooked
from articles.language.recognising.precedence import may_stand
from articles.language.recognising.reading import known_places, read_article
from articles.language.recognising.short_forms import short_forms_in
from articles.language.recognising.tagging import MODEL, Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from articles.language.known import ActorKind
    from articles.language.names import FoundActor
    from articles.language.recognising.consistency import Bearer
    from articles.language.recognising.reading import Known, Sentence

_GENITIVE = "s"


class FoundName(NamedTuple):
    """A name that the model found, with its mentions in reading order.

    `text` is the fullest form and `surfaces` are the distinct ones, without a genitive -s;
    `score` (0 to 1) is the model's probability of its most certain mention.
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
        self._features = features or Features()

    def find(self, fields: Mapping[str, str], curated: Iterable[FoundActor]) -> list[FoundName]:
        """Find names, most mentioned first, then by first place.

        `curated` is what `Gazetteer.find` gives for the same fields, and wins: no name is given
        that stands where one of those does, unless it is surely longer (see `outside`).
        """
        names, texts = list(fields), list(fields.values())
        known = [known_places(name, curated) for name in names]
        read = read_article(texts, known)
        mentions = list(self._mentions(texts, read, known))
        short_forms = short_forms_in(texts, mentions)
        mentions += overlooked(read, known, mentions, short_forms)
        bearers = gather(mentions, short_forms)
        found = [_found_name(names, bearer) for bearer in bearers]
        return sorted(found, key=lambda name: -len(name.spans))

    def _mentions(
        self, texts: Sequence[str], read: Sequence[Sentence], known: Sequence[Sequence[Known]]
    ) -> Iterable[Mention]:
        rows = self._features.of_article([sentence.passage for sentence in read])
        bare = {token.text for sentence in read for token in sentence.passage.tokens}
        for (field, passage), features in zip(read, rows, strict=True):
            found = self._tagger.names_in(features)
            for chunk in mended(found, passage.tokens):
                start = passage.tokens[chunk.first].start
                end = passage.tokens[chunk.last - 1].end
                text = _without_genitive(texts[field][start:end], chunk.kind, bare)
                mention = Mention(field, start, end, text, chunk.kind, chunk.score)
                if may_stand(mention, texts[field], known[field]):
                    yield mention


def _without_genitive(text: str, kind: ActorKind, bare: set[str]) -> str:
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
        max(one.score for one in bearer.mentions),
    )


@lru_cache(maxsize=1)
def load_recogniser() -> Recogniser:
    """Load the model that comes with the archive, once per process."""
    return Recogniser(MODEL.read_bytes())
