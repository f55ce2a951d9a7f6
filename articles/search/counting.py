"""How many hits there are and what they have in common: counted when few, estimated when many.

One article in two, in three, in four … is in a random sample (see ``facets``). The hits within a
sample are a uniform sample of all hits, which the index finds as quickly as it finds a filter. A
small sample tells roughly how many hits there are; that decides how large a share is looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections
from django.db.models import Case, F, Q, QuerySet, When

from .facets import KINDS, PREFIXES, SAMPLES, Kind, token

# The probe looks at a sample in which the whole archive has about so many articles.
PROBED = 2_000
# An estimate of a number looks at so many hits that its relative standard error is that of so many
# out of very many, 1.05 % (1 / √9,000): a reader compares numbers; facets make do with fewer.
COUNT_SAMPLE, FACET_SAMPLE = 9_000, 3_000
# Where each candidate must be checked, which takes ten times the work of finding it, so many are
# for the probe, for an estimate as many as have so many hits, but not more than the last; and few
# hits are all found.
CHECKED_PROBE, CHECKED_SAMPLE, MOST_CHECKED, ALL_FOUND = 200, 1_500, 6_000, 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What the index gives, and what must be checked of each (None: all of them are hits)."""

    articles: Any
    check: Q | None = None

    @property
    def hits(self) -> Any:
        """The candidates that pass."""
        return self.articles if self.check is None else self.articles.filter(self.check)


class Roughly(NamedTuple):
    """About how many candidates there are, and how many of them are hits."""

    candidates: int
    hits: int


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


def probe_hits(candidates: Candidates, *, archive: int) -> Roughly:
    """Estimate roughly how many hits there are; few candidates that are to be checked all count."""
    given = probe(candidates.articles, archive=archive)
    if candidates.check is None or given <= ALL_FOUND:
        return Roughly(given, given)
    size = sample_size(CHECKED_PROBE, given)
    return Roughly(given, size * count_each([in_sample(candidates.hits, size)])[0])


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
    return articles.filter(samples__contains=[size]) if size > 1 else articles


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
SELECT 'n' AS sort, NULL AS name, {number} AS value FROM hits
UNION ALL
(SELECT 'f', token, hits FROM ranked
WHERE place <= %s OR left(token, 1) IN ('y', 'm') OR token = ANY (%s)
ORDER BY hits DESC, token)
"""
_PAGE_SQL = "UNION ALL (SELECT 'i', id::text, NULL FROM hits ORDER BY {order} LIMIT %s OFFSET %s)"


def summarise(  # noqa: PLR0913 - by keyword
    candidates: Candidates,
    kinds: Iterable[Kind],
    *,
    roughly: Roughly,
    most: int,
    always: Iterable[str] = (),
    page: PageWanted | None = None,
) -> Summary:
    """Count the hits and the ``most`` frequent values of each kind (years and months: all).

    The tokens in ``always`` are counted as well, however rare. Where there are ``roughly`` many
    hits the numbers are estimates from samples, and no ``page`` is named. Of N, one in k leaves a
    relative standard error of √((k - 1) / N), for what is looked at is known.
    """
    kinds = list(kinds)
    samples = _samples(candidates, roughly)
    page = page if samples.all_found else None
    statement, params = _summary(candidates, page, samples)
    params += [[PREFIXES[kind] for kind in kinds], most, list(always)]
    if page:
        statement += _PAGE_SQL.format(order=page.order)
        params += [page.number, page.start]
    facets = FacetCounts({kind: {} for kind in kinds}, exact=samples.part == 1)
    number, ids = 0, []
    with connections[candidates.articles.db].cursor() as cursor:
        cursor.execute(statement, params)
        for sort, name, value in cursor.fetchall():
            if sort == "n":
                number = round((value or 0) * samples.whole)
            elif sort == "f":
                facets.by_kind[KINDS[name[0]]][name[2:]] = min(value * samples.part, number)
            else:
                ids.append(UUID(name))
    count = Count(value=number, exact=samples.all_found)
    return Summary(count=count, facets=facets, ids=ids if page else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Samples:
    """One in ``whole`` is counted; of one in ``part``, part of these, the facets are.

    ``checks_part``: only the latter are checked, and tell which share of the former are hits.
    """

    whole: int = 1
    part: int = 1
    checks_part: bool = False

    @property
    def all_found(self) -> bool:
        return self.whole == 1 and not self.checks_part


def _samples(candidates: Candidates, roughly: Roughly) -> _Samples:
    """Choose how many to look at; what is checked one by one, ten times the work, less often."""
    given, hits = roughly
    if candidates.check is not None and hits <= ALL_FOUND:
        return _Samples()
    whole = sample_size(COUNT_SAMPLE, given + COUNT_SAMPLE)
    if candidates.check is None:
        return _Samples(
            whole=whole, part=sample_size(FACET_SAMPLE, hits + FACET_SAMPLE, within=whole)
        )
    # The share that are hits is the less certain the fewer they are.
    wanted = max(CHECKED_SAMPLE, round(COUNT_SAMPLE * (1 - hits / given)))
    part = max(
        sample_size(wanted, hits + wanted, within=whole),
        next(k for k in (whole, *SAMPLES) if k % whole == 0 and given <= MOST_CHECKED * k),
    )
    return _Samples(whole=whole, part=part, checks_part=part > 1)


def _summary(
    candidates: Candidates, page: PageWanted | None, samples: _Samples
) -> tuple[str, list[Any]]:
    """Write the statement, gathering of each hit what is wanted of it and no more."""
    in_part = Q(samples__contains=[samples.part])
    number = "count(*)"
    if samples.checks_part and candidates.check is not None:
        articles = candidates.articles.annotate(
            in_part=in_part, tokens=Case(When(in_part & candidates.check, then="facets"))
        )
        number += "::float * count(tokens) / NULLIF(count(*) FILTER (WHERE in_part), 0)"
    elif samples.part > samples.whole:
        articles = candidates.hits.annotate(tokens=Case(When(in_part, then="facets")))
    else:
        articles = candidates.hits.annotate(tokens=F("facets"))
    columns = ["id", *(page.columns if page else ()), "tokens"]
    columns += ["in_part"] if samples.checks_part else []
    hits = in_sample(articles, samples.whole).values(*columns).order_by()
    sql, params = hits.query.sql_with_params()
    gathered = f"hits AS MATERIALIZED ({sql})"
    return _SUMMARY_SQL.format(gathered=gathered, number=number), list(params)


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
