import re

import pytest

from articles.indexing import index_articles
from articles.models import Actor, Article, ArticleTopic, ReviewStatus, Topic
from articles.topic_profile import TopicProfile

FOOTBALL = "20001065"
SPORT = "15000000"
LOCAL = "20000612"


@pytest.fixture
def match(add):
    """Two articles about football, one of them about a mayor too, and one about a mayor only."""
    add(
        "Club Brugge wint\n\n12 februari 2020\n\nClub Brugge versloeg Frankrijk met 2-1.",
        "Frankrijk verliest\n\n13 februari 2021\n\nDe voetballers van Frankrijk verloren.",
        "Nieuwe burgemeester\n\n14 februari 2021\n\nDe burgemeester en de gemeenteraad praatten.",
    )
    articles = list(Article.objects.order_by("published"))
    ArticleTopic.objects.update(status=ReviewStatus.REJECTED)
    for article, codes in zip(articles, ([FOOTBALL, LOCAL], [FOOTBALL], [LOCAL]), strict=True):
        for code in codes:
            article.topic_links.update_or_create(
                topic_id=code, defaults={"status": ReviewStatus.CONFIRMED}
            )
    index_articles([article.pk for article in articles])
    return articles


def page(client, code):
    return client.get(Topic.objects.get(pk=code).get_absolute_url())


def counted(items):
    return {one.topic.pk: one.count.value for one in items if one.count.value}


def test_a_wider_topic_has_the_articles_of_those_below_it(match, client):
    answer = page(client, SPORT)
    assert answer.status_code == 200
    assert answer.context["results"].count.value == 2
    assert "Club Brugge wint" in answer.text
    assert "Nieuwe burgemeester" not in answer.text


def test_every_topic_on_the_way_up_is_counted_once_per_article(match):
    sport = TopicProfile(Topic.objects.get(pk=SPORT))
    assert counted(sport.children) == {"20000822": 2}
    branches = TopicProfile(Topic.objects.get(pk="20000822"))
    assert counted(branches.children) == {FOOTBALL: 2}


def test_the_trail_leads_from_the_widest_topic_down(match, client):
    text = page(client, FOOTBALL).text
    kicker = re.search(r'<p class="kicker">(.*?)</p>', text, re.DOTALL)[1]
    assert re.findall(r'href="([^"]*)"', kicker) == [
        "/topics/",
        Topic.objects.get(pk=SPORT).get_absolute_url(),
        Topic.objects.get(pk="20000822").get_absolute_url(),
    ]


def test_other_fields_are_related_and_its_own_is_not(match):
    related = counted(TopicProfile(Topic.objects.get(pk=FOOTBALL)).related)
    assert related == {"11000000": 1}


def test_leading_actors_are_named_with_their_number(match):
    france = Actor.objects.get(slug="frankrijk")
    actors = {
        one.actor: one.count.value for one in TopicProfile(Topic.objects.get(pk=SPORT)).actors
    }
    assert actors[france] == 2


def test_an_actor_that_nobody_looked_at_is_marked_as_suggested(match, client):
    Actor.objects.filter(slug="frankrijk").update(status=ReviewStatus.SUGGESTED)
    text = page(client, SPORT).text
    named = text[text.index("Vaakst genoemd") :]
    assert re.search(
        r'class="suggested"[^>]*>Frankrijk</a>\s*<span class="badge">voorgesteld', named
    )


def test_a_rejected_topic_does_not_count(match):
    link = ArticleTopic.objects.get(article=match[1], topic=FOOTBALL)
    link.status = ReviewStatus.REJECTED
    link.save()
    index_articles([match[1].pk])
    assert counted(TopicProfile(Topic.objects.get(pk="20000822")).children) == {FOOTBALL: 1}


def test_a_topic_without_articles_still_has_a_page(reference, client):
    answer = page(client, FOOTBALL)
    assert answer.status_code == 200
    assert "Vaakst genoemd" not in answer.text


def test_an_unknown_topic_is_not_found(reference, client):
    assert client.get("/topics/bestaat-niet/").status_code == 404


def test_what_is_beside_a_topic_costs_the_same_number_of_questions_however_much_there_is(
    match, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        page(client, SPORT)


def test_narrowing_the_articles_does_not_change_what_is_said_of_the_topic(match, client):
    url = Topic.objects.get(pk=SPORT).get_absolute_url()
    answer = client.get(url, {"q": "Brugge"})
    assert answer.context["results"].count.value == 1
    assert counted(answer.context["profile"].children) == {"20000822": 2}
