import hashlib
import os
import pty
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from articles.management.base import INTERRUPTED, PIPE_CLOSED
from articles.models import (
    Actor,
    Article,
    ArticleAgency,
    ArticleTopic,
    ImportBatch,
    ImportItem,
    Mention,
    Original,
    Source,
)
from articles.reference import load_reference
from articles.search.facets import token
from tests.conftest import FIXTURES, ROOT, SEEDS

FILES, DOUBLE = 405, 45


@pytest.fixture
def commands(transactional_db):
    """Start ``manage.py`` on the test database: ``commands("analyse", path)``."""
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

    def start(*args: object, **options) -> subprocess.Popen:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, args)], cwd=ROOT, env=environment, **streams
        )

    return start


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    """Some hundreds of articles, every ninth of them twice and one file that is none."""
    folder = tmp_path_factory.mktemp("artikelen")
    chance = random.Random(3)  # noqa: S311
    words = "de brug stad raket aanval België Rusland NAVO Stoltenberg minister zegt".split()  # noqa: SIM905
    for number in range(FILES):
        body = " ".join(chance.choices(words, k=150))
        text = f"date 2021-03 Bericht {number} LH\n\n3 maart 2021\n\nBron: Belga Een {body}."
        (folder / f"{number:03}.txt").write_text(text)
        if number % 9 == 0:
            (folder / f"{number:03} dubbel.txt").write_text(text)
    (folder / "leeg.txt").write_bytes(b"")
    return folder


def tables() -> dict[str, object]:
    """The archive row for row, without what differs between two runs (keys, batches, moments)."""
    agencies = ArticleAgency.objects.values_list("article_id", "agency__name")
    columns = "id title lead body byline published published_time status search_terms search"
    return {
        "articles": set(Article.objects.values_list(*columns.split())),
        "facets": {(pk, tuple(facets)) for pk, facets in named_facets()},
        "warnings": {(a.pk, str(a.warnings), str(a.evidence)) for a in Article.objects.all()},
        "originals": {
            (o.article_id, hashlib.sha256(o.content).hexdigest()) for o in Original.objects.all()
        },
        "mentions": sorted(
            (str(m.article_id), m.actor.slug, m.status, str(m.spans))
            for m in Mention.objects.select_related("actor")
        ),
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


@contextmanager
def started(process: subprocess.Popen):
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_an_import_may_be_killed_at_any_moment_and_repeated(commands, files):
    load_reference(FIXTURES)
    process = commands("import_articles", files)
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (1, b"")
    undisturbed = tables()
    assert len(undisturbed["articles"]) == FILES
    forget_articles()

    for has_begun in (ImportBatch.objects.exists, Article.objects.exists):
        with started(commands("import_articles", files)) as process:
            wait_for(has_begun, process)
            time.sleep(0.2)
            process.kill()
            assert process.wait() == -signal.SIGKILL
        assert Article.objects.count() == Original.objects.count() < FILES

    output, errors = commands("import_articles", files).communicate(timeout=120)
    assert errors == b""
    assert "Geweigerd: 1" in output.decode()
    assert tables() == undisturbed


def wait_for(is_so, process: subprocess.Popen, seconds: float = 60) -> None:
    """Wait until something is so or the process has ended."""
    end = time.monotonic() + seconds
    while not is_so() and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_two_imports_of_the_same_files_at_once_bring_in_each_article_once(
    commands, files, tmp_path
):
    load_reference(FIXTURES)
    backwards = tmp_path / "omgekeerd"
    backwards.mkdir()
    for path in files.iterdir():
        number = int(path.stem[:3]) if path.stem[:3].isdigit() else 0
        (backwards / f"{FILES - number:03} {path.name}").write_bytes(path.read_bytes())

    processes = [commands("import_articles", folder) for folder in (files, backwards, files)]
    results = [process.communicate(timeout=120) for process in processes]

    assert [errors for _, errors in results] == [b"", b"", b""]
    assert Article.objects.count() == Original.objects.count() == FILES
    counts = [
        ImportItem.objects.filter(outcome=outcome).count()
        for outcome in ("imported", "duplicate", "rejected")
    ]
    assert counts == [FILES, 2 * FILES + 3 * DOUBLE, 3]
    printed = sum(int(output.split()[1]) for output, _ in results)
    assert printed == FILES
    assert not ImportBatch.objects.filter(finished_at=None).exists()


def test_ctrl_c_ends_an_import_after_its_chunk_and_says_how_to_go_on(commands, files):
    load_reference(FIXTURES)
    with started(commands("import_articles", files)) as process:
        wait_for(ImportItem.objects.exists, process)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)

    assert process.returncode == INTERRUPTED
    assert "herhaal hetzelfde commando" in errors.decode()
    assert b"Traceback" not in errors
    seen = ImportItem.objects.count()
    assert 200 <= seen < FILES + DOUBLE
    assert seen % 200 == 0
    assert f"Ingevoerd: {Article.objects.count()}" in output.decode()


@pytest.mark.parametrize(
    "command", [["analyse", *[SEEDS] * 20], ["analyse", SEEDS], ["import_articles", SEEDS]]
)
def test_a_closed_pipe_is_quiet(command, commands):
    with started(commands(*command)) as process:
        process.stdout.close()
        process.wait(timeout=60)
        assert process.stderr.read() == b""
    assert process.returncode == PIPE_CLOSED


def test_progress_shows_on_a_terminal(commands, files):
    load_reference(FIXTURES)
    ours, theirs = pty.openpty()
    with started(commands("import_articles", files, stderr=theirs)) as process:
        os.close(theirs)
        process.communicate(timeout=120)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)

    assert "\r200 bestanden" in shown
    assert "\x1b[31" not in shown


def test_an_article_comes_in_through_standard_input(commands):
    load_reference(FIXTURES)
    with (
        min(SEEDS.iterdir()).open() as file,
        started(commands("import_articles", "-", stdin=file)) as process,
    ):
        output, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (0, b"")
    assert Original.objects.get().file_name == "stdin"
    assert b"Ingevoerd: 1" in output


def test_a_database_that_is_away_is_named_without_a_traceback(tmp_path):
    for command in (["import_articles", SEEDS], ["reindex_articles"], ["load_reference"]):
        process = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env={
                **os.environ,
                "DATABASE_URL": f"postgresql:///archive?host={tmp_path}",
                "SECRET_KEY": "x",
                "DJANGO_SETTINGS_MODULE": "archive.settings",
            },
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert process.returncode == 1
        assert "Kijk na of zij draait" in process.stderr.decode()
        assert b"Traceback" not in process.stderr
