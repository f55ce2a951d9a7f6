"""Records: JSON objects with the names of schema.org's NewsArticle."""

import json
import time
from datetime import time as clock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.parsing import MAX_ARTICLE_BYTES, Rejected, decoded_text, parse_article

FULL = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Stad opent park",
    "abstract": "Er komen vier vijvers.",
    "articleBody": "De stad opent een park.\n\n## Wat nu?\n> Prachtig — Jan Maes\nIedereen is welkom.",
    "datePublished": "2020-02-12T13:48:00+01:00",
    "author": [{"@type": "Person", "name": "Jan Peeters"}, "An Maes"],
    "publisher": {"@type": "Organization", "name": "De Krant"},
    "sourceOrganization": {"name": "belga"},
    "url": "https://voorbeeld.be/park",
}
TEXT = {"headline": "Stad opent park", "articleBody": "De stad opent een park."}


def read(record, **options):
    return parse_article(json.dumps(record, **options).encode())


def codes(article):
    return [warning.code for warning in article.warnings]


def refusal(data):
    with pytest.raises(Rejected) as rejection:
        parse_article(data if isinstance(data, bytes) else data.encode())
    assert rejection.value.code == "record"
    return rejection.value.message


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_record_is_read_by_its_names(ascii_only, indent):
    article = read(FULL, ensure_ascii=ascii_only, indent=indent)

    assert (article.title, article.title_derived) == ("Stad opent park", False)
    assert article.lead == "Er komen vier vijvers."
    assert article.body == (
        "De stad opent een park.\n\n## Wat nu?\n\n> Prachtig — Jan Maes\n\nIedereen is welkom."
    )
    assert article.headings == ("Wat nu?",)
    assert (str(article.published), article.time) == ("2020-02-12", clock(13, 48))
    assert (article.byline, article.source) == ("Jan Peeters, An Maes", "De Krant")
    assert article.agencies == ("Belga",)
    assert article.warnings == ()


@pytest.mark.parametrize("ascii_only", [True, False])
def test_evidence_points_into_the_record(ascii_only):
    record = FULL | {"headline": "Café “Het Park” open"}
    data = json.dumps(record, ensure_ascii=ascii_only).encode()

    article = parse_article(data)

    assert article.text == decoded_text(data) == data.decode()
    assert article.evidence.keys() == {"title", "lead", "published", "byline", "agencies"}
    for found in article.evidence.values():
        assert all(one.text == article.text[one.start : one.end] for one in found)
    (title,) = article.evidence["title"]
    assert json.loads(f'"{title.text}"') == "Café “Het Park” open"


def test_evidence_of_one_name_is_not_sought_before_it():
    record = {"isPartOf": "De Krant", "headline": "De Krant", "articleBody": "Tekst."}

    (title,) = read(record).evidence["title"]

    assert title.start == json.dumps(record).rindex("De Krant")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_a_record_does_not_matter(encoding):
    data = ' \n{"headline": "Café open", "articleBody": "Het café is open."}'.encode(encoding)

    assert parse_article(data).title == "Café open"


@pytest.mark.parametrize(
    "text",
    [
        "{ dit is gewone tekst }\n\nDe brug is dicht.",
        "{De brug} is dicht",
        "{'headline': 'geen JSON'}",
        '{"Citaat"} zei hij.',
        '["headline"]',
        '"headline": "x"',
    ],
)
def test_text_that_only_begins_with_a_brace_stays_plain_text(text):
    assert parse_article(text.encode()).source == ""
    assert parse_article(text.encode()).text == text


@pytest.mark.parametrize(
    ("written", "published", "at"),
    [
        ("2020", "2020", None),
        ("2020-02", "2020-02", None),
        ("2020-02-12", "2020-02-12", None),
        ("12 februari 2020", "2020-02-12", None),
        ("2020-02-12T13:48", "2020-02-12", clock(13, 48)),
        ("2020-02-12 13:48:07", "2020-02-12", clock(13, 48, 7)),
        ("2020-02-12T12:48:00Z", "2020-02-12", clock(13, 48)),
        ("2020-07-12T11:48:00.250Z", "2020-07-12", clock(13, 48)),
        ("2020-02-12T13:48:00+0100", "2020-02-12", clock(13, 48)),
        ("2020-02-11T23:30:00Z", "2020-02-12", clock(0, 30)),
        ("2020-02-12T20:00:00-05:00", "2020-02-13", clock(2, 0)),
        ("2020-02-11T23:00:00Z", "2020-02-12", None),
        ("2020-02-12T00:00:00", "2020-02-12", None),
        ("2020-02-12T00:00:00Z", "2020-02-12", None),
        ("  2020-02-12 ", "2020-02-12", None),
    ],
)
def test_dates_and_times(written, published, at):
    article = read(TEXT | {"datePublished": written})

    assert (str(article.published), article.time) == (published, at)
    assert codes(article) == []


@pytest.mark.parametrize(
    ("written", "published", "warned"),
    [
        (None, "None", ["no_date"]),
        ("", "None", ["no_date"]),
        ("2020-02-30", "None", ["impossible_date", "no_date"]),
        ("2020-02-30T10:00:00Z", "None", ["impossible_date", "no_date"]),
        ("0001-01-01T00:30:00+01:00", "None", ["impossible_date", "no_date"]),
        ("9999-12-31T23:59:59-10:00", "None", ["impossible_date", "no_date"]),
        ("gisteren", "None", ["impossible_date", "no_date"]),
        ("x" * 5000, "None", ["impossible_date", "no_date"]),
        ("2020-02-12T25:00:00", "2020-02-12", ["impossible_time"]),
    ],
)
def test_an_impossible_moment_is_warned_about(written, published, warned):
    article = read(TEXT | {"datePublished": written})

    assert (str(article.published), article.time, codes(article)) == (published, None, warned)
    assert all(len(warning.message) < 350 for warning in article.warnings)


@pytest.mark.parametrize("record", [{"articleBody": "Brug dicht. Niemand weet waarom."}])
@pytest.mark.parametrize("headline", [{}, {"headline": ""}, {"headline": None}, {"headline": "…"}])
def test_a_missing_title_is_derived_and_marked(record, headline):
    article = read(record | headline)

    assert (article.title, article.title_derived) == ("Brug dicht", True)
    assert "title_derived" in codes(article)
    assert article.body == "Brug dicht. Niemand weet waarom."


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"headline": "Alleen een titel"}, "no_body"),
        (TEXT | {"articleBody": "<p>Een</p> <b>twee</b>"}, "looks_like_html"),
        (TEXT | {"articleBody": "Een half \ud83d teken."}, "unreadable_characters"),
        (TEXT | {"articleBody": "Hier houdt het op. " * 9 + "Lees verder..."}, "cut_off"),
        (TEXT | {"headline": "Lang " * 200}, "title_cut"),
    ],
)
def test_doubts_become_warnings(record, code):
    assert code in codes(read(record))
    assert len(read(record).title) <= 500


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Jan Peeters", "Jan Peeters"),
        ({"name": "Jan Peeters"}, "Jan Peeters"),
        (["Jan", {"name": "An"}, "Jan", None], "Jan, An"),
        ({"@id": "https://voorbeeld.be/jan"}, ""),
        ([], ""),
        ("Jan\n Peeters\u200b", "Jan Peeters"),
    ],
)
def test_authors(author, byline):
    assert read(TEXT | {"author": author}).byline == byline


@pytest.mark.parametrize(
    ("credit", "agencies"),
    [
        ({"creditText": "AFP / Jan Maes"}, ("AFP",)),
        ({"creditText": "Foto: Jan Maes"}, ()),
        ({"sourceOrganization": "Centrum voor dit en dat"}, ("Centrum voor dit en dat",)),
        ({"sourceOrganization": ["anp", "Belga"], "creditText": "Belga"}, ("ANP", "Belga")),
    ],
)
def test_agencies(credit, agencies):
    article = read(TEXT | credit)

    assert article.agencies == agencies
    assert bool(article.evidence.get("agencies")) == bool(agencies)


def test_description_serves_where_there_is_no_abstract():
    assert read(TEXT | {"description": "Kort."}).lead == "Kort."
    assert read(TEXT | {"description": "Kort.", "abstract": "Korter."}).lead == "Korter."


def test_a_title_and_lead_that_the_body_repeats_are_shown_once():
    article = read(
        TEXT | {"abstract": "Kort.", "articleBody": "Stad opent park\nKort.\nLang.\nKort."}
    )

    assert (article.lead, article.body) == ("Kort.", "Lang.\n\nKort.")


def test_dirt_in_a_body_is_cleaned_as_in_plain_text():
    body = "  Een\u00a0 zin.\r\n\r\n\r\nTwee\u0000 \u200bzinnen.\u2028Cafe\u0301 \n \n"

    assert read(TEXT | {"articleBody": body}).body == "Een zin.\n\nTwee zinnen.\n\nCafé"


RAW = " date 2020-02 Stad opent park LH\n\n12 februari 2020\n\n13u48\n\nBron: Belga\n\nHet park is open."


def test_raw_text_alone_is_read_as_a_plain_file():
    record = {"text": RAW, "publisher": "De Krant"}
    data = json.dumps(record).encode()

    article = parse_article(data)
    plain = parse_article(RAW.encode())

    assert article.source == "De Krant"
    assert (article.title, article.body, article.time) == (plain.title, plain.body, plain.time)
    assert article.evidence == plain.evidence
    assert article.text == decoded_text(data) == RAW


@pytest.mark.parametrize(
    ("said", "published", "at", "warned"),
    [
        ("2020", "2020-02-12", clock(13, 48), []),
        ("2020-02-12T10:00", "2020-02-12", clock(13, 48), []),
        ("2021-02-12", "2021-02-12", None, ["dates_disagree"]),
        ("nooit", "2020-02-12", clock(13, 48), ["impossible_date"]),
    ],
)
def test_the_date_of_a_record_and_of_its_raw_text(said, published, at, warned):
    article = read({"text": RAW, "datePublished": said})

    assert (str(article.published), article.time, codes(article)) == (published, at, warned)


def test_a_record_adds_to_its_raw_text_what_is_not_in_it():
    article = read(
        {"text": "Brug dicht\n\nDe brug is dicht.", "datePublished": "2020", "author": "Jan"}
    )

    assert (article.title, str(article.published), article.byline) == ("Brug dicht", "2020", "Jan")
    assert codes(article) == []


def test_text_under_a_headline_is_the_body():
    article = read({"headline": "Brug dicht", "text": "Bron: Belga\n\nKort"})

    assert (article.title, article.body) == ("Brug dicht", "Bron: Belga\n\nKort")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"headline": 5}, "“headline” moet een tekst zijn, maar is een getal"),
        ({"headline": float("nan")}, "“headline” moet een tekst zijn, maar is een getal"),
        ({"articleBody": ["a", "b"]}, "lege regel ertussen"),
        ({"text": {"a": 1}, "articleBody": ""}, "“text” moet een tekst zijn, maar is een object"),
        ({"datePublished": 2020}, "datePublished"),
        ({"datePublished": True}, "ja of nee"),
        ({"author": 5}, "“author”"),
        ({"author": [{"name": 5}]}, "“author.name”"),
        ({"author": [["Jan"]]}, "een lijst"),
        ({"publisher": False}, "“publisher”"),
        ({"sourceOrganization": [f"Bureau {n}" for n in range(50)]}, "sourceOrganization"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_its_name(values, named):
    assert named in refusal(json.dumps(TEXT | values))


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('{"headline": "a" "text": "b"}', "bij teken 18 (regel 1)"),
        ('{\n"headline": "a",\n"text": hallo}', "(regel 3)"),
        ('{"headline": "Brug dicht", "articleBody": "De br', "breekt af na teken 48"),
        ('{"headline": "a",', "breekt af"),
        ('{"headline": "a"', "breekt af"),
        ('{"headline": "a"}\n{"headline": "b"}', "eigen regel van een bestand op .jsonl"),
        ('{"headline": "a", "headline": "b"}', "“headline” staat meer dan één keer"),
        ('{"a": ' + "[" * 100_000, "te diep genest"),
        ('{"a": ' + "9" * 5000 + "}", "te veel cijfers"),
        ('{"titel": "a"}', "schema.org"),
        ('{"headline": "a\\q"}', "geen geldige JSON"),
    ],
)
def test_what_is_no_record_is_refused_with_the_place(line, named):
    message = refusal(line)

    assert named in message
    assert len(message) < 300


def test_what_the_archive_does_not_read_may_be_odd():
    line = '{"headline": "a1", "score": NaN, "x": 1, "x": 2, "y": [[[{"z": "\\ud800"}]]]}'

    assert parse_article(line.encode()).title == "a1"


def test_the_limit_counts_for_records_too():
    record = TEXT | {"articleBody": "a" * MAX_ARTICLE_BYTES}
    with pytest.raises(Rejected, match="hoogstens 1000000 bytes"):
        read(record)


# fmt: off
NAMES = st.sampled_from([
    "headline", "abstract", "description", "articleBody", "text", "author", "publisher", "name",
    "datePublished", "sourceOrganization", "creditText", "x",
])
# fmt: on
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(st.characters(categories=["Cs", "Cc", "Zl", "Zp", "Mn", "Lu"]), max_size=20),
    st.sampled_from([RAW, "2020-02-12T13:48:00Z", "Belga", "## ", "> ", "\n\n", "%PDF-", "\x00"]),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def check(data):
    """A line ends well or in Rejected, with text that a database can keep and true evidence."""
    try:
        article = parse_article(data)
    except Rejected:
        return
    assert parse_article(data) == article
    assert decoded_text(data) == article.text
    assert article.title.strip()
    shown = (article.title, article.byline, article.lead, article.body, article.source)
    for value in (*shown, *article.agencies, *(warning.message for warning in article.warnings)):
        assert "\x00" not in value
        value.encode()
    for found in article.evidence.values():
        assert all(one.text == article.text[one.start : one.end] for one in found)


@given(st.dictionaries(NAMES, VALUES | TEXTS, max_size=6) | VALUES, st.booleans())
@example({"text": "date\n- "}, True)
@example({"headline": "a", "author": "\ud800"}, True)
def test_any_value_as_a_line(value, ascii_only):
    check(json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass"))


@given(st.integers(0, 700), st.integers(0, 255))
def test_a_damaged_record(place, byte):
    data = bytearray(json.dumps(FULL).encode())
    data[place % len(data)] = byte
    check(bytes(data))
    check(bytes(data[:place]))


@pytest.mark.parametrize(
    "unit", ["\\u0301", "a\\n", "\\ud83d", "\\", "[", '"a":', "  ", "e\\r", "Belga, "]
)
@pytest.mark.parametrize(
    "beginning",
    [
        '{"headline": "a", "articleBody": "',
        '{"text": "a',
        '{"a": ',
        '{"headline": "a", "creditText": "',
    ],
)
def test_a_megabyte_of_anything_takes_linear_time(beginning, unit):
    line = beginning + unit * ((MAX_ARTICLE_BYTES - 50) // len(unit)) + '"}'
    started = time.process_time()
    check(line.encode())
    assert time.process_time() - started < 10


def test_a_megabyte_of_authors_takes_linear_time():
    names = [f"Jan {n}" for n in range(60_000)]
    started = time.process_time()
    article = read(TEXT | {"author": names})
    assert time.process_time() - started < 2
    assert len(article.evidence["byline"]) == 10
