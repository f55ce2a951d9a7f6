"""What readers type, and what is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import MAX_CHARACTERS, MAX_TERMS, Term, parse_query, readers_query


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("raket", "raket"),
        ("  raket   Irak ", "raket Irak"),
        ('"militaire steun" Irak', '"militaire steun" Irak'),
        ("“militaire steun”", '"militaire steun"'),
        ("raket OR bom", "raket OR bom"),
        ("raket OF bom Irak", "raket OR bom Irak"),
        ("raket of bom", "raket of bom"),
        ("raket -Irak", "raket -Irak"),
        ('-"de NAVO" raket', 'raket -"de NAVO"'),
        ("NAVO-top F-16", "NAVO-top F-16"),
        ('"niet gesloten', '"niet gesloten"'),
        ("OR raket", "raket"),
        ("raket OR", "raket"),
        ("raket OR OR bom", "raket OR bom"),
        ("- raket", "raket"),
        ("-", ""),
        ('""', ""),
        ("?! ...", ""),
        ("raket\x00\nbom", "raket bom"),
    ],
)
def test_reads_and_mends(typed, understood):
    assert str(parse_query(typed)) == understood


def test_or_binds_tighter_than_and():
    assert parse_query("raket OR bom Irak").groups == (
        (Term("raket"), Term("bom")),
        (Term("Irak"),),
    )


def test_a_pasted_page_is_shortened_and_says_so():
    parsed = parse_query("woord " * 500)
    assert parsed.shortened
    assert len(parsed.groups) == MAX_TERMS
    assert parse_query("a" * (MAX_CHARACTERS + 1)).shortened
    assert not parse_query("a b c").shortened


@given(st.text(max_size=300))
def test_reading_never_fails_and_is_stable(text):
    parsed = parse_query(text)
    assert str(parse_query(str(parsed))) == str(parsed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["'", "a & b | c !", "\\", "a:*", "<->", "%s %(x)s {}", "😀 raket", "ﬁ", "a" * 3000]
)
def test_postgresql_takes_whatever_is_typed(typed, client):
    assert client.get("/", {"q": typed}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["de", "het van", '"de het"', "de OR het", "-de", "-raket", ""])
def test_stop_words_and_exclusions_alone_ask_for_nothing(typed):
    assert readers_query(parse_query(typed)) is None


@pytest.mark.django_db
def test_a_stop_word_beside_a_real_word_does_no_harm():
    assert readers_query(parse_query("de raket")) is not None
