"""An article as the recogniser reads it: sentences, with what the curated table knows of them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple, cast

from articles.language.recognising.splitting import Token, sentences
from articles.language.recognising.tagging import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from articles.language.known import ActorKind
    from articles.language.names import FoundActor


_BEGINS, _GOES_ON = "known begins=", "known goes on="


class Known(NamedTuple):
    """A mention of a curated actor in a field."""

    start: int
    end: int
    kind: ActorKind


class Passage(NamedTuple):
    """A sentence; `known` says of the numbers of tokens what the curated table makes of them."""

    tokens: Sequence[Token]
    known: dict[int, str]


class Sentence(NamedTuple):
    """A sentence with the number of its field."""

    field: int
    passage: Passage


def known_places(field: str, curated: Iterable[FoundActor]) -> list[Known]:
    """Give the mentions of curated actors in a field, in reading order."""
    return sorted(
        Known(span.start, span.end, actor.kind)
        for actor in curated
        for span in actor.spans
        if span.field == field
    )


def read_article(texts: Sequence[str], known: Sequence[Sequence[Known]]) -> list[Sentence]:
    """Divide the texts of an article's fields into sentences, with what is known of them."""
    return [
        Sentence(number, Passage(tokens, _labelled(tokens, known[number])))
        for number, text in enumerate(texts)
        for tokens in sentences(text)
    ]


def asked_in(passage: Passage) -> list[Asked]:
    """Give the names of the curated table in a sentence, by their tokens."""
    asked: list[Asked] = []
    for place, label in passage.known.items():
        if label.startswith(_BEGINS):
            asked.append(Asked(place, place + 1, cast("ActorKind", label.removeprefix(_BEGINS))))
        else:
            asked[-1] = asked[-1]._replace(last=place + 1)
    return asked


def _labelled(tokens: Sequence[Token], known: Sequence[Known]) -> dict[int, str]:
    begin = bisect_left(known, tokens[0].start, key=lambda one: one.start)
    end = bisect_left(known, tokens[-1].end, key=lambda one: one.start)
    labels: dict[int, str] = {}
    starts = [token.start for token in tokens]
    for start, stop, label in known[begin:end]:
        first = bisect_left(starts, start)
        for place in range(first, bisect_left(starts, stop)):
            labels[place] = f"{_GOES_ON if place > first else _BEGINS}{label}"
    return labels
