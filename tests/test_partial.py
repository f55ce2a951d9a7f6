"""Articles with a part of the words, below those with all of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.test_results import ask

pytestmark = pytest.mark.django_db


def titles(hits):
    return [hit.article.title for hit in hits]


def test_a_part_of_the_words_follows_and_counts_nowhere(seeds, client):
    results = ask("q=trainingsmissie luchtafweer")
    assert results.count.value == 0
    assert len(results.partial_hits) == 2
    page = client.get("/?q=trainingsmissie luchtafweer").content.decode()
    assert "Met een deel van de woorden" in page
    assert client.get("/articles.json?q=trainingsmissie luchtafweer").json()["results"] == []


def test_what_has_all_the_words_is_not_shown_twice(seeds):
    results = ask("q=Stoltenberg trainingsmissie")
    assert results.count.value == 1
    assert not set(titles(results.page_hits)) & set(titles(results.partial_hits))
    assert len(results.partial_hits) == 1


@pytest.mark.parametrize(
    "query",
    [
        "q=voetbal",
        "q=trainingsmissie",
        "q=",
        "q=trainingsmissie luchtafweer&sort=newest",
        "q=trainingsmissie luchtafweer -NAVO",
        "q=trainingsmissie luchtafweer bron:niemand",
        "q=trainingsmissie luchtafweer&from=1990&to=1991",
    ],
)
def test_nothing_follows_where_no_part_is_left(seeds, query):
    assert ask(query).partial_hits == []


def test_the_rarer_word_weighs_more(seeds):
    first, second = ask("q=NAVO trainingsmissie voetbal").partial_hits
    assert "trainingsmissie" in first.article.title
    assert {why.asked for why in second.why} == {"NAVO"}


def test_enough_hits_need_no_parts(seeds, monkeypatch):
    monkeypatch.setattr("articles.results.ENOUGH", 1)
    results = ask("q=Stoltenberg trainingsmissie")
    assert results.count.value == 1
    with CaptureQueriesContext(connection) as captured:
        assert results.partial_hits == []
    assert not captured.captured_queries


def test_a_sentence_costs_no_more_statements_than_two_words(seeds):
    def statements(words):
        results = ask(f"q={words}")
        assert results.count.value == 0
        with CaptureQueriesContext(connection) as captured:
            assert results.partial_hits
        return len(captured)

    few, sentence = "trainingsmissie luchtafweer", "Stoltenberg over raketten voetbal regering Irak"
    statements(f"{few} {sentence}")  # what words are stemmed to is asked once per process
    assert statements(f"{few} {sentence}") == statements(few)
