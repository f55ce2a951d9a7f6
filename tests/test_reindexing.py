import os
import signal
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from articles import indexing
from articles.indexing import index_articles, lock_articles
from articles.knowledge import Knowledge, load_knowledge
from articles.management.base import INTERRUPTED
from articles.models import (
    Actor,
    ActorName,
    Article,
    ArticleTopic,
    Mention,
    ReviewStatus,
    Source,
    Topic,
)
from articles.progress import Progress
from articles.search.facets import token


def in_thread(work, *, name: str) -> threading.Thread:
    """Start work on a connection of its own, closed at the end."""

    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run, name=name)
    thread.start()
    return thread


def derived() -> dict[str, object]:
    """All that reindexing rebuilds."""
    return {
        "articles": list(Article.objects.order_by("pk").values_list("search_terms", "facets")),
        "mentions": {
            (str(row.article_id), row.actor_id, row.status, str(row.spans), str(row.surfaces))
            for row in Mention.objects.all()
        },
        "topics": set(
            ArticleTopic.objects.values_list("article_id", "topic_id", "status", "score")
        ),
    }


@pytest.mark.usefixtures("corpus")
def test_reindexing_rebuilds_what_was_lost(capsys):
    before = derived()
    Mention.objects.all().delete()
    ArticleTopic.objects.all().delete()
    Article.objects.update(search_terms="", facets=[])

    call_command("reindex_articles")

    assert derived() == before
    assert f"Opnieuw afgeleid: {Article.objects.count()} artikelen" in capsys.readouterr().out


@pytest.mark.usefixtures("seeds")
def test_reindexing_keeps_what_editors_decided_and_drops_what_no_longer_holds():
    article = Article.objects.get(published="2020-02-12")
    iraq, nato = Actor.objects.get(slug="irak"), Actor.objects.get(slug="navo")
    stranger = Actor.objects.exclude(mentions__isnull=False).first()
    topic = article.topic_links.first().topic
    Mention.objects.filter(article=article, actor=iraq).update(status=ReviewStatus.REJECTED)
    Mention.objects.filter(article=article, actor=nato).update(status=ReviewStatus.CONFIRMED)
    Mention.objects.create(article=article, actor=stranger, status=ReviewStatus.SUGGESTED)
    added = Actor.objects.exclude(mentions__isnull=False).first()
    Mention.objects.create(article=article, actor=added, status=ReviewStatus.CONFIRMED)
    article.topic_links.filter(topic=topic).update(status=ReviewStatus.REJECTED)
    own = Topic.objects.exclude(pk__in=article.topic_links.values("topic")).last()
    ArticleTopic.objects.create(article=article, topic=own, status=ReviewStatus.CONFIRMED)

    call_command("reindex_articles")

    statuses = dict(article.mentions.values_list("actor__slug", "status"))
    assert statuses["irak"] == ReviewStatus.REJECTED
    assert statuses["navo"] == ReviewStatus.CONFIRMED
    assert statuses[added.slug] == ReviewStatus.CONFIRMED
    assert stranger.slug not in statuses
    assert article.topic_links.get(topic=topic).status == ReviewStatus.REJECTED
    article.refresh_from_db()
    facets = set(article.facets)
    assert token("actor", iraq.pk) not in facets
    assert {token("actor", nato.pk), token("actor", added.pk)} <= facets
    assert token("topic", own.pk) in facets
    assert article.mentions.get(actor=nato).spans
    assert token("source", Source.objects.get(name="Belga").pk) in facets


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["while it reads", "while it derives"])
def test_what_is_decided_during_a_reindexing_stands(seeds, monkeypatch, moment):
    article = Article.objects.get(published="2020-02-12")
    iraq, france = Actor.objects.get(slug="irak"), Actor.objects.get(slug="frankrijk")
    load_knowledge()
    reached, go_on = threading.Event(), threading.Event()
    owner, name = {
        "while it reads": (Knowledge, "read"),
        "while it derives": (indexing, "derive"),
    }[moment]
    really = getattr(owner, name)

    def slowly(*args, **options):
        if threading.current_thread().name == "reindexing":
            reached.set()
            go_on.wait(10)
        return really(*args, **options)

    def correct():
        with transaction.atomic():
            lock_articles([article.pk])
            Mention.objects.filter(article=article, actor=iraq).update(status="rejected")
            Article.objects.filter(pk=article.pk).update(
                title="Frankrijk stemt toe", published="2019-05", published_time=None
            )
            index_articles([article.pk])

    monkeypatch.setattr(owner, name, slowly)
    reindexing = in_thread(lambda: index_articles([article.pk]), name="reindexing")
    assert reached.wait(10)
    editor = in_thread(correct, name="editor")
    editor.join(0.5)
    go_on.set()
    editor.join(10)
    reindexing.join(10)

    article.refresh_from_db()
    assert {token("month", "2019-05"), token("actor", france.pk)} <= set(article.facets)
    assert token("actor", iraq.pk) not in article.facets


@pytest.mark.usefixtures("seeds")
def test_reindexing_learns_new_names():
    rocket = Actor.objects.create(slug="ssc-8", name="SSC-8", kind="organisation")
    ActorName.objects.create(actor=rocket, text="SSC-8", kind="preferred")

    call_command("reindex_articles")

    assert rocket.mentions.count() == 1


@pytest.mark.usefixtures("seeds")
def test_reindexing_goes_on_where_it_stopped(monkeypatch, capsys):
    monkeypatch.setattr("articles.indexing.CHUNK", 1)
    first, second = Article.objects.order_by("pk")
    Mention.objects.all().delete()
    monkeypatch.setattr(Progress, "show", lambda *_, **__: os.kill(os.getpid(), signal.SIGINT))

    with pytest.raises(CommandError, match=f"reindex_articles --after {first.pk}") as stopped:
        call_command("reindex_articles")

    assert stopped.value.returncode == INTERRUPTED
    assert first.mentions.exists()
    assert not second.mentions.exists()
    monkeypatch.undo()
    first.mentions.all().delete()
    call_command("reindex_articles", "--after", str(first.pk))
    assert "Opnieuw afgeleid: 1 artikelen" in capsys.readouterr().out
    assert second.mentions.exists()
    assert not first.mentions.exists()


@pytest.mark.django_db
def test_a_wrong_place_to_go_on_is_refused():
    with pytest.raises(CommandError, match="geen id"):
        call_command("reindex_articles", "--after", "hier")
