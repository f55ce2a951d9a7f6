"""Numbers behind the agency: comment counts, which go, and numbers of the sentence, which stay."""

import time

import pytest

from articles.parsing import MAX_ARTICLE_BYTES, parse_article

COUNTS = [
    "112 Bart De Wever heeft maandag de eed afgelegd als eerste minister.",
    "41 Voormalig premier Mark Rutte is dinsdag aangetreden in Brussel.",
    "5 Chipmachinefabrikant ASML heeft in het eerste kwartaal meer omzet geboekt.",
    "96 Nederland heeft voor het eerst in 44 jaar het Songfestival gewonnen.",
    "58 Club Brugge is met een punt aan de Champions League begonnen.",
    "301 Remco Evenepoel heeft zondagochtend de wereldtitel veroverd.",
    "44 Mathieu van der Poel is wereldkampioen wielrennen.",
    "17 Rusland lanceerde vannacht tientallen drones op Kiev.",
    "8 Oekraïne krijgt opnieuw tanks uit Duitsland.",
    "23 Antwerpen investeert 40 miljoen euro in nieuwe fietspaden.",
    "4 Minister van Defensie Theo Francken wil meer soldaten aanwerven.",
    "7 Wetenschappers hebben in de Noordzee een onbekende kwal gevonden.",
    "12 Vakbonden en werkgevers zijn het eens over een nieuwe cao.",
    "9 Donderdagavond brak brand uit in een loods in Aalst.",
    "2 Amerikaans president Donald Trump dreigt met hogere heffingen.",
    "3 Britse premier Keir Starmer belooft een onderzoek.",
    "14 Turkije en Griekenland zijn weer met elkaar in gesprek.",
    "6 Alexander De Croo en Sophie Wilmès waren zaterdag in Kinshasa.",
    "15 KLM schrapt vrijdag veertig vluchten door de mist.",
    "21 NAVO-topman Jens Stoltenberg waarschuwt voor te veel optimisme.",
    "1 Bart Somers heeft zijn boek voorgesteld in Mechelen.",
    "1 België krijgt in het voorjaar een nieuwe gasterminal.",
    "1 Rode Kruis-medewerkers hebben zondag dekens uitgedeeld.",
    "0 Nederlanders klagen meer over lawaai dan vorig jaar.",
    "11 Belgische premier Bart De Wever en zijn Franse collega hebben overlegd.",
    "1200 Poetin zal niet naar de top in Brazilië reizen.",
    "31 'Dit is een zwarte dag voor onze regio', zegt de burgemeester.",
    "65 Taylor Swift geeft volgend jaar twee concerten in Brussel.",
    "3 Anderlecht verloor zondag met 2-0 in Genk.",
    "10 Vlaanderen telt vandaag meer wolven dan ooit.",
    "3 reacties De stad sluit het zwembad.",
    "19 Sven Kramer (31) heeft in Zuid-Korea opnieuw goud veroverd.",
    "27 Jan Jambon, minister van Financiën, wil de btw hervormen.",
    "88 Greta Thunberg mag Israël niet meer in.",
    "2 Volkswagen roept duizenden wagens terug.",
    "13 Oud-premier Yves Leterme keert terug naar Ieper.",
    "40 EU-commissaris Hadja Lahbib bezoekt donderdag de grens met Gaza.",
]

OF_THE_SENTENCE = [
    "33 Turkse militairen kwamen donderdag om het leven bij een luchtaanval.",
    "12 Belgen zijn gewond geraakt bij een busongeval in Oostenrijk.",
    "25 Europese leiders hebben het akkoord ondertekend.",
    "7 Nederlanders werden gered uit een lawinegebied.",
    "300 Syrische vluchtelingen, van wie de helft kind is, zijn geland in Melsbroek.",
    "4 Gentse studenten raakten gewond toen hun balkon afbrak.",
    "1 Belg is omgekomen bij de aardbeving in Marokko.",
    "1 Turkse soldaat is gesneuveld bij Idlib.",
    "1 NAVO-soldaat is gewond geraakt in Kosovo.",
    "150 Vlaamse politici stappen naar de rechter.",
    "30 Tweede Kamerleden willen een debat over het voorstel.",
    "18 Russische gewonde soldaten zijn geruild tegen Oekraïense gevangenen.",
    "20 Boeings staan al maanden aan de grond.",
    "11 Rode Duivels zijn ziek op de dag voor de wedstrijd.",
    "60 Afghanen, zegt de dienst, kregen vorige week papieren.",
    "20 Procent van de Belgen is te zwaar.",
    "40 Kilometer file staat er rond Antwerpen.",
    "6 Januari blijft in Washington een beladen datum.",
    "12 Nederlanders vast in Turkse cel na ruzie in hotel.",
    "90 EU-ambtenaren hebben een klacht ingediend.",
    "5 Britten, Fransen en Duitsers zijn opgepakt.",
    "3 Nederlanders is de toegang tot het stadion ontzegd.",
    "5 Zweden wonnen een medaille op het wereldkampioenschap in Oostende.",
    "33 reizigers hebben twee uur vastgezeten in een trein.",
    "2.500 Belgen hebben zich ingeschreven.",
]


def read(sentence, title="Het nieuws van de dag"):
    text = f" date 2024-02 {title}\n\nBron: Belga {sentence} Meer volgt later.\n\nDat was het.\n"
    return parse_article(text.encode())


def is_warned_about(article):
    return "comment_count_unclear" in {warning.code for warning in article.warnings}


@pytest.mark.parametrize("sentence", COUNTS)
def test_a_count_is_taken_off(sentence):
    article = read(sentence)
    number, rest = sentence.replace("reacties ", "").split(" ", 1)
    assert article.body.startswith(rest)
    assert article.agencies == ("Belga",)
    assert not is_warned_about(article)
    (left_out,) = article.evidence["ignored"]
    assert left_out.text.startswith(number)
    assert left_out.rule.startswith("comment_count_")


@pytest.mark.parametrize("sentence", OF_THE_SENTENCE)
def test_a_number_of_the_sentence_stays(sentence):
    article = read(sentence)
    assert article.body.startswith(sentence)
    assert "ignored" not in article.evidence
    assert is_warned_about(article) == sentence.split(" ")[1][0].isupper() or "." in sentence[:3]


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("50 Cent komt naar Gent", "50 Cent geeft in de zomer een concert."),
        ("Zeker 33 Turkse doden", "33 Turkse militairen kwamen om het leven."),
    ],
)
def test_a_number_that_the_title_repeats_stays_without_a_warning(title, sentence):
    article = read(sentence, title)
    assert article.body.startswith(sentence)
    assert not is_warned_about(article)


def test_another_inflection_of_the_word_shows_that_it_is_common():
    text = " date 2024-02 Nieuws\n\nBron: ANP 4 Glasblazers hebben gewonnen. Een glasblazer lacht."
    assert parse_article(text.encode()).body.startswith("Glasblazers hebben")


def test_a_count_ends_a_source_that_is_no_known_agency():
    text = " date 2024-02 Nieuws\n\nBron: VRT NWS 12 Bart De Wever heeft gewonnen. Hij lacht."
    article = parse_article(text.encode())
    assert article.agencies == ("VRT NWS",)
    assert article.body.startswith("Bart De Wever")


@pytest.mark.parametrize("unit", ["Bart", "Bart ", "Bart, ", "in Bart ", "(Bart) ", "en ", '"Ja '])
def test_a_megabyte_behind_a_count_takes_linear_time(unit):
    text = "Titel\n\nBron: Belga 33 Bart" + unit * (MAX_ARTICLE_BYTES // len(unit) - 20)
    started = time.process_time()
    parse_article(text.encode(), max_bytes=2 * MAX_ARTICLE_BYTES)
    assert time.process_time() - started < 10
