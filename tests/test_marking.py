"""Which words of a text are marked, and for what reason."""

from itertools import pairwise

import pytest

from articles.search import marking
from articles.search.grammar import parse_query
from articles.search.marking import Marker
from articles.search.snippets import fragments, marked
from articles.understanding import understand
from tests.test_results import ask

pytestmark = pytest.mark.django_db


def marks_of(query, text, names=()):
    marker = Marker(understand(parse_query(query)).asked.sought)
    marker.read([text])
    return marker, marker.marks(text, names)


@pytest.mark.parametrize(
    ("query", "text", "shown", "reasons"),
    [
        ("raket", "Een raket.", "Een [raket].", ["exact"]),
        ("Raket", "Een RAKET.", "Een [RAKET].", ["exact"]),
        ("raket", "Twee raketten.", "Twee [raketten].", ["inflection"]),
        ("raket", "Drie raketaanvallen.", "Drie [raket]aanvallen.", ["compound"]),
        ("aanval", "Drie raketaanvallen.", "Drie raket[aanvallen].", ["compound"]),
        ("lopen", "Hij liep weg.", "Hij [liep] weg.", ["inflection"]),
        ("cooperatie", "Een coöperatie.", "Een [coöperatie].", ["spelling"]),
        ("lidstaat", "De NAVO-lidstaten.", "De NAVO-[lidstaten].", ["compound"]),
        ("NAVO", "De NAVO-lidstaten.", "De [NAVO]-lidstaten.", ["compound"]),
        ("defensieuitgaven", "De defensie-uitgaven.", "De [defensie-uitgaven].", ["spelling"]),
        ("defensieuitgaven", "De defensie uitgaven.", "De [defensie uitgaven].", ["spelling"]),
        ("F16", "Een F-16 daalde.", "Een [F-16] daalde.", ["spelling"]),
        ('"raketten"', "Een raket, twee raketten.", "Een raket, twee [raketten].", ["exact"]),
        ('"de raket"', "De  raket en de bom.", "[De  raket] en de bom.", ["exact"]),
        ("rak*", "Rakelings een raket.", "[Rakelings] een [raket].", ["exact", "exact"]),
        ("raket -bom", "Een raket, een bom.", "Een [raket], een bom.", ["exact"]),
        ("café", "Het cafe\u0301.", "Het [cafe\u0301].", ["spelling"]),
        ("minister", "De mi\u00adnis\u00adter.", "De [mi\u00adnis\u00adter].", ["exact"]),
        ("stad", "De stedenbouw.", "De [steden]bouw.", ["compound"]),
        ("lopen", "Het trap-liep-gat.", "Het trap-[liep]-gat.", ["compound"]),
        ("email", "Een e-mail.", "Een [e-mail].", ["spelling"]),
        ("NAVO-top", "De NAVO in de top.", "De NAVO in de top.", []),
        ("roman", "Een komma.", "Een komma.", []),
        ("bom", "Xbom xxbom bom\u00a0(bom)", "Xbom xxbom [bom]\u00a0([bom])", ["exact"] * 2),
        ("bom", "bom_bom, b bom.", "[bom]_[bom], b [bom].", ["exact"] * 3),
    ],
)
def test_marks_what_answers(query, text, shown, reasons):
    _, marks = marks_of(query, text)
    for mark in reversed(marks):
        text = f"{text[: mark.start]}[{text[mark.start : mark.end]}]{text[mark.end :]}"
    assert text == shown
    assert [mark.reason for mark in marks] == reasons


def test_a_name_is_marked_where_the_actor_is_named(seeds):
    navo = ask("actor=navo").page_hits[0]
    actor = next(mention.actor_id for mention in navo.mentions if mention.slug == "navo")
    text = "De NAVO vergadert."
    _, marks = marks_of("Noord-Atlantische Verdragsorganisatie", text, [(3, 7, actor)])
    assert [(text[mark.start : mark.end], mark.reason) for mark in marks] == [("NAVO", "name")]


def test_of_marks_that_overlap_the_surest_stays():
    text = "De raket van de raketbasis. " * 3
    _, marks = marks_of('raket raketbasis "raket van"', text)
    assert marks == sorted(marks)
    assert all(one.end <= other.start for one, other in pairwise(marks))
    assert [mark.form for mark in marks] == ["raket van", "raketbasis"] * 3


def test_the_best_mark_gives_the_reason():
    marker, marks = marks_of("raket bom", "Raketten, een raket en bommen.")
    best = marker.reasons(marks)
    assert [(mark.form, mark.reason) for mark in best.values()] == [
        ("raket", "exact"),
        ("bommen", "inflection"),
    ]


def test_nothing_of_the_text_is_taken_for_markup():
    text = 'Een <b>raket</b> & "meer".'
    _, marks = marks_of("raket", text)
    assert (
        marked(text, marks) == "Een &lt;b&gt;<mark>raket</mark>&lt;/b&gt; &amp; &quot;meer&quot;."
    )


def test_fragments_keep_to_their_paragraph_and_say_where_they_are_cut():
    filler = " ".join(f"woord{n}" for n in range(60))
    text = f"## Een kop\n\n{filler} raket {filler}\n\nDan een bom.\n\nEn nog een raket."
    _, marks = marks_of("raket bom", text)
    first, second = str(fragments(text, marks)).split(" … ", 2)[0:3:2][0], fragments(text, marks)
    assert first.startswith("… ") or "…" in second
    assert "kop" not in second
    assert second.count("<mark>") >= 2
    assert "<mark>bom</mark>." in second


@pytest.mark.parametrize(
    "query", ["raket", "NATO", "aanval", "wapenwedloop bondgenoot", "Syrische"]
)
def test_every_hit_says_why(seeds, query):
    hits = ask(f"q={query}").page_hits
    assert hits
    for hit in hits:
        assert {why.asked for why in hit.why} == set(query.split())
        assert "<mark>" in hit.title + hit.snippet


def test_what_is_remembered_of_other_pages_changes_no_mark(monkeypatch):
    pages = [{"Raket,", "stad"}, {"raketten", "bom"}, {"stad", "Raket,", "«radar»"}, {"x", "rook"}]
    expected = [{"Raket,"}, {"raketten"}, {"Raket,", "«radar»"}, set()]
    for most in (marking.MOST_RUNS, 2):
        monkeypatch.setattr(marking, "MOST_RUNS", most)
        runs = marking._Runs()
        assert [runs.with_heads({"ra", "qq"}, page) for page in (*pages, *pages)] == 2 * expected
