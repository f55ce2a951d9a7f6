"""What PostgreSQL makes of Dutch words, and queries put together from it as text.

A query in the text form of PostgreSQL (``'raket' & 'bom':*``) is combined and handed on as it
stands; PostgreSQL has read each of its words once, so nothing is read twice or otherwise.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Func, Value

from .document import CONFIG

MOST_KEPT = 1 << 16  # analysed words, some 200 bytes each
_LEXEME = re.compile(r"'(?:[^'\\]|''|\\.)*'")
_KNOWN: dict[tuple[str, bool], str] = {}


class TsQuery(SearchQuery):
    """A query in PostgreSQL's own text form."""

    def __init__(self, text: str) -> None:
        self.text = text
        Func.__init__(self, Value(text), output_field=self.output_field)
        self.invert = False

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> Any:  # type: ignore[override]
        return Func.as_sql(self, compiler, connection, template="%(expressions)s::tsquery")


def analyse(
    words: Iterable[str] = (), phrases: Iterable[str] = ()
) -> Mapping[tuple[str, bool], str]:
    """Give the query for each text: (text, whether as a phrase) → query, empty for stop words.

    The lexemes of a word with hyphens must all occur, those of a phrase in their order. What is
    not known yet is asked of PostgreSQL in one statement.
    """
    wanted = [*((word, False) for word in words), *((phrase, True) for phrase in phrases)]
    found = {key: _KNOWN[key] for key in wanted if key in _KNOWN}
    if missing := list(dict.fromkeys(key for key in wanted if key not in found)):
        new = dict(zip(missing, _ask(missing), strict=True))
        if len(_KNOWN) + len(new) > MOST_KEPT:
            _KNOWN.clear()
        _KNOWN.update(new)
        found |= new
    return found


def _ask(keys: Sequence[tuple[str, bool]]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN phrase THEN phraseto_tsquery(%s::regconfig, text)::text"
            " ELSE plainto_tsquery(%s::regconfig, text)::text END"
            " FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY AS asked (text, phrase, place)"
            " ORDER BY place",
            [CONFIG, CONFIG, [text for text, _ in keys], [phrase for _, phrase in keys]],
        )
        return [row[0] for row in cursor.fetchall()]


def lexemes(query: str) -> frozenset[str]:
    """Give the lexemes that a query in text form names, quoted as it has them."""
    return frozenset(_LEXEME.findall(query))


def both(queries: Iterable[str]) -> str:
    """Ask for all of these; an empty one asks nothing."""
    return _joined(queries, " & ")


def either(queries: Iterable[str]) -> str:
    """Ask for any of these; an empty one asks nothing."""
    return _joined(queries, " | ")


def _joined(queries: Iterable[str], operator: str) -> str:
    distinct = list(dict.fromkeys(filter(None, queries)))
    if len(distinct) < 2:  # noqa: PLR2004
        return distinct[0] if distinct else ""
    return operator.join(f"({query})" if " " in query else query for query in distinct)


def in_title(query: str) -> str:
    """Ask for the same words where they have the weight of a title."""
    return _weighing(query, "A")


def prefix(text: str) -> str:
    """Ask for any lexeme that begins with these letters (and digits)."""
    return f"'{text}':*"


def within(words: Sequence[str], distance: int) -> str:
    """Ask for each two neighbouring words at most ``distance`` places from each other.

    Both in the title or both in the text: the places of one go on where those of the other end.
    """
    return both(
        either(
            f"({_weighing(left, weights)}) <{step}> ({_weighing(right, weights)})"
            for left, right in ((first, second), (second, first))
            for step in range(1, distance + 1)
            for weights in ("A", "BC")
        )
        for first, second in itertools.pairwise(words)
    )


def _weighing(query: str, weights: str) -> str:
    return _LEXEME.sub(rf"\g<0>:{weights}", query)
