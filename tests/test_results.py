"""Finding, narrowing, ordering and counting, as readers meet it."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from articles.models import Actor, Article, Source
from articles.results import PAGE_SIZE, ArticleResults
from articles.search import tsquery

IRAK = "NAVO klaar om trainingsmissie in Irak uit te breiden"
TURKIJE = "De lidstaten van de trans-Atlantische organisatie"


def ask(query: str, **options) -> ArticleResults:
    return ArticleResults(QueryDict(query), path="/", **options)


def titles(query: str) -> list[str]:
    return [hit.article.title for hit in ask(query).page_hits]


def facet(results: ArticleResults, kind: str) -> dict[str, int]:
    return {
        value.slug: value.count
        for group in results.facets
        if group.kind == kind
        for value in group.values
    }


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=Stoltenberg", 2),
        ("q=stoltenberg", 2),
        ("q=trainingsmissie", 1),
        ("q=bondgenoot", 2),
        ("q=raketten", 2),  # of which one has raketaanvallen
        ('q="raketten"', 1),
        ("q=Syrie", 1),
        ("q=voetbal", 0),
        ("q=Stoltenberg -Idlib", 1),
        ('q=Idlib -"raketten"', 1),
        ('q=Stoltenberg -"raketten"', 1),
        ("q=Idlib OR trainingsmissie", 2),
        ("q=Idlib trainingsmissie", 0),
        ('q="nieuwe wapenwedloop"', 1),
        ('q="wapenwedloop nieuwe"', 0),
        ('q=-"nieuwe wapenwedloop"', 1),
        ("actor=jens-stoltenberg", 2),
        ("actor=irak", 1),
        ("actor=irak&actor=turkije", 0),
        ("actor=navo&actor=turkije", 1),
        ("actor=-irak", 1),
        ("source=belga", 1),
        ("source=-belga", 1),
        ("from=2020&to=2020", 2),
        ("from=2020-03", 0),
        ("to=2019", 0),
        ("from=februari 2020&to=12-02-2020", 2),
        ("from=2020-02-13", 1),
        ("q=de", 2),
    ],
)
def test_finds_of_the_seeds(seeds, query, number):
    assert ask(query).count.value == number == len(ask(query).page_hits)


def test_tells_certain_from_possible(seeds):
    hits = ask("from=2020-02-12&to=2020-02-12").page_hits
    assert {hit.article.title[:20]: hit.certain for hit in hits} == {
        IRAK[:20]: True,
        TURKIJE[:20]: False,
    }
    assert all(hit.certain for hit in ask("from=2020-02&to=2020-02").page_hits)


def test_any_of_several_topics_but_all_of_several_actors(seeds):
    topics = list(facet(ask("q=trainingsmissie"), "topic"))
    assert ask("&".join(f"topic={slug}" for slug in topics)).count.value >= 1
    assert ask("actor=irak&actor=jens-stoltenberg").count.value == 1


def test_a_parent_topic_includes_its_children(add):
    add("Brand verwoest schuur\n\n12 mei 2021\n\nDe brandweer bluste de brand in de schuur snel.")
    results = ask("")
    codes = {
        value.value.pk: value
        for group in results.facets
        for value in group.values
        if group.kind == "topic"
    }
    children = [value for value in codes.values() if value.value.parent_id]
    assert children, "the article has a topic below the top"
    for child in children:
        assert codes[child.value.parent_id].count >= child.count


def test_marks_the_words_and_nothing_else(seeds):
    [hit] = ask("q=trainingsmissie").page_hits
    assert hit.title == "NAVO klaar om <mark>trainingsmissie</mark> in Irak uit te breiden"
    assert "<mark>trainingsmissie</mark>" in hit.snippet
    assert hit.snippet.count("<") == 2 * hit.snippet.count("<mark>")


def test_a_snippet_shows_markup_as_text(add):
    add("Kop\n\n12 mei 2021\n\nHet konijn zei: 1 < 2 & \ue000liep\ue001 weg.")
    [hit] = ask("q=konijn").page_hits
    assert "1 &lt; 2 &amp;" in hit.snippet
    assert hit.snippet.count("<mark>") == 1


def test_the_title_weighs_most_then_the_lead_then_the_text(add):
    filler = " ".join(["De gemeenteraad vergaderde gisteren over de begroting."] * 4)
    add(
        f"Verslag van de raad\n\n12 mei 2021\n\n{filler} Ook de zebra kwam ter sprake.",
        f"Zebra ontsnapt\n\n12 mei 2001\n\n{filler}",
    )
    assert titles("q=zebra") == ["Zebra ontsnapt", "Verslag van de raad"]
    assert titles("q=zebra&sort=newest") == ["Verslag van de raad", "Zebra ontsnapt"]
    assert titles("q=zebra&sort=oldest") == ["Zebra ontsnapt", "Verslag van de raad"]


def test_an_unknown_date_comes_last_in_either_order(add):
    add(
        "Zonder datum\n\nEr is geen datum bekend van dit stuk.",
        "Oud\n\n12 mei 1999\n\nEen oud stuk.",
    )
    assert titles("sort=newest")[-1] == titles("sort=oldest")[-1] == "Zonder datum"
    assert "Zonder datum" not in titles("from=1990")


def test_facets_count_what_a_click_would_give(corpus):
    results = ask("q=Rusland OR NAVO OR regering")
    for group in results.facets:
        for value in group.values:
            query = value.url.partition("?")[2]
            assert ask(query).count.value == value.count, value


def test_alternatives_stay_visible_beside_a_chosen_topic(corpus):
    before = facet(ask(""), "topic")
    chosen = next(iter(before))
    assert facet(ask(f"topic={chosen}"), "topic").keys() >= set(list(before)[:5])


def test_a_chosen_value_is_counted_however_rare(corpus):
    rare = ask("q=Stoltenberg").page_hits[-1].mentions[-1].slug
    for kind, slug in (("actor", rare), ("actor", "groenland"), ("source", "belga")):
        results = ask(f"{kind}={slug}")
        assert facet(results, kind)[slug] == results.count.value


def test_from_an_actors_page_the_way_back_keeps_the_actor(seeds):
    results = ask("q=luchtafweer", fixed={"actor": Actor.objects.get(slug="turkije")})
    [hit] = results.page_hits
    assert "actor=turkije" in hit.url
    assert "actor=turkije" not in results.question.url()


def test_the_histogram_adds_up_and_its_bars_narrow(corpus):
    results = ask("")
    dated = Article.objects.exclude(published="").count()
    assert sum(bar.count for bar in results.histogram.bars) == dated
    for bar, url in results.bars:
        narrowed = ask(url.partition("?")[2])
        assert narrowed.count.value >= bar.count
        if bar.count:
            assert sum(hit.certain for hit in narrowed.page_hits) >= min(bar.count, PAGE_SIZE) * 0.5


def test_months_when_the_hits_are_close_together(seeds):
    histogram = ask("").histogram
    assert [(str(bar.period), bar.count) for bar in histogram.bars] == [("2020-02", 2)]


def test_chips_take_away_one_filter_each(seeds):
    results = ask("q=Stoltenberg&actor=irak&actor=-syrie&from=2020")
    assert [(chip.kind, chip.label, chip.excluded) for chip in results.question.chips] == [
        ("q", "‘Stoltenberg’", False),
        ("from", "vanaf 2020", False),
        ("actor", "Irak", False),
        ("actor", "Syrië", True),
    ]
    assert [chip.url for chip in results.question.chips][
        2
    ] == "/?q=Stoltenberg&from=2020&actor=-syrie"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=gisteren", "from"),
        ("to=31-02-2020", "to"),
        ("from=2020&to=2019", "to"),
        ("topic=bestaat-niet", "topic"),
        ("actor=%00", None),
        ("actor=x' OR 1=1", "actor"),
        ("source=x", "source"),
        ("sort=mooiste", "sort"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=abc", "page"),
        ("page=99999999999999999999", "page"),
        ("&".join(f"actor=a{n}" for n in range(30)), "actor"),
    ],
)
def test_nonsense_gets_a_message_and_filters_nothing(seeds, query, field):
    results = ask(query)
    assert len(results.page_hits) == 2
    assert list(results.errors) == ([field] if field else [])


def test_neighbours_in_the_results(corpus):
    results = ask("sort=newest")
    hits = results.page_hits
    beside = results.neighbours(hits[1].article.pk, 2)
    assert (beside.previous.article.pk, beside.next.article.pk) == (
        hits[0].article.pk,
        hits[2].article.pk,
    )
    assert results.neighbours(hits[0].article.pk, 1).previous is None
    assert results.neighbours(hits[0].article.pk, 9) is None
    assert results.neighbours(hits[0].article.pk, 10**9) is None


def test_neighbours_count_no_facets(corpus):
    results = ask("sort=newest")
    with CaptureQueriesContext(connection) as captured:
        assert results.neighbours(Article.objects.newest_first().first().pk, 1)
    assert not [entry for entry in captured if "unnest" in entry["sql"]]


def test_pages_cover_every_article_once(corpus):
    pages = ask("").pages
    seen = [hit.article.pk for page in range(1, pages + 1) for hit in ask(f"page={page}").page_hits]
    assert len(seen) == len(set(seen)) == Article.objects.count()


@pytest.mark.parametrize(
    "query", ["", "q=NAVO&sort=relevance", "topic={topic}&actor=navo&from=2000"]
)
def test_as_many_queries_for_a_hundred_articles_as_for_two(
    seeds, query, django_assert_max_num_queries, django_assert_num_queries, request
):
    query = query.format(topic=next(iter(facet(ask(""), "topic"))))

    def answer():
        tsquery._KNOWN.clear()  # what words are stemmed to is asked once per process
        results = ask(query)
        return results.page_hits, results.facets, results.bars, results.question.chips

    with django_assert_max_num_queries(16) as few:
        answer()
    request.getfixturevalue("corpus")
    with django_assert_num_queries(len(few)):
        answer()


@pytest.mark.parametrize("query", ["", "q=NAVO&from=2000"])
def test_a_list_is_fetched_whole_in_three_statements(corpus, query, django_assert_num_queries):
    results = ask(query)
    ids = [hit.article.pk for hit in results.page_hits]
    with django_assert_num_queries(3):
        hits = results.hits_of(ids)
        pages = [render_to_string("articles/_hit.html", {"hit": hit}) for hit in hits]
    assert [hit.article.pk for hit in hits] == ids
    assert all(hit.source in page for hit, page in zip(hits, pages, strict=True))
    with django_assert_num_queries(0):
        assert ask("").hits_of([]) == []


def test_a_list_names_what_the_article_has(corpus):
    for hit in ask("").page_hits:
        article = hit.article
        assert hit.source == (article.source.name if article.source else "")
        assert set(hit.agencies) == set(article.agencies.values_list("name", flat=True))
        standing = article.mentions.standing()
        assert {(m.slug, len(m.spans)) for m in hit.mentions} == {
            (mention.actor.slug, mention.count) for mention in standing
        }
        links = article.topic_links.standing()
        assert {topic.label for topic in hit.topics} == {link.topic.label for link in links}


def test_a_source_page_stays_with_its_source(corpus):
    belga, anp = (Source.objects.get(slug=slug) for slug in ("belga", "anp"))
    both = ask("source=belga").question.articles & ask("source=anp").question.articles
    results = ask("source=anp", fixed={"source": belga})
    assert ask("source=anp", fixed={"source": anp}).count.value > results.count.value
    assert results.count.value == both.count()


def test_facets_come_largest_first(corpus):
    for group in ask("").facets:
        if group.kind != "topic":
            counts = [value.count for value in group.values]
            assert counts == sorted(counts, reverse=True)
