"""What PostgreSQL is asked for what a reader typed, and what that finds."""

import pytest
from django.db import connection
from django.db.models import Value

from articles.language.stop_words import STOP_WORDS, name_term
from articles.models import Actor, ActorName, Article, Source
from articles.search.document import AsciiSigns
from articles.search.grammar import parse_query
from articles.search.nodes import unstemmed
from articles.search.patterns import exactly
from articles.search.tsquery import analyse
from articles.understanding import understand, understand_all
from tests.test_results import ask

pytestmark = pytest.mark.django_db


def asked(text):
    return understand(parse_query(text)).asked


@pytest.mark.parametrize(
    "typed",
    ["'", "a & b | c !", "\\", "a:*", "<->", "%s %(x)s {}", "😀 raket", "ﬁ", "a" * 3000, "x\\'y*"],
)
def test_postgresql_takes_whatever_is_typed(typed, client):
    assert client.get("/", {"q": typed}).status_code == 200
    assert client.get("/", {"q": f'"{typed}"'}).status_code == 200


def test_several_queries_are_each_understood_by_themselves(seeds, django_assert_max_num_queries):
    texts = ["NAVO top", "Stoltenberg", "", "de", "raket OR bron:belga", "Irak -NAVO"]
    alone = [understand(parse_query(text)) for text in texts]
    with django_assert_max_num_queries(3):  # of names, of words that editors hold equal, a source
        assert understand_all([parse_query(text) for text in texts]) == alone


@pytest.mark.parametrize("one", ['"raketten op"', "raket*", "auteur:niemand"])
def test_one_or_the_other_finds_what_either_finds(seeds, one):
    found = [{hit.article.pk for hit in ask(f"q={query}").page_hits} for query in (one, "Irak")]
    assert {hit.article.pk for hit in ask(f"q={one} OR Irak").page_hits} == set.union(*found)


@pytest.mark.parametrize("typed", ["de", "het van", '"de het"', "de OR het", "-de", ""])
def test_stop_words_alone_ask_for_nothing(typed):
    assert asked(typed).nothing


def test_a_stop_word_beside_a_real_word_does_no_harm():
    assert asked("de raket").candidates == asked("raket").candidates


def test_the_stop_words_are_postgresqls():
    """Each of ours is one; what it has beside them, Dutch readers would miss in the test below."""
    assert set(analyse(STOP_WORDS).values()) == {""}


@pytest.mark.parametrize(("word", "term"), [("IS", "is0"), ("is", ""), ("I", ""), ("NAVO", "")])
def test_a_stop_word_in_capitals_is_a_name(word, term):
    assert name_term(word) == term


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("raket leger", "'raket' & 'leger'"),
        ("raket OR leger", "'raket' | 'leger'"),
        ("raket -leger", "('raket') & !('leger')"),
        ("(raket OR leger) -(vrede strijd)", "('raket' | 'leger') & !('vred' & 'strijd')"),
        ("bom", "'bom1'"),  # which the stemmer takes for boom
        ("titel:bom", "'bom':A"),
        ("10 000", "'10000'"),
        ("titel:raket", "'raket':A"),
        ("raketaanval", "'raketaanval' | ('raket' <-> 'aanval')"),
        ("F-16", "('f' & '-16') | 'f16' | ('f' <-> '16')"),
    ],
)
def test_asks_the_index(typed, candidates):
    assert asked(typed).candidates == candidates


def test_excluding_alone_is_a_condition_on_the_rest():
    assert asked("-raket").candidates == ""
    assert asked("-raket").check is not None


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ('"de nieuwe wapenwedloop"', 0),
        ('"een nieuwe wapenwedloop"', 1),
        ('"NIEUWE Wapenwedloop"', 1),
        ('"nieuw wapenwedloop"', 0),
        ("wapenwed*", 1),
        ("WAPENWEDLOOP*", 1),
        ("raketten*", 1),
        ("wapenwedlopig*", 0),
        ("aanval*", 0),  # the seeds have it inside compounds only
        ('"wapenwedloop nieuwe"~1', 1),
        ('"Irak trainingsmissie"~2', 1),
        ("titel:trainingsmissie", 1),
        ("bron:belga", 1),
        ("bron:Belg raketten", 1),
        ("bron:zzz", 0),
        ("-bron:belga", 1),
        ("(raketten OR trainingsmissie) Stoltenberg", 2),
        ("raketaanval", 1),
        ("aanval", 2),  # raketaanvallen and droneaanval
    ],
)
def test_finds_of_the_seeds(seeds, query, number):
    assert ask(f"q={query}").count.value == number


def test_the_byline_finds_its_articles(seeds):
    article = ask("q=trainingsmissie").page_hits[0].article
    words = [word for word in article.byline.split() if word.isalpha()]
    if not words:
        pytest.fail("the seed has a byline")
    assert ask(f"q=auteur:{words[-1]}").count.value >= 1
    assert ask("q=auteur:niemand").count.value == 0


@pytest.mark.parametrize("name", ["NATO", "nato", "Noord-Atlantische Verdragsorganisatie"])
def test_a_name_finds_who_is_called_otherwise(seeds, name):
    results = ask(f"q={name}")
    assert results.count.value == ask("actor=navo").count.value > 0
    assert [actor.slug for actor in results.question.understood.actors] == ["navo"]


def test_a_surname_alone_means_nobody_in_particular(seeds):
    assert ask("q=Stoltenberg").question.understood.actors == ()


def test_a_name_of_many_means_none_of_them():
    for number in range(4):
        actor = Actor.objects.create(slug=f"p{number}", name=f"P{number}", kind="person")
        ActorName.objects.create(actor=actor, text="Jan Janssens", kind="alias")
    assert understand(parse_query("Jan Janssens")).actors == ()


def test_sources_are_found_by_a_part_of_their_name(seeds):
    Source.objects.create(name="Het Dagblad van Elders", slug="elders")
    assert asked("bron:elders").facets is not None


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("raket bom", '"raket" "bom"'),
        ("raket OR titel:bom -vrede", '"raket" OR titel:"bom" -vrede'),
        ("rak* bron:belga", "rak* bron:belga"),
    ],
)
def test_the_exact_query_asks_for_the_words_as_typed(typed, exact):
    assert unstemmed(parse_query(typed)) == parse_query(exact)


@pytest.mark.parametrize("text", ["café", "CAFE", "Café"])
def test_exact_words_fold_accents_and_capitals(text, seeds):
    assert exactly(text) == exactly("cafe")


@pytest.mark.parametrize(
    "text", ["De “raket” vloog", "„raket”", "‘raket’", "raket–bom", "raket… en", "«raket»"]
)
def test_signs_beyond_ascii_are_no_letters(text):
    with connection.cursor() as cursor:
        expression = AsciiSigns(Value(text))
        query = Article.objects.values_list(expression).query
        sql, params = query.get_compiler(connection=connection).compile(
            expression.resolve_expression(query)
        )
        cursor.execute(f"SELECT to_tsvector('dutch', {sql}) @@ 'raket'::tsquery", params)
        assert cursor.fetchone()[0]
