"""The tokens by which articles are filtered and counted, and the counting.

An article carries its topics (with their parents), actors, sources, year, month and sample bucket
as short tokens in ``facets``; the GIN index over (``search``, ``facets``) intersects them with the
words of a query.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.db import connections
from django.db.models import QuerySet

from articles.dates import PartialDate

Kind = Literal["topic", "actor", "source", "year", "month", "bucket"]
PREFIXES: Mapping[Kind, str] = {
    "topic": "t",
    "actor": "a",
    "source": "s",
    "year": "y",
    "month": "m",
    "bucket": "b",
}
KINDS: Mapping[str, Kind] = {prefix: kind for kind, prefix in PREFIXES.items()}
SAMPLE_BUCKETS = 64


def token(kind: Kind, key: object) -> str:
    """Write one facet, for example ``t:11000000`` for a topic."""
    return f"{PREFIXES[kind]}:{key}"


def facet_tokens(
    *,
    article_id: uuid.UUID,
    published: PartialDate | None,
    topics: Iterable[str],
    actors: Iterable[int],
    sources: Iterable[int],
) -> list[str]:
    """List the tokens of one article; ``topics`` come with their ancestors."""
    tokens = {token("topic", code) for code in topics}
    tokens |= {token("actor", key) for key in actors}
    tokens |= {token("source", key) for key in sources}
    if published:
        tokens.add(token("year", published.year))
        if published.month:
            tokens.add(token("month", str(published)[:7]))
    tokens.add(token("bucket", article_id.int % SAMPLE_BUCKETS))
    return sorted(tokens)


@dataclass(slots=True)
class FacetCounts:
    """How many hits have each value: ``of("topic")`` is ``{"11000000": 12, …}``, largest first."""

    by_kind: dict[Kind, dict[str, int]] = field(default_factory=dict)

    def of(self, kind: Kind) -> dict[str, int]:
        return self.by_kind.get(kind, {})


_COUNT_SQL = """
WITH hits AS MATERIALIZED ({hits}),
counted AS (
    SELECT left(token, 1) AS prefix, substr(token, 3) AS key, count(*) AS hits
    FROM hits, unnest(hits.facets) AS token
    WHERE left(token, 1) = ANY (%s)
    GROUP BY token
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY prefix ORDER BY hits DESC, key) AS place FROM counted
)
SELECT prefix, key, hits FROM ranked
WHERE place <= %s OR prefix IN ('y', 'm') OR prefix || ':' || key = ANY (%s)
ORDER BY prefix, hits DESC, key
"""


def count_facets(
    hits: QuerySet, kinds: Iterable[Kind], *, most: int, always: Iterable[str] = ()
) -> FacetCounts:
    """Count the ``most`` frequent values of each kind over ``hits`` (years and months: all).

    The tokens in ``always`` are counted as well, however rare.
    """
    kinds = list(kinds)
    counts = FacetCounts({kind: {} for kind in kinds})
    sql, params = hits.order_by().values("facets").query.sql_with_params()
    with connections[hits.db].cursor() as cursor:
        cursor.execute(
            _COUNT_SQL.format(hits=sql),
            [*params, [PREFIXES[kind] for kind in kinds], most, list(always)],
        )
        for prefix, key, number in cursor.fetchall():
            counts.by_kind[KINDS[prefix]][key] = number
    return counts
