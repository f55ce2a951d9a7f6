"""How near the estimates and the bounded ranking come to the whole truth."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import QueryDict

from articles.models import Article
from articles.results import ArticleResults
from articles.search.facets import token
from articles.search.ordering import relevance
from tests.bench.asked import Asked
from tests.bench.place import Steps

MANY = 20_000  # hits above which an estimate must be within three per cent
FIRST = 10
WIDENING = ("topic", "source")

_COUNTS = """
WITH hits AS MATERIALIZED ({hits})
SELECT '', count(*) FROM hits
UNION ALL SELECT token, count(*) FROM hits, unnest(hits.facets) AS token GROUP BY token
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number that was shown, and the true one; ``what`` is a query, with a facet's value."""

    what: str
    shown: int
    true: int

    @property
    def error(self) -> float:
        """How far off, as a share of the truth."""
        return abs(self.shown - self.true) / max(self.true, 1)


def check_estimates(queries: list[Asked]) -> dict[str, Any]:
    """Compare every estimated count, and every value of its facets, with the exact ones."""
    counts, values = [], []
    progress = Steps("exact counts", len(queries))
    for number, asked in enumerate(queries, 1):
        results = ArticleResults(QueryDict(asked.query.address), path="/")
        if not results.count.exact or not results.counts.exact:
            true = _true_counts(results.question.articles)
            counts.append(
                Estimate(what=str(asked.query), shown=results.count.value, true=true.get("", 0))
            )
            values += _facet_estimates(results, asked, true)
        progress(number)
    return {
        "checked": len(counts),
        **_worst(counts, MANY),
        "facets": {
            "checked": len(values),
            **_worst(values, MANY),
            "over_2000": _worst(values, 2_000),
        },
        "zero_hit_values": sum(value.true == 0 < value.shown for value in values),
    }


def _true_counts(articles: Any) -> dict[str, int]:
    sql, params = articles.order_by().values("facets").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(hits=sql), params)
        return dict(cursor.fetchall())


def _facet_estimates(
    results: ArticleResults, asked: Asked, true: dict[str, int]
) -> Iterator[Estimate]:
    for group in results.facets:
        counts = true
        if group.kind in WIDENING and asked.wanted.get(group.kind):
            counts = _true_counts(results.question.articles_without(group.kind))
        for value in group.values:
            if value.count is not None:
                key = token(group.kind, value.value.pk)  # type: ignore[arg-type]
                what = f"{asked.query}: {value.label}"
                yield Estimate(what=what, shown=value.count, true=counts.get(key, 0))
    for bar, _ in results.bars:
        kind = "year" if results.histogram.unit == "year" else "month"
        key = token(kind, bar.period)  # type: ignore[arg-type]
        yield Estimate(what=f"{asked.query}: {bar.period}", shown=bar.count, true=true.get(key, 0))


def _worst(estimates: list[Estimate], many: int) -> dict[str, Any]:
    large = [estimate for estimate in estimates if estimate.true > many]
    if not large:
        return {"worst_error": 0.0, "mean_error": 0.0, "large": 0, "worst": ""}
    worst = max(large, key=lambda estimate: estimate.error)
    return {
        "worst_error": round(worst.error, 4),
        "mean_error": round(sum(estimate.error for estimate in large) / len(large), 4),
        "large": len(large),
        "worst": f"{worst.what}: {worst.shown:,} for {worst.true:,}",
    }


def check_ranking(queries: list[Asked]) -> dict[str, Any]:
    """Compare our first ten by relevance with those of ranking every hit by the same score.

    ``agreement10`` is the mean share of the true first ten that we show; ``score10`` how much of
    their scores' sum ours have, which forgives an exchange of equals.
    """
    asked_by_relevance = [
        asked
        for asked in queries
        if asked.sort == "relevance" and asked.searches and not asked.start
    ]
    shares: dict[str, float] = {}
    scores: list[float] = []
    progress = Steps("ranking everything", len(asked_by_relevance))
    for number, asked in enumerate(asked_by_relevance, 1):
        results = ArticleResults(QueryDict(asked.query.address), path="/")
        ours = [hit.article.pk for hit in results.page_hits[:FIRST]]
        best = _best(results)
        if best:
            shares[str(asked.query)] = len(set(ours) & set(best)) / len(best)
            scores.append(_score_of(results, ours) / max(sum(best.values()), 1e-12))
        progress(number)
    return {
        "agreement10": round(sum(shares.values()) / max(len(shares), 1), 4),
        "worst": min(shares.values(), default=1.0),
        "score10": round(sum(scores) / max(len(scores), 1), 4),
        "worst_score": round(min(scores, default=1.0), 4),
        "queries": len(shares),
        "below_1": {query: share for query, share in shares.items() if share < 1},
    }


def _best(results: ArticleResults) -> dict[Any, float]:
    scored = results.question.articles.annotate(score=relevance(results.question.query))
    fields = scored.order_by().values("id", "sort_moment", "score")
    sql, params = fields.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH hits AS MATERIALIZED ({sql}) SELECT id, score FROM hits"
            " ORDER BY score DESC, sort_moment DESC NULLS LAST, id DESC LIMIT %s",
            [*params, FIRST],
        )
        return dict(cursor.fetchall())


def _score_of(results: ArticleResults, ids: list[Any]) -> float:
    scored = Article.objects.filter(pk__in=ids).annotate(score=relevance(results.question.query))
    return float(sum(scored.values_list("score", flat=True)))
