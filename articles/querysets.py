"""Reads of articles, as adjectives that chain."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import BooleanField, F, Func, Q, UUIDField, Value
from django.db.models.functions import Now

from articles.search.asking import Asked
from articles.search.facets import period_tokens

if TYPE_CHECKING:
    from articles.models import Article  # noqa: F401
    from articles.walking import Cursor

NEWEST = (F("sort_moment").desc(nulls_last=True), F("id").desc())
OLDEST = (F("sort_moment").asc(nulls_last=True), F("id").asc())


# Derived and large: for the database to search in, not to be fetched.
INDEX_FIELDS = ("search", "search_terms", "facets", "samples", "strong_words", "word_pairs")


class ArticleQuerySet(models.QuerySet["Article"]):
    """What can be asked of the articles."""

    def published(self) -> Self:
        """Keep what the public may see: the one rule of visibility."""
        due = Q(publish_at__isnull=True) | Q(publish_at__lte=Now())
        return self.filter(due, status="published")

    def without_index(self) -> Self:
        """Leave out of the rows what only the index needs."""
        return self.defer(*INDEX_FIELDS)

    def answering(self, asked: Asked) -> Self:
        """Keep what answers a reader's query; one that asks nothing keeps everything."""
        return self if asked.nothing else self.filter(asked.condition)

    def between(self, first: date | None, last: date | None) -> Self:
        """Keep what may have appeared in the period, bounds included; None leaves a side open.

        An article of an unknown date is in no period.
        """
        articles = self
        if first:
            articles = articles.filter(published_to__gte=first)
        if last:
            articles = articles.filter(published_from__lte=last)
        return articles

    def around(self, first: date | None, last: date | None) -> Self:
        """Let the index of words and facets leave out what cannot be in the period."""
        return self.with_any_facet(period_tokens(first, last))

    def with_all_facets(self, facets: Iterable[str]) -> Self:
        facets = list(facets)
        return self.filter(facets__contains=facets) if facets else self

    def with_any_facet(self, facets: Iterable[str]) -> Self:
        facets = list(facets)
        return self.filter(facets__overlap=facets) if facets else self

    def without_facets(self, facets: Iterable[str]) -> Self:
        facets = list(facets)
        return self.exclude(facets__overlap=facets) if facets else self

    def dated(self) -> Self:
        return self.filter(sort_moment__isnull=False)

    def beyond(self, cursor: "Cursor") -> Self:
        """Keep what comes after a place in the order of dates, as far as its stretch goes.

        A place among the dated keeps dated articles only; the undated are the next stretch.
        """
        if cursor.moment is None:
            undated = self.filter(sort_moment__isnull=True)
            if cursor.article_id is None:
                return undated
            return undated.filter(**{f"pk__{'lt' if cursor.newest else 'gt'}": cursor.article_id})
        moment = Func(Value(cursor.moment.isoformat()), template="%(expressions)s::timestamp")
        place = Func(moment, Value(cursor.article_id, output_field=UUIDField()), function="ROW")
        beyond = Func(
            Func(F("sort_moment"), F("id"), function="ROW"),
            place,
            template="%(expressions)s",
            arg_joiner=" < " if cursor.newest else " > ",
            output_field=BooleanField(),
        )
        return self.filter(beyond)

    def newest_first(self) -> Self:
        return self.order_by(*NEWEST)

    def oldest_first(self) -> Self:
        return self.order_by(*OLDEST)
