"""The benchmark on a tiny scale, without the packages of the systems it compares with."""

import json
from itertools import product
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.db import connection

from articles.arrivals import Arrival
from articles.importing import import_articles
from articles.models import Article, ArticleTopic, Mention
from articles.search.facets import SAMPLES, samples_of
from tests.bench.asked import ask
from tests.bench.copies import FUNCTIONS
from tests.bench.corpus import synthetic_article, write_corpus
from tests.bench.figures import Timings, percentile
from tests.bench.kills import sums
from tests.bench.ours import Search
from tests.bench.peers import fts5
from tests.bench.peers.rows import rows
from tests.bench.plot import draw
from tests.bench.report import as_markdown, as_text, build_report
from tests.bench.saving import time_saves
from tests.bench.session import mix
from tests.bench.timing import time_all
from tests.bench.truth import check_estimates, check_ranking
from tests.bench.vocabulary import build_vocabulary

ARTICLES = 60
SYLLABLES = ("ba", "de", "fo", "gi", "ku", "lo", "me", "na", "po", "ri", "su", "ta")


@pytest.fixture(scope="session")
def vocabulary():
    """Words that nobody has counted, as often as Zipf would have them."""
    words = ("".join(word) for word in product(SYLLABLES, repeat=3))
    return build_vocabulary({word: 1 / rank for rank, word in enumerate(words, 1)})


@pytest.fixture
def archive(reference, vocabulary):
    articles = (synthetic_article(number, vocabulary) for number in range(ARTICLES))
    arrivals = [
        Arrival(name=f"{number}.json", data=article.as_json().encode())
        for number, article in enumerate(articles)
    ]
    return import_articles(arrivals, label="bench")


def test_the_corpus_is_the_same_each_time_and_grows_from_its_beginning(vocabulary, tmp_path):
    large, small = tmp_path / "large.jsonl", tmp_path / "small.jsonl"
    write_corpus(large, vocabulary, size=1_200)
    write_corpus(small, vocabulary, size=30)
    lines = large.read_text(encoding="utf-8").splitlines()
    assert len(set(lines)) == 1_200
    assert small.read_text(encoding="utf-8").splitlines() == lines[:30]
    assert json.loads(lines[7]) == json.loads(synthetic_article(7, vocabulary).as_json())


def test_a_corpus_that_was_interrupted_is_written_on(vocabulary, tmp_path):
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    write_corpus(whole, vocabulary, size=40)
    (tmp_path / "broken.jsonl.partial").write_bytes(whole.read_bytes()[:30_000])
    write_corpus(broken, vocabulary, size=40)
    assert broken.read_bytes() == whole.read_bytes()


@pytest.mark.django_db
def test_articles_are_taken_in_with_names_and_topics(archive):
    assert archive.imported == ARTICLES
    assert Mention.objects.count() > ARTICLES
    assert ArticleTopic.objects.count() > ARTICLES / 2


@pytest.mark.django_db
def test_the_mix_has_every_kind_of_question(archive, vocabulary):
    queries = mix(vocabulary)
    assert len(queries) >= 60
    assert len({query.kind for query in queries}) >= 20
    assert len({query.address for query in queries}) > 0.9 * len(queries)
    for query in queries:
        ask(query)  # raises where a parameter cannot be read


@pytest.mark.django_db
def test_a_run_reports_what_it_promises(archive, vocabulary, tmp_path):
    fts5.build(tmp_path / "fts5.db", rows(), lambda _done: None)
    asked = [ask(query) for query in mix(vocabulary)[::5]]
    timings = time_all([Search(), fts5.Fts5(tmp_path / "fts5.db")], asked, rounds=1)
    report = build_report(
        size=ARTICLES,
        timings=timings,
        intake={"rate": 10.0, "floor_rate": 20.0, "share": 0.5, "peak_rss_mb": 1.0},
        facts={"estimates": check_estimates(asked), "ranking": check_ranking(asked), "save_ms": 1},
    )
    json.dumps(report)
    ours, theirs = report["search"], report["peers"]["fts5"]
    for system in (ours, theirs):
        assert 0 < system["p50"] <= system["p95"] <= system["p99"]
        assert set(system["by_kind"]) == {one.query.kind for one in asked}
    assert report["ratios"]["fts5"] == pytest.approx(theirs["p95"] / ours["p95"], abs=0.01)
    assert report["estimates"]["worst_error"] == 0.0
    assert report["ranking"]["agreement10"] == 1.0
    assert report["import"]["save_ms"] == 1
    assert "SQLite FTS5" in as_text(report)


@pytest.mark.django_db
def test_fts5_finds_what_we_find_where_words_have_one_form(archive, vocabulary, tmp_path):
    fts5.build(tmp_path / "fts5.db", rows(), lambda _done: None)
    peer = fts5.Fts5(tmp_path / "fts5.db")
    for query in mix(vocabulary):
        if query.kind in {"filters alone", "open period"} and "-" not in query.address:
            ours, theirs = Search().answer(ask(query)), peer.answer(ask(query))
            assert theirs.count == ours.count, query
            assert sorted(theirs.hits)[:20] == sorted(ours.hits) or ours.count > 20, query


@pytest.mark.django_db
def test_saves_are_timed_and_taken_back(archive):
    before = dict(Article.objects.values_list("pk", "title"))
    saves = time_saves()
    assert 0 < saves["best"] <= saves["median"] <= saves["p95"]
    assert dict(Article.objects.values_list("pk", "title")) == before


def report_of(size, factor):
    system = {"p50": 1.0 * factor, "p95": 10.0 * factor, "p99": 20.0 * factor, "by_kind": {}}
    return {
        "size": size,
        "search": system,
        "page": system,
        "peers": {"fts5": {**system, "p95": 3_000.0 * factor}},
        "import": {"rate": 1000.0},
        "save_ms": 12.0,
    }


@pytest.mark.django_db
def test_sums_tell_in_which_table_a_single_row_differs(archive):
    with connection.cursor() as cursor:
        before = sums(cursor)
        assert before["articles"][0] == before["originals"][0] == ARTICLES
        assert all(number for name, (number, _) in before.items() if name != "agencies")
        Mention.objects.filter(pk=Mention.objects.values("pk")[:1]).update(score=0.123)
        Article.objects.filter(pk=Article.objects.values("pk")[:1]).update(samples=[7])
        after = sums(cursor)
    assert {name for name in before if before[name] != after[name]} == {"articles", "mentions"}


@pytest.mark.django_db
def test_a_copy_is_in_the_samples_that_its_key_says():
    keys = [UUID(int=size * (number << 64 | 1)) for size in SAMPLES for number in (0, 3, 977)]
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        cursor.execute("SELECT bench_samples(key) FROM unnest(%s::uuid[]) AS key", [keys])
        assert [samples for (samples,) in cursor.fetchall()] == [samples_of(key) for key in keys]


def test_sizes_are_set_side_by_side():
    table = as_markdown([report_of(1_000, 1), report_of(10_000, 3)])
    assert "| our search layer | 10.0 (1.0) | 30.0 (3.0) | × 3.00 |" in table
    assert "| an editor's save until found, ms | 12 | 12 |" in table


def test_the_plot_is_sound_and_names_every_line():
    drawn = draw([report_of(1_000, 1), report_of(10_000, 3)])
    picture = ElementTree.fromstring(drawn)  # noqa: S314 - our own
    words = [element.text for element in picture.iter() if element.tag.endswith("}text")]
    assert "SQLite FTS5: 9,000 ms" in words
    assert {"1,000", "10,000"} <= set(words)


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (50, 3), (95, 4.8), (100, 5)])
def test_percentiles_lie_between_neighbours(percent, value):
    assert percentile([5, 1, 4, 2, 3], percent) == pytest.approx(value)


def test_slow_queries_weigh_as_much_as_quick_ones():
    timings = Timings(rounds=3, queries=["a", "b"], samples={"one": [[1.0, 2.0, 3.0], [900.0]]})
    assert timings.of("one") == [1.0, 2.0, 3.0, 900.0, 900.0, 900.0]
