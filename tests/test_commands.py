import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.analysing import KEYS
from articles.models import Article, ImportBatch, ImportItem, Source
from articles.reference import load_reference
from tests.conftest import FIXTURES, SEEDS


def output_of(capsys, command: str, *args: object) -> str:
    call_command(command, *map(str, args))
    return capsys.readouterr().out


@pytest.fixture
def a_bad_file(tmp_path) -> Path:
    path = tmp_path / "leeg\n.txt"
    path.write_bytes(b"")
    return path


@pytest.mark.django_db
def test_an_import_reports_in_dutch_and_ends_well(capsys):
    assert output_of(capsys, "import_articles", SEEDS).splitlines()[:3] == [
        "Ingevoerd: 2",
        "Dubbel (al in het archief): 0",
        "Geweigerd: 0",
    ]
    assert "Dubbel (al in het archief): 2" in output_of(capsys, "import_articles", SEEDS)


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_options_of_an_import(capsys):
    output = output_of(capsys, "import_articles", SEEDS, "--source", "De Krant", "--dry-run")
    assert "niets bewaard" in output
    assert not Source.objects.exists()
    assert not ImportBatch.objects.exists()

    output_of(capsys, "import_articles", SEEDS, "--source", "De  Krant", "--draft")
    assert set(Article.objects.values_list("source__name", "status")) == {("De Krant", "draft")}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "caf\udce9"])
def test_an_impossible_source_is_refused(name):
    with pytest.raises(CommandError, match="naam van een krant"):
        call_command("import_articles", SEEDS, "--source", name)


@pytest.mark.django_db
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
def test_reference_tables_that_are_unsound_are_named(tmp_path, settings):
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="topics"):
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

    assert {"lidstaat", "raketaanval"} <= set(first["terms"])


@pytest.mark.django_db
def test_analyse_gives_every_key_for_a_rejected_file_too(a_bad_file, capsys):
    (rejected,) = read_analysis(capsys, a_bad_file)

    assert tuple(rejected) == KEYS
    assert "leesbare tekst" in rejected["rejected"]
    assert rejected["file"].endswith("leeg\\n.txt")
    assert {rejected[key] for key in KEYS[2:]} == {None}


@pytest.mark.django_db
def test_analyse_changes_nothing(capsys):
    read_analysis(capsys, SEEDS, "weg.txt")

    for model in (Article, ImportBatch, ImportItem, Source):
        assert not model.objects.exists()
