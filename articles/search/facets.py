"""The tokens by which articles are filtered and counted.

An article carries its topics (with their parents), actors, sources, the words of its byline, its
decade, year and month as short tokens in ``facets``, and the samples it is part of in ``samples``;
one GIN index holds them and the words, and intersects them.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from articles.dates import FIRST_YEAR, LAST_YEAR, PartialDate
from articles.language.pairs import exact_words

Kind = Literal["topic", "actor", "source", "byline", "decade", "year", "month"]
PREFIXES: Mapping[Kind, str] = {
    "topic": "t",
    "actor": "a",
    "source": "s",
    "byline": "b",
    "decade": "d",
    "year": "y",
    "month": "m",
}
KINDS: Mapping[str, Kind] = {prefix: kind for kind, prefix in PREFIXES.items()}
# One article in so many, at random, is in each of these samples: 2, 3, 4, 5, 6, 8, 10, 12, 16 …
# Together they cost an article two entries of the index.
SAMPLES = tuple(sorted(odd << n for odd in (1, 3, 5) for n in range(14) if odd << n > 1))
MOST_MONTHS = 24
LONGEST_BYLINE_WORD = 30  # characters


def token(kind: Kind, key: object) -> str:
    """Write one facet, for example ``t:11000000`` for a topic."""
    return f"{PREFIXES[kind]}:{key}"


def facet_tokens(
    *,
    published: PartialDate | None,
    topics: Iterable[str],
    actors: Iterable[int],
    sources: Iterable[int],
    byline: str = "",
) -> list[str]:
    """List the tokens of one article; ``topics`` come with their ancestors."""
    tokens = {token("topic", code) for code in topics}
    tokens |= {token("actor", key) for key in actors}
    tokens |= {token("source", key) for key in sources}
    tokens |= set(byline_tokens(byline))
    if published:
        tokens.add(token("decade", decade(published.year)))
        tokens.add(token("year", published.year))
        # An article known to its year only has the year here too: it may be of any month.
        tokens.add(token("month", str(published)[:7]))
    return sorted(tokens)


def samples_of(article_id: uuid.UUID) -> list[int]:
    """Name the samples that an article is part of."""
    number = article_id.int
    return [size for size in SAMPLES if number % size == 0]


def byline_tokens(text: str) -> list[str]:
    """Write the words of a byline, or of what a reader asks of it: ``b:peeters``."""
    words = dict.fromkeys(exact_words(text))
    return [token("byline", word[:LONGEST_BYLINE_WORD]) for word in words]


def decade(year: int) -> str:
    """Name a decade by the digits that its years share, ``202`` for 2020 to 2029."""
    return f"{year // 10:03}"


def period_tokens(first: date | None, last: date | None) -> list[str]:
    """Name the months that a period touches, or its years and decades where it is long.

    Every article that may have appeared in the period has one of them; some others do too. A
    side that is open reaches to the end of the calendar.
    """
    first, last = first or date(FIRST_YEAR, 1, 1), last or date(LAST_YEAR, 12, 31)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MOST_MONTHS:
        return _year_tokens(first.year, last.year)
    steps = (first.year * 12 + first.month - 1 + step for step in range(months))
    return [token("month", f"{year:04}") for year in range(first.year, last.year + 1)] + [
        token("month", f"{step // 12:04}-{step % 12 + 1:02}") for step in steps
    ]


def _year_tokens(first: int, last: int) -> list[str]:
    """Cover the years by whole decades where that can be."""
    tokens, year = [], first
    while year <= last:
        if year % 10 == 0 and year + 9 <= last:
            tokens.append(token("decade", decade(year)))
            year += 10
        else:
            tokens.append(token("year", f"{year:04}"))
            year += 1
    return tokens
