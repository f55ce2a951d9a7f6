"""The tokens by which articles are filtered and counted.

An article carries its topics (with their parents), actors, sources, year, month and sample bucket
as short tokens in ``facets``; one GIN index holds them and the words, and intersects both.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

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
SAMPLE_BUCKETS = 256
MOST_MONTHS = 24


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
        # An article known to its year only has the year here too: it may be of any month.
        tokens.add(token("month", str(published)[:7]))
    tokens.add(token("bucket", article_id.int % SAMPLE_BUCKETS))
    return sorted(tokens)


def period_tokens(first: date, last: date) -> list[str]:
    """Name the months that a period touches, or its years where it is long.

    Every article that may have appeared in the period has one of them; some others do too.
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    years = range(first.year, last.year + 1)
    if months > MOST_MONTHS:
        return [token("year", year) for year in years]
    steps = (first.year * 12 + first.month - 1 + step for step in range(months))
    return [token("month", f"{year:04}") for year in years] + [
        token("month", f"{step // 12:04}-{step % 12 + 1:02}") for step in steps
    ]
