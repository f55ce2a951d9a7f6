"""Articles with a part of the words, for a question that few articles answer wholly."""

import math
from collections.abc import Collection
from functools import reduce
from operator import add
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchRank
from django.db.models import F, FloatField, Value

from articles.models import Article
from articles.question import Question
from articles.search.asking import Asked
from articles.search.counting import probe, probe_each
from articles.search.grammar import All, AnyOf, Leaf, Node, Not, ParsedQuery
from articles.search.ordering import BEST, RANKED, aged, gathered, strong_candidates
from articles.understanding import understand_all

ENOUGH = 10  # hits that answer wholly, from which on none is shown that does so in part
MOST_PARTS = 12  # of a pasted sentence, the rarest


def partly_answering(
    question: Question, *, archive: int, found: Collection[UUID], number: int
) -> list[UUID]:
    """Find the articles, apart from those ``found``, that have most of the words; best first.

    Each word weighs as much as it tells: by the logarithm of how few articles have it (Spärck
    Jones, 1972), and by its places in the text as PostgreSQL's ``ts_rank`` has them.
    """
    always, parts = _divided(question.parsed)
    if len(parts) < 2:  # noqa: PLR2004
        return []
    rest = question.articles_without("q")
    queries = [ParsedQuery(part) for part in (_one_of(always, parts), *parts[:MOST_PARTS])]
    understood = understand_all(queries, groups=question.synonyms)
    together, *each = (one.asked for one in understood)
    each = [asked for asked in each if asked.query]
    numbers = probe_each([rest.answering(asked) for asked in each], archive=archive)
    weighed = [
        (math.log(1 + archive / (hits + 1)), hits, asked)
        for hits, asked in zip(numbers, each, strict=True)
    ]
    if not weighed:
        return []
    articles = _bounded(rest.answering(together), weighed, archive)
    rank = reduce(add, (_rank(asked, weight) for weight, _, asked in weighed))
    scored = articles.exclude(pk__in=found).annotate(score=aged(rank))
    fields = scored.values("id", "sort_moment", "score")
    return gathered(fields, BEST, start=0, number=number)


def _divided(parsed: ParsedQuery) -> tuple[list[Node], list[Node]]:
    """Tell what must hold in any case, and what may be missing."""
    root = parsed.root
    parts: tuple[Node, ...] = root.parts if isinstance(root, All) else (root,) if root else ()
    always = [part for part in parts if isinstance(part, Not) or _is_origin(part)]
    return always, [part for part in parts if part not in always]


def _is_origin(node: Node) -> bool:
    return isinstance(node, Leaf) and node.field in {"source", "author"}


def _one_of(always: list[Node], parts: list[Node]) -> Node:
    any_of = AnyOf(tuple(parts))
    return All((any_of, *always)) if always else any_of


def _rank(asked: Asked, weight: float) -> Any:
    assert asked.query  # noqa: S101 - the others were left out
    return SearchRank(F("search"), asked.query, normalization=1) * Value(
        weight, output_field=FloatField()
    )


def _bounded(articles: Any, weighed: list[tuple[float, int, Asked]], archive: int) -> Any:
    """Keep to what can be ranked: those with the rarest words, or else most about any of them."""
    if probe(articles, archive=archive) <= RANKED:
        return articles
    weighed = sorted(weighed, key=lambda one: one[1])
    total, conditions = 0, []
    for _, hits, asked in weighed:
        total += hits
        if total > RANKED:
            break
        conditions.append(asked.condition)
    if conditions:
        return articles.filter(reduce(lambda one, other: one | other, conditions))
    words = [frozenset[str]().union(*(key for _, _, asked in weighed for key in asked.keys))]
    return Article.objects.filter(pk__in=strong_candidates(articles, words))
