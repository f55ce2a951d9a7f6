"""The articles of the archive as they are handed to systems outside it: one truth for all."""

from collections.abc import Iterator
from datetime import UTC, date

from articles.models import Article
from articles.search.facets import KINDS
from tests.bench.asked import Row

AT_ONCE = 2_000


def rows() -> Iterator[Row]:
    """Read every published article, with the topics, actors and sources that were derived."""
    fields = ("id", "title", "lead", "body", "published", "sort_moment", "published_from")
    articles = Article.objects.published().order_by().values_list(*fields, "published_to", "facets")
    for pk, title, lead, body, published, moment, first, last, tokens in articles.iterator(AT_ONCE):
        facets: dict[str, list[str]] = {}
        for token in tokens:
            prefix, _, key = token.partition(":")
            if prefix in KINDS:
                facets.setdefault(KINDS[prefix], []).append(key)
        yield Row(
            id=str(pk),
            title=title,
            lead=lead,
            body=body,
            published=published,
            moment=int(moment.replace(tzinfo=UTC).timestamp()) if moment else None,
            first=days(first) if first else None,
            last=days(last) if last else None,
            year=first.year if first else None,
            facets=facets,
        )


def days(day: date) -> int:
    """Number a day, so that every system can compare it."""
    return day.toordinal()
