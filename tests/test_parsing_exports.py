"""What websites and editors leave around the text: buttons, credits, names, glued dates."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing import Rejected, decoded_text, parse_article

REST = (
    "De stad opent zaterdag een nieuw park. Iedereen is er welkom.\n\nHet park telt vier vijvers.\n"
)
BODY = REST.strip()


def read(text):
    return parse_article(text.encode())


def codes(article):
    return [warning.code for warning in article.warnings]


def ignored(article):
    return [evidence.text for evidence in article.evidence.get("ignored", ())]


BOILERPLATE = [
    "Advertentie",
    "ADVERTENTIE",
    "- Advertentie -",
    "Artikel gaat verder onder de advertentie",
    "Lees verder onder de foto",
    "De tekst loopt door onder de video.",
    "Deel dit artikel",
    "Delen via Facebook",
    "Deel op Twitter, WhatsApp of e-mail",
    "Facebook Twitter WhatsApp",
    "Kopieer link",
    "Bewaar artikel",
    "3 reacties",
    "Reacties (12)",
    "Bekijk alle 12 reacties",
    "Reageer",
    "Reageer op dit artikel",
    "Wees de eerste die reageert!",
    "Log in om te reageren",
    "Leestijd: 3 minuten",
    "Leestijd 3 min.",
    "4 min leestijd",
    "2 uur geleden",
    "Abonneer u nu",
    "Abonneer je op onze nieuwsbrief",
    "Al abonnee? Log hier in",
    "Schrijf je in voor onze dagelijkse nieuwsbrief",
    "Alle cookies accepteren",
    "Cookie-instellingen",
    "Deze website gebruikt cookies om uw ervaring te verbeteren.",
    "Volgend artikel",
    "Terug naar boven",
    "Home > Nieuws > Binnenland",
    "Tags: park, vijvers",
    "Meer over: Stad, Groen",
    "© 2020 De Stadskrant. Alle rechten voorbehouden.",
]


@pytest.mark.parametrize("line", BOILERPLATE)
@pytest.mark.parametrize("place", ["above", "within", "below"])
def test_unmistakable_boilerplate_is_left_out_and_shown(line, place):
    first, second = BODY.split("\n\n")
    parts = [" date 2020-02 Nieuw park", "12 februari 2020", first, second]
    parts.insert({"above": 1, "within": 3, "below": 4}[place], line)
    article = read("\n\n".join(parts))
    assert (article.title, str(article.published)) == ("Nieuw park", "2020-02-12")
    assert article.body == BODY
    assert ignored(article) == [line]
    assert codes(article) == []


@pytest.mark.parametrize(
    "line",
    [
        "Facebook",
        "Volgende",
        "Reacties",
        "Privacy",
        "Reclame",
        "Meer over Stoltenberg",
        "Deel van de vijver is bevroren.",
        "Reageer nooit op zulke mails, waarschuwt de politie.",
        "De advertentie werd verwijderd.",
        "Abonnees krijgen korting op het bad.",
        "Cookies bakken is weer in.",
        "Wij gebruiken cookies noch siroop, zegt de bakker.",
        "14u05 – De brandweer is ter plaatse.",
        "UPDATE: de brug is weer open.",
        "3 reacties kwamen van buren, 2 van ver.",
        "Foto: Jan Peeters",
        "Kinderen spelen in het nieuwe park.",
        "Home sweet home",
        "Delen is vermenigvuldigen.",
    ],
)
def test_what_an_article_may_say_stays(line):
    article = read(f" date 2020-02 Nieuw park\n\n{REST}\n{line}\n\n{REST}")
    assert line in article.body.replace("## ", "").split("\n\n")
    assert ignored(article) == []


def test_doubtful_words_go_beside_unmistakable_ones():
    buttons = "Delen\nFacebook\nTwitter\nDeel dit artikel\nPrint\n\nReacties"
    article = read(f" date 2020-02 Nieuw park\n\n{buttons}\n\n{REST}")
    assert article.body == BODY
    assert ignored(article) == buttons.replace("\n\n", "\n").split("\n")


def test_a_text_of_nothing_but_buttons_is_left_alone():
    assert read("Reageer\n\nAdvertentie").title == "Reageer"


def test_a_notice_for_subscribers_warns_that_text_may_lack():
    article = read(f" date 2020-02 Nieuw park\n\n{REST}\nDit artikel is exclusief voor abonnees.")
    assert codes(article) == ["paywall"]
    assert article.body == BODY


@pytest.mark.parametrize(
    ("lines", "see_also"),
    [
        ("Lees ook\nPark gaat dicht\nPark gaat open", ("Park gaat dicht", "Park gaat open")),
        ("Meer over dit onderwerp\n- Park gaat dicht", ("Park gaat dicht",)),
        ("Gerelateerde artikelen:\n\nPark gaat dicht", ("Park gaat dicht",)),
    ],
)
def test_blocks_of_references(lines, see_also):
    article = read(f" date 2020-02 Nieuw park\n\n{REST}\n{lines}\n\n{REST}")
    assert article.see_also == see_also
    assert article.body == f"{BODY}\n\n{BODY}"


@pytest.mark.parametrize("credit", ["© Photo News", "(c) BelgaImage", "Foto: ANP", "© Belga"])
def test_credits_of_pictures_leave_the_body(credit):
    article = read(f" date 2020-02 Nieuw park\n\n{credit}\n\n{REST}\n{credit}\n\n{REST}")
    assert article.body == f"{BODY}\n\n{BODY}"
    assert article.agencies == ()
    assert ignored(article) == [credit, credit]


@pytest.mark.parametrize("credit", ["© Belga", "© 2020 Belga", "(c) ANP", "© Belga/AFP"])
def test_a_closing_credit_names_the_agencies(credit):
    article = read(f" date 2020-02 Nieuw park\n\n{REST}\n{credit}\n\nLees ook: Park gaat dicht")
    names = credit.replace("(c)", "©").split(" ")[-1].split("/")
    assert article.agencies == tuple(names)
    assert [evidence.text for evidence in article.evidence["agencies"]] == ["/".join(names)]
    assert article.body == BODY


@pytest.mark.parametrize(
    "source",
    [
        "Bron: eigen berichtgeving",
        "Bron: eigen verslaggeving",
        "Bron: redactie",
        "Bron: Eigen berichtgeving 12",
        "Bron: onze redactie",
    ],
)
def test_own_reporting_is_no_agency(source):
    article = read(f" date 2020-02 Nieuw park\n\n{source}\n\n{REST}")
    assert article.agencies == ()
    assert article.body == BODY
    assert source.removeprefix("Bron: ") in ignored(article)


def test_agencies_alone_above_the_text_need_no_label():
    article = read(f" date 2020-02 Nieuw park\n\n12 februari 2020 | ANP\n\n{REST}")
    assert (article.agencies, article.body) == (("ANP",), BODY)
    assert read(f" date 2020-02 Nieuw park\n\nBelga/AFP\n\n{REST}").agencies == ("Belga", "AFP")


@pytest.mark.parametrize(
    ("line", "title", "byline"),
    [
        ("Stad opent park MdW", "Stad opent park", "MdW"),
        ("Stad opent park FdG", "Stad opent park", "FdG"),
        ("Stad opent park BvdM", "Stad opent park", "BvdM"),
        ("Stad opent park HvL", "Stad opent park", "HvL"),
        ("Stad opent park NvT", "Stad opent park", "NvT"),
        ("Stad opent park (JvdB)", "Stad opent park", "JvdB"),
        ("Stad opent park LH/JDP", "Stad opent park", "LH/JDP"),
        ("Stad opent park MdW/LH", "Stad opent park", "MdW/LH"),
        ("Stad opent park (jvh)", "Stad opent park", "jvh"),
        ("Stad opent park (lh)", "Stad opent park", "lh"),
        ("Stad opent park (lh/jdp)", "Stad opent park", "lh/jdp"),
        ("Wie opent park? (jvh)", "Wie opent park?", "jvh"),
        ("Stad botst met PvdA", "Stad botst met PvdA", ""),
        ("Park verdeelt FvD", "Park verdeelt FvD", ""),
        ("Stad klopt aan bij KvK", "Stad klopt aan bij KvK", ""),
        ("Stad trekt naar RvS", "Stad trekt naar RvS", ""),
        ("Stad opent park (bis)", "Stad opent park (bis)", ""),
        ("Stad opent park (live)", "Stad opent park (live)", ""),
        ("Stad opent park (man)", "Stad opent park (man)", ""),
        ("Stad opent park (2)", "Stad opent park (2)", ""),
        ("Park krijgt eigen WiFi", "Park krijgt eigen WiFi", ""),
        ("Burger filmt park met iPhone", "Burger filmt park met iPhone", ""),
        ("Stad opent park jvh", "Stad opent park jvh", ""),
    ],
)
def test_initials_in_mixed_and_small_letters(line, title, byline):
    article = read(f" date 2020-02 {line}\n\n{REST}")
    assert (article.title, article.byline) == (title, byline)


def test_small_initials_with_a_vowel_need_a_date_line():
    assert read(f" date 2020-02 Stad opent park (jado)\n\n12/2/2020\n\n{REST}").byline == "jado"
    assert read(f" date 2020-02 Stad opent park (jado)\n\n{REST}").byline == ""
    assert read(f" date 2020-02 Stad opent park (live)\n\n12/2/2020\n\n{REST}").byline == ""


@pytest.mark.parametrize(
    ("ending", "byline", "agencies"),
    [
        (" (jvh)", "jvh", ()),
        (" (MdW)", "MdW", ()),
        (" (lvb/belga)", "lvb", ("Belga",)),
        (" (PvdA)", "", ()),
        (" (nvdr)", "", ()),
        (" (vijf)", "", ()),
    ],
)
def test_signatures_in_mixed_and_small_letters(ending, byline, agencies):
    article = read(f" date 2020-02 Nieuw park\n\n{BODY}{ending}")
    assert (article.byline, article.agencies) == (byline, agencies)
    assert article.body == (BODY if byline else BODY + ending)


@pytest.mark.parametrize(
    "question", ["Wat nu?", "Hoe moet het verder?", "En de vijvers?", "Waarom nu?"]
)
def test_a_short_question_between_paragraphs_is_a_heading(question):
    article = read(f" date 2020-02 Nieuw park\n\n{REST}\n{question}\n\n{REST}")
    assert article.headings == (question,)
    assert f"## {question}" in article.body.split("\n\n")


@pytest.mark.parametrize(
    "question",
    [
        "'Wat nu?'",
        "Wat nu? Niemand weet het.",
        "Wie betaalt al die nieuwe vijvers straks en wie krijgt de rekening?",
        "wat nu?",
    ],
)
def test_other_questions_are_running_text(question):
    article = read(f" date 2020-02 Nieuw park\n\n{REST}\n{question}\n\n{REST}")
    assert article.headings == ()


@pytest.mark.parametrize(
    ("paragraph", "quote"),
    [
        (
            "'Liever bomen dan beton.' Dominee Hendrika Oosting",
            "> Liever bomen dan beton. — Dominee Hendrika Oosting",
        ),
        (
            "Liever bomen dan beton. Burgemeester Jan van den Berg",
            "> Liever bomen dan beton. — Burgemeester Jan van den Berg",
        ),
        ("Liever bomen dan beton. Dominee Oosting", ""),
        ("Liever bomen dan beton, zei dominee Hendrika Oosting.", ""),
        ("Liever bomen dan beton. Dominee Hendrika Oosting zweeg", ""),
    ],
)
def test_a_pulled_quote_may_name_a_speaker_with_a_title(paragraph, quote):
    article = read(f" date 2020-02 Nieuw park\n\n{REST}\n{paragraph}\n\n{REST}")
    assert article.body.split("\n\n")[2] == (quote or paragraph)


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("Jan Peeters\n\n12 februari 2020\n\n", "Jan Peeters"),
        ("Jan Peeters\n\n", "Jan Peeters"),
        ("Jan Peeters en An Smet\n\n", "Jan Peeters en An Smet"),
        ("Jan Peeters, An Smet en J. De Wit\n\n", "Jan Peeters, An Smet en J. De Wit"),
        ("JAN PEETERS\n\n", "JAN PEETERS"),
        ("Pieter-Jan van der Velde\n12 februari 2020\n\n", "Pieter-Jan van der Velde"),
        ("Oumaima Zerouali\n\n12 februari 2020\n\n", "Oumaima Zerouali"),
        ("Door onze redactie\n\n", "Door onze redactie"),
        ("Oumaima Zerouali\n\n", ""),
        ("Rode Duivels\n\n12 februari 2020\n\n", ""),
        ("Den Haag\n\n12 februari 2020\n\n", ""),
        ("New York\n\n12 februari 2020\n\n", ""),
        ("Ronde van Vlaanderen\n\n12 februari 2020\n\n", ""),
        ("Jan Peeters wint\n\n", ""),
        ("Buitenland\n\n12 februari 2020\n\n", ""),
    ],
)
def test_a_name_alone_under_the_title(lines, byline):
    article = read(f" date 2020-02 Nieuw park\n\n{lines}{REST}")
    assert (article.title, article.byline) == ("Nieuw park", byline)
    if byline:
        assert article.body == BODY


def test_a_name_that_the_text_uses_is_no_author():
    article = read(f" date 2020-02 Nieuw park\n\nJan Peeters\n\n{REST}\nPeeters is blij.")
    assert article.byline == ""
    assert article.body.startswith("Jan Peeters")


@pytest.mark.parametrize(
    ("first", "title", "published", "clock"),
    [
        (" date 2020-02 Stad opent park 12 februari 2020", "Stad opent park", "2020-02-12", None),
        (" date 2020-02 Stad opent park 12/02/2020", "Stad opent park", "2020-02-12", None),
        ("Stad opent park | 12 februari 2020 13u48", "Stad opent park", "2020-02-12", time(13, 48)),
        ("Stad opent park - 12-2-2020, 13:48", "Stad opent park", "2020-02-12", time(13, 48)),
        ("Stad opent park 12 februari 2020", "Stad opent park", "2020-02-12", None),
        ("Park op 12 februari 2020", "Park op 12 februari 2020", "None", None),
        ("Opening na 12 februari 2020", "Opening na 12 februari 2020", "None", None),
        (
            " date 2020-02 Stad opent park 12 mei 2020",
            "Stad opent park 12 mei 2020",
            "2020-02",
            None,
        ),
        ("Stad opent park februari 2020", "Stad opent park februari 2020", "None", None),
    ],
)
def test_a_date_glued_to_the_title(first, title, published, clock):
    article = read(f"{first}\n\n{REST}")
    assert (article.title, str(article.published), article.time) == (title, published, clock)


def test_a_date_glued_to_the_title_leaves_its_initials():
    article = read(f" date 2020-02 Stad opent park LH 12 februari 2020\n\n{REST}")
    assert (article.title, article.byline) == ("Stad opent park", "LH")


def test_the_title_keeps_its_date_above_a_date_line():
    article = read(f" date 2020-02 Park open 20 februari 2020\n\n12 februari 2020\n\n{REST}")
    assert article.title == "Park open 20 februari 2020"
    assert str(article.published) == "2020-02-12"


@pytest.mark.parametrize(
    ("header", "line", "published"),
    [
        (" date 2020-02 ", "12/02/20", "2020-02-12"),
        (" date 1998-02 ", "12-02-98", "1998-02-12"),
        (" date 2001 ", "12.02.99", "1999-02-12"),
        (" date 1901 ", "12/02/01", "1901-02-12"),
        ("", "12/02/20", "2020-02-12"),
        ("", "wo. 12/02/97", "1997-02-12"),
        ("", "12 februari '20", "2020-02-12"),
        ("", "12/02/20 om 13:48", "2020-02-12"),
    ],
)
def test_years_of_two_digits_are_completed_with_a_warning(header, line, published):
    article = read(f"{header}Stad opent park\n\n{line}\n\n{REST}")
    assert str(article.published) == published
    assert "short_year" in codes(article)
    assert published[:4] in article.warnings[0].message
    assert article.body == BODY


@pytest.mark.parametrize("line", ["12/13/20", "31/02/20"])
def test_an_impossible_short_date_is_left_out(line):
    article = read(f" date 2020-02 Stad opent park\n\n{line}\n\n{REST}")
    assert (str(article.published), codes(article)) == ("2020-02", ["impossible_date"])


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("<p>De stad opent een park.</p>", True),
        ("<!DOCTYPE html><html>De stad opent een park.", True),
        ('De <a href="/park">stad</a> opent een park.', True),
        ("De stad opent een park.<br/>Iedereen is welkom.<br />", True),
        ("Het park is < 3 hectare en > 1 hectare.", False),
        ("Met <br> breekt u een regel af.", False),
        ("Meld u aan via <info@park.be> of <park@stad.be>.", False),
    ],
)
def test_tags_of_html_are_warned_about(text, warned):
    article = read(f" date 2020-02 Nieuw park\n\n{text}\n\n{REST}")
    assert ("looks_like_html" in codes(article)) == warned


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_the_decoded_text_is_what_evidence_points_into(data):
    try:
        article = parse_article(data)
    except Rejected:
        return
    assert decoded_text(data) == article.text


def test_the_decoded_text_of_what_is_no_text_is_rejected():
    assert decoded_text("Café\r\nis dicht".encode("cp1252")) == "Café\nis dicht"
    for data in (b"", b"%PDF-1.7 tekst", b"a\x00b"):
        with pytest.raises(Rejected):
            decoded_text(data)
