"""Run cases: bring their articles in, ask their queries, and note what came of each."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction
from django.http import QueryDict

from articles.arrivals import Arrival
from articles.evaluation.cases import CaseError, Cases, RankedQuery
from articles.evaluation.measures import FIRST, Failure, Tally, ndcg, reciprocal_rank
from articles.importing import import_articles
from articles.models import ImportItem
from articles.results import ArticleResults


class Searcher(Protocol):
    """Something that searches the articles which the archive holds now."""

    def found(self, query: str) -> Collection[UUID]:
        """Tell every article that answers."""

    def ranked(self, query: str) -> Sequence[UUID]:
        """List the articles that answer, the best first."""


class Archive:
    """The archive's own search, as its page, feed and JSON use it."""

    def found(self, query: str) -> set[UUID]:
        return set(_results(query).question.articles.values_list("pk", flat=True))

    def ranked(self, query: str) -> list[UUID]:
        hits: list[UUID] = []
        for page in count(1):
            results = _results(query, page)
            hits += (hit.article.pk for hit in (*results.page_hits, *results.partial_hits))
            if page >= results.pages:
                break
        return hits


def _results(query: str, page: int = 1) -> ArticleResults:
    params = QueryDict(mutable=True)
    params["q"] = query
    params["page"] = str(page)
    return ArticleResults(params, path="/")


@contextmanager
def brought_in(cases: Cases) -> Iterator[Mapping[str, UUID]]:
    """Import the articles for as long as the block lasts; give their ids by their keys.

    Raises ``CaseError`` where the importer refuses one.
    """
    with transaction.atomic():
        keys = list(cases.articles)
        arrivals = (
            Arrival(name=str(number), data=cases.articles[key]) for number, key in enumerate(keys)
        )
        batch = import_articles(arrivals, label=cases.name[-300:]).batch
        ids: dict[str, UUID] = {}
        for item in ImportItem.objects.filter(batch=batch):
            key = keys[int(item.file_name)]
            if item.outcome == ImportItem.Outcome.REJECTED:
                raise CaseError(f"{cases.name}: “{key[:80]}” wordt geweigerd: {item.reason}")
            ids[key] = item.article_id
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum would, had it the time
        yield ids
        transaction.set_rollback(True)


def judge(cases: Cases, ids: Mapping[str, UUID], searcher: Searcher) -> dict[str, Tally]:
    """Ask ``searcher`` everything; tally by the kind of the cases."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    found = lru_cache(maxsize=None)(searcher.found)
    for pair in cases.pairs:
        tally = tallies[pair.kind]
        hit = ids[pair.text] in found(pair.query)
        tally.count(expected=pair.expected, hit=hit)
        if hit != pair.expected:
            failure = Failure(
                file=cases.name,
                line=pair.line,
                kind=pair.kind,
                query=pair.query,
                text=pair.text,
                expected="+" if pair.expected else "-",
            )
            tally.failures.append(failure)
    for ranked in cases.ranked:
        _judge_ranked(cases.name, ranked, ids, searcher, tallies["ranked"])
    return tallies


def _judge_ranked(
    file: str, ranked: RankedQuery, ids: Mapping[str, UUID], searcher: Searcher, tally: Tally
) -> None:
    grades: dict[UUID, float] = {}
    for key, grade in ranked.grades.items():  # two keys may be one article
        grades[ids[key]] = max(grade, grades.get(ids[key], 0.0))
    hits = [grades.get(pk, 0.0) for pk in searcher.ranked(ranked.query)]
    tally.reciprocal_ranks.append(reciprocal_rank(hits))
    tally.ndcgs.append(ndcg(hits, grades.values()))
    if any(grades.values()) and not any(hits[:FIRST]):
        relevant = ", ".join(key for key, grade in ranked.grades.items() if grade > 0)
        failure = Failure(
            file=file, line=None, kind="ranked", query=ranked.query, text=relevant, expected="+"
        )
        tally.failures.append(failure)
