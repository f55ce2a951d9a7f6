import os
import pty
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from articles.management.base import INTERRUPTED, PIPE_CLOSED
from articles.models import Article, ImportBatch, ImportItem, Original
from tests.conftest import ROOT, SEEDS
from tests.processes import forget_articles, spawned, started, tables, wait_for

FILES, DOUBLE = 405, 45


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


def trouble_in(errors: bytes) -> list[str]:
    """Leave out what says how far the work is, as it does when that takes long."""
    return [line for line in errors.decode().splitlines() if "bestanden" not in line]


def test_an_import_may_be_killed_at_any_moment_and_repeated(commands, files):
    process = commands("import_articles", files)
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, trouble_in(errors)) == (1, [])
    undisturbed = tables()
    assert len(undisturbed["articles"]) == FILES
    forget_articles()

    for number in range(6):
        with started(commands("import_articles", files, small_chunks=True)) as process:
            wait_for(lambda number=number: ImportBatch.objects.count() > number, process)
            time.sleep(number * 0.4)
            children = spawned(process)
            process.kill()
            process.wait()
            psutil.wait_procs(children, timeout=20)
        assert Article.objects.count() == Original.objects.count()
        assert set(ImportItem.objects.filter(outcome="imported").values_list("article_id")) == set(
            Article.objects.values_list("pk")
        )

    output, errors = commands("import_articles", files).communicate(timeout=120)
    assert not trouble_in(errors)
    assert "Geweigerd: 1" in output.decode()
    assert tables() == undisturbed


def test_two_imports_of_the_same_files_at_once_bring_in_each_article_once(
    commands, files, tmp_path
):
    backwards = tmp_path / "omgekeerd"
    backwards.mkdir()
    for path in files.iterdir():
        number = int(path.stem[:3]) if path.stem[:3].isdigit() else 0
        (backwards / f"{FILES - number:03} {path.name}").write_bytes(path.read_bytes())

    processes = [commands("import_articles", folder) for folder in (files, backwards, files)]
    results = [process.communicate(timeout=120) for process in processes]

    assert not [line for _, errors in results for line in trouble_in(errors)]
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
    with started(commands("import_articles", files, small_chunks=True)) as process:
        wait_for(ImportItem.objects.exists, process)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)

    assert process.returncode == INTERRUPTED
    assert "herhaal hetzelfde commando" in errors.decode()
    assert b"Traceback" not in errors
    seen = ImportItem.objects.count()
    assert 40 <= seen < FILES + DOUBLE
    assert seen % 40 == 0
    assert f"Ingevoerd: {Article.objects.count()}" in output.decode()


@pytest.mark.parametrize(
    "command", [["analyse", *[SEEDS] * 20], ["analyse", SEEDS], ["import_articles", SEEDS]]
)
def test_a_closed_pipe_is_quiet(command, commands):
    with started(commands(*command)) as process:
        process.stdout.close()
        process.wait(timeout=60)
        assert trouble_in(process.stderr.read()) == []
    assert process.returncode == PIPE_CLOSED


def test_progress_shows_on_a_terminal(commands, files):
    ours, theirs = pty.openpty()
    with started(commands("import_articles", files, small_chunks=True, stderr=theirs)) as process:
        os.close(theirs)
        process.communicate(timeout=120)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)

    assert "] 40 van 451 bestanden" in shown
    assert "\x1b[31" not in shown


def test_an_article_comes_in_through_standard_input(commands):
    with (
        min(SEEDS.iterdir()).open() as file,
        started(commands("import_articles", "-", stdin=file)) as process,
    ):
        output, errors = process.communicate(timeout=60)

    assert (process.returncode, trouble_in(errors)) == (0, [])
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
