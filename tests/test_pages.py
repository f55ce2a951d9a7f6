"""Every public address, as a reader or a machine meets it."""

import datetime
import json
import re
import time
import uuid
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings as conf
from django.db import OperationalError, connection, connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import gunicorn_conf
from articles.models import Actor, Article, Mention, ReviewStatus, Source, Topic
from articles.views import lists, sitemap
from tests.conftest import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"


def irak() -> Article:
    return Article.objects.get(byline="LH")


def public_pages() -> list[str]:
    article = Article.objects.published().first()
    return [
        "/",
        "/?q=NAVO",
        "/?q=bestaatnietinhetarchief",
        article.get_absolute_url(),
        Actor.objects.get(slug="navo").get_absolute_url(),
        Topic.objects.first().get_absolute_url(),
        Source.objects.first().get_absolute_url(),
        "/actors/",
        "/topics/",
        "/sources/",
        "/help/",
    ]


def test_every_page_is_there_in_dutch(corpus, client):
    for url in public_pages():
        response = client.get(url)
        assert response.status_code == 200, url
        assert response.headers["Content-Language"] == "nl"
        assert '<html lang="nl"' in response.text
        # The form that changes the language stands on the help page, and needs its token.
        assert url == "/help/" or not response.cookies, f"{url} sets a cookie"


def test_the_language_changes_on_request_only(seeds, client):
    assert "Zoeken" in client.get("/", headers={"accept-language": "en"}).text
    client.cookies["django_language"] = "en"
    assert '<html lang="en"' in client.get("/").text


@pytest.mark.parametrize(
    "url",
    [
        "/?from=gisteren",
        "/?to=31-02-2020",
        "/?topic=bestaat-niet&actor=bestaat-niet&source=bestaat-niet",
        "/?sort=mooiste&page=abc",
        "/?q=%00%ff%fe",
        "/?from=%00&to=9999-99&page=1e9",
        "/?q=" + "a" * 5000,
        "/?actor=navo&actor=-navo",
    ],
)
def test_nonsense_is_never_an_error_of_ours(seeds, client, url):
    response = client.get(url)
    assert response.status_code == 200


def test_what_was_typed_is_kept_beside_its_message(seeds, client):
    text = client.get("/", {"from": "31-02-2020", "q": "raket"}).text
    assert "31 februari bestaat niet" in text
    assert 'value="31-02-2020"' in text
    assert 'value="raket"' in text
    assert 'aria-invalid="true"' in text
    assert "Wat niet klopt, is weggelaten" in text


def test_only_a_condition_that_is_left_out_is_said_to_be(seeds, client):
    for url in ("/", "/?q=raket", "/?page=99", "/?sort=mooiste"):
        assert "is weggelaten" not in client.get(url).text
    assert "is weggelaten" in client.get("/?actor=bestaat-niet").text


def test_counts_say_that_they_hold_what_nobody_confirmed(seeds, client):
    for url in ("/", "/actors/", "/topics/"):
        assert "De aantallen tellen ook" in client.get(url).text


def test_each_language_is_offered_in_its_own_name(db, client):
    text = client.get("/help/").text
    assert ">Nederlands</button>" in text
    assert ">English</button>" in text


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(
        st.sampled_from(
            ["q", "from", "to", "topic", "actor", "source", "sort", "page", "position"]
        ),
        st.text(max_size=40),
    )
)
def test_any_parameters_whatever_get_an_answer(seeds, client, params):
    assert client.get("/", params).status_code == 200
    assert client.get("/articles.json", params).status_code in {200, 400}
    assert client.get(irak().get_absolute_url(), params).status_code == 200


def test_json_answers_as_the_contract_says(seeds, client):
    answer = client.get("/articles.json?q=trainingsmissie").json()
    assert answer["count"] == {"value": 1, "exact": True}
    assert answer["next"] is None
    [hit] = answer["results"]
    assert hit["title"] == "NAVO klaar om trainingsmissie in Irak uit te breiden"
    assert hit["title_derived"] is False
    assert (hit["published"], hit["time"], hit["certain"]) == ("2020-02-12", "13:48", True)
    assert hit["agencies"] == ["Belga"]
    assert "<mark>trainingsmissie</mark>" in hit["snippet"]
    assert {"navo", "irak", "jens-stoltenberg"} <= {actor["slug"] for actor in hit["actors"]}
    assert uuid.UUID(hit["id"]) == irak().pk
    assert client.get(hit["url"]).status_code == 200
    assert set(answer["facets"]) == {"topic", "actor", "source", "year"}
    assert answer["facets"]["year"] == [{"value": "2020", "label": "2020", "count": 1}]
    assert {"value": "irak", "label": "Irak", "count": 1} in answer["facets"]["actor"]


def test_json_says_what_is_wrong(seeds, client):
    response = client.get("/articles.json?from=gisteren&page=0")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"from", "page"}


def test_the_feed_says_what_is_wrong(seeds, client):
    response = client.get("/articles.atom?from=gisteren")
    assert response.status_code == 400
    assert response.text.startswith("from: ")


def test_the_feed_names_confirmed_topics_only(seeds, client):
    assert "<category" not in client.get("/articles.atom").text
    link = irak().topic_links.select_related("topic").first()
    irak().topic_links.filter(pk=link.pk).update(status=ReviewStatus.CONFIRMED)
    assert f'<category term="{link.topic.label_nl}"' in client.get("/articles.atom").text


def test_answers_vary_with_the_language_cookie(seeds, client):
    assert "Cookie" in client.get("/").headers["Vary"]


def test_a_citation_brackets_a_derived_title_and_names_the_agency(seeds, client):
    derived = Article.objects.get(title_derived=True)
    assert f"[{derived.title}]" in client.get(derived.get_absolute_url()).context["citation"]
    said = client.get(irak().get_absolute_url()).context["citation"]
    assert said.startswith("LH, ‘NAVO klaar om")
    assert "Belga, 12 februari 2020, 13.48 uur" in said


def test_more_choices_than_the_database_should_weigh_are_refused(seeds, client):
    many = {"actor": [f"-{slug}" for slug in Actor.objects.values_list("slug", flat=True)[:21]]}
    answer = client.get("/articles.json", many)
    assert answer.status_code == 400
    assert "20" in answer.json()["errors"]["actor"][0]


def test_json_pages_link_on(corpus, client):
    seen, url = [], "/articles.json"
    while url:
        answer = client.get(url).json()
        seen += [hit["id"] for hit in answer["results"]]
        url = answer["next"]
    assert len(seen) == len(set(seen)) == Article.objects.count()


def test_page_json_and_feed_agree(corpus, client):
    query = {"q": "NAVO", "sort": "newest"}
    page = client.get("/", query)
    answer = client.get("/articles.json", query).json()
    feed = ET.fromstring(client.get("/articles.atom", query).content)  # noqa: S314 - our own
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [hit["title"] for hit in answer["results"]]
    assert titles == [hit.article.title for hit in page.context["results"].page_hits]
    assert page.context["results"].count.value == answer["count"]["value"]


def test_the_feed_dates_only_what_is_known_to_the_day(seeds, client):
    feed = ET.fromstring(client.get("/articles.atom").content)  # noqa: S314 - our own
    dates = {
        entry.findtext(f"{ATOM}title")[:4]: entry.findtext(f"{ATOM}published")
        for entry in feed.iter(f"{ATOM}entry")
    }
    assert dates == {"NAVO": "2020-02-12T12:48:00+00:00", "De l": None}


def test_the_feed_says_when_an_article_was_last_touched(seeds, client):
    later = timezone.now().replace(microsecond=0) + datetime.timedelta(days=1)
    Article.objects.filter(pk=irak().pk).update(updated_at=later)
    feed = ET.fromstring(client.get("/articles.atom?q=trainingsmissie").text)  # noqa: S314 - our own
    updated = feed.findtext(f"{ATOM}entry/{ATOM}updated")
    assert datetime.datetime.fromisoformat(updated) == later


def hide(article: Article, how: str) -> None:
    fields = {
        "draft": {"status": "draft"},
        "withheld": {"status": "withheld"},
        "later": {"publish_at": timezone.now() + datetime.timedelta(hours=1)},
    }[how]
    Article.objects.filter(pk=article.pk).update(**fields)


@pytest.mark.parametrize("how", ["draft", "withheld", "later"])
def test_what_is_not_public_is_behind_no_door(seeds, client, how):
    article = irak()
    hide(article, how)
    assert client.get(article.get_absolute_url()).status_code == 404
    for url in ("/", "/articles.json", "/articles.atom", "/actors/", "/sources/", "/actors/irak/"):
        text = client.get(url, {"q": ""}).text
        assert "trainingsmissie" not in text, url
    assert client.get("/articles.json").json()["count"]["value"] == 1
    assert "Belga" not in client.get("/articles.json").text
    assert 'href="/actors/irak/"' not in client.get("/actors/").text
    assert "Belga" not in client.get("/sources/").text


def test_it_appears_at_its_hour(seeds, client):
    Article.objects.update(publish_at=timezone.now() - datetime.timedelta(seconds=1))
    assert client.get("/articles.json").json()["count"]["value"] == 2


def test_a_wrong_slug_leads_to_the_right_one_with_the_query(seeds, client):
    article = irak()
    right = article.get_absolute_url()
    for wrong in ("", "iets-anders/", "Café (2)/", "kop.html/"):
        response = client.get(f"/articles/{article.pk}/{wrong}?q=NAVO&position=1")
        assert response.status_code == 302
        assert response.headers["Location"] == f"{right}?q=NAVO&position=1"


def test_an_article_says_what_is_known_and_no_more(seeds, client):
    derived = Article.objects.get(title_derived=True)
    text = client.get(derived.get_absolute_url()).text
    assert "februari 2020" in text
    assert "1 februari 2020" not in text
    assert "titel afgeleid" in text.lower()
    assert "2020-02-01" not in text
    text = client.get(irak().get_absolute_url()).text
    assert "12 februari 2020" in text
    assert "13.48" in text
    assert "LH" in text
    assert "Belga" in text


def test_names_link_to_their_actors_and_rejected_ones_do_not(seeds, client):
    article = irak()
    assert 'href="/actors/irak/"' in client.get(article.get_absolute_url()).text
    Mention.objects.filter(article=article, actor__slug="irak").update(status=ReviewStatus.REJECTED)
    assert 'href="/actors/irak/"' not in client.get(article.get_absolute_url()).text


def test_a_rejected_topic_is_not_shown(seeds, client):
    article = irak()
    topic = article.topic_links.first().topic
    assert topic in [
        link.topic for link in client.get(article.get_absolute_url()).context["topics"]
    ]
    article.topic_links.filter(topic=topic).update(status=ReviewStatus.REJECTED)
    assert f'href="{topic.get_absolute_url()}"' not in client.get(article.get_absolute_url()).text


def test_machines_are_told_only_what_was_confirmed(seeds, client):
    article = irak()
    Mention.objects.filter(article=article, actor__slug="irak").update(
        status=ReviewStatus.CONFIRMED
    )
    script = client.get(article.get_absolute_url()).text.partition("ld+json")[2]
    data = json.loads(script.partition(">")[2].partition("</script>")[0])
    assert [named["name"] for named in data["mentions"]] == ["Irak"]
    assert "about" not in data


def test_the_list_of_names_narrows_to_a_kind(seeds, client):
    everybody, countries = client.get("/actors/"), client.get("/actors/?kind=country")
    assert {actor.kind for actor, _ in everybody.context["rows"]} > {"country", "person"}
    assert {actor.kind for actor, _ in countries.context["rows"]} == {"country"}


def test_the_lists_of_a_large_archive_say_what_is_estimated(seeds, client, monkeypatch):
    exact = {actor.slug: count for actor, count in client.get("/actors/").context["rows"]}
    monkeypatch.setattr(lists, "archive_size", lambda _articles: 1_000_000)
    rows = client.get("/actors/").context["rows"]
    assert {actor.slug: count for actor, count in rows} == exact
    assert [actor.name for actor, _ in rows] == sorted(actor.name for actor, _ in rows)
    assert client.get("/topics/").status_code == client.get("/sources/").status_code == 200


def test_a_name_that_went_to_another_actor_is_linked_once(seeds, client):
    article = irak()
    was = article.mentions.get(actor__slug="irak")
    other = Actor.objects.create(slug="iraq", name="Iraq", kind=Actor.Kind.COUNTRY)
    Mention.objects.create(article=article, actor=other, spans=was.spans, surfaces=was.surfaces)
    html = "".join(block.html for block in client.get(article.get_absolute_url()).context["blocks"])
    linked = html.count('href="/actors/irak/"') + html.count('href="/actors/iraq/"')
    assert linked == len([field for field, *_ in was.spans if field != "title"])


def test_a_long_article_full_of_names_is_a_page_in_time(add, client):
    add("Kop\n\n12 mei 2021\n\n" + "De NAVO praat met Irak.\n\n" * 8000)
    article = Article.objects.get()
    start = time.process_time()
    page = client.get(article.get_absolute_url())
    assert page.text.count('href="/actors/navo/"') > 8000
    assert time.process_time() - start < 5


def test_markup_in_an_article_is_shown_not_run(add, client):
    add("Kop <b>vet</b>\n\n12 mei 2021\n\n<img src=x onerror=alert(1)> De NAVO & co.\n\n\"'>")
    article = Article.objects.get()
    for url in (article.get_absolute_url(), "/", "/?q=NAVO", "/articles.atom", "/actors/navo/"):
        text = client.get(url).text
        assert "<img src=x" not in text
        assert "<b>vet" not in text


def test_a_script_cannot_break_out_of_the_data_block(add, client):
    add("Kop </script><script>alert(1)</script>\n\n12 mei 2021\n\nEen tekst over de NAVO.")
    text = client.get(Article.objects.get().get_absolute_url()).text
    assert "<script>alert" not in text


def test_previous_and_next_follow_the_results(corpus, client):
    hits = client.get("/?q=NAVO&sort=newest").context["results"].page_hits
    page = client.get(hits[1].url)
    beside = page.context["neighbours"]
    assert (beside.previous.url, beside.next.url) == (hits[0].url, hits[2].url)
    assert beside.back_url == "/?q=NAVO&sort=newest"


def test_friendly_errors(seeds, client):
    for url in ("/bestaat-niet/", "/articles/nee/", f"/articles/{uuid.uuid4()}/x/", "/actors/nee/"):
        response = client.get(url)
        assert response.status_code == 404
        assert "niet gevonden" in response.text.lower() or "bestaat niet" in response.text.lower()
    assert client.post("/").status_code == 405
    assert client.get("/", headers={"host": "kwaad.example"}).status_code == 400


def test_our_own_mistake_gets_a_page_too(seeds, client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("articles.views.search.ArticleResults", lambda *_a, **_k: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert "<html" in response.text


def test_headers_of_a_public_site(seeds, client):
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_page_has_inline_script_or_style(corpus, client):
    for url in public_pages():
        text = client.get(url).text
        assert " style=" not in text, url
        assert "<style" not in text, url
        assert " onclick=" not in text, url
        for script in text.split("<script")[1:]:
            assert script.startswith((' type="application/ld+json"', " src=", " defer")), url


def test_life_and_health(db, client):
    assert client.get("/livez").status_code == 200
    assert client.get("/healthz").json() == {"status": "ok", "database": True}


def test_a_database_that_is_away_is_said_so(db, client, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        assert client.get("/livez").status_code == 200
        assert client.get("/healthz").status_code == 503
        page = client.get("/")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert "even niet bereikbaar" in page.text


def test_a_query_that_takes_too_long_gets_a_page(db, client, monkeypatch):
    def slow(_request):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 20")
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr("articles.views.search.ArticleResults", lambda *_a, **_k: slow(None))
    page = client.get("/?q=traag")
    assert page.status_code == 503
    assert "te lang" in page.text


def test_web_workers_limit_every_statement(monkeypatch):
    options: dict = {"data_dir": "x"}
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", options)
    gunicorn_conf.post_worker_init(None)
    assert options["options"] == f"-c statement_timeout={conf.STATEMENT_TIMEOUT_MS}"
    assert options["pool"]["max_size"] > conf.PAGES_AT_ONCE + conf.ADMIN_PAGES_AT_ONCE


def test_an_article_page_asks_little_however_long_it_is(
    corpus, client, django_assert_max_num_queries
):
    short = Article.objects.order_by("body").first().get_absolute_url()
    long = irak().get_absolute_url()
    for url in (short, long):
        with django_assert_max_num_queries(18):
            client.get(url)


def disallowed(client) -> list[re.Pattern]:
    """What robots.txt forbids, as RFC 9309 reads it: a beginning, where * stands for anything."""
    lines = client.get("/robots.txt").text.splitlines()
    rules = [line.partition(": ")[2] for line in lines if line.startswith("Disallow: ")]
    return [re.compile(".*".join(map(re.escape, rule.split("*")))) for rule in rules]


@pytest.mark.parametrize(
    ("path", "welcome"),
    [
        ("/", True),
        ("/actors/", True),
        ("/actors/irak/", True),
        ("/topics/", True),
        ("/help/", True),
        ("/articles/0b1e/een-titel/", True),
        ("/sitemap.xml", True),
        ("/sitemaps/3f.xml", True),
        ("/static/css/base.css", True),
        ("/?q=navo&topic=onderwijs", False),
        ("/?topic=onderwijs", False),
        ("/?page=2", False),
        ("/?sort=newest", False),
        ("/?from=2020&to=2021", False),
        ("/actors/irak/?topic=onderwijs", False),
        ("/actors/?page=2", False),
        ("/articles/0b1e/een-titel/?q=navo&position=3", False),
        ("/articles.json?q=navo", False),
        ("/articles.atom?q=navo", False),
        ("/admin/login/", False),
    ],
)
def test_robots_stay_with_what_has_an_end(client, path, welcome):
    assert any(rule.match(path) for rule in disallowed(client)) != welcome


def test_links_that_narrow_or_turn_pages_are_not_to_be_followed(corpus, client):
    pages = ("/", "/?q=NAVO", "/actors/navo/", "/?topic=-onderwijs", "/?q=bestaatniet&from=2020")
    links = [link for url in pages for link in re.findall("<a [^>]*>", client.get(url).text)]
    narrowing = [
        link for link in links if re.search(r"[?;](topic|actor|source|from|to|sort|page)=", link)
    ]
    assert len(narrowing) > 20
    followed = [link for link in narrowing if "nofollow" not in link and "position=" not in link]
    assert [link for link in followed if "articles." not in link] == []


@pytest.mark.parametrize(
    ("url", "indexed"),
    [
        ("/", True),
        ("/actors/navo/", True),
        ("/?q=NAVO", False),
        ("/?actor=navo", False),
        ("/actors/navo/?from=2020", False),
        ("/actors/navo/?sort=oldest", False),
        ("/?page=2", False),
    ],
)
def test_search_engines_keep_only_pages_without_parameters(corpus, client, url, indexed):
    assert ('name="robots" content="noindex' not in client.get(url).text) == indexed


def test_one_question_has_one_canonical_address(corpus, client):
    first = client.get(
        "/?sort=newest&actor=navo&q=de+NAVO&actor=irak&from=februari 2020&position=3"
    )
    second = client.get("/?from=2020-02&q=de+NAVO&actor=irak&actor=navo&sort=newest&page=1")
    address = re.search('rel="canonical" href="([^"]*)"', first.text)[1]
    assert address.endswith(
        "/?q=de+NAVO&amp;from=2020-02&amp;actor=irak&amp;actor=navo&amp;sort=newest"
    )
    assert re.search('rel="canonical" href="([^"]*)"', second.text)[1] == address


def test_all_choices_together_are_bounded(seeds, client):
    topics = Topic.objects.values_list("slug", flat=True)[:11]
    actors = [f"-{slug}" for slug in Actor.objects.values_list("slug", flat=True)[:10]]
    assert client.get("/articles.json", {"topic": topics, "actor": actors[1:]}).status_code == 200
    answer = client.get("/articles.json", {"topic": topics, "actor": actors})
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"topic", "actor"}
    assert "samen hoogstens 20" in client.get("/", {"topic": topics, "actor": actors}).text


SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client, url: str) -> list[str]:
    root = ET.fromstring(client.get(url).content)  # noqa: S314 - our own
    return [found.text for found in root.iter(f"{SITEMAP}loc")]


def test_the_sitemap_lists_every_public_article(corpus, client):
    hide(irak(), "withheld")
    wanted = {conf.SITE_URL + a.get_absolute_url() for a in Article.objects.published()}
    assert set(locations(client, "/sitemap.xml")) == wanted
    assert "sitemap.xml" in client.get("/robots.txt").text


def test_a_large_sitemap_is_cut_by_key(corpus, client, monkeypatch):
    monkeypatch.setattr(sitemap, "SAMPLE", 5)
    monkeypatch.setattr(sitemap, "WANTED", 2)
    monkeypatch.setattr(sitemap, "CHUNK", 2)
    parts = locations(client, "/sitemap.xml")
    assert len(parts) in {16, 256}
    found = [url for part in parts for url in locations(client, part.removeprefix(conf.SITE_URL))]
    assert sorted(found) == sorted(
        conf.SITE_URL + article.get_absolute_url() for article in Article.objects.published()
    )


@pytest.mark.parametrize("prefix", ["g", "00000", "-"])
def test_a_sitemap_that_cannot_be_is_not_there(db, client, prefix):
    assert client.get(f"/sitemaps/{prefix}.xml").status_code == 404


def test_json_is_valid_utf8_without_escapes(seeds, client):
    raw = client.get("/articles.json?q=Syrië").content
    assert "Syrië".encode() in raw
    json.loads(raw)


def test_the_seeds_are_unaltered():
    import hashlib  # noqa: PLC0415

    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ROOT / "fixtures" / "articles").iterdir()
    }
    assert digests == {
        "000_34cf2e6a0fed1da4.txt": "9b9224fd1b0e379fee78f72a563822eb0b7013c6a265e0bb70289b3350dde518",
        "004_4291fd3083318c3a.txt": "b6066bdbadc7dc9f50bc777cd49d3f5b695c0784518a019d78d2e19d5cf2d146",
    }
