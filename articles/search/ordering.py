"""The ids of one page of very many hits, in order, without sorting or ranking what nobody sees.

PostgreSQL is never left to choose between walking the index of dates and gathering the hits: the
number of hits decides, and a materialised ``WITH`` keeps it to that.

- By date: where the hits lie thick, they are picked out of the newest (or oldest) articles; else
  the index gathers those of the newest years and months that hold enough of them.
- By relevance: the hits whose strongest words are those asked for, of every year, and the newest
  hits are ranked; the others are not looked at.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.search import SearchRank
from django.db import connections
from django.db.models import F, FloatField, Func, Max, Min, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from articles.language.strong import tokens_by_level

from .counting import ALL_FOUND, FacetCounts
from .facets import token
from .tsquery import TsQuery

# So many hits are gathered whole, to be sorted, unless each of them must be checked.
SORTED = 4_000
# So many hits are ranked whole, which reads their vectors; of more, so many candidates.
RANKED = ALL_FOUND
NEWEST_CANDIDATES, STRONG_CANDIDATES = 80, 320
# Picking hits out of the newest articles reads the vectors of so many articles at most.
WINDOW = 500
RECENT_YEARS = 3  # after which an article's bonus for being new has fallen to a quarter
SPARE, EXTRA = 1.5, 30  # how many more hits to expect from slices than are wanted
NEWEST, OLDEST = "sort_moment DESC NULLS LAST, id DESC", "sort_moment NULLS LAST, id"
BEST = f"score DESC, {NEWEST}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What is known of very many hits when a page of them is to be found.

    ``counts``, called only where it must be, tells at least their years and months; ``archive``
    is the number of articles. ``checked`` where finding a hit takes looking into its text.
    """

    articles: Any
    checked: bool
    roughly: int
    archive: int
    counts: Callable[[], FacetCounts]
    query: TsQuery | None = None
    words: tuple[frozenset[str], ...] = ()


def reachable(*, sort: str, roughly: int, pages_reach: int) -> int:
    """Tell how many hits can be paged through in this order."""
    if sort == "relevance" and roughly > RANKED:
        return min(pages_reach, STRONG_CANDIDATES)
    return pages_reach


def page_ids(hits: Hits, *, sort: str, start: int, number: int) -> list[UUID]:
    """Find the ids from ``start`` on, by ``relevance``, ``newest`` or ``oldest``."""
    if sort == "relevance" and hits.query is not None:
        return _best(hits, start, number)
    return _by_date(hits, start, number, newest=sort != "oldest")


# By date


def _by_date(hits: Hits, start: int, number: int, *, newest: bool) -> list[UUID]:
    end = start + number
    if hits.roughly <= (ALL_FOUND if hits.checked else SORTED):
        return sorted_ids(hits.articles, start, number, newest=newest)
    rows = math.ceil(SPARE * end * hits.archive / hits.roughly) + number
    if rows <= WINDOW:
        found = _among_first(hits.articles, rows, end, newest=newest)
        if len(found) == end:
            return found[start:]
    for slices in _slices(hits, end, newest=newest):
        found = sorted_ids(hits.articles.with_any_facet(slices), 0, end, newest=newest)
        if len(found) == end:
            return found[start:]
    return sorted_ids(hits.articles, start, number, newest=newest)


def sorted_ids(articles: QuerySet[Any], start: int, number: int, *, newest: bool) -> list[UUID]:
    """Gather all by date, whatever PostgreSQL thinks that a ``LIMIT`` is worth, then sort."""
    fields = articles.values("id", "sort_moment")
    return gathered(fields, NEWEST if newest else OLDEST, start=start, number=number)


def _among_first(articles: QuerySet[Any], rows: int, most: int, *, newest: bool) -> list[UUID]:
    """Pick the hits out of the first ``rows`` articles by date; at most ``most``."""
    manager = articles.model._default_manager  # noqa: SLF001
    # In either direction of the one index by date, which has the undated at its far end.
    first = manager.newest_first() if newest else manager.dated().newest_first().reverse()
    return sorted_ids(articles.filter(pk__in=first.values("id")[:rows]), 0, most, newest=newest)


def _slices(hits: Hits, wanted: int, *, newest: bool) -> Iterator[list[str]]:
    """Name the years, and months of the last of them, that should hold ``wanted`` hits.

    If they do not after all, then those that should hold four times as many, and so on.
    """
    bounds = hits.articles.model._default_manager.aggregate(  # noqa: SLF001
        first=Min("sort_moment"), last=Max("sort_moment")
    )
    if not bounds["first"]:
        return
    years = list(range(bounds["first"].year, bounds["last"].year + 1))
    enough = wanted * SPARE + EXTRA
    while enough < hits.roughly:
        yield _slice(hits.counts(), years[::-1] if newest else years, enough, newest=newest)
        enough *= 4


def _slice(counts: FacetCounts, years: list[int], enough: float, *, newest: bool) -> list[str]:
    months, by_year = counts.of("month"), counts.of("year")
    found, tokens = 0.0, []
    for year in years:
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
    return tokens


# By relevance


def relevance(query: TsQuery) -> Any:
    """Score a hit: words in the title before the lead before the text, close together, recent.

    Cover density ranking (Clarke, Cormack and Tudhope, 1999, as PostgreSQL's ``ts_rank_cd`` has
    it), divided by 1 + the logarithm of the length; a new article weighs up to a quarter more.
    """
    return aged(SearchRank(F("search"), query, cover_density=True, normalization=1))


def aged(rank: Any) -> Any:
    """Let a new article weigh up to a quarter more."""
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
    candidates, strong = hits.articles, None
    if hits.roughly > RANKED:
        newest = _by_date(hits, 0, NEWEST_CANDIDATES, newest=True)
        strong = _strong(hits.articles, hits.words)
        chosen = RawSQL("SELECT id FROM strong UNION SELECT unnest(%s::uuid[])", [newest])
        manager = hits.articles.model._default_manager  # noqa: SLF001
        candidates = manager.filter(pk__in=chosen)
    scored = candidates.annotate(score=relevance(hits.query))  # type: ignore[arg-type]
    fields = scored.values("id", "sort_moment", "score")
    return gathered(fields, BEST, start=start, number=number, given=strong)


class Given(NamedTuple):
    """Queries that stand before another in a ``WITH``, each under its name."""

    sql: str
    params: list[Any]


def strong_candidates(articles: Any, groups: Sequence[frozenset[str]]) -> list[UUID]:
    """Gather the hits that are about all of the words, then those most about one of them."""
    strong = _strong(articles, groups)
    with connections[articles.db].cursor() as cursor:
        cursor.execute(f"WITH {strong.sql} SELECT id FROM strong", strong.params)  # noqa: S608
        return list(dict.fromkeys(row[0] for row in cursor.fetchall()))


def _strong(articles: Any, groups: Sequence[frozenset[str]]) -> Given:
    """Write the query of these hits, which are named ``strong``.

    PostgreSQL looks for a level only once those before it did not fill the list. It plans the
    search of a level once, which it would do for each of a union.
    """
    if not groups:
        return Given("strong AS (SELECT NULL::uuid AS id WHERE false)", [])
    levels = tokens_by_level(frozenset[str]().union(*groups))
    of_level = articles.filter(strong_words__overlap=RawSQL("level.tokens", []))
    sql, params = _few_ids(of_level)
    values = ", ".join(["(%s::text[])"] * len(levels))
    strong = f"SELECT few.id FROM (VALUES {values}) AS level (tokens), LATERAL ({sql}) AS few"  # noqa: S608
    params = [*levels, *params]
    if len(groups) > 1:
        about_all = articles
        for words in groups:
            tokens = [token for level in tokens_by_level(words) for token in level]
            about_all = about_all.filter(strong_words__overlap=tokens)
        sql, about_params = _few_ids(about_all)
        strong, params = f"({sql}) UNION ALL ({strong})", [*about_params, *params]
    return Given(
        f"strong AS MATERIALIZED (SELECT id FROM ({strong}) AS every LIMIT %s)",  # noqa: S608
        [*params, STRONG_CANDIDATES],
    )


def _few_ids(articles: Any) -> tuple[str, list[Any]]:
    sql, params = articles.values("id").order_by()[:STRONG_CANDIDATES].query.sql_with_params()
    return sql, list(params)


def gathered(
    fields: QuerySet[Any, Any], order: str, *, start: int, number: int, given: Given | None = None
) -> list[UUID]:
    """Run a query of ``id`` and more to its end before ordering what it found."""
    sql, params = fields.order_by().query.sql_with_params()
    before, given_params = (f"{given.sql}, ", given.params) if given else ("", [])
    with connections[fields.db].cursor() as cursor:
        cursor.execute(
            f"WITH {before}hits AS MATERIALIZED ({sql}) SELECT id FROM hits"  # noqa: S608 - Django's own SQL
            f" ORDER BY {order} LIMIT %s OFFSET %s",
            [*given_params, *params, number, start],
        )
        return [row[0] for row in cursor.fetchall()]
