"""Single rules of the layout, each with what it must and must not take."""

from datetime import time

import pytest

from articles.parsing import parse_article

REST = (
    "De stad opent zaterdag een nieuw park. Iedereen is er welkom.\n\nHet park telt vier vijvers.\n"
)


def read(text):
    return parse_article(text.encode())


def codes(article):
    return [warning.code for warning in article.warnings]


def with_header(header, rest=REST):
    return read(f"{header}\n\n{rest}")


@pytest.mark.parametrize(
    ("header", "published", "title"),
    [
        (" date 2020-02 Nieuw park", "2020-02", "Nieuw park"),
        ("date 2020 Nieuw park", "2020", "Nieuw park"),
        (" date 2020-2-3 Nieuw park", "2020-02-03", "Nieuw park"),
        (" date 12/02/2020 Nieuw park", "2020-02-12", "Nieuw park"),
        (" date 12 februari 2020 Nieuw park", "2020-02-12", "Nieuw park"),
        ("Date: 2020-02 Nieuw park", "2020-02", "Nieuw park"),
        (" date 2020-02-12T13:48:00 Nieuw park", "2020-02-12", "Nieuw park"),
        (" date 2020-02-12T13:48:00+01:00 Nieuw park", "2020-02-12", "Nieuw park"),
        (" date None Nieuw park", "None", "Nieuw park"),
        (" date ????-?? Nieuw park", "None", "Nieuw park"),
        (" date 33 bomen voor nieuw park", "None", "33 bomen voor nieuw park"),
        (" date 2020-02 12 vijvers in nieuw park", "2020-02", "12 vijvers in nieuw park"),
        (" date 2020-02-30 Nieuw park", "None", "Nieuw park"),
        (" date 0000-00 Nieuw park", "None", "Nieuw park"),
        ("Date met een ambtenaar in het park", "None", "Date met een ambtenaar in het park"),
    ],
)
def test_headers(header, published, title):
    article = with_header(header)
    assert (str(article.published), article.title) == (published, title)
    assert article.body.startswith("De stad opent")


def test_an_impossible_month_is_warned_about_and_shown_as_left_out():
    article = with_header(" date 2020-13 Nieuw park")
    assert codes(article) == ["impossible_date", "no_date"]
    assert "2020-13" in article.warnings[0].message
    assert [evidence.text for evidence in article.evidence["ignored"]] == ["2020-13"]


@pytest.mark.parametrize(
    ("line", "title", "byline"),
    [
        ("Stad opent park LH", "Stad opent park", "LH"),
        ("Stad opent park MVDB", "Stad opent park MVDB", ""),
        ("Stad opent park (MVDB)", "Stad opent park", "MVDB"),
        ("Stad opent park LH/TDR", "Stad opent park", "LH/TDR"),
        ("Komt er een park? AB", "Komt er een park?", "AB"),
        ("Stad weigert park van NMBS", "Stad weigert park van NMBS", ""),
        ("Koning bezoekt park KBC", "Koning bezoekt park KBC", ""),
        ("Park trekt volk uit de ZB", "Park trekt volk uit de ZB", ""),
        ("Park vernoemd naar Albert II", "Park vernoemd naar Albert II", ""),
        ("Park gesteund door N-VA", "Park gesteund door N-VA", ""),
        ("Geen park zegt CD&V", "Geen park zegt CD&V", ""),
        ("PARK GAAT WEER OPEN", "PARK GAAT WEER OPEN", ""),
        ("Akkoord EU - GH", "Akkoord EU - GH", ""),
    ],
)
def test_initials_are_told_from_abbreviations(line, title, byline):
    article = with_header(f" date 2020-02 {line}")
    assert (article.title, article.byline) == (title, byline)


def test_initials_that_the_text_uses_are_a_word_of_the_title():
    assert with_header(" date 2020-02 Park stemt op XQ", "XQ is een nieuwe partij.").byline == ""
    assert with_header(" date 2020-02 Nieuw park voor XQ").title == "Nieuw park voor XQ"
    assert with_header(" date 2020-02 Park volgt XQ", "Dat is XQ-beleid.").byline == ""
    assert with_header(" date 2020-02 Stad opent park XQ", REST + "\nSlot. (XQ)").byline == "XQ, XQ"


def test_four_initials_need_a_date_line():
    article = with_header(" date 2020-02 Stad opent park MVDB", f"12 februari 2020\n\n{REST}")
    assert article.byline == "MVDB"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Door Jan Peeters", "Jan Peeters"),
        ("DOOR JAN PEETERS", "JAN PEETERS"),
        ("door Jan van der Meer en An De Wit", "Jan van der Meer en An De Wit"),
        ("Tekst: Jan Peeters", "Jan Peeters"),
        ("Van onze correspondent Jan Peeters", "Van onze correspondent Jan Peeters"),
        ("Van onze redactie buitenland", "Van onze redactie buitenland"),
        ("Door de regen viel het feest in het water.", ""),
        ("Door Brussel getrokken met de fiets", ""),
    ],
)
def test_bylines(line, byline):
    assert with_header(" date 2020-02 Nieuw park", f"{line}\n\n{REST}").byline == byline


@pytest.mark.parametrize(
    ("lines", "published", "clock"),
    [
        ("12 februari 2020", "2020-02-12", None),
        ("12/02/2020\n\n13u48", "2020-02-12", time(13, 48)),
        ("12-2-2020 13.48 uur", "2020-02-12", time(13, 48)),
        ("Woensdag 12 februari 2020 om 13:48", "2020-02-12", time(13, 48)),
        ("12 feb. 2020, 13u", "2020-02-12", time(13)),
        ("Gepubliceerd op\n12 februari 2020 om 9 uur", "2020-02-12", time(9)),
        ("Laatste update:\n\n12 februari 2020\n\n7u", "2020-02-12", time(7)),
        ("Laatste update: 3 maart 2020, 7u", "2020-02", None),
        ("Bijgewerkt 14 februari 2020 7u\nGepubliceerd 12 februari 2020", "2020-02-12", None),
        ("12 februari 2020 | Door Jan Peeters | 13u48", "2020-02-12", time(13, 48)),
        ("12 februari 2020 13u48 Bron: Belga", "2020-02-12", time(13, 48)),
        ("13u48", "2020-02", time(13, 48)),
        ("12 februari 2020\n\n25u10", "2020-02-12", None),
    ],
)
def test_date_lines(lines, published, clock):
    article = with_header(" date 2020-02 Nieuw park", f"{lines}\n\n{REST}")
    assert (str(article.published), article.time) == (published, clock)
    assert article.body.startswith("De stad opent")
    assert "dates_disagree" not in codes(article)


def test_a_date_in_a_sentence_is_running_text():
    article = with_header(
        " date 2020-02 Nieuw park", f"Op 12 februari 2020 sneeuwde het.\n\n{REST}"
    )
    assert str(article.published) == "2020-02"
    assert article.body.startswith("Op 12 februari 2020")


def test_dates_that_disagree_are_both_named():
    article = with_header(" date 2020-02 Nieuw park", f"12 maart 2020\n\n{REST}")
    (warning,) = article.warnings
    assert (str(article.published), warning.code) == ("2020-03-12", "dates_disagree")
    assert "12 maart 2020" in warning.message
    assert "februari 2020" in warning.message


def test_the_day_in_the_header_beats_the_month_in_the_text():
    article = with_header(" date 2020-02-12 Nieuw park", f"februari 2020\n\n{REST}")
    assert str(article.published) == "2020-02-12"
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("source", "agencies", "start"),
    [
        ("Bron: Belga 1 De stad", ("Belga",), "De stad"),
        ("Bron: Belga De stad", ("Belga",), "De stad"),
        ("Bron: Belga, AFP 12 Het park", ("Belga", "AFP"), "Het park"),
        ("BRON: BELGA EN DPA 3 In het park", ("Belga", "dpa"), "In het park"),
        ("Bronnen: ANP / Reuters 3 “We openen”", ("ANP", "Reuters"), "“We openen”"),
        ("Bron: VRT NWS 3 De stad", ("VRT NWS",), "De stad"),
        ("Bron: belga\n\n4\n\nDe stad", ("Belga",), "De stad"),
        ("Bron: De Standaard\n\nDe stad", ("De Standaard",), "De stad"),
        (
            "Bron: Belga, eigen berichtgeving\n\nDe stad",
            ("Belga", "eigen berichtgeving"),
            "De stad",
        ),
        ("Bron: Belga | 12 februari 2020\n\nDe stad", ("Belga",), "De stad"),
        ("Bron: Belga 33 vijvers", ("Belga",), "33 vijvers"),
        ("Bron: Belga 33 Turkse militairen", ("Belga",), "33 Turkse militairen"),
        ("Bron: Belga 1 NAVO-soldaat", ("Belga",), "1 NAVO-soldaat"),
        ("Bron: Belga 5 Vijvers telt het park", ("Belga",), "Vijvers telt"),
        ("BRUSSEL (BELGA) - De stad", ("Belga",), "BRUSSEL (BELGA) - De stad"),
        ("Den Haag (ANP/AFP) – De stad", ("ANP", "AFP"), "Den Haag (ANP/AFP) – De stad"),
        ("Woordvoerder Jan Maes (AP) zei dat de stad", (), "Woordvoerder Jan Maes (AP) zei"),
    ],
)
def test_sources(source, agencies, start):
    rest = f"{source} opent een park met vijvers.\n\nHet park telt vier vijvers."
    article = with_header(" date 2020-02 Nieuw park", rest)
    assert article.agencies == agencies
    assert article.body.startswith(start)
    doubtful = "Turkse" in source or "NAVO" in source
    assert ("comment_count_unclear" in codes(article)) == doubtful


@pytest.mark.parametrize(
    ("ending", "agencies", "byline"),
    [
        (" (Belga)", ("Belga",), ""),
        (" (belga/afp)", ("Belga", "AFP"), ""),
        (" (LH/Belga)", ("Belga",), "LH"),
        ("\n\n(Belga)", ("Belga",), ""),
        ("\n\nBron: Belga, AFP", ("Belga", "AFP"), ""),
        (" (LH)", (), "LH"),
    ],
)
def test_signatures_at_the_end(ending, agencies, byline):
    article = with_header(" date 2020-02 Nieuw park", REST.strip() + ending)
    assert (article.agencies, article.byline) == (agencies, byline)
    assert article.body.endswith("Het park telt vier vijvers.")


def test_an_explained_abbreviation_at_the_end_is_no_signature():
    text = f"{REST}\nHet park is van de Vrienden van de Natuur (VVN)"
    article = with_header(" date 2020-02 Nieuw park", text)
    assert article.byline == ""
    assert article.body.endswith("(VVN)")


@pytest.mark.parametrize(
    "line",
    [
        "Wie komt er naar het park en wie blijft er liever thuis in de zetel",
        "Foto: Jan Peeters",
        "Dit is een korte zin.",
        "- punt van een lijst",
        "kleine letters",
        "Volgende vragen blijven:",
        "2020",
    ],
)
def test_what_is_no_heading(line):
    article = with_header(" date 2020-02 Nieuw park", f"{REST}\n{line}\n\n{REST}")
    assert article.headings == ()
    assert line in article.body.split("\n\n")


def test_a_heading_is_neither_first_nor_last():
    article = with_header(" date 2020-02 Nieuw park", f"Zon\n\n{REST}\nRegen\n\n{REST}\nWind")
    assert article.headings == ("Regen",)


@pytest.mark.parametrize(
    ("paragraph", "quote"),
    [
        (
            "Dit park is een droom. Jan Maes burgemeester",
            "> Dit park is een droom. — Jan Maes, burgemeester",
        ),
        (
            "Dit park is een droom. Jan Maes, burgemeester van Lier",
            "> Dit park is een droom. — Jan Maes, burgemeester van Lier",
        ),
        (
            "“Dit park is een droom.” Jan Maes (burgemeester)",
            "> Dit park is een droom. — Jan Maes, burgemeester",
        ),
        ("Dit park is een droom. — Piet Van Loo", "> Dit park is een droom. — Piet Van Loo"),
        ("Dit park is een droom. Piet Van Loo", ""),
        ("Dit park is een droom. Jan Maes zei dat", ""),
        ("Dit park is een droom. Jan Maes is blij.", ""),
        ("“Dit park is een droom, en meer dan dat.”", ""),
    ],
)
def test_pulled_quotes(paragraph, quote):
    rest = f"{REST}\n{paragraph}\n\nBurgemeester Jan Maes is tevreden over het park en de vijvers."
    paragraphs = with_header(" date 2020-02 Nieuw park", rest).body.split("\n\n")
    assert paragraphs[2] == (quote or paragraph)


@pytest.mark.parametrize(
    ("label", "see_also"),
    [
        ("Lees ook: Park gaat dicht", ("Park gaat dicht",)),
        ("LEES OOK: Park gaat dicht", ("Park gaat dicht",)),
        ("Lees meer: Park gaat dicht", ("Park gaat dicht",)),
        ("Lees ook > Park gaat dicht", ("Park gaat dicht",)),
        ("Lees ook Park gaat dicht", ("Park gaat dicht",)),
        ("Lees ook:\n\nPark gaat dicht", ("Park gaat dicht",)),
        ("Lees ook\n- Park gaat dicht\n- Park gaat open", ("Park gaat dicht", "Park gaat open")),
        ("Lees meer", ()),
    ],
)
def test_references_leave_the_body(label, see_also):
    article = with_header(" date 2020-02 Nieuw park", f"{REST}\n{label}\n\n{REST}")
    assert article.see_also == see_also
    assert len(article.body.split("\n\n")) == 4
    assert "ees " not in article.body.replace("Lees ook het boek.", "")


def test_a_sentence_about_reading_stays():
    text = "Lees ook het boek van de maker van dit park, want het is de moeite waard."
    article = with_header(" date 2020-02 Nieuw park", f"{REST}\n{text}\n\n{REST}")
    assert text in article.body
    assert article.see_also == ()


LONG = "Het park is open voor iedereen die van water en groen houdt. " * 8


@pytest.mark.parametrize(
    ("ending", "cut"),
    [
        ("Daarna volgt nog een feest met muziek en ...", True),
        ("Daarna volgt nog een feest met muziek en …", True),
        ("Daarna volgt nog een feest met muziek [...]", True),
        ("Daarna volgt nog een groot feest met muziek, dans en veel te eten voor", True),
        ("Daarna volgt nog een groot feest met muziek, dans en veel te eten.", False),
        ("'Daarna volgt een groot feest met muziek, dans en veel te eten.'", False),
        ("'Daarna volgt een groot feest met muziek, dans en veel te eten...'", False),
        ("\n\nJan Peeters", False),
    ],
)
def test_a_cut_off_end_is_warned_about(ending, cut):
    article = with_header(" date 2020-02 Nieuw park", f"{LONG}\n\n{LONG}{ending}")
    assert ("cut_off" in codes(article)) == cut


def test_a_short_text_may_end_in_dots():
    assert codes(with_header(" date 2020-02 Nieuw park", "Het regent...")) == []


@pytest.mark.parametrize("mark", ["## ", "> "])
def test_marks_of_our_own_in_the_source_stay_text(mark):
    article = with_header(" date 2020-02 Nieuw park", f"{mark}Zo staat het er.\n\n{REST}")
    assert not article.body.startswith(mark)
    assert article.body.replace("\u00a0", " ").startswith(f"{mark}Zo staat het er.")


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "De burgemeester heeft aangekondigd dat de kermis dit jaar, na lang en moeilijk "
            "overleg met de buren, niet doorgaat."
        ),
        (
            "Volgens prof. dr. J. Maes is de kermis dit jaar voor het eerst sinds de oorlog in de "
            "hele stad afgelast door de regen."
        ),
        "Woord" * 60 + " is lang.",
        "a, " * 80 + "b.",
        "de het een van " * 20 + "stad.",
    ],
)
def test_a_derived_title_ends_on_a_word_that_can_end_a_title(sentence):
    article = read(f" date 2020-02 {sentence}\n\n{REST}")
    assert article.title_derived
    assert article.lead == sentence
    assert len(article.title) <= 90
    assert article.title.endswith("…")
    kept = article.title[:-1]
    assert sentence.startswith(kept)
    assert kept[-1] not in " ,;:("
    assert kept.split(" ")[-1] not in ("de", "het", "in", "dit", "en") or "het een" in sentence
    assert article.evidence["title"][0].text == kept


def test_a_short_first_sentence_is_the_whole_derived_title():
    article = read("Vandaag is om tien uur een nieuw park geopend in de stad. Het is mooi.")
    assert article.title == "Vandaag is om tien uur een nieuw park geopend in de stad"
    assert article.body.endswith("Het is mooi.")
    assert "title_derived" in codes(article)


def test_an_article_on_one_line_with_its_header_is_running_text():
    article = read(f" date 2020-02 {LONG}{LONG}")
    assert article.lead == ""
    assert article.body == (LONG + LONG).strip()
    assert str(article.published) == "2020-02"


@pytest.mark.parametrize("title", ["Het is 12 uur", "Brand in Gent op 12 februari 2020", "1984"])
def test_a_title_may_name_a_time(title):
    assert with_header(f" date 2020-02 {title}").title == title
