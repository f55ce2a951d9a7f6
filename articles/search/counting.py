"""How many hits there are and what they have in common: counted when few, estimated when many.

Every article carries one of 256 sample buckets, drawn from its key. The hits in some of the
buckets are a uniform sample of all hits, which the index finds as quickly as it finds a filter. A
small sample tells roughly how many hits there are; that decides how large a share is looked at.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from .facets import KINDS, PREFIXES, SAMPLE_BUCKETS, Kind, token

PROBED_BUCKETS = 4
# Up to so many hits are counted one by one, and their facets too.
COUNTED, FACETED = 20_000, 6_000
# How many hits an estimate looks at: a relative standard error of 0.9 % for the number of hits
# (1 / √12,000), which is what a reader compares; facets make do with less.
COUNT_SAMPLE, FACET_SAMPLE = 12_000, 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of hits, and whether it was counted or estimated."""

    value: int
    exact: bool = True


@dataclass(slots=True)
class FacetCounts:
    """How many hits have each value: ``of("topic")`` is ``{"11000000": 12, …}``, largest first."""

    by_kind: dict[Kind, dict[str, int]] = field(default_factory=dict)
    exact: bool = True

    def of(self, kind: Kind) -> dict[str, int]:
        return self.by_kind.get(kind, {})


def sample_tokens(buckets: int) -> list[str]:
    """Name the first of the sample buckets."""
    return [token("bucket", number) for number in range(buckets)]


def probe(articles: Any, *, buckets: int = PROBED_BUCKETS) -> int:
    """Estimate roughly how many articles there are, from one sixty-fourth of them by default."""
    found = articles.with_any_facet(sample_tokens(buckets)).count()
    return int(found * SAMPLE_BUCKETS / buckets)


def count_hits(articles: Any, *, roughly: int) -> Count:
    """Count the articles, or estimate their number where ``roughly`` says that they are many."""
    if roughly <= COUNTED:
        return Count(value=articles.count())
    buckets = _buckets_for(COUNT_SAMPLE, roughly)
    found = articles.with_any_facet(sample_tokens(buckets)).count()
    return Count(value=round(found * SAMPLE_BUCKETS / buckets), exact=buckets == SAMPLE_BUCKETS)


def _buckets_for(wanted: int, roughly: int) -> int:
    return min(SAMPLE_BUCKETS, max(1, math.ceil(SAMPLE_BUCKETS * wanted / roughly)))


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
    articles: Any,
    kinds: Iterable[Kind],
    *,
    most: int,
    always: Iterable[str] = (),
    roughly: int = 0,
) -> FacetCounts:
    """Count the ``most`` frequent values of each kind (years and months: all).

    The tokens in ``always`` are counted as well, however rare. Where ``roughly`` says that there
    are many articles, the counts are estimates from a sample.
    """
    if roughly <= FACETED:
        return _count_facets(articles, list(kinds), most, list(always))
    buckets = _buckets_for(FACET_SAMPLE, roughly)
    sample = articles.with_any_facet(sample_tokens(buckets))
    counts = _count_facets(sample, list(kinds), most, list(always))
    for values in counts.by_kind.values():
        for key, number in values.items():
            values[key] = round(number * SAMPLE_BUCKETS / buckets)
    counts.exact = buckets == SAMPLE_BUCKETS
    return counts


def _count_facets(
    articles: QuerySet[Any], kinds: list[Kind], most: int, always: list[str]
) -> FacetCounts:
    counts = FacetCounts({kind: {} for kind in kinds})
    sql, params = articles.order_by().values("facets").query.sql_with_params()
    with connections[articles.db].cursor() as cursor:
        prefixes = [PREFIXES[kind] for kind in kinds]
        cursor.execute(_COUNT_SQL.format(hits=sql), [*params, prefixes, most, always])
        for prefix, key, number in cursor.fetchall():
            counts.by_kind[KINDS[prefix]][key] = number
    return counts
