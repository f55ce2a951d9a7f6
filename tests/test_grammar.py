"""What readers type, and how it is understood."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.grammar import (
    MAX_CHARACTERS,
    MAX_TERMS,
    All,
    AnyOf,
    Mended,
    Not,
    Phrase,
    Word,
    parse_query,
    words_of,
)

SIGNS = [
    *"\"“”„«»()|*~-+:.,;?!/'’ –éA1_",
    *["OR", "OF", "AND", "EN", "NOT", "NIET", "titel:", "Bron:", "author:", "~5", "~99"],
    *["raket", "NAVO-top", "'s", ".NET", "C++", "en", " ", " ", "e\u0301", "😀", "\u200b"],
]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("raket", "raket"),
        ("  raket   Irak ", "raket Irak"),
        ("raket\x00\nbom", "raket bom"),
        ('"militaire steun" Irak', '"militaire steun" Irak'),
        ("“militaire steun”", '"militaire steun"'),
        ("„militaire steun“ «de NAVO»", '"militaire steun" "de NAVO"'),
        ("foto's 's-Hertogenbosch ’s avonds", "foto's 's-Hertogenbosch ’s avonds"),
        ("raket OR bom", "raket OR bom"),
        ("raket OF bom|mijn Irak", "raket OR bom OR mijn Irak"),
        ("raket of bom and en", "raket of bom and en"),
        ("raket AND bom EN Irak", "raket bom Irak"),
        ("EN raket AND", "en raket and"),
        ("raket -Irak", "raket -Irak"),
        ('-"de NAVO" raket', 'raket -"de NAVO"'),
        ("raket NIET bom NOT (Irak OR Iran)", "raket -bom -(Irak OR Iran)"),
        ("raket niet bom NIET NIET", "raket niet bom -niet"),
        ("NIET -raket --bom -(-Irak)", "bom Irak -raket"),
        ("NAVO-top F-16 (NAVO)-norm", "NAVO-top F-16 NAVO norm"),
        ("raket OR -Irak OR bom", "raket OR bom -Irak"),
        ("-(raket -bom)", "-(raket -bom)"),
        ("(raket (bom)) ((Irak OR (Iran OR Libië)))", "raket bom Irak OR Iran OR Libië"),
        ("(raket bom) OR (Irak (Iran OR Libië))", "(raket bom) OR (Irak Iran OR Libië)"),
        ("raket raket Raket bom OR bom -a -a", "raket Raket bom -a"),
        ("raket* Oekr*", "raket* Oekr*"),
        (
            "titel:raket BRON:“De Standaard” auteur:Jan*",
            'titel:raket bron:"De Standaard" auteur:Jan*',
        ),
        ("title:(raket OR source:vrt) bom", "titel:raket OR bron:vrt bom"),
        ("-titel:raket titel:-bom -titel:(a b)", "-titel:raket -titel:bom -(titel:a titel:b)"),
        ("titel:(a OR (b c))", "titel:a OR (titel:b titel:c)"),
        ("cafe\u0301.", "cafe\u0301"),
        ("titel: raket", "titel raket"),
        ("Oekraïne: 17:30 http://x.be/y, titels:x", "Oekraïne 17:30 http://x.be/y titels:x"),
        ('"militaire steun"~5', '"militaire steun"~5'),
        (
            "NAVO (Noord-Atlantische Verdragsorganisatie)",
            "NAVO Noord-Atlantische Verdragsorganisatie",
        ),
        (
            "Ja, nee; en/of? 1.000 O'Neill AT&T C++? .NET ...en ‘nu’",
            "Ja nee en/of 1.000 O'Neill AT&T C++ .NET en nu",
        ),
        ("Poetin – Zelensky — ‘een’", "Poetin Zelensky een"),
        ("“Wat doet de NAVO (nu)?”", '"Wat doet de NAVO nu"'),
        ("(" * 10 + "raket" + ")" * 10, "raket"),
        ("?! ... 😀", ""),
        ('"" () (()) "?"', ""),
    ],
)
def test_reads_without_mending(typed, understood):
    parsed = parse_query(typed)
    assert str(parsed) == understood
    assert not parsed.mended
    assert bool(parsed) == bool(understood)


@pytest.mark.parametrize(
    ("typed", "understood", "mended"),
    [
        ('"niet gesloten', '"niet gesloten"', Mended.QUOTE),
        ('("niet gesloten)', '"niet gesloten"', Mended.QUOTE),
        ('"a b" een 5" tv', '"a b" een 5 "tv"', Mended.QUOTE),
        ('raket "', "raket", Mended.QUOTE),
        (
            'een "twee drie vier vijf zes zeven acht negen tien',
            "een twee drie vier vijf zes zeven acht negen tien",
            Mended.QUOTE,
        ),
        ("(raket OR bom", "raket OR bom", Mended.BRACKET),
        ("raket) bom", "raket bom", Mended.BRACKET),
        ("OR raket", "raket", Mended.OPERATOR),
        ("raket OR", "raket", Mended.OPERATOR),
        ("(raket OR) bom", "raket bom", Mended.OPERATOR),
        ("raket OR OR bom", "raket OR bom", Mended.OPERATOR),
        ("raket - bom", "raket bom", Mended.MINUS),
        ("-", "", Mended.MINUS),
        ("ab* titel:x*", "ab titel:x", Mended.SHORT_PREFIX),
        ("ra*ket *bom", "raket bom", Mended.STAR),
        ('"raket bom"~99', '"raket bom"~50', Mended.NEAR),
        ('"raket bom"~0', '"raket bom"', Mended.NEAR),
        ('"raket"~5', '"raket"', Mended.NEAR),
        ("(" * 11 + "raket" + ")" * 11, "raket", Mended.TOO_DEEP),
    ],
)
def test_mends_and_says_so(typed, understood, mended):
    parsed = parse_query(typed)
    assert str(parsed) == understood
    assert parsed.mended == {mended}


def test_has_types_of_its_own():
    parsed = parse_query('raket OR titel:bom* -"de NAVO" "a b"~5 -(x y)')
    assert parsed.root == All(
        (
            AnyOf((Word("raket"), Word("bom", "title", starts=True))),
            Phrase("a b", near=5),
            Not(Phrase("de NAVO")),
            Not(All((Word("x"), Word("y")))),
        )
    )
    assert [leaf.text for leaf in words_of(parsed.root)] == ["raket", "bom", "a b"]
    assert not list(words_of(None))


def test_a_pasted_page_is_shortened_and_says_so():
    parsed = parse_query(" ".join(map(str, range(500))))
    assert parsed.mended == {Mended.TOO_LONG}
    assert len(list(words_of(parsed.root))) == MAX_TERMS
    parsed = parse_query("titel:" + "a" * (MAX_CHARACTERS + 1))
    assert parsed.root == Word("a" * MAX_CHARACTERS, "title")
    assert parsed.mended == {Mended.TOO_LONG}
    assert str(parse_query("kort " + "a" * MAX_CHARACTERS)) == "kort"
    assert parse_query("a OR " * 70).mended == {Mended.TOO_LONG}
    assert parse_query("(a " * 9 + " ".join("b" * 61) + ")" * 9).mended == {Mended.TOO_LONG}


@pytest.mark.parametrize(
    "bit",
    ['"', "(", ")", "()", "-(", '"a ', "-(a OR ", "titel:", "!", "*", "a!", "~", '("-a|NIET '],
)
def test_takes_no_time_over_what_is_made_to_take_time(bit):
    started = process_time()
    parse_query(bit * 50_000)
    assert process_time() - started < 0.5


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(SIGNS), max_size=60).map("".join)))
def test_reading_never_fails_and_what_it_prints_reads_the_same(text):
    parsed = parse_query(text)
    again = parse_query(str(parsed))
    assert again.root == parsed.root
    assert not again.mended
    assert str(again) == str(parsed)
