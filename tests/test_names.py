"""Known actors in Dutch sentences, one test for each kind of trap."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.language.names import Gazetteer, KnownActor, Name


def actor(key, kind, preferred, *, alone=False, **names):
    kinds = {"alias": (), "abbreviation": (), "adjective": (), "demonym": (), "surname": ()}
    listed = [Name(preferred, "preferred")]
    for name_kind, texts in (kinds | names).items():
        trusted = alone if name_kind == "surname" else True
        listed += [Name(text, name_kind, alone=trusted) for text in texts]
    return KnownActor(key, preferred, kind, tuple(listed))


ACTORS = (
    actor("navo", "organisation", "NAVO", abbreviation=["Navo", "NATO"]),
    actor("is", "organisation", "Islamitische Staat", abbreviation=["IS"]),
    actor(
        "vs", "country", "Verenigde Staten", abbreviation=["VS", "US"], adjective=["Amerikaanse"]
    ),
    actor("vn", "organisation", "Verenigde Naties", abbreviation=["VN"]),
    actor("groen", "organisation", "Groen"),
    actor("raad-van-state", "organisation", "Raad van State"),
    actor("uantwerpen", "organisation", "Universiteit Antwerpen"),
    actor("syrie", "country", "Syrië", adjective=["Syrisch", "Syrische"], demonym=["Syriër"]),
    actor("rusland", "country", "Rusland", adjective=["Russisch", "Russische"], demonym=["Rus"]),
    actor("noorwegen", "country", "Noorwegen", adjective=["Noorse"], demonym=["Noor", "Noren"]),
    actor("noord-korea", "country", "Noord-Korea"),
    actor("korea", "country", "Korea"),
    actor("mali", "country", "Mali"),
    actor("congo", "country", "Democratische Republiek Congo", alias=["Congo"]),
    actor("congo-brazzaville", "country", "Congo-Brazzaville", alias=["Congo"]),
    actor("brussel", "place", "Brussel", adjective=["Brusselse"]),
    actor("antwerpen", "place", "Antwerpen"),
    actor("parijs", "place", "Parijs"),
    actor("brugge", "place", "Brugge"),
    actor("stoltenberg", "person", "Jens Stoltenberg", alone=True, surname=["Stoltenberg"]),
    actor("charles-michel", "person", "Charles Michel", surname=["Michel"]),
    actor("louis-michel", "person", "Louis Michel", surname=["Michel"]),
    actor("macron", "person", "Emmanuel Macron", alone=True, surname=["Macron"]),
    actor("trump", "person", "Donald Trump", alone=True, surname=["Trump"]),
    actor("assad", "person", "Bashar al-Assad", alone=True, surname=["Assad"]),
    actor("erdogan", "person", "Recep Tayyip Erdoğan", alone=True, surname=["Erdoğan"]),
    actor("kim", "person", "Kim Jong-un", alone=True, surname=["Jong-un"]),
    actor("clijsters", "person", "Kim Clijsters", alone=True, surname=["Clijsters"]),
    actor("kim-il", "person", "Kim Il-sung", surname=["Kim"]),
    actor("beatrix", "person", "Beatrix"),
    actor("van-ranst", "person", "Marc Van Ranst", alone=True, surname=["Van Ranst"]),
    actor("von-der-leyen", "person", "Ursula von der Leyen", alone=True, surname=["Von der Leyen"]),
    actor("peeters", "person", "Kris Peeters", surname=["Peeters"]),
    actor("belg", "country", "Bel", adjective=["Bels"]),
    actor("filip", "person", "Filip van België", alias=["koning Filip"]),
    actor("brusselse-regering", "organisation", "Brusselse regering"),
    actor("federale-politie", "organisation", "federale politie"),
)
GAZETTEER = Gazetteer(ACTORS)


def found(text, **fields):
    return {one.key: one for one in GAZETTEER.find({"body": text} | fields)}


def surfaces(text):
    return {key: one.surfaces for key, one in found(text).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De NAVO-lidstaten vergaderen.", {"navo": ("NAVO",)}),
        ("Een anti-IS-coalitie en een IS-strijder.", {"is": ("IS",)}),
        ("De Syrisch-Russische acties.", {"syrie": ("Syrisch",), "rusland": ("Russische",)}),
        ("In Noord-Syrië is het stil.", {"syrie": ("Syrië",)}),
        ("Ruslands plannen en Syriës grens.", {"rusland": ("Ruslands",), "syrie": ("Syriës",)}),
        ("NAVO's nieuwe baas.", {"navo": ("NAVO's",)}),
        ("De NAVO’s taak.", {"navo": ("NAVO’s",)}),
        ("Macrons partij.", {"macron": ("Macrons",)}),
        ("'Rusland' schreef hij.", {"rusland": ("Rusland",)}),
        ("Volgens Navo en NATO.", {"navo": ("Navo", "NATO")}),
    ],
)
def test_names_end_at_borders_where_hyphens_and_genitives_count(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dit is het en het gaat om us en vs.",
        "Is dat zo? Us mem.",
        "WAT IS DAT TOCH",
        "Hij eet malibu en russische salade in rusland.",
        "Belangrussen, Ruslandkenner en Congolezen.",
        "Een nato of navo schrijft men niet.",
        "De NAVOs bestaan niet.",
        "Mail naar info@Brussel.be of kijk op www.Rusland.ru.",
        "MALI",
    ],
)
def test_case_and_borders_keep_ordinary_words_out(text):
    assert surfaces(text) == {}


def test_a_headline_in_capitals_gives_the_names_of_more_than_four_letters():
    assert surfaces("RUSLAND IS BOOS OP MALI") == {"rusland": ("RUSLAND",)}
    assert surfaces("JENS STOLTENBERG WAARSCHUWT") == {"stoltenberg": ("JENS STOLTENBERG",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Noord-Korea lanceert een raket.", {"noord-korea"}),
        ("Noord-Korea en Korea.", {"noord-korea", "korea"}),
        ("De Raad van State adviseert.", {"raad-van-state"}),
        ("De Universiteit Antwerpen opent.", {"uantwerpen"}),
        ("De Hogeschool in Antwerpen opent.", {"antwerpen"}),
        ("Congo-Brazzaville kiest.", {"congo-brazzaville"}),
    ],
)
def test_the_longest_known_name_hides_the_shorter_one(text, expected):
    assert set(found(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Charles was er niet, Michel Barnier wel.",
        "Dat zei Michel van den Berg.",
        "Dat zei Beatrix von Storch.",
        "Brussels Airlines schrapt vluchten.",
        "Karin Stoltenberg opende een bakkerij.",
        "Gisteren won Karin Stoltenberg.",
        "Bart Jong-un liep mee.",
        "Zijn broer Maher al-Assad vluchtte.",
        "K. Stoltenberg tekende.",
        "De Trump Tower staat er nog.",
        "Dat is Donald Trump Jr.",
        "Frank Macron speelt cello.",
        "Club Brugge won met 2-0.",
        "Ze zag Willem Antwerpen op straat.",
        "Gisteren trad Antwerpen Verlinckx op.",
        "Toen zong Noor Verlinckx.",
        "Kim Clijsters-Lynch won.",
        "De renners van de Ronde van Parijs.",
        "Het Verdrag van Rusland werd getekend.",
    ],
)
def test_part_of_a_longer_unknown_name_does_not_count(text):
    assert surfaces(text) == {}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Volgens Stoltenberg klopt dat.", "stoltenberg"),
        ("President Trump twittert.", "trump"),
        ("Vicepremier Macron zwijgt.", "macron"),
        ("NAVO-topman Stoltenberg sprak.", "stoltenberg"),
        ("De Rus Trump bestaat niet.", "trump"),
        ("Donald J. Trump won.", "trump"),
        ("J. Stoltenberg tekende.", "stoltenberg"),
        ("Viroloog Van Ranst waarschuwt.", "van-ranst"),
        ("Dat zei von der Leyen.", "von-der-leyen"),
        ("De troepen van Assad.", "assad"),
        ("De troepen van al-Assad.", "assad"),
        ("Als Trump Rusland noemt.", "trump"),
        ("Trump I was anders.", "trump"),
        ("Een Macron-aanhanger.", "macron"),
        ("Hij kwam in Brussel Verlinckx tegen.", "brussel"),
    ],
)
def test_titles_initials_and_neighbours_leave_a_name_its_bearer(text, key):
    assert key in found(text)


def test_a_surname_that_is_not_enough_alone_waits_for_the_full_name():
    assert surfaces("Peeters wil meer geld.") == {}
    fields = {"title": "Peeters wil meer geld", "body": "Minister Kris Peeters zei het."}
    (peeters,) = GAZETTEER.find(fields)
    assert [span.field for span in peeters.spans] == ["title", "body"]
    assert peeters.rules == ("surname", "preferred")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Michel zei het.", {}),
        ("Charles Michel sprak. Michel zei het.", {"charles-michel": 2}),
        (
            "Charles Michel sprak. Michel zei het. Ook Louis Michel kwam. Michel lachte.",
            {"charles-michel": 2, "louis-michel": 2},
        ),
        (
            "Daar waren Charles Michel en Louis Michel. Michel lachte.",
            {"charles-michel": 1, "louis-michel": 1},
        ),
        ("Karin Stoltenberg sprak. Stoltenberg lachte.", {}),
        (
            "Kim Clijsters won. Kim lachte. Later sprak Kim Il-sung. Kim zweeg.",
            {"clijsters": 1, "kim-il": 2},
        ),
        ("Eerst sprak Trump. Toen kwam Melania Trump. Trump lachte.", {"trump": 1}),
    ],
)
def test_a_shared_surname_means_whoever_was_named_last(text, counts):
    assert {key: len(one.spans) for key, one in found(text).items()} == counts


def test_a_name_of_two_actors_counts_only_beside_a_fuller_one():
    assert surfaces("In Congo regent het.") == {}
    assert surfaces("De Democratische Republiek Congo kiest. In Congo regent het.") == {
        "congo": ("Democratische Republiek Congo", "Congo"),
    }
    both = surfaces("De Democratische Republiek Congo en Congo-Brazzaville. Congo kiest.")
    assert both == {
        "congo": ("Democratische Republiek Congo",),
        "congo-brazzaville": ("Congo-Brazzaville",),
    }


def test_an_ordinary_word_that_begins_a_sentence_needs_support():
    assert surfaces("Groen is een kleur.") == {}
    assert len(found("Groen stemt tegen. De fractie van Groen blijft erbij.")["groen"].spans) == 2


@pytest.mark.parametrize(
    ("text", "key", "rule"),
    [
        ("De Noor maakte dat bekend.", "noorwegen", "demonym"),
        ("De Noorse premier.", "noorwegen", "adjective"),
        ("Een Syriër en een Rus.", "syrie", "demonym"),
        ("De VS en de Amerikaanse vloot.", "vs", "abbreviation"),
    ],
)
def test_adjectives_demonyms_and_abbreviations_say_so(text, key, rule):
    assert found(text)[key].rules[0] == rule


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("President Erdogan sprak.", "Erdogan"),
        ("President Erdoğan sprak.", "Erdoğan"),
        (unicodedata.normalize("NFD", "President Erdoğan sprak."), "Erdog\u0306an"),
        (unicodedata.normalize("NFD", "In Syrië."), "Syrie\u0308"),
        ("Œuvre… in Rusland.", "Rusland"),
        ("Jens\u00a0Stoltenberg sprak.", "Jens\u00a0Stoltenberg"),
        ("Jens\nStoltenberg sprak.", "Jens\nStoltenberg"),
        ("Jens  \t Stoltenberg sprak.", "Jens  \t Stoltenberg"),
        ("Noord‑Korea zwijgt.", "Noord‑Korea"),
    ],
)
def test_every_spelling_is_found_at_its_place_in_the_original(text, surface):
    (one,) = GAZETTEER.find({"body": text})
    (span,) = one.spans
    assert text[span.start : span.end] == surface == one.surfaces[0]


@pytest.mark.parametrize(
    ("text", "key", "surfaces", "derived"),
    [
        ("De Noorse premier.", "noorwegen", ("Noorse",), ("Noorse",)),
        ("Een NAVO-lid en het anti-NAVO-protest.", "navo", ("NAVO",), ("NAVO",)),
        ("Een NAVO-lid van de NAVO.", "navo", ("NAVO",), ()),
        ("De regering-Macron viel.", "macron", ("Macron",), ("Macron",)),
        ("De troepen van al-Assad.", "assad", ("Assad",), ()),
        ("Dat is Brussels plan.", "brussel", ("Brussels",), ()),
        ("Hij leerde Syrisch.", "syrie", ("Syrisch",), ("Syrisch",)),
        ("Hij leerde Bels.", "belg", ("Bels",), ("Bels",)),
        ("De IS'ers vluchtten.", "is", ("IS",), ("IS",)),
        (
            "De Brusselse regering zwijgt.",
            "brusselse-regering",
            ("Brusselse regering",),
            ("Brusselse regering",),
        ),
        (
            "De federale politie zwijgt.",
            "federale-politie",
            ("federale politie",),
            ("federale politie",),
        ),
    ],
)
def test_what_is_only_made_of_a_name_is_told(text, key, surfaces, derived):
    one = found(text)[key]
    assert (one.surfaces, one.derived) == (surfaces, derived)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Toen kwam koning Filip binnen.", "Filip"),
        ("Koning Filip kwam binnen.", "Filip"),
        ("Volgens koningin Beatrix.", "Beatrix"),
    ],
)
def test_a_title_is_no_part_of_a_name(text, surface):
    (one,) = found(text).values()
    assert one.surfaces == (surface,)


def test_a_name_does_not_run_on_into_the_next_paragraph():
    assert surfaces("Een slot voor Raad van\n\nState of niet.") == {}


def test_most_mentioned_first_then_first_seen_with_distinct_surfaces():
    many = GAZETTEER.find({"title": "Rusland", "body": "Syrië, NAVO. Russische. Navo. NAVO. IS."})
    assert [(one.key, len(one.spans)) for one in many] == [
        ("navo", 3),
        ("rusland", 2),
        ("syrie", 1),
        ("is", 1),
    ]
    assert many[0].surfaces == ("NAVO", "Navo")


def test_an_empty_table_finds_nobody():
    assert Gazetteer([]).find({"body": "Rusland"}) == []


FRAGMENTS = st.sampled_from(
    [name.text for one in ACTORS for name in one.names]
    + [
        " ",
        "s ",
        "'s",
        "’",
        "-",
        ". ",
        "\n\n",
        "  ",
        "\u0308",
        "œ",
        "ﬁ",
        "…",
        "De ",
        "Karin ",
        "K. ",
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=20).map("".join), st.text())
def test_spans_are_inside_the_text_and_never_overlap(body, title):
    fields = {"title": title, "body": body}
    taken = set()
    for one in GAZETTEER.find(fields):
        assert one.spans
        assert {fields[span.field][span.start : span.end] for span in one.spans} == set(
            one.surfaces
        )
        for span in one.spans:
            places = {(span.field, place) for place in range(span.start, span.end)}
            assert places
            assert not places & taken
            taken |= places
