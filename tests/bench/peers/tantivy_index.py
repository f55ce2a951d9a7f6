"""Tantivy, a search library of Lucene's class, through its Python package.

The arrangement is the quickest that it offers for this answer: title, lead and text in one field
(no search over several), its own Dutch stop words and stemmer, dates and facets in columns.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Filter, Occur, Query

from tests.bench.asked import CHOICES, FACETS, HITS, Answer, Asked, Row, Term
from tests.bench.peers.rows import days

MEMORY = 500_000_000  # bytes for writing
THREADS = 2
AGGREGATIONS = {
    **{kind: {"terms": {"field": kind, "size": CHOICES}} for kind in FACETS},
    "year": {"terms": {"field": "year", "size": 200}},
}


def _analyzer() -> tantivy.TextAnalyzer:
    filters = (
        Filter.remove_long(60),
        Filter.lowercase(),
        Filter.stopword("dutch"),
        Filter.stemmer("dutch"),
    )
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "title", "published"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="dutch")
    for name in ("moment", "first", "last"):
        builder.add_integer_field(name, fast=True, indexed=True)
    for name in ("year", *FACETS):
        builder.add_unsigned_field(name, fast=True, indexed=True)
    return builder.build()


def build(path: Path, rows: Iterable[Row], on_progress: Callable[[int], None]) -> None:
    """Fill a new index with the articles."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(path))
    index.register_tokenizer("dutch", _analyzer())
    writer = index.writer(MEMORY, THREADS)
    for done, row in enumerate(rows, 1):
        writer.add_document(_document(row))
        if done % 1_000 == 0:
            on_progress(done)
    writer.commit()
    writer.wait_merging_threads()


def _document(row: Row) -> tantivy.Document:
    document = tantivy.Document(id=row.id, title=row.title, published=row.published)
    document.add_text("text", f"{row.title}\n{row.lead}\n{row.body}")
    for name in ("moment", "first", "last"):
        if (value := getattr(row, name)) is not None:
            document.add_integer(name, value)
    if row.year is not None:
        document.add_unsigned("year", row.year)
    for kind in FACETS:
        for key in row.facets.get(kind, ()):
            document.add_unsigned(kind, int(key))
    return document


class Tantivy:
    """A reader of the index."""

    name = "tantivy"

    def __init__(self, path: Path) -> None:
        index = tantivy.Index.open(str(path))
        self.analyzer = _analyzer()
        index.register_tokenizer("dutch", self.analyzer)
        self.schema = index.schema
        self.searcher = index.searcher()

    def answer(self, asked: Asked) -> Answer:
        query = self._query(asked)
        order: dict[str, Any] = {}
        if asked.sort != "relevance":
            direction = tantivy.Order.Asc if asked.sort == "oldest" else tantivy.Order.Desc
            order = {"order_by_field": "moment", "order": direction}
        found = self.searcher.search(query, HITS, count=True, offset=asked.start, **order)
        counted = self.searcher.aggregate(query, AGGREGATIONS)
        buckets = {
            name: [(bucket["key"], bucket["doc_count"]) for bucket in counted[name]["buckets"]]
            for name in AGGREGATIONS
        }
        years = {int(year): number for year, number in buckets.pop("year")}
        hits = [self._hit(address) for _, address in found.hits]
        return Answer(hits=hits, count=found.count, facets=buckets, years=years)

    def _hit(self, address: Any) -> tuple[str, str, str]:
        document = self.searcher.doc(address)
        return tuple(document.get_first(name) for name in ("id", "title", "published"))

    def _query(self, asked: Asked) -> Query:
        wanted = list(self._wanted(asked))
        unwanted = [(Occur.MustNot, part) for part in self._unwanted(asked)]
        parts = [(Occur.Must, part) for part in wanted or [Query.all_query()]]
        return Query.boolean_query([*parts, *unwanted])

    def _wanted(self, asked: Asked) -> Iterator[Query]:
        for group in asked.words.groups:
            terms = [part for term in group if (part := self._term(term)) is not None]
            if terms:
                yield self._any(terms)
        if asked.first:
            yield self._range("last", days(asked.first), None)
        if asked.last:
            yield self._range("first", None, days(asked.last))
        for kind, keys in asked.wanted.items():
            of_kind = [self._key(kind, key) for key in keys]
            yield from of_kind if kind == "actor" else [self._any(of_kind)]

    def _unwanted(self, asked: Asked) -> Iterator[Query]:
        for term in asked.words.excluded:
            if (part := self._term(term)) is not None:
                yield part
        for kind, keys in asked.unwanted.items():
            yield from (self._key(kind, key) for key in keys)

    def _term(self, term: Term) -> Query | None:
        """Ask for a word, or the words of a phrase at their places; None for stop words."""
        tokens = [(t.position, t.text) for t in self.analyzer.pre_tokenize(term.text).tokens]
        if not tokens:
            return None
        if len(tokens) == 1:
            return Query.term_query(self.schema, "text", tokens[0][1])
        return Query.phrase_query(self.schema, "text", tokens)

    def _key(self, kind: str, key: Any) -> Query:
        return Query.const_score_query(Query.term_query(self.schema, kind, int(key)), 0.0)

    @staticmethod
    def _any(parts: list[Query]) -> Query:
        if len(parts) == 1:
            return parts[0]
        return Query.boolean_query([(Occur.Should, part) for part in parts])

    def _range(self, field: str, lower: int | None, upper: int | None) -> Query:
        bounds = (lower, upper)
        days_between = Query.range_query(self.schema, field, tantivy.FieldType.Integer, *bounds)
        return Query.const_score_query(days_between, 0.0)
