"""What tests of whole processes share: starting them, waiting, and the archive row for row."""

import hashlib
import os
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from articles.models import (
    Actor,
    Article,
    ArticleAgency,
    ArticleTopic,
    ImportBatch,
    ImportItem,
    Mention,
    Original,
    Sighting,
    Source,
)
from articles.search.facets import token
from tests.conftest import ROOT

# The command with chunks so small that a few hundred files are many.
SMALL_CHUNKS = """
import sys
import django
from django.core.management import execute_from_command_line
if __name__ == "__main__":
    django.setup()
    from articles import importing, indexing, workers
    importing.CHUNK_FILES = indexing.CHUNK = 40
    workers.FEW = 1
    execute_from_command_line(["manage.py", *sys.argv[1:]])
"""


@pytest.fixture
def commands(transactional_db):
    """Start ``manage.py`` on the test database: ``commands("analyse", path)``.

    With ``small_chunks`` a chunk is 40 files, and two of them start worker processes.
    """
    connection.ensure_connection()
    info = connection.connection.info
    place = make_conninfo(
        host=info.host, port=info.port, user=info.user, password=info.password, dbname=info.dbname
    )
    environment = {
        **os.environ,
        "PYTHONUNBUFFERED": "",
        "DATABASE_URL": place,
        "SECRET_KEY": "only for tests",
        "DJANGO_SETTINGS_MODULE": "archive.settings",
    }

    def start(*args: object, small_chunks: bool = False, **options) -> subprocess.Popen:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        program = ["-c", SMALL_CHUNKS] if small_chunks else ["manage.py"]
        return subprocess.Popen(
            [sys.executable, *program, *map(str, args)], cwd=ROOT, env=environment, **streams
        )

    return start


def tables() -> dict[str, object]:
    """The archive row for row, without what differs between two runs (keys, batches, moments)."""
    agencies = ArticleAgency.objects.values_list("article_id", "agency__name")
    columns = "id title lead body byline published published_time status search_terms search"
    return {
        "articles": set(Article.objects.values_list(*columns.split())),
        "facets": {(pk, tuple(facets)) for pk, facets in named_facets()},
        "lists": sorted(Article.objects.values_list("pk", "samples", "strong_words", "word_pairs")),
        "warnings": {(a.pk, str(a.warnings), str(a.evidence)) for a in Article.objects.all()},
        "originals": {
            (o.article_id, hashlib.sha256(o.content).hexdigest()) for o in Original.objects.all()
        },
        "mentions": sorted(
            (str(m.article_id), m.actor.slug, m.status, str(m.spans), m.score or 0)
            for m in Mention.objects.select_related("actor")
        ),
        "names": sorted(
            Sighting.objects.values_list("article_id", "kind", "key", "score", "surfaces")
        ),
        "suggested": sorted(Actor.objects.filter(status="suggested").values_list("slug", "kind")),
        "topics": sorted(ArticleTopic.objects.values_list("article_id", "topic_id", "score")),
        "agencies": sorted(agencies),
        "sources": sorted(Source.objects.values_list("name", "slug")),
    }


def named_facets():
    """Facets with sources by name, as their keys differ between two runs."""
    names = {token("source", s.pk): s.name for s in Source.objects.all()}
    names |= {token("actor", a.pk): a.slug for a in Actor.objects.all()}
    for pk, facets in Article.objects.values_list("pk", "facets"):
        yield pk, sorted(names.get(facet, facet) for facet in facets)


def forget_articles() -> None:
    for model in (ImportItem, Article, ImportBatch, Source):
        model.objects.all().delete()
    Actor.objects.filter(status="suggested").delete()


@contextmanager
def started(process: subprocess.Popen):
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_for(is_so, process: subprocess.Popen, seconds: float = 60) -> None:
    """Wait until something is so or the process has ended."""
    end = time.monotonic() + seconds
    while not is_so() and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.01)


def spawned(process: subprocess.Popen) -> list[psutil.Process]:
    """Find the worker processes of an import or reindexing, all of them children of one."""
    try:
        children = psutil.Process(process.pid).children(recursive=True)
        return [child for child in children if "spawn_main" in " ".join(child.cmdline())]
    except psutil.NoSuchProcess:
        return []
