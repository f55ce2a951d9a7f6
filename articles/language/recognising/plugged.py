"""A recogniser of somebody else's, such as Frog or spaCy, in the place of our model."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from articles.language.recognising.consistency import Mention
from articles.language.recognising.precedence import may_stand
from articles.language.recognising.reading import known_places, read_article
from articles.language.recognising.recogniser import assemble, without_genitive

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from articles.language.known import ActorKind
    from articles.language.names import FoundActor
    from articles.language.recognising.recogniser import FoundName


class ReadName(NamedTuple):
    """A name in a text, in characters; `score` (0 to 1) is how sure its reader is."""

    start: int
    end: int
    kind: ActorKind
    score: float


class NameReader(Protocol):
    """Reads the names of a text; none may overlap another."""

    def __call__(self, text: str) -> Iterable[ReadName]: ...


class PluggedRecogniser:
    """Finds names with a reader of somebody else's; all the rest is as with our own."""

    def __init__(self, read_names: NameReader) -> None:
        self._read_names = read_names

    def find(self, fields: Mapping[str, str], curated: Iterable[FoundActor]) -> list[FoundName]:
        """Find names as `Recogniser.find` does, and raise what the reader raises."""
        names, texts = list(fields), list(fields.values())
        curated = tuple(curated)
        known = [known_places(name, curated) for name in names]
        read = read_article(texts, known)
        bare = {token.text for sentence in read for token in sentence.passage.tokens}
        mentions = [
            mention
            for number, text in enumerate(texts)
            if text.strip()
            for mention in self._mentions(number, text, bare)
            if may_stand(mention, text, known[number])
        ]
        return assemble(names, texts, read, known, mentions)

    def _mentions(self, field: int, text: str, bare: set[str]) -> Sequence[Mention]:
        return [
            Mention(
                field,
                start,
                end,
                without_genitive(text[start:end], kind, bare),
                kind,
                score,
            )
            for start, end, kind, score in self._read_names(text)
        ]
