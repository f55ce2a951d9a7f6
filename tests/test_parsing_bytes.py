"""Bytes of every kind: encodings, files that are no articles, and hostile input."""

import contextlib
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.parsing import MAX_ARTICLE_BYTES, Rejected, parse_article

TEXT = (
    " date 2020-02 Café in Syrië sluit LH\n\n12 februari 2020\n\nBron: Belga 1 De eigenaar “stopt” "
    "ermee… na één jaar.\n\nDe buurt reageert verrast.\n"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.replace("\n", "\r").encode("cp1252"), "cp1252"),
        (TEXT.replace("\n", "\u2028").encode(), "utf-8"),
        (TEXT.replace("ë", "e\u0308").replace("é", "e\u0301").encode(), "utf-8"),
        (TEXT.replace("“", "\x93").replace("”", "\x94").replace("…", "\x85").encode(), "utf-8"),
    ],
)
def test_every_encoding_gives_the_same_article(data, encoding):
    article = parse_article(data)
    expected = parse_article(TEXT.encode())
    assert article.encoding == encoding
    assert (article.title, article.body) == (expected.title, expected.body)
    assert article.title == "Café in Syrië sluit"
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode().replace(b"buurt", b"bu\xffurt"), "utf-8"),
        (TEXT.encode("cp1252").replace(b"buurt", b"bu\x81urt"), "cp1252"),
        (TEXT.replace("buurt", "bu\ufffdurt").encode(), "utf-8"),
    ],
)
def test_a_guessed_character_is_warned_about(data, encoding):
    article = parse_article(data)
    assert article.encoding == encoding
    assert "bu\ufffdurt" in article.body
    assert [warning.code for warning in article.warnings] == ["unreadable_characters"]


@pytest.mark.parametrize(
    ("data", "code", "named"),
    [
        (b"", "empty", "leesbare tekst"),
        (b" \r\n\t \xc2\xa0\n", "empty", "leesbare tekst"),
        (b"\xef\xbb\xbf", "empty", "leesbare tekst"),
        (b"...\n---\n", "empty", "leesbare tekst"),
        (b" date 2020-02", "empty", "alleen een kop"),
        (b" date 2020-02\n\n12 februari 2020\n\n13u48\n\nBron: Belga\n", "empty", "alleen een kop"),
        (b"%PDF-1.7 tekst", "binary", "pdf"),
        (b"PK\x03\x04 tekst", "binary", "zip"),
        (b"\x89PNG\r\n", "binary", "png"),
        (b"\xff\xd8\xff\xe0", "binary", "jpeg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "binary", "Word"),
        (b"{\\rtf1 tekst}", "binary", "rtf"),
        (b"tekst\x00tekst", "binary", "nulbytes"),
        ("tekst\x00tekst".encode("utf-16"), "binary", "nultekens"),
        (bytes(range(1, 32)) * 9, "binary", "stuurtekens"),
        (b"\xff\xfetek", "undecodable", "utf-16"),
        (b"ja \x81\x8d\x8f\x90\x9d", "undecodable", "UTF-8"),
        (b"a" * (MAX_ARTICLE_BYTES + 1), "too_large", "hoogstens 1000000 bytes"),
    ],
)
def test_what_is_no_article_is_rejected_with_its_reason(data, code, named):
    with pytest.raises(Rejected) as rejection:
        parse_article(data)
    assert rejection.value.code == code
    assert named in rejection.value.message


def test_the_limit_can_be_set():
    assert parse_article(b"Tien lett.", max_bytes=10)
    with pytest.raises(Rejected, match="hoogstens 10"):
        parse_article(b"Elf letters", max_bytes=10)


UNWANTED = {"Cc", "Co", "Zl", "Zp"}


def check(data):
    """Parsing ends well or in Rejected, twice the same, with clean text and true evidence."""
    try:
        article = parse_article(data)
    except Rejected:
        return
    assert parse_article(data) == article
    again = parse_article(article.text.encode())
    assert (again.title, again.body, again.evidence) == (
        article.title,
        article.body,
        article.evidence,
    )
    assert article.title.strip()
    for shown in (article.title, article.byline, article.lead, article.body):
        assert not {unicodedata.category(letter) for letter in shown.replace("\n", "")} & UNWANTED
    for found in article.evidence.values():
        for evidence in found:
            assert article.text[evidence.start : evidence.end] == evidence.text
    for paragraph in article.body.split("\n\n"):
        if paragraph.startswith("## "):
            assert paragraph[3:] in article.headings
        if paragraph.startswith("> "):
            assert article.evidence["quotes"]


# fmt: off
PIECES = st.sampled_from([
    " date ", "2020-02", "2020-13", "2020", "12 februari 2020", "31/02/2020", "13u48", "25:99",
    "Bron: ", "Belga", "AFP", " en ", ", ", "/", " 1 ", "33 Turkse ", "De NAVO", " LH", "(belga)",
    "Lees ook: ", "LEES OOK", "Door Jan Peeters", "Laatste update", "BRUSSEL ", " | ", " — ",
    "Jens Stoltenberg", ", NAVO-topman", "…", "...", ". ", "? ", "'", '"', "”", "## ", "> ", "- ",
    "De brug is dicht.", "een zin zonder einde", "Kop", "\n", "\n", "\n\n", "\n\n", "\r\n", "\t",
    "\u00a0", "\u200b", "\ue000", "\u00ad", "e\u0301", "\x92", "\ufeff", "\x07",
    "Advertentie", "Deel dit artikel", "Facebook", "3 reacties", "Leestijd: 3 minuten", "© ",
    "Foto: ANP", "12/02/20", " MdW", " (jvh)", "Jan Peeters", "Wat nu?", "eigen berichtgeving",
    "<p>", "</p>", " 112 Bart De Wever heeft ", " 1 Belg is ", "Dominee Jan Peeters", "14u05 – ",
])
# fmt: on


@given(st.binary(max_size=400))
@example(b"date\n- ")
def test_any_bytes(data):
    check(data)


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_any_text(text):
    check(text.encode())


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_what_the_layout_knows(text):
    check(text.encode())


# fmt: off
UNITS = [
    "a", "(", '"', "'", ".", "…", "1", "-", " ", "\n", "A ", "Aa ", "Aa. ", "A. ", "a.b", "[...",
    "Bron: ", "Bron: Belga ", "Belga, ", "(belga", "Lees ook: ", "Lees ook\n", "> ", "- ",
    "date ", "2020-02 ", "12 februari 2020 ", "13u48 ", "LH ", "/LH", "Ja. Jan ", "zin\nzin\n",
    "Kop\n\n", "De brug is dicht.\n\n", "Dit is een zin van Jan Maes. Jan Maes\n\n",
    "— Jan Maes, baas\n", "e\u0301", "\u0316\u0301", "e" + "\u0301\u0316" * 40, " \u200b",
    "\x92", "\ue000 ",
    "Advertentie\n", "Facebook\n", "x x ", "Deel dit artikel\nPrint\n", "© Belga\n", "© ",
    "Wat nu?\n\n", "<p>", "<a ", "<", "Jan Peeters en ", "(jvh) ", "MdW/", "12/02/20 ", "12/",
    "Bart De ", "Bart, ", "Belgen en ", "33 Turkse ", "(a) ", "wij gebruiken cookies ", "Bart. ",
]
# fmt: on


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: ascii(unit[:12]))
def test_a_megabyte_of_anything_takes_linear_time(unit):
    data = (unit * (MAX_ARTICLE_BYTES // len(unit.encode()))).encode()
    for prefix in (b"", b" date 2020-02 Titel LH\n\nBron: Belga 1 "):
        started = time.process_time()
        with contextlib.suppress(Rejected):
            parse_article(prefix + data, max_bytes=2 * MAX_ARTICLE_BYTES)
        assert time.process_time() - started < 10
