"""Machines walk every hit by date: each once, in order, at the same cost wherever they are."""

import uuid
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import walking
from articles.models import Article
from articles.walking import Cursor
from tests.test_pages import ATOM
from tests.test_scale import SEED_SQL, SIZE, ask


@pytest.fixture(scope="module")
def archive(lasting):
    with lasting(), connection.cursor() as cursor:
        cursor.execute(SEED_SQL)
        cursor.execute("VACUUM ANALYZE articles_article")


@pytest.fixture
def large(archive, db, monkeypatch):
    """Take a few hundred hits for very many."""
    monkeypatch.setattr(walking, "GATHERED", 300)
    monkeypatch.setattr(walking, "MONTHS", (1, 3))


def cursor_of(pk: uuid.UUID, *, newest: bool) -> Cursor:
    return Cursor.after(Article.objects.get(pk=pk), newest=newest)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize(
    ("query", "limit"), [("", 30), ("q=kabinet", 30), ("q=minister school", 25), ("q=kabeljauw", 9)]
)
def test_a_walk_meets_each_hit_once_in_order(large, query, order, limit):
    articles = ask(query).question.articles
    wanted = list(
        (articles.newest_first() if order == "newest" else articles.oldest_first()).values_list(
            "pk", flat=True
        )
    )
    found = wanted[:1]
    while len(found) < len(wanted):
        batch = walking.ids_after(
            cursor_of(found[-1], newest=order == "newest"),
            articles,
            number=max(1, len(wanted) // limit),
            roughly=len(wanted) if query else None,
        )
        assert batch
        found += batch
    assert found == wanted


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_next_leads_through_all_and_ends(large, client, order):
    url, seen, counted = f"/articles.json?q=school regio -minister&sort={order}", [], []
    while url:
        answer = client.get(url).json()
        seen += [(hit["published"] or "", hit["id"]) for hit in answer["results"]]
        counted.append(answer["count"])
        url = answer["next"]
    dates = [date for date, _ in seen if date]
    assert counted[0] == {"value": len(seen), "exact": True}
    assert set(map(str, counted[1:])) == {"None"}
    assert len(set(seen)) == len(seen) == len(counted) * 20 - 20 + len(answer["results"])
    assert len(counted) > 1
    assert [date for date, _ in seen][: len(dates)] == dates, "undated articles come last"


def test_what_is_added_meanwhile_repeats_and_skips_nothing(large, client):
    first = client.get("/articles.json?sort=newest").json()
    newest = Article.objects.newest_first().first()
    Article.objects.create(
        id=uuid.uuid4(), title="Nieuwer", published="2029-01-01", status="published"
    )
    second = client.get(first["next"]).json()
    wanted = Article.objects.exclude(title="Nieuwer").newest_first().values_list("pk", flat=True)
    seen = [hit["id"] for hit in (*first["results"], *second["results"])]
    assert seen[0] == str(newest.pk)
    assert seen == [str(pk) for pk in wanted[:40]]


@pytest.mark.parametrize("newest", [True, False])
@pytest.mark.parametrize("place", [0, SIZE // 2, SIZE - 30])
def test_a_walk_through_everything_reads_what_it_shows(large, place, newest):
    articles = ask("").question.articles
    order = articles.newest_first() if newest else articles.oldest_first()
    cursor = cursor_of(order.values_list("pk", flat=True)[place], newest=newest)
    with CaptureQueriesContext(connection) as captured:
        assert len(walking.ids_after(cursor, articles, number=21, roughly=None)) == 21
    for entry in captured:
        with connection.cursor() as explain:
            explain.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {entry['sql']}")
            plan = "\n".join(row[0] for row in explain.fetchall())
        assert "article_newest" in plan, plan
        assert "Index Cond" in plan, plan
        assert "Sort" not in plan, plan
        assert "Rows Removed" not in plan, plan


def test_relevance_is_bounded_and_says_how_to_go_on(large, client, monkeypatch):
    monkeypatch.setattr("articles.search.ordering.RANKED", 200)
    answer = client.get("/articles.json?q=minister").json()
    assert answer["bounded"]["reach"] < answer["count"]["value"]
    assert "page=2" in answer["next"]
    whole = client.get(answer["bounded"]["all"]).json()
    assert "bounded" not in whole
    assert "after=" in whole["next"]


def test_pages_by_number_go_on_by_cursor(large, client):
    by_number = client.get("/articles.json?page=2").json()
    assert (
        client.get(by_number["next"]).json()["results"]
        == (client.get("/articles.json?page=3").json()["results"])
    )


@pytest.mark.parametrize("moment", [datetime(2020, 2, 12, 13, 48), datetime(1, 1, 1), None])
def test_a_cursor_reads_what_it_writes(moment):
    cursor = Cursor(newest=True, moment=moment, article_id=uuid.uuid4())
    assert Cursor.read(str(cursor), newest=True) == cursor


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "after=2020-02-12",
        "after=_",
        "after=undated_1",
        "after=%00_%00",
        "after=2020-02-12T10:00:00%2B01:00_00000000-0000-8000-8000-000000000000",
        "q=kabinet&after=undated_00000000-0000-8000-8000-000000000000",
        "q=kabinet&sort=relevance&after=undated_00000000-0000-8000-8000-000000000000",
    ],
)
def test_a_cursor_that_makes_no_sense_is_said_so(db, client, query):
    answer = client.get(f"/articles.json?{query}")
    assert answer.status_code == 400
    assert "after" in answer.json()["errors"]


def test_the_feed_links_on(large, client):
    url, seen = "/articles.atom?q=kabeljauw", []
    while url:
        feed = ET.fromstring(client.get(url).content)  # noqa: S314 - our own
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        seen += [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        assert links["self"].startswith("http://testserver/articles.atom?")
        url = links.get("next")
    assert (
        len(seen)
        == len(set(seen))
        == client.get("/articles.json?q=kabeljauw").json()["count"]["value"]
    )
