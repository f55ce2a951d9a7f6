"""Editors judge actors in the admin: the queue, many at once, merging, splitting, the kill list."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles import judging
from articles.indexing import index_articles
from articles.models import Actor, ActorChange, Article, Mention, Sighting
from tests.admin_form import fields_of, send
from tests.conftest import take_in

LIST = "/admin/articles/actor/"
REVIEW, NEVER, MERGE = f"{LIST}review/", f"{LIST}never/", f"{LIST}merge/"
DECIDE, UNDO = f"{LIST}decide/", f"{LIST}undo/"
TEXTS = [
    "Kasteel te koop\n\n1 mei 2020\n\nDe zaak met Jan Vermoesen & <b>Burchtbond</b> loopt.",
    "Raad aarzelt\n\n2 mei 2020\n\nHet wachten is op de Burchtbond, zegt Jan Vermoesen.",
    "Koers\n\n3 mei 2020\n\nDe ploeg zag Jan Vermoesen winnen in Kwakkelbeke.",
]
KINDS = {"Jan Vermoesen": "person", "Burchtbond": "organisation", "Kwakkelbeke": "person"}


@pytest.fixture(scope="module")
def suggested(lasting) -> None:
    with lasting():
        take_in(*TEXTS)
        suggest()


def suggest() -> None:
    for name, kind in KINDS.items():
        slug = name.lower().replace(" ", "-")
        actor = Actor.objects.create(name=name, slug=slug, kind=kind, status="suggested")
        actor.names.create(text=name, kind="preferred", status="suggested")
        for article in Article.objects.filter(body__contains=name):
            start = article.body.index(name)
            Sighting.objects.create(
                article=article, kind=kind, text=name, key=name.lower(), surfaces=[name],
                spans=[["body", start, start + len(name)]], score=0.8,
            )  # fmt: skip
    index_articles(Article.objects.values_list("pk", flat=True))


@pytest.fixture
def actors(suggested, db) -> dict[str, Actor]:
    """Actors that the recogniser suggested, in 3, 2 and 1 articles."""
    return {actor.slug: actor for actor in Actor.objects.filter(status="suggested")}


@pytest.fixture
def desk(client, editor, actors):
    client.force_login(editor)
    return client


def html(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def asked(page: str) -> str:
    """Whom the queue asks about."""
    return re.search(r'<h2 id="asked">(.*?)</h2>', page, re.DOTALL)[1]


def hidden(page: str, form: str = "judge_form") -> dict[str, str]:
    part = page[page.index(f'id="{form}"') :]
    part = part[: part.index("</form>")]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', part))


def answer(desk, page: str, query: str = "", **given) -> str:
    data = {**hidden(page), **given}
    return html(desk.post(f"{REVIEW}{query}", data, follow=True))


def page_of(actor: Actor) -> str:
    return reverse("admin:articles_actor_change", args=[actor.pk])


def number(client, **query) -> int:
    return client.get("/articles.json", query).json()["count"]["value"]


# The queue


def test_the_queue_asks_one_after_another_most_frequent_first(desk, actors):
    page = html(desk.get(REVIEW))
    assert "Nog 3 namen." in page
    assert asked(page) == "Jan Vermoesen"
    assert "zegt <mark>Jan Vermoesen</mark>." in page
    assert "&lt;b&gt;Burchtbond" in page
    page = answer(desk, page, decision="confirm")
    assert (asked(page), "Nog 2 namen." in page) == ("Burchtbond", True)
    assert "Jan Vermoesen: bevestigd. 3 artikelen bijgewerkt." in page
    page = answer(desk, page, decision="reject")
    assert asked(page) == "Kwakkelbeke"
    page = answer(desk, page, kind="place")
    assert "Alles is nagekeken" in page
    statuses = dict(Actor.objects.filter(slug__in=actors).values_list("slug", "status"))
    assert statuses == {
        "jan-vermoesen": "confirmed",
        "burchtbond": "rejected",
        "kwakkelbeke": "confirmed",
    }
    assert Actor.objects.get(slug="kwakkelbeke").kind == "place"
    assert ActorChange.objects.count() == LogEntry.objects.count() == 3


def test_what_is_skipped_stays_and_the_end_leads_to_the_beginning(desk):
    page = html(desk.get(REVIEW))
    page = answer(desk, page, decision="skip")
    assert asked(page) == "Burchtbond"
    page = answer(desk, page, decision="confirm")
    assert (asked(page), "1 overgeslagen" in page) == ("Kwakkelbeke", True)
    page = answer(desk, page, decision="skip")
    assert "2 namen sloeg u over" in page
    assert asked(html(desk.get(REVIEW))) == "Jan Vermoesen"


def test_the_last_decision_is_undone_from_the_queue(desk):
    page = answer(desk, html(desk.get(REVIEW)), decision="reject")
    change = ActorChange.objects.get()
    assert f'name="change" value="{change.pk}"' in page
    page = html(desk.post(REVIEW, {"decision": "undo", "change": change.pk}, follow=True))
    assert asked(page) == "Jan Vermoesen"
    assert "ongedaan gemaakt" in page
    assert Actor.objects.get(slug="jan-vermoesen").status == "suggested"


def test_another_editor_s_decision_is_not_undone_from_the_queue(desk, actors, admin_user):
    change = judging.confirm(actors["burchtbond"], admin_user).change
    page = html(desk.post(REVIEW, {"decision": "undo", "change": change.pk}, follow=True))
    assert "niets dat u ongedaan" in page
    assert Actor.objects.get(slug="burchtbond").status == "confirmed"


def test_a_like_actor_is_merged_with_by_one_button(desk, actors):
    jan = Actor.objects.create(name="J. Vermoesen", slug="j-vermoesen", kind="person")
    jan.names.create(text="J. Vermoesen", kind="preferred")
    page = html(desk.get(REVIEW))
    assert f'name="into" value="{jan.pk}"' in page
    page = answer(desk, page, into=str(jan.pk))
    assert asked(page) == "Burchtbond"
    assert "samengevoegd met ‘J. Vermoesen’" in page
    assert number(desk, actor="j-vermoesen") == 3


def test_a_name_is_added_and_the_question_stays(desk):
    page = html(desk.get(REVIEW))
    page = answer(desk, page, decision="alias", text="Vermoesen", name_kind="surname")
    assert asked(page) == "Jan Vermoesen"
    assert "naam ‘Vermoesen’ toegevoegd" in page
    page = answer(desk, page, decision="alias", text="Vermoesen")
    assert "is al een naam van" in page


def test_a_suggested_name_is_asked_about_too(desk):
    navo = Actor.objects.get(slug="navo")
    navo.names.create(text="Kwakkelbeke", kind="alias", status="suggested")
    page = html(desk.get(REVIEW, {"q": "navo"}))
    assert "<em>Kwakkelbeke</em>" in asked(page)
    assert "<mark>Kwakkelbeke</mark>" in page
    page = answer(desk, page, "?q=navo", decision="confirm")
    assert "Met deze filter is er niets" in page
    assert navo.names.get(text="Kwakkelbeke").status == "confirmed"


@pytest.mark.parametrize(
    ("query", "first", "left"),
    [
        ({"kind": "organisation"}, "Burchtbond", 1),
        ({"least": 2}, "Jan Vermoesen", 2),
        ({"q": "kwakkel"}, "Kwakkelbeke", 1),
        ({"kind": "dier", "least": "veel"}, "Jan Vermoesen", 3),
    ],
)
def test_the_queue_is_filtered(desk, query, first, left):
    page = html(desk.get(REVIEW, query))
    assert asked(page) == first
    assert f"Nog {left} na" in page


def test_who_was_judged_meanwhile_is_not_judged_again(desk, actors, admin_user):
    page = html(desk.get(REVIEW))
    judging.reject(actors["jan-vermoesen"], admin_user)
    page = answer(desk, page, decision="confirm")
    assert "intussen gewijzigd door admin" in page
    assert asked(page) == "Burchtbond"
    assert Actor.objects.get(slug="jan-vermoesen").status == "rejected"


@pytest.mark.parametrize("data", [{"item": "x"}, {"item": "actor.x", "decision": "confirm"}, {}])
def test_nonsense_is_not_found(desk, data):
    assert desk.post(REVIEW, data).status_code == 404


# The list, and many at once


def act(desk, action, actors, query="", **more):
    chosen = {"action": action, "_selected_action": [actor.pk for actor in actors], **more}
    return desk.post(f"{LIST}{query}", chosen, follow=True)


def test_the_list_shows_status_and_articles(desk, actors):
    page = html(desk.get(LIST, {"status__exact": "suggested"}))
    assert page.count("state-suggested") == 3
    assert re.findall(r'class="field-articles">(\d+)<', page) == ["2", "3", "1"]


def test_old_addresses_are_not_in_the_list(desk, actors, editor):
    judging.merge(actors["kwakkelbeke"], actors["burchtbond"], editor)
    page = html(desk.get(LIST, {"q": "Kwakkelbeke"}))  # now also a name of the other
    assert page_of(actors["burchtbond"]) in page
    assert page_of(actors["kwakkelbeke"]) not in page


@pytest.mark.parametrize(
    ("action", "more", "expected"),
    [
        ("confirm", {}, ("confirmed", "person")),
        ("reject", {}, ("rejected", "person")),
        ("change_kind", {"kind": "place"}, ("confirmed", "place")),
    ],
)
def test_many_are_judged_after_a_question(desk, actors, action, more, expected):
    chosen = [actors["jan-vermoesen"], actors["kwakkelbeke"]]
    page = html(act(desk, action, chosen))
    assert "2 actoren." in page
    assert set(Actor.objects.filter(slug__in=actors).values_list("status", flat=True)) == {
        "suggested"
    }
    page = html(act(desk, action, chosen, _sure="1", **more))
    rows = Actor.objects.filter(pk__in=[actor.pk for actor in chosen])
    assert set(rows.values_list("status", "kind")) == {expected}
    assert Actor.objects.get(slug="burchtbond").status == "suggested"
    assert "3 artikelen bijgewerkt" in page
    assert ActorChange.objects.count() == 2


def test_a_whole_filter_is_judged_as_far_as_it_goes(desk, actors, monkeypatch):
    monkeypatch.setattr("articles.admin.actor_list.MOST_AT_ONCE", 2)
    query = "?status__exact=suggested"
    page = html(act(desk, "reject", [actors["burchtbond"]], query, select_across="1"))
    assert "2 actoren." in page
    assert "1 blijft voor een volgende keer" in page
    page = html(act(desk, "reject", [actors["burchtbond"]], query, select_across="1", _sure="1"))
    assert "Nog 1 is niet bijgewerkt" in page
    assert Actor.objects.filter(status="suggested").count() == 1


def test_a_kind_must_be_chosen(desk, actors):
    page = html(act(desk, "change_kind", [actors["kwakkelbeke"]], _sure="1", kind=""))
    assert "Nieuwe soort" in page
    act(desk, "change_kind", [actors["kwakkelbeke"]], _sure="1", kind="dier")
    assert not ActorChange.objects.exists()


# Merging, splitting, undoing


def test_merging_from_the_list_shows_what_it_does_first(desk, actors):
    gone, kept = actors["kwakkelbeke"], actors["burchtbond"]
    page = html(act(desk, "merge", [gone, kept]))
    assert "Kwakkelbeke gaat op in Burchtbond" in page
    assert "1 artikel gaat over." in page
    assert "Burchtbond is daarmee bevestigd." in page
    assert "Let op: de ene is een persoon, de andere een organisatie." in page
    assert "<mark>Kwakkelbeke</mark>" in page
    assert not ActorChange.objects.exists()
    data = {"actor": [gone.pk, kept.pk], "stay": kept.pk}
    page = html(desk.post(MERGE, data, follow=True))
    assert "samengevoegd met ‘Burchtbond’" in page
    assert Mention.objects.filter(actor=kept).count() == 3
    change = ActorChange.objects.get()
    page = html(desk.post(UNDO, {"change": change.pk, "next": page_of(kept)}, follow=True))
    assert "ongedaan gemaakt" in page
    assert Mention.objects.filter(actor=gone).count() == 1


def test_the_other_may_stay(desk, actors):
    gone, kept = actors["burchtbond"], actors["kwakkelbeke"]
    query = {"actor": [gone.pk, kept.pk], "stay": kept.pk}
    assert "Burchtbond gaat op in Kwakkelbeke" in html(desk.get(MERGE, query))


def test_merging_takes_two(desk, actors):
    page = html(act(desk, "merge", [actors["burchtbond"]]))
    assert "minstens twee" in page
    assert desk.get(MERGE).status_code == 404


def test_the_other_is_searched_for(desk, actors):
    page = html(desk.get(MERGE, {"actor": actors["burchtbond"].pk, "q": "kwakkel"}))
    assert f"?actor={actors['burchtbond'].pk}&amp;actor={actors['kwakkelbeke'].pk}" in page


def test_merging_what_changed_meanwhile_is_refused(desk, actors, admin_user):
    gone, kept = actors["kwakkelbeke"], actors["burchtbond"]
    seen = {f"seen-{actor.pk}": judging.state_of(actor) for actor in (gone, kept)}
    judging.confirm(gone, admin_user)
    page = html(
        desk.post(MERGE, {"actor": [gone.pk, kept.pk], "stay": kept.pk, **seen}, follow=True)
    )
    assert "intussen gewijzigd door admin" in page
    assert ActorChange.objects.count() == 1


def test_splitting_proposes_shows_and_does(desk, actors):
    jan = actors["jan-vermoesen"]
    address = reverse("admin:articles_actor_split", args=[jan.pk])
    page = html(desk.get(address))
    assert page.count('name="article"') == 3
    race = Article.objects.get(title="Koers")
    data = {"article": [race.pk], "name": jan.name, "description": "wielrenner", "sure": "on"}
    page = html(desk.post(address, data))
    assert "1 artikel gaat naar een tweede actor" in page
    assert "2 artikelen blijven bij Jan Vermoesen" in page
    assert not ActorChange.objects.exists()
    page = html(desk.post(address, {**data, "_do": "1"}, follow=True))
    rider = Actor.objects.get(slug="jan-vermoesen-2")
    assert "gesplitst" in page
    assert Mention.objects.get(article=race, actor=rider).status == "confirmed"
    assert Mention.objects.filter(actor=jan, status="confirmed").count() == 2
    page = html(desk.post(UNDO, {"change": ActorChange.objects.get().pk}, follow=True))
    assert Mention.objects.get(article=race, actor=jan).status == "suggested"
    assert "oud adres van" in html(desk.get(page_of(rider)))


def test_a_split_of_nothing_is_refused_with_what_was_filled_in(desk, actors):
    address = reverse("admin:articles_actor_split", args=[actors["jan-vermoesen"].pk])
    page = html(
        desk.post(address, {"name": "Jan Vermoesen", "description": "wielrenner", "_do": "1"})
    )
    assert "Kies de artikelen" in page
    assert 'value="wielrenner"' in page


# The actor's own page


def test_an_actor_is_judged_on_its_page_and_the_history_shows_who(desk, actors):
    jan = actors["jan-vermoesen"]
    page = html(desk.get(page_of(jan)))
    assert "voorgesteld" in page
    assert "<mark>Jan Vermoesen</mark>" in page
    data = {"item": f"actor.{jan.pk}", "seen": judging.state_of(jan), "next": page_of(jan)}
    page = html(desk.post(DECIDE, {**data, "decision": "confirm"}, follow=True))
    assert "Bevestigd, door redacteur." in page
    history = html(desk.get(f"{LIST}{jan.pk}/history/"))
    assert "Bevestigd" in history
    page = html(desk.post(DECIDE, {**data, "decision": "reject"}, follow=True))
    assert "intussen gewijzigd" in page


def test_a_change_that_was_built_upon_is_not_undone(desk, actors, editor):
    confirmed = judging.confirm(actors["kwakkelbeke"], editor).change
    judging.merge(actors["kwakkelbeke"], actors["burchtbond"], editor)
    page = html(desk.post(UNDO, {"change": confirmed.pk}, follow=True))
    assert "Maak eerst dat ongedaan" in page


def test_one_does_not_come_back_to_another_site(desk, actors, editor):
    change = judging.confirm(actors["kwakkelbeke"], editor).change
    answer = desk.post(UNDO, {"change": change.pk, "next": "https://kwaad.example/"})
    assert answer.url == LIST


def test_the_form_leaves_the_judgement_alone(desk, actors):
    jan = actors["jan-vermoesen"]
    assert "kind" not in fields_of(desk.get(page_of(jan)))
    send(desk, page_of(jan), description="burgemeester", kind="place", status="confirmed")
    jan.refresh_from_db()
    assert (jan.description, jan.kind, jan.status) == ("burgemeester", "person", "suggested")


def test_functions_are_shown_with_persons_only(desk, actors):
    assert "roles-TOTAL_FORMS" in html(desk.get(page_of(actors["jan-vermoesen"])))
    assert "roles-TOTAL_FORMS" not in html(desk.get(page_of(actors["burchtbond"])))


def test_who_is_rejected_cannot_be_picked_for_an_article(desk, actors, editor):
    query = {
        "app_label": "articles",
        "model_name": "mention",
        "field_name": "actor",
        "term": "Burchtbond",
    }
    assert desk.get("/admin/autocomplete/", query).json()["results"]
    judging.reject(actors["burchtbond"], editor)
    assert not desk.get("/admin/autocomplete/", query).json()["results"]


# The kill list


def test_names_are_put_on_the_kill_list_and_taken_back(desk, actors):
    page = html(desk.post(NEVER, {"text": "Lees Meer", "kind": ""}, follow=True))
    assert "Lees Meer" in page
    actor = Actor.objects.get(name="Lees Meer")
    assert actor.status == "rejected"
    assert "redacteur" in page
    page = html(desk.post(NEVER, {"text": "navo"}, follow=True))
    assert "bekende actor NAVO" in page
    data = {"item": f"actor.{actor.pk}", "seen": judging.state_of(actor), "decision": "take_back"}
    page = html(desk.post(DECIDE, {**data, "next": NEVER}, follow=True))
    assert "De lijst is leeg." in page
    assert not Actor.objects.filter(name="Lees Meer").exists()


def test_the_kill_list_is_searched(desk, actors, editor):
    judging.reject(actors["burchtbond"], editor)
    assert "Burchtbond" in html(desk.get(NEVER, {"q": "burcht"}))
    assert "Geen naam met deze letters" in html(desk.get(NEVER, {"q": "xyz"}))


# Rights


@pytest.mark.parametrize(
    "rights", [[], ["view_actor"], ["view_actor", "view_actorname", "change_mention"]]
)
def test_staff_without_the_right_judge_nothing(client, actors, rights):
    user = User.objects.create_user("stagiair", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    jan = actors["jan-vermoesen"]
    split = reverse("admin:articles_actor_split", args=[jan.pk])
    for address in (REVIEW, NEVER, f"{MERGE}?actor={jan.pk}", split):
        assert client.get(address).status_code == 403
    data = {"item": f"actor.{jan.pk}", "decision": "confirm", "text": "x", "change": 1}
    for address in (REVIEW, NEVER, MERGE, split, DECIDE, UNDO):
        assert client.post(address, data).status_code == 403
    client.post(LIST, {"action": "reject", "_selected_action": [jan.pk], "_sure": "1"})
    assert not ActorChange.objects.exists()
    if rights:
        page = html(client.get(page_of(jan)))
        assert DECIDE not in page
        assert REVIEW not in page


def test_who_is_not_staff_is_sent_to_sign_in(client, actors):
    for address in (REVIEW, NEVER, DECIDE):
        assert client.post(address).url.startswith("/admin/login/")


def test_the_menu_leads_to_the_queue(desk):
    assert REVIEW in html(desk.get("/admin/"))
