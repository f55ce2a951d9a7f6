"""Large archives: estimates near the truth, pages in the right order, and no scan of the table.

The archive here has 12,000 short articles; the bounds beyond which hits are estimated, sliced or
sampled are lowered, and that from which words have pairs, so that its common words count as very
common ones.
"""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from articles.language import pairs
from articles.models import Article
from articles.results import ArticleResults
from articles.search import counting, ordering
from articles.search.facets import SAMPLES

SIZE = 12_000
SEED_SQL = f"""
INSERT INTO articles_article (
    id, title, title_derived, lead, body, byline, published, published_time, status, warnings,
    evidence, created_at, updated_at, search_terms, facets, samples, strong_words, word_pairs)
SELECT
    id,
    CASE WHEN n % 23 = 0 THEN 'Kabinet praat over nummer ' ELSE 'Bericht nummer ' END || n,
    false, '',
    'kabinet ' || CASE WHEN n % 2 = 0 THEN 'minister minister ' ELSE '' END
    || CASE WHEN n % 3 = 0 THEN 'school ' ELSE '' END
    || CASE WHEN n % 5 = 0 THEN 'gemeente en regio ' ELSE '' END
    || CASE WHEN n % 700 = 0 THEN 'kabeljauw ' ELSE '' END
    || CASE WHEN n % 2400 = 0 THEN 'school minister ' ELSE '' END
    || repeat('vulling van deze tekst ', 10),
    '', published, NULL, 'published', '[]', '{{}}', now(), now(),
    CASE WHEN n % 3 = 0 THEN 'school1' ELSE '' END,  -- known by a term of its own, for schol
    ARRAY['t:' || CASE WHEN n % 3 = 0 THEN '05000000' ELSE '11000000' END]
    || CASE WHEN published = '' THEN ARRAY[]::text[]
       ELSE ARRAY['d:' || left(published, 3), 'y:' || left(published, 4),
                  'm:' || left(published, 7)] END,
    ARRAY(SELECT size FROM unnest(ARRAY{list(SAMPLES)}) AS size WHERE abs(hashint4(n)) % size = 0),
    CASE WHEN n % 23 = 0 THEN ARRAY['kabinet:' || 1 + n % 3] ELSE ARRAY[]::text[] END,
    ARRAY[0]
FROM (
    SELECT n, gen_random_uuid() AS id,
        CASE WHEN n % 97 = 0 THEN ''
             WHEN n % 89 = 0 THEN to_char(day, 'YYYY')
             WHEN n % 11 = 0 THEN to_char(day, 'YYYY-MM')
             ELSE to_char(day, 'YYYY-MM-DD') END AS published
    FROM (
        SELECT n, date '1990-01-01' + (sqrt(n::float / {SIZE}) * 12000)::int AS day
        FROM generate_series(1, {SIZE}) AS n
    ) AS days
) AS articles
"""  # noqa: S608 - a number of our own
QUERIES = [
    "",
    "q=kabinet",
    "q=minister",
    "q=minister school",
    "q=kabeljauw",
    "q=minister kabeljauw",
    'q="gemeente en regio"',
    'q="kabinet school"',  # half of those that have both words
    'q="kabinet school"~2',
    'q="minister gemeente"',  # two pairs of very common words, which few have of those with both
    'q="minister school gemeente"',
    'q="school minister"',  # which hardly any has
    'q=kabinet -"kabinet school"',
    'q="kabinet school" OR gemeente',
    "q=minister -school",
    "q=-school",
    "q=school OR gemeente OR minister",
    "q=de",
    "q=bestaatniet",
    "topic=onderwijs",
    "topic=onderwijs&q=minister",
    "from=2010-03-01&to=2010-03-09&q=kabinet",
    "from=2010&to=2015&q=kabinet",
    "from=2018&q=minister",
    "q=" + "kabinet minister school gemeente regio " * 6,
]


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """Seed once for all tests of this file; each runs in a transaction of its own."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as lowered:
        lowered.setattr(pairs, "COMMON", 500)
        Article.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(SEED_SQL)
            pair_words()
            cursor.execute("VACUUM ANALYZE articles_article")
        yield
        Article.objects.all().delete()


def pair_words() -> None:
    """Work out the pairs of words of all articles but the undated, whose pairs are not known."""
    dated = Article.objects.exclude(published="")
    for title in ("Bericht", "Kabinet"):
        some = dated.filter(title__startswith=title)
        for body in some.values_list("body", flat=True).distinct():
            some.filter(body=body).update(word_pairs=pairs.word_pairs(f"{title} nummer", body))


@pytest.fixture
def large(archive, db, monkeypatch):
    """Take a few hundred hits for very many."""
    monkeypatch.setattr(counting, "PROBED", 400)
    monkeypatch.setattr(counting, "COUNT_SAMPLE", 900)
    monkeypatch.setattr(counting, "FACET_SAMPLE", 400)
    monkeypatch.setattr(counting, "CHECKED_SAMPLE", 400)
    monkeypatch.setattr(counting, "MOST_CHECKED", 1_500)
    monkeypatch.setattr(counting, "ALL_FOUND", 200)
    monkeypatch.setattr(ordering, "SORTED", 300)
    monkeypatch.setattr(ordering, "RANKED", 200)
    monkeypatch.setattr(ordering, "WINDOW", 100)
    monkeypatch.setattr(ordering, "NEWEST_CANDIDATES", 40)
    monkeypatch.setattr(ordering, "STRONG_CANDIDATES", 160)


def ask(query: str) -> ArticleResults:
    return ArticleResults(QueryDict(query), path="/")


def answer(query: str) -> ArticleResults:
    results = ask(query)
    assert results.count.value >= len(results.page_hits)
    assert results.facets is not None
    assert results.bars is not None
    return results


@pytest.mark.parametrize("query", QUERIES)
def test_estimates_are_near_and_say_so(large, query):
    results = answer(query)
    truth = results.question.articles.count()
    assert truth or "bestaatniet" in query
    if results.count.exact:
        assert results.count.value == truth
    else:
        assert truth > 500
        assert results.count.value == pytest.approx(truth, rel=0.1)


@pytest.mark.parametrize(
    "phrase", ["gemeente en regio", "minister gemeente", "minister school gemeente"]
)
def test_a_phrase_of_common_words_misses_no_article(archive, db, phrase):
    found = ask(f'q="{phrase}"').question.articles
    truth = Article.objects.filter(body__contains=f"{phrase} ")
    assert set(found.values_list("pk")) == set(truth.values_list("pk"))
    assert truth.exclude(published="").exists()
    assert truth.filter(published="").exists()  # whose pairs are not known


def test_common_words_that_hardly_ever_stand_together_are_not_looked_for_one_by_one(large):
    results = answer('q="school minister"')
    assert (results.count.value, results.count.exact) == (5, True)
    unknown = Article.objects.filter(published="").count()
    with_both = ask("q=school minister").question.articles.count()
    assert results.candidates.articles.count() <= 5 + unknown < with_both / 10


@pytest.mark.parametrize("query", QUERIES)
def test_a_facet_never_promises_more_than_there_is(large, query):
    results = answer(query)
    for group in results.facets:
        for value in group.values:
            if value.count and not value.selected and group.kind not in results.question.state:
                assert value.count <= results.count.value
                chosen = ask(value.url.partition("?")[2])
                assert chosen.question.articles.exists()


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("page", [1, 2, 7, 40])
@pytest.mark.parametrize(
    "query",
    ["", "q=kabinet", "q=minister school", "q=-school", "q=kabeljauw", 'q="kabinet school"'],
)
def test_pages_by_date_are_the_pages_of_a_plain_sort(large, query, page, order):
    results = ask(f"{query}&sort={order}&page={page}")
    articles = results.question.articles
    plain = articles.newest_first() if order == "newest" else articles.oldest_first()
    start = (results.page - 1) * 20
    wanted = list(plain.values_list("pk", flat=True)[start : start + 20])
    assert [hit.article.pk for hit in results.page_hits] == wanted


def test_undated_articles_end_a_long_list(large):
    ids = ordering.page_ids(ask("sort=newest")._known, sort="newest", start=SIZE - 10, number=20)
    assert len(ids) == 10
    assert not Article.objects.filter(pk__in=ids).exclude(published="").exists()


def test_articles_about_the_word_are_candidates_whatever_their_year(large):
    results = ask("q=kabinet")
    assert not results.count.exact
    assert all(hit.article.title.startswith("Kabinet") for hit in results.page_hits)
    ids = ordering.strong_candidates(results._known.articles, results._known.words)
    assert len(ids) == len(set(ids)) == 160
    candidates = Article.objects.filter(pk__in=ids).values_list("strong_words", "published")
    assert all("kabinet:3" in words for words, _ in candidates)
    assert len({published[:4] for _, published in candidates}) > 20


def test_the_best_of_few_is_the_best_of_all(archive, db):
    few = [hit.article.pk for hit in ask("q=kabeljauw minister").page_hits]
    assert few
    assert set(few) == set(
        ask("q=kabeljauw minister").question.articles.values_list("pk", flat=True)[:20]
    )


def plans(query: str) -> list[tuple[str, str]]:
    """Answer a query and list its statements over articles with PostgreSQL's plan for each."""
    with CaptureQueriesContext(connection) as captured:
        answer(query)
    asked = [entry["sql"] for entry in captured if "articles_article" in entry["sql"]]
    found = []
    for sql in asked:
        if sql.lstrip().startswith(("SELECT", "WITH")):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {sql}")
                found.append((sql, "\n".join(row[0] for row in cursor.fetchall())))
    assert found
    return found


@pytest.mark.parametrize("query", [*QUERIES, *(f"{query}&sort=newest" for query in QUERIES)])
def test_no_query_scans_the_articles(large, query):
    for sql, plan in plans(query):
        assert "Seq Scan on articles_article " not in plan, f"{sql}\n{plan}"


@pytest.mark.parametrize("query", ["q=kabeljauw", "q=kabeljauw&sort=newest", "q=bestaatniet"])
def test_a_rare_word_never_walks_the_dates(large, query):
    for sql, plan in plans(query):
        if "search" in sql:
            assert "article_newest" not in plan, f"{sql}\n{plan}"


def test_as_many_queries_for_many_hits_as_for_few_but_three(large):
    def number(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer(query)
        return len(captured)

    assert number("q=kabinet") <= number("q=kabeljauw") + 5
    assert number("q=kabinet&sort=newest") <= number("q=kabeljauw&sort=newest") + 3
