"""``python -m tests.bench.quality FILE...``: the cases of ``evaluate_search``, for others too.

Plain `dutch` of PostgreSQL, SQLite's FTS5 and tantivy with its Dutch stemmer get the articles as
our parser read them, and are asked the words of each query: all of them, and any of them.
"""

import os
import re
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import tantivy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django has to be set up first
from django.db import connection  # noqa: E402

from articles.evaluation.measures import Tally, added_up  # noqa: E402
from articles.evaluation.reading import read_all  # noqa: E402
from articles.evaluation.running import Archive, Searcher, brought_in, judge  # noqa: E402
from articles.evaluation.scratch import scratch_archive  # noqa: E402
from articles.models import Article  # noqa: E402

VECTOR = (
    "setweight(to_tsvector('dutch', title), 'A') || setweight(to_tsvector('dutch', lead), 'B')"
    " || setweight(to_tsvector('dutch', body), 'C')"
)
MEMORY = 50_000_000  # bytes, to write tantivy's index with
MOST = 100_000  # hits

Rows = Sequence[tuple[UUID, str, str, str]]  # id, title, lead, body


class Plain:
    """PostgreSQL's own search: ``to_tsvector``, ``plainto_tsquery`` and ``ts_rank``."""

    def __init__(self, _rows: Rows, *, any_word: bool) -> None:
        query = "plainto_tsquery('dutch', %s)"
        if any_word:
            query = f"replace({query}::text, '&', '|')::tsquery"
        self.sql = (
            f"SELECT id FROM (SELECT id, {VECTOR} AS vector FROM articles_article) AS article,"
            f" (SELECT {query} AS query) AS asked WHERE vector @@ query ORDER BY ts_rank(vector, query) DESC, id"
        )

    def ranked(self, query: str) -> list[UUID]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [query])
            return [pk for (pk,) in cursor.fetchall()]

    found = ranked


class Fts5:
    """SQLite with BM25; no stemmer, but without diacritics."""

    def __init__(self, rows: Rows, *, any_word: bool) -> None:
        self.ids = [pk for pk, *_ in rows]
        self.joined_by = " OR " if any_word else " AND "
        self.base = sqlite3.connect(":memory:")
        self.base.execute(
            "CREATE VIRTUAL TABLE words USING fts5(title, lead, body,"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        self.base.executemany(
            "INSERT INTO words(rowid, title, lead, body) VALUES (?,?,?,?)",
            ((number, *texts) for number, (_, *texts) in enumerate(rows)),
        )

    def ranked(self, query: str) -> list[UUID]:
        asked = self.joined_by.join(f'"{word}"' for word in re.findall(r"[^\W_]+", query))
        if not asked:
            return []
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words)"
        return [self.ids[number] for (number,) in self.base.execute(sql, [asked])]

    found = ranked


class Tantivy:
    """Tantivy with BM25 and its own Dutch stop words and stemmer, all text in one field."""

    def __init__(self, rows: Rows, *, any_word: bool) -> None:
        self.ids = [pk for pk, *_ in rows]
        self.occur = tantivy.Occur.Should if any_word else tantivy.Occur.Must
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=True)
        builder.add_text_field("text", tokenizer_name="dutch")
        self.schema = builder.build()
        self.analyzer = _dutch_analyzer()
        index = tantivy.Index(self.schema)
        index.register_tokenizer("dutch", self.analyzer)
        writer = index.writer(MEMORY, 1)
        for number, (_, *texts) in enumerate(rows):
            document = tantivy.Document(number=number)
            document.add_text("text", "\n".join(texts))
            writer.add_document(document)
        writer.commit()
        index.reload()
        self.searcher = index.searcher()

    def ranked(self, query: str) -> list[UUID]:
        words = [
            (self.occur, tantivy.Query.term_query(self.schema, "text", token.text))
            for token in self.analyzer.pre_tokenize(query).tokens
        ]
        if not words:
            return []
        found = self.searcher.search(tantivy.Query.boolean_query(words), MOST)
        documents = (self.searcher.doc(address) for _, address in found.hits)
        return [self.ids[document.get_first("number")] for document in documents]

    found = ranked


def _dutch_analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.stopword("dutch"),
        tantivy.Filter.stemmer("dutch"),
    ):
        builder = builder.filter(each)
    return builder.build()


PEERS: Mapping[str, Callable[..., Searcher]] = {
    "PostgreSQL `dutch`": Plain,
    "SQLite FTS5": Fts5,
    "tantivy, Dutch stemmer": Tantivy,
}


MEASURES = {
    "recall": ("recall", "{:.1%}"),
    "false_hits": ("false hits", "{:.1%}"),
    "mrr": ("MRR", "{:.3f}"),
    "ndcg10": ("nDCG@10", "{:.3f}"),
}


def measure(files: Sequence[Path]) -> str:
    """Run the cases of ``files`` for every system; return a table in Markdown."""
    systems: dict[str, Callable[[Rows], Searcher]] = {"this archive": lambda _rows: Archive()}
    for name, peer in PEERS.items():
        systems[f"{name}, all words"] = partial(peer, any_word=False)
        systems[f"{name}, any word"] = partial(peer, any_word=True)
    results: dict[str, dict[str, Tally]] = {name: {} for name in systems}
    with scratch_archive(Path(settings.BASE_DIR, "fixtures")):
        for cases in read_all(files):
            print(cases.name, file=sys.stderr)
            with brought_in(cases) as ids:
                rows = list(
                    Article.objects.order_by("pk").values_list("pk", "title", "lead", "body")
                )
                for name, system in systems.items():
                    tally = added_up(judge(cases, ids, system(rows)).values())
                    results[name].setdefault(Path(cases.name).stem, Tally()).add(tally)
    return as_markdown(results)


def as_markdown(results: Mapping[str, Mapping[str, Tally]]) -> str:
    """Tabulate ``results``, which are by system and by file: a system is a column."""
    scored = [
        {**{name: tally.scores() for name, tally in files.items()}, "all": _total(files)}
        for files in results.values()
    ]
    rows = [["", *results], ["---", *["---:"] * len(results)]]
    for measure, (said, written) in MEASURES.items():
        for file in scored[0]:
            values = [scores[file][measure] for scores in scored]
            if values[0] is not None:
                name = file.removeprefix("pairs_").removeprefix("ranked_")
                rows.append([f"{said}: {name}", *map(written.format, values)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _total(files: Mapping[str, Tally]) -> dict[str, Any]:
    return added_up(files.values()).scores()


if __name__ == "__main__":
    print(measure([Path(name) for name in sys.argv[1:]]))
