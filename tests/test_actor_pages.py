"""The page of an actor and two actors side by side: what they show, and what it costs."""

import re
import time
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.hits import Hit
from articles.indexing import index_articles
from articles.models import Actor, ActorName, Article, Mention, ReviewStatus, Role
from articles.profiles import background, companions, profile, sample
from articles.profiles.association import associate
from articles.profiles.network import LINE_HEIGHT, Around, draw
from articles.profiles.sentences import fitting, sentences_with


def actor(slug: str) -> Actor:
    return Actor.objects.get(slug=slug)


def text(client, url: str) -> str:
    """The page as a reader reads it: no tags, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(url).text).split())


def page(client, slug: str, **params):
    return client.get(f"/actors/{slug}/", params).context


NEWS = [
    "De NAVO in Irak LH\n\n{day} mei 2021\n\nHet is warm. De NAVO helpt Irak.\n\nTurkije zwijgt.",
    "Nog een bericht LH\n\n{day} juni 2021\n\nIrak vraagt de NAVO om hulp. Turkije zwijgt.",
    "Sport in Peking LH\n\n{day} juli 2021\n\nIn China werd gelopen. Het regende er.",
]


@pytest.fixture
def news(add):
    """Six articles: four with NAVO, Irak and Turkije, two without."""
    add(*(item.format(day=day) for day in (3, 4) for item in NEWS))


# Sentences


@pytest.mark.parametrize(
    ("written", "name", "sentence"),
    [
        ("Eerst dit. Dan de NAVO. Dan dat.", "NAVO", "Dan de NAVO."),
        ("## De NAVO helpt\n\nTekst.", "NAVO", "De NAVO helpt"),
        ("> De NAVO helpt — Jan", "NAVO", "De NAVO helpt — Jan"),
        ("Een.\n\nDe NAVO. Twee.", "NAVO", "De NAVO."),
        ("Volgens dr. Peeters kan het. Nee.", "Peeters", "Volgens dr. Peeters kan het."),
        ("NAVO", "NAVO", "NAVO"),
    ],
)
def test_the_sentence_around_a_name(written, name, sentence):
    [(start, end)] = sentences_with(written, [written.index(name)])
    assert written[start:end] == sentence


def test_each_sentence_is_given_once_and_in_order():
    written = "Ann en Bob. Niets hier. Dan Cas en Dré.\nEef ook."
    places = [written.index(letter) for letter in "ABCDE"]
    found = [written[start:end] for start, end in sentences_with(written, places)]
    assert found == ["Ann en Bob.", "Dan Cas en Dré.", "Eef ook."]


def test_spans_that_no_longer_fit_are_left_out():
    spans = [["body", 3, 7], ["body", 0, 2], ["title", 0, 4], ["body", 90, 94]]
    assert fitting({"body": "De NAVO", "title": "Navo"}, spans, ["NAVO"]) == {"body": [(3, 7)]}


def test_a_hit_shows_the_sentence_with_the_name_marked(news, client):
    hits = page(client, "navo")["results"].page_hits
    assert {str(hit.snippet) for hit in hits} == {
        "De <mark>NAVO</mark> helpt Irak.",
        "Irak vraagt de <mark>NAVO</mark> om hulp.",
    }


def test_after_an_edit_that_is_not_indexed_the_beginning_is_shown(news, client):
    Article.objects.update(body="Iets anders.")
    hits: list[Hit] = page(client, "navo")["results"].page_hits
    assert {hit.snippet for hit in hits} == {"Iets anders."}


def test_a_name_in_the_title_only_is_marked_there(add, client):
    add("De NAVO is jarig LH\n\n3 mei 2021\n\nEr was taart voor iedereen op het feest.")
    [hit] = page(client, "navo")["results"].page_hits
    assert hit.title == "De <mark>NAVO</mark> is jarig"
    assert "taart" in hit.snippet


def test_a_derived_title_is_not_said_twice(add, client):
    add(" date 2020-02 De NAVO leidt duizend militairen op. Dat is veel. Irak wil de NAVO erbij.")
    [hit] = page(client, "navo")["results"].page_hits
    assert hit.article.title_derived
    assert hit.snippet == "Irak wil de <mark>NAVO</mark> erbij."


def test_with_words_the_words_are_shown(news, client):
    hits = page(client, "navo", q="hulp")["results"].page_hits
    assert all("<mark>hulp</mark>" in hit.snippet for hit in hits)


def test_a_sentence_of_endless_length_is_cut_around_the_name(add, client):
    add("Kop LH\n\n3 mei 2021\n\nZo " + "veel woorden " * 200 + "over de NAVO en verder niets.")
    [hit] = page(client, "navo")["results"].page_hits
    assert "<mark>NAVO</mark>" in hit.snippet
    assert len(hit.snippet) < 500


# In the news with others


def test_one_sentence_and_one_article_are_kept_apart(news, client):
    found = {one.actor.slug: one for one in page(client, "navo")["profile"].companions}
    assert (found["irak"].articles, found["irak"].sentences) == (4, 4)
    assert (found["turkije"].articles, found["turkije"].sentences) == (4, 0)
    assert "china" not in found


def test_once_together_is_chance(add, client):
    add("Kop LH\n\n3 mei 2021\n\nDe NAVO helpt Irak.", "Kop LH\n\n4 mei 2021\n\nDe NAVO zwijgt.")
    assert page(client, "navo")["profile"].companions == []
    assert "Samen in het nieuws" not in client.get("/actors/navo/").text


def test_those_who_are_everywhere_do_not_come_first(add, client):
    everywhere = [f"Bericht {n} LH\n\n3 mei 2021\n\nIn België regent het." for n in range(8)]
    both = [f"Kop {n} LH\n\n4 mei 2021\n\nDe NAVO, Irak en België." for n in range(3)]
    add(*everywhere, *both)
    found = page(client, "navo")["profile"].companions
    assert [one.actor.slug for one in found][:2] == ["irak", "belgie"]
    assert (found[0].times, found[1].times) == ("3,7", "1,0")


def test_lift_and_evidence_of_a_known_table():
    """Worked out by hand: 8 of 10 against 2 of 90."""
    found = associate(together=8, sample=10, of=10, other=10, archive=100)
    assert found.lift == pytest.approx(8.0)
    assert found.evidence == pytest.approx(35.9, abs=0.1)
    assert associate(together=1, sample=10, of=10, other=60, archive=100).evidence < 0
    assert associate(together=2, sample=2, of=2, other=2, archive=2).evidence == pytest.approx(0)


def test_numbers_that_do_not_agree_are_no_error():
    for archive in (1, 5, 100):
        found = associate(together=5, sample=5, of=3, other=1, archive=archive)
        assert found.lift > 0


def test_only_the_newest_are_looked_at_and_the_page_says_so(news, client, monkeypatch):
    assert "Geteld in alle 4 artikelen." in text(client, "/actors/navo/")
    monkeypatch.setattr(profile, "SAMPLE", 2)
    shown = page(client, "navo")["profile"]
    assert shown.sample.size == 2
    assert {one.articles for one in shown.companions} == {2}
    assert "Geteld in de 2 nieuwste artikelen." in text(client, "/actors/navo/")


def test_what_is_not_public_counts_nowhere(news, client):
    Article.objects.filter(published__startswith="2021-06").update(status="withheld")
    shown = page(client, "navo")["profile"]
    assert shown.sample.size == 2
    assert {one.articles for one in shown.companions} == {2}
    assert shown.bounds[1].published == "2021-05-04"


def test_rejected_mentions_and_actors_are_not_shown(news, client):
    Mention.objects.filter(actor=actor("turkije")).update(status=ReviewStatus.REJECTED)
    Actor.objects.filter(slug="irak").update(status=ReviewStatus.REJECTED)
    assert page(client, "navo")["profile"].companions == []


def test_a_suggested_companion_is_marked(news, client):
    note = "Voorgesteld: herkend door de computer, nog niet nagekeken door de redactie."
    for url in ("/actors/navo/", "/actors/"):
        assert ">voorgesteld<" not in client.get(url).text
        assert note not in client.get(url).text
    Actor.objects.filter(slug="irak").update(status=ReviewStatus.SUGGESTED)
    shown = client.get("/actors/navo/").text
    assert shown.count(">voorgesteld<") == 1
    assert "(voorgesteld)" in shown
    assert note in shown
    assert ">voorgesteld<" in client.get("/actors/").text
    assert note in client.get("/actors/").text


def test_the_number_together_leads_to_these_articles(news, client):
    [irak] = [url for one, url in page(client, "navo")["profile"].rows if one.actor.slug == "irak"]
    assert irak == "/actors/navo/?actor=irak"
    assert client.get(irak).context["results"].count.value == 4


def test_a_narrowed_page_shows_the_articles_and_no_profile(news, client):
    shown = client.get("/actors/navo/?from=2021-06")
    assert shown.context["profile"].sample.size == 0
    assert 'class="network"' not in shown.text
    assert "Artikelen per maand" in shown.text


# The drawing


def around(number: int) -> list[Around]:
    return [
        Around(n, f"Noord-Atlantische Organisatie {n}", 30 - n, n % 2) for n in range(1, number)
    ]


@pytest.mark.parametrize("number", range(1, 14))
def test_no_name_covers_another(number):
    drawing = draw("NAVO", around(number), {(1, 2): 3, (2, 5): 9})
    places = [(node.anchor, y) for node in drawing.nodes for y, _line in node.lines]
    for side in ("start", "end"):
        heights = sorted(y for anchor, y in places if anchor == side)
        assert all(b - a >= LINE_HEIGHT for a, b in pairwise(heights))
        assert all(LINE_HEIGHT / 2 <= y <= drawing.height - LINE_HEIGHT / 2 for y in heights)


def test_a_drawing_is_the_same_each_time_and_within_its_frame():
    pairs = {(1, 2): 3, (2, 5): 9, (3, 7): 4}
    drawing = draw("NAVO", around(13), pairs)
    assert drawing == draw("NAVO", around(13), pairs)
    for node in drawing.nodes:
        longest = max(len(line) for _, line in node.lines)
        assert longest <= 16
        assert 0 < node.text_x < drawing.width
    assert {edge.close for edge in drawing.spokes} == {True, False}


def test_those_in_the_news_together_stand_side_by_side():
    ring = [Around(n, str(n), 5, 0) for n in range(1, 9)]
    order = [node.key for node in draw("x", ring, {(1, 5): 50, (2, 7): 50}).nodes]
    for one, other in ((1, 5), (2, 7)):
        assert (order.index(one) - order.index(other)) % 8 in {1, 7}


def test_nodes_are_links_with_titles(news, client):
    shown = client.get("/actors/navo/").text
    svg = shown[shown.index("<svg role", shown.index('class="network"')) :].partition("</svg>")[0]
    assert 'href="/actors/irak/"' in svg
    assert "Irak: samen in 4 artikelen, in één zin in 4" in svg
    assert "<desc" in svg


# Facts


def test_first_and_last_article_and_the_forms_in_between(news, client):
    shown = page(client, "navo")["profile"]
    assert [article.published for article in shown.bounds] == ["2021-05-03", "2021-06-04"]
    assert [(form.text, form.articles) for form in shown.forms] == [("NAVO", 4)]
    assert "NAVO" not in [name.text for name in shown.other_names]
    assert "Noord-Atlantische Verdragsorganisatie" in [name.text for name in shown.other_names]


def test_a_year_stays_a_year_and_an_undated_article_has_no_bounds(add, client):
    add(
        " date 2019 De NAVO vergadert LH\n\nDe NAVO vergadert in Brussel over van alles en nog wat."
    )
    shown = text(client, "/actors/navo/")
    assert "Eerste artikel 2019" in shown
    assert "januari 2019" not in shown
    Article.objects.update(published="")
    assert page(client, "navo")["profile"].bounds is None


def test_a_rejected_name_is_not_shown_and_a_suggested_one_is_marked(news, client):
    navo = actor("navo")
    ActorName.objects.create(actor=navo, text="Nep", kind="alias", status="rejected")
    ActorName.objects.create(actor=navo, text="Bondje", kind="alias", status="suggested")
    shown = client.get("/actors/navo/").text
    assert "Nep" not in shown
    assert '<span class="suggested">Bondje</span>' in shown


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2014-10", "2024-10", ", oktober 2014 – oktober 2024"),
        ("2014", "", ", sinds 2014"),
        ("", "2024-10-01", ", tot 1 oktober 2024"),
        ("2014", "2014", ", 2014"),
        ("", "", "(NAVO)"),
        ("2014-13", "", ", sinds 2014-13"),
    ],
)
def test_a_function_is_said_with_its_period(reference, client, since, until, said):
    person = actor("jens-stoltenberg")
    person.roles.all().delete()
    Role.objects.create(
        person=person, title="secretaris-generaal", of=actor("navo"), since=since, until=until
    )
    shown = text(client, "/actors/jens-stoltenberg/").replace("( ", "(").replace(" )", ")")
    shown = shown.replace(" ,", ",")
    assert "Functies secretaris-generaal (NAVO)" in shown
    assert f"{said}" in shown


def test_an_organisation_shows_who_held_its_functions_in_order(reference, client):
    Role.objects.all().delete()
    navo, people = actor("navo"), Actor.objects.filter(kind="person")[:4]
    for person, since in zip(people, ("2014", "2004", "2009", "1999"), strict=True):
        Role.objects.create(person=person, title="secretaris-generaal", of=navo, since=since)
    Role.objects.create(person=people[0], title="woordvoerder", of=navo, since="1990")
    people[3].status = ReviewStatus.REJECTED
    people[3].save()
    offices = page(client, "navo")["profile"].offices
    assert [office.title for office in offices] == ["secretaris-generaal", "woordvoerder"]
    assert [held.actor for held in offices[0].holders] == [people[1], people[2], people[0]]
    assert "Wie er welke functie had" in client.get("/actors/navo/").text


# Who may be shown


def test_a_rejected_actor_has_no_page_and_no_place_in_the_list(news, client):
    assert 'href="/actors/irak/"' in client.get("/actors/").text
    Actor.objects.filter(slug="irak").update(status=ReviewStatus.REJECTED)
    assert client.get("/actors/irak/").status_code == 404
    assert 'href="/actors/irak/"' not in client.get("/actors/").text


def test_a_merged_actor_leads_on_along_a_chain(reference, client):
    for old, new in (("irak", "turkije"), ("turkije", "navo")):
        Actor.objects.filter(slug=old).update(merged_into=actor(new))
    response = client.get("/actors/irak/?q=leger")
    assert (response.status_code, response.headers["Location"]) == (301, "/actors/navo/?q=leger")
    assert "max-age=60" in response.headers["Cache-Control"], "a merge can be undone"
    Actor.objects.filter(slug="navo").update(status=ReviewStatus.REJECTED)
    assert client.get("/actors/irak/").status_code == 404


def test_a_circle_of_merged_actors_is_no_endless_redirect(reference, client):
    for old, new in (("irak", "turkije"), ("turkije", "irak")):
        Actor.objects.filter(slug=old).update(merged_into=actor(new))
    assert client.get("/actors/irak/").status_code == 404


def test_a_suggested_actor_says_so_and_is_not_for_search_engines(news, client):
    note = "herkend door de computer, nog niet nagekeken door de redactie"
    shown = client.get("/actors/irak/").text
    assert note not in shown
    assert "noindex" not in shown
    Actor.objects.filter(slug="irak").update(status=ReviewStatus.SUGGESTED)
    shown = client.get("/actors/irak/").text
    assert note in shown
    assert 'name="robots" content="noindex' in shown


# Side by side


def test_two_actors_share_an_axis_articles_names_and_topics(news, client):
    response = client.get("/actors/compare/?a=navo&b=turkije")
    found = response.context["comparison"]
    periods = [[str(bar.period) for bar in side.histogram.bars] for side in found.sides]
    assert periods == [["2021-05", "2021-06"]] * 2
    assert found.both.count.value == 4
    assert [shared.name for shared in found.companions] == ["Irak"]
    assert client.get(found.both_url).context["results"].count.value == 4
    assert "4 artikelen met beide" in " ".join(response.text.split())
    assert 'content="noindex' in response.text


def test_who_goes_with_both_comes_before_who_is_everywhere(add, client):
    add(*(f"Bericht {n} LH\n\n3 mei 2021\n\nIn België regent het." for n in range(9)))
    add(*(f"Kop {n} LH\n\n4 mei 2021\n\nDe NAVO, Irak, België." for n in range(4)))
    add(*(f"Titel {n} LH\n\n5 mei 2021\n\nIn Turkije, Irak, België." for n in range(3)))
    found = client.get("/actors/compare/?a=navo&b=turkije").context["comparison"].companions
    assert [(one.name, one.one, one.other) for one in found] == [("Irak", 4, 3), ("België", 4, 3)]


def test_a_sentence_with_both_goes_before_one_with_one(add, client):
    add("Kop LH\n\n3 mei 2021\n\nIrak wacht. De NAVO ook. Nu helpt de NAVO dan toch Irak. Klaar.")
    [hit] = client.get("/actors/compare/?a=navo&b=irak").context["comparison"].newest_hits
    assert hit.snippet == "Nu helpt de <mark>NAVO</mark> dan toch <mark>Irak</mark>."


def test_those_without_articles_can_be_compared_too(news, client):
    shown = text(client, "/actors/compare/?a=navo&b=jens-stoltenberg")
    assert "Geen artikel noemt beide." in shown
    Article.objects.update(status="withheld")
    assert client.get("/actors/compare/?a=navo&b=irak").status_code == 200


def test_who_is_known_to_the_year_only_is_told_apart(add, client):
    add(
        " date 2021 De NAVO vergadert LH\n\nDe NAVO vergadert in Brussel over van alles en nog wat."
    )
    add("Kop LH\n\n3 mei 2021\n\nDe NAVO ziet Irak.")
    shown = text(client, "/actors/compare/?a=navo&b=irak")
    assert "1 artikel staat hier niet bij: daarvan is alleen het jaar bekend." in shown


def test_both_are_drawn_to_one_scale_over_the_same_time(add, client):
    add(*(f"Kop {n} LH\n\n3 mei 2021\n\nDe NAVO vergadert." for n in range(4)))
    add("Kop LH\n\n3 juli 2021\n\nIn Irak is het warm.")
    one, other = client.get("/actors/compare/?a=navo&b=irak").context["comparison"].sides
    assert [bar.height for bar in one.histogram.bars] == [120, 0, 0]
    assert [bar.height for bar in other.histogram.bars] == [0, 0, 30]
    assert [bar.y for bar in other.histogram.bars] == [120, 120, 90]
    assert one.scale == other.scale == 4
    assert "Beide op dezelfde schaal." in text(client, "/actors/compare/?a=navo&b=irak")


def test_where_one_would_be_flat_each_has_its_own_scale(add, client):
    add(*(f"Kop {n} LH\n\n3 mei 2021\n\nDe NAVO vergadert." for n in range(11)))
    add("Kop LH\n\n3 juli 2021\n\nIn Irak is het warm.")
    one, other = client.get("/actors/compare/?a=navo&b=irak").context["comparison"].sides
    assert (one.scale, other.scale) == (11, 1)
    assert [bar.height for bar in other.histogram.bars] == [0, 0, 120]
    assert "Elk op een eigen schaal" in text(client, "/actors/compare/?a=navo&b=irak")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Twee namen vergelijken"),
        ("?a=navo", "Bijvoorbeeld met:"),
        ("?a=navo&b=bestaat-niet", "‘bestaat-niet’ kent het archief niet"),
        ("?a=navo&b=NAVO", "Kies een andere naam dan de eerste."),
        ("?a=%00&b=%ff", "Twee namen vergelijken"),
        ("?a=" + "x" * 3000, "kent het archief niet"),
        ("?a=navo&b=<script>", "‘&lt;script&gt;’"),
    ],
)
def test_what_cannot_be_compared_is_said_kindly(news, client, query, said):
    response = client.get(f"/actors/compare/{query}")
    assert response.status_code == 200
    assert said in response.text
    assert response.context["comparison"] is None


def test_names_are_understood_as_people_type_them(news, client):
    found = client.get("/actors/compare/", {"a": "navo", "b": "  TURKIJE "}).context["comparison"]
    assert [one.actor.slug for one in found.profiles] == ["navo", "turkije"]


def test_of_two_with_one_name_the_reader_chooses(news, client):
    for slug in ("jan-peeters", "jan-peeters-2"):
        one = Actor.objects.create(slug=slug, name="Jan Peeters", kind="person")
        ActorName.objects.create(actor=one, text="Jan Peeters", kind="preferred")
    response = client.get("/actors/compare/?a=navo&b=jan peeters")
    assert "Kies wie u bedoelt" in response.text
    assert "?a=navo&amp;b=jan-peeters-2" in response.text


def test_a_merged_actor_is_compared_as_the_other(news, client):
    Actor.objects.filter(slug="irak").update(merged_into=actor("turkije"))
    found = client.get("/actors/compare/?a=navo&b=irak").context["comparison"]
    assert [one.actor.slug for one in found.profiles] == ["navo", "turkije"]


def test_compare_is_no_actor(news, client):
    Actor.objects.create(slug="compare", name="Compare", kind="person")
    assert "comparison" in client.get("/actors/compare/").context


# Safety and cost


HOSTILE = "<img src=x onerror=alert(1)> & \"co'"


def test_hostile_names_are_shown_not_run(news, client):
    irak = actor("irak")
    Actor.objects.filter(pk=irak.pk).update(name=HOSTILE, description=HOSTILE, status="suggested")
    ActorName.objects.create(actor=irak, text=HOSTILE, kind="alias")
    Role.objects.create(person=actor("jens-stoltenberg"), title=HOSTILE, of=irak, since="2014")
    mention = Mention.objects.filter(actor=actor("navo")).first()
    Mention.objects.filter(pk=mention.pk).update(surfaces=[HOSTILE])
    urls = ("/actors/irak/", "/actors/navo/", "/actors/", "/actors/compare/?a=navo&b=irak")
    for url in (*urls, "/actors/jens-stoltenberg/", "/actors/compare/?a=navo"):
        shown = client.get(url).text
        assert "<img src=x" not in shown, url
        assert "&lt;img src=x" in shown, url
        assert " style=" not in shown


def queries(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def grow(number: int) -> None:
    """Copy the first article, mentions and facets included."""
    article = Article.objects.published().first()
    mentions = list(article.mentions.all())
    for _ in range(number):
        article.pk = uuid4()
        article.save(force_insert=True)
        for mention in mentions:
            mention.pk, mention.article = None, article
            mention.save(force_insert=True)


@pytest.mark.parametrize("url", ["/actors/navo/", "/actors/compare/?a=navo&b=irak"])
def test_the_number_of_questions_does_not_grow(news, client, url):
    few = queries(client, url)
    grow(60)
    assert queries(client, url) == few
    assert few <= (40 if "compare" in url else 32)


def test_a_profile_reads_a_bounded_number_of_articles(news, client, monkeypatch):
    monkeypatch.setattr(profile, "SAMPLE", 3)
    monkeypatch.setattr(companions, "CANDIDATES", 1)
    shown = page(client, "navo")["profile"]
    assert len(shown.sample.mentions) == 3
    assert len(shown.companions) == 1


def test_in_a_large_archive_the_rare_are_counted_among_their_own(news, client, monkeypatch):
    asked = [actor("irak").pk, actor("china").pk, 0]
    exact = background.look_around(asked)
    monkeypatch.setattr(background, "archive_size", lambda _articles: 1_000_000)
    large = background.look_around(asked)
    for found in (exact, large):
        assert [number.value for number in found.numbers.values()] == [4, 2, 0]
    assert exact.is_exact(asked[0])
    assert not large.is_exact(asked[0])
    [irak] = [one for one in page(client, "navo")["profile"].companions if one.actor.slug == "irak"]
    assert (irak.articles, irak.exact) == (4, False)
    assert "±" in text(client, "/actors/navo/")


def test_text_beyond_what_is_read_counts_as_the_article_only(add, client, monkeypatch):
    monkeypatch.setattr(sample, "READ", 20)
    add(*(f"Kop {n} LH\n\n3 mei 2021\n\nEerst iets anders. De NAVO helpt Irak." for n in range(2)))
    [irak] = page(client, "navo")["profile"].companions
    assert (irak.articles, irak.sentences) == (2, 0)


def test_articles_full_of_names_are_a_page_in_time(add, client):
    add(*(f"Kop {n} LH\n\n12 mei 2021\n\n" + "De NAVO praat met Irak. " * 4000 for n in range(4)))
    start = time.process_time()
    [irak] = page(client, "navo")["profile"].companions
    assert irak.sentences == 4
    assert time.process_time() - start < 5


def test_reindexing_moves_what_the_page_shows(news, client):
    article = Article.objects.filter(published="2021-06-04").get()
    article.body = "Turkije helpt de NAVO."
    article.save()
    index_articles([article.pk])
    hits = page(client, "navo")["results"].page_hits
    assert "Turkije helpt de <mark>NAVO</mark>." in [hit.snippet for hit in hits]
