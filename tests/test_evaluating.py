"""Measuring the search: cases read, run through the real thing, and nothing left behind."""

import json
import math
import signal

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.evaluation.cases import CaseError, as_record
from articles.evaluation.measures import Tally, ndcg, reciprocal_rank
from articles.evaluation.pairs import read_pairs
from articles.evaluation.ranked import read_ranked
from articles.evaluation.ranked_articles import SAMPLES
from articles.evaluation.reading import read_all
from articles.evaluation.running import brought_in, judge
from articles.evaluation.scratch import MARK, scratch_archive
from articles.models import Article, Topic
from articles.parsing import parse_article
from articles.samples import plain_text
from tests.conftest import FIXTURES, ROOT
from tests.processes import started, wait_for

FIRE = "Een brand verwoestte zondag een schuur in Lokeren. Niemand raakte gewond."
FLOOD = "De rivier trad maandag buiten haar oevers. Drie straten in Namen liepen onder."


@pytest.fixture
def write(tmp_path):
    def write_file(name: str, content: str | bytes):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def write_ranked(write):
    def write_json(data: object, name: str = "cases.json"):
        return write(name, json.dumps(data))

    return write_json


def scratch_databases() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{MARK}%"])
        return [name for (name,) in cursor.fetchall()]


# Samples


def test_a_sample_without_its_marks_is_what_an_archive_gets():
    marked = "# topics: 20000614 20000634\n[PER Jan 't Hart] van [ORG CD&V]\n\n[LOC Gent]s bier [1]"
    assert plain_text(marked) == "Jan 't Hart van CD&V\n\nGents bier [1]"
    assert plain_text("Kop\n\n# topics: geen") == "Kop\n\n# topics: geen"


def test_no_mark_is_left_in_any_sample():
    for path in SAMPLES.glob("*.txt"):
        text = plain_text(path.read_text(encoding="utf-8"))
        assert not {"[", "]", "#"} & set(text), path.name


# Reading


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_reads_pairs_with_their_kind(write, end, mark):
    lines = ["# Meervoud", f"brand\t{FIRE}\t+", "", "  ", "#Anders", f"-raket\t{FLOOD}\t-"]
    [cases] = read_pairs(write("p.tsv", mark + end.join(lines).encode()))
    assert [(p.line, p.kind, p.query, p.text, p.expected) for p in cases.pairs] == [
        (2, "Meervoud", "brand", FIRE, True),
        (6, "Anders", "-raket", FLOOD, False),
    ]
    assert set(cases.articles) == {FIRE, FLOOD}


@pytest.mark.parametrize(
    "line",
    [
        "brand",
        "brand\ttekst",
        "brand\ttekst\t",
        "brand\ttekst\t*",
        "\ttekst\t+",
        "brand\t...\t+",
        "brand\ttekst\t+\tmeer",
    ],
)
def test_a_line_that_is_no_pair_is_named_before_anything_runs(write, line, monkeypatch, capsys):
    monkeypatch.setattr("articles.evaluation.scratch.call_command", pytest.fail)
    good, bad = write("good.tsv", f"brand\t{FIRE}\t+"), write("bad.tsv", f"# soort\n{line}\n")
    with pytest.raises(CommandError, match=r"bad\.tsv, regel 2: ") as refusal:
        call_command("evaluate_search", good, bad)
    assert refusal.value.returncode == 1
    assert not capsys.readouterr().out


def test_everything_that_is_wrong_is_said_at_once(write, tmp_path):
    paths = [
        write("a.tsv", "a\n\nb\n"),
        tmp_path / "b.tsv",
        write("c.csv", ""),
        write("d.json", "{"),
    ]
    paths += [write("e.tsv", b"br\xe9k\tx\t+"), write("f.json", "[" * 100_000)]
    with pytest.raises(CaseError) as refusal:
        read_all(paths)
    said = str(refusal.value)
    for part in ("a.tsv, regel 1", "a.tsv, regel 3", "b.tsv", "c.csv", "d.json", "e.tsv", "f.json"):
        assert part in said


@pytest.mark.parametrize(
    "data",
    [
        {
            "articles": [{"id": "a", "text": FIRE}, {"id": "b", "title": "Water", "body": FLOOD}],
            "queries": [{"query": "brand", "relevant": ["a"]}],
        },
        {"articles": {"a": FIRE, "b": {"text": FLOOD}}, "queries": {"brand": {"a": 1, "b": 0}}},
        {
            "articles": [{"id": "a", "title": "Vuur", "text": FIRE}, {"id": "b", "text": FLOOD}],
            "queries": [{"q": "brand", "relevant": [{"title": "Vuur", "id": "Vuur", "grade": 1}]}],
        },
        [{"articles": {"a": FIRE, "b": FLOOD}, "query": "brand", "relevance": {"a": 1}}],
        {"cases": [{"articles": {"a": FIRE, "b": FLOOD}, "query": "brand", "relevant": ["a"]}]},
    ],
)
def test_reads_ranked_cases_in_any_likely_shape(write_ranked, data):
    [cases] = read_ranked(write_ranked(data))
    assert set(cases.articles) == {"a", "b"}
    for key, text in (("a", FIRE), ("b", FLOOD)):
        parsed = parse_article(cases.articles[key])
        assert text.split(". ")[-1] in f"{parsed.lead} {parsed.body}"
    [ranked] = cases.ranked
    assert ranked.query == "brand"
    assert {key for key, grade in ranked.grades.items() if grade} == {"a"}


def test_articles_without_ids_go_by_their_place(write_ranked):
    data = {"articles": [FIRE, FLOOD], "queries": [{"query": "rivier", "relevant": [1]}]}
    [cases] = read_ranked(write_ranked(data))
    assert dict(cases.ranked[0].grades) == {"1": 1}
    assert parse_article(cases.articles["1"]).body.endswith("Namen liepen onder.")


@pytest.mark.parametrize("relevant", ["a.txt", "a", "texts/a.txt"])
@pytest.mark.parametrize("articles", ["texts", "texts/*.txt", ["texts/a.txt", "texts/b.txt"], None])
def test_articles_may_be_files(write_ranked, tmp_path, articles, relevant):
    (tmp_path / "texts").mkdir()
    for name, text in (("a.txt", FIRE), ("b.txt", FLOOD)):
        (tmp_path / "texts" / name).write_text(f"# topics: 1\n{text}", encoding="utf-8")
    data = {"articles": articles, "queries": [{"query": "brand", "relevant": [relevant]}]}
    [cases] = read_ranked(write_ranked(data))
    assert set(cases.ranked[0].grades) == {"a.txt"}
    assert {name: data.decode() for name, data in cases.articles.items()} == {
        "a.txt": FIRE,
        "b.txt": FLOOD,
    }


def test_a_file_may_have_an_id_of_its_own(write, write_ranked):
    write("vuur.txt", FIRE)
    for articles in ({"a": "vuur.txt"}, [{"id": "a", "file": "vuur.txt"}]):
        data = {"articles": articles, "queries": {"brand": ["a"]}}
        [cases] = read_ranked(write_ranked(data))
        assert cases.articles == {"a": FIRE.encode()}


def test_without_articles_the_samples_of_the_project_are_searched(write_ranked):
    first = min(path.name for path in SAMPLES.glob("*.txt"))
    [cases] = read_ranked(write_ranked({"queries": [{"query": "x", "relevant": [first]}]}))
    assert len(cases.articles) == len(list(SAMPLES.glob("*.txt")))


@pytest.mark.parametrize(
    "data",
    [
        {},
        5,
        {"queries": []},
        {"articles": {"a": FIRE}},
        {"articles": {"a": FIRE}, "queries": [{"query": "brand"}]},
        {"articles": {"a": FIRE}, "queries": [{"relevant": ["a"]}]},
        {"articles": {"a": FIRE}, "queries": [{"query": "brand", "relevant": ["z"]}]},
        {"articles": {"a": FIRE}, "queries": [{"query": "brand", "relevant": {"a": "veel"}}]},
        {"articles": {"a": 5}, "queries": [{"query": "brand", "relevant": ["a"]}]},
        {"queries": [{"query": "brand", "relevant": ["nergens.txt"]}]},
    ],
)
def test_ranked_cases_that_mean_nothing_are_refused(write_ranked, data):
    with pytest.raises(CaseError, match=r"cases\.json"):
        read_ranked(write_ranked(data))


def test_the_projects_own_cases_can_be_read():
    cases = read_all(sorted((ROOT / "tests" / "search_cases").iterdir()))
    assert sum(len(one.pairs) for one in cases) >= 300
    assert sum(len(one.ranked) for one in cases) >= 60
    assert sum(len(one.articles) for one in cases if one.ranked) >= 150


# Measuring


def test_reciprocal_rank_is_that_of_the_first_relevant_hit():
    assert reciprocal_rank([0, 0, 2, 1]) == 1 / 3
    assert reciprocal_rank([0, 0]) == 0


def test_ndcg_discounts_by_place_and_looks_at_ten():
    assert ndcg([1, 1, 0], [1, 1]) == 1
    assert ndcg([0, 1], [1]) == pytest.approx(1 / math.log2(3))
    assert ndcg([1, 3], [3, 1]) == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))
    assert ndcg([0] * 10 + [1], [1]) == 0
    assert ndcg([1] * 10, [1] * 20) == 1
    assert ndcg([0], []) == 0


def test_shares_concern_the_pairs_of_their_kind_only():
    tally = Tally()
    assert set(tally.scores().values()) == {None}
    tally.count(expected=True, hit=True)
    tally.count(expected=True, hit=False)
    assert tally.scores() == {"recall": 0.5, "false_hits": None, "mrr": None, "ndcg10": None}
    tally.count(expected=False, hit=True)
    assert tally.scores()["false_hits"] == 1


# Running


@pytest.mark.parametrize(
    "text",
    [
        "IS",
        "Bron: Belga",
        "Lees ook: Brand in Lokeren",
        "BRUSSEL (ANP) - De brug gaat dicht.",
        "Door Jan Peeters",
        "Maandag 12 februari 2020 om 13u48",
        '{"text": "Dit is geen record."}',
        "Woord " * 60,
    ],
)
def test_a_pair_is_an_article_whole(reference, write, text):
    [cases] = read_pairs(write("p.tsv", f"iets\t{text}\t+"))
    with brought_in(cases) as ids:
        article = Article.objects.published().get(pk=ids[text.strip()])
        assert article.body == text.strip()
        assert article.title.removesuffix("…") in text
    assert not Article.objects.exists()


def test_every_text_is_found_again_although_two_are_one_article(reference, write):
    [cases] = read_pairs(write("p.tsv", f"brand\t{FIRE}\t+\nbrand\t{FIRE.upper()}\t+"))
    with brought_in(cases) as ids:
        tallies = judge(cases, ids, _Parrot())
    assert tallies[""].wanted == 2


class _Parrot:
    """Finds everything, in the order of the alphabet."""

    def found(self, _query: str) -> set:
        return set(Article.objects.values_list("pk", flat=True))

    def ranked(self, _query: str) -> list:
        return list(Article.objects.order_by("title").values_list("pk", flat=True))


def test_ranked_answers_are_judged_by_their_grades(reference, write_ranked):
    data = {"articles": {"a": FLOOD, "b": FIRE}, "queries": {"x": {"a": 1}, "y": {"a": 1, "b": 2}}}
    [cases] = read_ranked(write_ranked(data))
    with brought_in(cases) as ids:
        tally = judge(cases, ids, _Parrot())["ranked"]
    first_a = 1 if FLOOD < FIRE else 2
    assert tally.reciprocal_ranks == [1 / first_a, 1]
    assert tally.ndcgs[0] == pytest.approx(1 / math.log2(first_a + 1))
    assert not tally.failures


@pytest.mark.django_db(transaction=True)
def test_measures_through_the_real_search_and_leaves_nothing(
    seeds, write, write_ranked, capsys, monkeypatch
):
    before = Article.objects.count(), Topic.objects.count()
    pairs = write("p.tsv", f"# Soort\nbranden\t{FIRE}\t+\nzeppelin\t{FIRE}\t+\nbrand\t{FIRE}\t-\n")
    data = {
        "articles": {"a": f"Brand\n\n12 mei 2021\n\n{FIRE}", "b": FLOOD},
        "queries": [{"query": "brand", "relevant": ["a"]}, {"query": "kip", "relevant": ["b"]}],
    }
    ranked = write_ranked(data)
    call_command("evaluate_search", pairs, ranked, "--json")
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["recall", "false_hits", "mrr", "ndcg10", "failures"]
    assert (found["recall"], found["false_hits"]) == (0.5, 1.0)
    assert (found["mrr"], found["ndcg10"]) == (0.5, 0.5)
    assert [(f["line"], f["kind"], f["query"], f["expected"]) for f in found["failures"]] == [
        (3, "Soort", "zeppelin", "+"),
        (4, "Soort", "brand", "-"),
        (None, "ranked", "kip", "+"),
    ]
    assert (Article.objects.count(), Topic.objects.count()) == before
    assert not scratch_databases()


@pytest.mark.django_db(transaction=True)
def test_prints_failures_and_figures(write, capsys):
    path = write("p.tsv", f"# Vuur\nzeppelin\t{FIRE}\t+\nbrand\t{FIRE}\t+\n")
    call_command("evaluate_search", path, "--kinds")
    out, err = capsys.readouterr()
    assert f"p.tsv:2: niet gevonden: zeppelin\n    {FIRE}\n" in out
    [*_, file, kind, total] = out.splitlines()
    assert [line.split()[:3] for line in (file, kind, total)] == [
        ["p.tsv", "1/2", "50.0%"],
        ["Vuur", "1/2", "50.0%"],
        ["totaal", "1/2", "50.0%"],
    ]
    assert "p.tsv" in err


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_when_it_is_ended(commands, write, number):
    path = write("p.tsv", "".join(f"brand\t{FIRE} {n}\t+\n" for n in range(500)))
    with started(commands("evaluate_search", path)) as process:
        wait_for(scratch_databases, process)
        assert scratch_databases()
        process.send_signal(number)
        process.wait(60)
        assert process.returncode
    # Whoever reads its output has waited for the database to be gone.
    assert not scratch_databases()


@pytest.mark.django_db(transaction=True)
def test_what_others_left_is_dropped_unless_they_are_at_it():
    dead, alive = f"{MARK}1_00000000", f"{MARK}2_00000000"
    with connection.cursor() as cursor:
        for name in (dead, alive):
            cursor.execute(f"CREATE DATABASE {name}")
    info = {**connection.get_connection_params(), "dbname": alive}
    with psycopg.connect(**info), scratch_archive(FIXTURES):
        left = scratch_databases()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {alive}")
    assert dead not in left
    assert alive in left
    assert len(left) == 2


@pytest.mark.django_db(transaction=True)
def test_says_what_to_do_without_the_right_to_make_databases(write):
    path = write("p.tsv", f"brand\t{FIRE}\t+")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE only_reads")
        cursor.execute("SET ROLE only_reads")
    try:
        with pytest.raises(CommandError, match="CREATEDB"):
            call_command("evaluate_search", path)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("DROP ROLE only_reads")


def test_a_record_keeps_its_details():
    parsed = parse_article(as_record(FIRE, headline="Brand", datePublished="2020-02"))
    assert (parsed.title, str(parsed.published), parsed.body) == ("Brand", "2020-02", FIRE)
