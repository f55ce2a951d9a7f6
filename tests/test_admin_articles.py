"""Editors check, correct, publish and withhold articles."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Actor, Article, ArticleTopic, Mention, Original, Source, Topic
from tests.admin_form import fields_of, send

LIST = "/admin/articles/article/"
TEXT = (
    "Burgemeester opent brug in Veurne LH\n\n12 februari 2020 om 13u48\n\n"
    "Bron: Belga\n\nMinister Ben Weyts kwam uit België naar de opening.\n\n"
    "De regering en het parlement spraken over de verkiezingen. Het volk juichte."
)


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def article(add) -> Article:
    add(TEXT)
    return Article.objects.get()


def page_of(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def found(client, words) -> list[str]:
    return [hit["title"] for hit in client.get("/articles.json", {"q": words}).json()["results"]]


def row_of(fields, prefix: str, pk: int) -> str:
    """The name of the status of an inline row."""
    numbers = (name for name, values in fields.items() if values == [str(pk)])
    return next(name for name in numbers if name.startswith(prefix)).replace("-id", "-status")


def test_the_form_shows_for_each_field_the_words_it_was_read_from(desk, article):
    html = desk.get(page_of(article)).content.decode()
    for words in ("12 februari 2020", "13u48", "LH", "Burgemeester opent brug in Veurne"):
        assert f"“{words}”</a>" in html
    assert "<dt>Persbureau</dt>" in html
    assert "Het volk juichte." in html


def test_evidence_points_to_the_right_words_in_windows_files_too(desk, add):
    add("\ufeff" + TEXT.replace("\n", "\r\n"))
    html = desk.get(page_of(Article.objects.get())).content.decode()
    assert "“12 februari 2020”</a>" in html


def test_markup_in_an_original_is_shown_not_run(desk, add):
    add("Kop <script>alert(1)</script> LH\n\n12 mei 2021\n\n<img src=x onerror=alert(1)> De NAVO.")
    html = desk.get(page_of(Article.objects.get())).content.decode()
    assert "&lt;img src=x" in html
    assert "<img src=x" not in html
    assert "<script>alert" not in html


@pytest.mark.usefixtures("seeds")
def test_saving_an_unchanged_form_changes_nothing(desk):
    kept = ["title", "lead", "body", "published", "published_time", "warnings", "evidence"]
    for article in Article.objects.all():
        before = {name: getattr(article, name) for name in kept}
        names = set(article.mentions.values_list("actor__name", "status"))
        assert "gewijzigd" in send(desk, page_of(article)).content.decode()
        article.refresh_from_db()
        assert {name: getattr(article, name) for name in kept} == before
        assert set(article.mentions.values_list("actor__name", "status")) == names
    assert {entry.get_change_message() for entry in LogEntry.objects.all()} == {
        "Geen velden gewijzigd."
    }


def test_a_new_title_is_found_and_the_old_one_no_longer(desk, article):
    send(desk, page_of(article), title="Schepen onthaalt veerboot in Veurne")
    assert found(desk, "veerboot") == ["Schepen onthaalt veerboot in Veurne"]
    assert found(desk, "burgemeester") == []
    assert article.pk == Article.objects.get().pk


@pytest.mark.usefixtures("seeds")
def test_a_title_that_a_person_wrote_is_not_derived(desk):
    article = Article.objects.get(title_derived=True)
    send(desk, page_of(article), title="Een titel van ons")
    article.refresh_from_db()
    assert not article.title_derived
    assert article.warnings == []


def test_what_is_typed_is_tidied(desk, article):
    body = "Eerste\x07 alinea.\r\n\r\n\r\n\r\n## Een kop\r\nTweede alinea.\r\n> Een citaat.\r\n"
    send(desk, page_of(article), title=" Twee\x00  woorden ", body=body, published="3 maart 2021")
    article.refresh_from_db()
    assert article.title == "Twee woorden"
    assert article.body == "Eerste alinea.\n\n## Een kop\n\nTweede alinea.\n\n> Een citaat."
    assert article.published == "2021-03-03"
    assert "<h2>Een kop</h2>" in desk.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("published", "31-02-2020", "31 februari bestaat niet"),
        ("published", "ooit", "“ooit” is geen datum"),
        ("published", "2020-02", "Een uur kan alleen als de dag bekend is."),
        ("published_time", "25u00", "bestaat niet: een dag loopt van 0:00 tot 23:59"),
        ("title", "  \x01 ", "Dit veld is verplicht."),
        ("title", "x" * 501, "niet meer dan 500 tekens"),
        ("publish_at_0", "gisteren", "Voer een geldige datum in."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_stays_typed(
    desk, article, field, typed, message
):
    answer = send(desk, page_of(article), **{field: typed})
    assert answer.status_code == 200
    errors = str(answer.context["adminform"].form.errors)
    assert message in errors
    assert fields_of(answer)[field] == [typed]
    article.refresh_from_db()
    assert article.published == "2020-02-12"


def test_an_article_needs_text(desk, article):
    answer = send(desk, page_of(article), lead="", body=" \r\n ")
    assert "Een artikel zonder tekst" in answer.content.decode()


def test_nobody_changes_identity_original_or_evidence(desk, article, admin_user):
    before = (article.pk, article.evidence, bytes(article.original.content))
    forged = {"id": str(Original().pk), "evidence": "{}", "original": "x", "content": "x"}
    send(desk, page_of(article), **forged, batch="")
    desk.force_login(admin_user)
    send(desk, page_of(article), **forged, batch="")
    stored = Article.objects.select_related("original").get()
    assert (stored.pk, stored.evidence, bytes(stored.original.content)) == before
    assert stored.batch_id


def test_a_checked_warning_can_be_taken_away(desk, add):
    add("date 2020-02 Titel\n\n12 maart 2021\n\nTekst van het artikel dat afbreekt ...")
    article = Article.objects.get()
    first, *rest = article.warnings
    fields = fields_of(desk.get(page_of(article)))
    assert fields["standing_warnings"] == [str(n) for n in range(len(article.warnings))]
    send(desk, page_of(article), standing_warnings=fields["standing_warnings"][1:])
    article.refresh_from_db()
    assert article.warnings == rest
    assert first["message"] not in desk.get(article.get_absolute_url()).content.decode()


# Names, topics and agencies


def test_a_rejected_name_is_no_longer_counted_and_stays_away(desk, article):
    mention = article.mentions.get(actor__slug="belgie")
    row = row_of(fields_of(desk.get(page_of(article))), "mentions", mention.pk)
    assert desk.get("/articles.json", {"actor": "belgie"}).json()["count"]["value"] == 1
    send(desk, page_of(article), **{row: "rejected"})
    assert desk.get("/articles.json", {"actor": "belgie"}).json()["count"]["value"] == 0
    send(desk, page_of(article), title="België viert")
    assert article.mentions.get(actor__slug="belgie").status == "rejected"


def test_a_confirmed_name_is_shown_as_confirmed(desk, article):
    mention = article.mentions.get(actor__slug="belgie")
    row = row_of(fields_of(desk.get(page_of(article))), "mentions", mention.pk)
    assert "confirmed-mark" not in desk.get(article.get_absolute_url()).content.decode()
    send(desk, page_of(article), **{row: "confirmed"})
    shown = desk.get(article.get_absolute_url())
    assert "confirmed-mark" in shown.content.decode()
    assert [m.status for m in shown.context["mentions"] if m.actor.slug == "belgie"] == [
        "confirmed"
    ]


def test_a_name_a_topic_and_an_agency_can_be_added(desk, article):
    actor = Actor.objects.get(slug="japan")
    topic = Topic.objects.exclude(articletopic__article=article).first()
    agency = Source.objects.create(name="Reuters", slug="reuters")
    fields = fields_of(desk.get(page_of(article)))
    changes = {}
    for prefix, name, value in [
        ("mentions", "actor", actor.pk),
        ("topic_links", "topic", topic.pk),
        ("agency_links", "agency", agency.pk),
    ]:
        number = int(fields[f"{prefix}-TOTAL_FORMS"][0])
        changes |= {
            f"{prefix}-TOTAL_FORMS": number + 1,
            f"{prefix}-{number}-{name}": value,
            f"{prefix}-{number}-status": "confirmed",
        }
    send(desk, page_of(article), **changes)
    for filtered in ({"actor": "japan"}, {"topic": topic.slug}, {"source": "reuters"}):
        assert desk.get("/articles.json", filtered).json()["count"]["value"] == 1
    html = desk.get(article.get_absolute_url()).content.decode()
    assert "Japan" in html
    assert "Reuters" in html


def test_an_agency_can_be_taken_away(desk, article):
    send(desk, page_of(article), **{"agency_links-0-DELETE": "on"})
    assert not article.agency_links.exists()
    assert desk.get("/articles.json", {"source": "belga"}).json()["count"]["value"] == 0


# Publishing


@pytest.fixture
def drafts(add) -> list[Article]:
    add(TEXT, TEXT.replace("Veurne", "Diksmuide"), TEXT.replace("Veurne", "Ieper"), draft=True)
    return list(Article.objects.order_by("created_at", "pk"))


def test_publishing_leads_on_to_the_next_draft_of_the_upload(desk, drafts):
    answer = send(desk, page_of(drafts[0]), "_publish")
    assert answer.redirect_chain[-1][0] == page_of(drafts[1])
    assert found(desk, "burgemeester") == [drafts[0].title]
    assert f'<a href="{drafts[0].get_absolute_url()}">' in answer.content.decode()
    send(desk, page_of(drafts[1]), "_publish")
    answer = send(desk, page_of(drafts[2]), "_publish")
    assert answer.redirect_chain[-1][0] == f"{LIST}?state=draft"
    assert "Status gewijzigd" in LogEntry.objects.first().get_change_message()


def test_a_publication_that_failed_can_be_tried_again(desk, drafts):
    answer = send(desk, page_of(drafts[0]), "_publish", published="31-02-2020")
    assert fields_of(answer)["status"] == ["draft"]
    assert 'name="_publish"' in answer.content.decode()
    desk.post(
        page_of(drafts[0]),
        {**fields_of(answer), "published": "2020", "published_time": "", "_publish": "x"},
    )
    assert Article.objects.published().count() == 1


def test_drafts_wait_where_they_can_be_found(desk, drafts):
    home = desk.get("/admin/").content.decode()
    assert "<strong>3</strong> concepten" in home
    assert reverse("admin:articles_importbatch_change", args=[drafts[0].batch_id]) in home
    assert desk.get(LIST, {"state": "draft"}).context["cl"].result_count == 3
    assert desk.get(LIST, {"state": "published"}).context["cl"].result_count == 0
    only = {"batch__id__exact": drafts[0].batch_id, "state": "draft"}
    assert desk.get(LIST, only).context["cl"].result_count == 3
    assert desk.get(drafts[0].get_absolute_url()).status_code == 404
    assert "Weergeven op website" not in desk.get(page_of(drafts[0])).content.decode()


def test_many_are_published_withheld_and_taken_back_at_once(desk, drafts):
    chosen = [article.pk for article in drafts[:2]]
    for action, status, public in [
        ("publish", "gepubliceerd", 2),
        ("withhold", "achtergehouden", 0),
        ("to_draft", "concept", 0),
    ]:
        answer = desk.post(LIST, {"action": action, "_selected_action": chosen}, follow=True)
        assert "2 artikelen bijgewerkt." in answer.content.decode()
        again = desk.post(LIST, {"action": action, "_selected_action": chosen}, follow=True)
        assert "0 artikelen bijgewerkt." in again.content.decode()
        assert len(found(desk, "burgemeester")) == public
        entries = LogEntry.objects.filter(object_id=str(chosen[0]))
        assert entries.first().get_change_message() == f"Status: {status}."
    history = desk.get(reverse("admin:articles_article_history", args=[chosen[0]]))
    assert "Status: achtergehouden." in history.content.decode()


@pytest.mark.parametrize("chunk", [publishing.CHUNK, 2])
def test_all_drafts_of_an_upload_are_published_at_once(desk, drafts, chunk, monkeypatch):
    monkeypatch.setattr(publishing, "CHUNK", chunk)
    page = reverse("admin:articles_importbatch_change", args=[drafts[0].batch_id])
    assert "Publiceer alle 3 concepten" in desk.get(page).content.decode()
    assert (
        "3 artikelen gepubliceerd."
        in desk.post(page, {"_publish_drafts": "x"}, follow=True).content.decode()
    )
    assert len(found(desk, "burgemeester")) == 3
    assert LogEntry.objects.count() == 3


def test_a_planned_article_is_not_public_before_its_moment(desk, article):
    later = timezone.localtime() + timedelta(days=2)
    moment = {"publish_at_0": f"{later:%d-%m-%Y}", "publish_at_1": f"{later:%H:%M}"}
    send(desk, page_of(article), **moment)
    assert found(desk, "burgemeester") == []
    assert "gepland:" in desk.get(LIST, {"state": "planned"}).content.decode()
    past = {"publish_at_0": "01-01-2020", "publish_at_1": "08:00"}
    send(desk, page_of(article), **past)
    assert len(found(desk, "burgemeester")) == 1


# The list


@pytest.mark.usefixtures("corpus")
def test_the_list_searches_as_the_site_does(desk):
    for words in ("raketten", '"Jens Stoltenberg"', "brug OR trein", "-NAVO", "de", "'"):
        inside = desk.get(LIST, {"q": words}).context["cl"].result_count
        assert inside == desk.get("/articles.json", {"q": words}).json()["count"]["value"], words


@pytest.mark.usefixtures("seeds")
def test_articles_with_remarks_are_listed(desk):
    titles = [a.title for a in desk.get(LIST, {"warnings": "with"}).context["cl"].result_list]
    assert titles == [a.title for a in Article.objects.exclude(warnings=[])]


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize(
    "nonsense", ["state=x", "warnings=x", "p=x", "o=x.9", "batch__id__exact=x"]
)
def test_nonsense_in_the_address_of_the_list_is_harmless(desk, nonsense):
    assert desk.get(f"{LIST}?{nonsense}", follow=True).status_code == 200


@pytest.mark.parametrize(
    "name", ["article", "mention", "articletopic", "articleagency", "importitem"]
)
def test_more_rows_ask_no_more_queries(desk, add, django_assert_max_num_queries, name):
    address = f"/admin/articles/{name}/"
    add(TEXT)
    desk.get(address)
    with django_assert_max_num_queries(30) as few:
        desk.get(address)
    add(*(TEXT.replace("Veurne", f"Veurne {n}") for n in range(12)))
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert desk.get(address).context["cl"].result_count >= 12


def test_more_names_ask_no_more_queries(desk, article, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as few:
        desk.get(page_of(article))
    for actor in Actor.objects.exclude(mentions__article=article)[:10]:
        Mention.objects.create(article=article, actor=actor, status="confirmed")
    for topic in Topic.objects.exclude(articletopic__article=article)[:10]:
        ArticleTopic.objects.create(article=article, topic=topic, status="confirmed")
    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(page_of(article))


# What the browser is asked to do


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize(
    "page",
    [
        "/admin/",
        LIST,
        f"{LIST}upload/",
        "/admin/articles/mention/",
        "/admin/articles/mention/add/",
        "/admin/articles/actor/add/",
        "/admin/articles/importbatch/",
        "/admin/articles/importitem/",
        "article",
        "batch",
    ],
)
def test_no_page_needs_what_the_content_policy_forbids(desk, page):
    article = Article.objects.first()
    batch = reverse("admin:articles_importbatch_change", args=[article.batch_id])
    answer = desk.get({"article": page_of(article), "batch": batch}.get(page, page))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", html)
    assert "'unsafe" not in answer["Content-Security-Policy"]


# Two at once


def test_the_second_to_save_is_told_of_the_first(desk, article, editor):
    editor.first_name = "An"
    editor.save()
    mine = fields_of(desk.get(page_of(article)))
    send(desk, page_of(article), title="Van een ander")
    answer = desk.post(page_of(article), {**mine, "title": "Van mij", "_save": "x"})
    html = answer.content.decode()
    assert "intussen gewijzigd, laatst door An om" in html
    assert "In het archief staat nu: “Van een ander”" in html
    assert fields_of(answer)["title"] == ["Van mij"]
    assert Article.objects.get().title == "Van een ander"
    desk.post(page_of(article), {**fields_of(answer), "_save": "x"})
    assert Article.objects.get().title == "Van mij"


def test_what_was_withheld_meanwhile_is_not_published_again_unnoticed(desk, article):
    mine = fields_of(desk.get(page_of(article)))
    desk.post(LIST, {"action": "withhold", "_selected_action": [article.pk]})
    answer = desk.post(page_of(article), {**mine, "byline": "HvL", "_save": "x"})
    assert "intussen gewijzigd" in answer.content.decode()
    assert Article.objects.get().status == Article.Status.WITHHELD


def test_a_decision_that_was_taken_meanwhile_is_not_undone(desk, article):
    mine = fields_of(desk.get(page_of(article)))
    desk.post(
        "/admin/articles/mention/",
        {
            "action": "confirm",
            "_selected_action": list(Mention.objects.values_list("pk", flat=True)),
        },
    )
    answer = desk.post(page_of(article), {**mine, "byline": "HvL", "_save": "x"})
    assert "intussen gewijzigd" in answer.content.decode()
    desk.post(page_of(article), {**fields_of(answer), "_save": "x"})
    assert set(Mention.objects.values_list("status", flat=True)) == {"confirmed"}
    assert Article.objects.get().byline == "HvL"
