"""An import that is killed again and again, beside the same one undisturbed: row for row."""

import random
import time
from typing import Any

import psutil
import psycopg
from django.db import connection

from tests.bench.intake import drop_database, set_up, timed_import
from tests.bench.place import Place, say
from tests.bench.session import machine_of

UNDISTURBED, KILLED = "undisturbed", "killed"
KNOWN_NAMES = "--known-names"
STARTING = 2.0  # seconds in which an import has written nothing yet
ENDING = 30.0  # and in which the workers of one that was killed are gone
# What holds for an article, but for batches, moments and keys that the database hands out: those
# of sources and actors stand here by name.
ROWS = {
    "articles": """
        SELECT article.id, title, title_derived, lead, body, byline, published, published_time, status,
            warnings, evidence, search_terms, samples, strong_words, word_pairs, search, source.name,
            ARRAY(
                SELECT COALESCE(s.name, a.slug, facet) FROM unnest(facets) AS facet
                LEFT JOIN articles_source s ON facet = 's:' || s.id
                LEFT JOIN articles_actor a ON facet = 'a:' || a.id
                ORDER BY 1)
        FROM articles_article article LEFT JOIN articles_source source ON source.id = source_id""",
    "originals": "SELECT article_id, file_name, encoding, content, sha256 FROM articles_original",
    "mentions": """
        SELECT article_id, actor.slug, mention.status, spans, surfaces, score
        FROM articles_mention mention JOIN articles_actor actor ON actor.id = actor_id""",
    "topics": "SELECT article_id, topic_id, status, score FROM articles_articletopic",
    "agencies": """
        SELECT article_id, name FROM articles_articleagency
        JOIN articles_source agency ON agency.id = agency_id""",
    "sources": "SELECT name, slug FROM articles_source",
    "outcomes": """
        SELECT DISTINCT article_id, file_name, sha256 FROM articles_importitem
        WHERE outcome = 'imported'""",
}


def kill_imports(place: Place, *, kills: int) -> dict[str, Any]:
    """Import the corpus twice, once ``kills`` times killed at random moments, and compare."""
    connection.ensure_connection()  # the server now runs as long as we do
    try:
        seconds = _import(place, UNDISTURBED, kills=0)
        last = _import(place, KILLED, kills=kills, within=2 * seconds / (kills + 1))
        undisturbed, killed = (_sums_of(name) for name in (UNDISTURBED, KILLED))
    finally:
        for name in (UNDISTURBED, KILLED):
            drop_database(name)
    return {
        "size": place.size,
        "machine": machine_of(),
        "kills": kills,
        "seconds": {UNDISTURBED: round(seconds, 1), "after the last kill": round(last, 1)},
        "rows": {name: number for name, (number, _) in undisturbed.items()},
        "different": [name for name in ROWS if undisturbed[name] != killed[name]],
    }


def _import(place: Place, database: str, *, kills: int, within: float = 0.0) -> float:
    """Import into a new database, and return how long the last attempt took."""
    drop_database(database)
    set_up(place, BENCH_DATABASE=database)
    chance = random.Random(kills)
    for number in range(kills):
        process = place.manage(
            "import_articles", str(place.corpus), KNOWN_NAMES, BENCH_DATABASE=database
        )
        time.sleep(STARTING + chance.uniform(0, within))
        workers = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        was_at_work = process.wait() < 0
        psutil.wait_procs(workers, timeout=ENDING)
        say(f"kill {number + 1}: {_count(database):,} articles are in")
        if not was_at_work:
            raise SystemExit("The import was done before it could be killed; take a larger size.")
    say(f"the whole import, {database}")
    facts = timed_import(place, place.corpus, KNOWN_NAMES, BENCH_DATABASE=database)
    return float(facts["seconds"])


def _connect(database: str) -> psycopg.Connection[Any]:
    parameters = connection.get_connection_params()
    names = ("host", "port", "user", "password")
    given = {name: parameters[name] for name in names if parameters.get(name)}
    return psycopg.connect(**given, dbname=database)


def _count(database: str) -> int:
    with _connect(database) as other:
        row = other.execute("SELECT count(*) FROM articles_article").fetchone()
        return int(row[0]) if row else 0


def _sums_of(database: str) -> dict[str, tuple[int, int]]:
    with _connect(database) as other, other.cursor() as cursor:
        return sums(cursor)


def sums(cursor: Any) -> dict[str, tuple[int, int]]:
    """Give the number of the rows of each sort, and a sum over all that is in them."""
    found = {}
    for name, query in ROWS.items():
        cursor.execute(
            "SELECT count(*), COALESCE(sum(hashtextextended(each::text, 0)), 0)"
            f" FROM ({query}) AS each"
        )
        found[name] = tuple(map(int, cursor.fetchone()))
    return found
