"""An archive several times as large as what was imported: each article again, under other keys.

What a search looks at grows as it would with other articles, words in more of them but no new
words. Originals and outcomes of imports are not copied.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.db import connection

from articles.models import Article, ArticleAgency, ArticleTopic, Mention
from articles.search.facets import SAMPLES
from articles.search_index import ensure_search_index
from tests.bench.place import say

LINKS = (ArticleAgency, Mention, ArticleTopic)
KEY = "md5(%(key)s::text || '%(number)s')::uuid"
# Of a number in hexadecimal the sum of its digits leaves the same remainder by 3, 5 and 15.
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION bench_samples(key uuid) RETURNS int[] LANGUAGE sql IMMUTABLE AS $$
    WITH said AS (
        SELECT ('x' || right(key::text, 8))::bit(32)::bigint AS low,
            (SELECT sum(get_byte(bytes, place) / 16 + get_byte(bytes, place) % 16)
             FROM generate_series(0, 15) AS place) AS digits
        FROM decode(replace(key::text, '-', ''), 'hex') AS bytes)
    SELECT COALESCE(array_agg(size ORDER BY size), '{{}}')
    FROM said, unnest(ARRAY{list(SAMPLES)}) AS size
    WHERE CASE WHEN size % 3 = 0 THEN digits % 3 = 0 AND low % (size / 3) = 0
               WHEN size % 5 = 0 THEN digits % 5 = 0 AND low % (size / 5) = 0
               ELSE low % size = 0 END
$$
"""


def copy_articles(copies: int) -> dict[str, Any]:
    """Let each article be there ``copies`` times; the words of the archive stay as counted."""
    started = time.monotonic()
    _run(FUNCTIONS)
    _run("DROP INDEX IF EXISTS article_search_facets")
    _run("CREATE TABLE IF NOT EXISTS bench_imported AS SELECT id FROM articles_article")
    for number in range(1, copies):
        say(f"copying all articles, {number} of {copies - 1}")
        with ThreadPoolExecutor() as threads:
            list(threads.map(partial(_copy, number), ("<", ">=")))  # raises what went wrong there
    _run("DROP TABLE bench_imported")
    ensure_search_index(say)
    _run("VACUUM ANALYZE")
    return {"copies": copies, "seconds": round(time.monotonic() - started, 1)}


def _copy(number: int, half: str) -> None:
    """Copy one half of the articles, by their keys, and all that hangs on them."""
    middle = f"{half} '80000000-0000-0000-0000-000000000000'"
    try:
        for model, key in ((Article, "id"), *((model, "article_id") for model in LINKS)):
            fresh = {key: KEY % {"key": f"row.{key}", "number": number}}
            if model is Article:
                fresh["samples"] = f"bench_samples({fresh[key]})"
            columns = [
                field.column
                for field in model._meta.concrete_fields
                if not field.generated and (field.column == key or not field.primary_key)
            ]
            values = ", ".join(fresh.get(column, f"row.{column}") for column in columns)
            table = model._meta.db_table
            _run(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} AS row"
                f" JOIN bench_imported ON bench_imported.id = row.{key} WHERE row.{key} {middle}"
                " ON CONFLICT DO NOTHING"
            )
    finally:
        connection.close()  # each thread has its own


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
