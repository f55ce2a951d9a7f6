"""Names that the curated table lacks: marks, tokens, the model that ships, and its training."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from articles.language.curated import load_actors
from articles.language.names import FoundActor, Gazetteer, Span
from articles.language.recognising.borders import mended
from articles.language.recognising.consistency import Mention, gather
from articles.language.recognising.features import Features
from articles.language.recognising.marking import (
    MarkedName,
    MarkedText,
    load_marked,
    read_marked,
    write_marked,
)
from articles.language.recognising.measuring import Measure
from articles.language.recognising.precedence import DOUBTED, certain, may_stand, outside
from articles.language.recognising.reading import Known
from articles.language.recognising.recogniser import FoundName, Recogniser, load_recogniser
from articles.language.recognising.short_forms import abbreviates
from articles.language.recognising.splitting import sentences
from articles.language.recognising.tagging import MODEL, Chunk, Tagger
from articles.language.recognising.training import Material, fold_of, judge, train

FIXTURES = Path(__file__).parent.parent / "fixtures"


@pytest.fixture(scope="module")
def actors():
    return [actor.known for actor in load_actors(FIXTURES / "actors")]


@pytest.fixture(scope="module")
def articles():
    return load_marked(FIXTURES / "news")


def find(text, curated=()):
    return {(name.kind, name.text) for name in load_recogniser().find({"body": text}, curated)}


# Marks


def test_marks_are_read_and_written_back():
    marked = "[PER Jan Jansen] reist naar [COU Irak]s buurland, via [LOC Gent]."
    text = read_marked("voorbeeld", f"# topics: 11000000\n{marked}")
    assert text.text == "Jan Jansen reist naar Iraks buurland, via Gent."
    assert text.names[1] == MarkedName(22, 26, "country")
    assert write_marked(text.text, text.names) == marked


@pytest.mark.parametrize("wrong", ["een [PER naam", "een naam]", "[XXX naam]", "[[PER a] b]"])
def test_a_mark_that_is_none_is_told(wrong):
    with pytest.raises(ValueError, match="voorbeeld"):
        read_marked("voorbeeld", wrong)


def test_every_name_of_the_fixtures_begins_and_ends_with_a_token(articles):
    for article in [*articles, *load_marked(FIXTURES / "names")]:
        tokens = [token for sentence in sentences(article.text) for token in sentence]
        starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
        for start, end, _ in article.names:
            assert start in starts, article.text[start:end]
            genitive = article.text[end : end + 1] == "s" and end + 1 in ends
            assert end in ends or genitive, article.text[start:end]


# Tokens and sentences


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("J.P. de Vries (CD&V) zei", ["J.P.", "de", "Vries", "(", "CD&V", ")", "zei"]),
        ("in 's-Hertogenbosch.", ["in", "'s-Hertogenbosch", "."]),
        ("Obama's auto’s", ["Obama", "'s", "auto", "’s"]),
        ("Jean-Luc d'Hondt", ["Jean-Luc", "d'Hondt"]),
        ("Bol.com kost 2.700 euro", ["Bol.com", "kost", "2.700", "euro"]),
        ("Sofie D. (19)", ["Sofie", "D.", "(", "19", ")"]),
    ],
)
def test_tokens(text, tokens):
    assert [token.text for sentence in sentences(text) for token in sentence] == tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Het regent. Morgen niet.", 2),
        ("Volgens dr. Peeters niet.", 1),
        ("'Nee.' Dat was alles.", 2),
        ("Titel zonder punt\nDe tekst.", 2),
        ("Dat kost 3.5 miljoen.", 1),
    ],
)
def test_sentences(text, count):
    assert len(list(sentences(text))) == count


# Finding


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Gisteren zei burgemeester Wannes Dekeyzer dat hij opstapt.", "person", "Wannes Dekeyzer"),
        ("Volgens A.J. van der Blommen is dat onzin.", "person", "A.J. van der Blommen"),
        ("De brand brak uit in Wulverdonk, bij de kerk.", "place", "Wulverdonk"),
        ("Ze wonen in de Pastoor Claesstraat.", "place", "Pastoor Claesstraat"),
        ("Bouwbedrijf Krommenhoek NV gaat failliet.", "organisation", "Krommenhoek NV"),
        ("Trainer Bart Sels van FC Zandvoorde is tevreden.", "organisation", "FC Zandvoorde"),
    ],
)
def test_names_that_no_list_has(text, kind, name):
    assert (kind, name) in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gisteren was het in de Gentse binnenstad erg druk.",
        "Voorlopig blijft de school dicht. Ouders zijn boos.",
        "De Belgen spreken Nederlands en Duits.",
        "",
        "\n\n",
    ],
)
def test_capitals_that_are_no_names(text):
    assert find(text) == set()


def test_a_surname_is_whose_full_name_stands_in_the_article():
    (found,) = load_recogniser().find(
        {
            "title": "Verbraecken stapt op",
            "body": "Schepen Mieke Verbraecken neemt ontslag. Verbraecken was ziek.",
        },
        (),
    )
    assert found.text == "Mieke Verbraecken"
    assert set(found.surfaces) == {"Mieke Verbraecken", "Verbraecken"}
    assert {span.field for span in found.spans} == {"title", "body"}
    assert 0.5 < found.score <= 1


@given(st.text(st.characters(codec=None), max_size=80))
def test_any_text_can_be_read(text):
    for name in load_recogniser().find({"title": text, "body": f"Jan {text} Peeters"}, ()):
        assert name.surfaces
        assert all(start < end for _, start, end in name.spans)


def test_a_text_without_end_is_read_in_parts():
    assert [len(sentence) for sentence in sentences("woord " * 500)] == [200, 200, 100]


def test_features_that_the_model_does_not_know_make_no_difference(articles):
    model = MODEL.read_bytes()
    assert Tagger(model).known() >= {"ordinary", "listed=town"}
    lean, full = Recogniser(model), Recogniser(model, Features())
    for article in articles[:40]:
        assert lean.find({"body": article.text}, ()) == full.find({"body": article.text}, ())


def test_spans_point_at_the_names_in_their_fields():
    fields = {"title": "Nieuws", "body": "Volgens Lieve Stappaerts  en\nPieter Ooms klopt het."}
    for name in load_recogniser().find(fields, ()):
        for field, start, end in name.spans:
            assert fields[field][start:end] in name.surfaces


def test_the_curated_table_wins():
    text = "Stoltenberg sprak met Ankie Roelofsen."
    known = FoundActor("x", "X", "organisation", (Span("body", 0, 11),), ("Stoltenberg",), ())
    assert find(text, [known]) == {("person", "Ankie Roelofsen")}


def test_a_longer_name_takes_a_curated_one_that_is_only_part_of_it(actors):
    fields = {"body": "Zangeres Chantal Monsanto lag met griep in bed, zei Chantal Monsanto zelf."}
    curated = Gazetteer(actors).find(fields)
    assert [actor.name for actor in curated] == ["Monsanto"]
    names = load_recogniser().find(fields, curated)
    assert [name.text for name in names] == ["Chantal Monsanto"]
    assert outside(curated, names) == []
    assert outside(curated, []) == curated


@pytest.mark.parametrize(
    ("text", "curated", "kind", "score", "stands"),
    [
        ("Chantal Monsanto", "Monsanto", "organisation", 0.9, True),
        ("Chantal Monsanto", "Monsanto", "organisation", 0.6, False),  # not sure enough
        ("Jens Stoltenberg NAVO", "Jens Stoltenberg", "person", 0.9, False),
        ("Trumps", "Trump", "place", 0.9, False),  # a genitive is nothing longer
        ("Gent", "Brussel", "place", 0.1, True),
    ],
)
def test_when_a_longer_name_takes_a_curated_one(text, curated, kind, score, stands):
    start = text.find(curated) if curated in text else 40
    known = [Known(start, start + len(curated), kind)]
    name = Mention(0, 0, len(text), text, "person", score)
    assert may_stand(name, text, known) is stands


def test_a_known_name_that_the_model_does_not_believe_is_not_certain(actors):
    text = (
        "Eerste klasse, speeldag 12\n"
        "Genk - KV Mechelen 1-1, Charleroi - Lokeren 0-2. In de tweede helft scoorde Genk twee "
        "keer. Trainer Vets van Charleroi was boos. De supporters van Genk zongen in Brussel."
    )
    fields = {"body": text}
    curated = Gazetteer(actors).find(fields)
    assert {"Genk", "Charleroi", "Brussel"} <= {actor.name for actor in curated}
    sure, doubtful, names = certain(curated, load_recogniser().find(fields, curated))
    assert "Brussel" in {actor.name for actor in sure}
    doubted = {actor.name: score for actor, score in doubtful}
    assert doubted
    assert all(score < DOUBTED for score in doubted.values())
    assert all(name.score >= DOUBTED for name in names)
    spans = [span for actor in sure for span in actor.spans]
    spans += [span for actor, _ in doubtful for span in actor.spans]
    assert len(spans) == len(set(spans))


def test_nobody_of_the_seeds_is_doubted(actors):
    gazetteer = Gazetteer(actors)
    for path in sorted((FIXTURES / "articles").iterdir()):
        fields = {"body": path.read_text(encoding="utf-8")}
        curated = gazetteer.find(fields)
        found = certain(curated, load_recogniser().find(fields, curated))
        assert [actor.name for actor in found.certain] == [actor.name for actor in curated]
        assert found.doubtful == []


def test_without_a_doubt_all_of_the_table_is_certain():
    span, other = Span("body", 0, 4), Span("body", 9, 13)
    gent = FoundActor("gent", "Gent", "place", (span, other), ("Gent",), ())
    assert certain([gent], []) == ([gent], [], [])
    doubt = FoundName("Gent", "place", (other,), ("Gent",), 0.1)
    (sure,), ((doubted, score),), names = certain([gent], [doubt])
    assert (sure.spans, doubted.spans, score, names) == ((span,), (other,), 0.1, [])
    of_another_kind = doubt._replace(kind="organisation")
    assert certain([gent], [of_another_kind]).certain == [gent]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("In Wulverdonk staat een kerk. Wulverdonks kerk is oud.", "Wulverdonk"),
        ("Sanne Willems lachte.", "Sanne Willems"),
    ],
)
def test_a_genitive_is_left_out(text, surface):
    (found,) = load_recogniser().find({"body": text}, ())
    assert found.surfaces == (surface,)


# Agreement within one article


def mention(start, text, kind="person", score=0.9):
    return Mention(0, start, start + len(text), text, kind, score)


def test_one_kind_for_each_name():
    found = gather(
        [mention(0, "Desmet", "organisation", 0.9), mention(20, "Desmet", "place", 0.6)], {}
    )
    assert [(bearer.text, bearer.kind, len(bearer.mentions)) for bearer in found] == [
        ("Desmet", "organisation", 2)
    ]


def test_a_surname_of_two_people_is_left_alone():
    found = gather(
        [mention(0, "An Peeters"), mention(20, "Jo Peeters"), mention(40, "Peeters")], {}
    )
    assert {bearer.text for bearer in found} == {"An Peeters", "Jo Peeters", "Peeters"}


def test_particles_belong_to_a_surname():
    found = gather([mention(0, "Jan van der Meer"), mention(30, "Van der Meer")], {})
    assert [len(bearer.mentions) for bearer in found] == [2]


def test_an_abbreviation_is_what_stands_before_it():
    found = load_recogniser().find(
        {"body": "De Vereniging voor Oude Molens (VOM) is blij. De VOM vroeg subsidie."}, ()
    )
    names = {name.text: name.surfaces for name in found}
    assert names.get("Vereniging voor Oude Molens") == ("Vereniging voor Oude Molens", "VOM")


@pytest.mark.parametrize(
    ("short", "long", "answer"),
    [
        ("NAVO", "Noord-Atlantische Verdragsorganisatie", True),
        ("VOM", "Vereniging voor Oude Molens", True),
        ("CD&V", "Christen-Democratisch en Vlaams", True),
        ("PvdA", "Partij van de Arbeid", True),
        ("VOM", "Bond voor Oude Molens", False),
        ("links", "Lijst Inwoners Kerksken", False),
    ],
)
def test_abbreviations(short, long, answer):
    assert abbreviates(short, long) is answer


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("Stoikov , Zetterman", "person", ["Stoikov", "Zetterman"]),
        ("Habibie is Soeharto", "person", ["Habibie", "Soeharto"]),
        ("Jan van der Meer", "person", ["Jan van der Meer"]),
        ("Jan van", "person", ["Jan"]),
        ("NAVO-topman Jens Olsen", "person", ["Jens Olsen"]),
        ("Leopold II-laan", "place", ["Leopold II-laan"]),
        ("Kabinet-Kok", "person", []),
        ("Directoraat-generaal Luchtvaart", "organisation", ["Directoraat-generaal Luchtvaart"]),
        ("E40", "place", []),
        ("Rector Huub Maas", "person", ["Huub Maas"]),
        ("In Key Biscayne", "place", ["Key Biscayne"]),
        ("Fnac en Free Record Shop", "organisation", ["Fnac", "Free Record Shop"]),
        ("Bond voor Ouders en Kinderen", "organisation", ["Bond voor Ouders en Kinderen"]),
    ],
)
def test_borders(text, kind, parts):
    (tokens,) = sentences(text)
    found = mended([Chunk(0, len(tokens), kind, 0.9)], tokens)
    assert [text[tokens[one.first].start : tokens[one.last - 1].end] for one in found] == parts


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("Boer Ad van Lith", 3, "Ad van Lith"),
        ("Burgemeester Marloes van den Berg", 4, "Marloes van den Berg"),
        ("Piet Ooms van Gent", 3, "Gent"),
        ("Het stadje van Lith", 3, "Lith"),
    ],
)
def test_a_town_after_a_first_name_is_a_surname(text, place, name):
    (tokens,) = sentences(text)
    (found,) = mended([Chunk(place, place + 1, "place", 0.9)], tokens)
    assert text[tokens[found.first].start : tokens[found.last - 1].end] == name
    assert found.kind == ("place" if " " not in name else "person")


# Learning


def test_the_model_that_ships_is_small_and_good(articles, actors):
    assert MODEL.stat().st_size < 3_000_000
    material = Material(documents=articles, actors=actors)
    measures = judge(MODEL.read_bytes(), material).measures
    assert measures["both"]["all"].f1 > 0.88
    assert measures["both"]["person"].f1 > 0.90
    assert measures["both"]["all"].f1 > measures["table"]["all"].f1 + 0.3
    assert measures["certain"]["all"].precision >= 0.97
    assert measures["certain"]["all"].recall > measures["table"]["all"].recall - 0.02


def test_training_is_repeatable_and_never_sees_the_held_out_fifth(articles, actors):
    few = articles[:12]
    held_out = [article for article in few if fold_of(article) == 0]
    assert 0 < len(held_out) < 10
    model, report = train(Material(documents=few, actors=actors[:10]))
    assert report.measured_on == len(held_out)
    blind = [
        MarkedText(name=article.name, text=article.text, names=())
        if article in held_out
        else article
        for article in few
    ]
    assert train(Material(documents=blind, actors=actors[:10]))[0] == model
    more = Material(documents=few, actors=actors[:10], extra=[articles[30]])
    assert train(more)[0] != model


def test_measure():
    measure = Measure(right=6, found=8, marked=12)
    assert (measure.precision, measure.recall, measure.f1) == (0.75, 0.5, 0.6)
    assert Measure(0, 0, 0).f1 == 0


@pytest.fixture
def small_fixtures(tmp_path, monkeypatch, settings, articles):
    """A world of its own for the command: twelve articles, a table, no model."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "fixtures" / "news").mkdir(parents=True)
    (tmp_path / "fixtures" / "actors").symlink_to(FIXTURES / "actors")
    (tmp_path / "fixtures" / "names").mkdir()
    for article in articles[:12]:
        path = FIXTURES / "news" / f"{article.name}.txt"
        (tmp_path / "fixtures" / "news" / path.name).write_bytes(path.read_bytes())
    model = tmp_path / "model"
    monkeypatch.setattr("articles.management.commands.train_actors.MODEL", model)
    return tmp_path


def trained():
    told = StringIO()
    call_command("train_actors", "--fixtures-only", stdout=told)
    return told.getvalue()


def test_the_command_replaces_a_model_only_by_a_better_one(small_fixtures):
    model = small_fixtures / "model"
    assert "vervangen" in trained()
    first = model.read_bytes()
    assert "blijft zoals het was" in trained()
    model.write_bytes(MODEL.read_bytes())
    assert "niet vervangen" in trained()
    assert model.read_bytes() == MODEL.read_bytes() != first


def test_the_command_tells_which_mark_is_wrong(small_fixtures):
    (small_fixtures / "fixtures" / "news" / "fout.txt").write_text("een [PER naam")
    with pytest.raises(CommandError, match="fout"):
        trained()


@pytest.mark.django_db
def test_analyse_tells_the_unknown_beside_the_known(tmp_path, capsys):
    path = tmp_path / "artikel.txt"
    path.write_text(
        "Gisteren vergaderde de NAVO in Brussel over Syrische vluchtelingen.\n\n"
        "Burgemeester Marieke Vandersteegen van Wervendonk was erbij. 'Het was nuttig', zei "
        "Vandersteegen na afloop in Brussel.\n",
        encoding="utf-8",
    )
    call_command("analyse", str(path))
    actors = {actor["name"]: actor for actor in json.loads(capsys.readouterr().out)["actors"]}
    assert actors["NAVO"]["known"] is True
    assert actors["Syrië"]["surfaces"] == []  # the text names its people only
    unknown = actors["Marieke Vandersteegen"]
    assert (unknown["kind"], unknown["known"]) == ("person", False)
    assert unknown["surfaces"] == ["Marieke Vandersteegen", "Vandersteegen"]
