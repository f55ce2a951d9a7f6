"""Who has a page already is told so, if and only if it still says the same."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import freshness
from articles.models import Actor, Article, ReviewStatus, Source
from tests.test_pages import hide, irak


@pytest.fixture
def again(seeds, client):
    """Ask for the page of the article about Irak, with what a browser that has it sends."""
    url = irak().get_absolute_url()
    etag = client.get(url).headers["ETag"]

    def ask(path: str = url, **options):
        return client.get(path, headers={"if-none-match": etag}, **options)

    return ask


MOST_QUERIES = 8  # one for what the page shows, the others for what it is related to


def test_an_unchanged_article_costs_few_queries(again):
    with CaptureQueriesContext(connection) as captured:
        answer = again()
    assert (answer.status_code, answer.content) == (304, b"")
    assert len(captured) <= MOST_QUERIES
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in answer.headers["Vary"]


def change(**fields) -> None:
    Article.objects.filter(pk=irak().pk).update(**fields)


def rename(model: type, **fields) -> None:
    found = model.objects.filter(slug__in=["irak", "belga"])
    assert found.update(**fields)


def decide(relation: str) -> None:
    row = getattr(irak(), relation).first()
    row.status = ReviewStatus.CONFIRMED
    row.save()


EDITS = {
    "title": lambda: change(title=irak().title + "!"),
    "text": lambda: change(body=irak().body + "."),
    "lead": lambda: change(lead="Anders"),
    "date": lambda: change(published="2020-02-13"),
    "time": lambda: change(published_time="14:00"),
    "byline": lambda: change(byline="XY"),
    "warning": lambda: change(warnings=[{"code": "x", "message": "Let op."}]),
    "derived title": lambda: change(title_derived=True),
    "source": lambda: change(source=Source.objects.create(name="De Krant", slug="de-krant")),
    "name of an actor": lambda: rename(Actor, name="Republiek Irak"),
    "kind of an actor": lambda: rename(Actor, kind="place"),
    "name of an agency": lambda: rename(Source, name="Persbureau Belga"),
    "confirmed mention": lambda: decide("mentions"),
    "confirmed topic": lambda: decide("topic_links"),
    "lost mention": lambda: irak().mentions.first().delete(),
    "lost agency": lambda: irak().agency_links.all().delete(),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_shows_at_once(again, edit):
    EDITS[edit]()
    assert again(follow=True).status_code == 200


@pytest.mark.parametrize("how", ["draft", "withheld", "later"])
def test_what_is_no_longer_public_is_gone_at_once(again, how):
    hide(irak(), how)
    assert again().status_code == 404


def test_what_the_page_does_not_show_changes_nothing(again):
    change(search_terms="anders", evidence={}, updated_at=timezone.now())
    assert again().status_code == 304


def test_another_language_is_another_page(again, client):
    client.cookies["django_language"] = "en"
    assert again().status_code == 200


def test_another_version_of_the_code_is_another_page(again, monkeypatch):
    monkeypatch.setattr(freshness, "code_version", lambda: "newer")
    assert again().status_code == 200


def test_the_citation_names_today(again, monkeypatch):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert again().status_code == 200


def test_a_place_in_the_results_is_another_page(again):
    assert again(irak().get_absolute_url() + "?q=NAVO&position=1").status_code == 200


def test_a_wrong_slug_still_redirects(again):
    assert again(f"/articles/{irak().pk}/verkeerd/").status_code == 302


def test_editors_get_every_page_anew(again, client, editor):
    client.force_login(editor)
    for path in (irak().get_absolute_url(), "/", "/articles.json"):
        answer = again(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-cache" or (
            answer.headers["Cache-Control"] == "no-cache, private"
        )


@pytest.mark.parametrize("path", ["/", "/?q=NAVO", "/articles.json", "/articles.atom", "/actors/"])
def test_lists_are_kept_for_a_minute(seeds, client, path):
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in answer.headers["Vary"]
    again = client.get(path, headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "public, max-age=60")
    hide(irak(), "withheld")
    assert client.get(path, headers={"if-none-match": answer.headers["ETag"]}).status_code == 200


def test_what_is_for_one_reader_or_went_wrong_is_not_kept(seeds, client):
    assert "public" not in client.get("/help/").headers["Cache-Control"], "it has a token"
    for path in ("/livez", "/admin/login/", "/bestaat-niet/", "/articles.json?from=x"):
        assert "public" not in client.get(path).headers.get("Cache-Control", "")
