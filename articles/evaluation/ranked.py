"""Ranked cases: a `.json` with articles and, for each query, which of them are relevant.

    {"articles": [{"id": "a", "title": "…", "text": "…", "date": "2020-02"}, …],
     "queries": [{"query": "raket", "relevant": ["a"]}, …]}

``articles`` may also be a mapping of id to article, texts, or names of files and folders, with
wildcards, seen from the JSON; without them ``relevant`` names files of a folder beside the JSON,
or of the project's own samples. ``relevant`` may be a mapping of id to grade.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from articles.evaluation.cases import CaseError, Cases, RankedQuery, read_text
from articles.evaluation.ranked_articles import NAMES, ArticleReader, first_of

QUERIES: Final = ("queries", "cases", "topics", "zoekvragen")
QUERY: Final = ("query", "q", "question", "zoekvraag")
RELEVANT: Final = ("relevant", "relevance", "grades", "judgments", "judgements", "qrels")
GRADE: Final = ("grade", "relevance", "score", "gain")


def read_ranked(path: Path) -> list[Cases]:
    """Read a `.json`; more than one of ``Cases`` where each has articles of its own.

    Raises ``CaseError``.
    """
    try:
        data = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        if isinstance(error, CaseError):
            raise
        raise CaseError(f"{path}: dit is geen JSON ({error}).") from None
    each = data if isinstance(data, list) else first_of(data, QUERIES)
    has_own = isinstance(each, list) and any(map(_has_articles, each))
    blocks = each if has_own and not _has_articles(data) else [data]
    return [_read_block(path, block) for block in blocks]


def _has_articles(data: Any) -> bool:
    return isinstance(data, Mapping) and bool(data.get("articles"))


def _read_block(path: Path, data: Any) -> Cases:
    if isinstance(data, list):
        data = {"queries": data}
    if not isinstance(data, Mapping):
        raise CaseError(f"{path}: verwacht een object met “articles” en “queries”.")
    asked = list(_asked(path, data))
    articles, names = ArticleReader(path).read(data.get("articles"), asked)
    queries = []
    for query, grades in asked:
        if unknown := [name for name in grades if not _key(name, articles, names)]:
            raise CaseError(f"{path}: “{query}” verwijst naar onbekende artikelen: {unknown}.")
        keyed = {_key(name, articles, names): grade for name, grade in grades.items()}
        queries.append(RankedQuery(query=query, grades=keyed))
    return Cases(name=str(path), articles=articles, ranked=tuple(queries))


def _key(name: str, articles: Collection[str], names: Mapping[str, str]) -> str:
    """Find an article by its key, its title, or its file with or without folder and ending.

    The empty string stands for none.
    """
    if name in articles:
        return name
    file = Path(name).name
    return names.get(name) or (file if file in articles else "")


def _asked(path: Path, data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float]]]:
    queries = first_of(data, QUERIES) or ([data] if first_of(data, QUERY) else None)
    if not isinstance(queries, list | Mapping):
        raise CaseError(f"{path}: er zijn geen “queries”, met elk “query” en “relevant”.")
    pairs: Iterable[tuple[Any, Any]]
    if isinstance(queries, Mapping):
        pairs = queries.items()
    else:
        pairs = ((first_of(one, QUERY), first_of(one, RELEVANT)) for one in queries)
    for query, relevant in pairs:
        if not isinstance(query, str) or not query.strip():
            raise CaseError(f"{path}: een van de “queries” heeft geen “query”.")
        yield query, dict(_grades(path, query, relevant))


def _grades(path: Path, query: str, relevant: Any) -> Iterator[tuple[str, float]]:
    items: Any = relevant
    if isinstance(relevant, Mapping):
        items = relevant.items()
    elif isinstance(relevant, list):
        items = map(_named_grade, relevant)
    else:
        raise CaseError(f"{path}: “{query}” zegt niet welke artikelen “relevant” zijn.")
    for name, grade in items:
        if not isinstance(name, str | int) or not isinstance(grade, int | float):
            raise CaseError(f"{path}: bij “{query}” is “relevant” geen lijst van artikelen.")
        yield str(name), float(grade)


def _named_grade(item: Any) -> tuple[Any, Any]:
    if not isinstance(item, Mapping):
        return item, 1
    grade = first_of(item, GRADE)
    return first_of(item, NAMES), 1 if grade is None else grade
