"""Related articles, and help where nothing is found."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from articles.guiding.excluding import excluding
from articles.guiding.related import related
from articles.models import Article
from articles.question import Question
from articles.vocabulary import rebuild_vocabulary


def text(title: str, body: str, day: str = "12 februari 2020") -> str:
    return f"{title}\n\n{day}\n\n{body}"


# Related articles


@pytest.fixture
def archive(seeds, add):
    add(
        text("Stoltenberg over de raketten", "De raketten van Rusland baren Stoltenberg zorgen."),
        text("Raketten en Rusland", "Stoltenberg praat over raketten met Rusland."),
        text("Raketten op drift", "Raketten van Rusland, zegt Stoltenberg.", "3 mei 1999"),
        text("Kaas uit Gouda", "De kaas uit Gouda smaakt goed, zegt de kaasboer van Gouda."),
        text("Voetbal in Brugge", "Het voetbal in Brugge was saai; het voetbal elders ook."),
    )
    rebuild_vocabulary()


def titles(title: str) -> list[str]:
    return [item.article.title for item in related(Article.objects.get(title=title))]


def test_related_share_words_and_actors_and_those_of_the_same_time_come_first(archive):
    assert titles("Stoltenberg over de raketten")[:2] == [
        "Raketten en Rusland",
        "Raketten op drift",
    ]
    assert "Kaas uit Gouda" not in titles("Stoltenberg over de raketten")


def test_an_article_is_not_related_to_itself_nor_to_what_is_not_public(archive):
    assert "Raketten en Rusland" not in titles("Raketten en Rusland")
    Article.objects.filter(title="Raketten op drift").update(status="withheld")
    assert "Raketten op drift" not in titles("Raketten en Rusland")


def test_the_reason_is_true(archive):
    one = Article.objects.get(title="Raketten en Rusland")
    for item in related(one):
        assert item.actors or item.words
        for actor in item.actors:
            assert item.article.mentions.filter(actor=actor).exists()
            assert one.mentions.filter(actor=actor).exists()
        for word in item.words:
            assert word.lower()[:5] in f"{item.article.title} {item.article.body}".lower()


def test_the_page_shows_them_with_the_reason(archive):
    found = related(Article.objects.get(title="Raketten en Rusland"))
    page = " ".join(render_to_string("articles/_related.html", {"related": found}).split())
    assert "Verwante artikelen" in page
    for item in found:
        assert f'href="{item.article.get_absolute_url()}"' in page
        reason = ", ".join([*(actor.name for actor in item.actors), *item.words])
        assert f'<span lang="nl">{reason}</span>' in page
    assert render_to_string("articles/_related.html", {"related": []}).strip() == ""


def test_what_has_nothing_in_common_has_no_related(archive):
    assert titles("Kaas uit Gouda") == []


def test_articles_without_a_date_or_words_have_related_or_none(archive, add):
    add("Raketten zonder datum\n\nRaketten van Rusland en Stoltenberg.")
    assert "Raketten en Rusland" in titles("Raketten zonder datum")
    Article.objects.filter(title="Raketten zonder datum").update(strong_words=[], facets=[])
    assert titles("Raketten zonder datum") == []


def test_related_asks_a_fixed_number_of_questions(archive, django_assert_max_num_queries):
    item = Article.objects.get(title="Raketten en Rusland")
    with django_assert_max_num_queries(6):
        related(item)


# Zero hits


def help_with(query: str) -> dict[str, tuple[int, bool]]:
    question = Question(QueryDict(query), path="/")
    assert not question.articles.exists()
    return {
        one.label: (one.count.value, one.met)
        for one in excluding(question, archive=Article.objects.count())
    }


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("q=raketten kaas", {"raketten", "kaas"}),
        ("q=raketten bestaatniet", {"bestaatniet"}),
        ("q=raketten -raket", {"raket", "raketten"}),
        ("q=kaas&actor=jens-stoltenberg", {"kaas", "Jens Stoltenberg"}),
        ("q=kaas&actor=-frankrijk&from=1998&to=1999", {"kaas", "1998 tot en met 1999"}),
        ("q=kaas&from=2021", {"vanaf 2021"}),
        ("q=bestaatniet ookniet", {"bestaatniet", "ookniet"}),
        ("q=kaas&source=belga&source=anp", {"kaas", "Belga, ANP"}),
    ],
)
def test_names_what_excludes_everything(archive, query, labels, add):
    add("Bericht ANP\n\n(ANP) Een bericht over niets.")
    assert help_with(query).keys() == labels


def test_says_what_removing_gives_and_leads_there(archive):
    question = Question(QueryDict("q=kaas raketten -voetbal&from=2020&actor=-frankrijk"), path="/")
    found = excluding(question, archive=Article.objects.count())
    assert [one.count.value for one in found] == sorted(
        (one.count.value for one in found), reverse=True
    )
    for one in found:
        there = Question(QueryDict(one.url.partition("?")[2]), path="/")
        assert there.articles.count() == one.count.value
        assert one.count.exact


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=raketten bestaatniet", 'rel="nofollow">bestaatniet weglaten</a>: 5 artikelen'),
        ("q=kaas -gouda", "gouda weer toelaten</a>: 1 artikel"),
        ("q=bestaatniet ookniet", '<em lang="nl">ookniet</em> komt in geen enkel artikel voor.'),
    ],
)
def test_the_page_says_it_in_words(archive, query, said):
    question = Question(QueryDict(query), path="/")
    found = excluding(question, archive=Article.objects.count())
    page = " ".join(render_to_string("articles/_no_hits_help.html", {"excluding": found}).split())
    assert said in page


def test_a_word_of_no_article_is_said_to_be_so(archive):
    assert help_with("q=bestaatniet ookniet") == {"bestaatniet": (0, False), "ookniet": (0, False)}


def test_filters_are_looked_at_beside_many_words(archive):
    words = "+".join(["kaas"] + [f"-woord{n}" for n in range(9)])
    assert "2001" in help_with(f"q={words}&from=2001&to=2001")


def test_a_single_condition_is_no_choice(archive):
    assert help_with("q=bestaatniet") == {}


def test_many_hits_are_estimated(archive, monkeypatch):
    for name, value in (("EXACT", 1), ("SAMPLE", 2), ("PROBED", 1)):
        monkeypatch.setattr(f"articles.guiding.excluding.{name}", value)
    question = Question(QueryDict("q=raketten bestaatniet"), path="/")
    [one] = [one for one in excluding(question, archive=10) if one.count.value]
    assert not one.count.exact


def test_at_most_six_conditions_are_looked_at(archive, django_assert_max_num_queries):
    question = Question(QueryDict("q=" + " ".join(f"woord{n}" for n in range(20))), path="/")
    with django_assert_max_num_queries(38):
        assert len(excluding(question, archive=10)) == 6
