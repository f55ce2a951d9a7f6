import hashlib
import json
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
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.conninfo import make_conninfo

from articles.analysing import KEYS
from articles.indexing import load_knowledge
from articles.management.base import INTERRUPTED, PIPE_CLOSED
from articles.models import (
    Actor,
    ActorName,
    Article,
    ArticleAgency,
    ArticleTopic,
    ImportBatch,
    ImportItem,
    Mention,
    Original,
    ReviewStatus,
    Source,
    Topic,
)
from articles.progress import GentleStop, Progress
from articles.reference import load_reference
from articles.search.facets import token
from tests.conftest import FIXTURES, ROOT, SEEDS

FILES = 450


# --- In the test's own process ---


def output_of(capsys, command: str, *args: object) -> str:
    call_command(command, *map(str, args))
    return capsys.readouterr().out


@pytest.fixture
def a_bad_file(tmp_path) -> Path:
    path = tmp_path / "leeg\n.txt"
    path.write_bytes(b"")
    return path


@pytest.mark.usefixtures("reference")
def test_an_import_reports_in_dutch_and_ends_well(capsys):
    assert output_of(capsys, "import_articles", SEEDS).splitlines()[:3] == [
        "Ingevoerd: 2",
        "Dubbel (al in het archief): 0",
        "Geweigerd: 0",
    ]
    assert "Dubbel (al in het archief): 2" in output_of(capsys, "import_articles", SEEDS)


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_an_import_with_refusals_names_them_and_ends_with_status_1(options, a_bad_file, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("import_articles", SEEDS, a_bad_file, "weg.txt", *options)

    assert ended.value.code == 1
    lines = capsys.readouterr().out.splitlines()
    assert "Ingevoerd: 2" in lines
    assert "Geweigerd: 2" in lines
    assert "  weg.txt: Dit bestand of deze map bestaat niet." in lines
    assert any("leeg\\n.txt: " in line and "leesbare tekst" in line for line in lines)
    assert Article.objects.count() == (0 if options else 2)


@pytest.mark.usefixtures("reference")
def test_options_of_an_import(capsys):
    output = output_of(capsys, "import_articles", SEEDS, "--source", "De Krant", "--dry-run")
    assert "niets bewaard" in output
    assert not Source.objects.exists()
    assert not ImportBatch.objects.exists()

    output_of(capsys, "import_articles", SEEDS, "--source", "De  Krant", "--draft")
    assert set(Article.objects.values_list("source__name", "status")) == {("De Krant", "draft")}


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "caf\udce9"])
def test_an_impossible_source_is_refused(name):
    with pytest.raises(CommandError, match="naam van een krant"):
        call_command("import_articles", SEEDS, "--source", name)


@pytest.mark.usefixtures("reference")
def test_an_empty_folder_is_said_to_be_so(tmp_path, capsys):
    assert "geen enkel bestand" in output_of(capsys, "import_articles", tmp_path)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "command",
    [
        ["import_articles", str(SEEDS)],
        ["import_articles", str(SEEDS), "--dry-run", "--source", "X"],
        ["reindex_articles"],
        ["load_reference"],
    ],
)
def test_a_database_without_tables_leads_to_what_to_do(command):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO nowhere")

    with pytest.raises(CommandError, match="make run") as trouble:
        call_command(*command)
    assert "manage.py migrate" in str(trouble.value)


@pytest.mark.django_db
def test_reference_tables_that_are_unsound_are_named(monkeypatch, tmp_path, settings):
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="topics.toml"):
        call_command("load_reference")


def read_analysis(capsys, *paths: object) -> list[dict]:
    return [json.loads(line) for line in output_of(capsys, "analyse", *paths).splitlines()]


@pytest.mark.django_db
@pytest.mark.parametrize("is_loaded", [True, False])
def test_analyse_reads_the_seeds_as_promised_with_and_without_a_database(is_loaded, capsys):
    if is_loaded:
        load_reference(FIXTURES)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL search_path TO nowhere")

    first, second = read_analysis(capsys, SEEDS)

    assert tuple(first) == tuple(second) == KEYS
    assert (first["title_derived"], first["published"], first["time"]) == (True, "2020-02", None)
    assert first["headings"] == ["De-escalatie", "Luchtafweer"]
    assert "Jens Stoltenberg, NAVO-topman" in first["body"]
    assert (second["title"], second["title_derived"], second["byline"]) == (
        "NAVO klaar om trainingsmissie in Irak uit te breiden",
        False,
        "LH",
    )
    assert (second["published"], second["time"]) == ("2020-02-12", "13:48")
    assert second["agencies"] == ["Belga"]
    assert second["headings"] == ["Russisch raketsysteem"]
    assert "1 De NAVO" not in second["body"] + second["lead"]


@pytest.mark.usefixtures("reference")
def test_analyse_names_the_actors_and_topics_of_the_seeds(capsys):
    first, second = read_analysis(capsys, SEEDS)

    names = {actor["name"] for actor in first["actors"] + second["actors"]}
    assert names >= {
        "NAVO",
        "Jens Stoltenberg",
        "Turkije",
        "Syrië",
        "Rusland",
        "Irak",
        "Bashar al-Assad",
        "Qassem Soleimani",
        "Islamitische Staat",
    }
    persons = [actor for actor in first["actors"] + second["actors"] if actor["kind"] == "person"]
    assert not {"De Noor", "NAVO-topman"} & {
        name for actor in persons for name in (actor["name"], *actor["surfaces"])
    }
    for analysis in (first, second):
        assert all(
            tuple(actor) == ("name", "kind", "count", "known", "surfaces") and actor["count"] > 0
            for actor in analysis["actors"]
        )
        assert analysis["topics"]
        assert all(
            tuple(topic) == ("code", "label", "score") and 0 <= topic["score"] <= 1
            for topic in analysis["topics"]
        )
        assert "versterken" in first["terms"] or "raket" in first["terms"]


@pytest.mark.usefixtures("reference")
def test_analyse_gives_every_key_for_a_rejected_file_too(a_bad_file, capsys):
    (rejected,) = read_analysis(capsys, a_bad_file)

    assert tuple(rejected) == KEYS
    assert "leesbare tekst" in rejected["rejected"]
    assert rejected["file"].endswith("leeg\\n.txt")
    assert {rejected[key] for key in KEYS[2:]} == {None}


def test_analyse_changes_nothing(seeds, capsys):
    before = tables()

    read_analysis(capsys, SEEDS, "weg.txt")

    assert tables() == before


# --- Reindexing ---


def derived() -> dict[str, object]:
    """All that reindexing rebuilds."""
    return {
        "articles": list(Article.objects.order_by("pk").values_list("search_terms", "facets")),
        "mentions": set(
            (str(row.article_id), row.actor_id, row.status, str(row.spans), str(row.surfaces))
            for row in Mention.objects.all()
        ),
        "topics": set(
            ArticleTopic.objects.values_list("article_id", "topic_id", "status", "score")
        ),
    }


@pytest.mark.usefixtures("corpus")
def test_reindexing_rebuilds_what_was_lost(capsys):
    before = derived()
    Mention.objects.all().delete()
    ArticleTopic.objects.all().delete()
    Article.objects.update(search_terms="", facets=[])

    output = output_of(capsys, "reindex_articles")

    assert derived() == before
    assert f"Opnieuw afgeleid: {Article.objects.count()} artikelen" in output


@pytest.mark.usefixtures("seeds")
def test_reindexing_keeps_what_editors_decided_and_drops_what_no_longer_holds(capsys):
    article = Article.objects.get(published="2020-02-12")
    iraq, nato = Actor.objects.get(slug="irak"), Actor.objects.get(slug="navo")
    stranger = Actor.objects.exclude(mentions__isnull=False).first()
    topic = article.topic_links.first().topic
    Mention.objects.filter(article=article, actor=iraq).update(status=ReviewStatus.REJECTED)
    Mention.objects.filter(article=article, actor=nato).update(status=ReviewStatus.CONFIRMED)
    Mention.objects.create(article=article, actor=stranger, status=ReviewStatus.SUGGESTED)
    added = Actor.objects.exclude(mentions__isnull=False).first()
    Mention.objects.create(article=article, actor=added, status=ReviewStatus.CONFIRMED)
    article.topic_links.filter(topic=topic).update(status=ReviewStatus.REJECTED)
    child_free = Topic.objects.exclude(article_links=None) if False else Topic.objects
    own = child_free.exclude(pk__in=article.topic_links.values("topic")).last()
    ArticleTopic.objects.create(article=article, topic=own, status=ReviewStatus.CONFIRMED)

    output_of(capsys, "reindex_articles")

    statuses = dict(article.mentions.values_list("actor__slug", "status"))
    assert statuses["irak"] == ReviewStatus.REJECTED
    assert statuses["navo"] == ReviewStatus.CONFIRMED
    assert statuses[added.slug] == ReviewStatus.CONFIRMED
    assert stranger.slug not in statuses
    assert article.topic_links.get(topic=topic).status == ReviewStatus.REJECTED
    article.refresh_from_db()
    facets = set(article.facets)
    assert token("actor", iraq.pk) not in facets
    assert {token("actor", nato.pk), token("actor", added.pk)} <= facets
    assert token("topic", own.pk) in facets
    assert article.mentions.get(actor=nato).spans
    assert token("source", Source.objects.get(name="Belga").pk) in facets


@pytest.mark.usefixtures("seeds")
def test_reindexing_learns_new_names(capsys):
    irak = Actor.objects.create(slug="ssc-8", name="SSC-8", kind="organisation")
    ActorName.objects.create(actor=irak, text="SSC-8", kind="preferred")

    output_of(capsys, "reindex_articles")

    assert irak.mentions.count() == 1
    assert load_knowledge().actor_ids["ssc-8"] == irak.pk


@pytest.mark.usefixtures("seeds")
def test_reindexing_goes_on_where_it_stopped(monkeypatch, capsys):
    monkeypatch.setattr("articles.indexing.CHUNK", 1)
    first, second = Article.objects.order_by("pk")
    Mention.objects.all().delete()
    monkeypatch.setattr(Progress, "show", lambda *_, **__: os.kill(os.getpid(), signal.SIGINT))

    with pytest.raises(CommandError, match=f"reindex_articles --after {first.pk}") as stopped:
        call_command("reindex_articles")

    assert stopped.value.returncode == INTERRUPTED
    assert first.mentions.exists()
    assert not second.mentions.exists()
    monkeypatch.undo()
    first.mentions.all().delete()
    assert "1 artikelen" in output_of(capsys, "reindex_articles", "--after", first.pk)
    assert second.mentions.exists()
    assert not first.mentions.exists()


@pytest.mark.django_db
def test_a_wrong_place_to_go_on_is_refused():
    with pytest.raises(CommandError, match="geen id"):
        call_command("reindex_articles", "--after", "hier")


# --- Progress and signals ---


class Stream:
    def __init__(self, *, is_terminal: bool):
        self.is_terminal = is_terminal
        self.text = ""

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, text: str, _style: object = None, ending: str = "\n") -> None:
        self.text += text + ending


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_is_one_line_that_renews_itself_or_a_log(is_terminal, monkeypatch):
    clock = iter(range(0, 1000, 20))
    monkeypatch.setattr("articles.progress.time.monotonic", lambda: next(clock))
    stream = Stream(is_terminal=is_terminal)
    progress = Progress(stream, unit="artikelen", total=100)

    progress.show(40, last="abc")
    progress.show(80)
    progress.done()

    assert "40 van 100 artikelen, 2/s, nog 30 s, tot abc" in stream.text
    assert stream.text.count("\n") == (0 if is_terminal else 2)
    assert stream.text.count("\r") == (4 if is_terminal else 0)


def test_a_first_signal_asks_and_a_second_one_interrupts():
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), GentleStop() as stop:  # noqa: PT012
        assert not stop.asked
        signal.raise_signal(signal.SIGINT)
        assert stop.asked
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_an_ignored_signal_stays_ignored():
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with GentleStop() as stop:
            signal.raise_signal(signal.SIGTERM)
            assert not stop.asked
    finally:
        signal.signal(signal.SIGTERM, before)


# --- As processes of their own ---


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
    words = [
        "de",
        "brug",
        "stad",
        "raket",
        "aanval",
        "België",
        "Rusland",
        "NAVO",
        "Stoltenberg",
        "minister",
        "zegt",
        "oud",
    ]
    for number in range(FILES):
        body = " ".join(chance.choices(words, k=150))
        kind = number - 1 if number % 9 == 8 else number
        text = f"date 2021-03 Bericht {kind} LH\n\n3 maart 2021\n\nBron: Belga {kind}e bericht."
        if number % 9 == 8:
            text = (folder / f"{kind:03}.txt").read_text()
        else:
            text = f"{text} {body}."
        (folder / f"{number:03}.txt").write_text(text)
    (folder / "leeg.txt").write_bytes(b"")
    return folder


DOUBLE = FILES // 9


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
    assert len(undisturbed["articles"]) == FILES - DOUBLE
    forget_articles()

    kills = 0
    for articles_first in (1, 150, 250):
        with started(commands("import_articles", files)) as process:
            wait_for(lambda n=articles_first: Article.objects.count() >= n, process)
            time.sleep(0.1)
            process.kill()
            kills += process.wait() == -signal.SIGKILL
            assert Article.objects.count() == Original.objects.count()

    last = commands("import_articles", files)
    output, errors = last.communicate(timeout=120)

    assert kills >= 1
    assert errors == b""
    assert tables() == undisturbed
    assert "Geweigerd: 1" in output.decode()


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
        number = int(path.stem) if path.stem.isdigit() else -1
        (backwards / f"{FILES - number:03}.txt").write_bytes(path.read_bytes())

    processes = [commands("import_articles", folder) for folder in (files, backwards, files)]
    results = [process.communicate(timeout=120) for process in processes]

    assert [errors for _, errors in results] == [b"", b"", b""]
    assert Article.objects.count() == Original.objects.count() == FILES - DOUBLE
    counts = [
        ImportItem.objects.filter(outcome=outcome).count()
        for outcome in ("imported", "duplicate", "rejected")
    ]
    assert counts == [FILES - DOUBLE, 2 * FILES + DOUBLE, 3]
    printed = sum(int(output.split()[1]) for output, _ in results)
    assert printed == FILES - DOUBLE
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
    assert 200 <= seen < FILES
    assert seen % 200 == 0
    assert f"Ingevoerd: {Article.objects.count()}" in output.decode()


def test_a_closed_pipe_is_quiet(commands):
    with started(commands("analyse", *[SEEDS] * 20)) as process:
        process.stdout.readline()
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
