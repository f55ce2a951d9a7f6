"""How many hits there are and what they have in common: counted when few, estimated when many.

One article in two, in three, in four … is in a random sample (see ``facets``). The hits within a
sample are a uniform sample of all hits, which the index finds as quickly as it finds a filter. A
small sample tells roughly how many hits there are; that decides how large a share is looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Case, F, QuerySet, When

from .facets import KINDS, PREFIXES, SAMPLES, Kind, token

# The probe looks at a sample in which the whole archive has about so many articles.
PROBED = 2_000
# An estimate of a number looks at so many hits or more: a relative standard error of at most
# 1.05 % (1 / √9,000), which is what a reader compares; facets make do with fewer.
COUNT_SAMPLE, FACET_SAMPLE = 9_000, 3_000


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What one look at the hits told; ``ids`` is None where it named no page."""

    count: Count
    facets: FacetCounts
    ids: list[UUID] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWanted:
    """Which hits to name: ``number`` from ``start`` on, in an SQL ``order`` of ``columns``."""

    order: str
    columns: tuple[str, ...]
    start: int
    number: int


def archive_size(articles: QuerySet[Any]) -> int:
    """Give PostgreSQL's own estimate of the number of articles."""
    with connections[articles.db].cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE oid = %s::regclass",
            [articles.model._meta.db_table],  # noqa: SLF001
        )
        return max(int(cursor.fetchone()[0]), 1)


def probe(articles: Any, *, archive: int) -> int:
    """Estimate roughly how many articles there are, in an archive of so many."""
    return probe_each([articles], archive=archive)[0]


def probe_each(several: Sequence[Any], *, archive: int) -> list[int]:
    """Estimate of each of several questions roughly how many articles answer it."""
    size = sample_size(PROBED, archive)
    return [number * size for number in count_each([in_sample(one, size) for one in several])]


def count_each(several: Sequence[Any]) -> list[int]:
    """Count the articles that answer each of several questions, in one statement."""
    if not several:
        return []
    compiled = [one.values("pk").order_by().query.sql_with_params() for one in several]
    counts = ", ".join(f"(SELECT count(*) FROM ({sql}) AS hits)" for sql, _ in compiled)  # noqa: S608
    with connections[several[0].db].cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [param for _, params in compiled for param in params])
        return list(cursor.fetchone())


def sample_size(wanted: int, roughly: int, *, within: int = 1) -> int:
    """Choose the smallest sample, one in so many, that still holds ``wanted`` of the hits.

    One that is part of the sample ``within``.
    """
    sizes = (size for size in SAMPLES if size % within == 0 and roughly >= wanted * size)
    return max(sizes, default=within)


def in_sample(articles: Any, size: int) -> Any:
    """Keep a random one in ``size`` of the articles."""
    return articles.with_all_facets([token("sample", size)]) if size > 1 else articles


# What is looked at more than once is gathered once. Every row is of one of three sorts: "n" the
# number of hits, "f" a facet and its number, "i" the id of a hit of the page.
_SUMMARY_SQL = """
WITH {gathered},
counted AS MATERIALIZED (  -- or PostgreSQL would look for the kind of each token, not each group
    -- A set in the list of what is selected takes half the time of one in FROM.
    SELECT token, count(*) AS hits FROM (SELECT unnest(tokens) AS token FROM hits) AS every
    GROUP BY token
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY left(token, 1) ORDER BY hits DESC, token) AS place
    FROM counted WHERE left(token, 1) = ANY (%s)
)
SELECT 'n' AS sort, NULL AS name, count(*) AS value FROM hits
UNION ALL
(SELECT 'f', token, hits FROM ranked
WHERE place <= %s OR left(token, 1) IN ('y', 'm') OR token = ANY (%s)
ORDER BY hits DESC, token)
"""
_PAGE_SQL = "UNION ALL (SELECT 'i', id::text, NULL FROM hits ORDER BY {order} LIMIT %s OFFSET %s)"


def summarise(  # noqa: PLR0913 - by keyword
    articles: QuerySet[Any],
    kinds: Iterable[Kind],
    *,
    most: int,
    always: Iterable[str] = (),
    roughly: int = 0,
    in_text: bool = False,
    page: PageWanted | None = None,
) -> Summary:
    """Count the hits and the ``most`` frequent values of each kind (years and months: all).

    The tokens in ``always`` are counted as well, however rare. Where ``roughly`` says that there
    are many articles, the numbers are estimates from a sample, and no ``page`` is named. Of hits
    that are each checked ``in_text``, ten times the work, no more are looked at than the error
    allows: it is √((size - 1) / hits), for what is looked at is known.
    """
    kinds = list(kinds)
    whole = sample_size(COUNT_SAMPLE, roughly + COUNT_SAMPLE * in_text)
    part = sample_size(FACET_SAMPLE, roughly, within=whole)
    page = page if whole == 1 else None
    statement, params = _summary(articles, page, whole=whole, part=part)
    params += [[PREFIXES[kind] for kind in kinds], most, list(always)]
    if page:
        statement += _PAGE_SQL.format(order=page.order)
        params += [page.number, page.start]
    facets = FacetCounts({kind: {} for kind in kinds}, exact=part == 1)
    number, ids = 0, []
    with connections[articles.db].cursor() as cursor:
        cursor.execute(statement, params)
        for sort, name, value in cursor.fetchall():
            if sort == "n":
                number = value * whole
            elif sort == "f":
                facets.by_kind[KINDS[name[0]]][name[2:]] = min(value * part, number)
            else:
                ids.append(UUID(name))
    count = Count(value=number, exact=whole == 1)
    return Summary(count=count, facets=facets, ids=ids if page else None)


def _summary(
    articles: QuerySet[Any], page: PageWanted | None, *, whole: int, part: int
) -> tuple[str, list[Any]]:
    """Write the statement, gathering of each hit what is wanted of it and no more."""
    looked_at = Case(When(facets__contains=[token("sample", part)], then="facets"))
    hits = in_sample(articles, whole).annotate(tokens=looked_at if part > whole else F("facets"))
    columns = ["id", *(page.columns if page else ()), "tokens"]
    sql, params = hits.values(*columns).order_by().query.sql_with_params()
    return _SUMMARY_SQL.format(gathered=f"hits AS MATERIALIZED ({sql})"), list(params)


# What the lists of all actors, topics and sources look at; what is found less often in it than
# ``SELDOM`` is counted whole.
LIST_SAMPLE, SELDOM = 15_000, 6


def counts_all(archive: int) -> bool:
    """Tell whether ``count_values`` looks at every article of an archive of this size."""
    return sample_size(LIST_SAMPLE, archive) == 1


def count_values(articles: Any, kind: Kind, *, archive: int) -> dict[str, Count]:
    """Count how many articles have each value of a kind, largest first.

    In a large archive these are estimates, and the rarest values may be missing.
    """
    size = sample_size(LIST_SAMPLE, archive)
    counts = _count_values(in_sample(articles, size), kind)
    return {key: Count(value=n * size, exact=size == 1) for key, n in counts.items()}


def count_the_seldom(
    articles: Any, kind: Kind, keys: Iterable[str], counts: dict[str, Count], *, archive: int
) -> dict[str, Count]:
    """Give the counts of these values; those of which there are few are counted exactly."""
    enough = SELDOM * sample_size(LIST_SAMPLE, archive)
    known = {key: counts.get(key, Count(value=0, exact=counts_all(archive))) for key in keys}
    seldom = {key for key, count in known.items() if not count.exact and count.value < enough}
    if not seldom:
        return known
    numbers = _count_values(articles.with_any_facet(token(kind, key) for key in seldom), kind)
    return known | {key: Count(value=numbers.get(key, 0)) for key in seldom}


def count_facet(articles: Any, kind: Kind, *, roughly: int) -> dict[str, Count]:
    """Count every value of one kind among these articles; of many, in a sample of them."""
    size = sample_size(FACET_SAMPLE, roughly)
    counts = _count_values(in_sample(articles, size), kind)
    return {key: Count(value=n * size, exact=size == 1) for key, n in counts.items()}


def _count_values(articles: Any, kind: Kind) -> dict[str, int]:
    sql, params = articles.values("facets").order_by().query.sql_with_params()
    with connections[articles.db].cursor() as cursor:
        cursor.execute(
            f"WITH hits AS MATERIALIZED ({sql})"  # noqa: S608 - Django's own SQL
            ", tokens AS (SELECT unnest(facets) AS token FROM hits)"
            " SELECT substr(token, 3), count(*) FROM tokens"
            " WHERE left(token, 1) = %s GROUP BY token ORDER BY count(*) DESC, token",
            [*params, PREFIXES[kind]],
        )
        return dict(cursor.fetchall())
