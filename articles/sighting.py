"""What the recogniser read, to the database and back."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from articles.copying import SightingValues, as_array, as_json
from articles.language.known import ActorKind
from articles.language.names import Span
from articles.language.recognising.recogniser import FoundName
from articles.linking import key_of

COLUMNS = ("kind", "text", "spans", "surfaces", "score")


def sighting_values(article: UUID, name: FoundName) -> SightingValues:
    """Write a name as a row."""
    return SightingValues(
        article_id=article,
        kind=name.kind,
        text=name.text,
        key=key_of(name.text),
        spans=as_json(name.spans),
        surfaces=as_array(name.surfaces),
        score=name.score,
    )


def as_found(row: Iterable[Any]) -> FoundName:
    """Read back the ``COLUMNS`` of a row."""
    kind, text, spans, surfaces, score = row
    return FoundName(
        text=text,
        kind=cast("ActorKind", kind),
        spans=tuple(Span(*span) for span in spans),
        surfaces=tuple(surfaces),
        score=score,
    )
