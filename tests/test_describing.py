"""The words in which the page says how it read a query."""

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from articles.search.describing import describe, mended_notes
from articles.search.grammar import Mended, ParsedQuery, parse_query


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", ""),
        ("raket", "artikelen met <em>raket</em>"),
        (
            'raket "Jens Stoltenberg" -bom',
            "artikelen met <em>raket</em> en de exacte woordgroep <em>“Jens Stoltenberg”</em>, zonder <em>bom</em>",
        ),
        (
            "a b c -d -e",
            "artikelen met <em>a</em>, <em>b</em> en <em>c</em>, zonder <em>d</em> en zonder <em>e</em>",
        ),
        ("a OR b", "artikelen met <em>a</em> of <em>b</em>"),
        ("a OR b c", "artikelen met (<em>a</em> of <em>b</em>) en <em>c</em>"),
        ("a OR (b -c)", "artikelen met <em>a</em> of (<em>b</em> en zonder <em>c</em>)"),
        ("-(a b)", "artikelen zonder (<em>a</em> en <em>b</em>)"),
        ("rak*", "artikelen met een woord dat begint met <em>rak</em>"),
        ('"raket"', "artikelen met het exacte woord <em>“raket”</em>"),
        ('"a b"~5', "artikelen met <em>“a b”</em> dicht bij elkaar (hoogstens 5 woorden uiteen)"),
        ('"a b"~1', "artikelen met <em>“a b”</em> dicht bij elkaar (hoogstens 1 woord uiteen)"),
        ("titel:raket", "artikelen met <em>raket</em> in de titel"),
        ("bron:stan* raket", "artikelen met <em>raket</em>, van de bron <em>stan</em>…"),
        (
            "auteur:Jan -bron:vrt",
            "artikelen van de auteur <em>Jan</em>, niet van de bron <em>vrt</em>",
        ),
        ("bron:a OR bron:b", "artikelen van de bron <em>a</em> of van de bron <em>b</em>"),
        ("bron:a OR b", "artikelen met <em>b</em> of van de bron <em>a</em>"),
        ("<b>&amp; {0} %s", "artikelen met <em>b&gt;&amp;amp</em>, <em>0</em> en <em>s</em>"),
    ],
)
def test_says_how_a_query_was_read(typed, told):
    description = describe(parse_query(typed))
    assert description == told
    assert isinstance(description, SafeString)


def test_each_mend_has_a_sentence_of_its_own():
    notes = mended_notes(ParsedQuery(mended=frozenset(Mended)))
    assert len(set(notes)) == len(Mended)
    assert mended_notes(parse_query("raket - bom")) == [notes[list(Mended).index(Mended.MINUS)]]
    assert mended_notes(parse_query("raket")) == []


def test_speaks_english_on_request():
    with override("en"):
        assert describe(parse_query("raket")).endswith("<em>raket</em>")
