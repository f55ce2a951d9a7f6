import os
import random
import signal
import time
from pathlib import Path

import psutil
import pytest
from django.core.management import call_command
from django.db import connection

from articles import importing, indexing, search_index, storing, workers
from articles.arrivals import Arrival
from articles.forking import CAN_FORK
from articles.importing import ImportReport, import_articles
from articles.models import Article, ArticleTopic, ImportItem, Mention
from articles.reference import load_reference
from articles.workers import Chunks, Claim, WorkerDied, default_workers, work_through
from tests.conftest import FIXTURES
from tests.processes import forget_articles, spawned, started, tables, wait_for

pytestmark = pytest.mark.django_db(transaction=True)
FILES = 240


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch, transactional_db):
    """Let two chunks of twenty files start worker processes."""
    monkeypatch.setattr(importing, "CHUNK_FILES", 20)
    monkeypatch.setattr(indexing, "CHUNK", 20)
    monkeypatch.setattr(workers, "FEW", 1)
    load_reference(FIXTURES)


def text(number: int) -> bytes:
    chance = random.Random(number)  # noqa: S311
    words = "de brug stad raket aanval België Rusland NAVO Stoltenberg minister zegt".split()  # noqa: SIM905
    body = " ".join(chance.choices(words, k=chance.choice([20, 60, 400])))
    agency = chance.choice(["Belga", "ANP", "Reuters"])
    return (
        f"date 2021-03 Bericht {number} LH\n\n3 maart 2021\n\nBron: {agency} Een {body}.".encode()
    )


def mixed_files() -> list[Arrival]:
    """Articles in disorder; some again in other bytes, near and far, and some that are none."""
    chance = random.Random(5)  # noqa: S311
    contents = [text(number) for number in range(FILES)]
    contents += [text(number).replace(b"\n", b"\r\n") for number in range(0, FILES, 3)]
    contents += [text(number) for number in range(0, FILES, 5)]
    contents += [b"", b"%PDF-1.7 \x00"] * 9
    chance.shuffle(contents)
    return [Arrival(name=f"{n:04}.txt", data=data) for n, data in enumerate(contents)]


def bring_in(number_of_workers: int, **options) -> tuple[ImportReport, dict[str, object]]:
    forget_articles()
    report = import_articles(mixed_files(), label="x", workers=number_of_workers, **options)
    items = ImportItem.objects.values_list("file_name", "article_id", "sha256", "outcome", "reason")
    kept = sorted((name, key, bytes(digest), *rest) for name, key, digest, *rest in items)
    return report, {**tables(), "items": kept}


@pytest.mark.parametrize("options", [{}, {"derive": False}, {"dry_run": True}])
def test_several_processes_bring_in_what_one_does(options):
    alone, expected = bring_in(1, **options)
    together, found = bring_in(3, **options)

    assert together.rejected == alone.rejected
    assert (together.imported, together.duplicate) == (alone.imported, alone.duplicate)
    assert together.warnings == alone.warnings
    assert alone.imported == FILES
    for name, rows in expected.items():
        assert found[name] == rows, name


def test_several_processes_reindex_as_one_does():
    _, expected = bring_in(1)
    Mention.objects.filter(pk__gt=Mention.objects.all()[50].pk).delete()
    ArticleTopic.objects.all().update(score=None)
    Article.objects.filter(title__contains="1").update(search_terms="", facets=[])

    call_command("reindex_articles", workers=2)

    assert {**tables(), "items": expected["items"]} == expected


def test_an_import_without_deriving_is_completed_by_reindexing():
    _, expected = bring_in(1)
    bring_in(1, derive=False)
    assert not Mention.objects.exists()
    assert not ArticleTopic.objects.exists()
    article = Article.objects.first()
    assert article.search_terms == ""
    kinds = {facet[0] for facet in article.facets}
    assert kinds >= {"y", "m", "s"}
    assert kinds.isdisjoint({"a", "t"})

    call_command("reindex_articles", "--actors")

    assert {**tables(), "items": expected["items"]} == expected


class Diary:
    """Chunks are (name, key, seconds): prepare takes so long, finish writes the name down."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self) -> "Diary":
        return self

    def prepare(self, chunk):
        name, key, seconds = chunk
        if key == "fail":
            raise ValueError(name) from KeyError("because")
        if key == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(seconds)
        return Claim(keys=frozenset([key])), name

    def finish(self, name, answer):
        with self.path.open("a") as diary:
            diary.write(f"{name}{answer} ")
        return name


def test_of_chunks_that_meet_the_earlier_is_done_first_and_reports_keep_their_order(tmp_path):
    job = Diary(tmp_path / "diary")
    chunks = [("a", 0, 0), ("b", 1, 0.5), ("c", 1, 0), ("d", 2, 0), ("e", 1, 0)]
    asked: list[Claim] = []

    def answer(claim):
        asked.append(claim)
        return len(asked)

    assert list(work_through(Chunks(chunks), job, answer=answer, workers=3)) == list("abcde")
    written = job.path.read_text().split()
    assert written.index("b2") < written.index("c3") < written.index("e5")
    assert [next(iter(claim.keys)) for claim in asked] == [0, 1, 1, 2, 1]


class Loader(Diary):
    def __call__(self) -> "Loader":
        assert connection.connection is None  # none may be shared
        return self

    def load(self) -> None:
        with self.path.open("a") as diary:
            diary.write(f"load{os.getpid()} ")


def test_what_processes_share_is_loaded_once_before_they_fork(tmp_path):
    job = Loader(tmp_path / "diary")
    chunks = [(name, name, 0.2) for name in "abc"]

    assert list(work_through(Chunks(chunks), job, workers=3)) == list("abc")
    written = job.path.read_text().split()
    assert len([word for word in written if word.startswith("load")]) == (1 if CAN_FORK else 3)
    assert written[0].startswith("load")


@pytest.mark.parametrize(
    ("derive", "recognise", "loaded"),
    [(True, True, [True]), (True, False, [False]), (False, True, [])],
)
def test_processes_load_no_more_than_the_options_need(monkeypatch, derive, recognise, loaded):
    asked: list[bool] = []
    monkeypatch.setattr(storing, "load_language", lambda *, recognise: asked.append(recognise))
    storing.Writer.load(
        storing.Order(
            batch_id=None, source_id=None, source="", status="", derive=derive, recognise=recognise
        )
    )
    assert asked == loaded


def test_what_goes_wrong_in_a_worker_is_raised_here_and_leaves_no_process(tmp_path):
    for key, error in (("fail", ValueError), ("die", WorkerDied)):
        chunks = [("a", 0, 0), ("b", key, 0), ("c", 2, 0)]
        with pytest.raises(error) as raised:
            list(work_through(Chunks(chunks), Diary(tmp_path / "diary"), workers=2))
        assert isinstance(raised.value.__cause__, KeyError) == (key == "fail")
    mine = psutil.Process().children(recursive=True)
    assert not [child for child in mine if "spawn_main" in " ".join(child.cmdline())]


def test_the_number_of_workers_is_bounded():
    assert 1 <= default_workers() <= workers.MOST_WORKERS


def write_files(folder: Path) -> Path:
    for arrival in mixed_files():
        (folder / arrival.name).write_bytes(arrival.data)
    return folder


def test_a_killed_worker_ends_an_import_with_advice(commands, tmp_path):
    files = write_files(tmp_path)
    arguments = ("import_articles", files, "--workers", 2)
    with started(commands(*arguments, small_chunks=True)) as process:
        wait_for(lambda: len(spawned(process)) == 2, process)
        first, second = spawned(process)
        first.kill()
        _, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "signaal 9" in errors.decode()
    assert "herhaal hetzelfde commando" in errors.decode()
    assert b"Traceback" not in errors
    assert not second.is_running()


def test_workers_end_with_a_killed_import(commands, tmp_path):
    files = write_files(tmp_path)
    with started(commands("import_articles", files, "--workers", 2, small_chunks=True)) as process:
        wait_for(lambda: len(spawned(process)) == 2, process)
        children = spawned(process)
        process.kill()
        _, left = psutil.wait_procs(children, timeout=20)
    # Dead, though whoever inherited it has not noted that yet, is dead.
    assert not [child for child in left if child.status() != psutil.STATUS_ZOMBIE]


def test_ctrl_c_in_a_terminal_reaches_the_workers_and_leaves_whole_chunks(commands, tmp_path):
    files = write_files(tmp_path)
    with started(
        commands(
            "import_articles", files, "--workers", 2, small_chunks=True, start_new_session=True
        )
    ) as process:
        wait_for(lambda: len(spawned(process)) == 2, process)
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors.decode()
    assert b"Traceback" not in errors
    assert ImportItem.objects.count() % 40 == 0
    assert f"Ingevoerd: {Article.objects.count()}" in output.decode()


def test_the_first_big_load_builds_its_index_at_the_end(monkeypatch):
    stages: list[str] = []
    missing: list[bool] = []
    monkeypatch.setattr(search_index, "FIRST_LOAD", 50)
    for _ in range(2):
        import_articles(
            mixed_files(),
            label="x",
            workers=2,
            on_stage=stages.append,
            on_progress=lambda _report: missing.append(search_index.is_missing()),
        )
        assert not search_index.is_missing()

    first, second = missing[: len(missing) // 2], missing[len(missing) // 2 :]
    assert all(first)
    assert not any(second)
    assert stages == [search_index.BUILDING, search_index.COUNTING]


def test_an_index_that_a_killed_load_left_out_is_built_by_the_next_import(monkeypatch):
    monkeypatch.setattr(search_index, "FIRST_LOAD", 50)

    def fail(_report):
        if search_index.is_missing():
            raise KeyError

    with pytest.raises(KeyError):
        import_articles(mixed_files(), label="x", on_progress=fail)
    assert search_index.is_missing()
    stages: list[str] = []
    import_articles([], label="x", on_stage=stages.append)
    assert stages == [search_index.BUILDING]
    assert not search_index.is_missing()


def test_a_report_lists_the_first_refusals_and_counts_them_all(monkeypatch):
    monkeypatch.setattr(importing, "MOST_REFUSALS", 3)
    arrivals = [Arrival(name=str(number), trouble="Stuk.") for number in range(50)]

    report = import_articles(arrivals, label="x")

    assert (report.refused, report.seen) == (50, 50)
    assert [refusal.name for refusal in report.rejected] == ["0", "1", "2"]
    assert ImportItem.objects.filter(outcome="rejected").count() == 50


def test_the_memory_of_an_import_does_not_grow_with_its_length(monkeypatch):
    monkeypatch.setattr(importing, "CHUNK_FILES", 250)
    process, seen = psutil.Process(), []

    def arrivals():
        for number in range(6000):
            yield Arrival(name=f"{number}.txt", data=text(number) * 5)

    import_articles(
        arrivals(),
        label="x",
        derive=False,
        on_progress=lambda _report: seen.append(process.memory_info().rss),
    )
    assert max(seen) - seen[3] < 20_000_000


def test_an_article_has_its_own_source_where_the_import_has_none():
    record = (
        '{"headline": "Brug dicht", "articleBody": "De brug is te oud.", "publisher": "De Krant"}'
    )
    for _ in range(2):
        import_articles([Arrival(name="a", data=record.encode())], label="x")
    for name in ("De Krant", "Het Blad"):
        source = importing.get_source(name)
        import_articles([Arrival(name="a", data=record.encode())], label="x", source=source)

    names = Article.objects.values_list("source__name", flat=True)
    assert sorted(names) == ["De Krant", "Het Blad"]
    outcomes = list(ImportItem.objects.values_list("outcome", flat=True))
    assert outcomes == ["imported", "duplicate", "duplicate", "imported"]


def test_an_archive_that_is_in_use_keeps_its_index(monkeypatch):
    import_articles(mixed_files()[:5], label="x")
    monkeypatch.setattr(search_index, "FIRST_LOAD", 50)
    import_articles(
        mixed_files(), label="x", on_progress=lambda _report: search_index.is_missing() and 1 / 0
    )
