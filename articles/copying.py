"""Write rows by PostgreSQL's ``COPY``, the fastest way in."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection, models


class ArticleValues(NamedTuple):
    """A new article: the columns of ``Article`` that the database does not compute itself."""

    id: uuid.UUID
    title: str
    title_derived: bool
    lead: str
    body: str
    byline: str
    source_id: int | None
    published: str
    published_time: dt.time | None
    status: str
    publish_at: dt.datetime | None
    warnings: str
    evidence: str
    batch_id: int | None
    created_at: dt.datetime
    updated_at: dt.datetime
    search_terms: str
    facets: str
    samples: str
    strong_words: str
    word_pairs: str


class OriginalValues(NamedTuple):
    article_id: uuid.UUID
    file_name: str
    encoding: str
    content: bytes


class AgencyValues(NamedTuple):
    article_id: uuid.UUID
    agency_id: int


class MentionValues(NamedTuple):
    article_id: uuid.UUID
    actor_id: int
    status: str
    spans: str
    surfaces: str
    score: float | None


class SightingValues(NamedTuple):
    article_id: uuid.UUID
    kind: str
    text: str
    key: str
    spans: str
    surfaces: str
    score: float


class TopicValues(NamedTuple):
    article_id: uuid.UUID
    topic_id: str
    status: str
    score: float | None


class ItemValues(NamedTuple):
    batch_id: int
    article_id: uuid.UUID
    file_name: str
    sha256: bytes
    outcome: str
    reason: str


def copy_rows(model: type[models.Model], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows, named tuples of one kind whose fields are columns; JSON and arrays as text.

    Raises what an ``INSERT`` would, ``IntegrityError`` for a row that is there for instance.
    """
    rows = iter(rows)
    first: Any = next(rows, None)
    if first is None:
        return
    columns = ", ".join(map(connection.ops.quote_name, first._fields))
    statement = f"COPY {table_of(model)} ({columns}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        copy.write_row(first)
        for row in rows:
            copy.write_row(row)


def table_of(model: type[models.Model]) -> str:
    """Give the model's table as SQL names it."""
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - public by custom


def as_json(value: object) -> str:
    return json.dumps(value) if value else ("[]" if isinstance(value, list) else "{}")


def as_array(texts: Iterable[str]) -> str:
    """Write an array of texts as PostgreSQL reads it."""
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    return '{"' + '","'.join(quoted) + '"}' if quoted else "{}"
