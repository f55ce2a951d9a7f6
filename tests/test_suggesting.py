"""Corrections, suggestions while typing, and compounds, from the archive's own words."""

import json

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.guiding.correcting import corrections, did_you_mean, has_any
from articles.guiding.suggesting import completions, compounds_starting_with
from articles.language.misspelling import distance, keys, sound
from articles.models import Article, Vocabulary, VocabularyWord
from articles.search.grammar import parse_query
from articles.views.suggest import suggest
from articles.vocabulary import rebuild_vocabulary

DAY = "12 februari 2020"


@pytest.fixture
def archive(seeds, add):
    add(
        f"NAVO-top in Brussel\n\n{DAY}\n\nDe NAVO-top ging over de NAVO-norm en de klimaattop.",
        f"Nog een NAVO-top\n\n{DAY}\n\nDe NAVO-toppen volgen elkaar op. De burgemeester zwijgt.",
        f"Regering valt\n\n{DAY}\n\nDe regering viel. Een raketaanval bleef uit. Rode kool smaakt.",
        f"Regering praat\n\n{DAY}\n\nDe regering praat met de burgemeester over raketaanvallen.",
    )
    rebuild_vocabulary()
    return Article.objects.count()


def meant(query: str, archive: int, articles=None) -> str | None:
    articles = Article.objects.published() if articles is None else articles
    return did_you_mean(parse_query(query), articles, archive=archive)


# Misspellings


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("regering", "regering", 0),
        ("regering", "regerring", 1),
        ("regering", "regernig", 1),
        ("stoltenberg", "stoltenburg", 1),
        ("erdogan", "ergodan", 2),
        ("abc", "xyz", 3),
        ("", "abc", 3),
    ],
)
def test_distance_counts_edits_up_to_a_bound(one, other, edits):
    assert distance(one, other, most=3) == distance(other, one, most=3) == edits
    assert distance(one, other, most=1) == min(edits, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("klein", "klijn"),
        ("poetin", "putin"),
        ("zelensky", "zelenski"),
        ("commissie", "kommissie"),
        ("praktisch", "practis"),
        ("navo-top", "navotop"),
    ],
)
def test_what_sounds_alike_shares_a_key(one, other):
    assert sound(one) == sound(other)
    assert set(keys(one, 1)) & set(keys(other, 1))


@pytest.mark.parametrize(
    ("word", "typed"),
    [("stoltenberg", "soltenbreg"), ("regering", "regrin"), ("onderwijs", "ondrewijks")],
)
def test_words_within_two_edits_share_a_key(word, typed):
    assert set(keys(word, 2)) & set(keys(typed, 2))
    assert not set(keys(word, 2)) & set(keys("iets-heel-anders", 2))


@given(st.text("abcde", min_size=5, max_size=12), st.data())
def test_no_word_within_two_edits_is_missed(word, data):
    typed = word
    for _ in range(2):
        at = data.draw(st.integers(0, len(typed)))
        letter = data.draw(st.sampled_from(["", "x", "a"]))
        typed = typed[:at] + letter + typed[at + data.draw(st.integers(0, 1)) :]
    assert set(keys(word, 2)) & set(keys(typed, 2))
    assert distance(word, typed, most=2) <= 2


# Did you mean


@pytest.mark.parametrize(
    ("query", "correction"),
    [
        ("Stoltenburg", "Stoltenberg"),
        ("stoltenburg", "Stoltenberg"),
        ("regerring", "regering"),
        ("reegering raketaanvel", "regering raketaanval"),
        ('"de regerring praat"', '"de regering praat"'),
        ("titel:regerring", "titel:regering"),
        ("regerring -voetbal", "regering -voetbal"),
        ("regerring OR bestaatnietwoord", "regering OR bestaatnietwoord"),
        ("klimaat top", "klimaattop"),
        ("navo norm", "navo-norm"),
        ("rodekool", "rode kool"),
        ("regering rodekool", "regering rode kool"),
    ],
)
def test_corrects_to_words_of_the_archive(archive, query, correction):
    assert meant(query, archive) == correction


@pytest.mark.parametrize(
    "query", ["", "regering", "xyzqkw", "de", "regerring klimaattopp", "auteur:regerring", "reg*"]
)
def test_suggests_nothing_rather_than_what_finds_nothing(archive, query):
    assert meant(query, archive) is None


def test_a_slip_of_the_archive_itself_is_corrected(archive):
    VocabularyWord.objects.filter(word="regering").update(articles=60)
    row = VocabularyWord.objects.get(word="regering")
    row.word, row.base, row.articles = "regerring", "regerring", 2
    row.save(force_insert=True)
    assert meant("regerring", archive) == "regering"
    VocabularyWord.objects.filter(word="regerring").update(articles=20)
    assert meant("regerring", archive) is None


def test_a_correction_finds_something_with_the_same_filters(archive):
    old = Article.objects.published().between(
        None, Article.objects.dates("published_from", "day")[0]
    )
    assert meant("regerring", archive) == "regering"
    assert meant("klimaat top", archive, articles=old) is None


def test_the_words_of_what_is_not_public_are_not_suggested(archive):
    Article.objects.filter(body__contains="klimaattop").update(status="withheld")
    assert meant("klimaat top", archive) is None


def test_corrections_rank_the_near_and_frequent_first(archive):
    assert corrections("regerin")[0] == "regering"
    assert corrections("xq") == []


def test_any_is_found_in_the_sample_or_beyond(archive, monkeypatch):
    monkeypatch.setattr("articles.guiding.correcting.PROBED", 1)
    articles = Article.objects.published()
    assert has_any(articles.filter(title="Regering valt"), archive=archive)
    assert has_any(articles, archive=archive)
    assert not has_any(articles.filter(title="x"), archive=archive)


def test_the_page_asks_whether_that_was_meant():
    context = {"correction": 'a "b" <i>', "correction_url": "/?q=a"}
    page = render_to_string("articles/_did_you_mean.html", context)
    assert (
        'Bedoelde u <a href="/?q=a" rel="nofollow" lang="nl">a &quot;b&quot; &lt;i&gt;</a>?' in page
    )
    assert render_to_string("articles/_did_you_mean.html", {"correction": None}).strip() == ""


# While typing


def labels(typed: str) -> list[tuple[str, str]]:
    return [(item.label, item.kind) for item in completions(typed)]


@pytest.mark.parametrize(
    ("typed", "label", "kind"),
    [
        ("stolt", "Jens Stoltenberg", "person"),
        ("jens st", "Jens Stoltenberg", "person"),
        ("NAT", "NAVO", "organisation"),
        ("turk", "Turkije", "country"),
        ("burgem", "burgemeester", "word"),
        ("praat met de burgem", "praat met de burgemeester", "word"),
        ("titel:burgem", "titel:burgemeester", "word"),
        ("navo -(burgem", "navo -(burgemeester", "word"),
        ("NAVO-t", "NAVO-top", "word"),
    ],
)
def test_completes_what_is_typed(archive, typed, label, kind):
    assert (label, kind) in labels(typed)


def test_says_by_which_other_name_an_actor_is_found(archive):
    found = {typed: completions(typed)[0] for typed in ("nato", "navo", "stoltenb")}
    assert [item.label for item in found.values()] == ["NAVO", "NAVO", "Jens Stoltenberg"]
    assert [item.alias for item in found.values()] == ["NATO", "", ""]
    [first, *_] = json.loads(suggest(RequestFactory().get("/suggest/", {"q": "nato"})).content)
    assert first["said"] == "organisatie, ook NATO"


def test_completes_topics(archive):
    topic = Article.objects.filter(topic_links__isnull=False).first().topic_links.first().topic
    assert (topic.label_nl, "topic") in labels(topic.label_nl[:-1])


def test_completions_lead_somewhere(archive, client):
    for typed in ("stolt", "turk", "nav", "re"):
        for item in completions(typed):
            assert bool(item.url) != bool(item.q)
            if item.url:
                assert client.get(item.url).status_code == 200


@pytest.mark.parametrize("typed", ["", "n", " ", "%", "__", "\x00\x00", "xqz", "voo"])
def test_completes_nothing_of_nothing(archive, typed):
    assert not [label for label, _ in labels(typed) if label in {"voor", "n"}]


def test_only_what_public_articles_have_is_suggested(archive):
    Article.objects.update(status="withheld")
    assert [kind for _, kind in labels("stolt")] in ([], ["word"])
    rebuild_vocabulary()
    assert labels("stolt") == labels("burgem") == []


def test_one_form_of_each_word(archive):
    words = [label for label, kind in labels("rake") if kind == "word"]
    assert len({"raketaanval", "raketaanvallen"} & set(words)) <= 1


@pytest.mark.parametrize(("language", "said"), [("nl", "organisatie"), ("en", "organisation")])
def test_the_view_answers_a_small_list_that_may_be_kept(archive, language, said):
    with translation.override(language):
        response = suggest(RequestFactory().get("/suggest/", {"q": "navo"}))
    found = json.loads(response.content)
    assert found[0] == {
        "label": "NAVO",
        "kind": "organisation",
        "said": said,
        "url": "/actors/navo/",
    }
    assert {"label": "NAVO-top", "kind": "word", "q": "NAVO-top"}.items() <= next(
        item for item in found if item["label"] == "NAVO-top"
    ).items()
    assert "max-age=3600" in response.headers["Cache-Control"]
    assert suggest(RequestFactory().post("/suggest/")).status_code == 405


# Compounds


@pytest.mark.parametrize(
    ("word", "compound", "articles"),
    [
        ("NAVO", "NAVO-top", 2),
        ("navo", "NAVO-norm", 1),
        ("top", "klimaattop", 1),
        ("raketten", "raketaanvallen", 1),
    ],
)
def test_compounds_begin_or_end_with_the_word(archive, word, compound, articles):
    found = {item.word: item.count for item in compounds_starting_with(word)}
    assert found[compound].value >= articles
    assert found[compound].exact


@pytest.mark.parametrize("word", ["", "x", "bestaatniet"])
def test_no_compounds_of_what_has_none(archive, word):
    assert compounds_starting_with(word) == []


def test_forms_of_a_compound_are_one(archive):
    words = [item.word for item in compounds_starting_with("NAVO")]
    assert "NAVO-toppen" not in words
    assert len(words) == len(set(words))


def test_the_page_lists_compounds_with_their_numbers(archive):
    context = {"compounds": compounds_starting_with("NAVO")}
    page = " ".join(render_to_string("articles/_compounds.html", context).split())
    assert '<a href="/?q=NAVO-top" rel="nofollow"><span lang="nl">NAVO-top</span></a>' in page
    assert '<span class="count">(2<span class="visually-hidden"> artikelen</span>)</span>' in page
    assert render_to_string("articles/_compounds.html", {"compounds": []}).strip() == ""


def test_numbers_of_a_sample_are_said_to_be_estimates(archive):
    Vocabulary.objects.update(one_in=12)
    page = render_to_string(
        "articles/_compounds.html", {"compounds": compounds_starting_with("NAVO")}
    )
    assert "(ongeveer 2" in page
