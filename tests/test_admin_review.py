"""Mentions, topics, agencies and actors in their own lists, with effect on the articles."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Actor, ActorName, Article, ArticleAgency, Mention, Source, Topic
from tests.admin_form import fields_of, send

MENTIONS = "/admin/articles/mention/"


@pytest.fixture
def desk(client, editor, seeds):
    client.force_login(editor)
    return client


def count(client, **query) -> int:
    return client.get("/articles.json", query).json()["count"]["value"]


def decide(client, action, rows, model="mention"):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(f"/admin/articles/{model}/", chosen, follow=True)


def test_names_are_rejected_confirmed_and_reconsidered_in_the_list(desk):
    named = Mention.objects.filter(actor__slug="jens-stoltenberg")
    assert count(desk, actor="jens-stoltenberg") == 2
    answer = decide(desk, "reject", named)
    assert "2 voorstellen bijgewerkt." in answer.content.decode()
    assert count(desk, actor="jens-stoltenberg") == 0
    decide(desk, "confirm", named)
    assert count(desk, actor="jens-stoltenberg") == 2
    decide(desk, "reconsider", named)
    assert count(desk, actor="jens-stoltenberg") == 2
    assert set(named.values_list("status", flat=True)) == {"suggested"}
    assert LogEntry.objects.count() == 6


def test_too_many_at_once_change_nothing_and_say_so(desk, monkeypatch):
    monkeypatch.setattr("articles.admin.review.MOST_AT_ONCE", 1)
    answer = decide(desk, "reject", Mention.objects.filter(actor__slug="jens-stoltenberg"))
    assert "hoogstens 1 tegelijk" in answer.content.decode()
    assert count(desk, actor="jens-stoltenberg") == 2


def test_the_list_shows_a_name_among_its_words(desk):
    html = desk.get(MENTIONS, {"q": "Soleimani"}).content.decode()
    assert "<mark>Qassem Soleimani</mark>" in html


def test_a_rejected_topic_is_no_longer_counted(desk):
    link = Article.objects.get(title_derived=True).topic_links.select_related("topic").first()
    before = count(desk, topic=link.topic.slug)
    decide(desk, "reject", [link], "articletopic")
    assert count(desk, topic=link.topic.slug) == before - 1


@pytest.mark.parametrize("status", ["confirmed", "rejected", "suggested"])
def test_a_name_is_judged_on_its_own_page(desk, status):
    mention = Mention.objects.get(actor__slug="irak")
    answer = send(desk, f"{MENTIONS}{mention.pk}/change/", status=status, actor=1, article="x")
    assert answer.status_code == 200
    assert Mention.objects.get(actor__slug="irak").status == status
    assert count(desk, actor="irak") == (status != "rejected")


def test_a_name_is_added_on_a_page_of_its_own(desk):
    article, actor = Article.objects.get(title_derived=True), Actor.objects.get(slug="japan")
    send(desk, f"{MENTIONS}add/", article=article.pk, actor=actor.pk)
    assert count(desk, actor="japan") == 1
    again = send(desk, f"{MENTIONS}add/", article=article.pk, actor=actor.pk)
    assert "bestaat al" in again.content.decode()


def test_an_agency_is_added_and_taken_away_in_its_list(desk):
    article = Article.objects.get(title_derived=True)
    source = Source.objects.create(name="Persdienst", slug="persdienst")
    send(desk, "/admin/articles/articleagency/add/", article=article.pk, agency=source.pk)
    assert count(desk, source="persdienst") == 1
    link = ArticleAgency.objects.get(agency=source)
    decide(desk, "delete_selected", [link], "articleagency")
    chosen = {"action": "delete_selected", "_selected_action": [link.pk], "post": "yes"}
    desk.post("/admin/articles/articleagency/", chosen)
    assert count(desk, source="persdienst") == 0


# Actors


def actor_page(slug: str) -> str:
    return reverse("admin:articles_actor_change", args=[Actor.objects.get(slug=slug).pk])


def with_name(fields, text: str, kind: str = "alias") -> dict:
    number = int(fields["names-TOTAL_FORMS"][0]) - 1
    return {f"names-{number}-text": text, f"names-{number}-kind": kind}


def test_a_new_name_finds_its_articles_at_once(desk):
    assert count(desk, actor="japan") == 0
    fields = fields_of(desk.get(actor_page("japan")))
    answer = send(desk, actor_page("japan"), **with_name(fields, "trainingsmissie"))
    assert count(desk, actor="japan") == 1
    assert "1 artikel is opnieuw gelezen" in answer.content.decode()


def test_names_taken_away_lose_their_articles_at_once(desk):
    assert count(desk, actor="idlib") == 1
    number = ActorName.objects.filter(actor__slug="idlib").count()
    without = {f"names-{n}-DELETE": "on" for n in range(number)}
    send(desk, actor_page("idlib"), name="Een andere stad", **without)
    assert count(desk, actor="idlib") == 0
    assert ActorName.objects.filter(actor__slug="idlib", text="Een andere stad").exists()


def test_an_actor_is_added_and_found(desk):
    empty = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    send(
        desk,
        "/admin/articles/actor/add/",
        name="Luchtafweer",
        slug="luchtafweer",
        kind="organisation",
        **empty,
    )
    assert count(desk, actor="luchtafweer") == 1


def test_addresses_last(desk):
    send(desk, actor_page("irak"), slug="anders", name="Irak")
    assert Actor.objects.filter(slug="irak").exists()
    topic = Topic.objects.filter(articletopic__isnull=False).first()
    page = reverse("admin:articles_topic_change", args=[topic.pk])
    answer = send(desk, page, slug="anders", code="99999999", label_nl="Naam", cues="een, twee*")
    topic.refresh_from_db()
    assert (topic.label_nl, topic.cues) == ("Naam", ["een", "twee*"])
    assert topic.slug != "anders"
    assert "reindex_articles" in answer.content.decode()
