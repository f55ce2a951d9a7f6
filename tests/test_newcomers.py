"""From names that the recogniser reads to actors that editors can judge."""

from functools import partial

import pytest
from django.core.management import call_command

from articles.indexing import index_articles
from articles.language.names import Span
from articles.language.recognising.recogniser import FoundName
from articles.models import Actor, ActorName, Article, Mention, ReviewStatus, Sighting
from articles.newcomers import suggest_actors, welcome
from articles.publishing import set_status
from articles.search.facets import token

pytestmark = pytest.mark.django_db
NAME = "Mireille Vandaele"
TEXTS = [
    (
        "date 2021-03 Burgemeester opent school\n\n"
        f"3 maart 2021\n\nBurgemeester {NAME} opende de school. “Eindelijk”, zei Vandaele."
    ),
    (
        "date 2021-04 Wielerclub kiest voorzitter\n\n"
        f"4 april 2021\n\nDe club koos {NAME} als voorzitter, tot vreugde van de leden."
    ),
    (
        "date 2021-05 Fietspad komt er toch\n\n"
        f"5 mei 2021\n\nVolgens schepen {NAME} begint het werk in de herfst."
    ),
]


def suggested() -> dict[str, str]:
    return dict(Actor.objects.filter(status=ReviewStatus.SUGGESTED).values_list("name", "kind"))


def named(actor: Actor) -> set[str]:
    """The titles of the articles that a reader finds by an actor."""
    found = Article.objects.filter(facets__contains=[token("actor", actor.pk)])
    return set(found.values_list("title", flat=True))


def rederive(**options) -> None:
    index_articles(Article.objects.values_list("pk", flat=True), **options)


@pytest.fixture
def add(add):
    return partial(add, recognise=True)


@pytest.fixture
def newcomer(add) -> Actor:
    add(*TEXTS)
    return Actor.objects.get(name=NAME)


def test_a_name_seen_often_becomes_a_suggested_actor_with_its_articles(newcomer):
    assert (newcomer.kind, newcomer.status) == ("person", "suggested")
    assert newcomer.slug == "mireille-vandaele"
    assert len(named(newcomer)) == len(TEXTS)
    for mention in newcomer.mentions.select_related("article"):
        assert mention.status == ReviewStatus.SUGGESTED
        assert 0 < mention.score < 1
        for field, start, end in mention.spans:
            assert getattr(mention.article, field)[start:end] in {NAME, "Vandaele"}


def test_a_name_seen_seldom_is_only_kept(add):
    add(*TEXTS[:2])

    assert Sighting.objects.filter(key="mireille vandaele").count() == 2
    assert not suggested()


def test_what_nobody_may_read_suggests_nobody(add):
    add(*TEXTS, draft=True)
    assert not suggested()

    Article.objects.update(status=Article.Status.PUBLISHED)
    assert welcome().actors == 1
    assert suggested() == {NAME: "person"}


def test_a_rejected_name_is_never_suggested_again(newcomer, add):
    newcomer.status = ReviewStatus.REJECTED
    newcomer.save()
    rederive()
    assert not named(newcomer)

    add(TEXTS[0].replace("2021-03", "2021-06").replace("3 maart", "8 juni"))
    assert not suggested()
    assert not suggest_actors()


def test_a_confirmed_actor_is_found_by_the_table(newcomer):
    newcomer.status = ReviewStatus.CONFIRMED
    newcomer.save()
    newcomer.names.update(status=ReviewStatus.CONFIRMED)
    rederive()

    assert len(named(newcomer)) == len(TEXTS)
    assert set(newcomer.mentions.values_list("score", flat=True)) == {None}


def test_deriving_twice_or_reading_again_changes_nothing(newcomer):
    def state():
        rows = Mention.objects.order_by("pk").values_list("pk", "actor", "spans", "score")
        return list(rows), list(Sighting.objects.order_by("key", "article").values_list("spans"))

    before = state()
    rederive()
    rederive(recognise=True)
    call_command("suggest_actors")
    assert state() == before


def test_initials_and_an_abbreviation_lead_to_the_same_actor(newcomer, add):
    add(
        "date 2022-01 Plein krijgt bomen\n\n4 januari 2022\n\n"
        "Schepen M. Vandaele stelde de plannen voor aan de buurt."
    )
    assert "Plein krijgt bomen" in named(newcomer)


def test_an_explained_abbreviation_is_suggested_as_a_name(add):
    long = "Vlaams Instituut voor Oude Orgels"
    add(
        *(
            f"date 2021-0{month} Orgels rotten weg, deel {month}\n\n3 maart 2021\n\n"
            f"De {long} (VIOO) vraagt steun. Volgens de VIOO is de schade groot."
            for month in (3, 4, 5)
        )
    )
    name = ActorName.objects.get(text="VIOO")

    assert name.actor.name == long
    assert (name.kind, name.status) == ("abbreviation", "suggested")


def test_what_a_known_abbreviation_explains_is_suggested_as_its_name(add):
    add(
        *(
            f"date 2021-0{month} Overleg, dag {month}\n\n3 maart 2021\n\n"
            "Het Genootschap voor Orde en Rust (FIFA) vergaderde in de hoofdstad."
            for month in (3, 4)
        )
    )
    assert not ActorName.objects.filter(text__startswith="Genootschap").exists()

    add(
        *(
            f"date 2021-0{month} Overleg, dag {month}\n\n3 maart 2021\n\n"
            "De Federatie voor Internationaal Fluiten en Applaus (FIFA) vergaderde."
            for month in (5, 6)
        )
    )
    name = ActorName.objects.get(text="Federatie voor Internationaal Fluiten en Applaus")
    assert (name.actor.slug, name.kind, name.status) == ("fifa", "alias", "suggested")


def test_the_names_of_an_edited_text_are_read_again(newcomer):
    article = Article.objects.get(title="Fietspad komt er toch")
    article.body = article.body.replace(NAME, "Geert Aertgeerts")
    article.save()
    index_articles([article.pk])
    assert article.title not in named(newcomer)

    index_articles([article.pk], recognise=True)
    assert set(article.sightings.values_list("text", flat=True)) == {"Geert Aertgeerts"}


def test_without_the_recogniser_only_known_names_are_found(add):
    add(*TEXTS, recognise=False)
    assert not Sighting.objects.exists()

    call_command("reindex_articles", "--actors", workers=1)
    call_command("suggest_actors", workers=1)
    assert suggested() == {NAME: "person"}


def test_one_uncertain_reading_more_or_less_makes_no_actor(add, monkeypatch):
    class Doubting:
        def find(self, fields, _):
            start = fields["body"].index(NAME)
            span = Span("body", start, start + len(NAME))
            return [FoundName(NAME, "person", (span,), (NAME,), 0.5)]

    monkeypatch.setattr("articles.storing.current_recogniser", Doubting)
    add(*TEXTS)

    assert Sighting.objects.count() == len(TEXTS)
    assert not suggested()


@pytest.mark.django_db(transaction=True)
def test_publishing_drafts_suggests_who_is_in_them(add, editor):
    add(*TEXTS, draft=True)

    set_status(Article.objects.all(), Article.Status.PUBLISHED, user=editor)
    assert suggested() == {NAME: "person"}
