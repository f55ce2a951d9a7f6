"""Editors can do what their work needs, and no more; others see nothing."""

import itertools

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.urls import reverse

from articles.editors import RIGHTS
from articles.models import Actor, Article, ImportBatch, Mention

VERBS = ["add", "change", "delete", "view"]
OURS = [model._meta for model in apps.get_app_config("articles").get_models()]
DJANGOS = [
    model._meta
    for label in ("auth", "admin", "sessions", "contenttypes", "axes")
    for model in apps.get_app_config(label).get_models()
]
EXPECTED = {
    "article": {"add", "change", "view"},
    "original": {"view"},
    "source": {"add", "change", "view"},
    "articleagency": {"add", "change", "delete", "view"},
    "actor": {"add", "change", "view"},
    "actorname": {"add", "change", "delete", "view"},
    "actorchange": set(),  # who may change actors sees what was done to each
    "role": {"add", "change", "delete", "view"},
    "sighting": set(),
    "learnedmodel": set(),
    "mention": {"add", "change", "view"},
    "topic": {"change", "view"},
    "articletopic": {"add", "change", "view"},
    "wordgroup": {"add", "change", "delete", "view"},
    "vocabulary": set(),
    "vocabularyword": set(),
    "importbatch": {"view"},
    "importitem": {"view"},
}


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.mark.parametrize(("model", "verb"), list(itertools.product(OURS, VERBS)))
def test_what_editors_may_do_with_the_archive(editor, model, verb):
    may = editor.has_perm(f"articles.{verb}_{model.model_name}")
    assert may == (verb in EXPECTED[model.model_name])


def test_every_model_of_the_archive_was_thought_of():
    assert {name for name, verbs in EXPECTED.items() if verbs} == set(RIGHTS)
    assert set(EXPECTED) == {model.model_name for model in OURS}


@pytest.mark.parametrize(("model", "verb"), list(itertools.product(DJANGOS, VERBS)))
def test_editors_have_no_other_rights(editor, model, verb):
    assert not editor.has_perm(f"{model.app_label}.{verb}_{model.model_name}")


@pytest.mark.parametrize(
    "address", ["/admin/auth/user/", "/admin/auth/group/", "/admin/auth/user/add/"]
)
def test_accounts_are_out_of_reach(desk, address):
    assert desk.get(address).status_code == 403


@pytest.mark.usefixtures("seeds")
def test_editors_delete_nothing_but_names_and_agencies(desk):
    article, mention = Article.objects.first(), Mention.objects.first()
    for name, key in [
        ("article", article.pk),
        ("mention", mention.pk),
        ("actor", mention.actor_id),
        ("importbatch", ImportBatch.objects.get().pk),
    ]:
        address = reverse(f"admin:articles_{name}_delete", args=[key])
        assert desk.post(address, {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
        desk.post(reverse(f"admin:articles_{name}_changelist"), chosen)
    assert Article.objects.count() == 2
    assert Mention.objects.filter(pk=mention.pk).exists()
    assert Actor.objects.filter(pk=mention.actor_id).exists()


@pytest.mark.usefixtures("seeds")
def test_administrators_delete_articles_with_all_that_hangs_on_them(admin_client):
    first, second = Article.objects.all()
    assert first.mentions.exists()
    admin_client.post(reverse("admin:articles_article_delete", args=[first.pk]), {"post": "yes"})
    assert Article.objects.get() == second
    chosen = {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"}
    admin_client.post(reverse("admin:articles_article_changelist"), chosen)
    assert not Article.objects.exists()
    assert Actor.objects.exists()


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize("kind", ["nobody", "account without rights"])
def test_others_see_nothing(client, kind):
    if kind != "nobody":
        client.force_login(User.objects.create_user("lezer"))
    for address in (
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/upload/",
        reverse("admin:articles_article_change", args=[Article.objects.first().pk]),
    ):
        answer = client.post(address, {"text": "x"})
        assert answer.status_code == 302
        assert answer.url.startswith("/admin/login/")


@pytest.mark.usefixtures("seeds")
def test_staff_without_rights_see_no_articles(client):
    client.force_login(User.objects.create_user("stagiair", is_staff=True))
    home = client.get("/admin/").content.decode()
    assert "Concepten" not in home
    assert client.get("/admin/articles/article/").status_code == 403
    assert client.get("/admin/articles/article/upload/").status_code == 403


@pytest.mark.usefixtures("seeds")
def test_who_may_only_look_changes_nothing(client, editor):
    editor.groups.get().permissions.set(
        p for p in editor.groups.get().permissions.all() if p.codename.startswith("view_")
    )
    client.force_login(editor)
    article = Article.objects.first()
    address = reverse("admin:articles_article_change", args=[article.pk])
    page = client.get(address)
    assert page.status_code == 200
    assert 'value="Publiceren"' not in page.content.decode()
    assert client.post(address, {"title": "x", "_save": "x"}).status_code == 403
    batch = reverse("admin:articles_importbatch_change", args=[ImportBatch.objects.get().pk])
    Article.objects.update(status="draft")
    client.post(batch, {"_publish_drafts": "x"})
    assert not Article.objects.published().exists()


def test_guessing_passwords_is_stopped_in_dutch(client, editor, settings):
    settings.AXES_ENABLED = True
    wrong = {"username": editor.username, "password": "geraden"}
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/admin/login/", wrong)
    assert answer.status_code == 429
    assert "Te veel pogingen" in answer.content.decode()
    right = {"username": editor.username, "password": "geheim-genoeg"}
    assert client.post("/admin/login/", right).status_code == 429


def test_the_throttle_of_logins_has_no_pages(admin_client):
    page = admin_client.get("/admin/").content.decode()
    assert "axes" not in page.lower()
    assert "Access attempts" not in page
