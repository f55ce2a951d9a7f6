"""SQLite with FTS5, as Datasette serves it: a table, its index of words, tables of links."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from tests.bench.asked import CHOICES, HITS, TIMEOUT, Answer, Asked, Row, Term, TooSlow
from tests.bench.peers.rows import days

SCHEMA = """
CREATE TABLE article (
    number INTEGER PRIMARY KEY, id TEXT, title TEXT, lead TEXT, body TEXT, published TEXT,
    moment INTEGER, first INTEGER, last INTEGER, year INTEGER, source TEXT
);
CREATE TABLE article_topic (article INTEGER, topic TEXT);
CREATE TABLE article_actor (article INTEGER, actor TEXT);
CREATE VIRTUAL TABLE words USING fts5(
    title, lead, body, content='article', content_rowid='number',
    tokenize='unicode61 remove_diacritics 2'
);
"""
INDEXES = """
CREATE INDEX article_moment ON article (moment);
CREATE INDEX article_year ON article (year);
CREATE INDEX article_source ON article (source);
CREATE INDEX article_first ON article (first);
CREATE INDEX article_last ON article (last);
CREATE INDEX topic_articles ON article_topic (topic, article);
CREATE INDEX article_topics ON article_topic (article, topic);
CREATE INDEX actor_articles ON article_actor (actor, article);
CREATE INDEX article_actors ON article_actor (article, actor);
"""
STEPS = 20_000  # of SQLite's machine between two looks at the clock
BATCH = 1_000
MATCHED = "number IN (SELECT rowid FROM words WHERE words MATCH ?)"


def build(path: Path, rows: Iterable[Row], on_progress: Callable[[int], None]) -> None:
    """Fill a new database with the articles, then with its indexes."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
    done = 0
    for batch in _batched(enumerate(rows, 1)):
        base.executemany(
            "INSERT INTO article VALUES (?,?,?,?,?,?,?,?,?,?,?)", [_values(*row) for row in batch]
        )
        for kind in ("topic", "actor"):
            links = ((n, key) for n, row in batch for key in row.facets.get(kind, ()))
            base.executemany(f"INSERT INTO article_{kind} VALUES (?,?)", links)
        done += len(batch)
        on_progress(done)
    base.execute("INSERT INTO words(words) VALUES ('rebuild')")
    base.execute("INSERT INTO words(words) VALUES ('optimize')")
    base.executescript(INDEXES + "ANALYZE;")
    base.commit()
    base.close()


def _batched(rows: Iterator[Any]) -> Iterator[list[Any]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _values(number: int, row: Row) -> tuple[Any, ...]:
    source = next(iter(row.facets.get("source", ())), None)
    texts = (row.title, row.lead, row.body, row.published)
    return (number, row.id, *texts, row.moment, row.first, row.last, row.year, source)


class Fts5:
    """One connection that reads, with a cache as large as the archive's own server may have."""

    name = "fts5"

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.base.executescript("PRAGMA cache_size=-1000000; PRAGMA mmap_size=8000000000;")
        self.deadline = 0.0
        self.base.set_progress_handler(self._is_late, STEPS)

    def _is_late(self) -> bool:
        return time.monotonic() > self.deadline

    def answer(self, asked: Asked) -> Answer:
        self.deadline = time.monotonic() + TIMEOUT
        try:
            return self._answer(asked)
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise TooSlow from None
            raise

    def _answer(self, asked: Asked) -> Answer:
        where, values = _conditions(asked)
        return Answer(
            hits=self._all(*_hits(asked)),
            count=self._count(asked, where, values),
            facets={
                "topic": self._linked("topic", asked, where, values),
                "actor": self._linked("actor", asked, where, values),
                "source": self._all(
                    f"SELECT source, count(*) FROM article WHERE {where} AND source IS NOT NULL"
                    f" GROUP BY 1 ORDER BY 2 DESC LIMIT {CHOICES}",
                    values,
                ),
            },
            years=dict(
                self._all(
                    f"SELECT year, count(*) FROM article WHERE {where} AND year IS NOT NULL"
                    " GROUP BY 1",
                    values,
                )
            ),
        )

    def _all(self, sql: str, values: list[Any]) -> list[Any]:
        return self.base.execute(sql, values).fetchall()

    def _count(self, asked: Asked, where: str, values: list[Any]) -> int:
        sql = f"SELECT count(*) FROM article WHERE {where}"
        if _only_words(asked):
            sql = "SELECT count(*) FROM words WHERE words MATCH ?"
        return int(self._all(sql, values)[0][0])

    def _linked(self, kind: str, asked: Asked, where: str, values: list[Any]) -> list[Any]:
        """Count the topics or actors of the matches; without filters no need for the articles."""
        matches = f"SELECT number FROM article WHERE {where}"
        if _only_words(asked):
            matches = "SELECT rowid FROM words WHERE words MATCH ?"
        return self._all(
            f"SELECT {kind}, count(*) FROM article_{kind} WHERE article IN ({matches})"
            f" GROUP BY 1 ORDER BY 2 DESC LIMIT {CHOICES}",
            values,
        )


def _only_words(asked: Asked) -> bool:
    return bool(asked.words.groups) and len(_conditions(asked)[1]) == 1


def _hits(asked: Asked) -> tuple[str, list[Any]]:
    where, values = _conditions(asked)
    fields = "article.id, article.title, article.published"
    if asked.sort == "relevance" and asked.words.groups:
        # The rank is there only where the words are asked first.
        rest = where.replace(MATCHED, "words MATCH ?")
        sql = f"SELECT {fields} FROM words JOIN article ON number = words.rowid WHERE {rest}"
        order = "rank"
    else:
        sql = f"SELECT {fields} FROM article WHERE {where}"
        order = "moment ASC NULLS LAST" if asked.sort == "oldest" else "moment DESC NULLS LAST"
    return f"{sql} ORDER BY {order} LIMIT {HITS} OFFSET {asked.start}", values


def _conditions(asked: Asked) -> tuple[str, list[Any]]:
    """Write what is asked as SQL, the words first."""
    parts: list[tuple[str, list[Any]]] = []
    if asked.words.groups:
        parts.append((MATCHED, [match_expression(asked)]))
    elif asked.words.excluded:
        parts.append((f"NOT {MATCHED}", [" OR ".join(map(_quoted, asked.words.excluded))]))
    if asked.first:
        parts.append(("last >= ?", [days(asked.first)]))
    if asked.last:
        parts.append(("first <= ?", [days(asked.last)]))
    for negation, choices in (("", asked.wanted), ("NOT ", asked.unwanted)):
        parts += ((f"{negation}{sql}", keys) for sql, keys in _chosen(choices))
    where = " AND ".join(sql for sql, _ in parts) or "1"
    return where, list(chain.from_iterable(values for _, values in parts))


def _chosen(choices: Any) -> Iterator[tuple[str, list[Any]]]:
    for kind, keys in choices.items():
        marks = ",".join("?" * len(keys))
        if kind == "source":
            yield f"coalesce(source, '') IN ({marks})", [str(key) for key in keys]
        elif kind == "topic":
            linked = f"SELECT article FROM article_topic WHERE topic IN ({marks})"
            yield f"number IN ({linked})", list(keys)
        else:
            for key in keys:
                yield "number IN (SELECT article FROM article_actor WHERE actor = ?)", [str(key)]


def match_expression(asked: Asked) -> str:
    """Write the words in FTS5's own language, in which every term is a phrase."""
    groups = (" OR ".join(map(_quoted, group)) for group in asked.words.groups)
    wanted = " AND ".join(f"({group})" for group in groups)
    if asked.words.excluded:
        return f"({wanted}) NOT ({' OR '.join(map(_quoted, asked.words.excluded))})"
    return wanted


def _quoted(term: Term) -> str:
    said = term.text.replace('"', '""')
    return f'"{said}"'
