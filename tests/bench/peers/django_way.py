"""The ordinary Django way in the same PostgreSQL: SearchRank, count(), joined facets."""

import threading
import time
from collections.abc import Iterator
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import OperationalError, connection
from django.db.models import Count, F, QuerySet
from django.db.models.functions import ExtractYear

from articles.models import Article
from articles.search.facets import PREFIXES
from tests.bench.asked import CHOICES, FACETS, HITS, TIMEOUT, Answer, Asked, Term, TooSlow
from tests.bench.plain.models import PlainArticle

TABLE = PlainArticle._meta.db_table
TOPICS, ACTORS = PlainArticle.topics.through, PlainArticle.actors.through
LINKS = {"topic": TOPICS, "actor": ACTORS}
CANCELLED = "57014"  # SQLSTATE of a statement that took too long
MIDDLE = "80000000-0000-0000-0000-000000000000"  # keys are spread evenly
VECTOR = (
    "setweight(to_tsvector('dutch', left(title, 500)), 'A') ||"
    " setweight(to_tsvector('dutch', left(lead, 10000)), 'B') ||"
    " setweight(to_tsvector('dutch', left(body, 90000)), 'C')"
)


def build() -> None:
    """Copy the archive's articles, on two connections; make the indexes after the rows."""
    drop()
    halves = (f"id < '{MIDDLE}'", f"id >= '{MIDDLE}'")
    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(PlainArticle)
        threads = [threading.Thread(target=_copy, args=(half,)) for half in halves]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if PlainArticle.objects.count() != Article.objects.count():
            raise RuntimeError("The ordinary tables could not be filled; see above.")
    with connection.cursor() as cursor:
        for model in (PlainArticle, TOPICS, ACTORS):
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")


def drop() -> None:
    """Take the tables away."""
    with connection.cursor() as cursor:
        for model in (TOPICS, ACTORS, PlainArticle):
            cursor.execute(f"DROP TABLE IF EXISTS {model._meta.db_table} CASCADE")


def _copy(half: str) -> None:
    fields = "id, title, lead, body, published, published_from, published_to"
    source = f"(SELECT * FROM {Article._meta.db_table} WHERE {half}) AS article"
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} ({fields}, moment, source_id, search)"
                f" SELECT {fields}, sort_moment AT TIME ZONE 'UTC', source_id, {VECTOR}"
                f" FROM {source}"
            )
            for kind, link in LINKS.items():
                key = "int" if kind == "actor" else "text"
                cursor.execute(
                    f"INSERT INTO {link._meta.db_table} (plainarticle_id, {kind}_id)"
                    f" SELECT id, substr(token, 3)::{key} FROM {source}, unnest(facets) AS token"
                    " WHERE token LIKE %s",
                    [f"{PREFIXES[kind]}:%"],
                )
    finally:
        connection.close()


class DjangoWay:
    """Querysets as anybody would write them."""

    name = "django"

    def prepare(self) -> None:
        """Bound each statement, before the clock runs."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(TIMEOUT * 1000)}")

    def answer(self, asked: Asked) -> Answer:
        try:
            return self._answer(asked, time.monotonic() + TIMEOUT)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") == CANCELLED:
                raise TooSlow from None
            raise

    def _answer(self, asked: Asked, deadline: float) -> Answer:
        query = _search_query(asked)
        articles = _matching(asked, query)
        hits = _ordered(articles, asked, query).values_list("id", "title", "published")
        found = list(hits[asked.start : asked.start + HITS])
        count = articles.count()
        facets = {}
        for kind in FACETS:
            if time.monotonic() > deadline:
                raise TooSlow
            field = kind if kind == "source" else f"{kind}s"
            counted = articles.filter(**{f"{field}__isnull": False}).values_list(field)
            facets[kind] = list(counted.annotate(n=Count("pk")).order_by("-n")[:CHOICES])
        years = articles.annotate(year=ExtractYear("published_from")).values_list("year")
        in_years = {year: n for year, n in years.annotate(n=Count("pk")).order_by() if year}
        if time.monotonic() > deadline:
            raise TooSlow
        rows = [(str(pk), title, published) for pk, title, published in found]
        return Answer(hits=rows, count=count, facets=facets, years=in_years)


def _matching(asked: Asked, query: Any) -> QuerySet[PlainArticle]:
    articles = PlainArticle.objects.all()
    if query is not None:
        articles = articles.filter(search=query)
    elif asked.words.excluded:
        articles = articles.exclude(search=reduce(or_, map(_term, asked.words.excluded)))
    if asked.first:
        articles = articles.filter(published_to__gte=asked.first)
    if asked.last:
        articles = articles.filter(published_from__lte=asked.last)
    for linked in _linked(asked.wanted):
        articles = articles.filter(**linked)
    for linked in _linked(asked.unwanted):
        articles = articles.exclude(**linked)
    return articles


def _linked(choices: Any) -> Iterator[dict[str, Any]]:
    """Filter through the link tables without a join, which would multiply what is counted."""
    for kind, keys in choices.items():
        if kind == "source":
            yield {"source__in": keys}
            continue
        for some in [keys] if kind == "topic" else [[key] for key in keys]:
            links = LINKS[kind].objects.filter(**{f"{kind}__in": some})
            yield {"pk__in": links.values("plainarticle")}


def _ordered(articles: Any, asked: Asked, query: Any) -> Any:
    if asked.sort == "relevance" and query is not None:
        return articles.annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-moment")
    if asked.sort == "oldest":
        return articles.order_by(F("moment").asc(nulls_last=True))
    return articles.order_by(F("moment").desc(nulls_last=True))


def _search_query(asked: Asked) -> Any:
    """Put the words together; None where they ask nothing."""
    if not asked.searches:
        return None
    groups = [reduce(or_, map(_term, group)) for group in asked.words.groups]
    return reduce(and_, [*groups, *(~_term(term) for term in asked.words.excluded)])


def _term(term: Term) -> SearchQuery:
    search_type = "phrase" if term.phrase else "plain"
    return SearchQuery(term.text, config="dutch", search_type=search_type)
