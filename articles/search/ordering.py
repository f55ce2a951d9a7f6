"""The ids of one page of hits, in order, without sorting or ranking what nobody looks at.

PostgreSQL is never left to choose between walking the index of dates and gathering the hits: the
number of hits decides, and a materialised ``WITH`` keeps it to that.

- Few hits are gathered by the index of words and facets, and sorted or ranked.
- Many hits by date: where they lie thick, they are picked out of the newest (or oldest) articles;
  else the index gathers those of the newest years and months that hold enough of them.
- Many hits by relevance: the newest hits, and hits with a word in the title, of every year, are
  ranked; the others are not looked at.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchRank
from django.db import connections
from django.db.models import F, FloatField, Func, Max, Min, QuerySet
from django.db.models.functions import Now

from .counting import FacetCounts, probe, sample_tokens
from .facets import SAMPLE_BUCKETS, token
from .query import Query

# So many hits are gathered whole: to be sorted, and to be ranked (which reads their vectors).
SORTED, RANKED = 4_000, 2_000
WINDOW = 3_000
NEWEST_CANDIDATES, TITLE_CANDIDATES = 600, 1_400
RECENT_YEARS = 3  # after which an article's bonus for being new has fallen to a quarter
TITLE_PROBE_BUCKETS = 16
SPARE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What is known of the hits when a page of them is to be found.

    ``counts`` is called only where the hits must be sliced by year and month.
    """

    articles: Any
    roughly: int
    counts: Callable[[], FacetCounts]
    query: Query | None = None
    any_word: Query | None = None


def reachable(*, sort: str, roughly: int, pages_reach: int) -> int:
    """Tell how many hits can be paged through in this order."""
    if sort == "relevance" and roughly > RANKED:
        return min(pages_reach, NEWEST_CANDIDATES)
    return pages_reach


def page_ids(hits: Hits, *, sort: str, start: int, number: int) -> list[UUID]:
    """Find the ids from ``start`` on, by ``relevance``, ``newest`` or ``oldest``."""
    if sort == "relevance" and hits.query is not None:
        return _best(hits, start, number)
    return _by_date(hits, start, number, newest=sort != "oldest")


# By date


def _by_date(hits: Hits, start: int, number: int, *, newest: bool) -> list[UUID]:
    end = start + number
    if hits.roughly > SORTED:
        rows = math.ceil(SPARE * end * _archive_size(hits.articles) / hits.roughly) + number
        if rows <= WINDOW:
            found = _among_first(hits.articles, rows, end, newest=newest)
            if len(found) == end:
                return found[start:]
        slices = _slices(hits, end, newest=newest)
        if slices:
            found = _sorted(hits.articles.with_any_facet(slices), 0, end, newest=newest)
            if len(found) == end:
                return found[start:]
    return _sorted(hits.articles, start, number, newest=newest)


def _archive_size(articles: QuerySet[Any]) -> int:
    """Give PostgreSQL's own estimate of the number of articles."""
    with connections[articles.db].cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE oid = %s::regclass",
            [articles.model._meta.db_table],  # noqa: SLF001
        )
        return max(int(cursor.fetchone()[0]), 1)


def _order(*, newest: bool) -> str:
    return "sort_moment DESC NULLS LAST, id DESC" if newest else "sort_moment NULLS LAST, id"


def _sorted(articles: QuerySet[Any], start: int, number: int, *, newest: bool) -> list[UUID]:
    """Gather all, then sort."""
    fields = articles.values("id", "sort_moment")
    return _gathered(fields, _order(newest=newest), start=start, number=number)


def _among_first(articles: QuerySet[Any], rows: int, most: int, *, newest: bool) -> list[UUID]:
    """Pick the hits out of the first ``rows`` articles by date; at most ``most``."""
    manager = articles.model._default_manager  # noqa: SLF001
    # In either direction of the one index by date, which has the undated at its far end.
    first = manager.newest_first() if newest else manager.dated().newest_first().reverse()
    return _sorted(articles.filter(pk__in=first.values("id")[:rows]), 0, most, newest=newest)


def _slices(hits: Hits, wanted: int, *, newest: bool) -> list[str]:
    """Name the years, and months of the last of them, that should hold ``wanted`` hits."""
    bounds = hits.articles.model._default_manager.aggregate(  # noqa: SLF001
        first=Min("sort_moment"), last=Max("sort_moment")
    )
    if not bounds["first"]:
        return []
    years = list(range(bounds["first"].year, bounds["last"].year + 1))
    counts = hits.counts()
    months, by_year = counts.of("month"), counts.of("year")
    enough, found, tokens = wanted * SPARE + 50, 0.0, []
    for year in reversed(years) if newest else years:
        in_year = by_year.get(f"{year:04}", 0)
        if found + in_year < enough:
            tokens.append(token("year", f"{year:04}"))
            found += in_year
            continue
        order = range(12, 0, -1) if newest else range(1, 13)
        for month in order:
            if not newest and month == 1:
                # Articles known to their year only sort before its first month.
                tokens.append(token("month", f"{year:04}"))
            tokens.append(token("month", f"{year:04}-{month:02}"))
            found += months.get(f"{year:04}-{month:02}", 0)
            if found >= enough:
                return tokens
        return [*tokens, token("year", f"{year:04}")]
    return []


# By relevance


def relevance(query: Query) -> Any:
    """Score a hit: words in the title before the lead before the text, close together, recent.

    Cover density ranking (Clarke, Cormack and Tudhope, 1999, as PostgreSQL's ``ts_rank_cd`` has
    it), divided by 1 + the logarithm of the length; a new article weighs up to a quarter more.
    """
    rank = SearchRank(F("search"), query, cover_density=True, normalization=1)
    age = Func(
        Now(),
        F("sort_moment"),
        template="COALESCE(1 + 0.25 / (1 + GREATEST(0, EXTRACT(EPOCH FROM %(expressions)s)"
        f" / 31557600 / {RECENT_YEARS})), 1)",
        arg_joiner=" - ",
        output_field=FloatField(),
    )
    return rank * age


def _best(hits: Hits, start: int, number: int) -> list[UUID]:
    articles = hits.articles
    if hits.roughly > RANKED:
        newest = _by_date(hits, 0, NEWEST_CANDIDATES, newest=True)
        manager = articles.model._default_manager  # noqa: SLF001
        articles = manager.filter(pk__in={*newest, *_title_candidates(hits)})
    scored = articles.annotate(score=relevance(hits.query))  # type: ignore[arg-type]
    fields = scored.values("id", "sort_moment", "score")
    return _gathered(fields, f"score DESC, {_order(newest=True)}", start=start, number=number)


def _title_candidates(hits: Hits) -> set[UUID]:
    """Gather hits with the words in the title, of every year: all words first, then any."""
    found: set[UUID] = set()
    for words in (hits.query, hits.any_word):
        room = TITLE_CANDIDATES - len(found)
        if words is not None and room > 0:
            found |= _sampled(hits.articles.filter(title_search=words), room)
    return found


def _sampled(articles: Any, most: int) -> set[UUID]:
    """Gather the ids of all, or of a uniform sample of about ``most`` where there are more."""
    roughly = probe(articles, buckets=TITLE_PROBE_BUCKETS)
    if roughly > most:
        buckets = max(1, int(SAMPLE_BUCKETS * most / roughly))
        articles = articles.with_any_facet(sample_tokens(buckets))
    return set(_gathered(articles.values("id"), "id", start=0, number=2 * most))


def _gathered(fields: QuerySet[Any, Any], order: str, *, start: int, number: int) -> list[UUID]:
    """Run a query of ``id`` and more to its end before ordering what it found."""
    sql, params = fields.order_by().query.sql_with_params()
    with connections[fields.db].cursor() as cursor:
        cursor.execute(
            f"WITH hits AS MATERIALIZED ({sql}) SELECT id FROM hits"  # noqa: S608 - Django's own SQL
            f" ORDER BY {order} LIMIT %s OFFSET %s",
            [*params, number, start],
        )
        return [row[0] for row in cursor.fetchall()]
