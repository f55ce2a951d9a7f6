"""Let what was decided about actors take effect on the articles that name them."""

import operator
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from articles.copying import table_of
from articles.indexing import index_articles
from articles.linking import key_of
from articles.models import Actor, Article, Mention, Sighting
from articles.search.document import CONFIG
from articles.search.facets import token

MOST_READ = 300  # articles read again while the editor waits, a few seconds
MOST_MOVED = 5_000  # articles whose mentions and facets are rewritten while the editor waits
CHUNK = 100  # of them in one statement, far within what the database allows a page


def articles_naming(
    actors: Collection[Actor], names: Collection[str], *, in_text: bool = True
) -> list[UUID]:
    """List articles that mention the actors, or in which these names were read or stand.

    At most one more than can be read again at once. Without ``in_text`` their words are not
    searched, only what the recogniser read.
    """
    most = MOST_READ + 1
    ids: dict[UUID, None] = {}
    for found in _naming(actors, names, in_text=in_text):
        ids.update(dict.fromkeys(found[: most - len(ids)]))
        if len(ids) >= most:
            break
    return list(ids)


def _naming(actors: Collection[Actor], names: Collection[str], *, in_text: bool) -> Iterator:
    if names and in_text:
        queries = (SearchQuery(name, config=CONFIG, search_type="phrase") for name in names)
        found = Article.objects.filter(search=reduce(operator.or_, queries))
        yield found.values_list("pk", flat=True)
    yield Mention.objects.filter(actor__in=actors).values_list("article", flat=True)
    if names:
        keys = {key_of(name) for name in names}
        yield Sighting.objects.filter(key__in=keys).values_list("article", flat=True)


def read_again(ids: Sequence[UUID]) -> tuple[int, bool]:
    """Derive these articles afresh, as many as the editor waits for: how many, and was it all."""
    return index_articles(ids[:MOST_READ]), len(ids) <= MOST_READ


def chunks(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Divide articles, in the order of their ids, so that no statement takes long."""
    rest = sorted(ids)
    return (rest[start : start + CHUNK] for start in range(0, len(rest), CHUNK))


def exchange_facet(
    ids: Iterable[UUID], *, gone: Actor | None = None, come: Actor | None = None
) -> None:
    """Take an actor out of the facets of articles, and put another in."""
    tokens = [token("actor", actor.pk) if actor else None for actor in (gone, come)]
    statement = (
        f"UPDATE {table_of(Article)} SET facets = ARRAY("  # noqa: S608 - our own words
        "SELECT facet FROM (SELECT DISTINCT unnest("
        "array_append(array_remove(facets, %s::varchar), %s::varchar)) AS facet) AS found"
        ' WHERE facet IS NOT NULL ORDER BY facet COLLATE "C") WHERE id = ANY(%s)'
    )
    with connection.cursor() as cursor:
        for chunk in chunks(ids):
            cursor.execute(statement, [*tokens, chunk])
